"""The drawing of a process map: what is connected is laid out as a swimlane, the rest fills the gaps of its lanes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from sphinxcontrib_procstd.drawing import (
    Box,
    Direction,
    Drawing,
    EdgeShape,
    LaneShape,
    NodeShape,
    Point,
    TextBlock,
)
from sphinxcontrib_procstd.layout.labels import Obstacles
from sphinxcontrib_procstd.layout.sizes import Size, size_node
from sphinxcontrib_procstd.layout.swimlane import layout_swimlane
from sphinxcontrib_procstd.model.graph import FlowGraph, FlowNode

LEAD, GAP, ROW_GAP = 18.0, 26.0, 22.0
"""Room between a lane's header and what comes first, between boxes in a row, and between rows."""
LENGTH = {Direction.TOP_DOWN: 560.0, Direction.LEFT_RIGHT: 940.0}
"""How far rows of unconnected boxes may reach in a drawing that is shorter."""
STEP = 8.0
SPARE = 2
"""How many rows must be left empty on trial: then none more would have been used."""

Layout = Callable[[FlowGraph, Direction], Drawing]
Rect = tuple[float, float, float, float]
Sized = tuple[FlowNode, Size]


def layout_landscape(graph: FlowGraph, direction: Direction, layout: Layout = layout_swimlane) -> Drawing:
    """Return the drawing of a process map; ``layout`` draws what is connected."""
    linked = {end for edge in graph.edges for end in (edge.source, edge.target)}
    core = tuple(node for node in graph.nodes if node.id in linked)
    drawn = _turned(layout(replace(graph, nodes=core), direction))
    drawn = _slid(drawn)
    alone = [node for node in graph.nodes if node.id not in linked]
    drawn = _filled(drawn, alone, LENGTH[direction])
    return _turned(_closed(drawn))


def layout_fitting_landscape(graph: FlowGraph, width: float) -> Drawing:
    """Return the drawing of a process map in the direction that fits a page of a width, left to right if none does."""
    right = layout_landscape(graph, Direction.LEFT_RIGHT)
    if right.width <= width:
        return right
    down = layout_landscape(graph, Direction.TOP_DOWN)
    return down if down.width <= width else right


def _turned(drawing: Drawing) -> Drawing:
    """Return a top-down drawing with x and y exchanged: all that follows knows one direction, flow along x."""
    if drawing.direction is Direction.LEFT_RIGHT:
        return drawing

    def box(old: Box) -> Box:
        return Box(old.y, old.x, old.h, old.w)

    def text(old: TextBlock | None) -> TextBlock | None:
        return old and replace(old, box=box(old.box))

    return replace(
        drawing,
        width=drawing.height,
        height=drawing.width,
        lanes=tuple(
            replace(
                lane, box=box(lane.box), header=box(lane.header), title=replace(lane.title, box=box(lane.title.box))
            )
            for lane in drawing.lanes
        ),
        nodes=tuple(
            replace(node, box=box(node.box), text=text(node.text), caption=text(node.caption)) for node in drawing.nodes
        ),
        edges=tuple(
            replace(edge, points=tuple(Point(point.y, point.x) for point in edge.points), label=text(edge.label))
            for edge in drawing.edges
        ),
    )


def _moved(block: TextBlock | None, x: float, y: float) -> TextBlock | None:
    return block and replace(block, box=_at(block.box, x, y))


def _at(box: Box, x: float, y: float) -> Box:
    return Box(round(box.x + x, 1), round(box.y + y, 1), box.w, box.h)


def _node_rect(node: NodeShape) -> Rect:
    box = node.box
    return (box.x - GAP / 2, box.y - 9, box.x + box.w + GAP / 2, box.y + box.h + 9)


