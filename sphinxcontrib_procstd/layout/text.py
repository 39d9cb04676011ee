"""Measuring and wrapping text without font files: a table of widths, and the line-break rules of Chinese.

Widths are the widest of some common sans fonts (Liberation Sans, which has Arial's widths, DejaVu Sans, Noto
Sans CJK), so text drawn in any of them fits the place that was measured for it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sphinxcontrib_procstd.drawing import clean_text

_ASCII = (
    (32, 40, 47, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 39)
    + (64,) * 10
    + (34, 34, 84, 84, 84, 56, 102, 68, 69, 72, 77, 67, 61, 78, 75, 29, 54, 67, 56, 86, 75, 79, 67, 79, 72, 67, 61)
    + (73, 68, 99, 69, 67, 69, 39, 39, 39, 84, 56, 61, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61)
    + (63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84)
)
"""Hundredths of an em for U+0020 to U+007E."""

_NARROW_SCRIPTS = ((0x00A0, 0x024F, 0.80), (0x0370, 0x03FF, 0.87), (0x0400, 0x04FF, 1.1), (0x0590, 0x05FF, 0.71))
"""First and last code point of a script, and the width in em that nearly all its letters keep within."""

_OTHER = 1.2
"""Width in em of a character nothing is known of."""

BOLD = 1.08
"""How much wider semi-bold text runs than regular text."""

_NO_LINE_START = frozenset("、。，．,.;:；：！？!?）】》〉」』〕〗］｝)]}％%‰°…—～·•/’”»›々ー〜")
_NO_LINE_END = frozenset("（【《〈「『〔〖［｛([{‘“«‹￥$＃#@＠")
_ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    code = ord(char)
    if 32 <= code < 127:
        return _ASCII[code - 32] / 100
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return 0.0
    wide = unicodedata.east_asian_width(char)
    if wide in "WF":
        return 1.37 if category == "So" and code > 0xFFFF else 1.0
    for first, last, width in _NARROW_SCRIPTS:
        if first <= code <= last:
            return max(width, 1.0) if wide == "A" else width
    return 1.0 if wide in "AH" else _OTHER


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in pixels at a font size, on the safe side."""
    return sum(map(_em, text)) * size * (BOLD if bold else 1.0)


def _breaks_around(char: str) -> bool:
    """Return whether a line may break on either side of the character (Chinese, Japanese, emoji)."""
    return unicodedata.east_asian_width(char) in "WF"


_JOINT = re.compile(r"(?<=[A-Za-z][-/])(?=[A-Za-z])")
"""Where `_sticks` lets a word of ASCII letters break."""


def _units(text: str) -> list[tuple[str, bool]]:
    """Cut text into pieces that stay whole, each with whether a space stands before it."""
    units: list[tuple[str, bool]] = []
    if text.isascii():  # words, and what a hyphen or a stroke joins
        space = False
        for word in text.split(" "):
            for piece in _JOINT.split(word) if word else ():
                units.append((piece, space))
                space = False
            space = True
        return units
    space = False
    for char in text:
        if char == " ":
            space = True
            continue
        if units and not space and _sticks(units[-1][0], char):
            units[-1] = (units[-1][0] + char, units[-1][1])
        else:
            units.append((char, space))
        space = False
    return units


def _sticks(before: str, char: str) -> bool:
    """Return whether a character must stay on the line of the piece before it."""
    last = before[-1]
    if char in _NO_LINE_START or last in _NO_LINE_END:
        return True
    if not (char.isascii() and last.isascii()) and unicodedata.category(char) in {"Mn", "Mc", "Me"}:
        return True
    if not (char.isascii() and last.isascii()) and (_breaks_around(char) or _breaks_around(last)):
        return False
    return not (last in "-/" and len(before) > 1 and char.isalpha() and before[-2].isalpha())


def _cut(word: str, room: float, size: float) -> int:
    """Return how many characters of a word fit the room: at least one, never parting a mark from its letter."""
    used = 0.0
    for count, char in enumerate(word):
        used += _em(char) * size
        if used > room and count and unicodedata.category(char) not in {"Mn", "Mc", "Me"}:
            return count
    return len(word)


def _fill(units: list[tuple[str, bool]], room: float, size: float) -> list[str]:
    """Put pieces on lines, as many on each as fit."""
    lines: list[str] = []
    line, used = "", 0.0
    for piece, space in units:
        word, width = piece, text_width(piece, size)
        gap = _em(" ") * size if space and line else 0.0
        if line and used + gap + width <= room:
            line, used = line + (" " if gap else "") + word, used + gap + width
            continue
        if line:
            lines.append(line)
        while width > room and len(word) > 1:
            count = _cut(word, room, size)
            if count == len(word):
                break
            lines.append(word[:count])
            word = word[count:]
            width = text_width(word, size)
        line, used = word, width
    return [*lines, line] if line else lines


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float, *, max_lines: int = 0, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text within a width, even in length; past ``max_lines`` an ellipsis ends it."""
    room = width / BOLD if bold else width
    units = _units(clean_text(text))
    lines = _fill(units, room, size)
    if max_lines and len(lines) > max_lines:
        last = lines[max_lines - 1]
        while last and text_width(last + _ELLIPSIS, size) > room:
            last = last[:-1]
        return (*lines[: max_lines - 1], last.rstrip() + _ELLIPSIS)
    return tuple(_balance(units, lines, room, size))


def _balance(units: list[tuple[str, bool]], lines: list[str], room: float, size: float) -> list[str]:
    """Return as many lines as given, but of more even length: no single character alone on the last line."""
    if len(lines) < 2:
        return lines
    longest = max(text_width(piece, size) for piece, _ in units)
    low, high = max(sum(text_width(line, size) for line in lines) / len(lines), min(longest, room)), room
    for attempt in range(5):
        middle = low if attempt == 0 else (low + high) / 2
        closer = _fill(units, middle, size)
        if len(closer) > len(lines):
            low = middle
        else:
            high, lines = middle, closer
    return lines


def block_size(lines: tuple[str, ...], size: float, leading: float, *, bold: bool = False) -> tuple[float, float]:
    """Return width and height of lines set one under the other, in whole pixels."""
    widest = max((text_width(line, size, bold=bold) for line in lines), default=0.0)
    return float(-int(-widest // 1)), len(lines) * leading
