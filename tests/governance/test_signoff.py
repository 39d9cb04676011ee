"""Sign-off files: what is written is never lost, and what was tampered with is said."""

from __future__ import annotations

import json
import multiprocessing
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.governance.signoff import (
    append_record,
    check_new,
    make_record,
    read_date,
    read_signoffs,
    seal_of,
    unknown_files,
)
from sphinxcontrib_procstd.model.governance import Meaning

VALUES: dict[str, Any] = {
    "process": "order", "version": "1.0", "meaning": Meaning.APPROVE, "role": "Sales director", "name": "Li Lei",
    "date": "2026-03-01T09:00+08:00", "fingerprint": "p1-sha256:abc", "parts": {"header": "0123"},
}  # fmt: skip
TODAY = date(2026, 6, 1)


def line(**changes: Any) -> str:
    return make_record(**{**VALUES, **changes})


def resealed(**changes: Any) -> str:
    """Return a record that its forger gave a fitting checksum."""
    values = json.loads(line()) | changes
    values = {key: value for key, value in values.items() if key != "seal" and value is not None}
    return json.dumps({**values, "seal": seal_of(values)})


def faults(folder: Path, *lines: str) -> list[str]:
    path = folder / "order.jsonl"
    path.write_text("".join(f"{each}\n" for each in lines), encoding="utf-8")
    return [f"{fault.location}: {fault.message}" for fault in read_signoffs(path, "signoffs/order.jsonl")[1]]


def test_a_record_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "order.jsonl"
    append_record(path, line(comment="looks good", signer="li@example.com"))
    (found,), said = read_signoffs(path)
    assert said == ()
    shown = {name: getattr(found, name) for name in (*VALUES, "comment", "signer")}
    assert shown == {**VALUES, "comment": "looks good", "signer": "li@example.com"}
    assert str(found.location) == f"{path}:1"


@given(name=st.text(min_size=1), comment=st.text())
def test_any_name_and_comment_read_back(tmp_path_factory: pytest.TempPathFactory, name: str, comment: str) -> None:
    path = tmp_path_factory.mktemp("any") / "order.jsonl"
    written = line(name=name, comment=comment)
    assert "\n" not in written
    append_record(path, written)
    (found,), said = read_signoffs(path)
    assert (found.name, found.comment, said) == (name, comment, ())


def test_a_file_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert read_signoffs(tmp_path / "order.jsonl") == ((), ())


def test_an_edited_record_is_noticed(tmp_path: Path) -> None:
    edited = line().replace("Li Lei", "Han Mei")
    message = "signoffs/order.jsonl:2: this sign-off was edited after it was written: its checksum does not fit"
    assert faults(tmp_path, line(), edited) == [message]


BAD = {
    "{": "this line is no sign-off record: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
    "[1]": "this line is no sign-off record: it is not a JSON object",
    "[" * 100_000: "this line is no sign-off record: it is nested too deep",
    '{"v": 1, "v": 1}': 'this line is no sign-off record: "v" is given twice',
    '{"v": 2}': "this sign-off has the version 2; this program reads 1",
    '{"v": 1}': 'this sign-off has no "process"',
    resealed(date="2026-13-01"): '"2026-13-01" is not a date such as 2026-01-31 or 2026-01-31T15:30',
    resealed(role=None): 'this sign-off has no "role"',
    resealed(name=7): 'this sign-off has no "name"',
    resealed(process="refund"): 'this sign-off is of the process "refund", but the file is of "order"',
    resealed(meaning="seen"): '"seen" is no meaning of a signature: review or approve',
}


@pytest.mark.parametrize("text", BAD, ids=[message[:40] for message in BAD.values()])
def test_a_line_that_is_no_record_is_said_with_its_place_and_hides_no_other(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, line(), text) == [f"signoffs/order.jsonl:2: {BAD[text]}"]
    assert len(read_signoffs(tmp_path / "order.jsonl")[0]) == 1


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "order.jsonl"
    path.write_bytes("李雷".encode("gbk"))
    (fault,) = read_signoffs(path, "signoffs/order.jsonl")[1]
    assert f"{fault.location}: {fault.message}".startswith(
        "signoffs/order.jsonl: the sign-offs cannot be read: 'utf-8'"
    )


def test_a_clock_that_went_backwards_is_said(tmp_path: Path) -> None:
    earlier = line(name="Han Mei", date="2026-02-28")
    assert faults(tmp_path, line(), earlier) == [
        (
            "signoffs/order.jsonl:2: dated 2026-02-28, before the sign-off above it "
            "(signoffs/order.jsonl:1, 2026-03-01T09:00+08:00)"
        )
    ]


