"""Measured figures as values, and as the small JSON file that the build reads."""

from __future__ import annotations

import datetime as dt
import json
import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.figures.faults import FAULTS

VERSION = 1
MOST = 10**15
"""No log counts so many events, and no two dates lie so many seconds apart."""
DEVIATIONS = ("skipped", "extra", "order", "role")
"""The kinds of `Deviation`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Durations in seconds: how many, their mean, their median and the value nine in ten stay under."""

    n: int
    mean: float
    median: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean of ``n`` values."""

    n: int
    mean: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """What was measured of one step.

    ``elapsed`` is the time from the completion before to its own, ``waiting`` the part before its start,
    ``processing`` the part after. ``on_time`` counts the events whose limit could be judged; where none could,
    ``unmeasured`` says why. ``rework`` counts the cases in which it was done more than once.
    """

    step: str
    events: int
    cases: int
    rework: Share
    elapsed: Spread | None = None
    waiting: Spread | None = None
    processing: Spread | None = None
    on_time: Share | None = None
    unmeasured: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The cases whose last event lies in one month (``2026-01``) of the log's time zone."""

    month: str
    cases: int
    mean: float
    median: float
    on_time: Share | None = None
    errors: Share | None = None
    satisfaction: Mean | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The cases whose value lies from ``low`` to below ``high``; None is no bound. Durations are seconds."""

    low: float
    high: float | None
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How often one step came straight after another; "" stands for a step that the handbook does not know.

    ``hand_overs`` counts how often the work changed hands between them.
    """

    source: str
    target: str
    events: int
    hand_overs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How often one flow of the drawn process was taken; ``source`` and ``target`` are nodes of its flow graph."""

    source: str
    target: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One way in which cases leave the written flow.

    ``kind`` is one of `DEVIATIONS`. ``step`` is the step's id, "" for an activity that is
    none, whose name in the log is ``activity``. ``role`` is the role that did the work where the kind is ``role``; one
    that the handbook does not know is "", for it may be the name of a person.
    """

    kind: str
    cases: int
    step: str = ""
    activity: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformance:
    """How the log fits the written flow.

    ``fitness`` is token replay fitness over ``replayed`` finished cases, from missing, consumed, remaining and
    produced tokens; None where no case is finished. ``diagnosed`` counts the deviating cases whose deviations were
    looked into. ``flows`` counts the flows that cases took. ``most_played`` and ``most_diagnosed`` are the bounds that
    were met: how many variants were played or looked into of more; 0 where all were.
    """

    following: Share
    fitness: float | None
    replayed: Share
    missing: int
    consumed: int
    remaining: int
    produced: int
    diagnosed: Share
    deviations: tuple[Deviation, ...]
    flows: tuple[Flow, ...] = ()
    most_played: int = 0
    most_diagnosed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A line of the log that is at fault: where it stands, and what is written there."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with the log: a kind of `figures.faults.FAULTS`, how often, and the first lines."""

    kind: str
    count: int
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """An activity that is no step: its name in the log, its events, and the title of the step most like it."""

    activity: str
    events: int
    near: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence about the log as a whole: its text with {0}, {1}, ..., to be translated, and the values."""

    text: str
    values: tuple[str, ...] = ()

    def said(self, words: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of ``words``."""
        said = re.split(r"\{(\d)\}", words(self.text))
        known = dict(enumerate(self.values))
        return "".join(known.get(int(part), "") if at % 2 else part for at, part in enumerate(said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that was measured of one process.

    Stamps are ISO 8601 in the log's time zone; durations are seconds; figures the log cannot give are None.
    ``flow`` is a digest of the flow they were measured against, ``log_state`` of the log's content and ``settings`` of
    how it was read ("" where that cannot be told). ``hand_over_by`` says what changed hands: ``role``
    or ``person`` of the log, or ``step``, the roles of the handbook's steps.
    """

    process: str
    log: str
    flow: str
    time_zone: str
    as_of: str
    first: str
    events: int
    cases: int
    finished: int
    variants: int
    throughput: Spread | None = None
    throughput_finished: Spread | None = None
    working_time: Spread | None = None
    target: str = ""
    on_time: Share | None = None
    overdue: Share | None = None
    rework: Share | None = None
    hand_overs: Mean | None = None
    hand_over_by: str = ""
    errors: Share | None = None
    satisfaction: Mean | None = None
    satisfied: Share | None = None
    steps: tuple[StepFigures, ...] = ()
    ways: tuple[Way, ...] = ()
    months: tuple[Month, ...] = ()
    throughput_bands: tuple[Band, ...] = ()
    open_bands: tuple[Band, ...] = ()
    """The open cases by their age."""
    target_seconds: float | None = None
    """The target of the process where it runs by the clock."""
    hand_over_bands: tuple[Band, ...] = ()
    conformance: Conformance | None = None
    unknown: tuple[Unknown, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()
    log_state: str = ""
    settings: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the log held no sound event."""
        return self.events == 0

    def step(self, step_id: str) -> StepFigures | None:
        """Return what was measured of a step, or None."""
        return next((found for found in self.steps if found.step == step_id), None)


def dump(figures: Figures) -> str:
    """Return figures as JSON: the same figures, the same bytes."""
    content = {"version": VERSION, **asdict(figures)}
    return json.dumps(_rounded(content), ensure_ascii=False, indent=1) + "\n"


def _rounded(value: Any) -> Any:
    """Return a value without the last digits of its floats, which differ with the order of additions."""
    if isinstance(value, float):
        short = round(value, 6)
        return int(short) if short.is_integer() else short
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value


def load(text: str | bytes, file: str) -> Figures:
    """Return figures from JSON; raises `ProcstdError` with the place for a text that is none of ours."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise ProcstdError("no JSON here; measure anew with procstd figures", Location(file, line)) from None
    if not isinstance(content, dict) or content.pop("version", None) != VERSION:
        raise ProcstdError("figures of another version; measure anew with procstd figures", Location(file))
    if isinstance(notes := content.get("notes"), list):  # files of before held sentences
        content["notes"] = [{"text": note} if isinstance(note, str) else note for note in notes]
    try:
        found = _build(Figures, content)
        assert isinstance(found, Figures)  # noqa: S101 - what was asked for
        _check_words(found)
    except (TypeError, ValueError, KeyError) as error:
        raise ProcstdError(f"no figures of ours: {error}; measure anew with procstd figures", Location(file)) from None
    return found


def _check_words(figures: Figures) -> None:
    """Raise ValueError for a stamp, a month or a kind that is none: pages reckon with them and look them up."""
    for stamp in filter(None, (figures.as_of, figures.first)):
        if dt.datetime.fromisoformat(stamp).isoformat() != stamp:
            raise ValueError(f"{stamp!r} is no stamp")
    for each in figures.months:
        if dt.date.fromisoformat(f"{each.month}-01").isoformat() != f"{each.month}-01":
            raise ValueError(f"{each.month!r} is no month")
    deviations = figures.conformance.deviations if figures.conformance else ()
    for kind in (each.kind for each in deviations if each.kind not in DEVIATIONS):
        raise ValueError(f"{kind!r} is no kind of deviation")
    for kind in (each.kind for each in figures.faults if each.kind not in FAULTS):
        raise ValueError(f"{kind!r} is no kind of fault")


def _build(shape: Any, value: Any) -> Any:
    """Return a value of a type from what JSON holds; raises TypeError where it does not fit."""
    if is_dataclass(shape):
        if not isinstance(value, dict):
            raise TypeError(f"{value!r} is no {shape.__name__}")  # type: ignore[union-attr]  # a class has a name
        hints = typing.get_type_hints(shape)
        return shape(**{key: _build(hints[key], item) for key, item in value.items()})  # type: ignore[operator]
    origin = typing.get_origin(shape)
    if origin is types.UnionType:
        kinds = [kind for kind in typing.get_args(shape) if kind is not type(None)]
        return None if value is None else _build(kinds[0], value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError(f"{value!r} is no list")
        return tuple(_build(typing.get_args(shape)[0], item) for item in value)
    if shape in {int, float} and isinstance(value, int | float) and not isinstance(value, bool):
        return _number(shape, value)
    if not isinstance(value, shape) or (shape is int and isinstance(value, bool)):
        raise TypeError(f"{value!r} is no {shape.__name__}")
    return value


def _number(shape: type[int | float], value: float) -> float:
    """Return a count or a measured value; raises TypeError or ValueError where it is none that a log can give."""
    if not isinstance(value, (int, shape)):
        raise TypeError(f"{value!r} is no {shape.__name__}")
    if not (0 if shape is int else -MOST) <= value <= MOST:  # nor is one that is no number (NaN)
        raise ValueError(f"a number is no {'count' if shape is int else 'measured value'}")
    return shape(value)
