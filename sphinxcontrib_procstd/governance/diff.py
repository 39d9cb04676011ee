"""What changed between two releases: process by process, step by step, word by word; and whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from sphinxcontrib_procstd.governance.canonical import fold
from sphinxcontrib_procstd.governance.snapshot import ProcessSnapshot, Snapshot
from sphinxcontrib_procstd.governance.word_diff import FieldChange, words_between
from sphinxcontrib_procstd.model.governance import may_have_gone
from sphinxcontrib_procstd.model.process import Status
from sphinxcontrib_procstd.model.revisions import version_order

LIKE = 0.6
"""How alike two steps must be (0 to 1, difflib's ratio) for the one to be the other under a new id."""

STEP_FIELDS = (
    "title", "role", "accountable", "consulted", "informed", "backup", "body", "input", "output", "deadline", "tools",
    "decision", "next", "join", "kind", "key", "controls", "evidence", "escalate",
)  # fmt: skip
HEADER_FIELDS = (
    "title", "purpose", "goal", "target", "start", "end", "departments", "owner", "calendar", "access", "retention",
    "monitor",
)  # fmt: skip
_ROLE_FIELDS = ("role", "accountable", "consulted", "informed", "backup")


class Change(StrEnum):
    """What happened to a process or a step."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


class Bump(StrEnum):
    """What the version did."""

    ROSE = "rose"
    SAME = "same"
    FELL = "fell"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """A step that is not as it was. ``old_id`` and ``position`` (from 1, 0: gone) tell where it stood and stands."""

    id: str
    title: str
    changes: tuple[Change, ...]
    old_id: str = ""
    old_position: int = 0
    position: int = 0
    fields: tuple[FieldChange, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """A control, exception or key figure that is not as it was."""

    kind: str
    title: str
    change: Change
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessChange:
    """A process that is not as it was. ``wrong_move`` says that its state could not go where it went."""

    id: str
    title: str
    change: Change
    old_version: str = ""
    version: str = ""
    bump: Bump = Bump.SAME
    logged: bool = True
    old_status: str = ""
    status: str = ""
    wrong_move: bool = False
    content: bool = True
    header: tuple[FieldChange, ...] = ()
    steps: tuple[StepChange, ...] = ()
    records: tuple[RecordChange, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """A register entry that is not as it was. ``key`` is ``kind:id``."""

    key: str
    title: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookChange:
    """Everything that changed between two releases."""

    processes: tuple[ProcessChange, ...] = ()
    entries: tuple[EntryChange, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Role -> ids of the processes in which something changed for it."""


def compare(old: Snapshot, new: Snapshot) -> HandbookChange:
    """Return what changed from one release to another, sorted by process id."""
    found = []
    for name in sorted({*old.processes, *new.processes}):
        change = compare_process(old.processes.get(name), new.processes.get(name))
        if change is not None:
            found.append(change)
    roles: dict[str, list[str]] = {}
    for change in found:
        for role in change.roles:
            roles.setdefault(role, []).append(change.id)
    return HandbookChange(
        processes=tuple(found),
        entries=tuple(_entries(old.registers, new.registers)),
        roles={role: tuple(ids) for role, ids in sorted(roles.items())},
    )


def compare_process(old: ProcessSnapshot | None, new: ProcessSnapshot | None) -> ProcessChange | None:
    """Return what changed in a process, None if nothing did; a process that is new or gone concerns all its roles."""
    if old is None or new is None:
        one = new or old
        if one is None:
            return None
        gone = Status.EFFECTIVE.value == one.status and new is None
        roles = _sorted({*(role for step in one.content["steps"] for role in _roles(step)), one.owner})
        return ProcessChange(
            id=one.id,
            title=one.title,
            change=Change.ADDED if new else Change.REMOVED,
            version=new.version if new else "",
            old_version=old.version if old else "",
            bump=Bump.NEW,
            status=new.status if new else "",
            old_status=old.status if old else "",
            wrong_move=gone,
            roles=roles,
        )
    content = old.fingerprint != new.fingerprint
    same = (old.version, old.status) == (new.version, new.status)
    if not content and same:
        return None
    header = tuple(_fields(old.content["header"], new.content["header"], HEADER_FIELDS, old, new)) if content else ()
    steps = tuple(_steps(old, new)) if content else ()
    records = tuple(_records(old.content["records"], new.content["records"])) if content else ()
    concerned = {role for step in steps for role in step.roles}
    concerned |= {old.owner, new.owner} if header or records else set()
    return ProcessChange(
        id=new.id,
        title=new.title,
        change=Change.CHANGED,
        old_version=old.version,
        version=new.version,
        bump=bump_of(old.version, new.version),
        logged=_number(new.version) in {_number(title) for title in new.revisions},
        old_status=old.status,
        status=new.status,
        wrong_move=is_wrong_move(old, new),
        content=content,
        header=header,
        steps=steps,
        records=records,
        roles=_sorted(concerned),
    )


def is_wrong_move(old: ProcessSnapshot, new: ProcessSnapshot) -> bool:
    """Whether the state cannot have gone where it went."""
    if not old.status or not new.status:
        return False
    return not may_have_gone(Status(old.status), Status(new.status), same_version=old.version == new.version)


def _number(version: str) -> str:
    return version.strip().lstrip("Vv版").strip()


def bump_of(old: str, new: str) -> Bump:
    """Return what a version did: numbers are compared as numbers, so 1.10 is higher than 1.9."""
    if _number(old) == _number(new):
        return Bump.SAME
    return Bump.ROSE if version_order(new) > version_order(old) else Bump.FELL


def _roles(step: Mapping[str, Any]) -> Iterator[str]:
    for name in _ROLE_FIELDS:
        value = step.get(name, [])
        yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str))


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}))


