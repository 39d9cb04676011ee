"""A drawing as one inline SVG: classes instead of colours, links instead of scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sphinxcontrib_procstd.drawing import CLOCK_OUT, Direction, Drawing, EdgeShape, LaneShape, Point, TextBlock, along
from sphinxcontrib_procstd.model.graph import ACTIVITIES, EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind
from sphinxcontrib_procstd.render.style import SMALL_SIZE, TEXT_SIZE, escape, number
from sphinxcontrib_procstd.render.svg_links import node_link
from sphinxcontrib_procstd.render.svg_nodes import node_body, text_lines

_CORNER = 6.0
"""Radius of the rounded corners of edges."""
_HEAD_LENGTH, _HEAD_WIDTH = 7.0, 3.5

_KIND_WORDS = {
    NodeKind.START: "Start",
    NodeKind.END: "End",
    NodeKind.EXCLUSIVE: "Decision",
    NodeKind.PARALLEL: "In parallel",
    NodeKind.HANDOVER: "Hand-over to another process",
    NodeKind.ESCALATION: "Escalation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SvgWords:
    """The words an SVG says to those who do not see it; the caller gives them in the reader's language."""

    title: str = "Swimlane: {title}"
    description: str = "{steps} steps in {lanes} lanes: {names}."
    separator: str = ", "
    kinds: Mapping[NodeKind, str] = field(default_factory=lambda: _KIND_WORDS)


def render_svg(
    drawing: Drawing,
    graph: FlowGraph,
    *,
    prefix: str,
    links: Callable[[FlowNode], str | None],
    words: SvgWords | None = None,
    names: Callable[[FlowNode], str] | None = None,
    cards: Callable[[FlowNode], TextBlock | None] = lambda node: None,
    stylesheet: str = "",
) -> str:
    """Return the SVG element: lanes, lines and shapes, then a layer of links that is all one hears, hovers or focuses.

    ``prefix`` makes ids unique on the page; ``links`` and ``names`` give a node's link target and its full
    accessible name, ``cards`` what a link shows while it is hovered or focused. ``stylesheet`` is CSS to embed, for
    a picture that stands outside a page.
    """
    words = words or SvgWords()
    lane_titles = {lane.id: lane.title for lane in graph.lanes}

    def plain_name(node: FlowNode) -> str:
        lead = f"{node.number}. " if node.number else ""
        kind = words.kinds.get(node.kind, "")
        text = lead + node.text if node.text else kind
        return words.separator.join(filter(None, [text, kind if node.text else "", lane_titles.get(node.lane, "")]))

    parts = [_opening(drawing, graph, escape(prefix), words)]
    if stylesheet:
        parts.append(f"<style>{escape_css(stylesheet)}</style>")
    parts.append('<g class="procstd-lanes" aria-hidden="true">')
    parts += [_lane(shape, position) for position, shape in enumerate(drawing.lanes)]
    parts.append("</g>")
    parts += _edges(drawing, graph)
    shapes = {shape.id: shape for shape in drawing.nodes}
    ordered = [(node, shapes[node.id]) for node in reading_order(graph) if node.id in shapes]
    parts.append('<g aria-hidden="true">')
    parts += [f'<g class="{_node_class(node)}">{node_body(shape, node)}</g>' for node, shape in ordered]
    parts += _clocks(drawing, graph)
    parts.append('</g><g class="procstd-links">')
    for node, shape in ordered:
        anchor = f"{prefix}.{node.id}" if node.id == node.step else ""
        name, card = (names or plain_name)(node), cards(node)
        parts.append(node_link(drawing, shape, href=links(node), name=name, anchor=anchor, card=card))
    parts.append("</g></svg>")
    return "".join(parts)


def _node_class(node: FlowNode) -> str:
    calls = " procstd-call" if node.kind is NodeKind.SUBPROCESS and node.process else ""
    return f"procstd-{node.kind.value}{calls}"


