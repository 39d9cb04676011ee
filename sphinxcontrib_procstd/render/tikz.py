"""A drawing as a TikZ picture: vector in LaTeX, every text escaped, every length a multiple of one unit.

The unit is set where the picture stands, so that it fits the line and the page. Nothing is scaled as a box: links
inside scaled boxes lose their place in the drivers of XeLaTeX.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

from sphinxcontrib_procstd.drawing import (
    CLOCK_OUT,
    FIGURE_PAD,
    FIGURE_SIZE,
    Box,
    Direction,
    Drawing,
    EdgeShape,
    LaneShape,
    NodeShape,
    Outline,
    Point,
    TextBlock,
    along,
    clean_text,
    figure_band,
)
from sphinxcontrib_procstd.model.graph import EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind
from sphinxcontrib_procstd.render.folding import Strip, fold, header_depth
from sphinxcontrib_procstd.render.style import ICONS, SMALL_SIZE, TEXT_SIZE, number

COLOURS = {
    "lane": "ffffff", "lane-odd": "f4f6f9", "lane-head": "e8ecf2", "lane-line": "b9c2ce", "lane-text": "334155",
    "fill": "ffffff", "line": "75839a", "ink": "1b2433", "soft-ink": "46536a", "edge": "56637a", "accent": "2f5fd0",
    "gate": "a8690b", "gate-fill": "fff8ea", "start": "237a4b", "start-fill": "edf9f1", "end": "3d4a60",
    "end-fill": "eef1f5", "late": "b83a24", "late-fill": "fff1ee",
}  # fmt: skip
"""Colours when the caller gives none; the names are those of the style sheet's properties."""

_LIGHTS = {"reached": ("start", "start-fill"), "near": ("gate", "gate-fill"), "missed": ("late", "late-fill")}
"""How a measured step stands to its limit -> the colours of its band."""

PAGE = (450.0, 560.0)
"""Room for a picture on a page of A4 as Sphinx sets it, in points."""
LEGIBLE, FOLDED = 0.5, 0.58
"""Points a pixel from which a picture is left whole, and what one is folded for: its text is 6.5 and 7.5 pt high."""
MARKS = 20.0
"""Room for the marks of lines before and after a strip, in pixels."""
SHORTEST_STRIP = 200.0
"""Pixels along the flow that a page must have room for, or folding makes scraps."""

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}", "'": r"\textquotesingle{}",
    "-": "{-}", ",": "{,}", "!": "{!}", "?": "{?}", "[": "{[}", "]": "{]}", "*": "{*}", "=": "{=}", "/": "{/}",
    "✓": r"\ding{51}", "✗": r"\ding{55}",
}  # fmt: skip
"""Characters with a meaning in LaTeX or TikZ, and those that fonts join to others."""

_MARKS = ("key", "document", "system")
_KIND_ICONS = {
    NodeKind.APPROVAL: "approval",
    NodeKind.NOTIFY: "notify",
    NodeKind.WAIT: "wait",
    NodeKind.SYSTEM: "system",
}
_PAINT = {
    NodeKind.START: ("start-fill", "start", 1.3),
    NodeKind.END: ("end-fill", "end", 3.2),
    NodeKind.ESCALATION: ("late-fill", "late", 1.2),
    NodeKind.EXCLUSIVE: ("gate-fill", "gate", 1.3),
    NodeKind.PARALLEL: ("gate-fill", "gate", 1.3),
    NodeKind.HANDOVER: ("fill", "end", 2.8),
}

PACKAGE = "procstd"
"""The LaTeX package of ours that the pictures need: ``latex/procstd.sty``."""