def _steps(old: ProcessSnapshot, new: ProcessSnapshot) -> Iterator[StepChange]:
    before: list[Mapping[str, Any]] = old.content["steps"]
    after: list[Mapping[str, Any]] = new.content["steps"]
    pairs = match_steps(before, after, new.formerly)
    order = [pairs[step["id"]] for step in after if step["id"] in pairs]
    places = {step["id"]: place for place, step in enumerate(before, 1)}
    stayed = _longest_run([places[name] for name in order])
    by_id = {step["id"]: step for step in before}
    for place, step in enumerate(after, 1):
        old_id = pairs.get(step["id"])
        if old_id is None:
            yield _whole(step, Change.ADDED, place)
            continue
        was = by_id[old_id]
        fields = tuple(_fields(was, step, STEP_FIELDS, old, new))
        changes = (*([Change.MOVED] if places[old_id] not in stayed else []), *([Change.CHANGED] if fields else []))
        if changes:
            yield StepChange(
                id=step["id"],
                title=step["title"],
                changes=changes,
                old_id=old_id,
                old_position=places[old_id],
                position=place,
                fields=fields,
                roles=_sorted((*_roles(was), *_roles(step))),
            )
    kept = set(pairs.values())
    for place, step in enumerate(before, 1):
        if step["id"] not in kept:
            yield _whole(step, Change.REMOVED, place)


def _whole(step: Mapping[str, Any], change: Change, place: int) -> StepChange:
    gone = change is Change.REMOVED
    return StepChange(
        id=step["id"],
        title=step["title"],
        changes=(change,),
        old_id=step["id"] if gone else "",
        old_position=place if gone else 0,
        position=0 if gone else place,
        roles=_sorted(_roles(step)),
    )


