"""The view ``change-log``: what was revised, when and by whom; of one process or of the whole handbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.model.process import Process, Record
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, day, in_box, link, nothing
from sphinxcontrib_procstd.syntax.choices import REVISION

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

KIND_LABELS = {"substantive": "Substantive", "editorial": "Editorial"}


def kind_label(text: str) -> str:
    """Return what the kind of a revision is called; words that are on no list as they are."""
    found = REVISION.find(text) if text else None
    return words(KIND_LABELS[found]) if found else text


def fill_change_log(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a table of revisions, the latest first; without the process's name where there is one process only."""
    options: Mapping[str, str] = dict(view["options"])
    if view["process"] and not options.get("process"):
        options = {**options, "process": view["process"]}
    kind = options.get("kind", "")
    catalogue = pages.catalogue
    chosen = [process for process in catalogue.processes if matches(process, options, catalogue)]
    if not chosen:
        return nothing(view, words("No process matches this filter."), pages)
    found = [
        (process, record)
        for process in chosen
        for record in process.records
        if record.kind == "revision" and (not kind or REVISION.find(record.values.get("kind", "")) == kind)
    ]
    if not found:
        return nothing(view, words("Nothing was revised."), pages)
    places = {id(record): place for place, (_, record) in enumerate(found)}
    found.sort(key=lambda pair: (_day(pair[1]), -places[id(pair[1])]), reverse=True)
    heads = ["Effective date", "Process", "Version", "What changed", "Kind", "By"]
    widths = [14, 20, 9, 37, 10, 10]
    single = len(chosen) == 1
    if single:
        del heads[1], widths[1]
    rows = [_row(process, record, pages, single=single) for process, record in found]
    return [in_box(build_table([words(head) for head in heads], rows, tuple(widths), "procstd-list"))]


def _day(record: Record) -> str:
    return record.values.get("effective") or record.values.get("date", "")


def _row(process: Process, record: Record, pages: PageBuilder, *, single: bool) -> list[nodes.Node]:
    version = link(record.title, pages.page(record.docname, record.anchor))
    title = link(process.title, pages.page(process.docname, process_anchor(process.id)))
    texts = (" ".join(record.body.split()), kind_label(record.values.get("kind", "")), record.values.get("by", ""))
    row = [day(_day(record)), title, version, *(nodes.Text(text) for text in texts)]
    return [row[0], *row[2:]] if single else row


VIEW = View(name="change-log", fill=fill_change_log, assets=("procstd-governance.css",))
