"""The same log in every format gives the same figures."""

from __future__ import annotations

import csv
import gzip
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.figures.result import Figures, Share
from tests.figures.samples import ORDER, ORDER_LOG, measured, write_log

ROWS = list(csv.DictReader(ORDER_LOG.splitlines()))


def without_log(found: Figures) -> Figures:
    return replace(found, log="", log_state="", settings="", faults=())


def xes(rows: list[dict[str, str]], *, lifecycle: bool = False) -> str:
    """Return a log in XES; start stamps as an attribute, or as events of their own."""
    parts = ['<?xml version="1.0"?>\n<log xmlns="http://www.xes-standard.org/">\n']
    for case in dict.fromkeys(row["case_id"] for row in rows):
        parts.append(f'<trace><string key="concept:name" value="{escape(case)}"/>\n')
        for row in (row for row in rows if row["case_id"] == case):
            head = f'<string key="concept:name" value="{escape(row["activity"])}"/><string key="org:role" value="{row["role"]}"/>'
            stamps = (
                [("start", row["start"]), ("complete", row["complete"])]
                if lifecycle
                else [("complete", row["complete"])]
            )
            for transition, stamp in stamps:
                start = "" if lifecycle else f'<date key="start_timestamp" value="{row["start"]}"/>'
                last = [name for name in ("outcome", "score") if row[name] and transition == "complete"]
                more = "".join(f'<string key="{name}" value="{row[name]}"/>' for name in last)
                time = stamp.replace(" ", "T") + ":00.000Z"
                parts.append(
                    f'<event>{head}<string key="lifecycle:transition" value="{transition}"/>'
                    f'<date key="time:timestamp" value="{time}"/>{start}{more}</event>\n'
                )
        parts.append("</trace>\n")
    return "".join([*parts, "</log>\n"])


@pytest.fixture
def from_csv(tmp_path: Path) -> Figures:
    return without_log(measured(ORDER, write_log(tmp_path, ORDER_LOG)))


def test_xes(tmp_path: Path, from_csv: Figures) -> None:
    (tmp_path / "log.xes").write_text(xes(ROWS), encoding="utf-8")
    assert without_log(measured(ORDER, tmp_path / "log.xes")) == from_csv
    (tmp_path / "log.xes.gz").write_bytes(gzip.compress(xes(ROWS).encode()))
    assert without_log(measured(ORDER, tmp_path / "log.xes.gz")) == from_csv


def test_xes_with_starts_as_events_of_their_own(tmp_path: Path, from_csv: Figures) -> None:
    (tmp_path / "log.xes").write_text(xes(ROWS, lifecycle=True), encoding="utf-8")
    assert without_log(measured(ORDER, tmp_path / "log.xes")) == from_csv


def test_a_start_without_a_completion_is_said_with_its_line(tmp_path: Path) -> None:
    text = xes(ROWS, lifecycle=True)
    lines = text.splitlines(keepends=True)
    del lines[4]  # the first completion
    (tmp_path / "log.xes").write_text("".join(lines), encoding="utf-8")
    (fault,) = measured(ORDER, tmp_path / "log.xes").faults
    assert (fault.kind, fault.count) == ("unfinished", 1)
    assert (fault.examples[0].place, fault.examples[0].text) == ("log.xes:4", "take")


def test_parquet_with_stamps_of_its_own_type(tmp_path: Path, from_csv: Figures) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        source, target = tmp_path / "log.csv", tmp_path / "log.parquet"
        connection.execute(
            "COPY (SELECT case_id, activity, start::TIMESTAMPTZ AS start, complete::TIMESTAMPTZ AS complete, role, "
            f"outcome, score FROM read_csv('{source}', all_varchar = true)) TO '{target}'"
        )
    assert without_log(measured(ORDER, tmp_path / "log.parquet")) == from_csv


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<log><trace></log>", "log.xes:1: no well-formed XML: mismatched tag"),
        (
            '<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY a "b">]>\n<log>&a;</log>',
            "log.xes:2: document types are not read",
        ),
        ("<log>" + "<list>" * 200 + "</list>" * 200 + "</log>", None),
    ],
)
def test_hostile_xml_is_refused(tmp_path: Path, text: str, message: str | None) -> None:
    (tmp_path / "log.xes").write_text(text, encoding="utf-8")
    with pytest.raises(ProcstdError) as stopped:
        measured(ORDER, tmp_path / "log.xes")
    if message:
        assert str(stopped.value) == message


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.xes.gz").write_bytes(gzip.compress(xes(ROWS).encode())[:200])
    with pytest.raises(ProcstdError, match=r"log\.xes\.gz: no whole gzip file"):
        measured(ORDER, tmp_path / "log.xes.gz")


