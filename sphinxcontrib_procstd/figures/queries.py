"""The figures, each one query. What it means stands in `figures.definitions`; where it comes from, here.

Quantiles are of type 7 in R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
Statistician 50 (1996): linear between the two nearest values, as R, NumPy, pandas and so edeaR and pm4py reckon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.figures.plan import Clock, Limit, Plan
from sphinxcontrib_procstd.figures.result import Mean, Share, Spread
from sphinxcontrib_procstd.figures.worktime import SLOT, slot_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from sphinxcontrib_procstd.figures.engine import Engine
    from sphinxcontrib_procstd.figures.sequence import Sequence
    from sphinxcontrib_procstd.figures.spec import LogSpec


def spread_of(name: str, column: Any, engine: Engine) -> dict[str, Any]:
    """Return the aggregates of one spread of durations, named after ``name``."""
    return {
        f"{name}_n": column.count(),
        f"{name}_mean": column.cast("float64").mean(),
        f"{name}_median": engine.quantile(column, 0.5),
        f"{name}_p90": engine.quantile(column, 0.9),
    }


def read_spread(row: Mapping[str, Any], name: str) -> Spread | None:
    """Return a spread in seconds from a row of milliseconds, None of nothing."""
    if not row[f"{name}_n"]:
        return None
    mean, median, p90 = (float(row[f"{name}_{part}"]) / 1000 for part in ("mean", "median", "p90"))
    return Spread(n=int(row[f"{name}_n"]), mean=mean, median=median, p90=p90)


def is_finished(cases: ir.Table, plan: Plan) -> Any:
    """Return whether a case is over: its last step known to the handbook is one after which the flow may end."""
    return cases.last_code.isin(sorted(plan.ending)).fill_null(False) if plan.ending else cases.n < 0


def case_figures(sequence: Sequence, plan: Plan, engine: Engine, as_of: int | None) -> dict[str, Any]:
    """Return counts, throughput times, hand-overs, errors and satisfaction in one pass over the cases.

    Throughput time: from the first to the last moment recorded of a case (M. Dumas et al., Fundamentals of Business
    Process Management, 2nd ed., 7.1, there "cycle time"; edeaR's ``throughput_time``, pm4py's ``case_duration``).
    Hand-over of work: W. M. P. van der Aalst, H. Reijers, M. Song, "Discovering Social Networks from Event Logs",
    CSCW 14 (2005), counted between events that follow each other directly.
    """
    cases = sequence.cases
    took = cases.last - cases.first
    done = is_finished(cases, plan)
    asked: dict[str, Any] = {
        "cases": cases.count(),
        "events": cases.n.sum(),
        "finished": done.cast("int32").sum(),
        "first": cases["first"].min(),
        "last": cases["last"].max(),
        "hand_overs": cases.hand_overs.cast("float64").mean(),
        **spread_of("all", took, engine),
        **spread_of("done", done.ifelse(took, None), engine),
    }
    if plan.target and plan.target.clock is Clock.ELAPSED:
        asked["on_time"] = (done & (took <= plan.target.amount)).cast("int32").sum()
        if as_of is not None:
            asked["overdue"] = (~done & (as_of - cases["first"] > plan.target.amount)).cast("int32").sum()
    if "outcome" in sequence.has:
        asked["judged"], asked["wrong"] = cases.judged.sum(), cases.wrong.sum()
    if "satisfaction" in sequence.has:
        asked["scored"], asked["score"] = cases.satisfaction.count(), cases.satisfaction.cast("float64").mean()
    return engine.row(cases.aggregate(**asked))


def satisfied_cases(cases: ir.Table, least: float, engine: Engine) -> int:
    """Return how many cases were scored at least this."""
    return int(engine.row(cases.aggregate(n=(cases.satisfaction >= least).fill_null(False).cast("int32").sum()))["n"])


def step_figures(sequence: Sequence, engine: Engine) -> dict[int, dict[str, Any]]:
    """Return code -> processing, waiting and elapsed time (Dumas et al., 7.1).

    Processing runs from an event's start to its completion. Waiting runs from the completion before it in its case to
    its start, and is 0 where it starts earlier. Elapsed runs from the completion before it to its own.
    """
    import ibis

    events = sequence.events.filter(sequence.events.code >= 0)
    asked = {"events": events.count(), **spread_of("elapsed", events.complete - events.before, engine)}
    if sequence.has_start:
        waiting = ibis.greatest(events.start - events.before, ibis.literal(0, "int64"))
        waiting = (events.start.isnull() | events.before.isnull()).ifelse(None, waiting)
        asked |= {
            **spread_of("waiting", waiting, engine),
            **spread_of("processing", events.complete - events.start, engine),
        }
    return {int(row["code"]): row for row in engine.rows(events.group_by("code").aggregate(**asked))}


def variants(sequence: Sequence, engine: Engine) -> ir.Table:
    """Return the distinct traces and how many cases have each."""
    cases = sequence.cases
    counted = cases.group_by("trace").aggregate(cases=cases.count())
    return engine.keep("variants", counted.mutate(trace=engine.trace_text(counted.trace)))


def rework(variants_: ir.Table, engine: Engine) -> tuple[int, dict[int, tuple[int, int]]]:
    """Return the cases with rework, and code -> (cases with the step, cases that repeat it).

    A case is reworked when one of its activities occurs more than once: pm4py's "rework cases per activity"; edeaR
    calls the repeats repetitions and self-loops. Counted over variants, weighted by their cases.
    """
    parts = variants_.mutate(code=variants_.trace.split(",").unnest())
    times = parts.group_by(["trace", "code"]).aggregate(k=parts.count(), cases=parts.cases.max())
    repeats = times.group_by("trace").aggregate(k=times.k.max(), cases=times.cases.max())
    again = engine.row(repeats.aggregate(n=(repeats.k > 1).ifelse(repeats.cases, 0).sum()))["n"]
    by_step = times.group_by("code").aggregate(
        cases=times.cases.sum(), again=(times.k > 1).ifelse(times.cases, 0).sum()
    )
    return int(again or 0), {
        int(row["code"]): (int(row["cases"]), int(row["again"] or 0)) for row in engine.rows(by_step)
    }


def ways(sequence: Sequence, engine: Engine) -> dict[tuple[int, int], tuple[int, int]]:
    """Return how often one code came straight after another (the directly-follows relation), and with a hand-over."""
    events = sequence.events.filter(sequence.events.code_before.notnull())
    handed = (events.worker != events.worker_before).fill_null(False).cast("int32").sum()
    counted = events.group_by(["code_before", "code"]).aggregate(n=events.count(), handed=handed)
    return {
        (int(row["code_before"]), int(row["code"])): (int(row["n"]), int(row["handed"] or 0))
        for row in engine.rows(counted)
    }


def strangers(sequence: Sequence, plan: Plan, engine: Engine) -> list[tuple[int, str, int]]:
    """Return (code, role of the log, cases) where a role did a step that the handbook gives to others.

    A role that the handbook does not know is "": it may be the name of a person.
    """
    if sequence.worker != "role":
        return []
    events = sequence.events.filter((sequence.events.code >= 0) & sequence.events.role.notnull())
    events = events.select("case_id", "code", "role")
    pairs = {(int(row["code"]), str(row["role"])) for row in engine.rows(events.select("code", "role").distinct())}
    strange = [
        (code, role)
        for code, role in sorted(pairs)
        if plan.steps[code].roles and role.casefold() not in plan.steps[code].roles
    ]
    if not strange:
        return []
    shown = [role if role.casefold() in plan.known_roles else "" for _, role in strange]
    lent = engine.lend({"code": [code for code, _ in strange], "role": [role for _, role in strange], "shown": shown})
    theirs = events.join(lent, ["code", "role"])
    counted = theirs.group_by(["code", "shown"]).aggregate(n=theirs.case_id.nunique())
    return sorted((int(row["code"]), str(row["shown"]), int(row["n"])) for row in engine.rows(counted))


def slots_of(stamps: Iterable[Any], spec: LogSpec, engine: Engine) -> ir.Table | None:
    """Return the working time table for the slots of these columns, None where there are none."""
    found: set[int] = set()
    for stamp in stamps:
        slots = (stamp // SLOT).cast("int64").name("slot").as_table().distinct()
        found.update(int(row["slot"]) for row in engine.rows(slots) if row["slot"] is not None)
    rows = slot_rows(found, spec)
    if not rows:
        return None
    return engine.lend({name: [row[name] for row in rows] for name in rows[0]})


def with_work(table: ir.Table, stamp: str, slots: ir.Table) -> ir.Table:
    """Return a table with the look-ups of a stamp: STAMP_day, STAMP_second, STAMP_month, STAMP_work (milliseconds)."""
    names = {f"{stamp}_{name}": name for name in ("day", "second", "month", "worked", "open")}
    known = slots.rename(names)
    table = table.mutate(**{f"{stamp}_slot": (table[stamp] // SLOT).cast("int64")})
    table = table.left_join(known, table[f"{stamp}_slot"] == known.slot)
    inside = table[stamp] - table[f"{stamp}_slot"] * SLOT
    work = table[f"{stamp}_worked"] + table[f"{stamp}_open"] * inside
    second = table[f"{stamp}_second"] + inside // 1000
    table = table.mutate(**{f"{stamp}_work": work, f"{stamp}_second": second})
    return table.drop(f"{stamp}_slot", "slot", f"{stamp}_worked", f"{stamp}_open")


def is_in_time(table: ir.Table, clock: Clock, amount: Any, began: str = "began", ended: str = "complete") -> Any:
    """Return whether the time from one stamp to another keeps a limit; the table has what the clock looks up."""
    if clock is Clock.ELAPSED:
        return table[ended] - table[began] <= amount
    if clock is Clock.WORKING:
        return table[f"{ended}_work"] - table[f"{began}_work"] <= amount
    if clock is Clock.DAYS:
        return table[f"{ended}_day"] - table[f"{began}_day"] <= amount
    return table[f"{ended}_second"] <= amount


def limit_figures(sequence: Sequence, plan: Plan, spec: LogSpec, engine: Engine) -> dict[int, Share]:
    """Return code -> events in time of the events whose limit could be judged.

    The clock starts at the latest completion of the steps that the limit names, else at the completion of the event
    before; for the first event of a case at its own start, if it is known.
    """
    limited = [step for step in plan.steps if step.limit]
    if not limited:
        return {}
    found: dict[int, Share] = {}
    for clock in Clock:
        steps = {step.code: step.limit for step in limited if step.limit and step.limit.clock is clock}
        if not steps:
            continue
        events = _began(sequence, steps, engine)
        if clock is not Clock.ELAPSED:
            events = engine.keep("limited", events)
            slots = slots_of([events.began, events.complete], spec, engine)
            if slots is None:
                continue
            events = with_work(with_work(events, "began", slots), "complete", slots)
        amounts = {"code": list(steps), "amount": [limit.amount for limit in steps.values()]}
        events = events.join(engine.lend(amounts), "code")
        judged = events.filter(events.began.notnull()) if clock is not Clock.TIME else events
        counted = judged.group_by("code").aggregate(
            whole=judged.count(), part=is_in_time(judged, clock, judged.amount).cast("int32").sum()
        )
        for row in engine.rows(counted):
            found[int(row["code"])] = Share(part=int(row["part"]), whole=int(row["whole"]))
    return found


def _began(sequence: Sequence, steps: Mapping[int, Limit], engine: Engine) -> ir.Table:
    """Return the events of these steps with ``began``, when their clocks started."""
    import ibis

    events = sequence.events.filter(sequence.events.code.isin(list(steps)))
    events = events.mutate(began=ibis.coalesce(events.before, events.start))
    pairs = [(code, anchor) for code, limit in steps.items() for anchor in limit.anchors]
    plain = events.select("case_id", "seq", "code", "complete", "began")
    if not pairs:
        return plain
    anchors = engine.lend({"code": [code for code, _ in pairs], "code_before": [anchor for _, anchor in pairs]})
    anchored = sorted({code for code, _ in pairs})
    straight = events.semi_join(anchors, ["code", "code_before"]).select(*plain.columns)  # the event before is it
    others = events.filter(events.code.isin(anchored)).anti_join(anchors, ["code", "code_before"])
    others = others.select("case_id", "seq", "code", "complete").join(anchors.rename(anchor="code_before"), "code")
    earlier = sequence.events.select("case_id", anchor="code", at="complete", place="seq")
    met = others.join(earlier, ["case_id", "anchor"])
    met = met.filter(met.place < met.seq)
    met = met.group_by(["case_id", "seq", "code", "complete"]).aggregate(began=met["at"].max())
    return plain.filter(~plain.code.isin(anchored)).union(straight).union(met.select(*plain.columns))


def month_figures(sequence: Sequence, plan: Plan, slots: ir.Table, engine: Engine) -> list[dict[str, Any]]:
    """Return a row for each month in which cases had their last event."""
    cases = with_work(with_work(sequence.cases, "first", slots), "last", slots)
    took = cases["last"] - cases["first"]
    done = is_finished(cases, plan)
    asked: dict[str, Any] = {
        "cases": cases.count(),
        "mean": took.cast("float64").mean(),
        "median": engine.quantile(took, 0.5),
        "finished": done.cast("int32").sum(),
    }
    if plan.target and plan.target.clock is not Clock.TIME:
        kept = is_in_time(cases, plan.target.clock, plan.target.amount, "first", "last")
        asked["on_time"] = (done & kept).cast("int32").sum()
    if "outcome" in sequence.has:
        asked["judged"], asked["wrong"] = cases.judged.sum(), cases.wrong.sum()
    if "satisfaction" in sequence.has:
        asked["scored"], asked["score"] = cases.satisfaction.count(), cases.satisfaction.cast("float64").mean()
    return engine.rows(cases.group_by("last_month").aggregate(**asked).order_by("last_month"))


def working_figures(
    sequence: Sequence, plan: Plan, slots: ir.Table, as_of: Mapping[str, int], engine: Engine
) -> dict[str, Any]:
    """Return throughput in working time, and the target where it is counted in working days or hours."""
    cases = with_work(with_work(sequence.cases, "first", slots), "last", slots)
    asked: dict[str, Any] = spread_of("work", cases.last_work - cases.first_work, engine)
    if plan.target and plan.target.clock in {Clock.WORKING, Clock.DAYS}:
        done = is_finished(cases, plan)
        kept = is_in_time(cases, plan.target.clock, plan.target.amount, "first", "last")
        asked["on_time"] = (done & kept).cast("int32").sum()
        now, began = ("work", cases.first_work) if plan.target.clock is Clock.WORKING else ("day", cases.first_day)
        asked["overdue"] = (~done & (as_of[now] - began > plan.target.amount)).cast("int32").sum()
    return engine.row(cases.aggregate(**asked))


def mean_of(row: Mapping[str, Any], count: str, mean: str) -> Mean | None:
    """Return a mean of a row, None of nothing."""
    return Mean(n=int(row[count]), mean=float(row[mean])) if row.get(count) else None


def share_of(row: Mapping[str, Any], part: str, whole: str) -> Share | None:
    """Return a share of a row, None of nothing."""
    return Share(part=int(row[part] or 0), whole=int(row[whole])) if row.get(whole) else None
