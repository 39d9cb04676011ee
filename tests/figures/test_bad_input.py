"""A log with every fault there is: each is counted with its first lines, and the sound events give figures."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.figures.result import Example, Fault, Figures, Unknown
from tests.figures.samples import ORDER, measured, write_log

FAULTY = """\
case_id,activity,start,complete,role
NA,take,2026-01-05T09:00:00+08:00,2026-01-05T10:00:00+08:00,Sales
007,take,2026-01-05 09:00,2026-01-05 10:00,Sales
007,pick,2026-01-05T12:00:00Z,2026-01-05T11:00:00Z,Store
007,"check
the goods",2026-01-05T13:00:00Z,2026-01-05T13:00:00Z,Store
007,check,2026-01-05T13:00:00Z,2026-01-05T14:00:00Z,Store
007,check,2026-01-05T13:00:00Z,2026-01-05T14:00:00Z,Store
007,pack,,,Store
007,pack,,yesterday,Store
,pack,,2026-01-06T14:00:00Z,Store
007,,,2026-01-06T14:00:00Z,Store
too,many,2026-01-06,2026-01-06,x,y,z
few
007,take the oder,soon,2026-01-06T14:00:00Z,Sales
007,pack,2026-01-06T09:00:00Z,2026-01-06T10:00:00Z,Store
"""


def examples(*lines: tuple[str, str]) -> tuple[Example, ...]:
    return tuple(Example(place=place, text=text) for place, text in lines)


REPORT = (
    Fault(
        kind="rejected",
        count=2,
        examples=examples(("log.csv:13", "more cells than columns"), ("log.csv:14", "fewer cells than columns")),
    ),
    Fault(kind="no-case", count=1, examples=examples(("log.csv:11", "pack"))),
    Fault(kind="no-activity", count=1, examples=examples(("log.csv:12", ""))),
    Fault(kind="no-stamp", count=1, examples=examples(("log.csv:9", "pack"))),
    Fault(kind="bad-stamp", count=1, examples=examples(("log.csv:10", "yesterday"))),
    Fault(kind="bad-start", count=1, examples=examples(("log.csv:15", "soon"))),
    Fault(kind="backwards", count=1, examples=examples(("log.csv:4", "pick"))),
    Fault(kind="unordered", count=1, examples=examples(("log.csv:15", ""))),
    Fault(kind="duplicate", count=1, examples=examples(("log.csv:8", ""))),
    Fault(kind="no-zone", count=1, examples=examples(("log.csv:3", "take"))),
    Fault(kind="unknown", count=1, examples=examples(("take the oder", "1 → Take the order?"))),
)


def test_every_fault_is_counted_with_its_first_lines(tmp_path: Path) -> None:
    found = measured(ORDER, write_log(tmp_path, FAULTY), time_zone="Asia/Shanghai")
    assert found.faults == REPORT
    assert (found.cases, found.events) == (2, 7)


def test_lines_are_right_with_windows_line_ends_a_mark_and_in_an_archive(tmp_path: Path) -> None:
    text = FAULTY.replace("\n", "\r\n")
    (tmp_path / "log.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert measured(ORDER, tmp_path / "log.csv", time_zone="Asia/Shanghai").faults == REPORT
    (tmp_path / "log.csv.gz").write_bytes(gzip.compress(FAULTY.encode()))
    packed = measured(ORDER, tmp_path / "log.csv.gz", time_zone="Asia/Shanghai").faults
    assert [(fault.kind, fault.count) for fault in packed] == [(fault.kind, fault.count) for fault in REPORT]


def test_case_ids_stay_text(tmp_path: Path) -> None:
    """NA is no missing value and 007 is not 7."""
    text = (
        "case_id,activity,complete\nNA,take,2026-01-05\n007,take,2026-01-05\n7,take,2026-01-05\n1e3,take,2026-01-05\n"
    )
    found = measured(ORDER, write_log(tmp_path, text + "null,take,2026-01-05\nTrue,take,2026-01-05\n"))
    assert (found.cases, found.faults) == (6, ())


def test_a_name_in_the_log_is_met_by_its_step(tmp_path: Path) -> None:
    """By id, by title, by number and title, whatever its case."""
    rows = ["take", "2. Pick the goods", "CHECK THE GOODS", "pack_the_goods"]
    text = "case_id,activity,complete\n" + "".join(f"1,{name},2026-01-0{day}\n" for day, name in enumerate(rows, 1))
    found = measured(ORDER, write_log(tmp_path, text))
    assert [step.events for step in found.steps] == [1, 1, 1, 1]
    assert found.unknown == ()


def test_settings_say_which_step_a_name_means_and_which_are_left_out(tmp_path: Path) -> None:
    text = "case_id,activity,complete\n1,Order in,2026-01-01\n1,Coffee,2026-01-02\n1,Robbed,2026-01-03\n"
    found = measured(ORDER, write_log(tmp_path, text), activities={"Order in": "take", "Coffee": ""})
    assert found.unknown == (Unknown(activity="Robbed", events=1),)
    assert [(fault.kind, fault.count) for fault in found.faults] == [("unknown", 1), ("ignored", 1)]
    assert found.events == 2


def test_an_endless_line_is_left_out_and_said(tmp_path: Path) -> None:
    lines = FAULTY.splitlines(keepends=True)
    log = write_log(tmp_path, "".join([*lines[:3], "x" * 3_000_000 + "\n", *lines[3:]]))
    rejected = measured(ORDER, log, time_zone="Asia/Shanghai").faults[0]
    assert (rejected.count, rejected.examples[0]) == (3, Example(place="log.csv:4", text="a line of over 1 MB"))


@pytest.mark.parametrize("text", ["case_id,activity,complete\n", "case_id,activity,complete\n1,take,\n"])
def test_a_log_without_a_sound_event_gives_no_figures_and_says_so(tmp_path: Path, text: str) -> None:
    found = measured(ORDER, write_log(tmp_path, text))
    assert found.is_empty
    assert found.throughput is None


def message_of(tmp_path: Path, content: bytes, name: str = "log.csv", **settings: object) -> str:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ProcstdError) as stopped:
        measured(ORDER, tmp_path / name, **settings)
    return str(stopped.value)


def test_what_is_no_log_at_all_is_refused_with_its_place(tmp_path: Path) -> None:
    assert message_of(tmp_path, b"") == "log.csv:1: is empty: not even a line of column names"
    assert message_of(tmp_path, "case_id,activity\n1,领\n".encode("gbk")) == (
        'log.csv:2: is not UTF-8; name its encoding in procstd_figures, such as "encoding": "gb18030"'
    )
    assert message_of(tmp_path, b"case_id,activity,when\n") == (
        "log.csv has no column known to hold the completion time; name it in columns: {'complete': ...} "
        "(there are case_id, activity, when)"
    )
    assert message_of(tmp_path, b"case_id,activity,complete\n", columns={"role": "activty"}) == (
        'log.csv has no column "activty"; did you mean "activity"?'
    )
    assert message_of(tmp_path, b"PAR1", "log.parquet").startswith("log.parquet: cannot be read: ")
    assert message_of(tmp_path, b"", "log.doc") == (
        "log.doc: cannot tell its format; known are .csv .tsv .xes .xes.gz .parquet .jsonocel .xmlocel .sqlite"
    )


def test_a_log_of_another_encoding_and_delimiter(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_bytes(
        "案例编号;活动;完成时间\n007;take;2026/1/5 9:00\n007;pick;2026/1/5 10:30\n".encode("gbk")
    )
    found = measured(ORDER, tmp_path / "log.csv", encoding="gb18030")
    assert (found.cases, found.events, found.faults) == (1, 2, ())
    assert found.throughput is not None
    assert found.throughput.mean == 5400


def test_a_format_of_stamps_can_be_named(tmp_path: Path) -> None:
    log = write_log(tmp_path, "case_id,activity,complete\n1,take,1/5/2026 09:00\n1,pick,1/5/2026 10:00\n")
    assert [fault.kind for fault in measured(ORDER, log).faults] == ["bad-stamp"]
    found = measured(ORDER, log, time_format="%m/%d/%Y %H:%M")
    assert (found.faults, found.first) == ((), "2026-01-05T09:00:00+00:00")


def test_a_summer_time_day_has_its_own_length(tmp_path: Path) -> None:
    """In Berlin the night of 2026-03-29 is an hour short: from 00:00 to 06:00 pass 5 hours."""
    log = write_log(tmp_path, "case_id,activity,complete\n1,take,2026-03-29 00:00\n1,pick,2026-03-29 06:00\n")
    found: Figures = measured(ORDER, log, time_zone="Europe/Berlin")
    assert found.throughput is not None
    assert found.throughput.mean == 5 * 3600
