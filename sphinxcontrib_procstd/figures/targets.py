"""Targets as people write them ("at least 98 %", 不超过18小时), and whether a measured value reaches one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from sphinxcontrib_procstd.figures.definitions import Kind

NEAR = 0.1
"""How far beside its target, as a part of it, a value counts as near; of a share, as a part of what may be missed."""


class Light(StrEnum):
    """How a value stands to its target."""

    REACHED = "reached"
    NEAR = "near"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A bound: seconds, a share from 0 to 1, or a number; ``least`` if the value must be at least that."""

    kind: Kind
    bound: float
    least: bool

    def light(self, value: float) -> Light:
        """Return how a value of the same kind stands to the target."""
        distance = (value - self.bound) if self.least else (self.bound - value)
        if distance >= -1e-9:
            return Light.REACHED
        room = NEAR * abs(self.bound or 1.0)
        if self.kind is Kind.SHARE:
            room = max(0.02, NEAR * min(self.bound, 1 - self.bound))
        return Light.NEAR if -distance <= room else Light.MISSED


_AT_LEAST = (
    "不低于", "不少于", "不小于", "不得低于", "不得少于", "至少", "以上", "大于", "高于", "≥", ">=", ">",
    "at least", "no less than", "not less than", "not below", "not under", "no lower than", "not lower than",
    "minimum", "or more", "over", "above", "more than", "higher than",
)  # fmt: skip
_AT_MOST = (
    "不超过", "不得超过", "不高于", "不多于", "不大于", "不得高于", "至多", "最多", "以内", "以下", "小于",
    "低于", "少于", "≤", "<=", "<", "at most", "no more than", "not more than", "not above", "not over",
    "no higher than", "not higher than", "within", "maximum", "under", "below", "less than", "lower than",
    "up to", "or less",
)  # fmt: skip
_NUMBER = re.compile(r"\d{1,9}(?:[,，]\d{3})*(?:\.\d{1,4})?")
_UNITS = {
    **dict.fromkeys(("s", "sec", "second", "seconds", "秒"), 1.0),
    **dict.fromkeys(("min", "minute", "minutes", "分", "分钟"), 60.0),
    **dict.fromkeys(("h", "hour", "hours", "小时", "时"), 3600.0),
    **dict.fromkeys(("d", "day", "days", "天", "日", "个工作日", "工作日"), 86400.0),
    **dict.fromkeys(("week", "weeks", "周", "星期"), 604800.0),
}
_UNIT = re.compile("|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)))


def read_target(text: str, kind: Kind) -> Target | None:
    """Return the bound a text states for a value of a kind, None if it states none.

    Without a word of comparison a duration is an upper bound, and a share or a number a lower one.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().strip()[:200]
    found = _NUMBER.search(plain)
    if not found:
        return None
    number = float(found[0].replace(",", "").replace("，", ""))
    rest = plain[found.end() :].lstrip()
    least = _is_least(plain)
    if kind is Kind.SHARE:
        if rest.startswith(("%", "percent", "per cent")) or plain.startswith("百分之"):
            number /= 100
        elif number > 1:
            return None
        return Target(kind=kind, bound=number, least=True if least is None else least)
    if kind is Kind.DURATION:
        unit = _UNIT.match(rest)
        return Target(kind=kind, bound=number * _UNITS[unit[0]], least=bool(least)) if unit else None
    return Target(kind=kind, bound=number, least=True if least is None else least)


def _is_least(plain: str) -> bool | None:
    """Return whether a text says "at least" (True) or "at most" (False); None if neither. The longest word wins."""
    words = [(word, True) for word in _AT_LEAST] + [(word, False) for word in _AT_MOST]
    found = [(len(word), is_least) for word, is_least in words if word in plain]
    return max(found)[1] if found else None
