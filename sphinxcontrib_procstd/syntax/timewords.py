"""The words of time limits: numerals and units in Chinese and English."""

from __future__ import annotations

import re

from sphinxcontrib_procstd.model.timelimit import CalendarKind, Unit

_ZH_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_EN_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_EN_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_EN_NUMBERS = {word: value for value, word in enumerate(_EN_SMALL)} | _EN_TENS | {"a": 1, "an": 1}

_KINDS_OF_DAY: tuple[tuple[CalendarKind, tuple[str, ...]], ...] = (
    (CalendarKind.WORKING_DAYS, ("工作日", "工作天", "交易日")),
    (CalendarKind.CALENDAR_DAYS, ("自然日", "日历日", "日历天")),
)
_ZH_SPANS: tuple[tuple[Unit, CalendarKind, tuple[str, ...]], ...] = (
    (Unit.HOUR, CalendarKind.WORKING_DAYS, ("工作小时",)),
    (Unit.HOUR, CalendarKind.HOURS, ("小时", "钟头")),
    (Unit.WEEK, CalendarKind.WORKING_DAYS, ("工作周",)),
    (Unit.WEEK, CalendarKind.CALENDAR_DAYS, ("星期", "周")),
    (Unit.QUARTER, CalendarKind.CALENDAR_DAYS, ("季度",)),
)
_ZH_PLAIN: dict[str, tuple[Unit, CalendarKind | None]] = {
    "分钟": (Unit.MINUTE, CalendarKind.HOURS),
    "秒钟": (Unit.SECOND, CalendarKind.HOURS),
    "秒": (Unit.SECOND, CalendarKind.HOURS),
    "个月": (Unit.MONTH, CalendarKind.CALENDAR_DAYS),
    "年": (Unit.YEAR, CalendarKind.CALENDAR_DAYS),
    "天": (Unit.DAY, None),
    "日": (Unit.DAY, None),
    "分": (Unit.MINUTE, CalendarKind.HOURS),
}


def _zh_units() -> dict[str, tuple[Unit, CalendarKind | None]]:
    units: dict[str, tuple[Unit, CalendarKind | None]] = {}
    for kind, names in _KINDS_OF_DAY:
        for name in names:
            units[f"个{name}"] = units[name] = (Unit.DAY, kind)
    for unit, kind, names in _ZH_SPANS:
        for name in names:
            units[f"个{name}"] = units[name] = (unit, kind)
    return units | _ZH_PLAIN


ZH_UNITS = _zh_units()
"""Chinese units, longer names first where one begins another."""

EN_UNITS = {
    name: unit
    for unit, names in (
        (Unit.SECOND, ("s", "sec", "second")),
        (Unit.MINUTE, ("min", "minute")),
        (Unit.HOUR, ("h", "hr", "hour")),
        (Unit.DAY, ("d", "day")),
        (Unit.WEEK, ("wk", "week")),
        (Unit.MONTH, ("month",)),
        (Unit.QUARTER, ("quarter",)),
        (Unit.YEAR, ("year",)),
    )
    for name in names
}


_ZH_QUARTERS = re.compile(
    "(?P<hours>[一二两三四五六七八九十\\d]{1,2}个?(?:小时|钟头)(?:零|又)?)?(?P<count>[一两二三])刻(?:钟|(?=[内之以前后]|$))"
)
_EN_QUARTERS = re.compile(
    r"(?<![a-z])(?P<count>(?:an? |three )?quarters?) (?:of an )?hours?(?![a-z])"
    r"|(?P<weeks>(?<![a-z])a fortnight|fortnight)(?![a-z])"
)
_QUARTER_HOUR = 15


def in_plain_units(text: str) -> str:
    """Return a text with 一刻钟, "a quarter of an hour" and "a fortnight" written as minutes and weeks."""
    text = _ZH_QUARTERS.sub(
        lambda found: f"{found['hours'] or ''}{int(read_number(found['count']) or 1) * _QUARTER_HOUR}分钟", text
    )
    return _EN_QUARTERS.sub(
        lambda found: (
            "2 weeks" if found["weeks"] else f"{_QUARTER_HOUR * (1 + 2 * ('three' in found['count']))} minutes"
        ),
        text,
    )


def read_number(text: str) -> float | None:
    """Return the number written in digits, Chinese numerals or English words, None if it is none."""
    text = text.strip()
    if text in _EN_NUMBERS:
        return float(_EN_NUMBERS[text])
    if text.startswith("half a"):
        return 0.5
    tens, dash, ones = text.partition("-")
    if dash and tens in _EN_NUMBERS and ones in _EN_NUMBERS:
        return float(_EN_NUMBERS[tens] + _EN_NUMBERS[ones])
    if text[:1].isdigit() and text.isascii():
        return float(text)
    return _zh_number(text)


def _zh_number(text: str) -> float | None:
    if text == "半":
        return 0.5
    total, digit = 0, -1
    for char in text:
        if char in _ZH_DIGITS:
            digit = _ZH_DIGITS[char]
        elif char in "十百":
            total += (1 if digit < 0 else digit) * (10 if char == "十" else 100)
            digit = 0
        else:
            return None
    return float(total + max(digit, 0)) if text else None
