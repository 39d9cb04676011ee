"""Measured times and frequencies, laid over a drawn swimlane: a badge on the border of each step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.drawing import Box, Drawing, NodeShape
from sphinxcontrib_procstd.figures.result import Figures, StepFigures
from sphinxcontrib_procstd.figures.wording import duration, share
from sphinxcontrib_procstd.layout.text import text_width
from sphinxcontrib_procstd.model.graph import ACTIVITIES, FlowGraph
from sphinxcontrib_procstd.render.style import escape, number
from sphinxcontrib_procstd.sphinx_ext.figure_tables import light_of
from sphinxcontrib_procstd.sphinx_ext.kpis import SIGNS, day_of
from sphinxcontrib_procstd.sphinx_ext.measured import measured
from sphinxcontrib_procstd.sphinx_ext.messages import words

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_HEIGHT, _PAD, _SIZE = 16.0, 6.0, 11.0


def badge_texts(found: StepFigures) -> tuple[str, str, str]:
    """Return what the badges of a step show, its cases and its time, and the same in words for who hears it."""
    light = light_of(found.on_time)
    parts = []
    said = [words("{cases} cases").replace("{cases}", f"{found.cases:,}")]
    if found.elapsed:
        time = duration(found.elapsed.median, words)
        parts.append(time)
        said.append(words("median {time}").replace("{time}", time))
    if found.on_time:
        parts.append(f"{SIGNS[light]} {share(found.on_time.value)}")
        said.append(words("{share} within the limit").replace("{share}", share(found.on_time.value)))
    return f"{found.cases:,}×", " · ".join(parts), words(", ").join(said)


def overlay(drawing: Drawing, graph: FlowGraph, figures: Figures) -> str:
    """Return the badges of a drawing as SVG, to stand before its end."""
    steps = {node.id: node.step for node in graph.nodes if node.kind in ACTIVITIES}
    badges = []
    for shape in drawing.nodes:
        found = figures.step(steps[shape.id]) if shape.id in steps else None
        if found is not None:
            badges.append(_badge(shape, found, drawing.width))
    return f'<g class="procstd-badges">{"".join(badges)}</g>'


def figures_over(
    process: Process, pages: PageBuilder
) -> tuple[Callable[[Drawing, FlowGraph], str] | None, list[nodes.Node]]:
    """Return what lays the figures of a process over its drawing, and the line under it that says from what."""
    found = measured(pages.builder.config, Path(pages.builder.srcdir), process)
    if found is None or found.figures.is_empty:
        text = words("{process} has not been measured yet: run procstd figures.").replace("{process}", process.title)
        return None, [nodes.paragraph("", text, classes=["procstd-note"])]
    figures = found.figures
    text = words(
        "On each step: its cases; the median time to its completion; how much is within its limit "
        "(✓ from 95 %, ! from 80 %). {cases} cases, as of {date}."
    )
    text = text.replace("{cases}", f"{figures.cases:,}").replace("{date}", day_of(figures.as_of))
    note = nodes.paragraph("", " ".join([text, *found.remarks]), classes=["procstd-note"])
    return lambda drawing, graph: overlay(drawing, graph, figures), [note]


def _badge(shape: NodeShape, found: StepFigures, most: float) -> str:
    """Return the badges of one step: cases across its upper left corner, time and limit across its lower border."""
    cases, times, said = badge_texts(found)
    box = shape.box
    parts = [_pill(cases, Box(box.x - 6, box.y - _HEIGHT + 4, _width(cases), _HEIGHT))]
    if times:
        wide = _width(times)
        x = max(2.0, min(box.x + (box.w - wide) / 2, most - wide - 2.0))
        parts.append(
            _pill(times, Box(x, box.y + box.h - _HEIGHT / 2 + 3, wide, _HEIGHT), light_of(found.on_time).value)
        )
    label = escape(said)
    return f'<g role="img" aria-label="{label}"><title>{label}</title>{"".join(parts)}</g>'


def _width(text: str) -> float:
    return text_width(text, _SIZE, bold=True) + 2 * _PAD


def _pill(text: str, box: Box, light: str = "") -> str:
    middle, base = number(box.x + box.w / 2), number(box.y + 11.8)
    kind = f"procstd-badge procstd-{light}" if light else "procstd-badge"
    return (
        f'<g class="{kind}"><rect x="{number(box.x)}" y="{number(box.y)}" width="{number(box.w)}"'
        f' height="{number(box.h)}" rx="8"/><text class="procstd-c" x="{middle}" y="{base}">{escape(text)}</text></g>'
    )
