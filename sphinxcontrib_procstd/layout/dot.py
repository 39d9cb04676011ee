"""DOT text, in two kinds: one for people (``export --format dot``), one that asks Graphviz for geometry only.

The second holds nothing an author wrote: ASCII ids, empty labels, fixed sizes, ``newrank``. Graphs of that kind have
never been seen to crash or hang Graphviz; with labels, links, fonts or clusters in them thousands did.
"""

from __future__ import annotations

from itertools import pairwise

import graphviz

from sphinxcontrib_procstd.drawing import Direction, clean_text
from sphinxcontrib_procstd.model.graph import ACTIVITIES, EdgeKind, FlowGraph, FlowNode, Lane, NodeKind

INCH = 72.0
"""Pixels of ours to one inch of Graphviz's: then a pixel is a point."""
NODE_GAP, RANK_GAP = 34.0, 46.0

Size = tuple[float, float]
"""Width and height."""
Ends = list[tuple[int, int]]
"""The nodes that each edge leads from and to."""


def rank_question(sizes: list[Size], edges: Ends, direction: Direction) -> str:
    """Return DOT that asks how far along the flow each node stands: nodes ``n0``, ``n1``, ..., no lanes."""
    graph = _digraph(direction)
    _add_nodes(graph, sizes)
    for source, target in edges:
        graph.edge(f"n{source}", f"n{target}")
    return _source(graph)


def place_question(
    sizes: list[Size], edges: Ends, cells: list[tuple[int, int]], headers: list[float], direction: Direction
) -> str:
    """Return DOT that asks where the nodes stand, given each one's rank and lane (``cells``).

    Clusters would be simpler, but Graphviz puts them in an order of its own. So a row of tiny nodes ``sR_0``, ``sR_1``,
    ... marks the borders of the lanes in each rank R; a row more, the first, holds the lanes' headers ``h0``, ....
    """
    graph = _digraph(direction)
    _add_nodes(graph, sizes)
    rows: dict[tuple[int, int], list[str]] = {(0, lane): [f"h{lane}"] for lane in range(len(headers))}
    for number, (rank, lane) in enumerate(cells):
        rows.setdefault((rank + 1, lane), []).append(f"n{number}")
    for lane, breadth in enumerate(headers):
        size = (breadth, 2.0) if direction is Direction.TOP_DOWN else (2.0, breadth)
        graph.node(f"h{lane}", width=_inches(size[0]), height=_inches(size[1]))
    for rank in range(2 + max((rank for rank, _ in cells), default=0)):
        _add_row(graph, rank, [rows.get((rank, lane), []) for lane in range(len(headers))])
    for source, target in edges:
        straight = "20" if cells[source][1] == cells[target][1] else "1"
        graph.edge(f"n{source}", f"n{target}", constraint="false", weight=straight)
    return _source(graph)


def _add_row(graph: graphviz.Digraph, rank: int, lanes: list[list[str]]) -> None:
    """Add the borders of the lanes in one rank, and the order of all that stands in it."""
    borders = [f"s{rank}_{border}" for border in range(len(lanes) + 1)]
    for number, border in enumerate(borders):
        graph.node(border, width="0.02", height="0.02", group=str(number))
        if rank:
            graph.edge(f"s{rank - 1}_{number}", border, weight="200")
    with graph.subgraph(graph_attr={"rank": "same"}) as row:
        assert row is not None  # noqa: S101 - given without a graph, it is made
        for name in (*borders, *(name for lane in lanes for name in lane)):
            row.node(name)
    for (low, high), names in zip(pairwise(borders), lanes, strict=True):
        graph.edge(low, high, weight="1")  # flat edges fix the order of a row; those of weight 0 would not
        for name in names:
            graph.edge(low, name, weight="1")
            graph.edge(name, high, weight="1")


def _digraph(direction: Direction) -> graphviz.Digraph:
    way = "TB" if direction is Direction.TOP_DOWN else "LR"
    gaps = {"nodesep": _inches(NODE_GAP), "ranksep": _inches(RANK_GAP)}
    return graphviz.Digraph(
        graph_attr={"rankdir": way, "splines": "false", "newrank": "true", **gaps},
        node_attr={"label": "", "shape": "box", "fixedsize": "true"},
        edge_attr={"arrowhead": "none"},
    )


def _add_nodes(graph: graphviz.Digraph, sizes: list[Size]) -> None:
    for number, (width, height) in enumerate(sizes):
        graph.node(f"n{number}", width=_inches(width), height=_inches(height))


def _source(graph: graphviz.Digraph) -> str:
    source: str = graph.source
    return source


def _inches(length: float) -> str:
    return f"{length / INCH:.5f}"


_SHAPES = {
    NodeKind.START: {"shape": "circle"},
    NodeKind.END: {"shape": "circle", "penwidth": "3"},
    NodeKind.ESCALATION: {"shape": "doublecircle"},
    NodeKind.EXCLUSIVE: {"shape": "diamond"},
    NodeKind.PARALLEL: {"shape": "diamond"},
    NodeKind.SUBPROCESS: {"shape": "box", "peripheries": "2"},
    NodeKind.HANDOVER: {"shape": "box", "penwidth": "3"},
}
_OUTSIDE = frozenset({NodeKind.START, NodeKind.END, NodeKind.ESCALATION, NodeKind.EXCLUSIVE})
"""Kinds whose text stands beside the shape."""


def dot_source(graph: FlowGraph, direction: Direction = Direction.TOP_DOWN) -> str:
    """Return a process as DOT for people to read and lay out: texts in labels, a cluster a lane."""
    way = "TB" if direction is Direction.TOP_DOWN else "LR"
    made = graphviz.Digraph(
        graph_attr={"rankdir": way, "newrank": "true", "label": _label(graph.title), "labelloc": "t"},
        node_attr={"shape": "box", "style": "rounded"},
    )
    lanes = graph.lanes or (Lane(id="", title=""),)
    names = {node.id: f"n{index}" for index, node in reversed(list(enumerate(graph.nodes)))}
    known = {lane.id for lane in lanes}
    for index, lane in enumerate(lanes):
        with made.subgraph(name=f"cluster{index}") as cluster:
            assert cluster is not None  # noqa: S101 - a subgraph by name is made anew
            cluster.graph_attr["label"] = _label(lane.title)
            for number, node in enumerate(graph.nodes):
                home = node.lane if node.lane in known else lanes[0].id
                if home == lane.id:
                    cluster.node(f"n{number}", **_node_attributes(node))
    for edge in graph.edges:
        if edge.source in names and edge.target in names:
            more = {"style": "dashed"} if edge.kind is EdgeKind.OVERDUE else {}
            text = {"label": _label(edge.label)} if edge.label else {}
            made.edge(names[edge.source], names[edge.target], **text, **more)
    return _source(made)


def _node_attributes(node: FlowNode) -> dict[str, str]:
    text = f"{node.number}. {node.text}" if node.number and node.kind in ACTIVITIES else node.text
    shape = dict(_SHAPES.get(node.kind, {}))
    if node.kind in _OUTSIDE:
        sign = "×" if node.kind is NodeKind.EXCLUSIVE else ""
        return {"label": sign, "xlabel": _label(text), **shape, "style": "solid"}
    if node.kind is NodeKind.PARALLEL:
        return {"label": "+", **shape, "style": "solid"}
    return {"label": _label(text), **shape}


def _label(text: str) -> str:
    """Return a text as a label: never HTML, no escape sequence of Graphviz's in it."""
    quoted: str = graphviz.escape(clean_text(text))  # of a class of its own, which ``str()`` would take off
    return quoted
