"""The handbook as a whole: look-ups by id or exact title, and who uses what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from sphinxcontrib_procstd.model.process import Mention, Process, Step, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind, Use, Way

TOOL_KINDS = (ResourceKind.FORM, ResourceKind.SYSTEM, ResourceKind.MANUAL)
"""What a step may use: the registers behind the column "forms & tools"."""

DOCUMENT_KINDS = (ResourceKind.FORM, ResourceKind.EXTERNAL, ResourceKind.MANUAL, ResourceKind.SYSTEM)
"""What an input or an output may name."""

AUTO_KINDS = (ResourceKind.FORM, ResourceKind.MANUAL, ResourceKind.SYSTEM, ResourceKind.EXTERNAL)
"""What 《…》 in running text may name, beside a process."""

_Use = tuple[str, int, str, Way]
"""The fields of a `Use`: plain tuples are made and sorted faster."""

_TOOLS_FIRST = {
    first: (first, *(kind for kind in TOOL_KINDS if kind is not first))
    for first in (ResourceKind.FORM, ResourceKind.SYSTEM)
}
"""The registers behind an option for tools, the option's own first."""

_KIND_NAMES = frozenset(kind.value for kind in ResourceKind)


_QUOTES = {"《": "》", "「": "」", "“": "”"}


def bare_name(name: str) -> str:
    """Return a name without the book-title marks or quotes around it: 《投诉登记表》 is 投诉登记表."""
    text = name.strip()
    closing = _QUOTES.get(text[:1])
    return text[1:-1].strip() if closing and len(text) > 2 and text[-1] == closing else text


def _names_of_steps(steps: tuple[Step, ...]) -> dict[str, Step]:
    """Return what each name of a step means in its process: ids before earlier ids before titles."""
    names: dict[str, Step] = {}
    for step in steps:
        names.setdefault(step.id, step)
    for step in steps:
        for old in step.formerly:
            names.setdefault(old, step)
    for step in steps:
        for title in (step.title_source, step.title):
            names.setdefault(bare_name(title), step)
    return names


_NONE = frozenset({"无", "none", "n/a", "na", "不适用", "nil", "-", "—", "/"})