def render_lane_heads(drawing: Drawing) -> str:
    """Return the lane headers alone, as a picture to lay over the edge of a drawing that scrolls."""
    depth = max((_reach(shape, drawing.direction) for shape in drawing.lanes), default=0.0)
    if not depth:
        return ""
    down = drawing.direction is Direction.TOP_DOWN
    width, height = (number(drawing.width), number(depth)) if down else (number(depth), number(drawing.height))
    heads = "".join(_lane_head(shape) for shape in drawing.lanes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="procstd-swimlane procstd-lane-heads" width="{width}"'
        f' height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">{heads}</svg>'
    )


def _reach(shape: LaneShape, direction: Direction) -> float:
    """Return how far a lane's header reaches into the drawing, its border included."""
    header = shape.header
    if not (header.w and header.h):
        return 0.0
    return (header.y + header.h if direction is Direction.TOP_DOWN else header.x + header.w) + 1.0


def escape_css(stylesheet: str) -> str:
    """Return a stylesheet that cannot end the element it stands in."""
    return stylesheet.replace("&", "&amp;").replace("<", "&lt;")


def reading_order(graph: FlowGraph) -> list[FlowNode]:
    """Return the nodes in the order of the flow: gateways and events beside the step they belong to."""
    position: dict[str, int] = {}
    for index, node in enumerate(graph.nodes):
        position.setdefault(node.id, index)
    return sorted(graph.nodes, key=lambda node: position.get(node.step, position[node.id]))


def _opening(drawing: Drawing, graph: FlowGraph, prefix: str, words: SvgWords) -> str:
    """Return the start tag with title and description.

    The class keeps Sphinx's highlighting of search words off them: its script asks every marked text in an SVG for
    its place on the page, and stops at one that has none.
    """
    width, height = number(drawing.width), number(drawing.height)
    steps = sum(node.kind in ACTIVITIES for node in graph.nodes)
    names = words.separator.join(lane.title for lane in graph.lanes if lane.title)
    title = words.title.replace("{title}", graph.title)
    description = words.description.replace("{steps}", str(steps)).replace("{lanes}", str(len(graph.lanes)))
    way = "down" if drawing.direction is Direction.TOP_DOWN else "right"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="procstd-swimlane procstd-flow-{way}" width="{width}"'
        f' height="{height}" viewBox="0 0 {width} {height}" role="graphics-document document"'
        f' aria-labelledby="{prefix}-title {prefix}-desc">'
        f'<title class="nohighlight" id="{prefix}-title">{escape(title)}</title>'
        f'<desc class="nohighlight" id="{prefix}-desc">{escape(description.replace("{names}", names))}</desc>'
    )


def _lane(shape: LaneShape, position: int) -> str:
    box = shape.box
    odd = " procstd-odd" if position % 2 else ""
    band = (
        f'<rect class="procstd-lane{odd}" x="{number(box.x)}" y="{number(box.y)}" width="{number(box.w)}"'
        f' height="{number(box.h)}"/>'
    )
    return band + _lane_head(shape)


def _lane_head(shape: LaneShape) -> str:
    header, head = shape.header, ""
    if header.w and header.h:
        head = (
            f'<rect class="procstd-lane-head" x="{number(header.x)}" y="{number(header.y)}"'
            f' width="{number(header.w)}" height="{number(header.h)}"/>'
        )
    if shape.title.lines:
        head += text_lines(shape.title, "procstd-lane-title", TEXT_SIZE, centred=True)
    return head


def _edges(drawing: Drawing, graph: FlowGraph) -> list[str]:
    """Return all lines, then the arrowheads in one path a kind, then the labels on top."""
    flows: dict[str, FlowEdge] = {edge.id: edge for edge in graph.edges}
    lines, labels = [], []
    heads: dict[str, list[str]] = {"": [], " procstd-overdue": []}
    for shape in drawing.edges:
        flow = flows.get(shape.id)
        overdue = flow is not None and flow.kind is EdgeKind.OVERDUE
        extra = " procstd-overdue" if overdue else ""
        lines.append(f'<path class="procstd-edge{extra}" d="{_path(shape.points)}"/>')
        heads[extra].append(_head(shape.points))
        if flow is not None and flow.default:
            lines.append(f'<path class="procstd-edge" d="{_slash(shape.points)}"/>')
        if shape.label:
            labels += _label(shape, flow.figures if flow else "")
    tips = [f'<path class="procstd-head{extra}" d="{"".join(found)}"/>' for extra, found in heads.items() if found]
    return ['<g class="procstd-edges" aria-hidden="true">', *lines, *tips, *labels, "</g>"]


