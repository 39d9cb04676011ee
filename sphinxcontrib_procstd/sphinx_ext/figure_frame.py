"""The frame a picture stands in on a page: how narrow it may become, where it scrolls, and what is said of that."""

from __future__ import annotations

from enum import Enum

from sphinxcontrib_procstd.drawing import Direction, Drawing
from sphinxcontrib_procstd.sphinx_ext.messages import words

LEAST_SCALE = 0.78
"""How far a picture may be scaled down to fit a page: 13 px text is then 10 px high."""
MOST_HUNDREDS = 40
"""The widest least width that the stylesheet has a class for, in hundreds of pixels."""
PAGE_WIDTH, PAGE_HEIGHT = 736.0, 1100.0
"""What a page shows of a picture at once; one that is longer along its lanes scrolls in its own frame."""
PHONE_WIDTH, PHONE_HEIGHT = 375.0, 667.0
"""What a small phone shows at once, in CSS pixels."""
PHONE_WINDOWS = 1.2
"""A picture longer along its lanes than this many of a phone's windows scrolls in its own frame there."""
NARROWEST = 3
"""A picture that may become narrower than this, in hundreds of pixels, fits a window of 320 (WCAG 2.2, 1.4.10)."""


class Hold(Enum):
    """Where a picture scrolls in a frame of its own, with the lane headers at its edge."""

    NOWHERE = "nowhere"
    NARROW = "on a narrow or low window"
    EVERYWHERE = "everywhere"


def least_width(drawing: Drawing) -> int:
    """Return the least width at which a drawing reads, in hundreds of pixels."""
    return min(int(drawing.width * LEAST_SCALE / 100), MOST_HUNDREDS)


def hold_of(drawing: Drawing) -> Hold:
    """Return where a drawing is too long for the window, even scaled down as far as it reads."""
    if _is_long(drawing):
        return Hold.EVERYWHERE
    across = drawing.direction is Direction.LEFT_RIGHT
    length, window = (drawing.width, PHONE_WIDTH) if across else (drawing.height, PHONE_HEIGHT)
    return Hold.NARROW if length * LEAST_SCALE > PHONE_WINDOWS * window else Hold.NOWHERE


def _is_long(drawing: Drawing) -> bool:
    shrunk = max(LEAST_SCALE, min(1.0, PAGE_WIDTH / max(drawing.width, 1.0)))
    if drawing.direction is Direction.LEFT_RIGHT:
        return drawing.width * shrunk > PAGE_WIDTH or drawing.height * shrunk > PAGE_HEIGHT
    return drawing.height * shrunk > PAGE_HEIGHT


def label_of(drawing: Drawing, title: str) -> str:
    """Return the name of the region that the swimlane of process ``title`` stands in: it says which ways it scrolls."""
    return _scrolls(drawing).replace("{process}", title)


def _scrolls(drawing: Drawing) -> str:
    """Return the name. A picture held everywhere that runs to the right keeps its own width; others shrink."""
    hold, least = hold_of(drawing), least_width(drawing)
    held = hold is Hold.EVERYWHERE
    rightwards = held and drawing.direction is Direction.LEFT_RIGHT
    sideways = (drawing.width if rightwards else least * 100) > PAGE_WIDTH
    if held and (not rightwards or drawing.height > PHONE_HEIGHT):
        if sideways:
            return words("Swimlane of {process}, scrolls sideways and downwards")
        if least >= NARROWEST:
            return words("Swimlane of {process}, scrolls downwards, on a narrow page sideways too")
        return words("Swimlane of {process}, scrolls downwards")
    if sideways and hold is Hold.NARROW:
        return words("Swimlane of {process}, scrolls sideways, on a narrow page downwards too")
    if sideways:
        return words("Swimlane of {process}, scrolls sideways")
    if least >= NARROWEST or hold is Hold.NARROW:
        return words("Swimlane of {process}, scrolls on a narrow page")
    return words("Swimlane of {process}")
