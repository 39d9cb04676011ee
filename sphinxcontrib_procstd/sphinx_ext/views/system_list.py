"""The view ``system-list``: who needs access to which system, and for which steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.render.access import Access, needed_access
from sphinxcontrib_procstd.render.filters import wanted
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.blocks import Cell, entry_line, mention_line, text, wide_table
from sphinxcontrib_procstd.sphinx_ext.views.chosen import chosen_processes, filters_of, say_nothing
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_KEEPERS = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)
Needs = Mapping[str, Mapping[str, Access]]


def fill_system_list(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the access list by system, by role, or as a matrix, as the option ``by`` says."""
    processes = chosen_processes(view, pages)
    if not processes and filters_of(view):
        return say_nothing(view, pages, words("No process matches this filter."))
    needs: Needs = needed_access(processes, pages.catalogue)
    roles = view["options"].get("role", "")
    if roles.strip():
        needs = _only(needs, roles, pages)
    everything = not filters_of(view) and not view["process"]
    systems = [entry for entry in pages.catalogue.of_kind(ResourceKind.SYSTEM) if everything or needs.get(entry.id)]
    if not systems:
        return say_nothing(view, pages, words("There is no system to show."))
    shape = {"role": _by_role, "matrix": _matrix}.get(view["options"].get("by", ""), _by_system)
    return shape(systems, needs, pages)


def _only(needs: Needs, roles: str, pages: PageBuilder) -> Needs:
    """Return what roles of these names need; a role may be named by its id or by its title in the source."""
    names = wanted(roles)
    for entry in pages.catalogue.of_kind(ResourceKind.JOB_ROLE):
        if names & {entry.id.casefold(), entry.title.casefold(), entry.title_source.casefold()}:
            names = names | {entry.title.casefold()}
    return {
        system: {role: access for role, access in found.items() if role.casefold() in names}
        for system, found in needs.items()
    }


def _role(role: str, pages: PageBuilder) -> list[nodes.Node]:
    entry = pages.catalogue.find_any(role, _KEEPERS)
    return entry_line(entry, pages) if entry else [nodes.Text(role)]


def _places(access: Access, pages: PageBuilder) -> list[nodes.Node]:
    """Return the numbers of the steps as links, each under its process's name."""
    line: list[nodes.Node] = []
    for places, label in ((access.own, ""), (access.standing_in, words("as backup"))):
        last = ""
        for process, step in places:
            segment = pages.step_segment(process, step)
            if process.id != last:
                line.append(nodes.Text(("; " if line else "") + process.title + (f" ({label})" if label else "") + " "))
            else:
                line.append(nodes.Text(words(", ")))
            line.append(link(segment.text.partition(". ")[0], segment.uri))
            last = process.id
    return line


def _by_system(systems: list[Resource], needs: Needs, pages: PageBuilder) -> list[nodes.Node]:
    heads = [words(name) for name in ("System", "Kept by", "Roles that need access, and for which steps")]
    rows: list[list[Cell]] = []
    for system in systems:
        roles = [
            [*_role(role, pages), nodes.Text(" — "), *_places(access, pages)]
            for role, access in needs.get(system.id, {}).items()
        ]
        rows.append([[entry_line(system, pages)], [mention_line(system.owner, _KEEPERS, pages)], roles])
    return [wide_table(heads, rows, (22, 16, 62), "procstd-system-list")]


def _by_role(systems: list[Resource], needs: Needs, pages: PageBuilder) -> list[nodes.Node]:
    heads = [words(name) for name in ("Responsible role", "Systems to be given, and for which steps")]
    rows: list[list[Cell]] = []
    for role in _roles(needs):
        given = [
            [*entry_line(system, pages), nodes.Text(" — "), *_places(needs[system.id][role], pages)]
            for system in systems
            if role in needs.get(system.id, {})
        ]
        rows.append([[_role(role, pages)], given])
    return [wide_table(heads, rows, (24, 76), "procstd-system-list")]


def _roles(needs: Needs) -> list[str]:
    return sorted({role for found in needs.values() for role in found})


def _matrix(systems: list[Resource], needs: Needs, pages: PageBuilder) -> list[nodes.Node]:
    heads = [words("Responsible role"), *(system.title for system in systems)]
    rows: list[list[Cell]] = []
    for role in _roles(needs):
        marks: list[Cell] = [[_role(role, pages)]]
        for system in systems:
            access = needs.get(system.id, {}).get(role)
            marks.append(text("" if access is None else "●" if access.own else "○"))
        rows.append(marks)
    width = max(4, 76 // len(systems))
    note = nodes.paragraph(
        "", words("● does a step there   ○ stands in for a role that does"), classes=["procstd-note"]
    )
    return [wide_table(heads, rows, (24, *(width for _ in systems)), "procstd-matrix"), note]


VIEW = View(name="system-list", fill=fill_system_list, assets=("procstd-views-forms.css",))
