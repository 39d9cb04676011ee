"""Logs as systems really write them: stamps of many kinds, XES of odd structure, columns of any type."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.figures.result import Example, Fault, Figures
from tests.figures.samples import ORDER, measured, write_log

HEAD = "case_id,activity,complete\n"


def an_hour(found: Figures) -> bool:
    """Return whether a log of two events was read: one case of an hour from 09:00."""
    assert found.throughput is not None
    return (found.cases, found.throughput.mean, found.first[:16], found.faults) == (1, 3600, "2026-01-05T09:00", ())


@pytest.mark.parametrize(
    ("nine", "ten"),
    [
        ("2026-01-05 09:00", "2026-01-05T10:00:00"),
        ("2026/1/5 9:00", "2026/01/05 10:00:00"),
        ("05.01.2026 09:00", "5.1.2026 10:00:00"),
        ("2026年1月5日 09:00", "2026年01月05日 10:00:00"),
        ("1767603600", "1767607200"),
        ("1767603600000", "1767607200000"),
        ("46027.375", "46027.416666666664"),
        ('"2026-01-05 09:00:00,000"', '"2026-01-05 10:00:00,000"'),
    ],
)
def test_stamps_that_have_one_meaning_are_read(tmp_path: Path, nine: str, ten: str) -> None:
    """ISO 8601, day.month.year, Chinese, seconds and milliseconds since 1970, days of a spreadsheet, a comma."""
    assert an_hour(measured(ORDER, write_log(tmp_path, f"{HEAD}1,take,{nine}\n1,pick,{ten}\n")))


def test_a_stamp_that_has_two_meanings_is_not_guessed(tmp_path: Path) -> None:
    found = measured(ORDER, write_log(tmp_path, f"{HEAD}1,take,1/5/2026 9:00\n"))
    assert found.faults == (
        Fault(kind="bad-stamp", count=1, examples=(Example(place="log.csv:2", text="1/5/2026 9:00"),)),
    )


def test_a_stamp_that_means_never_is_no_stamp(tmp_path: Path) -> None:
    found = measured(ORDER, write_log(tmp_path, f"{HEAD}1,take,2026-01-05\n1,pick,9999-12-31\n1,pack,0001-01-01\n"))
    assert [(fault.kind, fault.count) for fault in found.faults] == [("bad-stamp", 2)]
    assert found.as_of == "2026-01-05T00:00:00+00:00"


def test_a_spreadsheet_day_is_a_day_of_the_logs_zone(tmp_path: Path) -> None:
    found = measured(ORDER, write_log(tmp_path, f"{HEAD}1,take,46027.375\n"), time_zone="Asia/Shanghai")
    assert found.first == "2026-01-05T09:00:00+08:00"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("told", ["", "sep=;"])
def test_tables_of_spreadsheets(tmp_path: Path, ends: str, told: str) -> None:
    """Semicolons with a decimal comma, a mark of byte order, a first line that tells the delimiter, any line end."""
    lines = [told, "case_id;activity;complete;score", "1;take;2026-01-05 09:00;", "1;pick;2026-01-05 10:00;4,5"]
    log = tmp_path / "log.csv"
    log.write_bytes(b"\xef\xbb\xbf" + "".join(line + ends for line in lines if line).encode())
    found = measured(ORDER, log, columns={"satisfaction": "score"})
    assert an_hour(found)
    assert found.satisfaction is not None
    assert found.satisfaction.mean == 4.5


def test_a_score_that_is_no_number_is_counted_and_its_line_told(tmp_path: Path) -> None:
    text = "case_id;activity;complete;score\n1;take;2026-01-05;good\n"
    found = measured(ORDER, write_log(tmp_path, f"sep=;\n{text}"), columns={"satisfaction": "score"})
    assert found.faults == (Fault(kind="bad-score", count=1, examples=(Example(place="log.csv:3", text="good"),)),)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Shanghai"])
def test_parquet_of_any_precision_zone_and_encoding(tmp_path: Path, unit: str, zone: str | None) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    stamps = [dt.datetime(2026, 1, 5, hour, tzinfo=dt.UTC if zone else None) for hour in (9, 10)]
    table = pa.table(
        {
            "case": pa.array(["1", "1"]).dictionary_encode(),
            "activity": pa.array(["take", "pick"]).dictionary_encode(),
            "time": pa.array(stamps, pa.timestamp(unit, tz=zone)),
        }
    )
    pq.write_table(table, tmp_path / "log.parquet")
    assert an_hour(measured(ORDER, tmp_path / "log.parquet"))


def test_parquet_with_numbers_for_stamps_and_cases(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    numbers = [1767603600 * 10**9, 1767607200 * 10**9]
    pq.write_table(pa.table({"case": [7, 7], "activity": ["take", "pick"], "time": numbers}), tmp_path / "log.parquet")
    assert an_hour(measured(ORDER, tmp_path / "log.parquet"))


def event(activity: str, stamp: str, more: str = "") -> str:
    name = f'<string key="concept:name" value="{activity}"/>'
    return f'<event>{name}<date key="time:timestamp" value="{stamp}"/>{more}</event>'


NINE, TEN = "2026-01-05T09:00:00.000+00:00", "2026-01-05T10:00:00.000+00:00"
NAME = '<string key="concept:name" value="1"/>'


@pytest.mark.parametrize(
    "content",
    [
        f"{NAME}{event('take', NINE)}{event('pick', TEN)}",
        f"{event('take', NINE)}{event('pick', TEN)}{NAME}",
        NAME.replace("/>", '><string key="concept:name" value="inner"/></string>')
        + event("take", NINE, '<list key="l"><values><string key="concept:name" value="x"/></values></list>')
        + event("pick", TEN, f'<container key="c"><date key="time:timestamp" value="{NINE}"/></container>'),
        NAME + event("take", NINE, "".join(f'<int key="a{n}" value="{n}"/>' for n in range(3000))) + event("pick", TEN),
    ],
    ids=["plain", "name-last", "nested", "thousands-of-attributes"],
)
@pytest.mark.parametrize("space", ["", ' xmlns="http://www.xes-standard.org/"'])
def test_xes_of_odd_structure(tmp_path: Path, content: str, space: str) -> None:
    defaults = f'<global scope="event">{NAME}<date key="time:timestamp" value="1970-01-01T00:00:00Z"/></global>'
    log = write_log(tmp_path, f"<log{space}>{defaults}<trace>{content}</trace></log>", "log.xes")
    assert an_hour(measured(ORDER, log))


def test_the_value_of_a_global_declaration_stands_in_for_nothing(tmp_path: Path) -> None:
    """Tools write placeholders there, such as 1970 and ``__INVALID__``: what an event lacks is a fault."""
    held = '<string key="concept:name" value="take"/><date key="time:timestamp" value="2026-01-05T08:00:00Z"/>'
    content = f'<global scope="event">{held}</global><trace>{NAME}<event/>{event("pick", TEN)}</trace>'
    found = measured(ORDER, write_log(tmp_path, f"<log>{content}</log>", "log.xes"))
    assert (found.events, [(fault.kind, fault.count) for fault in found.faults]) == (1, [("no-activity", 1)])


def test_xes_attributes_after_thousands_of_others_are_found(tmp_path: Path) -> None:
    many = "".join(f'<int key="a{n}" value="{n}"/>' for n in range(3000)) + '<string key="outcome" value="ok"/>'
    log = write_log(tmp_path, f"<log><trace>{NAME}{event('take', NINE, many)}</trace></log>", "log.xes")
    errors = measured(ORDER, log).errors
    assert errors is not None
    assert (errors.part, errors.whole) == (0, 1)


def test_xes_traces_without_a_name_are_cases_of_their_own_and_the_page_says_so(tmp_path: Path) -> None:
    trace = f"<trace>{event('take', NINE)}</trace>"
    found = measured(ORDER, write_log(tmp_path, f"<log>{trace}{trace}</log>", "log.xes"))
    assert found.cases == 2
    assert [note.said() for note in found.notes] == ["Traces without a name: 2. Each counts as a case of its own."]


def test_an_empty_xes_and_events_of_no_trace(tmp_path: Path) -> None:
    assert measured(ORDER, write_log(tmp_path, "<log/>", "log.xes")).is_empty
    found = measured(ORDER, write_log(tmp_path, f"<log>{event('take', NINE)}</log>", "log.xes"))
    assert [(fault.kind, fault.count) for fault in found.faults] == [("no-case", 1)]


def test_lifecycles_as_in_the_challenge_logs(tmp_path: Path) -> None:
    """Schedule, start, suspend, resume and complete: starts pair with completions, the others are counted."""
    events = "".join(
        event(name, f"2026-01-05T{at}:00Z", f'<string key="lifecycle:transition" value="{phase}"/>')
        for name, phase, at in (
            ("take", "SCHEDULE", "08:00"),
            ("take", "START", "08:30"),
            ("take", "SUSPEND", "08:40"),
            ("take", "RESUME", "08:50"),
            ("take", "COMPLETE", "09:00"),
        )
    )
    found = measured(ORDER, write_log(tmp_path, f"<log><trace>{NAME}{events}</trace></log>", "log.xes"))
    take = found.step("take")
    assert take is not None
    assert take.processing is not None
    assert (found.events, take.processing.mean) == (1, 1800)
    assert [(fault.kind, fault.count) for fault in found.faults] == [("lifecycle", 3)]


OCEL = """<?xml version="1.0" encoding="UTF-8"?>
<log><object-types><object-type name="order"><attributes/></object-type></object-types>
<objects><object id="o1" type="order"><attributes/></object></objects>
<events><event id="e1" type="take" time="2026-01-05T09:00:00Z">
<attributes><attribute name="role">Sales</attribute></attributes>
<objects><relationship object-id="o1" qualifier="of"/></objects></event>
<event id="e2" type="pick" time="2026-01-05T10:00:00Z"><objects><relationship object-id="o1" qualifier=""/></objects>
</event></events></log>
"""


@pytest.mark.parametrize("name", ["log.xmlocel", "log.xml"])
def test_object_centric_xml(tmp_path: Path, name: str) -> None:
    found = measured(ORDER, write_log(tmp_path, OCEL, name))
    assert an_hour(found)
    assert found.hand_over_by == "role"
    assert (
        found.notes[0]
        .said()
        .startswith('The object-centric log is flattened on the object type "order": 2 of 2 events')
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<log>", "log.xml:1: no well-formed XML: no element found"),
        ("<log/>", "log.xml: no OCEL 2.0 log: it has neither objects nor events"),
        ("<!DOCTYPE log><log/>", "log.xml:1: document types are not read"),
    ],
)
def test_xml_that_is_no_log_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ProcstdError) as stopped:
        measured(ORDER, write_log(tmp_path, text, "log.xml"))
    assert str(stopped.value) == message


def test_a_log_read_by_the_wrong_column_gives_a_bounded_list(tmp_path: Path) -> None:
    """Of a thousand activities that are no step the hundred most frequent are listed; all are counted."""
    text = HEAD + "".join(f"1,remark {number},2026-01-05\n" for number in range(1000))
    found = measured(ORDER, write_log(tmp_path, text))
    assert len(found.unknown) == 100
    assert [(fault.kind, fault.count) for fault in found.faults] == [("unknown", 1000)]
