"""Swimlanes: a flow graph laid out in lanes, top-down or left to right, by our own engine.

Ranks (`ranking`), columns within lanes (`placing`), routes through the lattice (`routing`), the best of some
arrangements (`arranging`), better cells (`sifting`), ports and tracks (`tracks`), pixels (`geometry`), labels
(`labels`).
"""

from __future__ import annotations

from dataclasses import dataclass

from sphinxcontrib_procstd.drawing import Box, Direction, Drawing, EdgeShape, LaneShape, NodeShape, Point, TextBlock
from sphinxcontrib_procstd.layout import sizes
from sphinxcontrib_procstd.layout.arranging import Arrangement, Task, arrange
from sphinxcontrib_procstd.layout.geometry import Extent, Metrics, Need, corners, measure
from sphinxcontrib_procstd.layout.labels import LabelPlacer, Wish
from sphinxcontrib_procstd.layout.ports import Ports
from sphinxcontrib_procstd.layout.ranking import Topology, analyse
from sphinxcontrib_procstd.layout.routing import BACK, FRONT, LEFT, RIGHT
from sphinxcontrib_procstd.layout.tracks import Wiring, side_room, wire
from sphinxcontrib_procstd.model.graph import EdgeKind, FlowEdge, FlowGraph, Lane, NodeKind

MARGIN = 1.0
"""Room around the whole, so that border strokes are not cut off."""
HEADER_WIDTH = (84.0, 128.0)
"""Least and greatest breadth of the lane headers of a left-to-right drawing."""
LANE_WIDTH, LANE_HEIGHT = 104.0, 56.0
"""Least breadth of a lane, top-down and left to right."""
HEADER_PAD = 8.0
PORT = 6.5
"""Least pixels from one edge to the next on a side."""

_SIDES = {
    Direction.TOP_DOWN: {"down": FRONT, "up": BACK, "right": RIGHT, "left": LEFT},
    Direction.LEFT_RIGHT: {"down": RIGHT, "up": LEFT, "right": FRONT, "left": BACK},
}


@dataclass(slots=True)
class Plan:
    """A graph made ready: only edges whose ends exist, every node in a lane that exists, sizes measured."""

    graph: FlowGraph
    direction: Direction
    lanes: tuple[Lane, ...]
    edges: list[FlowEdge]
    topology: Topology
    sizes: list[sizes.Size]
    labels: list[TextBlock | None]


def layout_swimlane(graph: FlowGraph, direction: Direction, *, quick: bool = False) -> Drawing:
    """Return the drawing of a graph. ``quick``: without looking for better places, to learn how large it will be."""
    plan = prepare(graph, direction)
    return finish(plan, arrange(task_of(plan), quick=quick))


def task_of(plan: Plan) -> Task:
    """Return what is to be arranged of a plan."""
    ports = [_ports(plan, node) for node in range(plan.topology.count)]
    return Task(plan.topology, len(plan.lanes), ports)


def finish(plan: Plan, arrangement: Arrangement) -> Drawing:
    """Return the drawing of a plan whose nodes and edges have their places in the lattice."""
    direction = plan.direction
    extents = [_extent(size, direction) for size in plan.sizes]
    pairs = plan.topology.edges
    halves = [(extent.half_along, extent.half_across) for extent in extents]
    wiring = wire(arrangement.lattice, pairs, arrangement.routes, halves)
    needs = [_need(plan, edge) for edge in range(len(pairs))]
    headers, header_depth, least = _headers(plan)
    metrics = measure(wiring, extents, needs, least)
    lines = [corners(wiring, metrics, extents, edge) for edge in range(len(pairs))]
    return _draw(plan, metrics, wiring, lines, (headers, header_depth))


READABLE_WIDTH = 940
"""Pixels that a page of 736 px shows when it scales a picture down to 0.78, the least at which 13 px text reads."""


def layout_readable(graph: FlowGraph, width: float = READABLE_WIDTH) -> Drawing:
    """Return the drawing in the direction that is easier to read: top-down unless only left-right is narrow enough."""
    down = layout_swimlane(graph, Direction.TOP_DOWN)
    if down.width <= width:
        return down
    right = layout_swimlane(graph, Direction.LEFT_RIGHT, quick=True)
    return layout_swimlane(graph, Direction.LEFT_RIGHT) if right.width < min(down.width, width * 1.2) else down


