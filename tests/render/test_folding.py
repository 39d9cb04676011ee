"""Long drawings folded into strips: nothing is cut through or left out, and every line that goes on says where."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sphinxcontrib_procstd.drawing import (
    Box,
    Direction,
    Drawing,
    EdgeShape,
    LaneShape,
    NodeShape,
    Outline,
    Point,
    TextBlock,
)
from sphinxcontrib_procstd.model.graph import FlowEdge, FlowGraph, FlowNode, Lane, NodeKind
from sphinxcontrib_procstd.render.folding import fold, header_depth
from sphinxcontrib_procstd.render.tikz import FOLDED, pages_of, render_tikz


def chain(count: int, direction: Direction, breadth: float = 900.0) -> tuple[Drawing, FlowGraph]:
    """Return boxes in a row, 200 pixels from one to the next, and a line back from the last to the first."""
    down = direction is Direction.TOP_DOWN

    def box(x: float, y: float, w: float, h: float) -> Box:
        return Box(y, x, h, w) if down else Box(x, y, w, h)

    def point(x: float, y: float) -> Point:
        return Point(y, x) if down else Point(x, y)

    length = 100.0 + 200.0 * count
    header = TextBlock(lines=("Role",), box=box(10, 10, 60, 17))
    lane = LaneShape(id="l", box=box(0, 0, length, breadth), header=box(0, 0, 80, breadth), title=header)
    nodes = [
        NodeShape(id=f"n{index}", lane="l", outline=Outline.BOX, box=box(120 + 200 * index, 100, 136, 60))
        for index in range(count)
    ]
    edges = [
        EdgeShape(
            id=f"e{index}",
            source=f"n{index}",
            target=f"n{index + 1}",
            points=(point(256 + 200 * index, 130), point(320 + 200 * index, 130)),
        )
        for index in range(count - 1)
    ]
    last = 120 + 200 * (count - 1) + 68.0
    back = (point(last, 160), point(last, 300), point(188, 300), point(188, 160))
    edges.append(EdgeShape(id="back", source=f"n{count - 1}", target="n0", points=back))
    size = (breadth, length) if down else (length, breadth)
    drawing = Drawing(
        width=size[0], height=size[1], direction=direction, lanes=(lane,), nodes=tuple(nodes), edges=tuple(edges)
    )
    graph = FlowGraph(
        title="chain",
        lanes=(Lane(id="l", title="Role"),),
        nodes=tuple(FlowNode(id=node.id, kind=NodeKind.TASK, lane="l", text=node.id) for node in nodes),
        edges=tuple(FlowEdge(id=edge.id, source=edge.source, target=edge.target) for edge in edges),
    )
    return drawing, graph


@pytest.mark.parametrize("direction", Direction)
def test_cuts_keep_clear_of_nodes_and_strips_of_their_length(direction: Direction) -> None:
    drawing, _ = chain(12, direction)
    strips = fold(drawing, 700)
    assert len(strips) > 3
    assert strips[0].start == header_depth(drawing)
    assert strips[-1].end == max(drawing.width, drawing.height)
    for one, two in pairwise(strips):
        assert one.end == two.start
    for strip in strips:
        assert strip.end - strip.start <= 700
        for node in drawing.nodes:
            low, size = (node.box.y, node.box.h) if direction is Direction.TOP_DOWN else (node.box.x, node.box.w)
            assert not low < strip.start < low + size


@pytest.mark.parametrize("direction", Direction)
def test_every_line_that_goes_on_has_the_same_sign_on_both_strips(direction: Direction) -> None:
    drawing, _ = chain(12, direction)
    strips = fold(drawing, 700)
    assert strips[0].before == strips[-1].after == ()
    for one, two in pairwise(strips):
        assert one.after == two.before
        assert len(one.after) == 2, "the line to the next box, and the line back"
    signs = [mark.sign for strip in strips for mark in strip.after]
    assert len(set(signs)) == len(signs)


def test_a_short_drawing_is_one_strip() -> None:
    drawing, _ = chain(2, Direction.TOP_DOWN)
    assert len(fold(drawing, 2000)) == 1
    assert pages_of(chain(3, Direction.TOP_DOWN, 300)[0])[0] == []


@pytest.mark.parametrize("direction", Direction)
def test_what_would_be_too_small_on_paper_is_folded_and_whole(direction: Direction) -> None:
    drawing, graph = chain(20, direction, 700)
    strips, unit = pages_of(drawing)
    assert unit == pytest.approx(FOLDED)
    source = render_tikz(drawing, graph)
    assert source.count(r"\begin{tikzpicture}") == source.count(r"\end{tikzpicture}") == len(strips) > 2
    assert source.count(r"\begin{scope}") == source.count(r"\end{scope}")
    assert all(f" {node.id}}}" in source or node.text is None for node in drawing.nodes)
    signs = [mark.sign for strip in strips for mark in strip.after]
    assert all(source.count(f"\\bfseries {sign}}}") == 2 for sign in signs)
