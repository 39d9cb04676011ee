"""Charts of measured figures as SVG: columns over months, bars over steps. No colours: the style sheet has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.render.style import escape, number

WIDTH, HEIGHT = 320.0, 190.0
"""Size of a column chart, in pixels."""

_TOP, _BOTTOM, _SIDE = 36.0, 26.0, 8.0
_BAR, _ROW = 12.0, 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column or bar: what stands under it, its value, the value in words, and how it stands to its target.

    ``part`` is how much of the value is drawn darker (the work within a time), from 0 to the value. ``light`` is a
    word for the style sheet: reached, near, missed, or "".
    """

    label: str
    value: float
    text: str
    part: float = 0.0
    light: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with the words that people who do not see it get. ``bound`` is drawn as a dashed line, if it is there."""

    title: str
    description: str
    columns: tuple[Column, ...]
    bound: float | None = None
    bound_text: str = ""
    top: float | None = None
    """The value at the upper edge; None takes the largest there is."""


def column_chart(chart: Chart, prefix: str) -> str:
    """Return columns from left to right; ``prefix`` sets the ids of the chart apart from others of the page."""
    values = [column.value for column in chart.columns]
    top = chart.top or max([*values, chart.bound or 0.0]) or 1.0
    room = HEIGHT - _TOP - _BOTTOM
    each = (WIDTH - 2 * _SIDE) / max(1, len(chart.columns))
    wide = min(44.0, each * 0.62)
    base = HEIGHT - _BOTTOM
    drawn, texts = [f'<path class="procstd-axis" d="M{_SIDE} {base}H{WIDTH - _SIDE}"/>'], []
    every = max(1, -(-len(chart.columns) * 46 // int(WIDTH)))  # labels of 46 pixels must not touch
    for place, column in enumerate(chart.columns):
        middle = _SIDE + each * (place + 0.5)
        high = room * min(1.0, column.value / top)
        light = f" procstd-{column.light}" if column.light else ""
        drawn.append(
            f'<rect class="procstd-column{light}" x="{number(middle - wide / 2)}" y="{number(base - high)}"'
            f' width="{number(wide)}" height="{number(high)}" rx="2"/>'
        )
        if place % every == 0:
            texts.append(_text("procstd-value", middle, base - high - 5, column.text))
            texts.append(_text("procstd-tick", middle, HEIGHT - 9, column.label))
    if chart.bound is not None and 0 <= chart.bound <= top:
        y = base - room * chart.bound / top
        drawn.append(f'<path class="procstd-bound" d="M{_SIDE} {number(y)}H{WIDTH - _SIDE}"/>')
        texts.append(_text("procstd-bound-text", WIDTH - _SIDE, 12, chart.bound_text, "procstd-e"))
    return "".join([_opening(chart, prefix, WIDTH, HEIGHT), *drawn, *texts, "</svg>"])


def bar_chart(chart: Chart, prefix: str) -> str:
    """Return bars from top to bottom, each under its label."""
    top = max((column.value for column in chart.columns), default=0.0) or 1.0
    width, height = 2 * WIDTH, _ROW * len(chart.columns) + 4
    parts = [_opening(chart, prefix, width, height)]
    for place, column in enumerate(chart.columns):
        y = _ROW * place + 16
        long = (width - 120) * column.value / top
        inner = (width - 120) * min(column.part, column.value) / top
        parts.append(f'<text class="procstd-tick" x="0" y="{number(y)}">{escape(column.label)}</text>')
        parts.append(
            f'<rect class="procstd-column procstd-soft" x="0" y="{number(y + 6)}" width="{number(max(long, 1.0))}"'
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


def describe(columns: Sequence[Column]) -> str:
    """Return all values of a chart in words."""
    return "; ".join(f"{column.label}: {column.text}" for column in columns)
