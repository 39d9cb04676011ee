"""A process as a Mermaid flowchart: a subgraph a lane, every text quoted."""

from __future__ import annotations

from sphinxcontrib_procstd.drawing import Direction, clean_text
from sphinxcontrib_procstd.model.graph import ACTIVITIES, EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind

_PLAIN = frozenset(" .,?!+-")
_MARKS = frozenset("°¶")
"""Signs that Mermaid itself puts in place of ``#`` and ``;`` while it reads."""
_SHAPES = {
    NodeKind.START: ("([", "])"),
    NodeKind.END: ("([", "])"),
    NodeKind.ESCALATION: (">", "]"),
    NodeKind.EXCLUSIVE: ("{", "}"),
    NodeKind.PARALLEL: ("{{", "}}"),
    NodeKind.SUBPROCESS: ("[[", "]]"),
    NodeKind.HANDOVER: ("[[", "]]"),
}


def mermaid_source(graph: FlowGraph, direction: Direction = Direction.TOP_DOWN) -> str:
    """Return the graph as a Mermaid flowchart."""
    names = {node.id: f"n{index}" for index, node in reversed(list(enumerate(graph.nodes)))}
    lines = [f"flowchart {'TB' if direction is Direction.TOP_DOWN else 'LR'}", f"  accTitle: {quoted(graph.title)}"]
    known = {lane.id for lane in graph.lanes}
    for index, lane in enumerate(graph.lanes):
        lines.append(f'  subgraph lane{index}["{_text(lane.title)}"]')
        lines += [f"    {_node(node, names)}" for node in graph.nodes if node.lane == lane.id]
        lines.append("  end")
    lines += [f"  {_node(node, names)}" for node in graph.nodes if node.lane not in known]
    lines += [f"  {_edge(edge, names)}" for edge in graph.edges if edge.source in names and edge.target in names]
    return "\n".join(lines) + "\n"


def _node(node: FlowNode, names: dict[str, str]) -> str:
    text = f"{node.number}. {node.text}" if node.number and node.kind in ACTIVITIES else node.text
    if node.kind is NodeKind.PARALLEL:
        text = text or "+"
    before, after = _SHAPES.get(node.kind, ("[", "]"))
    return f'{names[node.id]}{before}"{_text(text)}"{after}'


def _edge(edge: FlowEdge, names: dict[str, str]) -> str:
    arrow = "-.->" if edge.kind is EdgeKind.OVERDUE else "-->"
    label = f'|"{_text(edge.label)}"|' if clean_text(edge.label) else ""
    return f"{names[edge.source]} {arrow}{label} {names[edge.target]}"


def _text(text: str) -> str:
    return quoted(text) or " "


def quoted(text: str) -> str:
    """Return a text with every character that could mean something to Mermaid, Markdown or HTML as its number.

    Letters, digits, a little punctuation and all beyond ASCII stay; a colon does not, since Mermaid looks for
    ``style: …#…;`` anywhere.
    """
    return "".join(char if _is_plain(char) else f"#{ord(char)};" for char in clean_text(text))


def _is_plain(char: str) -> bool:
    return char not in _MARKS if ord(char) > 0x7F else char.isalnum() or char in _PLAIN
