"""Review dates: what is overdue, what is due soon, as a list, as CSV and as a calendar."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from sphinxcontrib_procstd.diagnostics import ProcstdError, say
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process, Status
from sphinxcontrib_procstd.model.review import next_review


class DueState(StrEnum):
    """How a review stands against the calendar; most urgent first."""

    LATE = "late"
    """Overdue, and past its grace."""
    OVERDUE = "overdue"
    SOON = "soon"
    PLANNED = "planned"
    UNKNOWN = "unknown"
    """No date: the review cycle or the date it starts from is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The next review of a process: its date (None: unknown) and how that stands today."""

    process: Process
    date: date | None
    state: DueState


def today_of(setting: str, environment: Mapping[str, str]) -> date:
    """Return the day reviews are due against: the setting, else SOURCE_DATE_EPOCH (in UTC), else today.

    SOURCE_DATE_EPOCH is the convention of https://reproducible-builds.org/specs/source-date-epoch/. Raises
    `ProcstdError` for a day that is none.
    """
    if setting:
        try:
            return date.fromisoformat(setting)
        except ValueError:
            message = say('{setting}: "{text}" is not a date such as 2026-01-31', setting="procstd_today", text=setting)
            raise ProcstdError(message) from None
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
        except (ValueError, OverflowError, OSError):
            message = say('{setting}: "{text}" is not a number of seconds', setting="SOURCE_DATE_EPOCH", text=epoch)
            raise ProcstdError(message) from None
    return datetime.now(tz=UTC).astimezone().date()


def due_of(process: Process, today: date, grace: int, soon: int) -> Due:
    """Return when a process is due; ``grace`` and ``soon`` are days."""
    text = next_review(process)
    if not text:
        return Due(process=process, date=None, state=DueState.UNKNOWN)
    when = date.fromisoformat(text)
    days = (today - when).days
    if days > grace:
        state = DueState.LATE
    elif days > 0:
        state = DueState.OVERDUE
    else:
        state = DueState.SOON if -days <= soon else DueState.PLANNED
    return Due(process=process, date=when, state=state)


def review_dates(processes: Iterable[Process], today: date, grace: int, soon: int) -> list[Due]:
    """Return the next review of each process that is not retired, the most urgent first, those without a date last."""
    found = [due_of(process, today, grace, soon) for process in processes if process.status is not Status.RETIRED]
    return sorted(found, key=lambda due: (due.date or date.max, due.process.id))


Words = Callable[[str], str]

LABELS = {
    DueState.LATE: "Overdue, past its grace",
    DueState.OVERDUE: "Overdue",
    DueState.SOON: "Due soon",
    DueState.PLANNED: "Planned",
    DueState.UNKNOWN: "No date",
}


def due_csv(dues: Iterable[Due], catalogue: Catalogue, words: Words) -> bytes:
    """Return review dates as CSV that spreadsheets read: UTF-8 with a mark, and no cell that could be a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    heads = ("Process", "Number", "Process owner", "Last review", "Review cycle", "Next review", "State")
    writer.writerow([words(head) for head in heads])
    for due in dues:
        process = due.process
        owner = catalogue.role_text(process.owner) if process.owner else ""
        cells = (process.title, process.number, owner, process.last_reviewed, process.review_cycle)
        when = due.date.isoformat() if due.date else ""
        writer.writerow([harmless(cell) for cell in (*cells, when, words(LABELS[due.state]))])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def due_ics(
    dues: Iterable[Due], catalogue: Catalogue, words: Words, stamp: date, url: Callable[[Process], str]
) -> bytes:
    """Return review dates as a calendar (RFC 5545): one day-long event each, reminded of a week before.

    ``stamp`` dates the events: the same handbook, the same bytes. Needs the package icalendar.
    """
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//sphinxcontrib-procstd//review-calendar//EN")
    calendar.add("version", "2.0")
    for due in dues:
        if due.date is None:
            continue
        process = due.process
        event = Event()
        event.add("uid", f"{process.id}-{due.date.isoformat()}@procstd")
        event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
        event.add("summary", words("Review of {process}").replace("{process}", process.title))
        event.add("dtstart", due.date)
        event.add("dtend", due.date + timedelta(days=1))
        owner = catalogue.role_text(process.owner) if process.owner else ""
        event.add("description", "\n".join(filter(None, (process.number, owner, process.review_cycle))))
        if address := url(process):
            event.add("url", address)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", words("Review of {process}").replace("{process}", process.title))
        alarm.add("trigger", timedelta(days=-7))
        event.add_component(alarm)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
