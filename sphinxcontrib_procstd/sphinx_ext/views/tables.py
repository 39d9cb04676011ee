"""What views are made of: tables, links, and the words for an empty one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.render.nearby import unknown_words
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.kind import SUBJECTS
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def nothing(view: our.procstd_view, message: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return a paragraph that says why a view is empty, with the nearest name for each unknown word of its filter.

    The warning says the same at the view's place.
    """
    for sentence in strange_words(view, pages):
        message += sentence if message.endswith("。") else f" {sentence}"
    view["told"] = True
    if not pages.silent:
        logger.warning("%s: %s", view["view"], message, location=view, type="procstd", subtype="view")
    return [nodes.paragraph("", message, classes=["procstd-note"])]


def strange_words(view: our.procstd_view, pages: PageBuilder) -> Iterator[str]:
    """Yield a sentence for each word of a view's filters that nothing bears, its subject left out."""
    filters = {name: text for name, text in view["options"].items() if name != SUBJECTS.get(view["view"])}
    for word, near in unknown_words(filters, pages.catalogue):
        text = (
            words('Nothing is called "{name}"; did you mean "{near}"?')
            if near
            else words('Nothing is called "{name}".')
        )
        yield text.replace("{name}", word).replace("{near}", near)


def no_process_named(view: our.procstd_view, name: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return what a view about one process says when no process bears the name, or none is named."""
    message = words("No process matches this filter.") if name else words("Say which process this is about.")
    return nothing(view, message, pages)


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