OBJECTS = [("o1", "Order"), ("o2", "Order"), ("t1", "Truck")]
EVENTS = [  # one event of two orders, one of none
    ("e1", "take", "2026-01-05T09:00:00Z", ["o1"]),
    ("e2", "take", "2026-01-05T10:00:00Z", ["o2"]),
    ("e3", "pick", "2026-01-05T11:00:00Z", ["o1", "o2", "t1"]),
    ("e4", "check", "2026-01-05T12:00:00Z", ["t1"]),
]
NOTE = (
    'The object-centric log is flattened on the object type "Order": 3 of 4 events relate to such an object, 1 of them '
    "to several and so to several cases; 1 relate to none and are left out. 4 events of cases result."
)


def ocel_json(path: Path) -> Path:
    events = [
        {
            "id": key,
            "type": kind,
            "time": time,
            "relationships": [{"objectId": each, "qualifier": ""} for each in objects],
        }
        for key, kind, time, objects in EVENTS
    ]
    objects = [{"id": key, "type": kind} for key, kind in OBJECTS]
    path.write_text(json.dumps({"objects": objects, "events": events}), encoding="utf-8")
    return path


def ocel_sqlite(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(
            "CREATE TABLE object (ocel_id, ocel_type); CREATE TABLE event_object (ocel_event_id, ocel_object_id, "
            "ocel_qualifier); CREATE TABLE event_map_type (ocel_type, ocel_type_map);"
        )
        connection.executemany("INSERT INTO object VALUES (?, ?)", OBJECTS)
        for kind in dict.fromkeys(kind for _, kind, _, _ in EVENTS):
            connection.execute("INSERT INTO event_map_type VALUES (?, ?)", (kind, kind.title()))
            connection.execute(f"CREATE TABLE event_{kind.title()} (ocel_id, ocel_time)")
        for key, kind, time, objects in EVENTS:
            connection.execute(f"INSERT INTO event_{kind.title()} VALUES (?, ?)", (key, time))
            connection.executemany("INSERT INTO event_object VALUES (?, ?, '')", [(key, each) for each in objects])
    return path


@pytest.mark.parametrize(("make", "name"), [(ocel_json, "log.jsonocel"), (ocel_sqlite, "log.sqlite")])
def test_an_object_centric_log_is_flattened_and_says_so(tmp_path: Path, make: object, name: str) -> None:
    found = measured(ORDER, make(tmp_path / name), object_type="Order")  # type: ignore[operator]
    assert [note.said() for note in found.notes] == [NOTE]
    assert (found.cases, found.events) == (2, 4)
    assert found.conformance is not None
    assert found.conformance.following == Share(part=2, whole=2)
    assert found.throughput is not None
    assert found.throughput.mean == 5400  # two hours and one


def test_the_object_type_must_be_named_where_there_are_several(tmp_path: Path) -> None:
    log = ocel_json(tmp_path / "log.jsonocel")
    with pytest.raises(ProcstdError) as stopped:
        measured(ORDER, log)
    assert str(stopped.value) == (
        "log.jsonocel: an object-centric log has a case notion for each object type; name one with object_type "
        "(there are Order (2), Truck (1))"
    )
    with pytest.raises(ProcstdError, match='there is no object type "Oder"; did you mean "Order"'):
        measured(ORDER, log, object_type="Oder")


@pytest.mark.parametrize("text", ["{", "[]", '{"objects": 1, "events": []}'])
def test_json_that_is_no_object_centric_log_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "log.jsonocel").write_text(text, encoding="utf-8")
    with pytest.raises(ProcstdError, match=r"^log\.jsonocel(:1)?: no (JSON|OCEL 2\.0 log)"):
        measured(ORDER, tmp_path / "log.jsonocel")
