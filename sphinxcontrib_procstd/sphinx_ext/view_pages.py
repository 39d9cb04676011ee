"""Views: places in a document that the build fills from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext import nodes as our
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_view(view: our.procstd_view, pages: PageBuilder) -> nodes.Node:
    """Return the nodes that a view stands for on an HTML page."""
    del pages
    return nodes.inline("", view["view"])
