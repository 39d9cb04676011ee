"""The view ``department-page``: a department's people, the processes in its scope, and the steps its people do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.onboarding import by_process, in_force
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.model.responsibility import PEOPLE, Actor, Duty
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import quote_titles, words
from sphinxcontrib_procstd.sphinx_ext.views import duties, parts
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.subject import no_process, responsibilities, selected, subject_of
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, in_box

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_department_page(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return who leads the department, its roles, processes, steps, and the forms and systems it keeps."""
    department = subject_of(view, ResourceKind.DEPARTMENT, pages)
    if not isinstance(department, Actor):
        return department
    chosen = [process for process in selected(view["options"], pages, without="department") if in_force(process)]
    if not chosen:
        return no_process(view, pages)
    roles = _roles(department, pages)
    keys = {f"job-role:{role.id}" for role in roles}
    names = {process.id for process in chosen}
    known = responsibilities(pages)
    order = {process.id: place for place, process in enumerate(chosen)}
    mine = sorted(
        (duty for key in sorted(keys) for duty in known.duties.get(key, ()) if duty.process.id in names),
        key=lambda duty: (order[duty.process.id], duty.process.steps.index(duty.step)),
    )
    in_scope = [process for process in chosen if _is_in_scope(department, process, pages)]
    blocks = [
        _summary(department, in_scope, mine, pages),
        *_role_list(view, roles, names, pages),
        *_process_list(view, in_scope, mine, pages),
        *_steps(view, mine, pages),
        *_kept(view, department, keys, pages),
    ]
    return parts.whole(blocks, "procstd-department-page")


def _roles(department: Actor, pages: PageBuilder) -> list[Resource]:
    """Return the roles registered as the department's, by title."""
    return [
        role
        for role in pages.catalogue.of_kind(ResourceKind.JOB_ROLE)
        if role.department
        and pages.catalogue.find_mention(role.department, (ResourceKind.DEPARTMENT,)) is department.entry
    ]


def _is_in_scope(department: Actor, process: Process, pages: PageBuilder) -> bool:
    found = (pages.catalogue.find_mention(one, (ResourceKind.DEPARTMENT,)) for one in process.departments)
    return any(entry is department.entry for entry in found if entry is not None)


def _summary(department: Actor, in_scope: Sequence[Process], mine: Sequence[Duty], pages: PageBuilder) -> nodes.Node:
    entry = department.entry
    leader = parts.mention_nodes(entry.owner, pages, (ResourceKind.JOB_ROLE,)) if entry and entry.owner else []
    scope = words("{processes} in scope").format(processes=parts.processes_text(len(in_scope)))
    counted = words(", ").join((scope, parts.steps_text(len(mine))))
    rows = [
        (words("Department"), [parts.paragraph(parts.actor_link(department, pages))]),
        (words("Led by"), [parts.paragraph(*leader)] if leader else []),
        (words("Work"), [parts.paragraph(nodes.Text(counted))]),
    ]
    return parts.labelled(rows, "procstd-summary")


def _role_list(
    view: nodes.Element, roles: Sequence[Resource], chosen: set[str], pages: PageBuilder
) -> list[nodes.Node]:
    known = responsibilities(pages)
    rows = []
    for role in roles:
        steps = [duty for duty in known.duties.get(f"job-role:{role.id}", ()) if duty.process.id in chosen]
        text = parts.work_text(steps)
        rows.append([parts.entry_link(role, pages), nodes.inline("", f" {text}", classes=["procstd-note"])])
    return [parts.heading(words("Roles"), view), parts.bullets(rows, "procstd-plain")] if rows else []


def _process_list(
    view: nodes.Element, in_scope: Sequence[Process], mine: Sequence[Duty], pages: PageBuilder
) -> list[nodes.Node]:
    """Return the processes in scope: number, owner, and how many of their steps are done here."""
    if not in_scope:
        return []
    heads = [words(text) for text in ("Process", "Number", "Process owner", "Our steps")]
    rows: list[list[nodes.Node]] = []
    for process in in_scope:
        ours = sum(duty.process is process for duty in mine)
        owner = nodes.Text(pages.catalogue.role_text(process.owner) if process.owner else "")
        share = nodes.Text(words("{ours} of {all}").format(ours=ours, all=len(process.steps)))
        rows.append([parts.process_link(process, pages), nodes.Text(process.number), owner, share])
    return [
        parts.heading(words("Processes in scope"), view),
        in_box(build_table(heads, rows, (40, 20, 24, 16), "procstd-list")),
    ]


def _steps(view: nodes.Element, mine: Sequence[Duty], pages: PageBuilder) -> list[nodes.Node]:
    """Return the steps that the department's people do, process by process."""
    if not mine:
        return []
    found: list[nodes.Node] = [parts.heading(words("Steps our people do"), view)]
    for process, steps in by_process(mine):
        found += [duties.process_heading(process, view, pages), _step_table(steps, pages)]
    return found


def _step_table(steps: Sequence[Duty], pages: PageBuilder) -> nodes.container:
    heads = [words(text) for text in ("Step", "Responsible role", "Time limit")]
    rows: list[list[nodes.Node]] = []
    for duty in steps:
        role = (
            nodes.inline("", "", *parts.mention_nodes(duty.step.role, pages, PEOPLE))
            if duty.step.role
            else nodes.Text("")
        )
        rows.append([parts.step_link(duty, pages), role, nodes.Text(quote_titles(duty.step.deadline))])
    return in_box(build_table(heads, rows, (44, 24, 32), "procstd-list"))


def _kept(view: nodes.Element, department: Actor, keys: set[str], pages: PageBuilder) -> list[nodes.Node]:
    """Return the forms, systems and manuals that the department or one of its roles keeps."""
    boxes = []
    for kind, title in (
        (ResourceKind.FORM, "Forms"),
        (ResourceKind.SYSTEM, "Systems"),
        (ResourceKind.MANUAL, "Manuals"),
    ):
        rows = []
        for entry in pages.catalogue.of_kind(kind):
            keeper = pages.catalogue.find_mention(entry.owner, PEOPLE) if entry.owner else None
            if keeper is not None and (keeper is department.entry or f"{keeper.kind.value}:{keeper.id}" in keys):
                rows.append([parts.entry_link(entry, pages)])
        if rows:
            boxes.append(parts.group(parts.heading(words(title), view, 1), parts.bullets(rows), css="procstd-box"))
    return [parts.heading(words("What we keep"), view), parts.group(*boxes, css="procstd-boxes")] if boxes else []


VIEW = View(name="department-page", fill=fill_department_page, assets=(parts.STYLE,))
