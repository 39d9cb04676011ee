"""Views on a page: filling them, and telling what they are filled with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.spelled import spelled, take_apart
from sphinxcontrib_procstd.sphinx_ext.views.kind import find_view
from sphinxcontrib_procstd.sphinx_ext.views.tables import strange_words
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinxcontrib_procstd.model.handbook import PlacedView
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder
    from sphinxcontrib_procstd.sphinx_ext.shown import Shown


def fill_view(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the nodes that a view stands for."""
    made = find_view(view["view"]).fill(view, pages)
    if not pages.silent and not view.get("told"):
        for sentence in strange_words(view, pages):  # the other words of the filter match something
            logger.warning("%s: %s", view["view"], sentence, location=view, type="procstd", subtype="view")
    if pages.builder.format == "latex":
        _let_tables_break(made)
    return made


def _let_tables_break(made: Iterable[nodes.Node]) -> None:
    """Let the tables of a view go on on the next page: no other kind does in LaTeX, and what is too long is lost."""
    for table in (table for node in made for table in node.findall(nodes.table)):
        if "longtable" not in table["classes"]:
            table["classes"].append("longtable")


def view_texts(builder: Builder, docname: str, placed: PlacedView, shown: Shown) -> Iterable[str]:
    """Return what a view on the page of a document shows."""
    view = find_view(placed.name)
    if view.texts is not None:
        return view.texts(placed, shown)
    return _filled_texts(builder, docname, placed)


def _filled_texts(builder: Builder, docname: str, placed: PlacedView) -> Iterator[str]:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder  # it fills views with this module

    pages = PageBuilder(builder, docname, silent=True)
    node = our.procstd_view("", view=placed.name, options=dict(placed.options), process=placed.process)
    made = fill_view(node, pages)
    yield from map(spelled, made)
    take_apart(made)
