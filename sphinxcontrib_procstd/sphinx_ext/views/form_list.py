"""The view ``form-list``: the register of forms as a table, with the blank forms to download."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.render.entries import filling_steps
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.blocks import Cell, entry_line, mention_line, step_line, text, wide_table
from sphinxcontrib_procstd.sphinx_ext.views.chosen import chosen_processes, filters_of, say_nothing
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_KEEPERS = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)


def fill_form_list(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a table of the forms that the chosen processes use; without a filter, of all forms."""
    processes = chosen_processes(view, pages)
    if not processes and filters_of(view):
        return say_nothing(view, pages, words("No process matches this filter."))
    ids = {process.id for process in processes}
    everything = not filters_of(view) and not view["process"]
    uses = pages.catalogue.uses
    found = [
        form
        for form in pages.catalogue.of_kind(ResourceKind.FORM)
        if everything or any(use.process in ids for use in uses.get((form.kind, form.id), ()))
    ]
    if not found:
        return say_nothing(view, pages, words("There is no form to show."))
    found.sort(key=lambda form: (form.number or "\uffff", form.id))
    heads = [words(name) for name in ("Form", "Number", "Kept by", "Retention", "Filled in at")]
    widths = [26, 13, 14, 12, 35]
    offers = any(pages.forms.downloads(form) for form in found)
    if offers:
        heads.append(words("Blank form"))
        widths = [24, 13, 13, 11, 27, 12]
    rows = [list(_cells(form, pages, offers=offers)) for form in found]
    return [wide_table(heads, rows, widths, "procstd-form-list")]


def _cells(form: Resource, pages: PageBuilder, *, offers: bool) -> Iterator[Cell]:
    yield [entry_line(form, pages)]
    yield text(form.number)
    yield [mention_line(form.owner, _KEEPERS, pages)]
    yield text(form.retention)
    yield [step_line(process, step, pages) for process, step in filling_steps(form, pages.catalogue)]
    if offers:
        yield [_downloads(form, pages)]


def _downloads(form: Resource, pages: PageBuilder) -> Sequence[nodes.Node]:
    line: list[nodes.Node] = []
    for download in pages.forms.downloads(form):
        if line:
            line.append(nodes.Text(" "))
        line.append(link(download.label, download.href))
    return line


VIEW = View(name="form-list", fill=fill_form_list, assets=("procstd-views-forms.css",))
