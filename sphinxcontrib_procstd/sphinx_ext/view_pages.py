"""Views: places in a document that the build fills from the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.render.entries import STATUS_LABELS
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.lint_view import fill_lint_report
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_view(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the nodes that a view stands for."""
    return _FILLERS[view["view"]](view, pages)


def nothing(view: our.procstd_view, message: str) -> list[nodes.Node]:
    """Return a paragraph that says why a view is empty; the warning names the place and the filter."""
    logger.warning("%s: %s", view["view"], message, location=view, type="procstd", subtype="view")
    return [nodes.paragraph("", message, classes=["procstd-note"])]


def _fill_process_list(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a table of the processes that match: title, number, version, status, owner, next review."""
    options: Mapping[str, str] = view["options"]
    catalogue = pages.catalogue
    found = [process for process in catalogue.processes if matches(process, options, catalogue)]
    if not found:
        return nothing(view, words("No process matches this filter."))
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


def build_table(
    heads: Iterable[str], rows: Iterable[list[nodes.Node]], widths: tuple[int, ...], css: str
) -> nodes.table:
    """Return a docutils table, one inline node a cell."""
    table = nodes.table("", classes=[css, "colwidths-given"])
    group = nodes.tgroup("", cols=len(widths))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    group += nodes.thead("", _row(nodes.Text(text) for text in heads))
    group += nodes.tbody("", *(_row(row) for row in rows))
    table += group
    return table


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


def _fill_swimlane(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the swimlane of the named process, or of the one the view stands in."""
    options: Mapping[str, str] = view["options"]
    name = options.get("process") or view["process"]
    process = pages.catalogue.find_process(name) if name else None
    if process is None:
        return nothing(view, words('There is no process "{name}".').replace("{name}", name))
    figure = our.procstd_figure("")
    number = pages.count_figures(process.id)
    figure["page"] = pages.context
    engine = options.get("engine", "")
    place = pages.look_for_engine(engine, view)
    figure["latex"] = lambda: pages.figure_latex(process, options.get("orientation", ""), engine, place)
    figure["draw"] = lambda: pages.figure(process, options.get("orientation", ""), f"-{number}", engine, place)
    return [figure]


def _fill_process_map(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the map of the processes that match, with the forms they share."""
    from sphinxcontrib_procstd.sphinx_ext.map_pages import fill_map  # the layout is loaded where it is used

    options: Mapping[str, str] = view["options"]
    found = [process for process in pages.catalogue.processes if matches(process, options, pages.catalogue)]
    if not found:
        return nothing(view, words("No process matches this filter."))
    return fill_map(view, found, pages)


_FILLERS: Mapping[str, Callable[[our.procstd_view, PageBuilder], list[nodes.Node]]] = {
    "process-list": _fill_process_list,
    "process-map": _fill_process_map,
    "swimlane": _fill_swimlane,
    "lint-report": fill_lint_report,
}