def render_tikz(
    drawing: Drawing,
    graph: FlowGraph,
    *,
    links: Callable[[FlowNode], str | None] = lambda node: None,
    colours: Mapping[str, str] = COLOURS,
    largest: float = 0.75,
) -> str:
    """Return the picture. ``links`` gives the LaTeX label a node leads to, written so that it can stand in a command.

    The picture is as wide as the line at most, 0.86 of the text's height at most, and a pixel is at most ``largest``
    points: text of 13 px is then 9.75 pt high. One that would come out too small to read is folded into strips.
    """
    whole = Strip(start=0.0, end=max(drawing.width, drawing.height))
    strips, unit = pages_of(drawing)
    parts = [r"\begingroup\makeatletter"]
    parts += [rf"\definecolor{{procstd-{name}}}{{HTML}}{{{_hex(colours[name])}}}" for name in COLOURS]
    for strip in strips or [whole]:
        width, height = _size(drawing, strip) if strips else (drawing.width, drawing.height)
        bounds = [f"{min(largest, unit):g}pt" if strips else f"{largest}pt", rf"\linewidth/{number(width)}"]
        bounds.append(rf"0.86*\textheight/{number(height)}")
        parts.append(rf"\pgfmathsetlength{{\procstdunit}}{{min({','.join(bounds)})}}")
        parts.append(r"\noindent\hfil\begin{tikzpicture}[x=\procstdunit,y=-\procstdunit,line width=1.3\procstdunit,%")
        parts.append(r"inner sep=0pt,outer sep=0pt,every node/.style={text=procstd-ink,anchor=base}]")
        parts += _strip(drawing, graph, strip, links) if strips else _whole(drawing, graph, links)
        parts.append(r"\end{tikzpicture}\hfil\par")
    parts.append(r"\endgroup")
    return "\n".join(parts) + "\n"


def _whole(drawing: Drawing, graph: FlowGraph, links: Callable[[FlowNode], str | None]) -> list[str]:
    corner = f"({number(drawing.width)},{number(drawing.height)})"
    parts = [rf"\path[use as bounding box] (0,0) rectangle {corner};"]
    for position, lane in enumerate(drawing.lanes):
        parts.append(_lane(lane.box, position))
        parts += _lane_head(lane)
    return parts + _content(drawing, graph, links)


def _strip(drawing: Drawing, graph: FlowGraph, strip: Strip, links: Callable[[FlowNode], str | None]) -> list[str]:
    """Return a part of the drawing behind the lanes' headers, with marks where lines come from and go on."""
    right = drawing.direction is Direction.LEFT_RIGHT
    depth = header_depth(drawing)
    width, height = _size(drawing, strip)
    parts = [rf"\path[use as bounding box] (0,0) rectangle ({number(width)},{number(height)});"]
    for position, lane in enumerate(drawing.lanes):
        box, long = lane.box, depth + MARKS + strip.end - strip.start + MARKS
        parts.append(_lane(Box(box.x, box.y, long, box.h) if right else Box(box.x, box.y, box.w, long), position))
        parts += _lane_head(lane)
    by = number(depth + MARKS - strip.start)
    low, high = number(strip.start), number(strip.end)
    window = f"({low},0) rectangle ({high},{number(drawing.height)})"
    if not right:
        window = f"(0,{low}) rectangle ({number(drawing.width)},{high})"
    parts.append(rf"\begin{{scope}}[shift={{({by},0)}}]" if right else rf"\begin{{scope}}[shift={{(0,{by})}}]")
    parts.append(rf"\begin{{scope}}\clip {window};")
    parts += _content(_part(drawing, strip), graph, links)
    parts.append(r"\end{scope}")
    for marks, aside in ((strip.before, -MARKS / 2), (strip.after, MARKS / 2)):
        for mark in marks:
            at = Point(mark.place.x + aside, mark.place.y) if right else Point(mark.place.x, mark.place.y + aside)
            parts.append(rf"\path[draw=procstd-edge,fill=procstd-fill] {_at(at)} circle[radius=8\procstdunit];")
            sign = TextBlock(lines=(mark.sign,), box=Box(at.x - 8, at.y - 8, 16, 16))
            parts += _lines(sign, SMALL_SIZE, "ink", r"\bfseries", centred=True)
    parts.append(r"\end{scope}")
    return parts


