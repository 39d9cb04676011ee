"""Values in words: durations, shares and numbers, as short as they can be read."""

from __future__ import annotations

from collections.abc import Callable

from sphinxcontrib_procstd.figures.definitions import Kind

Words = Callable[[str], str]

_UNITS = ((86400, "{n} d"), (3600, "{n} h"), (60, "{n} min"), (0, "{n} s"))


def duration(seconds: float, words: Words = str) -> str:
    """Return a duration with two or three digits: 45 min, 3.5 h, 12 d. From two days on days are counted."""
    size = abs(seconds)
    for unit, text in _UNITS:
        if size >= (2 * unit if unit == 86400 else unit):
            amount = seconds / (unit or 1)
            return words(text).replace("{n}", short(amount))
    return words(_UNITS[-1][1]).replace("{n}", "0")


def short(number: float) -> str:
    """Return a number with one decimal below 100, none above; a whole one without."""
    text = f"{number:,.1f}" if abs(number) < 100 else f"{number:,.0f}"
    return text.removesuffix(".0")


def share(value: float) -> str:
    """Return a share as a percentage: 98.2 %; never 100 % or 0 % of what is not whole or nothing."""
    percent = value * 100
    rounded = round(percent, 1)
    if rounded == 100 and percent < 100:
        rounded = 99.9
    elif rounded == 0 and percent > 0:
        rounded = 0.1
    return f"{rounded:.1f}".removesuffix(".0") + " %"


def written(kind: Kind, value: float, words: Words = str) -> str:
    """Return a value of a kind as it is shown."""
    if kind is Kind.DURATION:
        return duration(value, words)
    return share(value) if kind is Kind.SHARE else short(value) if value != int(value) else f"{int(value):,}"
