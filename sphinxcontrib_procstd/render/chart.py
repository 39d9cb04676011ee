"""Charts of measured figures as SVG: columns, histograms, bars. No colours: the style sheet has them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.render.style import escape, number

WIDTH, HEIGHT = 340.0, 200.0
"""Size of a chart of columns, in pixels; charts of bars are as broad."""

_TOP, _BOTTOM, _SIDE = 36.0, 26.0, 8.0
_BAR, _ROW, _VALUE = 12.0, 38.0, 76.0
_MARK_ROW, _LETTER = 14.0, 6.4
_DIGITS = 11.0
"""How high a value stands over its base line."""
MOST_UNITS = 52
"""How long the label of a bar is, in half-width characters; all of it stands in the table beside the chart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column or bar: what stands under it, its value, the value in words, and how it stands to its target.

    ``part`` is how much of the value is drawn darker (the work within a time), from 0 to the value. ``light`` is a
    word for the style sheet: reached, near, missed, or "". ``name`` says the label in full where ``label`` does not.
    """

    label: str
    value: float
    text: str
    part: float = 0.0
    light: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An upright line through a histogram: where it stands, in columns from the left, and what it means."""

    place: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with the words that people who do not see it get. ``bound`` is drawn as a dashed line, if it is there.

    ``heads`` are the headings of its table: of the labels and of the values.
    """

    title: str
    description: str
    columns: tuple[Column, ...]
    bound: float | None = None
    bound_text: str = ""
    top: float | None = None
    """The value at the upper edge; None takes the largest there is."""
    marks: tuple[Mark, ...] = ()
    heads: tuple[str, str] = ("", "")
    note: str = ""
    """What a mark on a label means, at the chart's upper edge."""