def _label(shape: EdgeShape, figures: str) -> list[str]:
    """Return the label of a line; its last line, if there are figures, is theirs."""
    block = shape.label
    if block is None:
        return []
    if not figures:
        return [text_lines(block, "procstd-label", SMALL_SIZE, centred=True)]
    row = block.box.h / len(block.lines)
    said, foot = block.lines[:-1], block.box.y + block.box.h - row
    words = replace(block, lines=said, box=replace(block.box, h=foot - block.box.y))
    taken = replace(block, lines=block.lines[-1:], box=replace(block.box, y=foot, h=row))
    parts = [text_lines(words, "procstd-label", SMALL_SIZE, centred=True)] if said else []
    return [*parts, text_lines(taken, "procstd-label procstd-taken", SMALL_SIZE, centred=True)]


def _path(points: tuple[Point, ...]) -> str:
    """Return path data with rounded corners that ends where the arrowhead begins."""
    length = abs(points[-1].x - points[-2].x) + abs(points[-1].y - points[-2].y)
    last = along(points[-1], points[-2], min(_HEAD_LENGTH - 1, length / 2))
    parts = [f"M{number(points[0].x)} {number(points[0].y)}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        room = min(
            _CORNER,
            (abs(corner.x - before.x) + abs(corner.y - before.y)) / 2,
            (abs(after.x - corner.x) + abs(after.y - corner.y)) / 2,
        )
        start, end = along(corner, before, room), along(corner, after, room)
        parts.append(
            f"L{number(start.x)} {number(start.y)}Q{number(corner.x)} {number(corner.y)}"
            f" {number(end.x)} {number(end.y)}"
        )
    parts.append(f"L{number(last.x)} {number(last.y)}")
    return "".join(parts)


def _head(points: tuple[Point, ...]) -> str:
    """Return path data of the arrowhead at the end of a line."""
    tip, before = points[-1], points[-2]
    dx = (tip.x > before.x) - (tip.x < before.x)
    dy = (tip.y > before.y) - (tip.y < before.y)
    x, y = tip.x - dx * _HEAD_LENGTH, tip.y - dy * _HEAD_LENGTH
    wide_x, wide_y = dy * _HEAD_WIDTH, dx * _HEAD_WIDTH
    return (
        f"M{number(tip.x)} {number(tip.y)}L{number(x + wide_x)} {number(y + wide_y)}"
        f"L{number(x - wide_x)} {number(y - wide_y)}z"
    )


def _slash(points: tuple[Point, ...]) -> str:
    """Return path data of the stroke across the start of a default branch."""
    place = along(points[0], points[1], 8.0)
    return f"M{number(place.x - 4)} {number(place.y + 4)}l8-8"


def _clocks(drawing: Drawing, graph: FlowGraph) -> list[str]:
    """Return a timer on the border of each step that overdue work leaves; it goes on meanwhile (a dashed ring)."""
    overdue = {edge.id for edge in graph.edges if edge.kind is EdgeKind.OVERDUE}
    places = [along(edge.points[0], edge.points[1], CLOCK_OUT) for edge in drawing.edges if edge.id in overdue]
    return [
        f'<g class="procstd-clock" transform="translate({number(place.x)} {number(place.y)})">'
        '<circle class="procstd-ring" r="7.5"/><path d="M5 0A5 5 0 1 1-5 0 5 5 0 0 1 5 0M0-3V0l2 1.4"/></g>'
        for place in places
    ]
