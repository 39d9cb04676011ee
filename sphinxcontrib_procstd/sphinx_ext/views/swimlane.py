"""The view ``swimlane``: the swimlane of a process again, elsewhere or another way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.handbook import PlacedView
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.figure_overlay import overlay_of
from sphinxcontrib_procstd.sphinx_ext.shown import Shown
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import no_process_named

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_swimlane(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the swimlane of the named process, or of the one the view stands in."""
    options: Mapping[str, str] = view["options"]
    name = options.get("process") or view["process"]
    process = pages.catalogue.find_process(name) if name else None
    if process is None:
        return no_process_named(view, name, pages)
    figure = our.procstd_figure("")
    number = pages.count_figures(process.id)
    figure["page"] = pages.context
    engine = options.get("engine", "")
    place = pages.look_for_engine(engine, view)
    wanted = options.get("figures", "yes" if process.figures else "no")
    overlay = overlay_of(process, pages.builder.config, pages.builder.srcdir) if wanted == "yes" else None
    way = options.get("orientation", "")
    figure["latex"] = lambda: pages.figure_latex(process, way, engine, place, overlay)
    figure["draw"] = lambda: pages.figure(process, way, f"-{number}", engine, place, overlay)
    return [figure]


def swimlane_texts(view: PlacedView, shown: Shown) -> Iterator[str]:
    """Yield what the picture shows; it is drawn only while its page is written."""
    process = shown.handbook.catalogue.find_process(dict(view.options).get("process") or view.process)
    if process is not None:
        yield process.id
        wanted = dict(view.options).get("figures", "yes" if process.figures else "no")
        yield from shown.swimlane(process, measured=wanted == "yes")


VIEW = View(name="swimlane", fill=fill_swimlane, texts=swimlane_texts)
