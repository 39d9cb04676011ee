"""Tables whose cells hold several links, and links to steps: what the views of forms and records are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.sphinx_ext.lookup import find_reference
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.tables import link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.process import Mention, Process, Step
    from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

Cell = Sequence[Sequence[nodes.Node]]
"""A cell: its lines, each a run of inline nodes."""


def wide_table(heads: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int], css: str) -> nodes.Node:
    """Return a table in a box that scrolls on narrow pages; a cell of several lines is a list."""
    table = nodes.table("", classes=["procstd-list", css, "colwidths-given"])
    group = nodes.tgroup("", cols=len(widths))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    group += nodes.thead("", _row([[nodes.Text(text)]] for text in heads))
    group += nodes.tbody("", *(_row(row) for row in rows))
    table += group
    return nodes.container("", table, classes=["procstd-list-box"])


def _row(cells: Iterable[Cell]) -> nodes.row:
    row = nodes.row("")
    for cell in cells:
        lines = [nodes.paragraph("", "", *line) for line in cell if line]
        if len(lines) > 1:
            row += nodes.entry("", nodes.bullet_list("", *(nodes.list_item("", line) for line in lines)))
        else:
            row += nodes.entry("", *(lines or [nodes.paragraph("", "—")]))
    return row


def text(value: str) -> Cell:
    """Return a cell of plain text."""
    return [[nodes.Text(value)]] if value else []


def step_line(process: Process, step: Step, pages: PageBuilder) -> list[nodes.Node]:
    """Return a link to a step: number and title."""
    segment = pages.step_segment(process, step)
    return [link(segment.text, segment.uri)]


def entry_line(entry: Resource | Process, pages: PageBuilder) -> list[nodes.Node]:
    """Return a link to a register entry or a process."""
    return [link(entry.title, pages.href(entry))]


def mention_line(mention: Mention | None, kinds: Iterable[ResourceKind], pages: PageBuilder) -> list[nodes.Node]:
    """Return what an option names, linked where it is registered, with its note."""
    if mention is None:
        return []
    found = pages.catalogue.find_mention(mention, tuple(kinds))
    line: list[nodes.Node] = entry_line(found, pages) if found else [nodes.Text(mention.text)]
    if mention.note:
        line.append(nodes.Text(words(" ({note})").replace("{note}", mention.note)))
    return line


def joined_line(parts: Iterable[Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Return several runs as one line, separated as the language separates."""
    line: list[nodes.Node] = []
    for part in parts:
        if line:
            line.append(nodes.Text(words(", ")))
        line.extend(part)
    return line


def named(text: str, docname: str, pages: PageBuilder) -> str:
    """Return the plain text of a body with titles where cross-references of its document named ids."""
    facts = pages.domain.documents.get(docname)
    for reference in facts.references if facts else ():
        if reference.target in text:
            found = find_reference(pages.catalogue, reference.kind, reference.target, reference.process)
            if found is not None:
                whole = rf"(?<![\w.-]){re.escape(reference.target)}(?![\w-]|\.\w)"
                title = found.title
                text = re.sub(whole, lambda _, title=title: title, text, flags=re.ASCII)  # type: ignore[misc] # bound now
    return text


def process_heading(process: Process, pages: PageBuilder) -> nodes.Node:
    """Return the heading of one of several processes in a view: no section, so that contents stay the author's."""
    return nodes.paragraph("", "", nodes.strong("", "", *entry_line(process, pages)), classes=["procstd-view-heading"])
