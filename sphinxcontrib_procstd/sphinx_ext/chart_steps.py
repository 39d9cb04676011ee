"""Bars of a measured process, one a step: times, limits kept, rework, hand-overs, deviations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.figures.result import Figures, StepFigures
from sphinxcontrib_procstd.figures.wording import duration, share
from sphinxcontrib_procstd.render.chart import Chart, Column, describe
from sphinxcontrib_procstd.sphinx_ext.figure_tables import DEVIATIONS, light_of, ranked_deviations
from sphinxcontrib_procstd.sphinx_ext.kpis import SIGNS
from sphinxcontrib_procstd.sphinx_ext.messages import words

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.process import Process, Step

MOST_BARS = 10
"""Bars of a ranking: the rest is in the tables."""


def times(process: Process, figures: Figures) -> Chart:
    """Return the median time to each step's completion, and what of it was work."""
    columns = [
        Column(
            label=step.title,
            value=found.elapsed.median,
            text=duration(found.elapsed.median, words),
            part=found.processing.median if found.processing else 0.0,
        )
        for step, found in _measured(process, figures)
        if found.elapsed is not None
    ]
    title = words("Median time to each step's completion; the solid part is work")
    if not any(column.part for column in columns):
        title = words("Median time to each step's completion")
    return _bars(title, columns, words("Time"))


def kept(process: Process, figures: Figures) -> Chart:
    """Return how much of each step was done within its limit."""
    columns = []
    for step, found in _measured(process, figures):
        if found.on_time:
            light = light_of(found.on_time)
            text = f"{SIGNS[light]} {share(found.on_time.value)}"
            columns.append(Column(label=step.title, value=found.on_time.value, text=text, light=light.value))
    return _bars(words("Within the time limit, by step"), columns, words("On time"), top=1.0)


def repeated(process: Process, figures: Figures) -> Chart:
    """Return in how many of its cases each step was done more than once."""
    columns = [
        Column(
            label=step.title,
            value=found.rework.value,
            text=f"{share(found.rework.value)} ({found.rework.part:,})",
        )
        for step, found in _measured(process, figures)
        if found.rework.part
    ]
    columns.sort(key=lambda column: -column.value)
    return _bars(words("Rework: cases in which a step was done again"), columns[:MOST_BARS], words("Cases"))


def hand_overs(process: Process, figures: Figures) -> Chart:
    """Return between which steps work changes hands most often."""
    titles = {step.id: step.title for step in reversed(process.steps)} | {"": words("another activity")}
    ranked = sorted(figures.ways, key=lambda way: (-way.hand_overs, way.source, way.target))
    columns = [
        Column(
            label=f"{titles.get(way.source, way.source)} → {titles.get(way.target, way.target)}",
            value=way.hand_overs,
            text=f"{way.hand_overs:,}",
        )
        for way in ranked[:MOST_BARS]
        if way.hand_overs
    ]
    return _bars(words("Most frequent hand-overs"), columns, words("Hand-overs"))


def deviations(process: Process, figures: Figures) -> Chart:
    """Return the most frequent exceptions."""
    steps = {step.id: step.title for step in reversed(process.steps)}
    columns = []
    for kind, step_id, name, count, _ in ranked_deviations(process, figures)[:MOST_BARS]:
        where = steps.get(step_id, "")
        what = f"{where} ({name})" if where and name else where or name
        columns.append(Column(label=f"{words(DEVIATIONS[kind])}{words(': ')}{what}", value=count, text=f"{count:,}"))
    return _bars(words("Most frequent exceptions"), columns, words("Cases"))


def _measured(process: Process, figures: Figures) -> Iterator[tuple[Step, StepFigures]]:
    """Yield the steps with their figures, each once."""
    for step in {step.id: step for step in process.steps}.values():
        if found := figures.step(step.id):
            yield step, found


def _bars(title: str, columns: Iterable[Column], head: str, top: float | None = None) -> Chart:
    bars = tuple(columns)
    return Chart(title=title, description=describe(bars), columns=bars, heads=(words("Step"), head), top=top)
