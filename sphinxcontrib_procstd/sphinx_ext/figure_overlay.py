"""Measured times and frequencies, laid over a drawn swimlane: a badge on the border of each step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.drawing import Box, Drawing, NodeShape
from sphinxcontrib_procstd.figures.result import Figures, StepFigures
from sphinxcontrib_procstd.figures.targets import Light
from sphinxcontrib_procstd.figures.wording import duration, share
from sphinxcontrib_procstd.layout.text import text_width
from sphinxcontrib_procstd.model.graph import ACTIVITIES, FlowGraph
from sphinxcontrib_procstd.render.style import escape, number
from sphinxcontrib_procstd.sphinx_ext.figure_tables import light_of
from sphinxcontrib_procstd.sphinx_ext.kpis import LIGHTS, SIGNS, day_of
from sphinxcontrib_procstd.sphinx_ext.measured import measured
from sphinxcontrib_procstd.sphinx_ext.messages import words

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_HEIGHT, _PAD = 16.0, 6.0


def badge_texts(found: StepFigures) -> tuple[str, str]:
    """Return what a badge shows, and the same in whole words for people who hear the picture."""
    light = light_of(found.on_time)
    parts = [f"{found.cases:,}×"]
    said = [words("{cases} cases").replace("{cases}", f"{found.cases:,}")]
    if found.elapsed:
        time = duration(found.elapsed.median, words)
        parts.append(time)
        said.append(words("median {time}").replace("{time}", time))
    if found.on_time:
        parts.append(f"{SIGNS[light]} {share(found.on_time.value)}")
        said.append(words("{share} on time").replace("{share}", share(found.on_time.value)))
    if light is not Light.UNKNOWN:
        said.append(words(LIGHTS[light]))
    return " · ".join(parts), ", ".join(said)


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
        "On each step: cases, median time to its completion, share within its limit. {cases} cases, as of {date}."
    )
    text = text.replace("{cases}", f"{figures.cases:,}").replace("{date}", day_of(figures.as_of))
    note = nodes.paragraph("", " ".join([text, *found.remarks]), classes=["procstd-note"])
    return lambda drawing, graph: overlay(drawing, graph, figures), [note]


def _badge(shape: NodeShape, found: StepFigures, most: float) -> str:
    text, said = badge_texts(found)
    wide = text_width(text, 11) + 2 * _PAD
    box = _place(shape.box, wide, most)
    light = light_of(found.on_time)
    x, y = number(box.x), number(box.y)
    return (
        f'<g class="procstd-badge procstd-{light.value}" role="img" aria-label="{escape(said)}">'
        f"<title>{escape(said)}</title>"
        f'<rect x="{x}" y="{y}" width="{number(box.w)}" height="{number(box.h)}" rx="8"/>'
        f'<text class="procstd-c" x="{number(box.x + box.w / 2)}" y="{number(box.y + 11.8)}">{escape(text)}</text></g>'
    )


def _place(box: Box, wide: float, most: float) -> Box:
    """Return the place of a badge: across the lower border of its step, inside the picture."""
    x = box.x + (box.w - wide) / 2
    x = max(2.0, min(x, most - wide - 2.0))
    return Box(x, box.y + box.h - _HEIGHT / 2 + 3, wide, _HEIGHT)
