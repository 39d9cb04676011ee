"""The charts of a measured process: its months and its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.figures.definitions import Kind
from sphinxcontrib_procstd.figures.result import Figures, Month
from sphinxcontrib_procstd.figures.targets import Target, read_target
from sphinxcontrib_procstd.figures.wording import duration, written
from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.render.chart import Chart, Column, bar_chart, column_chart, describe
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.syntax.choices import MEASURE

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

Read = Callable[[Month], float | None]

MOST_MONTHS = 24
"""Months shown, the last ones."""

_TRENDS: tuple[tuple[str, Kind, tuple[str, ...], Read], ...] = (
    ("Cases a month", Kind.NUMBER, (), lambda month: month.cases),
    ("Throughput time by month, median", Kind.DURATION, ("throughput-median",), lambda month: month.median),
    ("Throughput time by month, mean", Kind.DURATION, ("throughput-mean", "finished-mean"), lambda month: month.mean),
    ("Cases on time by month", Kind.SHARE, ("on-time",), lambda month: month.on_time.value if month.on_time else None),
    ("Error rate by month", Kind.SHARE, ("error-rate",), lambda month: month.errors.value if month.errors else None),
    (
        "Satisfaction by month, mean",
        Kind.NUMBER,
        ("satisfaction",),
        lambda month: month.satisfaction.mean if month.satisfaction else None,
    ),
)


def chart_nodes(process: Process, figures: Figures, pages: PageBuilder) -> Iterator[nodes.Node]:
    """Yield the charts for builders that show HTML pages; the tables beside them say the same everywhere."""
    if pages.builder.format != "html" or pages.pictures:
        return
    prefix = f"{process_anchor(process.id)}.-chart-{pages.count_figures(process.id)}"
    drawn = []
    for number, chart in enumerate(_trends(process, figures), 1):
        drawn.append(_figure(column_chart(chart, f"{prefix}-{number}"), chart.title))
    yield nodes.raw("", f'<div class="procstd-charts">{"".join(drawn)}</div>', format="html")
    steps = _steps(process, figures)
    if steps.columns:
        yield nodes.raw("", _figure(bar_chart(steps, f"{prefix}-steps"), steps.title, "procstd-wide"), format="html")


def _figure(svg: str, title: str, css: str = "") -> str:
    from sphinxcontrib_procstd.render.style import escape

    name = f"procstd-chart-box {css}".strip()
    return f'<figure class="{name}"><figcaption>{escape(title)}</figcaption>{svg}</figure>'


def _trends(process: Process, figures: Figures) -> Iterator[Chart]:
    """Yield a chart of each figure over the months; one month alone is no trend."""
    months = figures.months[-MOST_MONTHS:]
    for title, kind, names, read in _TRENDS:
        values = [(month.month, read(month)) for month in months]
        known = [(label, float(value)) for label, value in values if value is not None]
        if len(known) < 2:
            continue
        goal, text = _goal(process, names, kind)
        columns = tuple(
            Column(
                label=label[2:],
                value=value,
                text=written(kind, value, words),
                light=goal.light(value).value if goal else "",
            )
            for label, value in known
        )
        yield Chart(
            title=words(title),
            description=describe(columns),
            columns=columns,
            bound=goal.bound if goal else None,
            bound_text=words("target: {target}").replace("{target}", text) if goal else "",
            top=1.0 if kind is Kind.SHARE and max(value for _, value in known) > 0.5 else None,
        )


def _goal(process: Process, names: tuple[str, ...], kind: Kind) -> tuple[Target | None, str]:
    """Return the target that a KPI of the process sets for one of these figures."""
    for record in process.records:
        if record.kind == "kpi" and MEASURE.find(record.values.get("measure") or "-") in names:
            text = record.values.get("target", "")
            return (read_target(text, kind) if text else None), text
    return None, ""


def _steps(process: Process, figures: Figures) -> Chart:
    columns = []
    for step in process.steps:
        found = figures.step(step.id)
        if found is None or found.elapsed is None:
            continue
        worked = found.processing.median if found.processing else 0.0
        text = duration(found.elapsed.median, words)
        columns.append(Column(label=step.title, value=found.elapsed.median, text=text, part=worked))
    has_work = any(column.part for column in columns)
    title = words("Median time to each step's completion; the solid part is work")
    if not has_work:
        title = words("Median time to each step's completion")
    return Chart(title=title, description=describe(columns), columns=tuple(columns))
