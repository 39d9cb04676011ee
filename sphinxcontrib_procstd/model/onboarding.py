"""A newcomer's plan: what to read and do in which week. The same handbook gives the same plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sphinxcontrib_procstd.model.catalogue import DOCUMENT_KINDS, Catalogue
from sphinxcontrib_procstd.model.process import Process, Record, Status
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.model.responsibility import Actor, Duty, Responsibilities

MOST_WEEKS = 26
"""Half a year; a longer plan is a slip of the pen."""


class TaskKind(StrEnum):
    """What a task of the plan is."""

    READ_ROLE = "read-role"
    READ_DEPARTMENT = "read-department"
    ASK_ACCESS = "ask-access"
    READ_MANUAL = "read-manual"
    READ_PROCESS = "read-process"
    LEARN_FORM = "learn-form"
    TRAINING = "training"
    READ_QUESTIONS = "read-questions"
    SELF_TEST = "self-test"
    RUN = "run"
    TALK = "talk"


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One line of the plan, with what it is about: a process with the newcomer's steps, an entry, or a training."""

    kind: TaskKind
    process: Process | None = None
    duties: tuple[Duty, ...] = ()
    entry: Resource | None = None
    record: Record | None = None


def trainings_of(actor: Actor, processes: Iterable[Process], catalogue: Catalogue) -> list[tuple[Process, Record]]:
    """Return the training records for a role, in the order of the processes."""
    wanted = {actor.key, f"text:{actor.title}"}
    found = []
    for process in processes:
        for record in process.records:
            name = record.values.get("role", "")
            entry = catalogue.find(ResourceKind.JOB_ROLE, name) if name else None
            if record.kind == "training" and (f"job-role:{entry.id}" if entry else f"text:{name}") in wanted:
                found.append((process, record))
    return found


def tools_of(
    duties: Iterable[Duty], catalogue: Catalogue, kind: ResourceKind
) -> dict[str, tuple[Resource, list[Duty]]]:
    """Return the registered forms, systems or manuals that steps use, by id, in the order of first use."""
    found: dict[str, tuple[Resource, list[Duty]]] = {}
    for duty in duties:
        for _mention, entry in catalogue.tools_of(duty.step):
            if entry is not None and entry.kind is kind:
                uses = found.setdefault(entry.id, (entry, []))[1]
                if duty not in uses:
                    uses.append(duty)
    return found


def forms_of(
    duties: Iterable[Duty], catalogue: Catalogue, *, received: bool = False
) -> dict[str, tuple[Resource, list[Duty]]]:
    """Return the registered forms that steps fill in, by id: those they work with and those they put out.

    With ``received`` also those that come in.
    """
    found = tools_of(duties, catalogue, ResourceKind.FORM)
    for duty in duties:
        for mention in (*(duty.step.inputs if received else ()), *duty.step.outputs):
            entry = catalogue.find_mention(mention, DOCUMENT_KINDS)
            if entry is not None and entry.kind is ResourceKind.FORM:
                uses = found.setdefault(entry.id, (entry, []))[1]
                if duty not in uses:
                    uses.append(duty)
    return found


def by_process(duties: Iterable[Duty]) -> list[tuple[Process, tuple[Duty, ...]]]:
    """Return steps process by process."""
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        found.setdefault(duty.process.id, []).append(duty)
    return [(mine[0].process, tuple(mine)) for mine in found.values()]


def in_force(process: Process) -> bool:
    """Return whether people work by a process: not when it is retired."""
    return process.status is not Status.RETIRED


def learning_order(duties: Iterable[Duty]) -> list[tuple[Process, tuple[Duty, ...]]]:
    """Return the processes to learn: first where the role does the greatest share, of equal ones the shortest."""

    def rank(item: tuple[Process, tuple[Duty, ...]]) -> tuple[float, int, str, str]:
        process, mine = item
        return -len(mine) / len(process.steps), len(process.steps), process.number, process.id

    return sorted(by_process(duties), key=rank)


def plan_weeks(
    actor: Actor, processes: Sequence[Process], known: Responsibilities, catalogue: Catalogue, weeks: int
) -> list[list[Task]]:
    """Return the tasks of each week.

    The first week is for the role itself, access to systems and manuals; the processes follow, spread evenly; each is
    done under supervision in the week after it was read, and the last week ends with a talk.
    """
    chosen = {process.id for process in processes if in_force(process)}
    duties = [duty for duty in known.duties_of(actor) if duty.process.id in chosen]
    plan: list[list[Task]] = [[] for _ in range(weeks)]
    plan[0] += _first_tasks(actor, duties, catalogue)
    order = learning_order(duties)
    reading = list(range(1, weeks)) or [0]
    seen: set[str] = set()
    runs: list[list[Task]] = [[] for _ in range(weeks)]
    for place, (process, mine) in enumerate(order):
        week = reading[place * len(reading) // len(order)]
        plan[week] += _process_tasks(actor, process, mine, catalogue, seen)
        runs[min(week + 1, weeks - 1)].append(Task(TaskKind.RUN, process, mine))
    for tasks, last in zip(plan, runs, strict=True):
        tasks.extend(last)
    plan[-1].append(Task(TaskKind.TALK))
    return plan


def _first_tasks(actor: Actor, duties: Sequence[Duty], catalogue: Catalogue) -> list[Task]:
    tasks = []
    if actor.entry is not None:
        tasks.append(Task(TaskKind.READ_ROLE, entry=actor.entry))
        if actor.entry.department and (
            found := catalogue.find_mention(actor.entry.department, (ResourceKind.DEPARTMENT,))
        ):
            tasks.append(Task(TaskKind.READ_DEPARTMENT, entry=found))
    for kind, task in ((ResourceKind.SYSTEM, TaskKind.ASK_ACCESS), (ResourceKind.MANUAL, TaskKind.READ_MANUAL)):
        tasks += [
            Task(task, duties=tuple(uses), entry=entry) for entry, uses in tools_of(duties, catalogue, kind).values()
        ]
    return tasks


def _process_tasks(
    actor: Actor, process: Process, mine: tuple[Duty, ...], catalogue: Catalogue, seen: set[str]
) -> list[Task]:
    tasks = [Task(TaskKind.READ_PROCESS, process, mine)]
    for entry, uses in forms_of(mine, catalogue).values():
        if entry.id not in seen:
            seen.add(entry.id)
            tasks.append(Task(TaskKind.LEARN_FORM, process, tuple(uses), entry=entry))
    tasks += [
        Task(TaskKind.TRAINING, process, mine, record=record)
        for _, record in trainings_of(actor, (process,), catalogue)
    ]
    if any(record.kind == "faq" for record in process.records):
        tasks.append(Task(TaskKind.READ_QUESTIONS, process, mine))
    tasks.append(Task(TaskKind.SELF_TEST, process, mine))
    return tasks
