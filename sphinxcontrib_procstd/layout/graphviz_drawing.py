"""A drawing from Graphviz's geometry: it ranks and places the nodes and routes the edges, all else is ours."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

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
from sphinxcontrib_procstd.layout import sizes
from sphinxcontrib_procstd.layout.dot import Ends, place_question, rank_question, route_question
from sphinxcontrib_procstd.layout.graphviz_engine import ENGINE, EngineError, Fault
from sphinxcontrib_procstd.layout.labels import LabelPlacer, Wish
from sphinxcontrib_procstd.model.graph import FlowEdge, FlowGraph, Lane

MOST_NODES, MOST_EDGES = 60, 100
"""Larger graphs are left to our own layout. The size decides, never the clock, so every machine draws the same."""
PAD = 10.0
HEADER_PAD = 8.0
HEADER_DEPTH = 112.0
"""How broad the headers of a left-to-right drawing are."""
NEAR = 24.0
"""Nodes that are less than this out of line are put in line."""
FAR = 1e6

Ask = Callable[..., bytes]


@dataclass(slots=True)
class _Plan:
    """A graph made ready: lanes, the lane of each node, edges whose ends exist, sizes."""

    graph: FlowGraph
    direction: Direction
    lanes: tuple[Lane, ...]
    lane_of: list[int]
    edges: list[FlowEdge]
    ends: Ends
    sizes: list[sizes.Size]
    hulls: list[tuple[float, float]]
    headers: list[TextBlock]
    depth: float


def layout_graphviz(graph: FlowGraph, direction: Direction, ask: Ask | None = None) -> Drawing:
    """Return Graphviz's drawing of a graph; raises `EngineError` when it can give none."""
    if len(graph.nodes) > MOST_NODES or len(graph.edges) > MOST_EDGES:
        raise EngineError(Fault.TOO_LARGE)
    ask = ask or ENGINE.ask
    plan = _prepare(graph, direction)
    try:
        boxes, borders = _place(plan, ask)
        captions = _captions(plan, boxes)
        paths = _routes(plan, boxes, captions, ask)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise EngineError(Fault.GARBAGE) from error
    return _draw(plan, boxes, borders, captions, paths)


def _prepare(graph: FlowGraph, direction: Direction) -> _Plan:
    lanes = graph.lanes or (Lane(id="", title=""),)
    lane_index = {lane.id: index for index, lane in reversed(list(enumerate(lanes)))}
    node_index = {node.id: index for index, node in reversed(list(enumerate(graph.nodes)))}
    edges = [edge for edge in graph.edges if edge.source in node_index and edge.target in node_index]
    ends = [(node_index[edge.source], node_index[edge.target]) for edge in edges]
    measured = []
    for index, node in enumerate(graph.nodes):
        ins, outs = (sum(pair[side] == index for pair in ends) for side in (1, 0))
        measured.append(sizes.size_node(node, direction, ins=ins, outs=outs))
    hulls = [(2 * max(size.left, size.right), 2 * max(size.above, size.below)) for size in measured]
    width = sizes.TASK_WIDTH if direction is Direction.TOP_DOWN else HEADER_DEPTH - 2 * HEADER_PAD
    headers = [sizes.header_lines(lane, width) for lane in lanes]
    depth = HEADER_DEPTH
    if direction is Direction.TOP_DOWN:
        depth = max(block.box.h for block in headers) + 2 * HEADER_PAD
    if not any(block.lines for block in headers):
        depth = 0.0
    places = [lane_index.get(node.lane, 0) for node in graph.nodes]
    return _Plan(graph, direction, tuple(lanes), places, edges, ends, measured, hulls, headers, depth)


