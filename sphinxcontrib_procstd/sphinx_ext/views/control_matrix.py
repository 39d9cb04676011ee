"""The view ``control-matrix``: risks, the controls against them, and the steps that carry them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.exchange.list_xlsx import list_xlsx
from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.model.handbook import PlacedView
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.render.controls import ControlRow, control_rows
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.form_files import formats
from sphinxcontrib_procstd.sphinx_ext.messages import quote_titles, words
from sphinxcontrib_procstd.sphinx_ext.views.blocks import Cell, entry_line, step_line, text, wide_table
from sphinxcontrib_procstd.sphinx_ext.views.chosen import chosen_processes, say_nothing
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_HEADS = ("Risk", "Control", "Control type", "Answers for it", "Frequency", "Evidence", "Steps")
_WIDTHS = (19, 17, 11, 11, 11, 15, 17, 13)
_FIELDS = ("type", "owner", "frequency", "evidence")


def fill_control_matrix(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the matrix of the chosen processes, and the same as a workbook to download."""
    processes = chosen_processes(view, pages)
    rows = control_rows(processes, pages.catalogue)
    book = file_of(PlacedView(view["view"], tuple(sorted(view["options"].items())), view["process"]))
    offers = bool(rows) and "xlsx" in formats(pages.builder)
    if not offers and not pages.silent:
        pages.forms.take_away(book)  # of an earlier build
    if not processes:
        return say_nothing(view, pages, words("No process matches this filter."))
    if not rows:
        return say_nothing(view, pages, words("There is no control here yet."))
    several = len(processes) > 1
    heads = [words(name) for name in ((*_HEADS, "Process") if several else _HEADS)]
    cells = [list(_cells(row, pages, several=several)) for row in rows]
    shown = [place for place in range(len(heads)) if any(row[place] for row in cells)]  # an empty column says nothing
    table = wide_table(
        [heads[place] for place in shown],
        [[row[place] for place in shown] for row in cells],
        [_WIDTHS[place] for place in shown],
        "procstd-control-matrix",
    )
    made: list[nodes.Node] = [table]
    if offers:
        if not pages.silent:
            pages.forms.write(book, lambda: _workbook(heads, rows, several=several))
        label = words("Download as Excel")
        made.append(nodes.paragraph("", "", link(label, pages.forms.href(book)), classes=["procstd-blanks"]))
    return made


def file_of(placed: PlacedView) -> str:
    """Return the name of the workbook: matrices with the same filters share one."""
    key = repr((placed.options, placed.process)).encode("utf-8", "surrogatepass")
    return f"controls-{blake2b(key, digest_size=6).hexdigest()}.xlsx"


def _cells(row: ControlRow, pages: PageBuilder, *, several: bool) -> Iterator[Cell]:
    yield text(quote_titles(row.value("risk")))
    record = row.record
    yield [[link(row.name, pages.page(record.docname, record.anchor)) if record else nodes.Text(row.name)]]
    for name in _FIELDS:
        value = row.value(name)
        owner = pages.catalogue.find_any(value, (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)) if value else None
        yield [entry_line(owner, pages)] if name == "owner" and owner else text(quote_titles(value))
    yield [step_line(row.process, step, pages) for step in row.steps]
    if several:
        yield [[link(row.process.title, pages.page(row.process.docname, process_anchor(row.process.id)))]]


def _workbook(heads: Sequence[str], rows: Sequence[ControlRow], *, several: bool) -> bytes:
    lines = []
    for row in rows:
        steps = "\n".join(f"{row.process.id}.{step.id} {step.title}" for step in row.steps)
        line = [row.value("risk"), row.name, *(row.value(name) for name in _FIELDS), steps]
        lines.append([*line, row.process.title] if several else line)
    widths = (34, 26, 16, 16, 16, 24, 30, 24)[: len(heads)]
    return list_xlsx(words("Risk & control matrix"), heads, lines, widths)


VIEW = View(name="control-matrix", fill=fill_control_matrix, assets=("procstd-views-forms.css",), file=file_of)
