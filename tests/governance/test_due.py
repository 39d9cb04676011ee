"""Review dates: how they stand on a day, as CSV and as a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from governed import ORDER, catalogue

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.governance.due import DueState, due_csv, due_ics, due_of, review_dates, today_of
from sphinxcontrib_procstd.model.process import Process, Status

DATED = replace(ORDER, number="SOP-1", review_cycle="3 months", last_reviewed="2026-01-10")


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-03-10", DueState.PLANNED),
        ("2026-03-11", DueState.SOON),
        ("2026-04-10", DueState.SOON),
        ("2026-04-11", DueState.OVERDUE),
        ("2026-05-10", DueState.OVERDUE),
        ("2026-05-11", DueState.LATE),
    ],
)
def test_a_review_stands_against_the_day(today: str, state: DueState) -> None:
    due = due_of(DATED, date.fromisoformat(today), grace=30, soon=30)
    assert (due.date, due.state) == (date(2026, 4, 10), state)


def test_without_a_last_review_the_effective_date_counts_and_without_either_there_is_no_date() -> None:
    fresh = replace(DATED, last_reviewed="", effective="2026-02-01")
    assert due_of(fresh, date(2026, 3, 1), 30, 30).date == date(2026, 5, 1)
    assert due_of(replace(DATED, last_reviewed=""), date(2026, 3, 1), 30, 30).state is DueState.UNKNOWN


def test_the_most_urgent_stands_first_and_what_is_retired_nowhere() -> None:
    later = replace(DATED, id="later", last_reviewed="2026-02-10")
    never = replace(DATED, id="never", review_cycle="")
    retired = replace(DATED, id="old", status=Status.RETIRED)
    found = review_dates([never, retired, later, DATED], date(2026, 3, 1), 30, 30)
    assert [due.process.id for due in found] == ["order", "later", "never"]


def test_today_is_the_setting_then_the_source_date_then_the_clock() -> None:
    assert today_of("2026-03-01", {"SOURCE_DATE_EPOCH": "0"}) == date(2026, 3, 1)
    assert today_of("", {"SOURCE_DATE_EPOCH": "86400"}) == date(1970, 1, 2)
    assert today_of("", {}) >= date(2026, 1, 1)


@pytest.mark.parametrize(
    ("setting", "epoch", "message"),
    [
        ("tomorrow", "", 'procstd_today: "tomorrow" is not a date such as 2026-01-31'),
        ("", "soon", 'SOURCE_DATE_EPOCH: "soon" is not a number of seconds'),
    ],
)
def test_a_day_that_is_none_is_said(setting: str, epoch: str, message: str) -> None:
    with pytest.raises(ProcstdError) as said:
        today_of(setting, {"SOURCE_DATE_EPOCH": epoch})
    assert str(said.value) == message


def test_csv_is_what_a_spreadsheet_reads_and_no_cell_is_a_formula() -> None:
    bad = replace(DATED, title="=1+1")
    dues = review_dates([bad], date(2026, 5, 1), 30, 30)
    assert due_csv(dues, catalogue(bad), str).decode("utf-8-sig").splitlines() == [
        "Process,Number,Process owner,Last review,Review cycle,Next review,State",
        "'=1+1,SOP-1,Sales director,2026-01-10,3 months,2026-04-10,Overdue",
    ]


def test_the_calendar_has_an_event_for_each_date_and_is_the_same_each_time() -> None:
    icalendar = pytest.importorskip("icalendar")
    day = date(2026, 3, 1)
    dues = review_dates([DATED, replace(DATED, id="never", review_cycle="")], day, 30, 30)

    def make() -> bytes:
        return due_ics(dues, catalogue(DATED), str, day, lambda process: f"https://example.com/{process.id}")

    (event,) = icalendar.Calendar.from_ical(make()).walk("VEVENT")
    assert event["summary"] == "Review of Order handling"
    assert event["uid"] == "order-2026-04-10@procstd"
    assert event.decoded("dtstart") == date(2026, 4, 10)
    assert event["url"] == "https://example.com/order"
    assert make() == make()


def test_a_title_cannot_break_out_of_its_event() -> None:
    icalendar = pytest.importorskip("icalendar")
    bad: Process = replace(DATED, title="Order\r\nBEGIN:VEVENT\nSUMMARY:forged; x, y")
    text = due_ics(review_dates([bad], date(2026, 3, 1), 30, 30), catalogue(bad), str, date(2026, 3, 1), lambda _: "")
    assert len(icalendar.Calendar.from_ical(text).walk("VEVENT")) == 1
