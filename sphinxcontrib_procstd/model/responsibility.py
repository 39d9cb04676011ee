"""Who does what: the handbook seen from the people who work in it. Built in one pass, then only looked up.

The letters are those of a responsibility assignment matrix (RACI): responsible, accountable, consulted, informed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sphinxcontrib_procstd.model.catalogue import DOCUMENT_KINDS, Catalogue, bare_name
from sphinxcontrib_procstd.model.flow import sequence_flows
from sphinxcontrib_procstd.model.process import Mention, Process, Step, Target, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

PEOPLE = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)
"""The registers of those who do work."""

_LAST = "\uffff"


class Part(StrEnum):
    """What part someone has in a step or in a process."""

    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    CONSULTED = "C"
    INFORMED = "I"
    OWNER = "O"
    """Answers for the process as a whole; a matrix shows it as accountable."""
    BACKUP = "B"
    """Stands in; a matrix does not show it."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who does work: a registered job role or department, else a name as written. The key tells two apart."""

    key: str
    title: str = field(compare=False)
    entry: Resource | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Duty:
    """A step in its process; ``number`` is what pages show before its title."""

    process: Process
    step: Step
    number: str


@dataclass(frozen=True, slots=True, eq=False)
class Handover:
    """One way from a step on: to another step (perhaps of another process), or to an end (``after`` is None).

    ``documents`` are the outputs that the next step takes in, all outputs where it names none of them.
    """

    before: Duty
    after: Duty | None
    target: Target
    giver: Actor | None
    taker: Actor | None
    documents: tuple[Mention, ...] = ()

    @property
    def guard(self) -> str:
        """The condition as shown, "" if there is none."""
        return self.target.guard_label or self.target.guard

    @property
    def changes_hands(self) -> bool:
        """Whether the work goes from one to another."""
        return self.giver is not None and self.taker is not None and self.giver != self.taker


@dataclass(frozen=True, slots=True, eq=False)
class Responsibilities:
    """Every actor's duties and parts, every hand-over, each found by one look-up.

    ``duties`` holds the steps an actor does, by process number, then in order. ``parts`` maps an actor's key to
    process id -> step id ("" for the process itself) -> parts. ``received`` and ``given`` map (process id, step id)
    to hand-overs. ``stands_in`` maps an actor's key to the roles whose backup it is.
    """

    processes: tuple[Process, ...]
    actors: Mapping[str, Actor]
    duties: Mapping[str, tuple[Duty, ...]]
    parts: Mapping[str, Mapping[str, Mapping[str, frozenset[Part]]]]
    received: Mapping[tuple[str, str], tuple[Handover, ...]]
    given: Mapping[tuple[str, str], tuple[Handover, ...]]
    stands_in: Mapping[str, tuple[Actor, ...]]

    def duties_of(self, actor: Actor) -> tuple[Duty, ...]:
        """Return the steps an actor does."""
        return self.duties.get(actor.key, ())

    def parts_of(self, actor: Actor) -> Mapping[str, Mapping[str, frozenset[Part]]]:
        """Return an actor's parts by process and step."""
        return self.parts.get(actor.key, {})


def actor_of(mention: Mention, catalogue: Catalogue) -> Actor:
    """Return whom a mention names."""
    found = catalogue.find_mention(mention, PEOPLE)
    return _registered(found) if found else Actor(f"text:{bare_name(mention.name)}", mention.text)


def _registered(entry: Resource) -> Actor:
    return Actor(f"{entry.kind.value}:{entry.id}", entry.title, entry)


def find_actor(name: str, catalogue: Catalogue, known: Responsibilities, kind: ResourceKind) -> Actor | None:
    """Return the entry of a register with this id or exact title, else a name that steps use without registering it."""
    entry = catalogue.find(kind, name)
    return _registered(entry) if entry else known.actors.get(f"text:{bare_name(name)}")


def in_order(processes: Iterable[Process]) -> list[Process]:
    """Return processes by their document number, those without one last."""
    return sorted(processes, key=lambda process: (process.number or _LAST, process.id))


def build_responsibilities(catalogue: Catalogue) -> Responsibilities:
    """Return who does what in a handbook."""
    return _Builder(catalogue).build()