def prepare(graph: FlowGraph, direction: Direction) -> Plan:
    """Return a graph made ready for its layout."""
    lanes = graph.lanes or (Lane(id="", title=""),)
    lane_index = {lane.id: index for index, lane in reversed(list(enumerate(lanes)))}
    node_index = {node.id: index for index, node in reversed(list(enumerate(graph.nodes)))}
    edges = [edge for edge in graph.edges if edge.source in node_index and edge.target in node_index]
    pairs = [(node_index[edge.source], node_index[edge.target]) for edge in edges]
    ins, outs = [0] * len(graph.nodes), [0] * len(graph.nodes)
    for source, target in pairs:
        outs[source] += 1
        ins[target] += 1
    topology = Topology(
        lane=[lane_index.get(node.lane, 0) for node in graph.nodes],
        edges=pairs,
        branching=[node.kind in {NodeKind.EXCLUSIVE, NodeKind.PARALLEL} for node in graph.nodes],
        order_written=_order_written(graph, node_index),
    )
    analyse(topology)
    measured = [
        sizes.size_node(node, direction, ins=ins[index], outs=outs[index]) for index, node in enumerate(graph.nodes)
    ]
    labels = [sizes.label_block(edge.label, edge.figures) for edge in edges]
    return Plan(graph, direction, tuple(lanes), edges, topology, measured, labels)


def _order_written(graph: FlowGraph, node_index: dict[str, int]) -> list[int]:
    """Return the nodes in the order of their steps, none for a graph that is not made of steps."""
    if not any(node.step for node in graph.nodes):
        return []
    return sorted(range(len(graph.nodes)), key=lambda index: node_index.get(graph.nodes[index].step, index))


def _ports(plan: Plan, node: int) -> Ports:
    size, kind = plan.sizes[node], plan.graph.nodes[node].kind
    shut = frozenset({_SIDES[plan.direction][size.caption_side]} if size.caption_side else ())
    small = size.outline.value != "box"
    front, side = (size.half_w, size.half_h) if plan.direction is Direction.TOP_DOWN else (size.half_h, size.half_w)
    room = (int(2 * side_room(front) / PORT) + 1, int(2 * side_room(side) / PORT) + 1)
    return Ports(small=small, branching=kind in {NodeKind.EXCLUSIVE, NodeKind.PARALLEL}, shut=shut, room=room)


def _extent(size: sizes.Size, direction: Direction) -> Extent:
    if direction is Direction.TOP_DOWN:
        return Extent(size.outline, size.half_h, size.half_w, size.above, size.below, size.left, size.right)
    return Extent(size.outline, size.half_w, size.half_h, size.left, size.right, size.above, size.below)


def _need(plan: Plan, edge: int) -> Need | None:
    """Return the room for a label: right of an upright line, above a level one (below it under a question)."""
    label = plan.labels[edge]
    if label is None:
        return None
    along, across = label.box.h + 6, label.box.w + 8
    if plan.direction is Direction.TOP_DOWN:
        return Need(along, across, back=not _labels_below(plan, edge))
    return Need(across, along, left=True)


def _labels_below(plan: Plan, edge: int) -> bool:
    """Return whether the label at the level start of an edge stands under the line: a question is above it."""
    return plan.direction is Direction.TOP_DOWN and plan.sizes[plan.topology.edges[edge][0]].caption is not None


def _headers(plan: Plan) -> tuple[list[TextBlock], float, list[float]]:
    """Return the wrapped lane titles, how deep the headers are, and the least breadth of each lane."""
    down = plan.direction is Direction.TOP_DOWN
    least, most = HEADER_WIDTH
    words = max((sizes.longest_word(lane.title) for lane in plan.lanes), default=0.0)
    depth = min(most, max(least, words + 2 * HEADER_PAD))
    width = sizes.TASK_WIDTH if down else depth - 2 * HEADER_PAD
    blocks = [sizes.header_lines(lane, width) for lane in plan.lanes]
    if not any(block.lines for block in blocks):
        return blocks, 0.0, [LANE_WIDTH if down else LANE_HEIGHT] * len(blocks)
    if down:
        depth = max(block.box.h for block in blocks) + 2 * HEADER_PAD
        return blocks, depth, [max(LANE_WIDTH, block.box.w + 2 * HEADER_PAD) for block in blocks]
    return blocks, depth, [max(LANE_HEIGHT, block.box.h + 2 * HEADER_PAD) for block in blocks]


