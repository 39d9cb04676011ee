"""Where the event log of a process lies and how it is read: one entry of ``procstd_figures`` as a value."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sphinxcontrib_procstd.diagnostics import ProcstdError, did_you_mean, say

SUFFIXES = (".csv", ".csv.gz", ".tsv", ".xes", ".xes.gz", ".parquet", ".jsonocel", ".xmlocel", ".sqlite")
"""Endings of the log files that are found beside the cached figures without being named."""

URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+]*)://")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names of the log's columns, "" where the usual names are looked for (`figures.columns.USUAL`).

    ``person`` is read only when it is named here, and never as written: it is hashed with a salt before anything
    else is done with it.
    """

    case: str = ""
    activity: str = ""
    start: str = ""
    complete: str = ""
    role: str = ""
    person: str = ""
    outcome: str = ""
    satisfaction: str = ""
    lifecycle: str = ""
    order: str = ""
    """A column that orders events of one moment; in a file the order of the rows does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """When work is done, in the log's time zone.

    ``days`` are weekdays from 0 (Monday); ``hours`` are pairs of minutes after midnight. ``holidays`` are free and
    ``workdays`` are worked whatever their weekday. ``country`` names the public holidays to add (ISO 3166 alpha-2).
    ``counts_hours``: whether limits in hours run in working hours only; else they run by the clock.
    """

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    hours: tuple[tuple[int, int], ...] = ((540, 1020),)
    holidays: frozenset[dt.date] = frozenset()
    workdays: frozenset[dt.date] = frozenset()
    country: str = ""
    counts_hours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSpec:
    """One event log and how to read it.

    ``log`` is a path from the folder of ``conf.py`` or the URL of an engine, where ``table`` names the table.
    ``activities`` maps names in the log to step ids ("" leaves the events out). ``errors`` are the outcomes that
    count as an error; ``satisfied`` is the least satisfied score. ``finished`` names the steps after which a case is
    over, where the flow should not say it. ``at_once`` is what a limit "at once" allows, in minutes.
    ``as_of`` is the moment open cases are judged at (an ISO date or time); "" is the last stamp of the log.
    """

    log: str
    table: str = ""
    object_type: str = ""
    columns: Columns = field(default_factory=Columns)
    activities: Mapping[str, str] = field(default_factory=dict)
    time_zone: str = "UTC"
    time_format: str = ""
    encoding: str = "utf-8"
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    errors: tuple[str, ...] = ("error", "failed", "failure", "错误", "失败", "差错")
    satisfied: float | None = None
    finished: tuple[str, ...] = ()
    at_once: float = 15
    as_of: str = ""

    @property
    def is_url(self) -> bool:
        """Whether the log stays in an engine."""
        return URL.match(self.log) is not None

    @property
    def shown(self) -> str:
        """The log's name for readers: never an address with its password, never a path of one machine."""
        scheme = URL.match(self.log)
        if scheme:
            return f"{scheme['scheme']}: {self.table}"
        return Path(self.log).name if Path(self.log).is_absolute() else Path(self.log).as_posix()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of stamps without one, of days and of months."""
        return ZoneInfo(self.time_zone)


def read_spec(process: str, value: Any) -> LogSpec:
    """Return the entry of one process; raises `ProcstdError` that names the key at fault."""
    where = f"procstd_figures[{process!r}]"
    if isinstance(value, str):
        value = {"log": value}
    if not isinstance(value, Mapping) or not isinstance(value.get("log"), str) or not value["log"]:
        raise ProcstdError(say('{where} must be the path or address of a log, or a mapping with "log"', where=where))
    _check_keys(where, value, LogSpec)
    read = dict(value)
    read["columns"] = _columns(where, value.get("columns", {}))
    read["calendar"] = _calendar(f"{where}['calendar']", value.get("calendar", {}))
    for name in ("errors", "finished"):
        if name in value:
            read[name] = _strings(f"{where}[{name!r}]", value[name])
    activities = value.get("activities", {})
    if not isinstance(activities, Mapping) or not all(isinstance(x, str) for pair in activities.items() for x in pair):
        raise ProcstdError(say("{where} must map names in the log to step ids", where=f"{where}['activities']"))
    for name in ("table", "object_type", "time_zone", "time_format", "encoding", "as_of"):
        if not isinstance(read.get(name, ""), str):
            raise ProcstdError(_wrong(where, name, read, "{where} must be a text, not {value}"))
    for name in ("satisfied", "at_once"):
        if isinstance(read.get(name, 0), bool) or not isinstance(read.get(name) or 0, int | float):
            raise ProcstdError(_wrong(where, name, read, "{where} must be a number, not {value}"))
    spec = LogSpec(**read)
    _check_values(where, spec)
    return spec


def _wrong(where: str, name: str, values: Mapping[Any, Any], pattern: str) -> str:
    """Return the message that the value of a key is not what it must be."""
    return say(pattern, where=f"{where}[{name!r}]", value=repr(values[name]))


def _check_values(where: str, spec: LogSpec) -> None:
    try:
        spec.zone  # noqa: B018 - looked up to see whether it exists
    except (KeyError, OSError, ValueError):
        message = say("{where}: there is no time zone {name}", where=f"{where}['time_zone']", name=repr(spec.time_zone))
        raise ProcstdError(message) from None
    if spec.is_url and not spec.table:
        raise ProcstdError(say('{where}: an engine holds many tables; name the log\'s with "table"', where=where))
    try:
        "".encode(spec.encoding)
    except LookupError:
        message = say("{where}: there is no encoding {name}", where=f"{where}['encoding']", name=repr(spec.encoding))
        raise ProcstdError(message) from None
    if spec.as_of:
        try:
            dt.datetime.fromisoformat(spec.as_of)
        except ValueError:
            pattern = "{where} must be an ISO date or time, not {value}"
            raise ProcstdError(_wrong(where, "as_of", {"as_of": spec.as_of}, pattern)) from None


def _check_keys(where: str, value: Mapping[Any, Any], shape: type) -> None:
    known = [each.name for each in fields(shape)]
    for key in value:
        if key not in known:
            near = get_close_matches(str(key), known, n=1, cutoff=0.5)
            hint = did_you_mean(near[0]) if near else say("; known are {names}", names=", ".join(known))
            raise ProcstdError(say('{where} has no key "{key}"{hint}', where=where, key=key, hint=hint))


def _columns(where: str, value: Any) -> Columns:
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value.values()):
        message = say("{where} must map what is known to the names of columns", where=f"{where}['columns']")
        raise ProcstdError(message)
    _check_keys(f"{where}['columns']", value, Columns)
    return Columns(**value)


def _strings(where: str, value: Any) -> tuple[str, ...]:
    if isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise ProcstdError(say("{where} must be a list of texts", where=where))
    return tuple(value)


def _calendar(where: str, value: Any) -> WorkCalendar:
    if not isinstance(value, Mapping):
        pattern = '{where} must be a mapping, such as {"days": "mon-fri", "hours": "09:00-18:00"}'
        raise ProcstdError(say(pattern, where=where))
    _check_keys(where, value, WorkCalendar)
    read: dict[str, Any] = dict(value)
    if "days" in read:
        read["days"] = _days(where, read["days"])
    if "hours" in read:
        read["hours"] = _hours(where, read["hours"])
    for name in ("holidays", "workdays"):
        read[name] = frozenset(_date(where, name, text) for text in read.get(name, ()))
    return WorkCalendar(**read)


def _days(where: str, value: Any) -> tuple[int, ...]:
    """Return weekdays from ``"mon-fri"`` or ``["mon", "tue"]``."""
    names = [value] if isinstance(value, str) else list(value)
    found: set[int] = set()
    for name in names:
        first, _, last = str(name).lower().partition("-")
        if first not in WEEKDAYS or (last and last not in WEEKDAYS):
            pattern = '{where}: {value} is no weekday; write "mon-fri" or ["mon", "sat"]'
            raise ProcstdError(say(pattern, where=f"{where}['days']", value=repr(name)))
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        found.update(day % 7 for day in range(start, (end if end >= start else end + 7) + 1))
    return tuple(sorted(found))


_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


def _hours(where: str, value: Any) -> tuple[tuple[int, int], ...]:
    """Return minutes after midnight from ``"09:00-12:00, 13:00-18:00"``; they lie on quarter hours."""
    found = []
    for text in value.split(",") if isinstance(value, str) else value:
        match = _HOURS.fullmatch(str(text).strip())
        start, end = (int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])) if match else (0, 0)
        if not 0 <= start < end <= 1440 or start % 15 or end % 15:
            pattern = '{where}: {value} is no time of work; write "09:00-18:00", on quarter hours'
            raise ProcstdError(say(pattern, where=f"{where}['hours']", value=repr(text)))
        found.append((start, end))
    return tuple(sorted(found))


def _date(where: str, name: str, value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        pattern = '{where}: {value} is no date; write such as "2026-10-01"'
        raise ProcstdError(say(pattern, where=f"{where}[{name!r}]", value=repr(value))) from None