def says_none(text: str) -> bool:
    """Return whether a field says that there is nothing: the standard wants that said, not left empty."""
    return text.strip().casefold() in _NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A process of another handbook: its title, and its address from the root of this handbook's output."""

    title: str
    uri: str


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All processes and register entries of one handbook, sorted by id.

    Build it once per handbook; look-ups are dictionary look-ups. ``duplicates`` holds the later definitions of
    an id or a step that was already defined; they take no part in the look-ups. ``elsewhere`` holds the processes
    of other handbooks by every name they may be called by; those of this handbook come first.
    """

    processes: tuple[Process, ...] = ()
    resources: tuple[Resource, ...] = ()
    duplicates: tuple[Process | Step | Resource, ...] = field(default=())
    elsewhere: Mapping[str, Elsewhere] = field(default_factory=dict)

    @cached_property
    def process_by_id(self) -> Mapping[str, Process]:
        """Processes by id."""
        return {process.id: process for process in self.processes}

    @cached_property
    def _process_names(self) -> Mapping[str, Process]:
        names: dict[str, Process] = {}
        for process in self.processes:
            for name in (process.title_source, process.title):
                names.setdefault(bare_name(name), process)
        return names

    @cached_property
    def handed_over(self) -> frozenset[str]:
        """Ids of the processes that others lead to."""
        found = set()
        for process in self.processes:
            for step in process.steps:
                for target in step.next:
                    other = self.find_process(target.name) if target.kind is TargetKind.PROCESS else None
                    if other is not None and other.id != process.id:
                        found.add(other.id)
        return frozenset(found)

    @cached_property
    def _bearers(self) -> Mapping[str, Mapping[ResourceKind, Resource]]:
        """Name -> what bears it, by register: a name nobody bears, the usual case, costs one look-up."""
        bearers: dict[str, dict[ResourceKind, Resource]] = {}
        for resource in self.resources:
            bearers.setdefault(resource.id, {})[resource.kind] = resource
        for resource in self.resources:
            for name in (resource.title_source, resource.title):
                bearers.setdefault(bare_name(name), {}).setdefault(resource.kind, resource)
        return bearers

    @cached_property
    def _registers(self) -> Mapping[ResourceKind, tuple[Resource, ...]]:
        return {kind: tuple(entry for entry in self.resources if entry.kind is kind) for kind in ResourceKind}

    def of_kind(self, kind: ResourceKind) -> tuple[Resource, ...]:
        """Return the entries of one register."""
        return self._registers[kind]

    def find_process(self, name: str) -> Process | None:
        """Return the process with this id or exact title."""
        return self.process_by_id.get(name) or self._process_names.get(bare_name(name))

    def find_elsewhere(self, name: str) -> Elsewhere | None:
        """Return the process of another handbook that a hand-over leads to, None if this handbook has one itself."""
        if not self.elsewhere or self.find_process(name) is not None:
            return None
        return self.elsewhere.get(name) or self.elsewhere.get(bare_name(name))

    @cached_property
    def _step_names(self) -> dict[int, Mapping[str, Step]]:
        return {}  # filled process by process, as they are asked for

    def find_step(self, process: Process, name: str) -> Step | None:
        """Return the step of a process with this id, an id it had before, or this title; the first that fits."""
        names = self._step_names.get(id(process))
        if names is None:
            names = self._step_names[id(process)] = _names_of_steps(process.steps)
        return names.get(name) or names.get(bare_name(name))

    @cached_property
    def _steps_by_title(self) -> Mapping[str, tuple[tuple[Process, Step], ...]]:
        found: dict[str, tuple[tuple[Process, Step], ...]] = {}
        for process in self.processes:
            for step in process.steps:
                for name in {bare_name(step.title_source): 0, bare_name(step.title): 0}:
                    found[name] = (*found.get(name, ())[:1], (process, step))  # two are enough to be ambiguous
        return found

    def find_titled_step(self, title: str) -> tuple[Process, Step] | None:
        """Return the step with this exact title, and its process; None if several steps bear it."""
        found = self._steps_by_title.get(bare_name(title), ())
        return found[0] if len(found) == 1 else None

    def find_named_step(self, name: str) -> tuple[Process, Step] | None:
        """Return the step that ``process.step`` names, else the only one with this title; with its process."""
        head, dot, tail = name.partition(".")
        process = self.find_process(head) if dot else None
        step = self.find_step(process, tail) if process else None
        if process is not None and step is not None:
            return process, step
        return self.find_titled_step(name) or (self.find_titled_step(tail) if dot else None)

    def find(self, kind: ResourceKind, name: str) -> Resource | None:
        """Return the register entry of this kind with this id or exact title."""
        return self.find_any(name, (kind,))

    def find_any(self, name: str, kinds: Iterable[ResourceKind]) -> Resource | None:
        """Return the first entry that bears the name, looking through ``kinds`` in order."""
        as_written = self._bearers.get(name)
        bare = bare_name(name)
        bearing = as_written if bare == name else self._bearers.get(bare)
        if as_written is None and bearing is None:
            return None
        for kind in kinds:
            for bearers in (as_written, bearing):
                if bearers is not None and (found := bearers.get(kind)) is not None:
                    return found
        return None

    def find_mention(self, mention: Mention, kinds: Iterable[ResourceKind]) -> Resource | None:
        """Return the entry a list item names; a role written by its author (``:form:``) narrows the search."""
        if mention.kind in _KIND_NAMES:
            return self.find(ResourceKind(mention.kind), mention.name)
        return self.find_any(mention.name, kinds)

    def role_of(self, step: Step) -> Resource | None:
        """Return the registered job role responsible for a step."""
        return self.find_mention(step.role, (ResourceKind.JOB_ROLE,)) if step.role else None

    def role_text(self, mention: Mention) -> str:
        """Return the role's name as shown: its register entry's title, else the words as written."""
        found = self.find_mention(mention, (ResourceKind.JOB_ROLE,))
        return found.title if found else mention.text

    def near(self, name: str, names: Iterable[str]) -> str:
        """Return the name most like a misspelt one, "" if none comes near."""
        found = get_close_matches(name, list(names), n=1, cutoff=0.5)
        return found[0] if found else ""

    def tools_of(self, step: Step) -> Iterator[tuple[Mention, Resource | None]]:
        """Yield the step's forms, systems and tools with what they are registered as, in written order."""
        for mentions, first in (
            (step.forms, ResourceKind.FORM),
            (step.systems, ResourceKind.SYSTEM),
            (step.tools, ResourceKind.FORM),
        ):
            for mention in mentions:
                yield mention, self.find_mention(mention, _TOOLS_FIRST[first])

    @cached_property
    def uses(self) -> Mapping[tuple[ResourceKind, str], tuple[Use, ...]]:
        """Who uses a register entry, by (kind, id): sorted by process, then by the step's place in it."""
        found: dict[tuple[ResourceKind, str], set[_Use]] = {}
        for process in self.processes:
            for resource, use in self._uses_of(process):
                found.setdefault((resource.kind, resource.id), set()).add(use)
        return {key: tuple(Use(*use) for use in sorted(uses)) for key, uses in found.items()}

    def _uses_of(self, process: Process) -> Iterator[tuple[Resource, _Use]]:
        if process.owner and (role := self.find_mention(process.owner, (ResourceKind.JOB_ROLE,))):
            yield role, (process.id, 0, "", Way.OWNER)
        for mention in process.departments:
            if found := self.find_mention(mention, (ResourceKind.DEPARTMENT,)):
                yield found, (process.id, 0, "", Way.DEPARTMENT)
        for position, step in enumerate(process.steps, 1):
            for way, resource in self._step_uses(step):
                yield resource, (process.id, position, step.id, way)

    def _step_uses(self, step: Step) -> Iterator[tuple[Way, Resource]]:
        if role := self.role_of(step):
            yield Way.ROLE, role
        for way, mentions in (
            (Way.ACCOUNTABLE, step.accountable),
            (Way.CONSULTED, step.consulted),
            (Way.INFORMED, step.informed),
            (Way.BACKUP, step.backup),
        ):
            for mention in mentions:
                if found := self.find_mention(mention, (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)):
                    yield way, found
        for way, mentions in ((Way.INPUT, step.inputs), (Way.OUTPUT, step.outputs)):
            for mention in mentions:
                if found := self.find_mention(mention, DOCUMENT_KINDS):
                    yield way, found
        for _, tool in self.tools_of(step):
            if tool:
                yield Way.TOOL, tool

    def lanes_of(self, process: Process) -> tuple[str, ...]:
        """Return the role texts of a process in lane order: as the author fixed them, else by first use."""
        shown = [self.role_text(mention) for mention in process.lanes]
        used = [self.role_text(step.role) for step in process.steps if step.role]
        return tuple(dict.fromkeys([name for name in shown if name] + used))
