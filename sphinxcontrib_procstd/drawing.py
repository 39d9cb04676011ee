"""Geometry of a laid-out diagram: values in pixels, no markup, no fonts, no colours.

A layout engine (floor 1, ``layout``) makes a `Drawing`; a renderer (floor 1, ``render``) writes it as SVG,
TikZ or text. The origin is the upper left corner, x grows to the right and y downwards, as in SVG.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\U000110bd\U000110cd")
"""Format characters that have a shape of their own (Arabic number signs and their kin)."""


class Direction(StrEnum):
    """Where the flow runs: lanes are columns when it runs top-down, rows when left to right."""

    TOP_DOWN = "top-down"
    LEFT_RIGHT = "left-right"


@dataclass(frozen=True, slots=True)
class Point:
    """A place in pixels."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle: upper left corner, width and height, in pixels."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """Wrapped text: the lines as drawn, and the box they fill."""

    lines: tuple[str, ...]
    box: Box


class Outline(StrEnum):
    """The outline of a shape, as the layout needs to know it."""

    BOX = "box"
    DIAMOND = "diamond"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneShape:
    """One lane: its whole band, its header, and the wrapped title in the header."""

    id: str
    box: Box
    header: Box
    title: TextBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeShape:
    """One flow node. ``id`` is the id in the flow graph; ``caption`` is text outside the outline."""

    id: str
    lane: str
    outline: Outline
    box: Box
    text: TextBlock | None = None
    caption: TextBlock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeShape:
    """One sequence flow as a polyline from the border of its source to the border of its target."""

    id: str
    source: str
    target: str
    points: tuple[Point, ...]
    label: TextBlock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A finished diagram: everything a renderer needs beside the flow graph itself."""

    width: float
    height: float
    direction: Direction
    lanes: tuple[LaneShape, ...]
    nodes: tuple[NodeShape, ...]
    edges: tuple[EdgeShape, ...]


CLOCK_OUT = 4.0
"""How far outside the border of its step the middle of an overdue clock stands: its ring then spares the text."""

FIGURE_ROW, FIGURE_SIZE = 16.0, 11.0
"""Height of a line of measured figures at the foot of a step's box, and its font size."""
FIGURE_PAD = 3.0
"""Room over and under these lines."""


def figure_band(box: Box, lines: int) -> Box:
    """Return the band at the foot of a step's box that holds so many lines of measured figures, flat for none."""
    height = lines * FIGURE_ROW + 2 * FIGURE_PAD if lines else 0.0
    return Box(box.x, box.y + box.h - height, box.w, height)


def along(start: Point, end: Point, distance: float) -> Point:
    """Return the point at a distance from the start of an upright or level stretch on the way to its end."""
    length = abs(end.x - start.x) + abs(end.y - start.y)
    share = min(1.0, distance / length) if length else 0.0
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def clean_text(text: str) -> str:
    """Return text fit for a drawing: one line, no control, bidi or zero-width character, nothing XML forbids.

    Runs of white space become one space; a lone surrogate becomes U+FFFD, so that its loss can be seen.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(text.translate(_CLEAN).split())


def _clean_character(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Zl", "Zp"} or (category == "Cc" and char.isspace()):
        return " "
    if category == "Cs":
        return "\ufffd"
    noncharacter = category == "Cn" and (ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF)
    hidden = category == "Cc" or noncharacter or (category == "Cf" and char not in _VISIBLE_FORMAT)
    return "" if hidden else char


class _Clean(dict[int, str]):
    """What becomes of each character in a drawing: found out once, then looked up."""

    def __missing__(self, code: int) -> str:
        self[code] = _clean_character(chr(code))
        return self[code]


_CLEAN = _Clean()
