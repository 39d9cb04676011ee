"""How large each flow node is drawn, and where its text stands: in pixels around the centre of its outline."""

from __future__ import annotations

from dataclasses import dataclass

from sphinxcontrib_procstd.drawing import Box, Direction, Outline, TextBlock, figure_band
from sphinxcontrib_procstd.layout.text import block_size, text_width, wrap
from sphinxcontrib_procstd.model.graph import ACTIVITIES, FlowNode, Lane, NodeKind

TEXT, LEADING = 13.0, 17.0
"""Font size and line height of task text and lane titles."""
SMALL, SMALL_LEADING = 12.0, 15.0
"""Font size and line height of captions and labels."""

TASK_WIDTH = 136.0
TASK_PAD = 10.0
TOP_ROW = 17.0
"""Height of a task's first row, which holds its number and its marks."""
SUBPROCESS_ROW = 16.0
"""Height of the row at the foot of a sub-process, which holds its [+]."""
TASK_LINES, CAPTION_LINES, LABEL_LINES, HEADER_LINES = 8, 5, 3, 3
"""Where text ends in an ellipsis; the whole of it stands in the tooltip and in the template table."""

FEW, EDGE_ROOM = 8, 6.0
"""A task with more edges grows: by how much for each edge past so many."""

EVENT, GATEWAY = 30.0, 44.0
GATEWAY_GROWTH = 8.0
"""How much a gateway grows for each flow past its four tips."""
CAPTION_WIDTH = {Direction.TOP_DOWN: 72.0, Direction.LEFT_RIGHT: 96.0}
LABEL_WIDTH = 72.0
LONG_WORD = 104.0
"""Captions and labels grow to this width for a long word."""

_EVENTS = frozenset({NodeKind.START, NodeKind.END, NodeKind.ESCALATION})
_GATEWAYS = frozenset({NodeKind.EXCLUSIVE, NodeKind.PARALLEL})


@dataclass(slots=True)
class Size:
    """A node's outline, its half width and half height, and its texts relative to its centre.

    ``left``, ``right``, ``above`` and ``below`` are what the node and its caption take up around the centre.
    ``caption_side`` is the side of an event where no edge may end ("" for none).
    """

    outline: Outline
    half_w: float
    half_h: float
    text: TextBlock | None = None
    caption: TextBlock | None = None
    caption_side: str = ""
    left: float = 0.0
    right: float = 0.0
    above: float = 0.0
    below: float = 0.0

    def take_extent(self) -> Size:
        """Set how far outline and caption reach, and return the size itself."""
        self.left = self.right = self.half_w
        self.above = self.below = self.half_h
        if self.caption:
            box = self.caption.box
            self.left, self.right = max(self.left, -box.x), max(self.right, box.x + box.w)
            self.above, self.below = max(self.above, -box.y), max(self.below, box.y + box.h)
        return self


def size_node(node: FlowNode, direction: Direction, *, ins: int, outs: int) -> Size:
    """Return the size of a node that has so many incoming and outgoing edges."""
    if node.kind in _EVENTS:
        return _event(node, direction, ins=ins, outs=outs)
    if node.kind in _GATEWAYS:
        return _gateway(node, direction, ins=ins, degree=ins + outs)
    return _task(node, ins + outs)


def _task(node: FlowNode, degree: int) -> Size:
    lines = wrap(node.text, TASK_WIDTH - 2 * TASK_PAD, TEXT, max_lines=TASK_LINES)
    width, height = block_size(lines, TEXT, LEADING)
    top = TOP_ROW if has_top_row(node) else 0.0
    foot = SUBPROCESS_ROW if node.kind is NodeKind.SUBPROCESS else 0.0
    foot += figure_band(Box(0.0, 0.0, 0.0, 0.0), len(node.figures)).h
    total = max(44.0, top + height + foot + 16.0, EDGE_ROOM * (degree - FEW))
    x = -TASK_WIDTH / 2 + TASK_PAD if top else -width / 2
    y = -total / 2 + (7.0 + top if top else (total - foot - height) / 2)
    text = TextBlock(lines=lines, box=Box(x, y, width, height)) if lines else None
    return Size(Outline.BOX, TASK_WIDTH / 2, total / 2, text=text).take_extent()


