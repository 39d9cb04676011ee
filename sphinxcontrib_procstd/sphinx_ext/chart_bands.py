"""Histograms of a measured process: throughput times, ages of open cases, hand-overs a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinxcontrib_procstd.figures.result import Band, Figures
from sphinxcontrib_procstd.figures.wording import duration
from sphinxcontrib_procstd.render.chart import Chart, Column, Mark, describe
from sphinxcontrib_procstd.sphinx_ext.messages import words


def throughput(figures: Figures) -> Chart:
    """Return the cases by their throughput time, with median, 90 % and the target."""
    marks = []
    if figures.throughput:
        for text, value in (("median {time}", figures.throughput.median), ("90 %: {time}", figures.throughput.p90)):
            marks.append((words(text).replace("{time}", duration(value, words)), value))
    return _durations(words("Cases by throughput time"), figures.throughput_bands, marks, figures.target_seconds)


def open_cases(figures: Figures) -> Chart:
    """Return the open cases by their age: beyond the target they are overdue."""
    return _durations(words("Open cases by age"), figures.open_bands, [], figures.target_seconds)


def _durations(title: str, bands: Sequence[Band], marks: list[tuple[str, float]], target: float | None) -> Chart:
    if target is not None and bands:
        marks = [*marks, (words("target: {target}").replace("{target}", duration(target, words)), target)]
    breadth = bands[0].high or 1.0 if bands else 1.0
    columns = tuple(
        Column(
            label=duration(band.low, words) if band.low else "0",
            name=_range(band),
            value=band.cases,
            text=f"{band.cases:,}",
            light=_light(band, target),
        )
        for band in bands
    )
    within = [(text, at) for text, at in sorted(marks, key=lambda mark: mark[1]) if at <= breadth * len(columns)]
    return Chart(
        title=title,
        description="; ".join([*(text for text, _ in marks), describe(columns)]),
        columns=columns,
        marks=tuple(Mark(place=at / breadth, text=text) for text, at in within),
        heads=(words("Time"), words("Cases")),
    )


def _light(band: Band, target: float | None) -> str:
    """Return whether the cases of a band keep the target; of one that it parts nothing is said."""
    if target is None or (band.low < target and (band.high is None or band.high > target)):
        return ""
    return "missed" if band.low >= target else "reached"


def _range(band: Band) -> str:
    low = duration(band.low, words) if band.low else "0"
    if band.high is None:
        return words("from {low}").replace("{low}", low)
    return words("{low} to {high}").replace("{low}", low).replace("{high}", duration(band.high, words))


def hand_over_bands(figures: Figures) -> Chart:
    """Return the cases by how often their work changed hands."""
    columns = tuple(_hand_over_columns(figures.hand_over_bands))
    return Chart(
        title=words("Cases by number of hand-overs"),
        description=describe(columns),
        columns=columns,
        heads=(words("Hand-overs"), words("Cases")),
    )


def _hand_over_columns(bands: Sequence[Band]) -> Iterator[Column]:
    for band in bands:
        label = f"{band.low:.0f}" if band.high is not None else f"≥{band.low:.0f}"
        yield Column(label=label, value=band.cases, text=f"{band.cases:,}")
