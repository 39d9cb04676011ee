"""What each figure means, in the words that stand beside it, and how it is read from what was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sphinxcontrib_procstd.figures.result import Conformance, Figures, Mean, Share, Spread


class Kind(StrEnum):
    """How a value is written."""

    DURATION = "duration"
    """Seconds."""
    SHARE = "share"
    """From 0 to 1."""
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A measured value and the number of cases (or events) it was taken from."""

    value: float
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of a process. ``read`` returns its value, None where the log cannot give it."""

    name: str
    label: str
    kind: Kind
    definition: str
    read: Callable[[Figures], Value | None]


def _spread(pick: Callable[[Figures], Spread | None], part: str) -> Callable[[Figures], Value | None]:
    def read(figures: Figures) -> Value | None:
        spread = pick(figures)
        return Value(value=getattr(spread, part), of=spread.n) if spread else None

    return read


def _share(pick: Callable[[Figures], Share | None]) -> Callable[[Figures], Value | None]:
    def read(figures: Figures) -> Value | None:
        share = pick(figures)
        return Value(value=share.value, of=share.whole) if share and share.whole else None

    return read


def _mean(pick: Callable[[Figures], Mean | None]) -> Callable[[Figures], Value | None]:
    def read(figures: Figures) -> Value | None:
        mean = pick(figures)
        return Value(value=mean.mean, of=mean.n) if mean else None

    return read


def _following(conformance: Conformance | None) -> Share | None:
    return conformance.following if conformance else None


def _fitness(figures: Figures) -> Value | None:
    found = figures.conformance
    if found is None or found.fitness is None:
        return None
    return Value(value=found.fitness, of=found.replayed.part)


_MEASURES = (
    Measure(
        name="cases",
        label="Cases",
        kind=Kind.NUMBER,
        definition="How many cases the log holds, finished or not.",
        read=lambda figures: Value(value=figures.cases, of=figures.cases),
    ),
    Measure(
        name="throughput-mean",
        label="Throughput time, mean",
        kind=Kind.DURATION,
        definition="From the first to the last moment recorded of a case, by the clock; the mean over all cases.",
        read=_spread(lambda figures: figures.throughput, "mean"),
    ),
    Measure(
        name="throughput-median",
        label="Throughput time, median",
        kind=Kind.DURATION,
        definition="Half of all cases take no longer than this from their first to their last recorded moment.",
        read=_spread(lambda figures: figures.throughput, "median"),
    ),
    Measure(
        name="throughput-p90",
        label="Throughput time, 90 %",
        kind=Kind.DURATION,
        definition="Nine in ten cases take no longer than this; between two cases the value is interpolated.",
        read=_spread(lambda figures: figures.throughput, "p90"),
    ),
    Measure(
        name="finished-mean",
        label="Throughput time of finished cases, mean",
        kind=Kind.DURATION,
        definition="As the throughput time, over the cases whose last step is one after which the flow may end.",
        read=_spread(lambda figures: figures.throughput_finished, "mean"),
    ),
    Measure(
        name="working-mean",
        label="Throughput in working time, mean",
        kind=Kind.DURATION,
        definition="As the throughput time, but only the hours of the working calendar count: no nights, no holidays.",
        read=_spread(lambda figures: figures.working_time, "mean"),
    ),
    Measure(
        name="on-time",
        label="Cases on time",
        kind=Kind.SHARE,
        definition="Finished cases whose throughput time keeps the target of the process, of all finished cases.",
        read=_share(lambda figures: figures.on_time),
    ),
    Measure(
        name="overdue",
        label="Open cases overdue",
        kind=Kind.SHARE,
        definition="Open cases that have run longer than the target of the process, of all open cases.",
        read=_share(lambda figures: figures.overdue),
    ),
    Measure(
        name="rework",
        label="Rework",
        kind=Kind.SHARE,
        definition="Cases in which a step was done more than once, of all cases.",
        read=_share(lambda figures: figures.rework),
    ),
    Measure(
        name="hand-overs",
        label="Hand-overs a case",
        kind=Kind.NUMBER,
        definition="How often work passes to another role from one event of a case to the next; the mean.",
        read=_mean(lambda figures: figures.hand_overs),
    ),
    Measure(
        name="error-rate",
        label="Error rate",
        kind=Kind.SHARE,
        definition="Cases with an outcome that counts as an error, of the cases with an outcome.",
        read=_share(lambda figures: figures.errors),
    ),
    Measure(
        name="satisfaction",
        label="Satisfaction, mean",
        kind=Kind.NUMBER,
        definition="The last score of each case that has one; the mean.",
        read=_mean(lambda figures: figures.satisfaction),
    ),
    Measure(
        name="satisfied",
        label="Satisfied",
        kind=Kind.SHARE,
        definition="Cases whose last score counts as satisfied, of the cases with a score.",
        read=_share(lambda figures: figures.satisfied),
    ),
    Measure(
        name="conformance",
        label="Cases that follow the flow",
        kind=Kind.SHARE,
        definition="Cases whose steps come as the flow is written; an open case follows it so far.",
        read=_share(lambda figures: _following(figures.conformance)),
    ),
    Measure(
        name="fitness",
        label="Token replay fitness",
        kind=Kind.SHARE,
        definition="½ (1 − missing ÷ consumed) + ½ (1 − remaining ÷ produced) tokens when finished cases are played on "
        "the flow (Rozinat and van der Aalst 2008).",
        read=_fitness,
    ),
)

MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _MEASURES}
"""Every figure of a process by its name, in the order they are shown."""

STEP_DEFINITIONS = (
    ("Cases", "Cases in which the step was done."),
    ("Time", "Median time from the completion of the event before to the completion of this step."),
    ("Waiting", "The part of that time before the step was started; median."),
    ("Processing", "The part from its start to its completion; median."),
    ("On time", "Events that keep the step's limit, of those that can be judged."),
)
"""The columns of the table of steps, and what they mean."""
