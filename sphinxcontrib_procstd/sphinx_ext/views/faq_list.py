"""The view ``faq-list``: questions and answers of one process or of all, with the steps they concern.

Answers keep their lists, tables, emphasis and links: they are the very nodes of the documents they were written in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.process import Process, Record
from sphinxcontrib_procstd.render.entries import record_rows
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.elsewhere import named_elsewhere
from sphinxcontrib_procstd.sphinx_ext.lookup import anchor_of, find_all, find_reference, page_of
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.quoted import quoted_texts
from sphinxcontrib_procstd.sphinx_ext.transplant import transplant
from sphinxcontrib_procstd.sphinx_ext.views.blocks import process_heading
from sphinxcontrib_procstd.sphinx_ext.views.chosen import chosen_processes, say_nothing
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_ANSWERS = "-faq-list"
"""What the lists of a page are counted under: the id of no process."""


def fill_faq_list(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the questions with their answers, process by process."""
    processes = chosen_processes(view, pages)
    if not processes:
        return say_nothing(view, pages, words("No process matches this filter."))
    asked = _asked(processes)
    if not asked:
        return say_nothing(view, pages, words("There is no question here yet."))
    answers: dict[str, Sequence[nodes.Node]] = {child["anchor"]: child.children for child in view.children}  # type: ignore[index] # `gather_answers` put them there
    made: list[nodes.Node] = []
    for process, records in asked:
        if len(processes) > 1:
            made.append(process_heading(process, pages))
        items = [_item(process, record, list(answers.get(record.anchor, ())), pages) for record in records]
        made.append(nodes.definition_list("", *items, classes=["procstd-faq"]))
    return [*made, *_told(asked, pages)] if pages.silent else made


def gather_answers(view: our.procstd_view, pages: PageBuilder) -> None:
    """Put the answers into the view, as they stand in their documents."""
    wanted: dict[str, set[str]] = {}
    for _, records in _asked(chosen_processes(view, pages)):
        for record in records:
            wanted.setdefault(record.docname, set()).add(record.anchor)
    env, mark = pages.builder.env, f"-{pages.count_figures(_ANSWERS)}"
    for docname, anchors in wanted.items():
        for node in env.get_doctree(docname).findall(our.procstd_record):
            if not anchors.intersection(node["ids"]):
                continue
            copies = transplant(
                our.body_of(node),
                source=docname,
                target=pages.docname,
                mark=f"{node['ids'][0]}{mark}",
                href=lambda anchor, docname=docname: pages.page(docname, anchor),  # type: ignore[misc] # bound now
                env=env,
            )
            view += nodes.container("", *copies, anchor=node["ids"][0])


def _asked(processes: Sequence[Process]) -> list[tuple[Process, list[Record]]]:
    """Return the processes that have questions, with these."""
    found = [(process, [record for record in process.records if record.kind == "faq"]) for process in processes]
    return [(process, records) for process, records in found if records]


def _item(
    process: Process, record: Record, answer: Sequence[nodes.Node], pages: PageBuilder
) -> nodes.definition_list_item:
    term = nodes.term("", "", link(record.title, pages.page(record.docname, record.anchor)))
    return nodes.definition_list_item("", term, nodes.definition("", *answer, *_more(process, record, pages)))


def _more(process: Process, record: Record, pages: PageBuilder) -> Iterator[nodes.Node]:
    """Yield a line for each field: the steps it concerns, who answers."""
    for label, segments, _ in record_rows(record.values, process, pages.catalogue, pages.step_segment, words):
        line = nodes.paragraph("", words("{label}: ").replace("{label}", label), classes=["procstd-note"])
        for segment in segments:
            line += link(segment.text, pages.href(segment.target) if segment.target else segment.uri)
        yield line


def _told(asked: Sequence[tuple[Process, list[Record]]], pages: PageBuilder) -> Iterator[nodes.Node]:
    """Yield what the answers show, for telling whether a page is stale: no document is opened for that."""
    records = [record for _, found in asked for record in found]
    for record in records:
        yield nodes.Text(record.markup)
        for text in (*_references(record, pages), *quoted_texts(pages.builder.env, record.quotes)):
            yield nodes.Text(text)


def _references(record: Record, pages: PageBuilder) -> Iterator[str]:
    """Yield what the links of ours in an answer lead to."""
    for reference in record.references:
        found = find_reference(pages.catalogue, reference.kind, reference.target, reference.process) or next(
            iter(find_all(pages.catalogue, reference.target)), None
        )
        if found and not reference.external:
            yield f"{found.title}\x1f{page_of(found)}\x1f{anchor_of(found)}"
        else:
            yield f"-{named_elsewhere(pages.builder.env, reference.kind, reference.target)}"


VIEW = View(name="faq-list", fill=fill_faq_list, gather=gather_answers, assets=("procstd-views-forms.css",))
