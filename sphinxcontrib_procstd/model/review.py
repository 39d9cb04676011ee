"""When a process document is due for its next review."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from sphinxcontrib_procstd.model.process import Process

_CYCLE = re.compile(
    r"(?:every|每)?\s*(?P<count>\d{1,3}|[一两二三四六])?\s*个?\s*(?P<unit>[a-z]{3,8}|季度|[年月季周天日])"
)
_NAMED = {
    "quarterly": 3, "half-yearly": 6, "semi-annually": 6, "yearly": 12, "annually": 12, "annual": 12, "monthly": 1,
    "每季度": 3, "季度": 3, "每半年": 6, "半年": 6, "每年": 12, "年度": 12, "每月": 1, "月度": 1,
}  # fmt: skip
_NUMERALS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "六": 6}
_MONTHS = {
    "month": 1,
    "months": 1,
    "月": 1,
    "quarter": 3,
    "quarters": 3,
    "季度": 3,
    "季": 3,
    "year": 12,
    "years": 12,
    "年": 12,
}
_DAYS = {"week": 7, "weeks": 7, "周": 7, "day": 1, "days": 1, "天": 1, "日": 1}


def review_interval(text: str) -> tuple[int, int] | None:
    """Return a review cycle as (months, days), None when the words name no interval."""
    clean = " ".join(text.split()).casefold()
    if clean in _NAMED:
        return _NAMED[clean], 0
    found = _CYCLE.fullmatch(clean)
    if found is None:
        return None
    count = found["count"] or "1"
    number = _NUMERALS.get(count) or (int(count) if count.isdecimal() else 0)
    unit = found["unit"]
    if number and unit in _MONTHS:
        return number * _MONTHS[unit], 0
    if number and unit in _DAYS:
        return 0, number * _DAYS[unit]
    return None


def next_review(process: Process) -> str:
    """Return the ISO date of the next review: one cycle after the last review, else after the effective date.

    Empty when the cycle or the date is missing or cannot be read.
    """
    interval = review_interval(process.review_cycle) if process.review_cycle else None
    try:
        start = date.fromisoformat(process.last_reviewed or process.effective)
    except ValueError:
        return ""
    if interval is None:
        return ""
    months, days = interval
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    if year > date.max.year:
        return ""
    moved = date(year, month, min(start.day, monthrange(year, month)[1]))
    return (moved + timedelta(days=days)).isoformat() if days <= (date.max - moved).days else ""