def test_one_person_in_two_parts_is_said(tmp_path: Path) -> None:
    again = line(role="Quality manager", name="LI LEI", meaning=Meaning.REVIEW)
    assert faults(tmp_path, line(), again) == [
        "signoffs/order.jsonl:2: LI LEI already signed this content as Sales director (approve, signoffs/order.jsonl:1)"
    ]


def test_a_person_may_sign_the_next_version(tmp_path: Path) -> None:
    assert faults(tmp_path, line(), line(version="1.1", fingerprint="p1-sha256:def")) == []


def test_a_file_of_an_unknown_process_is_said_with_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "ordr.jsonl").touch()
    (fault,) = unknown_files(tmp_path, ["order", "refund"], "signoffs")
    assert (
        f"{fault.location}: {fault.message}" == 'signoffs/ordr.jsonl: there is no process "ordr"; did you mean "order"?'
    )


NEW = {
    "lies in the future": ({"date": "2026-06-02"}, "2026-06-02 lies in the future: today is 2026-06-01"),
    "before another": (
        {"name": "Han Mei", "date": "2026-02-01"},
        "signoffs/order.jsonl:1: 2026-02-01 lies before a sign-off that is already there (2026-03-01T09:00+08:00)",
    ),
    "same person": (
        {"date": "2026-03-02", "meaning": Meaning.REVIEW},
        "signoffs/order.jsonl:1: Li Lei already signed this content as Sales director (approve, signoffs/order.jsonl:1)",
    ),
    "no date": ({"date": "soon"}, '"soon" is not a date such as 2026-01-31 or 2026-01-31T15:30'),
}


@pytest.mark.parametrize("case", NEW)
def test_a_record_that_may_not_follow_is_refused(tmp_path: Path, case: str) -> None:
    path = tmp_path / "order.jsonl"
    append_record(path, line())
    known, _ = read_signoffs(path, "signoffs/order.jsonl")
    changes, message = NEW[case]
    with pytest.raises(ProcstdError) as refused:
        check_new({**VALUES, **changes}, known, TODAY)
    assert str(refused.value) == message


def test_a_date_without_a_zone_is_utc() -> None:
    assert read_date("2026-03-01") < read_date("2026-03-01T00:30") < read_date("2026-03-01T09:00+08:00")


def test_a_last_line_without_its_end_is_not_run_into(tmp_path: Path) -> None:
    path = tmp_path / "order.jsonl"
    path.write_text(line(), encoding="utf-8")
    append_record(path, line(name="Han Mei"))
    assert [one.name for one in read_signoffs(path)[0]] == ["Li Lei", "Han Mei"]


WRITER = """
import sys
from pathlib import Path
from sphinxcontrib_procstd.governance.signoff import append_record, make_record
from sphinxcontrib_procstd.model.governance import Meaning
folder, start = sys.argv[1:]
for number in range(int(start), int(start) + 100_000):
    record = make_record(process="order", version="1.0", meaning=Meaning.REVIEW, role="Clerk", name=f"Person {number}",
        date="2026-03-01", fingerprint="p1-sha256:abc", parts={"step:x": "0" * 2000})
    append_record(Path(folder, "order.jsonl"), record)
    print(number, flush=True)
"""


def test_a_command_killed_half_way_loses_no_record_and_leaves_no_half_one(tmp_path: Path) -> None:
    path, done, chance = tmp_path / "order.jsonl", [], random.Random(7)
    for start in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(start * 1000)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout
            done.append(int(writer.stdout.readline()))
            time.sleep(chance.random() * 0.05)
            writer.send_signal(signal.SIGKILL)
            done += [int(text) for text in writer.stdout.read().split()]
    signoffs, said = read_signoffs(path)
    assert said == ()
    names = [one.name for one in signoffs]
    assert [number for number in done if f"Person {number}" not in names] == []
    assert len(names) == len(set(names)) <= len(done) + 12  # a killed one may have written what it did not tell
    append_record(path, line())
    assert list(tmp_path.iterdir()) == [path]  # what killed ones left behind is gone


def _append(path: str, number: int) -> None:
    append_record(Path(path), line(name=f"Person {number}"))


def test_commands_that_sign_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "order.jsonl"
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.starmap(_append, [(str(path), number) for number in range(40)], chunksize=1)
    assert {one.name for one in read_signoffs(path)[0]} == {f"Person {number}" for number in range(40)}
    assert list(tmp_path.iterdir()) == [path]
