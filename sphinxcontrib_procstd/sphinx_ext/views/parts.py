"""What views for people are made of: links to steps, roles and entries, labelled values, headings, regions that scroll.

All of it is standard docutils nodes, so that every builder shows it; the frames around them are for HTML alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.anchors import process_anchor, step_anchor
from sphinxcontrib_procstd.model.process import Mention, Process
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.model.responsibility import Actor, Duty
from sphinxcontrib_procstd.render.template import Segment
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.tables import link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

Inline = Sequence[nodes.Node]
"""What stands in one line."""

STYLE = "procstd-views-roles.css"


def process_link(process: Process, pages: PageBuilder) -> nodes.Node:
    """Return a link to a process."""
    return link(process.title, pages.page(process.docname, process_anchor(process.id)))


def step_link(duty: Duty, pages: PageBuilder) -> nodes.Node:
    """Return a link to a step: its number and title."""
    place = pages.page(duty.step.docname, step_anchor(duty.process.id, duty.step.id))
    return link(f"{duty.number}. {duty.step.title}", place)


def entry_link(entry: Resource, pages: PageBuilder) -> nodes.Node:
    """Return a link to a register entry."""
    return link(entry.title, pages.href(entry))


def actor_link(actor: Actor, pages: PageBuilder) -> nodes.Node:
    """Return a link to the register entry of a role, its name where no register holds it."""
    return entry_link(actor.entry, pages) if actor.entry else nodes.Text(actor.title)


def mention_nodes(mention: Mention, pages: PageBuilder, kinds: Iterable[ResourceKind]) -> Inline:
    """Return a name as shown, linked where a register holds it, with its note."""
    found = pages.catalogue.find_mention(mention, kinds)
    name = entry_link(found, pages) if found else nodes.Text(mention.text)
    return [name, nodes.Text(f" ({mention.note})")] if mention.note else [name]


def segment_nodes(lines: Iterable[tuple[Segment, ...]], pages: PageBuilder) -> list[Inline]:
    """Return lines of a template table's cell."""
    return [
        [link(part.text, pages.href(part.target)) if part.target else nodes.Text(part.text) for part in line]
        for line in lines
    ]


def separated(items: Iterable[Inline]) -> list[nodes.Node]:
    """Return items in one line, separated as the language separates."""
    found: list[nodes.Node] = []
    for item in items:
        found += [nodes.Text(words(", ")), *item] if found else item
    return found


def paragraph(*children: nodes.Node, css: str = "") -> nodes.paragraph:
    """Return a paragraph."""
    return nodes.paragraph("", "", *children, classes=[css] if css else [])


def bullets(items: Iterable[Inline], css: str = "") -> nodes.bullet_list:
    """Return a list."""
    rows = [nodes.list_item("", paragraph(*item)) for item in items]
    return nodes.bullet_list("", *rows, classes=[css] if css else [])


def labelled(rows: Iterable[tuple[str, Sequence[nodes.Node]]], css: str) -> nodes.definition_list:
    """Return labels with what they say: blocks, rows that say nothing left out."""
    found = nodes.definition_list("", classes=[css])
    for label, blocks in rows:
        if blocks:
            term, body = nodes.term("", label), nodes.definition("", *blocks)
            found += nodes.definition_list_item("", term, body)
    return found


def group(*children: nodes.Node, css: str) -> nodes.container:
    """Return a block of its own."""
    return nodes.container("", *children, classes=css.split())


def whole(blocks: Sequence[nodes.Node], css: str) -> list[nodes.Node]:
    """Return a view's blocks as one; search finds what they show where it is written, not here."""
    return [group(*blocks, css=f"procstd-people {css} no-search")]


def heading(text: Inline | str, view: nodes.Element, depth: int = 0) -> nodes.rubric:
    """Return a heading inside a view, one level below the section around it."""
    level = 2 + depth
    node: nodes.Node | None = view.parent
    while node is not None:
        level += isinstance(node, nodes.section)
        node = node.parent
    children = [nodes.Text(text)] if isinstance(text, str) else text
    made = nodes.rubric("", "", *children, classes=[f"procstd-heading-{depth + 1}"])
    made["heading-level"] = min(level - 1, 6)
    return made


def frame(blocks: Sequence[nodes.Node], label: str, css: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return blocks in a region that scrolls by itself and that the keyboard reaches, in HTML."""
    if pages.builder.format != "html":
        return list(blocks)
    attributes = f'class="{css}" role="region" tabindex="0" aria-label="{escape(label)}"'
    return [nodes.raw("", f"<div {attributes}>", format="html"), *blocks, nodes.raw("", "</div>", format="html")]


def spoken(text: str, pages: PageBuilder) -> Inline:
    """Return words for those who hear the page, where a page can be heard."""
    hidden = nodes.inline("", text, classes=["procstd-visually-hidden"])
    return [hidden] if pages.builder.format == "html" else []


def number_text(count: int) -> nodes.inline:
    """Return a number that stands in a column of numbers."""
    return nodes.inline("", str(count), classes=["procstd-count"])


def steps_text(count: int) -> str:
    """Return a number of steps in words."""
    return words("1 step") if count == 1 else words("{count} steps").format(count=count)


def processes_text(count: int) -> str:
    """Return a number of processes in words."""
    return words("1 process") if count == 1 else words("{count} processes").format(count=count)


def work_text(duties: Sequence[Duty]) -> str:
    """Return how many steps in how many processes someone does."""
    processes = processes_text(len({duty.process.id for duty in duties}))
    return words("{steps} in {processes}").format(steps=steps_text(len(duties)), processes=processes)


PAPER_COLUMNS = 5
"""So many columns beside the heads fit on a sheet of paper."""


def matrix(heads: Sequence[Inline], rows: Sequence[Sequence[Inline]], css: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return a table whose first column heads its rows; the last row holds the totals.

    On a page it scrolls; paper is cut into several tables, each with the rows that say something in its columns.
    """
    if pages.builder.format != "latex":
        return [_matrix(heads, rows, [*css.split(), "colwidths-auto"])]
    found: list[nodes.Node] = []
    for start in range(1, len(heads), PAPER_COLUMNS):
        band = slice(start, start + PAPER_COLUMNS)
        more: list[Inline] = [[]] * (PAPER_COLUMNS - len(heads[band]))  # the last table is as wide as the others
        shown = [[_copies(row[0]), *row[band], *more] for row in rows if any(row[band])]
        own_css = [*css.split(), "colwidths-given", "longtable"]
        found.append(_matrix([_copies(heads[0]), *heads[band], *more], shown, own_css))
    return found


def _copies(cell: Inline) -> Inline:
    return [node.deepcopy() for node in cell]


def _matrix(heads: Sequence[Inline], rows: Iterable[Sequence[Inline]], css: Sequence[str]) -> nodes.table:
    table = nodes.table("", classes=css)
    columns = nodes.tgroup("", cols=len(heads))
    others = 2 if "colwidths-given" in css else 1
    widths = (3, *[others] * (len(heads) - 1))
    columns += [nodes.colspec("", colwidth=width, stub=int(place == 0)) for place, width in enumerate(widths)]
    columns += nodes.thead("", _row(heads))
    columns += nodes.tbody("", *(_row(row) for row in rows))
    table += columns
    return table


def _row(cells: Iterable[Inline]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *([paragraph(*cell)] if cell else [])) for cell in cells))