class _Builder:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.actors: dict[str, Actor] = {}
        self.duties: dict[str, list[Duty]] = {}
        self.parts: dict[str, dict[str, dict[str, set[Part]]]] = {}
        self.duty: dict[tuple[str, str], Duty] = {}
        self.received: dict[tuple[str, str], list[Handover]] = {}
        self.given: dict[tuple[str, str], list[Handover]] = {}

    def build(self) -> Responsibilities:
        processes = tuple(in_order(self.catalogue.processes))
        stands_in: dict[str, list[Actor]] = {}
        for entry in self.catalogue.of_kind(ResourceKind.JOB_ROLE):
            mine = self.actors.setdefault(_registered(entry).key, _registered(entry))
            for mention in entry.backup:
                stands_in.setdefault(self.actor(mention).key, []).append(mine)
        for process in processes:
            self.add_process(process)
        for process in processes:  # when every step is known: a flow may lead to a later process
            self.add_flows(process)
        frozen = {
            key: {
                process: {step: frozenset(parts) for step, parts in steps.items()} for process, steps in found.items()
            }
            for key, found in self.parts.items()
        }
        return Responsibilities(
            processes=processes,
            actors=self.actors,
            duties={key: tuple(duties) for key, duties in self.duties.items()},
            parts=frozen,
            received={key: tuple(found) for key, found in self.received.items()},
            given={key: tuple(found) for key, found in self.given.items()},
            stands_in={key: tuple(found) for key, found in stands_in.items()},
        )

    def actor(self, mention: Mention) -> Actor:
        found = actor_of(mention, self.catalogue)
        return self.actors.setdefault(found.key, found)

    def add_process(self, process: Process) -> None:
        if process.owner:
            self.note(process.owner, process, "", Part.OWNER)
        for position, step in enumerate(process.steps, 1):
            if (process.id, step.id) in self.duty:
                continue  # a step whose id is taken; it is warned of elsewhere
            duty = Duty(process, step, step.number or str(position))
            self.duty[process.id, step.id] = duty
            if step.role:
                self.duties.setdefault(self.note(step.role, process, step.id, Part.RESPONSIBLE).key, []).append(duty)
            for part, mentions in (
                (Part.ACCOUNTABLE, step.accountable),
                (Part.CONSULTED, step.consulted),
                (Part.INFORMED, step.informed),
                (Part.BACKUP, step.backup),
            ):
                for mention in mentions:
                    self.note(mention, process, step.id, part)

    def note(self, mention: Mention, process: Process, step_id: str, part: Part) -> Actor:
        actor = self.actor(mention)
        self.parts.setdefault(actor.key, {}).setdefault(process.id, {}).setdefault(step_id, set()).add(part)
        return actor

    def add_flows(self, process: Process) -> None:
        for flow in sequence_flows(process):
            before = self.duty[process.id, flow.source]
            after = self.next_duty(process, flow.target)
            if after is None and flow.target.kind is TargetKind.STEP:
                continue
            handover = Handover(
                before=before,
                after=after,
                target=flow.target,
                giver=self.actor(before.step.role) if before.step.role else None,
                taker=self.actor(after.step.role) if after and after.step.role else None,
                documents=self.documents(before.step, after.step if after else None),
            )
            self.given.setdefault((process.id, before.step.id), []).append(handover)
            if after is not None:
                self.received.setdefault((after.process.id, after.step.id), []).append(handover)

    def next_duty(self, process: Process, target: Target) -> Duty | None:
        if target.kind is TargetKind.STEP:
            return self.duty.get((process.id, target.name))
        other = self.catalogue.find_process(target.name) if target.kind is TargetKind.PROCESS else None
        return self.duty.get((other.id, other.steps[0].id)) if other and other.steps else None

    def documents(self, before: Step, after: Step | None) -> tuple[Mention, ...]:
        if after is None:
            return before.outputs
        wanted = {self.name_of(mention) for mention in after.inputs}
        return tuple(mention for mention in before.outputs if self.name_of(mention) in wanted) or before.outputs

    def name_of(self, mention: Mention) -> str:
        found = self.catalogue.find_mention(mention, DOCUMENT_KINDS)
        return f"{found.kind.value}:{found.id}" if found else bare_name(mention.name)