def _place(plan: _Plan, ask: Ask) -> tuple[list[Box], list[float]]:
    """Return the outlines of the nodes and the borders of the lanes, as Graphviz places them."""
    down = plan.direction is Direction.TOP_DOWN
    count = len(plan.sizes)
    along = 1 if down else 0
    first = _places(ask(rank_question(plan.hulls, plan.ends, plan.direction)))
    levels = [round(first[f"n{index}"][along], 1) for index in range(count)]
    order = {level: rank for rank, level in enumerate(sorted(set(levels)))}
    cells = [(order[level], lane) for level, lane in zip(levels, plan.lane_of, strict=True)]
    breadths = [(block.box.w if down else block.box.h) + 2 * HEADER_PAD for block in plan.headers]
    places = _places(ask(place_question(plan.hulls, plan.ends, cells, breadths, plan.direction)))
    across = 1 - along
    borders = [places[f"s0_{border}"][across] for border in range(len(plan.lanes) + 1)]
    start = min((places[f"n{index}"][along] - plan.hulls[index][along] / 2 for index in range(count)), default=0.0)
    boxes = []
    for index, size in enumerate(plan.sizes):
        centre = [0.0, 0.0]
        centre[along] = places[f"n{index}"][along] - start + plan.depth + PAD + 1
        centre[across] = places[f"n{index}"][across] - borders[0] + 1
        x, y = round(centre[0], 1), round(centre[1], 1)
        boxes.append(Box(x - size.half_w, y - size.half_h, 2 * size.half_w, 2 * size.half_h))
    borders = [round(border - borders[0] + 1, 1) for border in borders]
    _check(plan, boxes, borders)
    return _aligned(plan, boxes), borders


def _aligned(plan: _Plan, boxes: list[Box]) -> list[Box]:
    """Return the boxes with neighbours in a lane that are a little aside of one another put in line."""
    down = plan.direction is Direction.TOP_DOWN
    line = list(range(len(boxes)))
    middle = [box.x + box.w / 2 if down else box.y + box.h / 2 for box in boxes]
    for source, target in plan.ends:
        if plan.lane_of[source] == plan.lane_of[target] and abs(middle[source] - middle[target]) < NEAR:
            low, high = sorted((line[source], line[target]))
            line = [low if number == high else number for number in line]
    moved = []
    for box, number in zip(boxes, line, strict=True):
        to = middle[number]
        moved.append(Box(to - box.w / 2, box.y, box.w, box.h) if down else Box(box.x, to - box.h / 2, box.w, box.h))
    try:
        _check(plan, moved, [])
    except ValueError:
        return boxes
    return moved


def _check(plan: _Plan, boxes: list[Box], borders: list[float]) -> None:
    """Raise `ValueError` for places that cannot be Graphviz's: a node out of its lane, one on the other."""
    if any(low >= high for low, high in pairwise(borders)):
        raise ValueError("lanes out of order")
    for box, lane in zip(boxes, plan.lane_of if borders else [], strict=False):
        low, size = (box.x, box.w) if plan.direction is Direction.TOP_DOWN else (box.y, box.h)
        if low < borders[lane] - 1 or low + size > borders[lane + 1] + 1:
            raise ValueError("a node out of its lane")
    for one, other in combinations(boxes, 2):
        beside = one.x >= other.x + other.w or other.x >= one.x + one.w
        if not beside and one.y < other.y + other.h and other.y < one.y + one.h:
            raise ValueError("nodes on one another")


def _places(answer: bytes) -> dict[str, tuple[float, float]]:
    """Return the centres of the nodes in an answer, y downwards."""
    found = {}
    for item in json.loads(answer)["objects"]:
        if "pos" in item:
            x, y = (_number(part) for part in item["pos"].split(","))
            found[str(item["name"])] = (x, -y)
    return found


def _number(text: Any) -> float:
    value = float(text)
    if not math.isfinite(value) or abs(value) > FAR:
        raise ValueError("a place off every page")
    return value


def _captions(plan: _Plan, boxes: list[Box]) -> list[TextBlock | None]:
    return [
        size.caption and _moved(size.caption, Point(box.x + box.w / 2, box.y + box.h / 2))
        for size, box in zip(plan.sizes, boxes, strict=True)
    ]