def _draw(
    plan: Plan,
    metrics: Metrics,
    wiring: Wiring,
    lines: list[list[Point]],
    headers: tuple[list[TextBlock], float],
) -> Drawing:
    """Turn flow coordinates into page coordinates and place the labels."""
    down = plan.direction is Direction.TOP_DOWN
    depth = headers[1] + MARGIN

    def page(across: float, along: float) -> Point:
        if down:
            return Point(round(across + MARGIN, 1), round(along + depth, 1))
        return Point(round(along + depth, 1), round(across + MARGIN, 1))

    nodes = []
    for index, node in enumerate(plan.graph.nodes):
        lattice = wiring.lattice
        centre = page(metrics.x[lattice.x[index]], metrics.y[lattice.y[index]])
        nodes.append(_node_shape(node.id, plan.lanes[plan.topology.lane[index]].id, plan.sizes[index], centre))
    paths = [_tidy([page(point.x, point.y) for point in points]) for points in lines]
    corner, end = page(0.0, 0.0), page(metrics.breadth, metrics.length)
    shapes = _edge_shapes(plan, nodes, paths, Box(corner.x, corner.y, end.x - corner.x, end.y - corner.y))
    lanes = _lane_shapes(plan, metrics, headers)
    return Drawing(
        width=round(end.x + MARGIN, 1),
        height=round(end.y + MARGIN, 1),
        direction=plan.direction,
        lanes=lanes,
        nodes=tuple(nodes),
        edges=shapes,
    )


def _tidy(points: list[Point]) -> list[Point]:
    """Leave out corners that are none."""
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and (kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return kept


def _node_shape(node_id: str, lane: str, size: sizes.Size, centre: Point) -> NodeShape:
    return NodeShape(
        id=node_id,
        lane=lane,
        outline=size.outline,
        box=Box(centre.x - size.half_w, centre.y - size.half_h, 2 * size.half_w, 2 * size.half_h),
        text=size.text and _moved(size.text, centre),
        caption=size.caption and _moved(size.caption, centre),
    )


def _moved(block: TextBlock, by: Point) -> TextBlock:
    box = block.box
    return TextBlock(lines=block.lines, box=Box(round(box.x + by.x, 1), round(box.y + by.y, 1), box.w, box.h))


def _edge_shapes(plan: Plan, nodes: list[NodeShape], paths: list[list[Point]], page: Box) -> tuple[EdgeShape, ...]:
    boxes = _label_boxes(plan, nodes, paths, page) if any(plan.labels) else {}
    shapes = []
    for index, edge in enumerate(plan.edges):
        block, box = plan.labels[index], boxes.get(index)
        label = None
        if block and box:
            label = TextBlock(lines=block.lines, box=Box(round(box.x, 1), round(box.y, 1), box.w, box.h))
        points = tuple(paths[index])
        shapes.append(EdgeShape(id=edge.id, source=edge.source, target=edge.target, points=points, label=label))
    return tuple(shapes)


def _label_boxes(plan: Plan, nodes: list[NodeShape], paths: list[list[Point]], page: Box) -> dict[int, Box]:
    """Return the places of all labels: first those at level lines, which have the least choice."""
    solids = [node.box for node in nodes] + [node.caption.box for node in nodes if node.caption]
    placer = LabelPlacer(page, solids, paths)
    order = [index for index, label in enumerate(plan.labels) if label]
    order.sort(key=lambda index: (paths[index][0].x == paths[index][1].x, index))
    boxes = {}
    for index in order:
        label = plan.labels[index]
        if label:
            boxes[index] = placer.place(index, _wish(plan.edges[index], label, below=_labels_below(plan, index)))
    return boxes


def _wish(edge: FlowEdge, label: TextBlock, *, below: bool) -> Wish:
    """Keep the label clear of the small clock of overdue work and of the slash of a default branch."""
    lead, aside = 3.0, 4.0
    if edge.kind is EdgeKind.OVERDUE:
        aside = 9.0
    elif edge.default:
        lead, aside = 5.0, 7.0
    return Wish(w=label.box.w, h=label.box.h, lead=lead, aside=aside, below=below)


def _lane_shapes(plan: Plan, metrics: Metrics, headers: tuple[list[TextBlock], float]) -> tuple[LaneShape, ...]:
    blocks, depth = headers
    down = plan.direction is Direction.TOP_DOWN
    length = round(metrics.length + depth, 1)
    shapes = []
    for lane, block, start, end in zip(plan.lanes, blocks, metrics.lane_edges, metrics.lane_edges[1:], strict=False):
        low, size = round(start + MARGIN, 1), round(end - start, 1)
        box = Box(low, MARGIN, size, length) if down else Box(MARGIN, low, length, size)
        header = Box(low, MARGIN, size, depth) if down else Box(MARGIN, low, depth, size)
        middle = Point(header.x + (header.w - block.box.w) / 2, header.y + (header.h - block.box.h) / 2)
        shapes.append(LaneShape(id=lane.id, box=box, header=header, title=_moved(block, middle)))
    return tuple(shapes)
