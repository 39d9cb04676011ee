"""One clock for one sum: time limits of different kinds counted in the kind the target is written in.

Three clocks, chosen by the target:

- *working time* (the target is in working days, or the process names its working hours, ``5×8``): a working day is
  H hours, an hour is an hour of work, a calendar day is D/7 working days (D working days a week);
- *hours* (the target is in hours): an hour is an hour, and every day, working day or not, is 24 hours, since somebody
  who waits 24 hours for an answer waits the night too;
- *calendar days* (the target is in days, weeks or months): a calendar day is 24 hours, a working day 7/D calendar days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from sphinxcontrib_procstd.model.timelimit import Calendar, CalendarKind, LimitKind, TimeLimit, Unit

_SHIFT = re.compile(r"(?<!\d)([1-7])\s?[x×*＊]\s?(\d{1,2}(?:\.\d)?)(?!\d)|(?<!\d)(\d{1,2})\s?/\s?([1-7])(?!\d)")
_A_DAY = re.compile(r"(\d{1,2}(?:\.\d)?)\s?(?:h|hours?|小时|个小时)", re.IGNORECASE)
_WORKING_DAYS = {Unit.DAY: 1.0, Unit.MONTH: 21.0, Unit.QUARTER: 63.0, Unit.YEAR: 250.0}
_CALENDAR_DAYS = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 30.0, Unit.QUARTER: 91.0, Unit.YEAR: 365.0}
_HOURS = {Unit.SECOND: 1 / 3600, Unit.MINUTE: 1 / 60, Unit.HOUR: 1.0}
_DAY, _WEEK = 24.0, 7


class ClockKind(StrEnum):
    """Which of the three clocks."""

    WORK = "work"
    HOURS = "hours"
    DAYS = "days"


def read_calendar(text: str, default: Calendar) -> tuple[Calendar, bool]:
    """Return the working hours a process's ``calendar`` states (``5×8``, ``24/7``, ``8 h``), and whether it does."""
    if found := _SHIFT.search(text):
        days, hours = (int(found[1]), float(found[2])) if found[1] else (int(found[4]), float(found[3]))
        if 0 < hours <= _DAY:
            return Calendar(hours_per_working_day=hours, days_per_working_week=days), True
    if (found := _A_DAY.search(text)) and 0 < float(found[1]) <= _DAY:
        return Calendar(
            hours_per_working_day=float(found[1]), days_per_working_week=default.days_per_working_week
        ), True
    return default, False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Counts limits in hours of one kind. ``working_day`` and ``calendar_day`` are such hours."""

    kind: ClockKind
    working_day: float
    calendar_day: float
    days_per_week: int
    in_days: bool = False
    """Whether sums are shown in days of this clock."""

    def hours(self, limit: TimeLimit | None) -> float | None:
        """Return the length of a limit, None where it has none of its own (a clock time, an event)."""
        if limit is None or limit.kind is LimitKind.AT_ONCE:
            return None if limit is None else 0.0
        if limit.kind is not LimitKind.DURATION or limit.before:
            return None
        if limit.unit in _HOURS:
            return limit.amount * _HOURS[limit.unit]
        if limit.calendar is CalendarKind.WORKING_DAYS:
            days = self.days_per_week if limit.unit is Unit.WEEK else _WORKING_DAYS[limit.unit]
            return limit.amount * days * self.working_day
        return limit.amount * _CALENDAR_DAYS[limit.unit] * self.calendar_day

    def converts(self, limit: TimeLimit) -> str:
        """Return what had to be converted to count a limit: ``"working"``, ``"calendar"``, ``"hours"`` or ``""``."""
        if limit.unit in _HOURS:
            return "hours" if self.kind is ClockKind.WORK and self.in_days else ""
        if limit.calendar is CalendarKind.WORKING_DAYS:
            return "" if self.kind is ClockKind.WORK and self.in_days else "working"
        return "" if self.kind is ClockKind.DAYS else "calendar"

    def shown(self, hours: float, lang: str) -> str:
        """Return a length as people write it: 30 min, 26 h, 3.5 working days."""
        if self.in_days:
            day = self.working_day if self.kind is ClockKind.WORK else self.calendar_day
            days = _plain(hours / day)
            if lang == "zh":
                return f"{days} 个工作日" if self.kind is ClockKind.WORK else f"{days} 个自然日"
            unit = "working day" if self.kind is ClockKind.WORK else "calendar day"
            return f"{days} {unit}" + ("" if days == "1" else "s")
        if hours < 1:
            return f"{_plain(hours * 60)} 分钟" if lang == "zh" else f"{_plain(hours * 60)} min"
        return f"{_plain(hours)} 小时" if lang == "zh" else f"{_plain(hours)} h"


def _plain(number: float) -> str:
    return f"{round(number, 2):g}"


def clock_for(target: TimeLimit, calendar_text: str, default: Calendar) -> Clock:
    """Return the clock a target is counted by."""
    calendar, stated = read_calendar(calendar_text, default)
    day, week = calendar.hours_per_working_day, calendar.days_per_working_week
    in_hours = target.unit in _HOURS
    if (target.calendar is CalendarKind.WORKING_DAYS and not in_hours) or (in_hours and stated):
        return Clock(
            kind=ClockKind.WORK,
            working_day=day,
            calendar_day=day * week / _WEEK,
            days_per_week=week,
            in_days=not in_hours,
        )
    if in_hours:
        return Clock(kind=ClockKind.HOURS, working_day=_DAY, calendar_day=_DAY, days_per_week=week)
    return Clock(
        kind=ClockKind.DAYS, working_day=_DAY * _WEEK / week, calendar_day=_DAY, days_per_week=week, in_days=True
    )