def _moved(block: TextBlock, by: Point) -> TextBlock:
    box = block.box
    return replace(block, box=Box(round(box.x + by.x, 1), round(box.y + by.y, 1), box.w, box.h))


def _routes(plan: _Plan, boxes: list[Box], captions: list[TextBlock | None], ask: Ask) -> list[list[Point]]:
    """Return the corners of every edge: Graphviz's ways around nodes and captions, self-loops ours."""
    plain = [index for index, (source, target) in enumerate(plan.ends) if source != target]
    solids = [caption.box for caption in captions if caption]
    answer = json.loads(ask(route_question(boxes, solids, [plan.ends[index] for index in plain]), placed=True))
    origin = next(item for item in answer["objects"] if item["name"] == "n0")["pos"].split(",")
    shift_x = boxes[0].x + boxes[0].w / 2 - _number(origin[0])
    shift_y = boxes[0].y + boxes[0].h / 2 + _number(origin[1])
    found: dict[str, list[Point]] = {}
    for item in answer.get("edges", []):
        points = [part.split(",") for part in item["pos"].split() if part[0] not in "se"]
        found[item["id"]] = [Point(round(_number(x) + shift_x, 1), round(shift_y - _number(y), 1)) for x, y in points]
    paths = []
    for index, (source, target) in enumerate(plan.ends):
        if source == target:
            paths.append(_loop(boxes[source]))
            continue
        points = _upright(found[f"e{plain.index(index)}"])
        if len(points) < 2:
            raise ValueError("an edge without a way")
        for end in (target, source):
            points = _cut(points, boxes[end])
            points.reverse()
            _attach(points, boxes[end], plan.sizes[end].outline)
        paths.append(points)
    return paths


def _loop(box: Box) -> list[Point]:
    """Return the way of an edge back to its own node, round a corner of it."""
    right, bottom, x, y = box.x + box.w, box.y + box.h, box.x + box.w / 2, box.y + box.h / 2
    out = 12.0
    return [
        Point(right, y),
        Point(right + out, y),
        Point(right + out, bottom + out),
        Point(x, bottom + out),
        Point(x, bottom),
    ]