def has_top_row(node: FlowNode) -> bool:
    """Return whether a task has a number or marks to show above its title."""
    plain = node.kind in {NodeKind.TASK, NodeKind.HANDOVER, NodeKind.SUBPROCESS}
    return bool(node.number or node.marks) or (node.kind in ACTIVITIES and not plain)


def _event(node: FlowNode, direction: Direction, *, ins: int, outs: int) -> Size:
    """Size an event; its caption stands on a side where no edge ends."""
    half = EVENT / 2 + 4.0 * max(0, ins + outs - 4)
    size = Size(Outline.CIRCLE, half, half)
    side = "down"
    if direction is Direction.TOP_DOWN and outs:
        side = "right" if ins else "up"
    width = _roomy(node.text, CAPTION_WIDTH[direction]) if side == "right" else TASK_WIDTH - 8.0
    lines = wrap(node.text, width, SMALL, max_lines=CAPTION_LINES)
    if lines:
        w, h = block_size(lines, SMALL, SMALL_LEADING)
        place = {"down": (-w / 2, half + 4), "up": (-w / 2, -half - 4 - h), "right": (half + 6, -h / 2)}
        x, y = place[side]
        size.caption, size.caption_side = TextBlock(lines=lines, box=Box(x, y, w, h)), side
    return size.take_extent()


def _gateway(node: FlowNode, direction: Direction, *, ins: int, degree: int) -> Size:
    """Size a gateway; its question stands off the tips, in the corner where the flow comes in."""
    half = (GATEWAY + GATEWAY_GROWTH * max(0, degree - 4)) / 2
    size = Size(Outline.DIAMOND, half, half)
    lines = wrap(node.text, _roomy(node.text, CAPTION_WIDTH[direction]), SMALL, max_lines=CAPTION_LINES)
    if lines:
        w, h = block_size(lines, SMALL, SMALL_LEADING)
        crowded = ins > 2 or degree > 4
        aside, up = (half * 0.8, half * 0.8) if crowded else (half * 0.45, half * 0.55)
        x = aside + 5 if direction is Direction.TOP_DOWN else -aside - 5 - w
        size.caption = TextBlock(lines=lines, box=Box(x, -up - h, w, h))
    return size.take_extent()


def _is_word(piece: str) -> bool:
    """Return whether a piece of text is a word of letters that should not be cut: Chinese may be."""
    return piece[0].isalpha() and ord(piece[0]) < 0x1100


def _roomy(text: str, width: float) -> float:
    """Return a width, raised so that one long word need not be cut (German knows many)."""
    longest = max((text_width(word, SMALL) for word in text[:200].split() if _is_word(word)), default=0.0)
    return max(width, min(longest + 1.0, LONG_WORD))


def header_lines(lane: Lane, width: float) -> TextBlock:
    """Return the wrapped title of a lane, its box at the origin."""
    lines = wrap(lane.title, width, TEXT, max_lines=HEADER_LINES, bold=True)
    w, h = block_size(lines, TEXT, LEADING, bold=True)
    return TextBlock(lines=lines, box=Box(0.0, 0.0, w, h))


def longest_word(title: str) -> float:
    """Return the width of the longest word of a lane's title."""
    return max((text_width(word, TEXT, bold=True) for word in title[:200].split() if _is_word(word)), default=0.0)


def label_block(text: str, figures: str = "") -> TextBlock | None:
    """Return the wrapped label of an edge, its box at the origin, or None for none; figures have its last line."""
    lines = wrap(text, _roomy(text, LABEL_WIDTH), SMALL, max_lines=LABEL_LINES)
    lines += (figures,) if figures else ()
    if not lines:
        return None
    w, h = block_size(lines, SMALL, SMALL_LEADING)
    return TextBlock(lines=lines, box=Box(0.0, 0.0, w + 4.0, h))
