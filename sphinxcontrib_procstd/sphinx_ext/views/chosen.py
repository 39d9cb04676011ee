"""What a view is about: the processes its filters choose, the one it stands in, or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_procstd.model.responsibility import in_order
from sphinxcontrib_procstd.render.filters import FILTERS, matches
from sphinxcontrib_procstd.sphinx_ext.views.tables import nothing

if TYPE_CHECKING:
    from docutils import nodes

    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext import nodes as our
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def filters_of(view: our.procstd_view) -> bool:
    """Return whether a view has any filter."""
    return any(view["options"].get(name, "").strip() for name in FILTERS)


def chosen_processes(view: our.procstd_view, pages: PageBuilder) -> list[Process]:
    """Return the processes a view is about, by number: those that match, else the one it stands in, else all."""
    options, catalogue = view["options"], pages.catalogue
    here = catalogue.find_process(view["process"]) if view["process"] else None
    if here is not None and not any(options.get(name, "").strip() for name in FILTERS if name != "role"):
        return [here] if matches(here, options, catalogue) else []
    return in_order(process for process in catalogue.processes if matches(process, options, catalogue))


def say_nothing(view: our.procstd_view, pages: PageBuilder, message: str) -> list[nodes.Node]:
    """Return a paragraph that says why a view is empty."""
    return nothing(view, message, pages)