def match_steps(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], formerly: Mapping[str, str]
) -> dict[str, str]:
    """Return new step id -> old step id: by the id, by an id it had before, by the title, by likeness of the texts."""
    pairs: dict[str, str] = {}
    left = {step["id"]: step for step in before}
    for step in after:
        if step["id"] in left:
            pairs[step["id"]] = step["id"]
    for old_id, new_id in formerly.items():
        if old_id in left and old_id not in pairs.values():
            pairs.setdefault(new_id, old_id)
    for name in pairs.values():
        left.pop(name, None)
    _match_texts([step for step in after if step["id"] not in pairs], left, pairs)
    return pairs


def _match_texts(steps: Iterable[Mapping[str, Any]], left: dict[str, Mapping[str, Any]], pairs: dict[str, str]) -> None:
    """Match steps by title, then those that are left by likeness."""
    titles = {fold(step["title"]): step["id"] for step in reversed(list(left.values()))}
    unlike = []
    for step in steps:
        old_id = titles.get(fold(step["title"]), "")
        if old_id in left:
            pairs[step["id"]] = old_id
            del left[old_id]
        else:
            unlike.append(step)
    for step in unlike:
        if left:
            ratio, old_id = max((_likeness(step, other), name) for name, other in left.items())
            if ratio >= LIKE:
                pairs[step["id"]] = old_id
                del left[old_id]


def _likeness(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    first, second = (f"{fold(step['title'])}\n{fold(step.get('body', ''))}" for step in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _longest(runs: Iterable[list[int]]) -> list[int]:
    longest: list[int] = []
    for run in runs:
        longest = run if len(run) > len(longest) else longest
    return longest


def _longest_run(places: Sequence[int]) -> set[int]:
    """Return the places of the longest rising run: the steps that stayed in order; the others moved."""
    best: list[list[int]] = []
    for index, place in enumerate(places):
        before = [best[i] for i in range(index) if places[i] < place]
        best.append([*_longest(before), place])
    return set(_longest(best))


def _fields(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    names: Iterable[str],
    before: ProcessSnapshot,
    after: ProcessSnapshot,
) -> Iterator[FieldChange]:
    for name in names:
        one, other = _text(old.get(name), before), _text(new.get(name), after)
        if fold(one) != fold(other):
            yield FieldChange(name, one, other, words_between(one, other))


def _text(value: Any, process: ProcessSnapshot | None = None) -> str:
    """Return a value of a content as people read it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, list):
        return "; ".join(_text(item, process) for item in value)
    if isinstance(value, Mapping):
        step = str(value.get("to", ""))
        target = process.step_title(step) if process and step else str(value.get("out", step))
        lead = "∥ " if value.get("parallel") else ""
        return f"{lead}→ {target}" + (f" [{value['guard']}]" if value.get("guard") else "")
    return "" if value is None else str(value)  # a kind of value that another version may write


def _records(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Iterator[RecordChange]:
    old, new = ({(one["kind"], fold(one["title"])): one for one in records} for records in (before, after))
    for key in [*new, *(key for key in old if key not in new)]:
        one, other = old.get(key), new.get(key)
        if one is None or other is None:
            record = other or one
            assert record is not None  # noqa: S101 - the key is of one of the two
            change = Change.ADDED if one is None else Change.REMOVED
            yield RecordChange(kind=record["kind"], title=record["title"], change=change)
            continue
        flat_old, flat_new = ({"body": each.get("body", ""), **each.get("values", {})} for each in (one, other))
        names = [*flat_new, *(name for name in flat_old if name not in flat_new)]
        changed = tuple(
            FieldChange(name, was, now, words_between(was, now))
            for name in names
            if fold(was := str(flat_old.get(name, ""))) != fold(now := str(flat_new.get(name, "")))
        )
        if changed:
            yield RecordChange(kind=other["kind"], title=other["title"], change=Change.CHANGED, fields=changed)


def _entries(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> Iterator[EntryChange]:
    for key in sorted({*old, *new}):
        one, other = old.get(key), new.get(key)
        if one != other:
            change = Change.CHANGED if one and other else Change.ADDED if other else Change.REMOVED
            yield EntryChange(key=key, title=str((other or one or {}).get("title", key)), change=change)
