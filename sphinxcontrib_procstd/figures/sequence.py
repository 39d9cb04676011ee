"""Events in the order of their cases, each with the one before it, and one row for each case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    from sphinxcontrib_procstd.figures.engine import Engine
    from sphinxcontrib_procstd.figures.events import Events
    from sphinxcontrib_procstd.figures.plan import Plan
    from sphinxcontrib_procstd.figures.spec import LogSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """What all figures are queried from.

    ``events``: case_id, seq (from 0), code, start, complete, before (the completion before it in its case),
    code_before, worker (who did it), worker_before, and where the log has them role, outcome, satisfaction.
    ``cases``: case_id, n, first, last, last_code, trace (of `Engine.trace`), hand_overs, and where the log
    has them judged and wrong (1 if there is an outcome, if one is an error), satisfaction. ``worker`` says what the
    worker is: role, person, or step: the role of the step.
    """

    events: ir.Table
    cases: ir.Table
    has_start: bool
    has: frozenset[str]
    worker: str


def with_codes(events: Events, codes: Mapping[str, int], plan: Plan, engine: Engine) -> ir.Table:
    """Return the events with the codes of their activities; those of other activities are left out."""
    roles = {step.code: step.role for step in plan.steps}
    names = sorted(codes)
    known = engine.lend(
        {
            "activity": [*names, ""],  # never an activity: a table of none would have no types
            "code": [*(codes[name] for name in names), 0],
            "step_role": [*(roles.get(codes[name], "") for name in names), ""],
        }
    )
    coded = events.table.join(known, "activity").drop("activity")
    return coded.mutate(step_role=coded.step_role.nullif(""))


def in_sequence(coded: ir.Table, events: Events, spec: LogSpec, engine: Engine) -> Sequence:
    """Return events in sequence, those written twice once, and their cases."""
    worker = next((name for name in ("role", "person") if name in events.has), "step")
    table = coded.rename(worker={"role": "role", "person": "person", "step": "step_role"}[worker])
    if worker == "role":
        table = table.mutate(role=table.worker)
    if not spec.is_url or spec.columns.order:
        ordered = _ordered(table, engine)
        ordered = _without_twins(table, ordered, events, engine)
    else:  # a table without an order of its own: equal rows cannot be told apart, but be counted
        distinct = engine.keep("distinct", table.distinct())
        ordered = _ordered(distinct, engine, unique=False)
        if twins := int(engine.row(table.aggregate(n=table.count()))["n"]) - int(
            engine.row(distinct.aggregate(n=distinct.count()))["n"]
        ):
            events.faults.tell("duplicate", twins)
    found = Sequence(events=ordered, cases=ordered, has_start=events.has_start, has=events.has, worker=worker)
    return replace(found, cases=engine.keep("cases", _cases(found, spec, engine)))


def _ordered(table: ir.Table, engine: Engine, *, unique: bool = True) -> ir.Table:
    """Order the events of each case by completion, then as the log has them (XES: events are in order)."""
    import ibis

    window = ibis.window(
        group_by="case_id", order_by=["complete", "row"] if unique else ["complete", "row", "code", "worker"]
    )
    return engine.keep(
        "ordered",
        table.mutate(
            seq=ibis.row_number().over(window),
            before=table.complete.lag().over(window),
            row_before=table.row.lag().over(window),
            code_before=table.code.lag().over(window),
            worker_before=table.worker.lag().over(window),
        ),
    )


def _without_twins(table: ir.Table, ordered: ir.Table, events: Events, engine: Engine) -> ir.Table:
    """Count events out of order, and count twins: same case, activity, times and worker. All but the first go."""
    import ibis

    ties = ordered.filter(ordered.complete == ordered.before)
    unordered = ordered.filter(ordered.row < ordered.row_before)
    counts = engine.row(
        ordered.aggregate(
            ties=(ordered.complete == ordered.before).sum(), unordered=(ordered.row < ordered.row_before).sum()
        )
    )
    if counts["unordered"]:
        events.faults.add("unordered", unordered, "")
    if not counts["ties"]:
        return ordered
    near = ordered.semi_join(ties.select("case_id", "complete").distinct(), ["case_id", "complete"])
    window = ibis.window(group_by=["case_id", "complete", "code", "start", "worker"], order_by="row")
    numbered = near.mutate(twin=ibis.row_number().over(window))
    twins = engine.keep("twins", numbered.filter(numbered.twin > 0).select("row", "case_id"))
    if not int(engine.row(twins.aggregate(n=twins.count()))["n"]):
        return ordered
    events.faults.add("duplicate", twins, "")
    return _ordered(table.anti_join(twins, "row"), engine)


def _cases(sequence: Sequence, spec: LogSpec, engine: Engine) -> ir.Table:
    events = sequence.events
    first: Any = events.complete.min()
    if sequence.has_start:
        import ibis

        first = ibis.least(first, events.start.min().fill_null(first))
    more: dict[str, Any] = {}
    if "outcome" in sequence.has:
        errors = [text.casefold() for text in spec.errors]
        more["judged"] = events.outcome.notnull().cast("int32").max()
        more["wrong"] = events.outcome.lower().isin(errors).fill_null(False).cast("int32").max()
    if "satisfaction" in sequence.has:
        more["satisfaction"] = events.satisfaction.argmax(events.seq, where=events.satisfaction.notnull())
    return events.group_by("case_id").aggregate(
        n=events.count(),
        first=first,
        last=events.complete.max(),
        last_code=events.code.argmax(events.seq, where=events.code >= 0),
        hand_overs=(events.worker != events.worker_before).fill_null(False).cast("int32").sum(),
        trace=engine.trace(events.code, events.seq),
        **more,
    )
