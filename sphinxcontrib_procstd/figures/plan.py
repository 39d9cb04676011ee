"""What queries must know of a process: its steps as small numbers, their names, roles and limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b

from sphinxcontrib_procstd.model.catalogue import Catalogue, bare_name
from sphinxcontrib_procstd.model.flow import sequence_flows
from sphinxcontrib_procstd.model.process import Process, Step, TargetKind
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.model.timelimit import Calendar, CalendarKind, LimitKind, TimeLimit, Unit

ParseLimit = Callable[[str], TimeLimit | None]


class Clock(StrEnum):
    """How a limit is judged."""

    ELAPSED = "elapsed"
    """Milliseconds by the clock."""
    WORKING = "working"
    """Milliseconds of working time."""
    DAYS = "days"
    """Working days after the day the clock started."""
    TIME = "time"
    """Seconds after midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time limit that queries can judge. ``anchors`` are the codes of the steps that start the clock, if named."""

    text: str
    clock: Clock
    amount: int
    anchors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """A step as queries know it: ``code`` is its place, from 0. ``unmeasured`` says why a limit cannot be judged."""

    code: int
    id: str
    title: str
    role: str
    roles: frozenset[str]
    limit: Limit | None = None
    limit_text: str = ""
    unmeasured: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A process as queries know it. ``ending`` are the codes of steps after which a case may be over."""

    process: Process
    steps: tuple[PlannedStep, ...]
    ending: frozenset[int]
    target: Limit | None = None
    digest: str = ""
    known_roles: frozenset[str] = frozenset()
    """Every name, case folded, under which the handbook knows a role."""


def make_plan(
    process: Process,
    catalogue: Catalogue,
    parse: ParseLimit,
    *,
    at_once: float,
    counts_hours: bool = False,
    finished: tuple[str, ...] = (),
) -> Plan:
    """Return the plan of a process. ``parse`` reads a time limit; ``at_once`` are the minutes that "at once" allows."""
    own = {step.id: step for step in reversed(process.steps)}
    steps = [own[step_id] for step_id in dict.fromkeys(step.id for step in process.steps)]
    codes = {step.id: code for code, step in enumerate(steps)}
    planned = []
    for code, step in enumerate(steps):
        parsed = parse(step.deadline) if step.deadline else None
        limit, reason = _limit(parsed, at_once, counts_hours)
        if limit and parsed and parsed.anchor:
            anchors = tuple(sorted(codes[each.id] for each in _anchors(parsed.anchor, steps) if each is not step))
            limit = Limit(text=limit.text, clock=limit.clock, amount=limit.amount, anchors=anchors)
        roles = frozenset(_role_names(step, catalogue))
        planned.append(
            PlannedStep(
                code=code,
                id=step.id,
                title=step.title,
                role=catalogue.role_text(step.role) if step.role else "",
                roles=roles,
                limit=limit,
                limit_text=step.deadline,
                unmeasured=reason if step.deadline else "",
            )
        )
    target, _ = _limit(parse(process.target) if process.target else None, at_once, counts_hours)
    named = (catalogue.find_step(process, name) for name in finished)
    ending = [found.id for found in named if found]
    if not ending:
        ending = [flow.source for flow in sequence_flows(process) if flow.target.kind is not TargetKind.STEP]
    return Plan(
        process=process,
        steps=tuple(planned),
        ending=frozenset(codes[step_id] for step_id in ending),
        target=target,
        digest=flow_digest(process, parse),
        known_roles=frozenset(_known_roles(catalogue)),
    )


def flow_digest(process: Process, parse: ParseLimit) -> str:
    """Return a digest of what figures depend on; the same in every language.

    It covers the steps with their titles (which activities are matched by), roles, limits, the flow and the target.
    """
    parts = [_limit_key(process.target, parse)]
    for step in process.steps:
        role = step.role.name if step.role else ""
        parts += [
            step.id,
            step.title_source or step.title,
            role,
            _limit_key(step.deadline, parse),
            str(step.join or ""),
            *step.formerly,
        ]
    parts += [f"{flow.source} {flow.to} {flow.parallel}" for flow in sequence_flows(process)]
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _limit_key(text: str, parse: ParseLimit) -> str:
    """Return what a limit says, however it is worded: its text may be translated."""
    found = parse(text) if text else None
    return f"{found.kind} {found.amount} {found.unit} {found.clock} {found.before}" if found else str(bool(text))


def _limit(found: TimeLimit | None, at_once: float, counts_hours: bool) -> tuple[Limit | None, str]:
    """Return a limit that can be judged, or why it cannot."""
    if found is None:
        return None, "the limit is no time"
    if found.kind is LimitKind.AT_ONCE:
        return Limit(text=found.text, clock=Clock.ELAPSED, amount=round(at_once * 60_000)), ""
    if found.kind is LimitKind.CLOCK:
        if found.clock and found.every in {"day", "working-day"} and not found.day:
            hour, _, minute = found.clock.partition(":")
            return Limit(text=found.text, clock=Clock.TIME, amount=int(hour) * 3600 + int(minute) * 60), ""
        return None, "a day of the calendar cannot be judged from the log"
    minutes = found.minutes(Calendar(hours_per_working_day=24))
    if minutes is None:
        return None, "the limit is bound to an event that the log does not hold"
    if found.calendar is CalendarKind.WORKING_DAYS and found.unit not in {Unit.SECOND, Unit.MINUTE, Unit.HOUR}:
        return Limit(text=found.text, clock=Clock.DAYS, amount=round(minutes / 1440)), ""
    working = counts_hours and found.unit in {Unit.MINUTE, Unit.HOUR}
    return Limit(text=found.text, clock=Clock.WORKING if working else Clock.ELAPSED, amount=round(minutes * 60_000)), ""


_WORD = re.compile(r"[A-Za-z]{4,40}")


def _anchors(event: str, steps: list[Step]) -> list[Step]:
    """Return the steps an event names: by title, by a title within it, by being within a title, or by its words."""
    fold = event.casefold().strip()
    titles = {
        id(step): [bare_name(title).casefold() for title in (step.title, step.title_source) if title] for step in steps
    }
    within = [step for step in steps if any(len(title) > 1 and title in fold for title in titles[id(step)])]
    if within:
        return within
    around = [step for step in steps if len(fold) > 1 and any(fold in title for title in titles[id(step)])]
    if around:
        return around if len(around) == 1 else []
    stems = {word[:4] for word in _WORD.findall(fold)}
    alike = [step for step in steps if any(stems & {w[:4] for w in _WORD.findall(title)} for title in titles[id(step)])]
    return alike if len(alike) == 1 else []


def _known_roles(catalogue: Catalogue) -> Iterator[str]:
    """Yield the names of all registered roles, and of those that do a step anywhere."""
    for entry in catalogue.resources:
        if entry.kind is ResourceKind.JOB_ROLE:
            yield from (name.casefold() for name in (entry.id, entry.title, entry.title_source) if name)
    for process in catalogue.processes:
        for step in process.steps:
            for mention in (*filter(None, [step.role]), *step.backup):
                yield mention.name.casefold()
                yield catalogue.role_text(mention).casefold()


def _role_names(step: Step, catalogue: Catalogue) -> Iterator[str]:
    """Yield the names under which a log may know the roles that may do a step: its own and its deputies."""
    for mention in (*filter(None, [step.role]), *step.backup):
        yield mention.name.casefold()
        yield catalogue.role_text(mention).casefold()
        if entry := catalogue.find_mention(mention, (ResourceKind.JOB_ROLE,)):
            yield from (name.casefold() for name in (entry.id, entry.title, entry.title_source) if name)
