"""The view ``faq-list``: questions and answers of a process, or of the whole handbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.process import Process, Record
from sphinxcontrib_procstd.render.entries import record_rows
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.blocks import named, process_heading
from sphinxcontrib_procstd.sphinx_ext.views.chosen import chosen_processes, say_nothing
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_faq_list(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the questions of the chosen processes, each with its answer and a link to where it stands."""
    processes = chosen_processes(view, pages)
    if not processes:
        return say_nothing(view, pages, words("No process matches this filter."))
    asked = [(process, [record for record in process.records if record.kind == "faq"]) for process in processes]
    asked = [(process, records) for process, records in asked if records]
    if not asked:
        return say_nothing(view, pages, words("There is no question here yet."))
    made: list[nodes.Node] = []
    for process, records in asked:
        if len(processes) > 1:
            made.append(process_heading(process, pages))
        items = [_item(process, record, pages) for record in records]
        made.append(nodes.definition_list("", *items, classes=["procstd-faq"]))
    return made


def _item(process: Process, record: Record, pages: PageBuilder) -> nodes.definition_list_item:
    term = nodes.term("", "", link(record.title, pages.page(record.docname, record.anchor)))
    body = named(record.body, record.docname, pages)
    answer = [nodes.paragraph("", line) for part in body.split("\n\n") for line in part.split("\n") if line]
    return nodes.definition_list_item("", term, nodes.definition("", *answer, *_more(process, record, pages)))


def _more(process: Process, record: Record, pages: PageBuilder) -> Iterator[nodes.Node]:
    """Yield a line for each field: the steps it concerns, who answers."""
    for label, segments, _ in record_rows(record.values, process, pages.catalogue, pages.step_segment, words):
        line = nodes.paragraph("", words("{label}: ").replace("{label}", label), classes=["procstd-note"])
        for segment in segments:
            line += link(segment.text, pages.href(segment.target) if segment.target else segment.uri)
        yield line


VIEW = View(name="faq-list", fill=fill_faq_list, assets=("procstd-views-forms.css",))
