"""The view ``onboarding``: a newcomer's plan, week by week, to read on the screen and to sign on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.onboarding import MOST_WEEKS, Task, TaskKind, by_process, plan_weeks
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.model.responsibility import Actor
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views import parts
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.subject import no_process, responsibilities, selected, subject_of, warn
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, link, nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_USUAL = 4
_SHOWN_STEPS = 3
"""How many steps a line of the plan names before it counts the rest."""
_LABELS = {
    TaskKind.READ_ROLE: "Read what the role is for",
    TaskKind.READ_DEPARTMENT: "Get to know the department",
    TaskKind.ASK_ACCESS: "Ask for access",
    TaskKind.READ_MANUAL: "Read the manual",
    TaskKind.READ_PROCESS: "Read the process",
    TaskKind.LEARN_FORM: "Fill in a sample form",
    TaskKind.TRAINING: "Attend the training",
    TaskKind.READ_QUESTIONS: "Read the questions",
    TaskKind.SELF_TEST: "Test yourself",
    TaskKind.RUN: "First run under supervision",
    TaskKind.TALK: "Review talk",
}


def fill_onboarding(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the plan of a role: a table a week, with room for date and initials, and for signatures at the end."""
    role = subject_of(view, ResourceKind.JOB_ROLE, pages)
    if not isinstance(role, Actor):
        return role
    chosen = selected(view["options"], pages, without="role")
    if not chosen:
        return no_process(view, pages)
    known = responsibilities(pages)
    if not any(duty.process in chosen for duty in known.duties_of(role)):
        return nothing(view, words("No process has a step for this role."), pages)
    plan = plan_weeks(role, chosen, known, pages.catalogue, _weeks(view, pages))
    blocks: list[nodes.Node] = [_head(role)]
    for number, tasks in enumerate(plan, 1):
        if tasks:
            title = words("Week {number}").format(number=number)
            blocks += [parts.heading(title, view), _week(role, tasks, pages)]
    blocks.append(_signatures())
    return parts.whole(blocks, "procstd-onboarding")


def _weeks(view: our.procstd_view, pages: PageBuilder) -> int:
    text = view["options"].get("weeks", "").strip()
    if not text:
        return _USUAL
    if len(text) < 4 and text.isdecimal() and 1 <= int(text) <= MOST_WEEKS:
        return int(text)
    message = words("weeks: “{text}” is not a number from 1 to {most}; 4 are planned")
    warn(view, message.replace("{text}", text).replace("{most}", str(MOST_WEEKS)), pages)
    return _USUAL


def _head(role: Actor) -> nodes.Node:
    """Return the lines to fill in by hand: who, with whom, from when."""
    rows = [
        (words("Job role"), [parts.paragraph(nodes.Text(role.title))]),
        *(
            (words(label), [parts.paragraph(nodes.inline("", "\u00a0", classes=["procstd-blank"]))])
            for label in _BLANKS
        ),
    ]
    return parts.labelled(rows, "procstd-summary")


_BLANKS = ("Name", "First day", "Mentor")


def _week(role: Actor, tasks: Sequence[Task], pages: PageBuilder) -> nodes.Node:
    heads = [words(text) for text in ("Done", "Task", "Details", "Date and initials")]
    rows = [
        [_box(pages), nodes.Text(words(_LABELS[task.kind])), _details(role, task, pages), nodes.Text("")]
        for task in tasks
    ]
    return build_table(heads, rows, (9, 24, 46, 21), "procstd-plan")


def _box(pages: PageBuilder) -> nodes.Node:
    return nodes.inline("", "", nodes.inline("", "☐", classes=["procstd-tick"]), *parts.spoken(words("to do"), pages))


def _details(role: Actor, task: Task, pages: PageBuilder) -> nodes.Node:
    """Return what the task is about, and with which steps it has to do."""
    found: list[nodes.Node] = []
    if task.record is not None:
        found = [link(task.record.title, pages.page(task.record.docname, task.record.anchor))]
        told = words(", ").join(filter(None, (task.record.values.get("mode"), task.record.values.get("material"))))
        found += [nodes.inline("", f" {told}", classes=["procstd-note"])] if told else []
    elif task.kind is TaskKind.READ_QUESTIONS:
        found = _questions(role, task, pages)
    elif task.kind is TaskKind.SELF_TEST and (test := _aid("quiz", role, task, pages)):
        found = [*_process(task, pages), nodes.Text(words(": ")), link(words("self-test"), test)]
    elif task.kind is TaskKind.SELF_TEST:
        text = words("From memory: my {count} steps, their time limits, and who gets each result. Then compare:")
        found = [nodes.Text(text.format(count=len(task.duties)) + " "), *_process(task, pages)]
    elif task.kind is TaskKind.TALK:
        found = [nodes.Text(words("With the mentor and the manager: what went well, what is still open, who helps."))]
    elif task.entry is not None:
        found = [parts.entry_link(task.entry, pages), *_for_steps(task, pages)]
    else:
        found = [*_process(task, pages), *_for_steps(task, pages), *_checklist(role, task, pages)]
    return nodes.inline("", "", *found)


def _aid(view: str, role: Actor, task: Task, pages: PageBuilder) -> str:
    """Return the address of the page with a self-test, a checklist or the questions of a task's process."""
    docname = pages.domain.aids.page(view, task.process, role) if task.process else ""
    return pages.page(docname, "").removesuffix("#") or "#" if docname else ""


def _questions(role: Actor, task: Task, pages: PageBuilder) -> list[nodes.Node]:
    """Return a link to the questions of a process: to the page that lists them, else to the first one."""
    records = [record for record in task.process.records if record.kind == "faq"] if task.process else []
    place = _aid("faq-list", role, task, pages) or pages.page(records[0].docname, records[0].anchor)
    text = words("1 question") if len(records) == 1 else words("{count} questions").format(count=len(records))
    return [*_process(task, pages), nodes.Text(words(": ")), link(text, place)]


def _checklist(role: Actor, task: Task, pages: PageBuilder) -> list[nodes.Node]:
    """Return a link to the checklist by which a first run is done."""
    place = _aid("checklist", role, task, pages) if task.kind is TaskKind.RUN else ""
    return [nodes.Text(" · "), link(words("checklist"), place)] if place else []


def _process(task: Task, pages: PageBuilder) -> list[nodes.Node]:
    return [parts.process_link(task.process, pages)] if task.process else []


def _for_steps(task: Task, pages: PageBuilder) -> list[nodes.Node]:
    if not task.duties:
        return []
    if task.process is None:  # an entry that several processes use: their steps would be too many to name
        named = [[parts.process_link(process, pages)] for process, _ in by_process(task.duties)]
    else:
        named = [[parts.step_link(duty, pages)] for duty in task.duties[:_SHOWN_STEPS]]
    rest = len(task.duties) - len(named) if task.process else 0
    more = [nodes.Text(words(" and {count} more").format(count=rest))] if rest else []
    return [nodes.inline("", "", nodes.Text(words(": ")), *parts.separated(named), *more, classes=["procstd-note"])]


def _signatures() -> nodes.Node:
    """Return the lines to sign on."""
    rows = [
        (words(label), [parts.paragraph(nodes.inline("", "\u00a0", classes=["procstd-blank"]))])
        for label in ("Signature of the newcomer", "Signature of the mentor", "Signature of the manager")
    ]
    return parts.labelled(rows, "procstd-signatures")


VIEW = View(name="onboarding", fill=fill_onboarding, assets=(parts.STYLE,))