def _part(drawing: Drawing, strip: Strip) -> Drawing:
    """Return what of a drawing stands in a strip; lines that only pass by are whole."""

    def within(*places: float) -> bool:
        return min(places) <= strip.end and max(places) >= strip.start

    right = drawing.direction is Direction.LEFT_RIGHT
    nodes = [
        node
        for node in drawing.nodes
        if (within(node.box.x, node.box.x + node.box.w) if right else within(node.box.y, node.box.y + node.box.h))
    ]
    edges = [edge for edge in drawing.edges if within(*(point.x if right else point.y for point in edge.points))]
    return replace(drawing, nodes=tuple(nodes), edges=tuple(edges))


def _size(drawing: Drawing, strip: Strip) -> tuple[float, float]:
    long = header_depth(drawing) + strip.end - strip.start + 2 * MARKS
    return (long, drawing.height) if drawing.direction is Direction.LEFT_RIGHT else (drawing.width, long)


def _lane(box: Box, position: int) -> str:
    fill = "lane-odd" if position % 2 else "lane"
    return _rectangle(box, f"draw=procstd-lane-line,fill=procstd-{fill},line width=1\\procstdunit")


def _lane_head(lane: LaneShape) -> list[str]:
    head = []
    if lane.header.w and lane.header.h:
        head.append(_rectangle(lane.header, "draw=procstd-lane-line,fill=procstd-lane-head"))
    return head + _lines(lane.title, TEXT_SIZE, "lane-text", r"\bfseries", centred=True)


def _content(drawing: Drawing, graph: FlowGraph, links: Callable[[FlowNode], str | None]) -> list[str]:
    """Return lines, nodes with their links, and the clocks of overdue work."""
    parts, clocks = _edges(drawing, graph)
    shapes = {shape.id: shape for shape in drawing.nodes}
    for node in graph.nodes:
        if node.id in shapes:
            parts += _node(shapes[node.id], node)
            parts += _link(shapes[node.id], links(node))
    return parts + clocks


def pages_of(drawing: Drawing) -> tuple[list[Strip], float]:
    """Return the strips that a drawing is folded into on paper, none where it is legible whole, and points a pixel."""
    if scale(drawing) >= LEGIBLE:
        return [], scale(drawing)
    across, along = (
        (PAGE[1] / drawing.height, PAGE[0])
        if drawing.direction is Direction.LEFT_RIGHT
        else (PAGE[0] / drawing.width, PAGE[1])
    )
    unit = min(across, FOLDED)
    room = along / unit - header_depth(drawing) - 2 * MARKS
    strips = fold(drawing, room) if room > SHORTEST_STRIP else []
    return (strips, unit) if len(strips) > 1 else ([], scale(drawing))


def scale(drawing: Drawing) -> float:
    """Return how large a drawing comes out on a page of A4, in points a pixel, were there no upper bound."""
    return min(PAGE[0] / drawing.width, PAGE[1] / drawing.height)


def tex(text: str) -> str:
    """Return a text safe in LaTeX."""
    return "".join(_SPECIAL.get(char, char) for char in clean_text(text))


def _hex(colour: str) -> str:
    """Return a colour as six hexadecimal digits, those of black for anything else."""
    digits = colour.strip().removeprefix("#").upper()
    return digits if len(digits) == 6 and all(char in "0123456789ABCDEF" for char in digits) else "000000"


def _at(point: Point) -> str:
    return f"({number(point.x)},{number(point.y)})"


def _rectangle(box: Box, style: str) -> str:
    corner = Point(box.x + box.w, box.y + box.h)
    return rf"\path[{style}] {_at(Point(box.x, box.y))} rectangle {_at(corner)};"


def _font(size: float, weight: str = "") -> str:
    return rf"\fontsize{{{size:g}\procstdunit}}{{{size * 1.3:g}\procstdunit}}\selectfont\sffamily{weight}"


def _lines(block: TextBlock, size: float, colour: str, weight: str = "", *, centred: bool) -> list[str]:
    """Return wrapped text, each line at its own base line, none wider than its block."""
    box, leading = block.box, block.box.h / max(1, len(block.lines))
    x = box.x + box.w / 2 if centred else box.x
    made = []
    for index, line in enumerate(block.lines):
        place = _at(Point(x, box.y + leading / 2 + size * 0.36 + index * leading))
        anchor = "base" if centred else "base west"
        text = rf"\procstdtext{{{number(box.w + 2)}\procstdunit}}{{{_font(size, weight)} {tex(line)}}}"
        made.append(rf"\node[anchor={anchor},text=procstd-{colour}] at {place} {{{text}}};")
    return made