def _edge_rects(edge: EdgeShape) -> Iterator[Rect]:
    for a, b in pairwise(edge.points):
        yield (min(a.x, b.x) - 6, min(a.y, b.y) - 6, max(a.x, b.x) + 6, max(a.y, b.y) + 6)
    if edge.label:
        box = edge.label.box
        yield (box.x - 4, box.y - 2, box.x + box.w + 4, box.y + box.h + 2)


def _start(drawing: Drawing) -> float:
    """Return where the first thing after the headers may begin."""
    header = drawing.lanes[0].header
    return header.x + header.w + LEAD


def _slid(drawing: Drawing) -> Drawing:
    """Return the drawing with each connected part slid back along the flow, as far as it meets nothing."""
    moves = _slides(drawing)
    nodes = []
    for node in drawing.nodes:
        by = moves[node.id]
        box, text, caption = _at(node.box, by, 0), _moved(node.text, by, 0), _moved(node.caption, by, 0)
        nodes.append(replace(node, box=box, text=text, caption=caption))
    edges = []
    for edge in drawing.edges:
        by = moves[edge.source]
        points = tuple(Point(round(point.x + by, 1), point.y) for point in edge.points)
        edges.append(replace(edge, points=points, label=_moved(edge.label, by, 0)))
    return replace(drawing, nodes=tuple(nodes), edges=tuple(edges))


def _slides(drawing: Drawing) -> dict[str, float]:
    """Return how far each node can move along the flow together with all that it is connected with."""
    head = _parts(drawing)
    rects: dict[str, list[Rect]] = {}
    for node in drawing.nodes:
        rects.setdefault(head[node.id], []).append(_node_rect(node))
    for edge in drawing.edges:
        rects[head[edge.source]] += _edge_rects(edge)
    taken, moves, start = Obstacles(), {}, _start(drawing)
    for name, own in sorted(rects.items(), key=lambda item: (min(rect[0] for rect in item[1]), item[0])):
        first = min(rect[0] for rect in own) + GAP / 2
        place = min(start, first)
        while place < first and any(taken.hit(_shifted(rect, place - first)) for rect in own):
            place = min(first, place + STEP)
        moves[name] = round(place - first, 1)
        for rect in own:
            taken.add(_shifted(rect, place - first))
    return {name: moves[part] for name, part in head.items()}


def _parts(drawing: Drawing) -> dict[str, str]:
    """Return, for each node, one node of its connected part: the same for all of them."""
    part = {node.id: node.id for node in drawing.nodes}

    def head(name: str) -> str:
        while part[name] != name:
            name = part[name]
        return name

    for edge in drawing.edges:
        part[head(edge.target)] = head(edge.source)
    return {name: head(name) for name in part}


def _shifted(rect: Rect, by: float) -> Rect:
    return (rect[0] + by, rect[1], rect[2] + by, rect[3])


def _end(drawing: Drawing) -> float:
    """Return where the last thing ends."""
    ends = [node.box.x + node.box.w for node in drawing.nodes]
    ends += [point.x for edge in drawing.edges for point in edge.points]
    ends += [edge.label.box.x + edge.label.box.w for edge in drawing.edges if edge.label]
    return max(ends, default=_start(drawing))


def _filled(drawing: Drawing, alone: list[FlowNode], length: float) -> Drawing:
    """Return the drawing with the unconnected nodes in it, each in a gap of its lane or in a row more."""
    limit = max(length, _end(drawing))
    waiting: dict[str, list[Sized]] = {}
    for node in alone:
        waiting.setdefault(node.lane, []).append((node, size_node(node, drawing.direction, ins=0, outs=0)))
    shapes: dict[str, NodeShape] = {}
    for position in range(len(drawing.lanes)):
        if nodes := waiting.get(drawing.lanes[position].id):
            drawing, placed = _with_lane_filled(drawing, position, nodes, limit)
            shapes |= {shape.id: shape for shape in placed}
    return replace(drawing, nodes=(*drawing.nodes, *(shapes[node.id] for node in alone if node.id in shapes)))


