"""The view ``kpi-table``: every KPI of the processes that match, target against measured."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.kpis import kpi_of, light_node
from sphinxcontrib_procstd.sphinx_ext.measured import measured
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, in_box, link, nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_kpi_table(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a table of KPIs: process, KPI, target, measured, light, from how many cases and as of when."""
    options: Mapping[str, str] = view["options"]
    found = [process for process in pages.catalogue.processes if matches(process, options, pages.catalogue)]
    rows = [row for process in found for row in _rows(process, pages)]
    if not rows:
        return nothing(view, words("No process that matches has a KPI."), pages)
    heads = [words(text) for text in ("Process", "KPI", "Target", "Measured", "Status", "Taken from")]
    widths: tuple[int, ...] = (20, 24, 16, 12, 14, 14)
    if len({process.id for process in found}) == 1:
        heads, widths, rows = heads[1:], widths[1:], [row[1:] for row in rows]
    remarks = [remark for process in found for remark in _remarks(process, pages)]
    notes = [nodes.paragraph("", text, classes=["procstd-note"]) for text in dict.fromkeys(remarks)]
    return [in_box(build_table(heads, rows, widths, "procstd-list procstd-figure-table")), *notes]


def _rows(process: Process, pages: PageBuilder) -> list[list[nodes.Node]]:
    taken = measured(pages.builder.config, Path(pages.builder.srcdir), process)
    rows: list[list[nodes.Node]] = []
    for record in process.records:
        if record.kind != "kpi":
            continue
        kpi = kpi_of(record.values, taken)
        basis = words("as written") if kpi.by_hand else ""
        if kpi.of:
            basis = words("{cases} cases, as of {date}").replace("{cases}", f"{kpi.of:,}").replace("{date}", kpi.as_of)
        rows.append(
            [
                link(process.title, pages.page(process.docname, process_anchor(process.id))),
                link(record.title, pages.page(record.docname, record.anchor)),
                nodes.Text(kpi.target),
                nodes.Text(kpi.value or words("not measured yet")),
                light_node(kpi.light),
                nodes.Text(basis),
            ]
        )
    return rows


def _remarks(process: Process, pages: PageBuilder) -> list[str]:
    taken = measured(pages.builder.config, Path(pages.builder.srcdir), process)
    has_kpi = any(record.values.get("measure") for record in process.records if record.kind == "kpi")
    return [f"{process.title}: {remark}" for remark in (taken.remarks if taken and has_kpi else ())]


VIEW = View(name="kpi-table", fill=fill_kpi_table, assets=("procstd-figures.css",))
