"""Who fills which field of a form: the field table says a step or a role, readers want both.

A step named in the table is shown with its role, on the page and on the blank form; a role or step that the column
"Filled in by" names in plain words becomes a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_procstd.exchange.blank_form import who_column
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.sphinx_ext.lookup import find_reference
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.roles import HandbookRole
from sphinxcontrib_procstd.sphinx_ext.spelled import spelled
from sphinxcontrib_procstd.syntax.lists import split_items

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.model.process import Mention, Process, Step
    from sphinxcontrib_procstd.model.resources import Resource
    from sphinxcontrib_procstd.sphinx_ext import nodes as our

_PEOPLE = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)


def with_titles(resource: Resource, catalogue: Catalogue) -> Resource:
    """Return a form whose cells say titles where cross-references name ids, and of a step its role."""
    who = who_column(resource.headings)
    fields = []
    for row in resource.fields:
        cells = list(row.cells)
        for place, links in row.links.items():
            for link in reversed(links):  # from the end, so that places before stay true
                title = _title(link, catalogue, by_role=place == who)
                cells[place] = cells[place][: link.start] + title + cells[place][link.end :]
        if 0 <= who < len(cells) and who not in row.links:
            cells[who] = "".join(node.astext() for node in _linked(cells[who], catalogue))
        fields.append(replace(row, cells=tuple(cells)))
    return replace(resource, fields=tuple(fields))


def _title(link: Mention, catalogue: Catalogue, *, by_role: bool) -> str:
    """Return the words on paper for a cross-reference: a title, or the author's own words."""
    if link.kind == "step":
        found = catalogue.find_named_step(link.name)
        title = link.label or (found[1].title if found else link.name)
        return title + (role_note(found[1], catalogue) if found and by_role else "")
    found_entry = find_reference(catalogue, link.kind, link.name, "")
    return link.label or (found_entry.title if found_entry else link.name)


def role_note(step: Step, catalogue: Catalogue) -> str:
    """Return the role of a step in brackets, "" if it has none."""
    return words(" ({note})").replace("{note}", catalogue.role_text(step.role)) if step.role else ""


def _step_named(name: str, catalogue: Catalogue) -> tuple[Process, Step] | None:
    return None if catalogue.find_any(name, _PEOPLE) else catalogue.find_titled_step(name)


def complete_table(node: our.handbook_object, catalogue: Catalogue) -> None:
    """Add roles and links to the column "Filled in by" of a form's first table, before references are resolved."""
    for table in node.findall(nodes.table):
        heads = [row for part in table.findall(nodes.thead) for row in part.findall(nodes.row)]
        texts = [" ".join(entry.astext().split()) for entry in heads[0].children] if heads else []
        who = who_column(texts)
        rows = [row for part in table.findall(nodes.tbody) for row in part.findall(nodes.row)] if who >= 0 else []
        for row in rows:
            if who < len(row.children):
                _complete_cell(row.children[who], catalogue)
        return  # the others are no field tables


def _complete_cell(cell: nodes.Node, catalogue: Catalogue) -> None:
    references = [node for node in cell.findall(addnodes.pending_xref) if node.get("refdomain") == "procstd"]
    for node in references:
        process = node.get("procstd:process", "")
        found = find_reference(catalogue, "step", node["reftarget"], process) if node["reftype"] == "step" else None
        step = found.item if found else None
        if step is not None and node.parent is not None and (note := role_note(step, catalogue)):  # type: ignore[arg-type] # a step was asked for
            node.parent.insert(node.parent.index(node) + 1, nodes.Text(note))
    texts = list(cell.findall(nodes.Text))
    if not references and len(texts) == 1 and isinstance(texts[0].parent, nodes.paragraph):
        texts[0].parent.replace(texts[0], _linked(str(texts[0]), catalogue))


def _linked(text: str, catalogue: Catalogue) -> list[nodes.Node]:
    """Return plain words with roles, departments and steps of the registers as references."""
    made: list[nodes.Node] = []
    for item in split_items(text):
        found = catalogue.find_any(item.name, _PEOPLE)
        named = _step_named(item.name, catalogue)
        if found is None and named is None:
            continue
        before, _, text = text.partition(item.name)
        kind, target = (
            (found.kind.value, found.id) if found else ("step", f"{named[0].id}.{named[1].id}" if named else "")
        )
        shown = HandbookRole.innernodeclass(item.name, item.name, classes=["xref", "procstd", f"procstd-{kind}"])
        reference = addnodes.pending_xref(
            item.name, shown, refdomain="procstd", reftype=kind, reftarget=target, refexplicit=True, refwarn=False
        )
        note = role_note(named[1], catalogue) if named and not found else ""
        made += [nodes.Text(before), reference, nodes.Text(note)]
    return [*(node for node in (*made, nodes.Text(text)) if node.astext())]


def filler_texts(resource: Resource, catalogue: Catalogue) -> Iterator[str]:
    """Yield what the column shows of the rest of the handbook, beside the titles of its cross-references."""
    who = who_column(resource.headings) if resource.fields else -1
    for row in resource.fields if who >= 0 else ():
        for link in row.links.get(who, ()):
            if link.kind == "step" and (found := catalogue.find_named_step(link.name)):
                yield role_note(found[1], catalogue)
        if who < len(row.cells) and who not in row.links:
            for node in _linked(row.cells[who], catalogue):
                yield spelled(node)
                if isinstance(node, addnodes.pending_xref):
                    place = find_reference(catalogue, node["reftype"], node["reftarget"], "")
                    yield place.item.docname if place else ""
