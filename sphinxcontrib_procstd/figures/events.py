"""From a log as it is to a table of sound events; what is not sound is counted, with its first lines."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.drawing import clean_text
from sphinxcontrib_procstd.figures.engine import NUMBER
from sphinxcontrib_procstd.figures.faults import EXAMPLES, FAULTS
from sphinxcontrib_procstd.figures.logs import ROW, Log
from sphinxcontrib_procstd.figures.result import Example, Fault

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from sphinxcontrib_procstd.figures.engine import Engine
    from sphinxcontrib_procstd.figures.spec import LogSpec

_ZONE = r":\d\d([.,]\d+)?\s*(Z|z|UTC|GMT|[+-]\d\d(:?\d\d)?)$"
_TIME = r":\d\d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Sound events.

    ``table``: case_id, activity, start and complete (milliseconds since 1970, UTC), role, person, outcome,
    satisfaction, and ``row``, their place in the log.
    """

    table: ir.Table
    faults: FaultLog
    has_start: bool
    has: frozenset[str]
    """Which of role, person, outcome and satisfaction the log has."""


def normalise(log: Log, spec: LogSpec, engine: Engine) -> ir.Table:
    """Return the log under the names of our own, stamps as milliseconds, each unreadable stamp with its text."""
    table, columns = log.table, log.columns
    chosen: dict[str, Any] = {
        "row": table[ROW],
        "case_id": _text(table, columns.case),
        "activity": _text(table, columns.activity),
    }
    for name, column in (("complete", columns.complete), ("start", columns.start)):
        if column:
            chosen[name] = engine.milliseconds(table[column], spec.time_format)
            chosen[f"{name}_text"] = chosen[name].isnull().ifelse(_text(table, column), None)
    if table[columns.complete].type().is_string() and not spec.time_format:
        text = table[columns.complete].strip()
        chosen["zone"] = text.re_search(_TIME).ifelse(text.re_search(_ZONE), None)
    for name in ("role", "outcome", "lifecycle"):
        if column := getattr(columns, name):
            chosen[name] = _text(table, column)
    if columns.person:
        salt = secrets.token_hex(16)  # of this run only: the hash is compared with others of the run, never kept
        chosen["person"] = (_text(table, columns.person) + salt).hexdigest("sha256")
    if columns.satisfaction:
        score = _text(table, columns.satisfaction)
        chosen["satisfaction"] = engine.tried(score.replace(",", "."), NUMBER, "float64")
        chosen["score_text"] = chosen["satisfaction"].isnull().ifelse(score, None)
    found = engine.keep("events", table.select(**chosen))
    return found if spec.time_format or not engine.is_duckdb else _mended(found, engine)


def _mended(table: ir.Table, engine: Engine) -> ir.Table:
    """Read stamps that are no ISO 8601; in a second pass, for few logs have them and each pattern costs time."""
    names = [name for name in ("complete", "start") if name in table.columns]
    left = engine.row(table.aggregate(**{name: table[f"{name}_text"].count() for name in names}))
    names = [name for name in names if left[name]]
    if not names:
        return table
    read = {name: table[name].fill_null(engine.other_milliseconds(table[f"{name}_text"])) for name in names}
    once = table.mutate(**read)
    once = once.mutate(**{f"{name}_text": once[name].isnull().ifelse(once[f"{name}_text"], None) for name in names})
    mended = engine.keep("mended", once)
    engine.drop(table)
    return mended


def _text(table: ir.Table, column: str) -> Any:
    return table[column].cast("string").strip().nullif("")