def column_chart(chart: Chart, prefix: str) -> str:
    """Return columns from left to right; ``prefix`` sets the ids of the chart apart from others of the page."""
    values = [column.value for column in chart.columns]
    top = chart.top or max([*values, chart.bound or 0.0]) or 1.0
    room = HEIGHT - _TOP - _BOTTOM
    each = (WIDTH - 2 * _SIDE) / max(1, len(chart.columns))
    wide = min(44.0, each * 0.62)
    base = HEIGHT - _BOTTOM
    drawn, texts = [_axis(base)], []
    line = base - room * chart.bound / top if chart.bound is not None and 0 <= chart.bound <= top else None
    every = max(1, -(-len(chart.columns) * 46 // int(WIDTH)))  # labels of 46 pixels must not touch
    for place, column in enumerate(chart.columns):
        middle = _SIDE + each * (place + 0.5)
        high = room * min(1.0, column.value / top)
        drawn.append(_column(column, middle - wide / 2, base, wide, high))
        if place % every == 0:
            texts.append(_text("procstd-value", middle, _clear(base - high - 5, line), column.text))
            texts.append(_text("procstd-tick", middle, HEIGHT - 9, column.label))
    if chart.note:
        texts.append(_text("procstd-tick", _SIDE, 12, chart.note, "procstd-s"))
    if line is not None:
        drawn.append(f'<path class="procstd-bound" d="M{_SIDE} {number(line)}H{number(WIDTH - _SIDE)}"/>')
        texts.append(_text("procstd-bound-text", WIDTH - _SIDE, 12, chart.bound_text, "procstd-e"))
    return "".join([_opening(chart, prefix, WIDTH, HEIGHT), *drawn, *texts, "</svg>"])


def _clear(y: float, line: float | None) -> float:
    """Return the base line of a value: above the target's line where that would run through the digits."""
    return line - 4 if line is not None and y - _DIGITS <= line <= y + 2 else y


def histogram(chart: Chart, prefix: str) -> str:
    """Return columns that touch, each label at the lower edge of its column, and the marks over them."""
    top = max((column.value for column in chart.columns), default=0.0) or 1.0
    head = 20.0 + _MARK_ROW * len(chart.marks)
    height = HEIGHT - _TOP + head
    base, count = height - _BOTTOM, max(1, len(chart.columns))
    each = (WIDTH - 2 * _SIDE) / count
    drawn, texts = [_axis(base)], []
    every = max(1, -(-max((_units(column.label) for column in chart.columns), default=1) * 7 // max(1, int(each))))
    for place, column in enumerate(chart.columns):
        x = _SIDE + each * place
        high = (base - head) * column.value / top
        drawn.append(_column(column, x + 0.75, base, each - 1.5, high))
        if column.value:
            texts.append(_text("procstd-value", x + each / 2, base - high - 5, column.text))
        if place % every == 0:
            texts.append(_text("procstd-tick", x + 1, height - 9, column.label, "procstd-s"))
    for row, mark in enumerate(chart.marks):
        x, y = _SIDE + each * min(mark.place, float(count)), 12 + _MARK_ROW * row
        to_the_left = x + _units(mark.text) * _LETTER > WIDTH
        drawn.append(f'<path class="procstd-bound" d="M{number(x)} {number(y - 8)}V{number(base)}"/>')
        side, by = ("procstd-e", -4) if to_the_left else ("procstd-s", 4)
        texts.append(_text("procstd-bound-text", x + by, y, mark.text, side))
    return "".join([_opening(chart, prefix, WIDTH, height), *drawn, *texts, "</svg>"])


def bar_chart(chart: Chart, prefix: str) -> str:
    """Return bars from top to bottom, each under its label."""
    top = chart.top or max((column.value for column in chart.columns), default=0.0) or 1.0
    words = max((_units(column.text) for column in chart.columns), default=0)
    room, height = WIDTH - max(_VALUE, words * 7.4 + 8), _ROW * len(chart.columns) + 4
    parts = [_opening(chart, prefix, WIDTH, height)]
    for place, column in enumerate(chart.columns):
        y = _ROW * place + 14
        long, inner = (room * min(size, top) / top for size in (column.value, min(column.part, column.value)))
        parts.append(f'<text class="procstd-tick" x="0" y="{number(y)}">{escape(shortened(column.label))}</text>')
        soft = " procstd-soft" if any(other.part for other in chart.columns) else ""
        light = f" procstd-{column.light}" if column.light else ""
        parts.append(
            f'<rect class="procstd-column{soft}{light}" x="0" y="{number(y + 6)}" width="{number(max(long, 1.0))}"'
            f' height="{_BAR}" rx="2"/>'
        )
        if inner >= 1:
            parts.append(
                f'<rect class="procstd-column" x="{number(long - inner)}" y="{number(y + 6)}" width="{number(inner)}"'
                f' height="{_BAR}" rx="2"/>'
            )
        value = escape(column.text)
        parts.append(f'<text class="procstd-value" x="{number(long + 6)}" y="{number(y + 16)}">{value}</text>')
    return "".join([*parts, "</svg>"])


def data_table(chart: Chart, summary: str) -> str:
    """Return the values of a chart as a table that unfolds."""
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in chart.heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(column.name or column.label)}</th><td>{escape(column.text)}</td></tr>'
        for column in chart.columns
    )
    return (
        f'<details class="procstd-chart-data"><summary>{escape(summary)}</summary><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></details>"
    )


def shortened(label: str) -> str:
    """Return a label that fits over a bar."""
    if _units(label) <= MOST_UNITS:
        return label
    while _units(label) > MOST_UNITS - 1:
        label = label[:-1]
    return label.rstrip() + "…"


def describe(columns: Sequence[Column]) -> str:
    """Return all values of a chart in words."""
    return "; ".join(f"{column.name or column.label}: {column.text}" for column in columns)


def _units(text: str) -> int:
    """Return how long a text is in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _axis(base: float) -> str:
    return f'<path class="procstd-axis" d="M{number(_SIDE)} {number(base)}H{number(WIDTH - _SIDE)}"/>'


def _column(column: Column, x: float, base: float, wide: float, high: float) -> str:
    light = f" procstd-{column.light}" if column.light else ""
    return (
        f'<rect class="procstd-column{light}" x="{number(x)}" y="{number(base - high)}" width="{number(wide)}"'
        f' height="{number(high)}" rx="2"/>'
    )


def _opening(chart: Chart, prefix: str, width: float, height: float) -> str:
    name = escape(prefix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="procstd-chart" viewBox="0 0 {number(width)} {number(height)}"'
        f' width="{number(width)}" height="{number(height)}" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title class="nohighlight" id="{name}-title">{escape(chart.title)}</title>'
        f'<desc class="nohighlight" id="{name}-desc">{escape(chart.description)}</desc>'
    )


def _text(kind: str, x: float, y: float, text: str, place: str = "procstd-c") -> str:
    return f'<text class="{kind} {place}" x="{number(x)}" y="{number(y)}">{escape(text)}</text>'