def _with_lane_filled(
    drawing: Drawing, position: int, nodes: list[Sized], limit: float
) -> tuple[Drawing, list[NodeShape]]:
    """Return the drawing with as many rows more in a lane as its unconnected nodes need, and those nodes' shapes.

    Rows are made on trial first, as many as could be needed: each by itself would move all that lies behind.
    """
    down = drawing.direction is Direction.TOP_DOWN
    breadth = 2 * max(size.half_w if down else size.half_h for _, size in nodes)
    narrowest = 2 * min(size.half_h if down else size.half_w for _, size in nodes)
    in_a_row = 1 + int(max(0.0, limit - _start(drawing) - narrowest) / (narrowest + GAP))
    drawing, rows = _with_room(drawing, position, breadth)
    more = math.ceil(len(nodes) / in_a_row) + SPARE
    while True:
        roomy, added = _with_rows(drawing, position, breadth, more)
        seats = Seats(roomy, [*rows, *added], limit)
        shapes = [seats.seat(node, size) for node, size in nodes]
        if seats.unused >= SPARE or more > len(nodes) + SPARE:
            break
        more *= 2
    if seats.unused < len(added):
        drawing, _ = _with_rows(drawing, position, breadth, len(added) - seats.unused)
    return drawing, shapes


class Seats:
    """Free places in the rows of a lane. What has been looked at once is not looked at again for nodes as large."""

    def __init__(self, drawing: Drawing, rows: list[float], limit: float) -> None:
        """Note what is taken; ``rows`` are the middles of the rows, ``limit`` is how far they may reach."""
        self.rows, self.limit, self.start = rows, limit, _start(drawing)
        self.down = drawing.direction is Direction.TOP_DOWN
        self.unused = len(rows)
        """How many rows at the end are empty yet."""
        self.taken = Obstacles()
        self.looked: dict[tuple[float, float], tuple[int, float]] = {}
        """In which row and where in it the search for a node of a size goes on."""
        for rect in _all_rects(drawing):
            self.taken.add(rect)

    def seat(self, node: FlowNode, size: Size) -> NodeShape:
        """Return a node at the first free place, past the limit in an empty row if it fits in none."""
        halves = (size.half_h, size.half_w) if self.down else (size.half_w, size.half_h)
        index, x = self._first(halves) or self._in_an_empty_row(halves)
        shape = _shape(node, size, Point(round(x, 1), self.rows[index]), down=self.down)
        self.taken.add(_node_rect(shape))
        self.unused = min(self.unused, len(self.rows) - 1 - index)
        return shape

    def _first(self, halves: tuple[float, float]) -> tuple[int, float] | None:
        along = halves[0]
        index, x = self.looked.get(halves, (0, self.start + along))
        while index < len(self.rows):
            while x + along <= self.limit + 0.5:
                if self._is_free(x, self.rows[index], halves):
                    self.looked[halves] = index, x
                    return index, x
                x += STEP
            index, x = index + 1, self.start + along
        self.looked[halves] = index, x
        return None

    def _in_an_empty_row(self, halves: tuple[float, float]) -> tuple[int, float]:
        index, x = min(len(self.rows) - self.unused, len(self.rows) - 1), self.start + halves[0]
        while not self._is_free(x, self.rows[index], halves):
            x += STEP
        return index, x

    def _is_free(self, x: float, row: float, halves: tuple[float, float]) -> bool:
        along, across = halves
        return not self.taken.hit((x - along - GAP / 2, row - across, x + along + GAP / 2, row + across))


def _all_rects(drawing: Drawing) -> Iterator[Rect]:
    yield from (_node_rect(node) for node in drawing.nodes)
    for edge in drawing.edges:
        yield from _edge_rects(edge)


