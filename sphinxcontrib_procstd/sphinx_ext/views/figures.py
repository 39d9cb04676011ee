"""The view ``figures``: all that was measured of a process, with what each figure means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.figures.bounds import bounds_met
from sphinxcontrib_procstd.figures.definitions import MEASURES
from sphinxcontrib_procstd.figures.targets import read_target
from sphinxcontrib_procstd.figures.wording import written
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.figure_charts import chart_nodes
from sphinxcontrib_procstd.sphinx_ext.figure_tables import deviation_table, fault_list, step_table
from sphinxcontrib_procstd.sphinx_ext.kpis import day_of, light_node
from sphinxcontrib_procstd.sphinx_ext.measured import Measured, measured
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.parts import frame
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, no_process_named, nothing
from sphinxcontrib_procstd.syntax.choices import MEASURE

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_figures(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the figures of the named process, or of the one the view stands in."""
    options: Mapping[str, str] = view["options"]
    name = options.get("process") or view["process"]
    process = pages.catalogue.find_process(name) if name else None
    if process is None:
        return no_process_named(view, name, pages)
    found = measured(pages.builder.config, Path(pages.builder.srcdir), process)
    if found is None:
        text = words("{process} has not been measured yet: run procstd figures.").replace("{process}", process.title)
        return nothing(view, text, pages)
    if found.figures.is_empty:
        return [*_basis(found), *fault_list(found.figures)]
    return [
        *_basis(found),
        *_summary(process, found, pages),
        *chart_nodes(process, found.figures, pages),
        step_table(process, found.figures, pages),
        *deviation_table(process, found.figures, pages),
        *fault_list(found.figures),
    ]


def _basis(found: Measured) -> Iterator[nodes.Node]:
    """Yield what the figures were taken from: always the number of cases and the day they show."""
    figures = found.figures
    if figures.is_empty:
        text = words("The log {log} holds no sound event.").replace("{log}", figures.log)
    else:
        text = words("{cases} cases with {events} events, from {first} to {last}. Source: {log}.")
        for name, value in (
            ("cases", f"{figures.cases:,}"),
            ("events", f"{figures.events:,}"),
            ("first", day_of(figures.first)),
            ("last", day_of(figures.as_of)),
            ("log", figures.log),
        ):
            text = text.replace("{" + name + "}", value)
    yield nodes.paragraph("", text, classes=["procstd-note", "procstd-basis"])
    for remark in found.remarks:
        yield nodes.paragraph("", remark, classes=["procstd-note", "procstd-stale"])
    for note in (*(note.said(words) for note in figures.notes), *bounds_met(figures, words)):
        yield nodes.paragraph("", note, classes=["procstd-note"])


def _summary(process: Process, found: Measured, pages: PageBuilder) -> list[nodes.Node]:
    """Return the table of figures, each with its definition, and with its target where a KPI names one."""
    targets = {
        MEASURE.find(record.values["measure"]): record.values["target"]
        for record in process.records
        if record.kind == "kpi" and record.values.get("measure") and record.values.get("target")
    }
    rows: list[list[nodes.Node]] = []
    for name, measure in MEASURES.items():
        value = measure.read(found.figures)
        if value is None or (name == "finished-mean" and found.figures.finished == found.figures.cases):
            continue
        goal = read_target(targets[name], measure.kind) if name in targets else None
        shown = nodes.inline("", written(measure.kind, value.value, words), classes=["procstd-figure-value"])
        if goal:
            shown += [nodes.Text(" "), light_node(goal.light(value.value))]
        cells = [nodes.Text(words(measure.label)), shown, nodes.Text(f"{value.of:,}")]
        rows.append([*cells, nodes.Text(words(measure.definition))])
    heads = [words(text) for text in ("Figure", "Measured", "From", "Definition")]
    table = build_table(heads, rows, (24, 18, 10, 48), "procstd-list procstd-figure-table")
    return frame([table], words("All figures"), "procstd-list-box", pages)


VIEW = View(name="figures", fill=fill_figures, assets=("procstd-figures.css",))
