"""What views are made of: tables, links, and the words for an empty one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def nothing(view: our.procstd_view, message: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return a paragraph that says why a view is empty; the warning names the place and the filter."""
    if not pages.silent:
        logger.warning("%s: %s", view["view"], message, location=view, type="procstd", subtype="view")
    return [nodes.paragraph("", message, classes=["procstd-note"])]


def link(text: str, uri: str) -> nodes.Node:
    """Return a link, or the text alone where this builder has no such page."""
    return nodes.reference("", text, internal=True, refuri=uri) if uri else nodes.Text(text)


def build_table(
    heads: Iterable[str], rows: Iterable[list[nodes.Node]], widths: tuple[int, ...], css: str
) -> nodes.table:
    """Return a docutils table, one inline node a cell."""
    table = nodes.table("", classes=[*css.split(), "colwidths-given"])
    group = nodes.tgroup("", cols=len(widths))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    group += nodes.thead("", _row(nodes.Text(text) for text in heads))
    group += nodes.tbody("", *(_row(row) for row in rows))
    table += group
    return table


def in_box(table: nodes.table) -> nodes.container:
    """Return a table of many columns in a box of its own, in which it scrolls on a narrow page."""
    return nodes.container("", table, classes=["procstd-list-box"])


def day(text: str) -> nodes.Node:
    """Return a date that is not broken at its hyphens."""
    return nodes.inline("", text, classes=["procstd-when"]) if text else nodes.Text("")


def _row(cells: Iterable[nodes.Node]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))