def _upright(points: list[Point]) -> list[Point]:
    """Return the corners of a way whose stretches are all level or upright, those that are none left out."""
    straight: list[Point] = []
    for point in points:
        if straight and point.x != straight[-1].x and point.y != straight[-1].y:
            last = straight[-1]
            if min(abs(point.x - last.x), abs(point.y - last.y)) > 1.0:
                straight.append(Point(point.x, last.y))
            elif abs(point.x - last.x) < abs(point.y - last.y):
                point = Point(last.x, point.y)  # noqa: PLW2901 - rounding, set right
            else:
                point = Point(point.x, last.y)  # noqa: PLW2901
        straight.append(point)
    kept: list[Point] = []
    for point in straight:
        while len(kept) > 1 and (kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def _cut(points: list[Point], box: Box) -> list[Point]:
    """Return a way that ends where it first meets the box it leads to, not at some corner of it."""
    left, top, right, bottom = box.x + 0.5, box.y + 0.5, box.x + box.w - 0.5, box.y + box.h - 0.5
    for index, (a, b) in enumerate(pairwise(points)):
        x, y = min(max(a.x, left), right), min(max(a.y, top), bottom)
        crosses_x = min(a.x, b.x) <= x <= max(a.x, b.x)
        crosses_y = min(a.y, b.y) <= y <= max(a.y, b.y)
        if crosses_x and crosses_y and (x, y) != (a.x, a.y):
            return [*points[: index + 1], Point(x, y)]
    return points


def _attach(points: list[Point], box: Box, outline: Outline) -> None:
    """Move the first point of a way to the outline of its node."""
    first, after = points[0], points[1]
    x, y = box.x + box.w / 2, box.y + box.h / 2
    if abs(first.x - x) > box.w / 2 + 2 or abs(first.y - y) > box.h / 2 + 2:
        raise ValueError("an edge that does not start at its node")
    upright = first.x == after.x
    aside = abs(first.x - x) if upright else abs(first.y - y)
    half = box.h / 2 if upright else box.w / 2
    if outline is Outline.DIAMOND:
        half = max(0.0, half - aside)
    elif outline is Outline.CIRCLE:
        half = math.sqrt(max(0.0, half * half - aside * aside))
    if upright:
        points[0] = Point(first.x, round(y + math.copysign(half, after.y - y), 1))
    else:
        points[0] = Point(round(x + math.copysign(half, after.x - x), 1), first.y)


def _draw(
    plan: _Plan, boxes: list[Box], borders: list[float], captions: list[TextBlock | None], paths: list[list[Point]]
) -> Drawing:
    down = plan.direction is Direction.TOP_DOWN
    reach = [box.y + box.h if down else box.x + box.w for box in boxes]
    reach += [block.box.y + block.box.h if down else block.box.x + block.box.w for block in captions if block]
    reach += [point.y if down else point.x for path in paths for point in path]
    end = round(max(reach, default=plan.depth) + PAD, 1)
    depth = round(plan.depth + 1, 1)
    page = Box(1, depth, borders[-1] - 1, end - depth) if down else Box(depth, 1, end - depth, borders[-1] - 1)
    labels = _labels(plan, boxes, captions, paths, page)
    nodes = []
    for node, lane, size, box, caption in zip(plan.graph.nodes, plan.lane_of, plan.sizes, boxes, captions, strict=True):
        text = size.text and _moved(size.text, Point(box.x + box.w / 2, box.y + box.h / 2))
        nodes.append(
            NodeShape(id=node.id, lane=plan.lanes[lane].id, outline=size.outline, box=box, text=text, caption=caption)
        )
    edges = [
        EdgeShape(id=edge.id, source=edge.source, target=edge.target, points=tuple(path), label=label)
        for edge, path, label in zip(plan.edges, paths, labels, strict=True)
    ]
    return Drawing(
        width=borders[-1] + 1 if down else end + 1,
        height=end + 1 if down else borders[-1] + 1,
        direction=plan.direction,
        lanes=tuple(_lane_shapes(plan, borders, end)),
        nodes=tuple(nodes),
        edges=tuple(edges),
    )


def _labels(
    plan: _Plan, boxes: list[Box], captions: list[TextBlock | None], paths: list[list[Point]], page: Box
) -> list[TextBlock | None]:
    placer = LabelPlacer(page, boxes + [block.box for block in captions if block], paths)
    labels: list[TextBlock | None] = []
    for index, edge in enumerate(plan.edges):
        block = sizes.label_block(edge.label)
        if block:
            box = placer.place(index, Wish(w=block.box.w, h=block.box.h))
            block = replace(block, box=Box(round(box.x, 1), round(box.y, 1), box.w, box.h))
        labels.append(block)
    return labels


def _lane_shapes(plan: _Plan, borders: list[float], end: float) -> list[LaneShape]:
    down, depth = plan.direction is Direction.TOP_DOWN, round(plan.depth, 1)
    shapes = []
    for lane, block, low, high in zip(plan.lanes, plan.headers, borders, borders[1:], strict=False):
        size, length = round(high - low, 1), round(end - 1, 1)
        box = Box(low, 1, size, length) if down else Box(1, low, length, size)
        header = Box(low, 1, size, depth) if down else Box(1, low, depth, size)
        middle = Point(header.x + (header.w - block.box.w) / 2, header.y + (header.h - block.box.h) / 2)
        shapes.append(LaneShape(id=lane.id, box=box, header=header, title=_moved(block, middle)))
    return shapes
