"""The view ``process-list``: a table of processes; in the browser it can be filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.model.review import next_review
from sphinxcontrib_procstd.render.entries import STATUS_LABELS
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views import parts
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.subject import warn
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, in_box, nothing
from sphinxcontrib_procstd.syntax.lists import split_items
from sphinxcontrib_procstd.syntax.options import nearest
from sphinxcontrib_procstd.syntax.view_options import LIST_COLUMNS

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_LAST = "\uffff"
_USUAL = ("title", "number", "version", "status", "owner")
_WIDTHS = {"title": 34, "number": 18, "version": 10, "status": 14, "owner": 24, "departments": 26, "tags": 20}
_FEW = 6
"""Lists of fewer processes than this are seen at a glance: they get no search field."""

Cell = Callable[[Process, "PageBuilder"], str]


def _names(process: Process, pages: PageBuilder) -> str:
    found = (pages.catalogue.find_mention(one, (ResourceKind.DEPARTMENT,)) for one in process.departments)
    shown = (entry.title if entry else one.text for entry, one in zip(found, process.departments, strict=True))
    return words(", ").join(shown)


_CELLS: Mapping[str, tuple[str, Cell]] = {
    "title": ("Process", lambda process, _: process.title),
    "number": ("Number", lambda process, _: process.number),
    "version": ("Version", lambda process, _: process.version),
    "status": ("Status", lambda process, _: words(STATUS_LABELS[process.status.value]) if process.status else ""),
    "owner": (
        "Process owner",
        lambda process, pages: pages.catalogue.role_text(process.owner) if process.owner else "",
    ),
    "category": ("Category", lambda process, _: process.category),
    "departments": ("Departments", _names),
    "effective": ("Effective date", lambda process, _: process.effective),
    "review": ("Next review", lambda process, _: next_review(process)),
    "tags": ("Tags", lambda process, _: words(", ").join(tag.text for tag in process.tags)),
    "steps": ("Steps", lambda process, _: str(len(process.steps))),
}
"""Column -> its heading, and what it says of a process."""


def fill_process_list(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a table of the processes that match, or one a group."""
    options: Mapping[str, str] = view["options"]
    catalogue = pages.catalogue
    found = [process for process in catalogue.processes if matches(process, options, catalogue)]
    if not found:
        return nothing(view, words("No process matches this filter."), pages)
    columns = _columns(view, pages)
    found.sort(key=lambda process: _sort_key(process, options.get("sort", ""), pages), reverse=False)
    group = options.get("group", "")
    if not group:
        return _framed([in_box(_table(found, columns, pages))], len(found), pages)
    blocks: list[nodes.Node] = []
    for title, members in _groups(found, group, pages):
        blocks += [parts.heading(f"{title} ({len(members)})", view), in_box(_table(members, columns, pages))]
    return _framed(blocks, len(found), pages)


def _columns(view: our.procstd_view, pages: PageBuilder) -> tuple[str, ...]:
    """Return the columns that the author asks for, the process itself first; an unknown one is said."""
    text = view["options"].get("columns", "")
    if not text.strip():
        return _USUAL
    found = ["title"]
    for item in split_items(text):
        column = LIST_COLUMNS.find(item.name)
        if column is None:
            near = nearest(item.name, LIST_COLUMNS.words())
            hint = words(" Did you mean “{name}”?").replace("{name}", near) if near else ""
            warn(view, words("There is no column “{name}”.").replace("{name}", item.name) + hint, pages)
        elif column not in found:
            found.append(column)
    return tuple(found)


def _sort_key(process: Process, column: str, pages: PageBuilder) -> tuple[str, str, str]:
    chosen = column or "number"
    value = _CELLS[chosen][1](process, pages)
    if chosen == "status":
        value = str([*STATUS_LABELS].index(process.status.value)) if process.status else ""
    if chosen == "steps":
        value = value.zfill(6)
    return value or _LAST, process.number or _LAST, process.id


def _groups(found: Iterable[Process], column: str, pages: PageBuilder) -> list[tuple[str, list[Process]]]:
    """Return the groups by title, processes in none last; with several departments or tags a process is in each."""
    groups: dict[str, list[Process]] = {}
    for process in found:
        text = _CELLS[column][1](process, pages)
        names = text.split(words(", ")) if column in {"departments", "tags"} else [text]
        for name in names:
            groups.setdefault(name, []).append(process)
    ordered = sorted(groups, key=lambda name: (not name, name))
    if column == "status":
        ordered = [words(label) for label in STATUS_LABELS.values() if words(label) in groups] + [""] * ("" in groups)
    return [(name or words("Not filled in"), groups[name]) for name in ordered]


def _table(found: Sequence[Process], columns: Sequence[str], pages: PageBuilder) -> nodes.table:
    heads = [words(_CELLS[column][0]) for column in columns]
    rows = [[_cell(process, column, pages) for column in columns] for process in found]
    return build_table(heads, rows, tuple(_WIDTHS.get(column, 16) for column in columns), "procstd-list")


def _cell(process: Process, column: str, pages: PageBuilder) -> nodes.Node:
    text = _CELLS[column][1](process, pages)
    if column == "title":
        return parts.process_link(process, pages)
    if column == "status" and process.status:
        css = ["procstd-status", f"procstd-status-{process.status.value}"]
        return nodes.inline("", text, classes=css)
    return nodes.Text(text)


def _framed(blocks: list[nodes.Node], count: int, pages: PageBuilder) -> list[nodes.Node]:
    """Return the tables in a frame, which the script finds, with the words that it shows."""
    if pages.builder.format != "html":
        return blocks
    told = {
        "filter": words("Filter the list"),
        "all": words("All"),
        "count": words("{shown} of {all} processes"),
        "none": words("No process matches this filter."),
        "clear": words("Clear"),
    }
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in told.items()) if count >= _FEW else ""
    return [
        nodes.raw("", f'<div class="procstd-lists"{data}>', format="html"),
        *blocks,
        nodes.raw("", "</div>", format="html"),
    ]


VIEW = View(name="process-list", fill=fill_process_list, assets=(parts.STYLE, "procstd-list.js"))
