"""A process as a PlantUML activity diagram with swimlanes.

PlantUML's activities are structured: alternatives open and close again, and nothing jumps. So each branch is written
up to where all branches meet; a way that goes back, or into another branch, ends in a line that names the step.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from sphinxcontrib_procstd.drawing import clean_text
from sphinxcontrib_procstd.model.graph import ACTIVITIES, EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind

_PLAIN = frozenset(" .,?!+")
_MARKS = frozenset("«»")
"""Another way to write the brackets of a stereotype."""
_DEPTH = 40
"""Branches within branches deeper than this are written as jumps."""


def plantuml_source(graph: FlowGraph) -> str:
    """Return the graph as PlantUML text."""
    writer = _Writer(graph)
    for lane in graph.lanes:
        writer.enter(lane.id)  # in the author's order, used or not
    for node in graph.nodes:  # starts first: that is how graphs are made; then whatever no way leads to
        if node.id not in writer.seen:
            writer.write(node.id, "", 0)
    title = escaped(graph.title)
    lines = ["@startuml", f"title {title}" if title else "", *writer.lines, "@enduml"]
    return "\n".join(line for line in lines if line) + "\n"


@dataclass
class _Writer:
    graph: FlowGraph
    lines: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    lane: str = ""

    def __post_init__(self) -> None:
        self.nodes = {node.id: node for node in reversed(self.graph.nodes)}
        self.titles = {lane.id: escaped(lane.title) or "-" for lane in self.graph.lanes}
        self.after: dict[str, list[FlowEdge]] = {name: [] for name in self.nodes}
        for edge in self.graph.edges:
            if edge.source in self.nodes and edge.target in self.nodes:
                self.after[edge.source].append(edge)
        self.reach = {name: self._reached(name) for name in self.nodes} if len(self.nodes) <= 300 else {}

    def _reached(self, name: str) -> list[str]:
        """Return what can be reached from a node, near things first, by ordinary flow."""
        found, queue = {name: None}, [name]
        for here in queue:
            for edge in self.after[here]:
                if edge.kind is EdgeKind.FLOW and edge.target not in found:
                    found[edge.target] = None
                    queue.append(edge.target)
        return list(found)

    def enter(self, lane: str) -> None:
        """Go to a lane."""
        if lane in self.titles and lane != self.lane:
            self.lines.append(f"|{self.titles[lane]}|")
            self.lane = lane

    def write(self, name: str, stop: str, depth: int) -> bool:
        """Write from a node on up to ``stop``; return whether the way goes on there."""
        while name != stop:
            if name in self.seen:
                self.jump(name)
                return False
            self.seen.add(name)
            node = self.nodes[name]
            self.enter(node.lane)
            self.shape(node)
            ways = [edge for edge in self.after[name] if edge.kind is EdgeKind.FLOW]
            for edge in self.after[name]:
                if edge.kind is EdgeKind.OVERDUE:
                    self.overdue(edge)
            if not ways:
                if node.kind is not NodeKind.END:
                    self.lines.append("detach")
                return False
            if len(ways) == 1:
                if label := escaped(ways[0].label):
                    self.lines.append(f"-> {label};")
                name = ways[0].target
                continue
            meeting = self.meeting([edge.target for edge in ways], stop)
            if depth >= _DEPTH or not self.branch(node, ways, meeting, depth) or not meeting:
                return False
            name = meeting
        return True

    def meeting(self, starts: list[str], stop: str) -> str:
        """Return the nearest node that every branch comes to and that is not written yet, "" for none."""
        common = set.intersection(*(set(self.reach.get(start, ())) for start in starts))
        nearest = (name for name in self.reach.get(starts[0], ()) if name in common)
        return next((name for name in nearest if name not in self.seen or name == stop), "")

    def branch(self, node: FlowNode, ways: list[FlowEdge], meeting: str, depth: int) -> bool:
        """Write alternatives or parallel branches; return whether one of them goes on."""
        split = node.kind is NodeKind.PARALLEL
        goes_on = False
        question = escaped(node.text) if node.kind is NodeKind.EXCLUSIVE else ""
        for index, edge in enumerate(ways):
            guard = escaped(edge.label)
            if split:
                self.lines.append("fork again" if index else "fork")
            elif index == 0:  # not ``switch``: there PlantUML leaves out arrows to another lane
                self.lines.append(f"if ({question or ' '}) then ({guard or ' '})")
            elif index < len(ways) - 1:
                self.lines.append(f"elseif ( ) then ({guard or ' '})")
            else:
                self.lines.append(f"else ({guard or ' '})")
            goes_on = self.write(edge.target, meeting, depth + 1) or goes_on
        self.lines.append("end fork" if split else "endif")
        return goes_on

    def shape(self, node: FlowNode) -> None:
        """Write one node."""
        text = escaped(node.text)
        if node.kind is NodeKind.START:
            self.lines += ["start", *([f"note right: {text}"] if text else [])]
        elif node.kind is NodeKind.END:
            self.lines += [*([f":{text};"] if text else []), "stop"]
        elif node.kind in {NodeKind.HANDOVER, NodeKind.SUBPROCESS}:
            self.lines.append(f":{self.name(node)}|")
        elif node.kind in ACTIVITIES or (node.kind is NodeKind.ESCALATION and text):
            self.lines.append(f":{self.name(node)};")

    def name(self, node: FlowNode) -> str:
        """Return number and text of a node."""
        lead = f"{escaped(node.number)}. " if node.number and node.kind in ACTIVITIES else ""
        return lead + (escaped(node.text) or "-")

    def overdue(self, edge: FlowEdge) -> None:
        """Write where overdue work goes, as a note."""
        self.seen.add(edge.target) if self.nodes[edge.target].kind is NodeKind.ESCALATION else None
        self.lines.append(f"note right: {escaped(edge.label)} → {self.name(self.nodes[edge.target])}")

    def jump(self, name: str) -> None:
        """Write that the way goes on at a node written elsewhere."""
        node = self.nodes[name]
        if node.kind not in ACTIVITIES and node.step in self.nodes:
            node = self.nodes[node.step]
        self.lines += [f":→ {self.name(node)};", "detach"]


def escaped(text: str) -> str:
    """Return a text with every character that could mean something to PlantUML, Creole or HTML as its number."""
    return "".join(char if _is_plain(char) else f"<U+{ord(char):04X}>" for char in clean_text(text))


def _is_plain(char: str) -> bool:
    if ord(char) > 0x7F:  # characters for private use are marks of PlantUML's own
        return char not in _MARKS and unicodedata.category(char) != "Co"
    return char.isalnum() or char in _PLAIN
