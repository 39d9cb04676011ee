"""The view ``what-changed``: what is not as it was in the last release, word by word, and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.governance.diff import Change, ProcessChange
from sphinxcontrib_procstd.governance.diff_text import record_line, shortened, state_line, step_line
from sphinxcontrib_procstd.governance.labels import CHANGE_LABELS, field_label, remarks, version_line
from sphinxcontrib_procstd.governance.word_diff import FieldChange
from sphinxcontrib_procstd.model.anchors import process_anchor, step_anchor
from sphinxcontrib_procstd.render.filters import FILTERS, matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.heads import STYLE
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.signing import governance_of
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import link, nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_CSS = {"deleted": "procstd-del", "inserted": "procstd-ins"}
_MARKS = {"deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
"""How words that came and went are marked where there are no colours."""


def fill_what_changed(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the changes since the last release, process by process, then role by role."""
    found = governance_of(pages.domain)
    if found.baseline is None:
        return nothing(view, words("No last release is named (procstd_baseline)."), pages)
    options, catalogue = view["options"], pages.catalogue
    shown = {process.id for process in catalogue.processes if matches(process, options, catalogue)}
    whole = not any(options.get(name, "").strip() for name in FILTERS)
    changes = [one for one in found.change.processes if one.id in shown or (whole and one.change is Change.REMOVED)]
    release = " ".join(filter(None, (found.baseline.project, found.baseline.release)))
    lead = nodes.paragraph("", words("Since: {release}").replace("{release}", release), classes=["procstd-note"])
    if not changes:
        return [lead, nodes.paragraph("", words("Nothing changed."))]
    box = nodes.container("", classes=["procstd-what"])
    for change in changes:
        box += _process(change, pages)
    roles = {role: [one for one in changes if role in one.roles] for role in found.change.roles}
    lines = [_role(role, concerned, pages) for role, concerned in roles.items() if concerned]
    if lines:
        box += [nodes.rubric("", words("Whom it concerns")), nodes.bullet_list("", *lines)]
    return [lead, box]


def _process(change: ProcessChange, pages: PageBuilder) -> list[nodes.Node]:
    process = pages.catalogue.process_by_id.get(change.id)
    facts = [version_line(change, words) if change.change is Change.CHANGED else words(CHANGE_LABELS[change.change])]
    if change.change is Change.CHANGED and change.old_status != change.status:
        facts.append(state_line(change, words))
    target = pages.page(process.docname, process_anchor(process.id)) if process else ""
    made: list[nodes.Node] = [
        nodes.rubric("", "", link(change.title, target)),
        nodes.paragraph("", words(", ").join(filter(None, facts)), classes=["procstd-note"]),
    ]
    made += [nodes.paragraph("", remark, classes=["procstd-remark"]) for remark in remarks(change, words)]
    items = [_item(words("The header was reworded."), "", change.header, pages)] if change.header else []
    for step in change.steps:
        here = process.step(step.id) if process and step.changes != (Change.REMOVED,) else None
        target = pages.page(here.docname, step_anchor(change.id, step.id)) if here else ""
        items.append(_item(step_line(step, words), target, step.fields, pages))
    items += [_item(record_line(record, words), "", record.fields, pages) for record in change.records]
    return [*made, nodes.bullet_list("", *items)] if items else made


def _item(text: str, target: str, fields: Iterable[FieldChange], pages: PageBuilder) -> nodes.list_item:
    item = nodes.list_item("", nodes.paragraph("", "", link(text, target)))
    pairs = [
        nodes.definition_list_item(
            "",
            nodes.term("", field_label(one.name, words)),
            nodes.definition("", nodes.paragraph("", "", *_pieces(one, pages))),
        )
        for one in fields
    ]
    if pairs:
        item += nodes.definition_list("", *pairs)
    return item


def _pieces(change: FieldChange, pages: PageBuilder) -> list[nodes.Node]:
    """Return the words of a field; a reader who hears the page is told what came and went."""
    coloured = pages.builder.format == "html"
    made: list[nodes.Node] = []
    for piece in shortened(change.pieces):
        if piece.kind == "kept":
            made.append(nodes.Text(piece.text))
            continue
        before, after = _MARKS[piece.kind]
        text = piece.text if coloured else f"{before}{piece.text}{after}"
        said = words("deleted: ") if piece.kind == "deleted" else words("inserted: ")
        hidden = [nodes.inline("", said, classes=["procstd-visually-hidden"])] if coloured else []
        made.append(nodes.inline("", "", *hidden, nodes.Text(text), classes=[_CSS[piece.kind]]))
    return made


def _role(role: str, changes: Iterable[ProcessChange], pages: PageBuilder) -> nodes.list_item:
    line = nodes.paragraph("", "", nodes.strong("", role), nodes.Text(words("{label}: ").replace("{label}", "")))
    for number, change in enumerate(changes):
        process = pages.catalogue.process_by_id.get(change.id)
        line += nodes.Text(words(", ")) if number else nodes.Text("")
        target = pages.page(process.docname, process_anchor(process.id)) if process else ""
        line += link(change.title, target)
    return nodes.list_item("", line)


VIEW = View(name="what-changed", fill=fill_what_changed, assets=(STYLE,))
