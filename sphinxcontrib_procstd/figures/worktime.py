"""Working time as a table that queries join: no engine has to know a calendar.

A moment belongs to a quarter of an hour, its slot: milliseconds since 1970 (UTC) divided by `SLOT`. All time zones
in use since 1970 and all working hours that settings can name lie on whole slots, so within a slot nothing changes
but the clock. For each slot that a log uses the table says how much working time lies before it and whether work is
done in it; the working time between two moments is the difference of two look-ups.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.diagnostics import ProcstdError

if TYPE_CHECKING:
    from sphinxcontrib_procstd.figures.spec import LogSpec, WorkCalendar

SLOT = 900_000
"""Milliseconds of a slot."""

_MINUTE = 60_000


def slot_rows(slots: Iterable[int], spec: LogSpec) -> list[dict[str, Any]]:
    """Return a row for each slot.

    ``day``: how many working days end with or before its day. ``worked``: milliseconds of working time before it.
    ``open``: 1 if work is done in it, else 0. ``second``: seconds of its start after midnight. ``month``: such as
    2026-01. Days and hours are those of the log's time zone.
    """
    wanted = sorted(set(slots))
    if not wanted:
        return []
    zone = spec.zone
    starts = [dt.datetime.fromtimestamp(slot * SLOT / 1000, zone) for slot in wanted]
    first, last = starts[0].date(), starts[-1].date()
    days = _WorkDays(spec.calendar, first, last)
    rows = []
    for slot, start in zip(wanted, starts, strict=True):
        minute = start.hour * 60 + start.minute
        number, worked, is_open = days.at(start.date(), minute)
        rows.append(
            {
                "slot": slot,
                "day": number,
                "worked": worked * _MINUTE,
                "open": is_open,
                "second": minute * 60 + start.second,
                "month": f"{start.year:04}-{start.month:02}",
            }
        )
    return rows


class _WorkDays:
    """The working days from one date to another, counted."""

    def __init__(self, calendar: WorkCalendar, first: dt.date, last: dt.date) -> None:
        self.hours = calendar.hours
        self.per_day = sum(end - start for start, end in calendar.hours)
        free, worked = _exceptions(calendar, first, last)
        self.days = []
        for number in range(first.toordinal(), last.toordinal() + 1):
            day = dt.date.fromordinal(number)
            if day in worked or (day.weekday() in calendar.days and day not in free):
                self.days.append(number)

    def at(self, day: dt.date, minute: int) -> tuple[int, int, int]:
        """Return the working days up to and with a day, the minutes worked before a minute of it, 1 if work is on."""
        number = day.toordinal()
        count = bisect_right(self.days, number)
        if not count or self.days[count - 1] != number:
            return count, count * self.per_day, 0
        today = sum(max(0, min(minute, end) - start) for start, end in self.hours)
        is_open = any(start <= minute < end for start, end in self.hours)
        return count, (count - 1) * self.per_day + today, int(is_open)


def _exceptions(calendar: WorkCalendar, first: dt.date, last: dt.date) -> tuple[Container[dt.date], Container[dt.date]]:
    """Return the free days and the days worked in spite of their weekday: the listed ones and a country's."""
    if not calendar.country:
        return calendar.holidays, calendar.workdays
    try:
        import holidays
    except ImportError:
        message = 'public holidays need the package holidays: pip install "sphinxcontrib-procstd[figures]"'
        raise ProcstdError(message) from None
    try:
        public = holidays.country_holidays(calendar.country, years=range(first.year, last.year + 1))
    except NotImplementedError:
        raise ProcstdError(f"procstd_figures: no holidays are known of the country {calendar.country!r}") from None
    worked = frozenset(getattr(public, "weekend_workdays", ()))  # such as China's make-up days
    return (
        (frozenset(public) | calendar.holidays) - calendar.workdays,
        (worked | calendar.workdays) - calendar.holidays,
    )
