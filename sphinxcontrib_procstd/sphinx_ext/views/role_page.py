"""The view ``role-page``: the whole handbook from one role's side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.onboarding import by_process, forms_of, in_force, tools_of, trainings_of
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.model.responsibility import Actor, Duty, Part
from sphinxcontrib_procstd.model.revisions import is_since, latest_revisions, revisions_since
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views import duties, parts
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.subject import no_process, responsibilities, selected, subject_of, warn
from sphinxcontrib_procstd.sphinx_ext.views.tables import link, nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_NEWEST = 5
"""How many revisions are shown where the author says no date or version."""
_PARTS = {
    Part.OWNER: "I answer for the process",
    Part.ACCOUNTABLE: "I answer for a step",
    Part.CONSULTED: "I am asked before",
    Part.INFORMED: "I am told after",
    Part.BACKUP: "I stand in",
}


def fill_role_page(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a role's steps with what comes in and goes out, its tools, training, other parts, and what changed."""
    role = subject_of(view, ResourceKind.JOB_ROLE, pages)
    if not isinstance(role, Actor):
        return role
    chosen = [process for process in selected(view["options"], pages, without="role") if in_force(process)]
    if not chosen:
        return no_process(view, pages)
    names = {process.id for process in chosen}
    mine = [duty for duty in responsibilities(pages).duties_of(role) if duty.process.id in names]
    others = _other_parts(role, chosen, pages)
    if not mine and not others:
        return nothing(view, words("No process has a part for this role."), pages)
    touched = {duty.process.id for duty in mine} | set(responsibilities(pages).parts_of(role))
    blocks: list[nodes.Node] = [
        _summary(role, mine, pages),
        *_steps(view, mine, pages),
        *_tools(view, mine, pages),
        *_trainings(view, role, chosen, pages),
        *([parts.heading(words("My part in other steps and processes"), view), *others] if others else []),
        *_changes(view, [process for process in chosen if process.id in touched], pages),
    ]
    return parts.whole(blocks, "procstd-role-page")


def _summary(role: Actor, mine: Sequence[Duty], pages: PageBuilder) -> nodes.Node:
    """Return the block at the head: where the role belongs, who stands in for whom, how much there is to do."""
    known = responsibilities(pages)
    entry = role.entry
    department = (
        [parts.mention_nodes(entry.department, pages, (ResourceKind.DEPARTMENT,))] if entry and entry.department else []
    )
    backups = [parts.mention_nodes(one, pages, (ResourceKind.JOB_ROLE,)) for one in entry.backup] if entry else []
    stands_in = [[parts.actor_link(one, pages)] for one in known.stands_in.get(role.key, ())]
    rows: list[tuple[str, Sequence[nodes.Node]]] = [
        (words("Job role"), [parts.actor_link(role, pages)]),
        (words("Department"), parts.separated(department)),
        (words("My work"), [nodes.Text(parts.work_text(mine))] if mine else []),
        (words("Stands in for me"), parts.separated(backups)),
        (words("I stand in for"), parts.separated(stands_in)),
    ]
    shown = [(label, [parts.paragraph(*inline)] if inline else []) for label, inline in rows]
    return parts.labelled(shown, "procstd-summary")


def _steps(view: nodes.Element, mine: Sequence[Duty], pages: PageBuilder) -> list[nodes.Node]:
    if not mine:
        return []
    found: list[nodes.Node] = [parts.heading(words("My steps"), view)]
    for process, steps in by_process(mine):
        found += [duties.process_heading(process, view, pages), duties.duty_list(steps, pages)]
    return found


def _tools(view: nodes.Element, mine: Sequence[Duty], pages: PageBuilder) -> list[nodes.Node]:
    """Return the lists of forms, systems and manuals, each with the steps that use it."""
    boxes = []
    for kind, title in (
        (ResourceKind.FORM, "My forms"),
        (ResourceKind.SYSTEM, "My systems"),
        (ResourceKind.MANUAL, "My manuals"),
    ):
        is_form = kind is ResourceKind.FORM
        found = forms_of(mine, pages.catalogue, received=True) if is_form else tools_of(mine, pages.catalogue, kind)
        rows = [[parts.entry_link(entry, pages), _times(uses)] for entry, uses in found.values()]
        if rows:
            boxes.append(parts.group(parts.heading(words(title), view, 1), parts.bullets(rows), css="procstd-box"))
    if not boxes:
        return []
    return [parts.heading(words("What I work with"), view), parts.group(*boxes, css="procstd-boxes")]


def _times(uses: Sequence[Duty]) -> nodes.Node:
    return nodes.inline("", " " + parts.steps_text(len(uses)), classes=["procstd-note"])


def _trainings(view: nodes.Element, role: Actor, chosen: Sequence[Process], pages: PageBuilder) -> list[nodes.Node]:
    rows = []
    for process, record in trainings_of(role, chosen, pages.catalogue):
        title = link(record.title, pages.page(record.docname, record.anchor))
        told = [record.values.get(name, "") for name in ("mode", "material", "duration")]
        said = words(", ").join(filter(None, (process.title, *told)))
        rows.append([title, nodes.inline("", " " + said, classes=["procstd-note"])])
    return [parts.heading(words("My training"), view), parts.bullets(rows, "procstd-plain")] if rows else []


def _other_parts(role: Actor, chosen: Sequence[Process], pages: PageBuilder) -> list[nodes.Node]:
    """Return where the role is more than the one who does the step: owner, accountable, asked, told, standing in."""
    known = responsibilities(pages).parts_of(role)
    rows = []
    for part, label in _PARTS.items():
        items = []
        for process in chosen:
            steps = [step for step, held in known.get(process.id, {}).items() if part in held]
            if steps:
                items.append([parts.process_link(process, pages), *duties.steps_named(process, steps, pages)])
        rows.append((words(label), [parts.bullets(items)] if items else []))
    found = parts.labelled(rows, "procstd-parts")
    return [found] if found.children else []


def _changes(view: our.procstd_view, touched: Sequence[Process], pages: PageBuilder) -> list[nodes.Node]:
    """Return the revisions of the role's processes since the date or version the author names, else the newest."""
    since = view["options"].get("since", "").strip()
    if since and not is_since(since):
        message = words("since: “{text}” is neither a date (2026-01-31) nor a version (1.2)").replace("{text}", since)
        warn(view, message, pages)
        since = ""
    found = revisions_since(touched, since) if since else latest_revisions(touched, _NEWEST)
    title = words("What changed since {since}").replace("{since}", since) if since else words("Latest changes")
    if not found:
        none = parts.paragraph(nodes.Text(words("Nothing in my processes.")), css="procstd-note")
        return [parts.heading(title, view), none] if since else []
    rows = []
    for process, record in found:
        day = record.values.get("effective") or record.values.get("date", "")
        head = [nodes.inline("", f"{day} ", classes=["procstd-date"])] if day else []
        version = link(f"{process.title} {record.title}", pages.page(record.docname, record.anchor))
        rows.append([*head, version, nodes.inline("", f" {record.body}", classes=["procstd-note"])])
    return [parts.heading(title, view), parts.bullets(rows, "procstd-plain")]


VIEW = View(name="role-page", fill=fill_role_page, assets=(parts.STYLE,))