def _shape(node: FlowNode, size: Size, place: Point, *, down: bool) -> NodeShape:
    """Return a node at a place, turned if the drawing is."""
    box = Box(place.x - size.half_w, place.y - size.half_h, 2 * size.half_w, 2 * size.half_h)
    text = size.text
    if down:
        box = Box(place.x - size.half_h, place.y - size.half_w, 2 * size.half_h, 2 * size.half_w)
        text = text and replace(text, box=Box(text.box.y, text.box.x, text.box.h, text.box.w))
    return NodeShape(id=node.id, lane=node.lane, outline=size.outline, box=box, text=_moved(text, place.x, place.y))


def _with_room(drawing: Drawing, position: int, breadth: float) -> tuple[Drawing, list[float]]:
    """Return the drawing and the middles of a lane's rows: where nodes stand, or one in a lane that is empty."""
    lane = drawing.lanes[position]
    rows = {round(node.box.y + node.box.h / 2, 1) for node in drawing.nodes if node.lane == lane.id}
    rows = {
        row for row in rows if lane.box.y + 8 <= row - breadth / 2 and row + breadth / 2 <= lane.box.y + lane.box.h - 8
    }
    if rows:
        return drawing, sorted(rows)
    if any(node.lane == lane.id for node in drawing.nodes):
        return _with_rows(drawing, position, breadth, 1)
    lacking = breadth + 2 * ROW_GAP - lane.box.h
    if lacking > 0:
        drawing = _inserted(drawing, lane.box.y + lane.box.h, lacking)
        lane = drawing.lanes[position]
    return drawing, [round(lane.box.y + lane.box.h / 2, 1)]


def _with_rows(drawing: Drawing, position: int, breadth: float, count: int) -> tuple[Drawing, list[float]]:
    """Return the drawing with room for so many rows more at the end of a lane, and the middles of those rows."""
    box = drawing.lanes[position].box
    end, each = box.y + box.h, breadth + ROW_GAP
    rows = [round(end + index * each + breadth / 2, 1) for index in range(count)]
    return _inserted(drawing, end, count * each), rows


def _inserted(drawing: Drawing, at: float, room: float) -> Drawing:
    """Return the drawing with room more across the flow: the lane that ends there grows, all behind it moves."""

    def by(y: float) -> float:
        return room if y >= at - 0.5 else 0.0

    lanes = []
    for lane in drawing.lanes:
        box, header, title = lane.box, lane.header, lane.title
        if abs(box.y + box.h - at) < 1:
            grown = replace(title, box=_at(title.box, 0, room / 2))
            taller = Box(box.x, box.y, box.w, box.h + room), Box(header.x, header.y, header.w, header.h + room)
            lanes.append(LaneShape(id=lane.id, box=taller[0], header=taller[1], title=grown))
        else:
            move = by(box.y)
            lanes.append(
                LaneShape(
                    id=lane.id,
                    box=_at(box, 0, move),
                    header=_at(header, 0, move),
                    title=replace(title, box=_at(title.box, 0, move)),
                )
            )
    nodes = []
    for node in drawing.nodes:
        move = by(node.box.y)
        text, caption = _moved(node.text, 0, move), _moved(node.caption, 0, move)
        nodes.append(replace(node, box=_at(node.box, 0, move), text=text, caption=caption))
    edges = []
    for edge in drawing.edges:
        points = tuple(Point(point.x, round(point.y + by(point.y), 1)) for point in edge.points)
        label = edge.label and _moved(edge.label, 0, by(edge.label.box.y))
        edges.append(replace(edge, points=points, label=label))
    height = round(drawing.height + room, 1)
    return replace(drawing, height=height, lanes=tuple(lanes), nodes=tuple(nodes), edges=tuple(edges))


def _closed(drawing: Drawing) -> Drawing:
    """Return the drawing with its lanes as long as what they hold."""
    length = round(_end(drawing) + LEAD - drawing.lanes[0].box.x, 1)
    lanes = tuple(replace(lane, box=Box(lane.box.x, lane.box.y, length, lane.box.h)) for lane in drawing.lanes)
    return replace(drawing, width=round(lanes[0].box.x + length + 1, 1), lanes=lanes)
