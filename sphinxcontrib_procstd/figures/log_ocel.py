"""Object-centric event logs (OCEL 2.0: JSON, XML and SQLite), flattened on one object type.

An object of the type becomes a case and each event that relates to it an event of that case. Events that relate to
several objects of the type so appear several times ("convergence"), and events that relate to none do not appear
("deficiency"): W. M. P. van der Aalst, "Object-Centric Process Mining: Dealing with Divergence and Convergence in
Event Data", SEFM 2019. Both are counted and said.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.figures.columns import choose_columns
from sphinxcontrib_procstd.figures.engine import Engine
from sphinxcontrib_procstd.figures.log_ocel_xml import OcelEvent, read_ocel_xml
from sphinxcontrib_procstd.figures.logs import Log, open_parquet, place_by_row
from sphinxcontrib_procstd.figures.result import Note
from sphinxcontrib_procstd.figures.spec import LogSpec

BIGGEST = 500_000_000
"""Bytes of the largest JSON or XML file that is read; it is held in memory as a whole. SQLite has no such limit."""

FLATTENED = (
    'The object-centric log is flattened on the object type "{0}": {1} of {2} events relate to such an object, {3} of '
    "them to several and so to several cases; {4} relate to none and are left out. {5} events of cases result."
)


def open_ocel(path: Path, spec: LogSpec, engine: Engine) -> Log:
    """Return an object-centric log as one of cases."""
    with path.open("rb") as stream:
        head = stream.read(512)
    if head.startswith(b"SQLite format 3"):
        types, events = _sqlite(path, spec)
    else:
        if path.stat().st_size > BIGGEST:
            raise ProcstdError("over 500 MB of text; save it as OCEL 2.0 SQLite", Location(spec.shown))
        types, events = _xml(path, spec) if b"<" in head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] else _json(path, spec)
    chosen = _object_type(types, spec)
    target = engine.folder / "ocel.parquet"
    total, none, several, rows = _flatten(events, types, chosen, target)
    note = Note(text=FLATTENED, values=(chosen, *(f"{n:,}" for n in (total - none, total, several, none, rows))))
    log = open_parquet(target, spec, engine, choose_columns(spec.columns, _columns(target), spec.shown))
    return replace(log, places=place_by_row(f"{spec.shown} (flattened)"), notes=(note,))


def _columns(target: Path) -> list[str]:
    import pyarrow.parquet as pq

    names: list[str] = pq.read_schema(target).names
    return names


def _object_type(types: dict[str, str], spec: LogSpec) -> str:
    """Return the type to flatten on: the named one, or the only one there is."""
    counts = Counter(types.values())
    names = sorted(counts)
    if spec.object_type in counts:
        return spec.object_type
    listed = ", ".join(f"{name} ({counts[name]})" for name in names) or "none"
    if spec.object_type:
        near = get_close_matches(spec.object_type, names, n=1, cutoff=0.5)
        hint = f'; did you mean "{near[0]}"?' if near else f"; there are {listed}"
        raise ProcstdError(f'there is no object type "{spec.object_type}"{hint}', Location(spec.shown))
    if len(names) == 1:
        return names[0]
    message = (
        f"an object-centric log has a case notion for each object type; name one with object_type (there are {listed})"
    )
    raise ProcstdError(message, Location(spec.shown))


def _xml(path: Path, spec: LogSpec) -> tuple[dict[str, str], Iterator[OcelEvent]]:
    types, events = read_ocel_xml(path, spec.shown)
    return types, iter(events)


def _json(path: Path, spec: LogSpec) -> tuple[dict[str, str], Iterator[OcelEvent]]:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        if isinstance(content, dict) and "ocel:events" in content:
            raise ProcstdError("a log in OCEL 1.0; save it as OCEL 2.0", Location(spec.shown))
        types = {str(item["id"]): str(item["type"]) for item in content["objects"]}
        events = [
            OcelEvent(
                activity=str(item["type"]),
                time=str(item["time"]),
                objects=tuple(str(link["objectId"]) for link in item.get("relationships") or ()),
                attributes={str(each["name"]): str(each["value"]) for each in item.get("attributes") or ()},
            )
            for item in content["events"]
        ]
    except json.JSONDecodeError as error:
        raise ProcstdError(f"no JSON: {error.msg}", Location(spec.shown, error.lineno)) from None
    except (KeyError, TypeError, UnicodeDecodeError, RecursionError) as error:
        raise ProcstdError(f"no OCEL 2.0 log: {error!r}", Location(spec.shown)) from None
    return types, iter(events)


def _sqlite(path: Path, spec: LogSpec) -> tuple[dict[str, str], Iterator[OcelEvent]]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            types = {str(key): str(kind) for key, kind in connection.execute("SELECT ocel_id, ocel_type FROM object")}
    except sqlite3.Error as error:
        raise ProcstdError(f"no OCEL 2.0 database: {error}", Location(spec.shown)) from None
    return types, _sqlite_events(path, spec)


def _sqlite_events(path: Path, spec: LogSpec) -> Iterator[OcelEvent]:
    """Yield the events of each type from the table of that type."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            kinds = connection.execute("SELECT ocel_type, ocel_type_map FROM event_map_type ORDER BY 1").fetchall()
            for kind, table in kinds:
                name = '"event_' + str(table).replace('"', '""') + '"'
                cursor = connection.execute(
                    f"SELECT e.*, group_concat(r.ocel_object_id, char(31)) AS procstd_objects FROM {name} AS e "  # noqa: S608 - quoted
                    "LEFT JOIN (SELECT DISTINCT ocel_event_id, ocel_object_id FROM event_object) AS r "
                    "ON r.ocel_event_id = e.ocel_id GROUP BY e.ocel_id ORDER BY e.ocel_time, e.ocel_id"
                )
                names = [column[0] for column in cursor.description]
                for row in cursor:
                    yield _event_of(str(kind), dict(zip(names, row, strict=True)))
    except sqlite3.Error as error:
        raise ProcstdError(f"no OCEL 2.0 database: {error}", Location(spec.shown)) from None


def _event_of(kind: str, values: dict[str, Any]) -> OcelEvent:
    objects = str(values.pop("procstd_objects") or "")
    values.pop("ocel_id", None)
    time = str(values.pop("ocel_time", None) or "")
    attributes = {key: str(value) for key, value in values.items() if value is not None}
    related = tuple(filter(None, objects.split("\x1f")))
    return OcelEvent(activity=kind, time=time, objects=related, attributes=attributes)


def _flatten(
    events: Iterator[OcelEvent], types: dict[str, str], chosen: str, target: Path
) -> tuple[int, int, int, int]:
    """Write one row an event and object; return counts: events, those of no object, those of several, rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    total = none = several = 0
    rows: list[dict[str, str]] = []
    for event in events:
        total += 1
        objects = [key for key in dict.fromkeys(event.objects) if types.get(key) == chosen]
        none += not objects
        several += len(objects) > 1
        base = {**event.attributes, "concept:name": event.activity, "time:timestamp": event.time}
        rows += [{**base, "case:concept:name": key} for key in objects]
    extra = sorted({name for row in rows for name in row} - set(_FIXED))
    schema = pa.schema([(name, pa.string()) for name in (*_FIXED, *extra)])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), target)
    return total, none, several, len(rows)


_FIXED = ("case:concept:name", "concept:name", "time:timestamp")
