"""The shapes of flow nodes in SVG: boxes, diamonds and circles with BPMN's marks."""

from __future__ import annotations

from sphinxcontrib_procstd.drawing import FIGURE_PAD, FIGURE_SIZE, Box, NodeShape, Outline, TextBlock, figure_band
from sphinxcontrib_procstd.model.graph import FlowNode, NodeKind
from sphinxcontrib_procstd.render.style import ICONS, SMALL_SIZE, TEXT_SIZE, escape, number

_RADIUS = 8
_KIND_ICONS = {
    NodeKind.APPROVAL: "approval",
    NodeKind.NOTIFY: "notify",
    NodeKind.WAIT: "wait",
    NodeKind.SYSTEM: "system",
}
_MARKS = ("key", "document", "system")


def text_lines(block: TextBlock, css_class: str, size: float, *, centred: bool) -> str:
    """Return wrapped text, each line at its own place."""
    box, leading = block.box, block.box.h / max(1, len(block.lines))
    x = number(box.x + box.w / 2 if centred else box.x)
    base = box.y + leading / 2 + size * 0.36
    name = f"{css_class} procstd-c" if centred else css_class
    if len(block.lines) == 1:
        return f'<text class="{name}" x="{x}" y="{number(base)}">{escape(block.lines[0])}</text>'
    spans = "".join(
        f'<tspan x="{x}" y="{number(base + index * leading)}">{escape(line)}</tspan>'
        for index, line in enumerate(block.lines)
    )
    return f'<text class="{name}">{spans}</text>'


def icon(name: str, x: float, y: float) -> str:
    """Return one sign with its upper left corner at a place."""
    filled = " procstd-filled" if name == "notify" else ""
    place = f"translate({number(x)} {number(y)})"
    return f'<path class="procstd-icon{filled}" transform="{place}" d="{ICONS[name]}"/>'


def node_body(shape: NodeShape, node: FlowNode) -> str:
    """Return the outline, the marks and the texts of one node."""
    if shape.outline is Outline.BOX:
        return _box(shape, node)
    body = _diamond(shape.box, node) if shape.outline is Outline.DIAMOND else _circle(shape.box, node)
    if shape.caption:
        box = shape.box
        beside = shape.outline is Outline.DIAMOND or shape.caption.box.x > box.x + box.w
        body += text_lines(shape.caption, "procstd-caption", SMALL_SIZE, centred=not beside)
    return body


def _box(shape: NodeShape, node: FlowNode) -> str:
    box = shape.box
    parts = [
        (
            f'<rect class="procstd-shape" x="{number(box.x)}" y="{number(box.y)}" width="{number(box.w)}"'
            f' height="{number(box.h)}" rx="{_RADIUS}"/>'
        )
    ]
    icons = [f"mark-{mark}" for mark in _MARKS if mark in node.marks]
    kind = _KIND_ICONS.get(node.kind)
    if kind:
        parts.append(icon(kind, box.x + 9, box.y + 6.5))
    if node.number:
        place = f'x="{number(box.x + (28 if kind else 10))}" y="{number(box.y + 18)}"'
        parts.append(f'<text class="procstd-no" {place}>{escape(node.number)}</text>')
    for position, name in enumerate(reversed(icons)):
        parts.append(icon(name, box.x + box.w - 23 - 18 * position, box.y + 6.5))
    if shape.text:
        centred = not (node.number or icons or kind)
        parts.append(text_lines(shape.text, "procstd-text", TEXT_SIZE, centred=centred))
    band = figure_band(box, len(node.figures))
    if node.kind is NodeKind.SUBPROCESS:
        x, y = box.x + box.w / 2 - 6, band.y - 16
        parts.append(f'<path class="procstd-icon" d="M{number(x)} {number(y)}h12v12h-12zm2.5 6h7m-3.5-3.5v7"/>')
    if node.figures:
        parts.append(_figures(band, node))
    return "".join(parts)


def _figures(band: Box, node: FlowNode) -> str:
    """Return what was measured of a step, on a band at the foot of its box."""
    r, level, down = number(_RADIUS), number(band.w), number(band.h - _RADIUS)
    path = f"M{number(band.x)} {number(band.y)}h{level}v{down}a{r} {r} 0 0 1-{r} {r}"
    path += f"h-{number(band.w - 2 * _RADIUS)}a{r} {r} 0 0 1-{r}-{r}z"
    light = f" procstd-{node.light}" if node.light else ""
    lines = Box(band.x, band.y + FIGURE_PAD, band.w, band.h - 2 * FIGURE_PAD)
    text = text_lines(TextBlock(lines=node.figures, box=lines), "procstd-figures", FIGURE_SIZE, centred=True)
    return f'<path class="procstd-band{light}" d="{path}"/>{text}'


def _diamond(box: Box, node: FlowNode) -> str:
    half, x, y = box.w / 2, box.x + box.w / 2, box.y + box.h / 2
    h = number(half)
    parts = [f'<path class="procstd-shape" d="M{number(x)} {number(box.y)}l{h} {h}-{h} {h}-{h}-{h}z"/>']
    if node.kind is NodeKind.PARALLEL:
        parts.append(f'<path class="procstd-sign" d="M{number(x - 8)} {number(y)}h16m-8-8v16"/>')
    else:
        parts.append(f'<path class="procstd-sign" d="M{number(x - 5)} {number(y - 6)}l10 12m0-12l-10 12"/>')
    return "".join(parts)


def _circle(box: Box, node: FlowNode) -> str:
    radius, x, y = box.w / 2, box.x + box.w / 2, box.y + box.h / 2
    inset = 1 if node.kind in {NodeKind.END, NodeKind.ESCALATION} else 0
    centre = f'cx="{number(x)}" cy="{number(y)}"'
    parts = [f'<circle class="procstd-shape" {centre} r="{number(radius - inset)}"/>']
    if node.trigger:
        parts.append(icon(f"event-{node.trigger}", x - 7, y - 7))
    if node.kind is NodeKind.ESCALATION:
        parts.append(f'<path class="procstd-sign procstd-filled" d="M{number(x)} {number(y - 7)}l5 13-5-5-5 5z"/>')
    return "".join(parts)
