"""The view ``process-map``: all processes of a selection with their hand-overs, and the forms that several use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.handbook import PlacedView
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.shown import Shown
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_process_map(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the map of the processes that match, with the forms they share."""
    from sphinxcontrib_procstd.sphinx_ext.map_pages import fill_map  # the layout is loaded where it is used

    options: Mapping[str, str] = view["options"]
    found = [process for process in pages.catalogue.processes if matches(process, options, pages.catalogue)]
    if not found:
        return nothing(view, words("No process matches this filter."), pages)
    return fill_map(view, found, pages)


def map_texts(view: PlacedView, shown: Shown) -> Iterator[str]:
    """Yield what the map shows; it is drawn only while its page is written."""
    from sphinxcontrib_procstd.layout.landscape import build_landscape, shared_forms, ways_onward

    catalogue = shown.handbook.catalogue
    found = [process for process in catalogue.processes if matches(process, dict(view.options), catalogue)]
    graph = build_landscape(found, catalogue, title="", uncategorised="")
    yield repr(graph)
    drawn = {node.id for node in graph.nodes}
    for node in graph.nodes:
        process = catalogue.process_by_id.get(node.process)
        if process is not None:
            yield repr((process.docname, process.id, process.number, process.title))
            yield repr(ways_onward(process, drawn, catalogue))
    for form, users in shared_forms(found, catalogue):
        yield repr((form.docname, form.id, form.title, users))


VIEW = View(name="process-map", fill=fill_process_map, texts=map_texts)
