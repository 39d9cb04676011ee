"""Time limits as values: how long, on which calendar, counted from which event."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LimitKind(StrEnum):
    """What sort of limit it is."""

    AT_ONCE = "at-once"
    DURATION = "duration"
    CLOCK = "clock"
    """A time of day or a day of the calendar: daily before 17:00, by the 5th of each month."""
    EVENT = "event"
    """Bound to another event only: before shipment."""


class Unit(StrEnum):
    """The unit an amount is counted in."""

    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class CalendarKind(StrEnum):
    """Which clock runs."""

    HOURS = "hours"
    CALENDAR_DAYS = "calendar-days"
    WORKING_DAYS = "working-days"


class Ambiguity(StrEnum):
    """Why two readers could read the limit differently."""

    DAY_KIND = "day-kind"
    """天, "days": calendar days or working days?"""
    NO_ANCHOR = "no-anchor"
    """A duration that does not say what starts the clock."""


_CALENDAR_MINUTES = {
    Unit.SECOND: 1 / 60,
    Unit.MINUTE: 1.0,
    Unit.HOUR: 60.0,
    Unit.DAY: 1440.0,
    Unit.WEEK: 7 * 1440.0,
    Unit.MONTH: 30 * 1440.0,
    Unit.QUARTER: 91 * 1440.0,
    Unit.YEAR: 365 * 1440.0,
}
_WORKING_DAYS = {Unit.DAY: 1, Unit.MONTH: 21, Unit.QUARTER: 63, Unit.YEAR: 250}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How working time is counted when limits are added up."""

    hours_per_working_day: float = 8
    days_per_working_week: int = 5

    def minutes(self, amount: float, unit: Unit, kind: CalendarKind) -> float:
        """Return the minutes of an amount; a working day has ``hours_per_working_day`` hours."""
        if kind is CalendarKind.WORKING_DAYS and unit not in {Unit.SECOND, Unit.MINUTE, Unit.HOUR}:
            days = self.days_per_working_week if unit is Unit.WEEK else _WORKING_DAYS[unit]
            return amount * days * self.hours_per_working_day * 60
        return amount * _CALENDAR_MINUTES[unit]


STANDARD_CALENDAR = Calendar()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """One time limit.

    ``text`` is what the author wrote and what pages show. A duration has ``amount``, ``unit`` and ``calendar``;
    ``before`` says it is counted back from the anchor. A clock limit has ``clock`` (``"17:00"`` or "") and
    ``every`` (``"day"``, ``"week"``, ``"month"``, ... or "" for a single day) with ``day`` as written.
    ``anchor`` is the event that starts the clock, in the author's words, "" where none is named.
    """

    kind: LimitKind
    text: str
    amount: float = 0
    unit: Unit = Unit.HOUR
    calendar: CalendarKind = CalendarKind.HOURS
    before: bool = False
    clock: str = ""
    every: str = ""
    day: str = ""
    anchor: str = ""
    ambiguities: frozenset[Ambiguity] = frozenset()

    def minutes(self, calendar: Calendar = STANDARD_CALENDAR) -> float | None:
        """Return the length in minutes, None where the limit has no length of its own (clock times, events)."""
        if self.kind is LimitKind.AT_ONCE:
            return 0.0
        if self.kind is LimitKind.DURATION and not self.before:
            return calendar.minutes(self.amount, self.unit, self.calendar)
        return None
