"""The charts of a measured process, one a figure; where nothing can be drawn their values are tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.render.chart import Chart, bar_chart, column_chart, data_table, histogram
from sphinxcontrib_procstd.render.style import escape
from sphinxcontrib_procstd.sphinx_ext.chart_bands import hand_over_bands, open_cases, throughput
from sphinxcontrib_procstd.sphinx_ext.chart_steps import deviations, hand_overs, kept, repeated, times
from sphinxcontrib_procstd.sphinx_ext.chart_trends import trends
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table

if TYPE_CHECKING:
    from sphinxcontrib_procstd.figures.result import Figures
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

Draw = Callable[[Chart, str], str]


def chart_nodes(process: Process, figures: Figures, pages: PageBuilder) -> Iterator[nodes.Node]:
    """Yield the charts of a page, each with a table of its values; of other formats the tables alone."""
    if pages.builder.format != "html" or pages.pictures:
        for chart, _ in _charts(process, figures, drawn=False):
            yield nodes.rubric("", chart.title)
            rows: list[list[nodes.Node]] = [
                [nodes.Text(column.name or column.label), nodes.Text(column.text)] for column in chart.columns
            ]
            yield build_table(list(chart.heads), rows, (70, 30), "procstd-list procstd-figure-table")
        return
    prefix = f"{process_anchor(process.id)}.-chart-{pages.count_figures(process.id)}"
    charts = enumerate(_charts(process, figures, drawn=True), 1)
    drawn = [_figure(draw(chart, f"{prefix}-{place}"), chart) for place, (chart, draw) in charts]
    yield nodes.raw("", f'<div class="procstd-charts">{"".join(drawn)}</div>', format="html")


def _charts(process: Process, figures: Figures, *, drawn: bool) -> Iterator[tuple[Chart, Draw]]:
    """Yield the charts that have something to show, with what draws each; ``drawn``: also those that tables say."""
    for chart in (throughput(figures), open_cases(figures), hand_over_bands(figures)):
        if chart.columns:
            yield chart, histogram
    for chart in trends(process, figures):
        yield chart, column_chart
    for make in (times, kept, repeated, hand_overs, deviations) if drawn else (repeated, hand_overs):
        if (chart := make(process, figures)).columns:
            yield chart, bar_chart


def _figure(svg: str, chart: Chart) -> str:
    table = data_table(chart, words("The values"))
    caption = f"<figcaption>{escape(chart.title)}</figcaption>"
    return f'<figure class="procstd-chart-box">{caption}{svg}{table}</figure>'