def sound_events(log: Log, spec: LogSpec, engine: Engine) -> Events:
    """Return the sound events of a log, and what is wrong with the others."""
    import ibis

    table = normalise(log, spec, engine)
    faults = FaultLog(table, log, engine)
    lifecycle = table.lifecycle.lower() if "lifecycle" in table.columns else None
    is_start = (lifecycle == "start").fill_null(False) if lifecycle is not None else ibis.literal(False)
    is_other = ~lifecycle.isin(["complete", "start"]).fill_null(True) if lifecycle is not None else ibis.literal(False)
    rest = ~is_other
    kinds = [("lifecycle", is_other, "lifecycle")] if lifecycle is not None else []
    for code, condition, text in (
        ("no-case", table.case_id.isnull(), "activity"),
        ("no-activity", table.activity.isnull(), ""),
        ("no-stamp", table.complete.isnull() & table.complete_text.isnull(), "activity"),
        ("bad-stamp", table.complete.isnull() & table.complete_text.notnull(), "complete_text"),
    ):
        kinds.append((code, rest & condition, text))
        rest &= ~condition
    has_start = "start" in table.columns
    if has_start:
        kinds.append(("bad-start", rest & table.start.isnull() & table.start_text.notnull(), "start_text"))
        kinds.append(("backwards", rest & (table.start > table.complete).fill_null(False), "activity"))
    if "score_text" in table.columns:
        kinds.append(("bad-score", rest & table.score_text.notnull(), "score_text"))
    if "zone" in table.columns:
        kinds.append(("no-zone", rest & (table.zone == False).fill_null(False), "activity"))  # noqa: E712 - a column
    counts = faults.count(kinds, starts=rest & is_start, zoned=table.zone if "zone" in table.columns else None)
    events = table.filter(rest & ~is_start)
    if has_start:
        events = events.mutate(start=(events.start <= events.complete).ifelse(events.start, None))
    else:
        events = events.mutate(start=ibis.literal(None, "int64"))
    if counts["starts"]:
        events, has_start = _paired(events, table.filter(rest & is_start), faults, engine), True
    kept = ["row", "case_id", "activity", "start", "complete"]
    has = [name for name in ("role", "person", "outcome", "satisfaction") if name in table.columns]
    return Events(table=events.select(*kept, *has), faults=faults, has_start=has_start, has=frozenset(has))


def _paired(completes: ir.Table, starts: ir.Table, faults: FaultLog, engine: Engine) -> ir.Table:
    """Give each completion the start of its activity: the n-th of a case to the n-th (XES lifecycle extension)."""
    import ibis

    def numbered(table: ir.Table) -> ir.Table:
        window = ibis.window(group_by=["case_id", "activity"], order_by=["complete", "row"])
        return table.mutate(place=ibis.row_number().over(window))

    began = numbered(starts).select("case_id", "activity", "place", began="complete", start_row="row")
    joined = numbered(completes).left_join(began, ["case_id", "activity", "place"])
    joined = joined.mutate(start=(joined.began <= joined.complete).ifelse(joined.began, joined.start))
    joined = engine.keep("paired", joined)
    faults.add("unpaired", joined.filter(joined.began.isnull()), "activity")
    faults.add("backwards", joined.filter(joined.began > joined.complete), "activity")
    left = numbered(starts).anti_join(numbered(completes), ["case_id", "activity", "place"])
    faults.add("unfinished", left, "activity")
    return joined


@dataclass
class FaultLog:
    """Counts what is wrong and looks up the first lines."""

    table: ir.Table
    log: Log
    engine: Engine

    def __post_init__(self) -> None:
        self.found: dict[str, Fault] = {fault.kind: fault for fault in self.log.faults()}  # the log has been read now

    def count(self, kinds: list[tuple[str, Any, str]], *, starts: Any, zoned: Any) -> Mapping[str, int]:
        """Count all kinds in one pass and look up examples of those there are."""
        counts = {f"k{number}": condition.sum() for number, (_, condition, _) in enumerate(kinds)}
        counts["starts"] = starts.sum()
        if zoned is not None:
            counts["zoned"] = zoned.sum()
        row = {name: int(value or 0) for name, value in self.engine.row(self.table.aggregate(**counts)).items()}
        for number, (code, condition, text) in enumerate(kinds):
            count = row[f"k{number}"]
            if count and (code != "no-zone" or row.get("zoned")):
                self._note(code, count, self.table.filter(condition), text)
        return row

    def add(self, code: str, rows: ir.Table, text: str) -> None:
        """Note the rows that have a fault, if there are any."""
        if count := int(self.engine.row(rows.aggregate(n=rows.count()))["n"]):
            self._note(code, count, rows, text)

    def _note(self, code: str, count: int, rows: ir.Table, text: str) -> None:
        """Note a fault; its examples show the column ``text``, never a case: its number may tell who it is about."""
        import ibis

        said = rows[text].cast("string") if text else ibis.literal("")
        first = self.engine.rows(rows.order_by("row").limit(EXAMPLES).select("row", text=said))
        places = self.log.places([int(each["row"]) for each in first])
        examples = tuple(
            Example(place=place, text=clean_text(each["text"] or "")[:120])
            for place, each in zip(places, first, strict=True)
        )
        before = self.found.get(code)
        self.found[code] = Fault(
            kind=code,
            count=count + (before.count if before else 0),
            examples=((before.examples if before else ()) + examples)[:EXAMPLES],
        )

    def tell(self, code: str, count: int) -> None:
        """Note a fault whose lines are not known."""
        self.found[code] = Fault(kind=code, count=count)

    def report(self) -> tuple[Fault, ...]:
        """Return all that was found, in the order of `FAULTS`."""
        return tuple(self.found[code] for code in FAULTS if code in self.found)
