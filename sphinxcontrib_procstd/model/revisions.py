"""What changed in a process since a date or a version, as its revision records say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sphinxcontrib_procstd.model.process import Process, Record

_PARTS = re.compile(r"[0-9]+|[^\W0-9_]+")
_VERSION = re.compile(r"[Vv]?(\d{1,6}(?:\.\d{1,6}){0,5})")


def version_order(text: str) -> list[tuple[bool, int, str]]:
    """Return any version in a form that compares, so that 1.10 is higher than 1.9 and "V1.0" is "1.0".

    Numbers may be of any length; what is no ASCII digit, such as "²", is a letter among others.
    """
    return [_order_of(part) for part in _PARTS.findall(text.strip().lstrip("Vv版"))]


def _order_of(part: str) -> tuple[bool, int, str]:
    if not ("0" <= part[0] <= "9"):
        return False, 0, part
    number = part.lstrip("0")
    return True, len(number), number  # of two numbers without leading zeros the longer one is higher


def version_of(text: str) -> tuple[int, ...] | None:
    """Return a version as numbers that compare ("V1.10" is later than "1.9"), None if it is none."""
    found = _VERSION.fullmatch(text.strip())
    return tuple(int(part) for part in found[1].split(".")) if found else None


def is_since(text: str) -> bool:
    """Return whether a text is a date or a version to count from."""
    return _day(text) is not None or version_of(text) is not None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _key(item: tuple[Process, Record]) -> tuple[str, str, tuple[int, ...]]:
    process, record = item
    return _date_of(record), process.id, version_of(record.title) or ()


def _date_of(record: Record) -> str:
    return record.values.get("effective") or record.values.get("date") or ""


def revisions_since(processes: Iterable[Process], since: str) -> list[tuple[Process, Record]]:
    """Return the revisions that take effect on or after a date, or that are later than a version; the newest first.

    A revision without a version, or without a date, cannot be compared with one: it is left out.
    """
    day, version = _day(since), version_of(since)
    found = []
    for process in processes:
        for record in process.records:
            if record.kind != "revision":
                continue
            own = version_of(record.title)
            mine = _day(_date_of(record))
            if (day is not None and mine is not None and mine >= day) or (
                day is None and version is not None and own is not None and own > version
            ):
                found.append((process, record))
    return sorted(found, key=_key, reverse=True)


def latest_revisions(processes: Iterable[Process], count: int) -> list[tuple[Process, Record]]:
    """Return the newest dated revisions."""
    return revisions_since(processes, date.min.isoformat())[:count]
