"""From the log of a process to its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.figures import bands, queries
from sphinxcontrib_procstd.figures.conformance import check_conformance
from sphinxcontrib_procstd.figures.engine import Engine, open_engine
from sphinxcontrib_procstd.figures.events import sound_events
from sphinxcontrib_procstd.figures.faults import EXAMPLES
from sphinxcontrib_procstd.figures.logs import open_log
from sphinxcontrib_procstd.figures.matching import Match, match_activities
from sphinxcontrib_procstd.figures.net import build_net
from sphinxcontrib_procstd.figures.plan import Clock, ParseLimit, Plan, make_plan
from sphinxcontrib_procstd.figures.result import (
    Band,
    Example,
    Fault,
    Figures,
    Mean,
    Month,
    Note,
    Share,
    Spread,
    StepFigures,
    Way,
)
from sphinxcontrib_procstd.figures.sequence import Sequence, in_sequence, with_codes
from sphinxcontrib_procstd.figures.spec import LogSpec
from sphinxcontrib_procstd.figures.state import log_state, settings_state
from sphinxcontrib_procstd.figures.worktime import SLOT, slot_rows
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.process import Process

ROUGH = "Medians and 90 % values are approximate: this engine has no exact ones."

Progress = Callable[[str], None]


def measure(
    process: Process,
    catalogue: Catalogue,
    spec: LogSpec,
    folder: Path,
    parse: ParseLimit,
    progress: Progress = lambda _text: None,
) -> Figures:
    """Return the figures of a process. ``folder`` is where the log's path starts, ``parse`` reads time limits.

    Raises `ProcstdError` for a log that cannot be read at all; what is wrong with single events is in the figures.
    """
    with open_engine(spec) as engine:
        return measure_in(engine, process, catalogue, spec, folder, parse, progress)


def measure_in(
    engine: Engine,
    process: Process,
    catalogue: Catalogue,
    spec: LogSpec,
    folder: Path,
    parse: ParseLimit,
    progress: Progress = lambda _text: None,
) -> Figures:
    """Return the figures of a process, measured in an engine that is open."""
    plan = make_plan(
        process,
        catalogue,
        parse,
        at_once=spec.at_once,
        counts_hours=spec.calendar.counts_hours,
        finished=spec.finished,
    )
    progress(f"{spec.shown}: reading")
    log = open_log(spec, folder, engine, progress)
    events = sound_events(log, spec, engine)
    counted = events.table.group_by("activity").aggregate(n=events.table.count())
    counts = {str(row["activity"]): int(row["n"]) for row in engine.rows(counted)}
    match = match_activities(counts, spec.activities, plan, catalogue)
    progress(f"{spec.shown}: {sum(counts.values()):,} events of {len(counts)} activities; putting them in order")
    sequence = in_sequence(with_codes(events, match.codes, plan, engine), events, spec, engine)
    progress(f"{spec.shown}: reckoning")
    known: dict[str, Any] = {
        "process": process.id,
        "log": spec.shown,
        "flow": plan.digest,
        "time_zone": spec.time_zone,
        "log_state": log_state(spec, folder),
        "settings": settings_state(spec),
    }
    if not match.codes or not int(engine.row(sequence.cases.aggregate(n=sequence.cases.count()))["n"]):
        faults = (*events.faults.report(), *_match_faults(match, counts))
        return Figures(
            **known, as_of="", first="", events=0, cases=0, finished=0, variants=0, faults=faults, notes=log.notes
        )
    found = _reckoned(sequence, plan, catalogue, match, spec, engine, progress)
    faults = (*events.faults.report(), *_match_faults(match, counts))
    notes = (*log.notes, *([Note(text=ROUGH)] if engine.is_approximate else []))
    return Figures(**known, **found, unknown=match.unknown, faults=faults, notes=notes)


def _match_faults(match: Match, counts: Mapping[str, int]) -> list[Fault]:
    faults = []
    if match.unknown:
        examples = tuple(
            Example(place=each.activity, text=f"{each.events}" + (f" → {each.near}?" if each.near else ""))
            for each in match.unknown[:EXAMPLES]
        )
        faults.append(Fault(kind="unknown", count=match.unknown_events, examples=examples))
    if match.ignored:
        names = tuple(Example(place=name, text=f"{counts[name]}") for name in sorted(match.ignored)[:EXAMPLES])
        faults.append(Fault(kind="ignored", count=sum(counts[name] for name in match.ignored), examples=names))
    return faults


def _reckoned(
    sequence: Sequence,
    plan: Plan,
    catalogue: Catalogue,
    match: Match,
    spec: LogSpec,
    engine: Engine,
    progress: Progress,
) -> dict[str, Any]:
    """Return all figures by the names of `Figures`."""
    last = int(engine.row(sequence.cases.aggregate(last=sequence.cases["last"].max()))["last"])
    as_of = _as_of(spec, last)
    row = queries.case_figures(sequence, plan, engine, as_of)
    slots = queries.slots_of([sequence.cases["first"], sequence.cases["last"]], spec, engine)
    assert slots is not None  # noqa: S101 - there are cases
    timed = queries.working_figures(sequence, plan, slots, _now(as_of, sequence, engine, spec), engine)
    row |= {name: timed[name] for name in ("on_time", "overdue") if name in timed}
    row["open"] = row["cases"] - row["finished"]
    kinds = queries.variants(sequence, engine)
    again, repeats = queries.rework(kinds, engine)
    traces = [(_codes(each["trace"]), int(each["cases"])) for each in engine.rows(kinds)]
    progress(f"{spec.shown}: {len(traces):,} variants; comparing with the written flow")
    graph = build_flow_graph(plan.process, catalogue)
    net = build_net(graph, {step.id: step.code for step in plan.steps})
    cases = int(row["cases"])
    conformance = (
        check_conformance(net, plan, traces, queries.strangers(sequence, plan, engine), match.names, progress)
        if plan.steps
        else None
    )
    return {
        "as_of": _iso(as_of, spec),
        "first": _iso(int(row["first"]), spec),
        "events": int(row["events"]),
        "cases": cases,
        "finished": int(row["finished"]),
        "variants": len(traces),
        "throughput": queries.read_spread(row, "all"),
        "throughput_finished": queries.read_spread(row, "done"),
        "working_time": queries.read_spread(timed, "work"),
        "target": plan.target.text if plan.target else "",
        "on_time": queries.share_of(row, "on_time", "finished") if "on_time" in row else None,
        "overdue": queries.share_of(row, "overdue", "open") if "overdue" in row else None,
        "rework": Share(part=again, whole=cases),
        "hand_overs": Mean(n=cases, mean=float(row["hand_overs"])),
        "hand_over_by": sequence.worker,
        "errors": queries.share_of(row, "wrong", "judged"),
        "satisfaction": queries.mean_of(row, "scored", "score"),
        "satisfied": _satisfied(row, sequence, spec, engine),
        "steps": _steps(sequence, plan, repeats, spec, engine),
        "ways": _ways(sequence, plan, engine),
        "months": tuple(_month(each) for each in queries.month_figures(sequence, plan, slots, engine)),
        "target_seconds": plan.target.amount / 1000 if plan.target and plan.target.clock is Clock.ELAPSED else None,
        **_bands(sequence, plan, queries.read_spread(row, "all"), as_of, engine),
        "conformance": conformance,
    }


def _satisfied(row: Mapping[str, Any], sequence: Sequence, spec: LogSpec, engine: Engine) -> Share | None:
    if spec.satisfied is None or not row.get("scored"):
        return None
    return Share(part=queries.satisfied_cases(sequence.cases, spec.satisfied, engine), whole=int(row["scored"]))


def _codes(trace: str) -> tuple[int, ...]:
    return tuple(map(int, trace.split(",")))


def _steps(
    sequence: Sequence, plan: Plan, repeats: Mapping[int, tuple[int, int]], spec: LogSpec, engine: Engine
) -> tuple[StepFigures, ...]:
    """Return the figures of every step of the handbook, also of those that the log never shows."""
    rows = queries.step_figures(sequence, engine)
    kept = queries.limit_figures(sequence, plan, spec, engine)
    found = []
    for step in plan.steps:
        row = rows.get(step.code)
        cases, again = repeats.get(step.code, (0, 0))
        times = {}
        if row:
            parts = ("elapsed", "waiting", "processing") if sequence.has_start else ("elapsed",)
            times = {part: queries.read_spread(row, part) for part in parts}
        on_time = kept.get(step.code)
        reason = step.unmeasured
        if step.limit and on_time is None and row:
            reason = "the log does not tell when the clock started"
        found.append(
            StepFigures(
                step=step.id,
                events=int(row["events"]) if row else 0,
                cases=cases,
                rework=Share(part=again, whole=cases),
                on_time=on_time,
                unmeasured=reason,
                **times,
            )
        )
    return tuple(found)


def _ways(sequence: Sequence, plan: Plan, engine: Engine) -> tuple[Way, ...]:
    ids = {step.code: step.id for step in plan.steps}
    summed: dict[tuple[str, str], tuple[int, int]] = {}
    for (source, target), (events, handed) in queries.ways(sequence, engine).items():
        pair = ids.get(source, ""), ids.get(target, "")
        before = summed.get(pair, (0, 0))
        summed[pair] = before[0] + events, before[1] + handed
    ranked = sorted(summed.items(), key=lambda item: (-item[1][0], item[0]))
    return tuple(
        Way(source=source, target=target, events=events, hand_overs=handed)
        for (source, target), (events, handed) in ranked
    )


def _bands(
    sequence: Sequence, plan: Plan, throughput: Spread | None, as_of: int, engine: Engine
) -> dict[str, tuple[Band, ...]]:
    """Return how throughput times, hand-overs and the ages of open cases are spread."""
    cases = sequence.cases
    took = cases["last"] - cases["first"]
    found = {
        "throughput_bands": bands.duration_bands(cases, took, throughput.p90 if throughput else 0.0, engine),
        "hand_over_bands": bands.hand_over_bands(cases, engine),
    }
    still = cases.filter(~queries.is_finished(cases, plan))
    age = as_of - still["first"]
    oldest = engine.row(still.aggregate(p90=engine.quantile(age, 0.9)))["p90"]
    if oldest is not None:
        found["open_bands"] = bands.duration_bands(still, age, float(oldest) / 1000, engine)
    return found


def _month(row: Mapping[str, Any]) -> Month:
    return Month(
        month=str(row["last_month"]),
        cases=int(row["cases"]),
        mean=float(row["mean"]) / 1000,
        median=float(row["median"]) / 1000,
        on_time=queries.share_of(row, "on_time", "finished") if "on_time" in row else None,
        errors=queries.share_of(row, "wrong", "judged"),
        satisfaction=queries.mean_of(row, "scored", "score"),
    )


def _as_of(spec: LogSpec, last: int) -> int:
    """Return the moment that open cases are judged at, in milliseconds; a date means the end of its day."""
    if not spec.as_of:
        return last
    moment = dt.datetime.fromisoformat(spec.as_of)
    if len(spec.as_of) <= 10:
        moment += dt.timedelta(days=1, seconds=-1)
    return round((moment if moment.tzinfo else moment.replace(tzinfo=spec.zone)).timestamp() * 1000)


def _now(as_of: int, sequence: Sequence, engine: Engine, spec: LogSpec) -> dict[str, int]:
    """Return the working days and the working time up to the moment, counted from the first case as in the queries."""
    first = int(engine.row(sequence.cases.aggregate(first=sequence.cases["first"].min()))["first"])
    row = slot_rows([first // SLOT, as_of // SLOT], spec)[-1]
    return {Clock.DAYS.value[:3]: row["day"], "work": row["worked"] + row["open"] * (as_of % SLOT)}


def _iso(milliseconds: int, spec: LogSpec) -> str:
    return dt.datetime.fromtimestamp(milliseconds / 1000, spec.zone).isoformat(timespec="seconds")