def _edges(drawing: Drawing, graph: FlowGraph) -> tuple[list[str], list[str]]:
    """Return the lines with their labels, and the clocks that stand on the borders of steps."""
    flows: dict[str, FlowEdge] = {edge.id: edge for edge in graph.edges}
    lines, labels, clocks = [], [], []
    for shape in drawing.edges:
        flow = flows.get(shape.id)
        overdue = flow is not None and flow.kind is EdgeKind.OVERDUE
        colour = "late" if overdue else "edge"
        dash = r",dash pattern=on 5\procstdunit off 4\procstdunit" if overdue else ""
        way = " -- ".join(_at(point) for point in _shortened(shape))
        lines.append(rf"\draw[procstd-{colour},line width=1.4\procstdunit,rounded corners=6\procstdunit{dash}] {way};")
        lines.append(_head(shape.points, colour))
        start = along(shape.points[0], shape.points[1], 8.0)
        if overdue:
            clocks.append(_clock(along(shape.points[0], shape.points[1], CLOCK_OUT)))
        elif flow is not None and flow.default:
            lines.append(
                rf"\draw[procstd-edge,line width=1.4\procstdunit] {_at(Point(start.x - 4, start.y + 4))} -- ++(8,-8);"
            )
        if shape.label:
            labels += _lines(shape.label, SMALL_SIZE, "soft-ink", centred=True)
    return lines + labels, clocks


def _clock(place: Point) -> str:
    """Return a timer on the border of a step that overdue work leaves: it goes on meanwhile (a dashed ring)."""
    return (
        rf"\draw[procstd-late,fill=procstd-late-fill,line width=1.1\procstdunit,"
        rf"dash pattern=on 2.6\procstdunit off 2.1\procstdunit] {_at(place)} circle[radius=7.5\procstdunit];"
        rf"\draw[procstd-late,line width=1.1\procstdunit] {_at(place)} circle[radius=5\procstdunit]"
        rf" ++(0,-3) -- ++(0,3) -- ++(2,1.4);"
    )


def _shortened(shape: EdgeShape) -> list[Point]:
    """Return the corners of a line that ends where its arrowhead begins."""
    points = shape.points
    return [*points[:-1], along(points[-1], points[-2], 6.0)]


def _head(points: tuple[Point, ...], colour: str) -> str:
    (before, tip), *_ = reversed(list(pairwise(points)))
    dx, dy = (tip.x > before.x) - (tip.x < before.x), (tip.y > before.y) - (tip.y < before.y)
    left = Point(tip.x - dx * 7 + dy * 3.5, tip.y - dy * 7 + dx * 3.5)
    right = Point(tip.x - dx * 7 - dy * 3.5, tip.y - dy * 7 - dx * 3.5)
    return rf"\fill[procstd-{colour}] {_at(tip)} -- {_at(left)} -- {_at(right)} -- cycle;"


