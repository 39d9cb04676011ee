"""Processes and their steps, as their authors wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.diagnostics import Location

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.handbook import Reference


class Status(StrEnum):
    """The state of a process document (the six states of the process standard)."""

    DRAFT = "draft"
    IN_REVIEW = "in-review"
    PILOT = "pilot"
    EFFECTIVE = "effective"
    UNDER_REVISION = "under-revision"
    RETIRED = "retired"


class StepKind(StrEnum):
    """What sort of work a step is; BPMN's task types under everyday names."""

    TASK = "task"
    APPROVAL = "approval"
    NOTIFY = "notify"
    WAIT = "wait"
    SYSTEM = "system"
    SUBPROCESS = "subprocess"


class Join(StrEnum):
    """How a step with several entries waits: for all of them (AND) or for the first (XOR)."""

    ALL = "all"
    ANY = "any"


class TargetKind(StrEnum):
    """Where a written flow leads."""

    STEP = "step"
    END = "end"
    PROCESS = "process"


class Orientation(StrEnum):
    """How the swimlane of a process runs; ``auto`` takes what fits the page."""

    AUTO = "auto"
    TOP_DOWN = "top-down"
    LEFT_RIGHT = "left-right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One item of a list field: the name or id as written, and the note in the bracket after it.

    ``label`` is the translated text to show when nothing registered bears the name (empty: show ``name``).
    ``kind`` is set where the author used a cross-reference role (``form``, ``system``, ...).
    ``start`` and ``end`` are the character positions of the name within the field's plain text.
    """

    name: str
    note: str = ""
    label: str = ""
    kind: str = ""
    start: int = -1
    end: int = -1

    @property
    def text(self) -> str:
        """The words to show when the name is not registered."""
        return self.label or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One entry of ``next`` or ``parallel``: a step id, the end (perhaps named), or another process.

    ``name`` is the step id, the name of the end ("" for the plain end) or the process id. ``guard`` is the
    condition in UML guard notation without its brackets, "" where none is written.
    """

    kind: TargetKind = TargetKind.STEP
    name: str = ""
    guard: str = ""
    label: str = ""
    """The translated name of an end, empty when it is shown as written."""
    guard_label: str = ""
    """The translated guard, empty when it is shown as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Overdue work: to which role or step it goes, and after which time limit (as written)."""

    to: str
    after: str = ""
    label: str = ""
    """The whole text as shown (translated), empty when it is shown as written."""
    after_label: str = ""
    """The translated time limit alone, empty when it is shown as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: one row of the template table and one task of the flow.

    Text fields are plain text as written (markup taken off, translated if the build translates).
    ``title_source`` is the title before translation, by which other texts may name the step.
    ``lines`` gives the source line of each written field (``"role"``, ``"deadline"``, ``"body"``, ...).
    ``own`` is False for a step attached from elsewhere with ``:process:``; ``docname`` is where it stands.
    """

    id: str
    title: str
    location: Location
    docname: str = ""
    own: bool = True
    title_source: str = ""
    body: str = ""
    role: Mention | None = None
    accountable: tuple[Mention, ...] = ()
    consulted: tuple[Mention, ...] = ()
    informed: tuple[Mention, ...] = ()
    backup: tuple[Mention, ...] = ()
    input: str = ""
    output: str = ""
    inputs: tuple[Mention, ...] = ()
    outputs: tuple[Mention, ...] = ()
    deadline: str = ""
    forms: tuple[Mention, ...] = ()
    systems: tuple[Mention, ...] = ()
    tools: tuple[Mention, ...] = ()
    next: tuple[Target, ...] = ()
    parallel: tuple[Target, ...] = ()
    decision: str = ""
    join: Join | None = None
    kind: StepKind = StepKind.TASK
    subprocess: str = ""
    """The process a step of kind ``subprocess`` stands for: the hand-over target it names, "" if none."""
    number: str = ""
    key: bool = False
    controls: tuple[Mention, ...] = ()
    evidence: str = ""
    escalate: Escalation | None = None
    formerly: tuple[str, ...] = ()
    originals: Mapping[str, Any] = field(default_factory=dict)
    """Values before translation, by field, where they differ from what is shown."""
    lines: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    """Field -> the cross-references in its text, by what they name; each stands at its ``start`` to ``end``."""

    def where(self, name: str = "") -> Location:
        """Return the place of the field called ``name``, or of the step itself."""
        return Location(self.location.file, self.lines.get(name, self.location.line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A dated or typed note of a process: a pain point, a review, a control, a question, ...

    ``kind`` is the directive's name, ``values`` its options as written (English option names), ``body`` its text.
    """

    kind: str
    title: str
    location: Location
    docname: str = ""
    anchor: str = ""
    body: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    originals: Mapping[str, Any] = field(default_factory=dict)
    """Values before translation, by field, where they differ from what is shown."""
    lines: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    """Field -> the cross-references in its text, by what they name; each stands at its ``start`` to ``end``."""
    markup: str = ""
    """A digest of the body with its markup, for a question only: its answer is shown elsewhere as it is written."""
    references: tuple[Reference, ...] = ()
    """The cross-references in the body, for a question only, without their lines."""
    quotes: tuple[tuple[str, str], ...] = ()
    """The documents and labels that the body names by Sphinx's own references, for a question only."""

    def where(self, name: str = "") -> Location:
        """Return the place of the option called ``name``, or of the record itself."""
        return Location(self.location.file, self.lines.get(name, self.location.line))


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One process: its header, its steps in order, and its records.

    Text fields are plain text as written; dates are ISO dates as written. ``steps`` holds the process's own
    steps first, then those attached from other documents.
    """

    id: str
    title: str
    location: Location
    docname: str = ""
    title_source: str = ""
    body: str = ""
    number: str = ""
    version: str = ""
    status: Status | None = None
    effective: str = ""
    owner: Mention | None = None
    approved_by: tuple[Mention, ...] = ()
    approved_on: str = ""
    departments: tuple[Mention, ...] = ()
    goal: str = ""
    target: str = ""
    start: str = ""
    end: str = ""
    category: str = ""
    category_source: str = ""
    """The category before translation, by which filters name it."""
    review_cycle: str = ""
    last_reviewed: str = ""
    supersedes: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    calendar: str = ""
    access: str = ""
    retention: str = ""
    monitor: str = ""
    pilot: str = ""
    tags: tuple[Mention, ...] = ()
    lanes: tuple[Mention, ...] = ()
    orientation: Orientation = Orientation.AUTO
    engine: str = ""
    figures: bool = False
    """Whether its swimlane shows what was measured."""
    steps: tuple[Step, ...] = ()
    records: tuple[Record, ...] = ()
    originals: Mapping[str, Any] = field(default_factory=dict)
    """Values before translation, by field, where they differ from what is shown."""
    lines: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    """Field -> the cross-references in its text, by what they name; each stands at its ``start`` to ``end``."""

    def where(self, name: str = "") -> Location:
        """Return the place of the field called ``name``, or of the process itself."""
        return Location(self.location.file, self.lines.get(name, self.location.line))

    def step(self, step_id: str) -> Step | None:
        """Return the step with this id, or None."""
        for step in self.steps:
            if step.id == step_id:
                return step
        return None
