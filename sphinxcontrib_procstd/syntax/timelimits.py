"""Time limits as people write them, in Chinese and English, read into values.

The text is short: anything longer than ``LONGEST`` is no time limit. Every pattern counts its digits and
letters with an upper bound, so reading takes linear time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from sphinxcontrib_procstd.model.timelimit import Ambiguity, CalendarKind, LimitKind, TimeLimit, Unit
from sphinxcontrib_procstd.syntax.timewords import EN_UNITS, ZH_UNITS, in_plain_units, read_number

LONGEST = 300

AT_ONCE = frozenset(
    (
        "即时",
        "实时",
        "当场",
        "即时办理",
        "即时处理",
        "at once",
        "instantly",
        "on the spot",
        "real-time",
        "real time",
        "in real time",
    )
)
"""Limits of length zero; the process standard names 即时 and "at once"."""

_NO_EVENT = frozenset(
    ("有空", "得空", "空闲", "必要", "需要", "方便", "适当", "合适", "条件允许", "时间允许", "合适的")
)
_NO_EVENT_WORDS = (
    "convenien",
    "time",
    "earliest",
    "basis",
    "regular",
    "interval",
    "leisure",
    "possible",
    "some point",
    "stage",
)

_NUMBER = r"(?<![\d.])\d{1,6}(?:\.\d{1,3})?"
_ZH_NUMBER = "[零〇一二两三四五六七八九十百半]{1,6}"
_ZH_AMOUNT = re.compile(
    rf"(?P<low>(?:{_NUMBER}|{_ZH_NUMBER})\s?[-~～—–至到]\s?)?(?P<number>{_NUMBER}|{_ZH_NUMBER})\s?"
    rf"(?P<half>个半)?(?P<unit>{'|'.join(ZH_UNITS)}|[hH](?![a-zA-Z])|min(?![a-z]))(?P<tail>半)?"
    rf"(?:[零又]?(?P<more>{_NUMBER}|{_ZH_NUMBER})\s?分钟?)?"
)
_EN_AMOUNT = re.compile(
    rf"(?:{_NUMBER}\s?(?:-|–|to)\s?|(?<![a-z])[a-z]{{2,9}} to )?"
    rf"(?P<number>half an?|{_NUMBER}|(?<![a-z])(?:an?|[a-z]{{3,9}}(?:-[a-z]{{3,5}})?))(?P<half> and a half)?"
    r"(?:(?<=\d)[\s-]?|[\s-])"  # "2h", but not the "a" and "s" of "as"
    r"(?P<kind>(?:full |clear )?(?:working|business|work|calendar|banking) |clear )?"
    r"(?P<unit>seconds?|secs?|s|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|months?|quarters?|years?)(?![a-z])"
    rf"(?P<tail> and a half)?(?:,? (?:and )?(?P<more>{_NUMBER})\s?min(?:ute)?s?(?![a-z]))?"
)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})[:：](\d{2})(?!\d)(?:\s?([ap])\.?m)?|(?<!\d)(\d{1,2})\s?(?:点|時|时)(?!间)(半)?|(?<!\d)(\d{1,2})\s?([ap])\.?m"
)
_T_PLUS = re.compile(r"(?<![a-zA-Z])[tT]\s?\+\s?(\d{1,3})")


def parse_time_limit(text: str) -> TimeLimit | None:
    """Return the time limit a text states, None if it states none."""
    plain = unicodedata.normalize("NFKC", text).strip(" .。;；,，\t\n")
    if not plain or len(plain) > LONGEST:
        return None
    if plain.lower() in AT_ONCE:
        return TimeLimit(kind=LimitKind.AT_ONCE, text=text)
    chinese = any("\u4e00" <= char <= "\u9fff" for char in plain)
    readers = (
        (_t_plus, _zh_clock, _zh_duration, _zh_event) if chinese else (_t_plus, _en_clock, _en_duration, _en_event)
    )
    plain = in_plain_units(plain if chinese else " ".join(plain.lower().split()))
    for reader in readers:
        if found := reader(plain):
            return replace(found, text=text)
    return None


def _duration(amount: float, unit: Unit, kind: CalendarKind | None, anchor: str, *, before: bool = False) -> TimeLimit:
    flags = {Ambiguity.DAY_KIND} if kind is None else set()
    if not anchor:
        flags.add(Ambiguity.NO_ANCHOR)
    return TimeLimit(
        kind=LimitKind.DURATION,
        text="",
        amount=amount,
        unit=unit,
        calendar=CalendarKind.CALENDAR_DAYS if kind is None else kind,
        anchor=anchor,
        before=before,
        ambiguities=frozenset(flags),
    )


def _recurring(name: str, units: Mapping[str, Unit] | Mapping[str, tuple[Unit, CalendarKind | None]]) -> TimeLimit:
    """Return how often something falls due: what recurs needs no event to start its clock."""
    found = units[name]
    unit = found[0] if isinstance(found, tuple) else found
    every = {Unit.HOUR: "hour", Unit.MINUTE: "minute", Unit.DAY: "day", Unit.SECOND: "second"}.get(unit, unit.value)
    return TimeLimit(kind=LimitKind.CLOCK, text="", every=every)


def _t_plus(text: str) -> TimeLimit | None:
    """``T+1``: working days after the transaction day; T itself is the anchor."""
    found = _T_PLUS.search(text)
    return _duration(float(found[1]), Unit.DAY, CalendarKind.WORKING_DAYS, "T") if found else None


def _clock_of(text: str) -> str:
    """Return the time of day in a text as ``HH:MM``, "" if there is none."""
    found = _CLOCK.search(text)
    if not found:
        return ""
    hour = int(found[1] or found[4] or found[6])
    minute = int(found[2] or (30 if found[5] else 0))
    if half := found[3] or found[7]:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif hour < 12 and ("下午" in text or "晚" in text):
        hour += 12
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else ""


_ISO = r"(?:20|19)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
_ZH_EVERY = re.compile(
    r"每(?:个)?(?P<unit>工作日|交易日|自然日|[天日周月年班]|星期|季度?|半年)(?P<day>\d{1,2}日|[一二三四五六日末底初]|最后一个工作日|首个工作日)?"
)
_ZH_DATE = re.compile(r"(?:20|19)\d{2}年\d{1,2}月(?:\d{1,2}日)?|(?<!后)第\d{1,2}个(?:工作日|自然日)(?=前)|" + _ISO)
_ZH_DAY = re.compile(
    r"当日|当天|当班|当晚|当月(?:底|末)|当周周?[一二三四五六日末]?"
    r"|次日|次一?工作日|下一?个?工作日|第二天|隔[日天]|翌日|次月\d{1,2}日"
    r"|(?:月|周|季度?|年)[底末]|本班次?(?:内|结束)?"
    r"|下班前|上班前|本周[一二三四五六日]?|下周[一二三四五六日]|\d{1,2}月\d{1,2}日|每?月?\d{1,2}[日号]前"
)
_ZH_OFTEN = re.compile(rf"每隔?(?:\d{{1,4}}|{_ZH_NUMBER})(?P<unit>{'|'.join(ZH_UNITS)})")
_EVERY = {
    "天": "day",
    "日": "day",
    "工作日": "working-day",
    "交易日": "working-day",
    "自然日": "day",
    "周": "week",
    "星期": "week",
    "月": "month",
    "季": "quarter",
    "季度": "quarter",
    "年": "year",
    "半年": "half-year",
    "班": "shift",
}


def _zh_clock(text: str) -> TimeLimit | None:
    clock = _clock_of(text)
    every = _ZH_EVERY.search(text)
    if not every and (often := _ZH_OFTEN.search(text)):
        return _recurring(often["unit"], ZH_UNITS)
    if not every and (date := _ZH_DATE.search(text)):
        return TimeLimit(kind=LimitKind.CLOCK, text="", clock=clock, day=date[0])
    day = _ZH_DAY.search(text)
    if not (clock or every or day):
        return None
    if not clock and not every and (found := _ZH_AMOUNT.search(text)) and found.start() < (day.end() if day else 0):
        return None
    if every:
        name = every["day"] or ""
        return TimeLimit(kind=LimitKind.CLOCK, text="", clock=clock, every=_EVERY[every["unit"]], day=name)
    anchor = _zh_same_day(text[: day.start()]) if day and day[0].startswith("当") else ""
    anchor = anchor or (_zh_anchor(text[: day.start()])[0] if day else "")
    return TimeLimit(kind=LimitKind.CLOCK, text="", clock=clock, day=day[0] if day else "", anchor=anchor)


_ZH_AFTER = ("之日起", "当日起", "日起", "之时起", "时起", "之后", "以后", "后的", "后", "起算", "起")
_ZH_BEFORE = ("之前", "以前", "前")
_ZH_FILLER = (
    "第",
    "最迟",
    "最晚",
    "至多",
    "不晚于",
    "不超过",
    "不得超过",
    "应当",
    "应",
    "须",
    "需",
    "于",
    "在",
    "约",
    "的",
)
_PUNCTUATION = " ,，:：()（）"
_ZH_LEAD = re.compile(r"^(?:(?:应当?|须|需)?(?:最迟|最晚|至迟|不[得应]?[晚迟]于|不得?超过)|[自从在于经应须 ])+")


def _zh_same_day(text: str) -> str:
    """Return the event in 受理当日; a clause of its own before 当日 is none."""
    event = text.rpartition(",")[2].strip(_PUNCTUATION).removesuffix("的").lstrip("自从在于经 ")
    return "" if event.startswith(("且", "不", "最迟", "最晚", "至")) else event


def _zh_anchor(text: str) -> tuple[str, bool]:
    """Return the event a Chinese text ends with (接收后, 受理之日起, 发货前) and whether the limit is before it."""
    text = text.strip(_PUNCTUATION).rstrip("内")
    while len(shorter := _without_filler(text)) < len(text):
        text = shorter
    for endings, before in ((_ZH_AFTER, False), (_ZH_BEFORE, True)):
        for ending in endings:
            if text.endswith(ending):
                event = text.removesuffix(ending)
                return _ZH_LEAD.sub("", event), before
    return "", False


def _without_filler(text: str) -> str:
    for word in _ZH_FILLER:
        if text.endswith(word):
            return text.removesuffix(word).rstrip(_PUNCTUATION)
    return text


def _zh_duration(text: str) -> TimeLimit | None:
    found = _ZH_AMOUNT.search(text)
    amount = read_number(found["number"]) if found else None
    if not found or amount is None:
        return None
    unit, kind = ZH_UNITS.get(found["unit"], (Unit.HOUR if found["unit"] in "hH" else Unit.MINUTE, CalendarKind.HOURS))
    if found["half"] or found["tail"]:
        amount += 0.5
    if found["more"] and unit is Unit.HOUR:
        amount += (read_number(found["more"]) or 0) / 60
    anchor, before = _zh_anchor(text[: found.start()])
    if text[: found.start()].endswith("提前"):
        anchor, before = _zh_anchor(text[: found.start()].removesuffix("提前"))[0], True
    if not anchor and not before:  # 2小时内（自受理起算）
        rest = text[found.end() :].lstrip("内以之 ").strip("()（）,， ")
        anchor, _ = _zh_anchor(rest)
    return _duration(amount, unit, kind, anchor, before=before)


def _zh_event(text: str) -> TimeLimit | None:
    for ending in (*_ZH_BEFORE, "时", "的同时", "当时"):
        if text.endswith(ending) and len(text) > len(ending) + 1:
            event = text.removesuffix(ending)
            if event not in _NO_EVENT:
                return TimeLimit(kind=LimitKind.EVENT, text="", before=ending in _ZH_BEFORE, anchor=event)
    return None


_EN_EVERY = re.compile(
    r"(?:every|each|of each|of every) (?:other |second )?"
    r"(?P<unit>working day|business day|day|shift|week|month|quarter|year"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|(?P<adverb>daily|weekly|monthly|quarterly|yearly|annually)"
)
_EN_DAY = re.compile(
    r"(?:the )?same (?:working |business |calendar )?day"
    r"|(?:the )?same shift|(?:the )?next (?:working |business |calendar )?day"
    r"|(?:the )?following (?:working )?day"
    r"|close of (?:business|play)|(?:by |before )?(?:cob|eob|eod)(?![a-z])|"
    r"end of (?:the )?(?:working |business |next |following |current )?"
    r"(?:day|shift|week|month|quarter|year)|(?<![a-z\d])q[1-4](?![a-z\d])|(?:month|quarter|week|year|day)[- ]end"
    r"|\d{1,2}(?:st|nd|rd|th)|noon|midnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|shift hand-?over|today|tomorrow"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_EN_DATE = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?: \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:,? \d{{4}})?|" + _ISO
)
_EN_OFTEN = re.compile(
    rf"(?:every (?:\d{{1,4}}|[a-z]{{3,9}})|(?:once|twice|times|\d{{1,4}}) (?:an?|per|every)) "
    rf"(?:working |business |calendar )?(?P<unit>{'|'.join(name for name in EN_UNITS if len(name) > 2)})s?(?![a-z])"
)
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}


def _en_clock(text: str) -> TimeLimit | None:
    clock = _clock_of(text)
    every, day = _EN_EVERY.search(text), _EN_DATE.search(text) or _EN_DAY.search(text)
    if not every and (often := _EN_OFTEN.search(text)):
        return _recurring(often["unit"], EN_UNITS)
    if not (clock or every or day) or (not clock and not every and _amount_first(text, day)):
        return None
    unit = ""
    if every:
        unit = _ADVERBS.get(every["adverb"] or "", "") or every["unit"]
        if unit.endswith("day") and unit not in {"day", "working day", "business day"}:
            unit = "week"
        unit = "working-day" if unit in {"working day", "business day"} else unit
    anchor = _en_anchor(text[day.end() :])[0] if day and not every else ""
    name = day[0] if day else ""
    return TimeLimit(kind=LimitKind.CLOCK, text="", clock=clock, every=unit, day=name, anchor=anchor)


def _amount_first(text: str, day: re.Match[str] | None) -> bool:
    """Whether a duration stands before the day named ("within 2 h of close of business")."""
    found = _find_en_amount(text)
    return bool(found and day and found[0].start() < day.start())


def _find_en_amount(text: str) -> tuple[re.Match[str], float] | None:
    for found in _EN_AMOUNT.finditer(text):
        amount = read_number(found["number"])
        if amount is not None:
            return found, amount + (0.5 if found["half"] or found["tail"] else 0)
    return None


_EN_AFTER = (
    "of having ",
    "of the ",
    "of ",
    "after the ",
    "after ",
    "from the ",
    "from ",
    "following the ",
    "following ",
    "since ",
    "upon ",
    "once ",
)
_EN_AHEAD = frozenset(("ahead", "in advance", "beforehand", "earlier", "before"))
_EN_BEFORE = ("before the ", "before ", "ahead of ", "prior to ", "in advance of ")


def _en_anchor(text: str) -> tuple[str, bool]:
    """Return the event an English text starts with ("of receipt", "before departure") and whether before it."""
    text = text.strip(" ,;:()")
    if text in _EN_AHEAD:
        return "", True
    for starts, before in ((_EN_AFTER, False), (_EN_BEFORE, True)):
        for start in starts:
            if text.startswith(start):
                return text.removeprefix(start).strip(" ,;:()"), before
    return "", False


def _en_duration(text: str) -> TimeLimit | None:
    found = _find_en_amount(text)
    if not found:
        return None
    match, amount = found
    unit = EN_UNITS[match["unit"] if match["unit"] in EN_UNITS else match["unit"].removesuffix("s")]
    kind: CalendarKind | None = CalendarKind.CALENDAR_DAYS
    written = match["kind"] or ""
    if any(word in written for word in ("work", "business", "banking", "clear")):
        kind = CalendarKind.WORKING_DAYS
    elif unit in {Unit.SECOND, Unit.MINUTE, Unit.HOUR}:
        kind = CalendarKind.HOURS
    elif unit is Unit.DAY and "calendar" not in written:
        kind = None
    if match["more"] and unit is Unit.HOUR:
        amount += float(match["more"]) / 60
    anchor, before = _en_anchor(text[match.end() :])
    if not anchor:  # after receipt, within 2 h
        head = text[: match.start()].removesuffix("within ").strip(" ,")
        anchor, _ = _en_anchor(head) if head.startswith(("after", "upon", "once", "from", "following")) else ("", False)
    return _duration(amount, unit, kind, anchor, before=before)


def _en_event(text: str) -> TimeLimit | None:
    for start in ("before ", "by ", "prior to ", "at ", "on ", "upon ", "during "):
        if text.startswith(start) and len(text) > len(start) + 2:
            event = text.removeprefix(start)
            if not any(word in event for word in _NO_EVENT_WORDS):
                early = start in {"before ", "by ", "prior to "}
                return TimeLimit(kind=LimitKind.EVENT, text="", before=early, anchor=event)
    return None
