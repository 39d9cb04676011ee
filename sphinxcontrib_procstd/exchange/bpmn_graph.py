"""The flow of a process as strict BPMN wants it: every join and split by a gateway, every branch ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sphinxcontrib_procstd.exchange.wording import Words, wording
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.graph import EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind
from sphinxcontrib_procstd.model.process import Process

_GATEWAYS = frozenset({NodeKind.EXCLUSIVE, NodeKind.PARALLEL})


def bpmn_graph(process: Process, catalogue: Catalogue, words: Words) -> FlowGraph:
    """Return the graph to lay out and to export: named throughout, joined and split by gateways alone.

    Beside `build_flow_graph`: an end after each hand-over, an exclusive gateway before whatever has several
    entries, one flow where two lead the same way, and no gateway with one way in and one way out.
    """
    say = wording(words)
    graph = build_flow_graph(process, catalogue)
    names = {NodeKind.START: say("Start"), NodeKind.END: say("End")}
    titles = {step.id: step.title for step in process.steps}
    nodes = [replace(node, text=node.text or names.get(node.kind, "")) for node in graph.nodes]
    work = _Work({node.id: node for node in nodes}, list(graph.edges))
    work.lead_on_from_joins()
    work.end_handovers(say("End"))
    work.merge_twins()
    work.drop_idle_gateways()
    work.join_entries()
    work.name_gateways(titles)
    lanes = tuple(replace(lane, title=lane.title or say("No role")) for lane in graph.lanes)
    edges = tuple(replace(edge, id=f"e{number}") for number, edge in enumerate(work.edges, 1))
    return FlowGraph(title=process.title, lanes=lanes, nodes=tuple(work.nodes.values()), edges=edges)


@dataclass
class _Work:
    nodes: dict[str, FlowNode]
    edges: list[FlowEdge]

    def lead_on_from_joins(self) -> None:
        """Let the flow go on from a parallel join to the step it stands before."""
        sources = {edge.source for edge in self.edges}
        for node in list(self.nodes.values()):
            if node.id == f"{node.step}.join" and node.id not in sources and node.step in self.nodes:
                self.edges.append(FlowEdge(id="", source=node.id, target=node.step))

    def end_handovers(self, text: str) -> None:
        """Let the flow end after a hand-over: what follows is the other process's."""
        sources = {edge.source for edge in self.edges}
        for node in [node for node in self.nodes.values() if node.kind is NodeKind.HANDOVER]:
            if node.id not in sources:
                end = FlowNode(id=f"{node.id}.end", kind=NodeKind.END, lane=node.lane, text=text)
                self.nodes[end.id] = end
                self.edges.append(FlowEdge(id="", source=node.id, target=end.id))

    def merge_twins(self) -> None:
        """Make one flow of those with the same source and target."""
        kept: dict[tuple[str, str, EdgeKind], FlowEdge] = {}
        for edge in self.edges:
            key = (edge.source, edge.target, edge.kind)
            first = kept.get(key)
            if first is None:
                kept[key] = edge
                continue
            label = "; ".join(dict.fromkeys(filter(None, (first.label, edge.label))))
            kept[key] = replace(first, label=label, default=first.default or edge.default)
        self.edges = list(kept.values())

    def drop_idle_gateways(self) -> None:
        """Take out gateways with one way in and one way out."""
        for node in [node for node in self.nodes.values() if node.kind in _GATEWAYS]:
            ways_in = [edge for edge in self.edges if edge.target == node.id]
            ways_out = [edge for edge in self.edges if edge.source == node.id]
            if len(ways_in) == len(ways_out) == 1 and ways_in[0] is not ways_out[0]:
                del self.nodes[node.id]
                joined = replace(ways_in[0], target=ways_out[0].target, label=ways_in[0].label or ways_out[0].label)
                self.edges = [joined if edge is ways_in[0] else edge for edge in self.edges if edge is not ways_out[0]]

    def join_entries(self) -> None:
        """Put an exclusive gateway before each task or event that several flows enter."""
        found: dict[str, FlowNode] = {}
        for node in self.nodes.values():
            entries = [edge for edge in self.edges if edge.target == node.id]
            if node.kind not in _GATEWAYS and len(entries) > 1:
                merge = FlowNode(id=f"{node.id}.merge", kind=NodeKind.EXCLUSIVE, lane=node.lane, step=node.step)
                found[merge.id] = merge
                self.edges = [replace(edge, target=merge.id) if edge.target == node.id else edge for edge in self.edges]
                self.edges.append(FlowEdge(id="", source=merge.id, target=node.id))
            found[node.id] = node
        self.nodes = found

    def name_gateways(self, titles: dict[str, str]) -> None:
        """Give a splitting exclusive gateway without a question the title of its step."""
        for node in list(self.nodes.values()):
            splits = sum(edge.source == node.id for edge in self.edges) > 1
            if node.kind is NodeKind.EXCLUSIVE and splits and not node.text:
                self.nodes[node.id] = replace(node, text=titles.get(node.step, node.step))