def _node(shape: NodeShape, node: FlowNode) -> list[str]:
    fill, line, breadth = _PAINT.get(node.kind, ("fill", "line", 1.3))
    style = rf"draw=procstd-{line},fill=procstd-{fill},line width={breadth}\procstdunit"
    box, centre = shape.box, Point(shape.box.x + shape.box.w / 2, shape.box.y + shape.box.h / 2)
    if shape.outline is Outline.BOX:
        made = [_rectangle(box, rf"{style},rounded corners=8\procstdunit")]
        return made + _box_texts(shape, node)
    if shape.outline is Outline.DIAMOND:
        h = number(box.w / 2)
        top = f"({number(centre.x)},{number(box.y)})"
        made = [rf"\path[{style}] {top} -- ++({h},{h}) -- ++(-{h},{h}) -- ++(-{h},-{h}) -- cycle;"]
        sign = "++(-8,0) -- ++(16,0) ++(-8,-8) -- ++(0,16)"
        if node.kind is NodeKind.EXCLUSIVE:
            sign = "++(-5,-6) -- ++(10,12) ++(0,-12) -- ++(-10,12)"
        made.append(rf"\draw[procstd-gate,line width=2.2\procstdunit,line cap=round] {_at(centre)} {sign};")
    else:
        made = [rf"\path[{style}] {_at(centre)} circle[radius={number(box.w / 2 - 1)}\procstdunit];"]
        if node.trigger:
            made.append(_icon(ICONS[f"event-{node.trigger}"], Point(centre.x - 7, centre.y - 7), colour="start"))
        if node.kind is NodeKind.ESCALATION:
            made.append(
                rf"\draw[procstd-late,line width=1.2\procstdunit] {_at(centre)}"
                rf" circle[radius={number(box.w / 2 - 3)}\procstdunit];"
            )
            made.append(rf"\fill[procstd-late] {_at(centre)} ++(0,-7) -- ++(5,13) -- ++(-5,-5) -- ++(-5,5) -- cycle;")
    if shape.caption:
        beside = shape.outline is Outline.DIAMOND or shape.caption.box.x > box.x + box.w
        made += _lines(shape.caption, SMALL_SIZE, "soft-ink", centred=not beside)
    return made


def _box_texts(shape: NodeShape, node: FlowNode) -> list[str]:
    box = shape.box
    icons = [f"mark-{mark}" for mark in _MARKS if mark in node.marks]
    if node.kind in _KIND_ICONS:
        icons.append(_KIND_ICONS[node.kind])
    made = []
    if node.number:
        block = TextBlock(lines=(node.number,), box=Box(box.x + 10, box.y + 6, box.w - 20 - 18 * len(icons), 15))
        made += _lines(block, SMALL_SIZE, "accent", r"\bfseries", centred=False)
    for place, name in enumerate(reversed(icons)):
        made.append(_icon(ICONS[name], Point(box.x + box.w - 23 - 18 * place, box.y + 6.5), filled=name == "notify"))
    if shape.text:
        made += _lines(shape.text, TEXT_SIZE, "ink", centred=not (node.number or icons))
    band = figure_band(box, len(node.figures))
    if node.kind is NodeKind.SUBPROCESS:
        made.append(_icon("M0 0h12v12h-12zM2.5 6h7M6 2.5v7", Point(box.x + box.w / 2 - 6, band.y - 16)))
    if node.figures:
        line, fill = _LIGHTS.get(node.light, ("line", "lane-head"))
        made.append(_rectangle(band, rf"draw=procstd-{line},fill=procstd-{fill},rounded corners=8\procstdunit"))
        lines = Box(band.x + 4, band.y + FIGURE_PAD, band.w - 8, band.h - 2 * FIGURE_PAD)
        made += _lines(TextBlock(lines=node.figures, box=lines), FIGURE_SIZE, "ink", r"\bfseries", centred=True)
    return made


def _icon(path: str, place: Point, *, filled: bool = False, colour: str = "soft-ink") -> str:
    """Return a sign drawn from the path data of the SVG, whose unit is a point for TikZ."""
    paint = f"fill=procstd-{colour},draw=procstd-fill" if filled else f"draw=procstd-{colour}"
    return (
        rf"\begin{{scope}}[shift={{{_at(place)}}},x=1pt,y=1pt,xscale=\strip@pt\procstdunit,yscale=-\strip@pt\procstdunit]"
        rf"\path[{paint},line width=1.2\procstdunit,line cap=round,line join=round] svg {{{path}}};\end{{scope}}"
    )


def _link(shape: NodeShape, label: str | None) -> list[str]:
    if not label:
        return []
    box = shape.box
    size = rf"\rule{{0pt}}{{{number(box.h)}\procstdunit}}\hspace*{{{number(box.w)}\procstdunit}}"
    return [rf"\node[anchor=south west] at {_at(Point(box.x, box.y + box.h))} {{\hyperref[{label}]{{{size}}}}};"]
