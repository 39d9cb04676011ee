"""The view ``process-list``: a table of processes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.render.entries import STATUS_LABELS
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_process_list(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a table of the processes that match: title, number, version, status, owner, next review."""
    options: Mapping[str, str] = view["options"]
    catalogue = pages.catalogue
    found = [process for process in catalogue.processes if matches(process, options, catalogue)]
    if not found:
        return nothing(view, words("No process matches this filter."), pages)
    found.sort(key=lambda process: (process.number or "\uffff", process.id))
    heads = [words(text) for text in ("Process", "Number", "Version", "Status", "Process owner")]
    rows = [_process_row(process, pages) for process in found]
    return [build_table(heads, rows, (34, 18, 10, 14, 24), "procstd-list")]


def _process_row(process: Process, pages: PageBuilder) -> list[nodes.Node]:
    title = nodes.reference("", process.title, internal=True)
    title["refuri"] = pages.page(process.docname, process_anchor(process.id))
    owner = pages.catalogue.role_text(process.owner) if process.owner else ""
    status = words(STATUS_LABELS[process.status.value]) if process.status else ""
    return [title, *(nodes.Text(text) for text in (process.number, process.version, status, owner))]


VIEW = View(name="process-list", fill=fill_process_list)
