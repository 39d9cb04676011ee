from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.model.timelimit import Ambiguity, Calendar, CalendarKind, LimitKind, TimeLimit, Unit
from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit, read_number

DURATIONS = [
    ("2小时内", 120, ""),
    ("within 2 h", 120, ""),
    ("接收后2小时内", 120, "接收"),
    ("接收后２小时内", 120, "接收"),
    ("within 2 h of receipt", 120, "receipt"),
    ("接到转派后4小时内", 240, "接到转派"),
    ("3个工作日内", 1440, ""),
    ("3 working days", 1440, ""),
    ("T+1", 480, "T"),
    ("within two business days of approval", 960, "approval"),
    ("半个工作日内", 240, ""),
    ("一个半小时内", 90, ""),
    ("受理之日起十五个工作日内", 7200, "受理"),
    ("二十四小时内", 1440, ""),
    ("twenty-four hours", 1440, ""),
    ("half an hour", 30, ""),
    ("one and a half hours after assignment", 90, "assignment"),
    ("2-4小时", 240, ""),
    ("2 to 4 hours", 240, ""),
    ("2小时内（自受理起算）", 120, "受理"),
    ("after receipt, within 2 h", 120, "receipt"),
    ("2个自然日", 2880, ""),
    ("within 2 weeks of signature", 20160, "signature"),
    ("称取后一刻钟内", 15, "称取"),
    ("三刻钟", 45, ""),
    ("一小时三刻", 105, ""),
    ("within a quarter of an hour of baking", 15, "baking"),
    ("three quarters of an hour", 45, ""),
    ("within half an hour of proving", 30, "proving"),
    ("within an hour and a half of shaping", 90, "shaping"),
    ("1.5 h", 90, ""),
    ("90 min", 90, ""),
    ("1 h 30 min", 90, ""),
    ("within 2 hours 15 minutes of receipt", 135, "receipt"),
    ("受理后1小时30分钟内", 90, "受理"),
    ("within a fortnight of receipt", 20160, "receipt"),
    ("收货后两周内", 20160, "收货"),
    ("within 1 working day after the inspection", 480, "inspection"),
    ("审批后不超过3天", 4320, "审批"),
    ("查勘后第2个工作日前", 960, "查勘"),
    ("最迟于收货后第3个工作日", 1440, "收货"),
]

CLOCKS = [
    ("次日", "", "", "次日"),
    ("次日18:00前", "18:00", "", "次日"),
    ("隔日", "", "", "隔日"),
    ("隔天", "", "", "隔天"),
    ("月底前", "", "", "月底"),
    ("end of business day", "", "", "end of business day"),
    ("COB", "", "", "cob"),
    ("EOD", "", "", "eod"),
    ("2026年3月31日前", "", "", "2026年3月31日"),
    ("2026-03-31", "", "", "2026-03-31"),
    ("by 31 March 2026", "", "", "31 march 2026"),
    ("by March 31", "", "", "march 31"),
    ("by the end of Q1", "", "", "q1"),
    ("第2个工作日前", "", "", "第2个工作日"),
    ("最迟于每月5日", "", "month", "5日"),
    ("by 5:30 pm", "17:30", "", ""),
    ("within the same shift", "", "", "the same shift"),
    ("every other day", "", "day", ""),
    ("每两周", "", "week", ""),
    ("每隔2小时", "", "hour", ""),
    ("twice a week", "", "week", ""),
    ("每日17:00前", "17:00", "day", ""),
    ("daily before 17:00", "17:00", "day", ""),
    ("每月5日前", "", "month", "5日"),
    ("by the 5th of each month", "", "month", "5th"),
    ("每周五17:00前", "17:00", "week", "五"),
    ("every Friday by 5 pm", "17:00", "week", "friday"),
    ("次日10:00前", "10:00", "", "次日"),
    ("By 10:00 the next day", "10:00", "", "the next day"),
    ("每天下午3点前", "15:00", "day", ""),
    ("month-end", "", "", "month-end"),
]


@pytest.mark.parametrize(("text", "minutes", "anchor"), DURATIONS)
def test_durations(text: str, minutes: float, anchor: str) -> None:
    limit = parse_time_limit(text)
    assert limit is not None
    assert (limit.kind, limit.text, limit.minutes(), limit.anchor) == (LimitKind.DURATION, text, minutes, anchor)


@pytest.mark.parametrize(("text", "clock", "every", "day"), CLOCKS)
def test_clock_times(text: str, clock: str, every: str, day: str) -> None:
    limit = parse_time_limit(text)
    assert limit is not None
    assert (limit.kind, limit.clock, limit.every, limit.day) == (LimitKind.CLOCK, clock, every, day)
    assert limit.minutes() is None


@pytest.mark.parametrize("text", ["即时", "at once", "At once.", "即时。"])
def test_at_once(text: str) -> None:
    assert parse_time_limit(text) == TimeLimit(kind=LimitKind.AT_ONCE, text=text)


@pytest.mark.parametrize(
    ("text", "anchor", "before"),
    [("到货前", "到货", True), ("before shipment", "shipment", True), ("交班时", "交班", False)],
)
def test_events(text: str, anchor: str, before: bool) -> None:
    assert parse_time_limit(text) == TimeLimit(kind=LimitKind.EVENT, text=text, anchor=anchor, before=before)


def test_counted_back_from_an_event() -> None:
    limit = parse_time_limit("24 hours before departure")
    assert limit is not None
    assert (limit.before, limit.anchor, limit.minutes()) == (True, "departure", None)


@pytest.mark.parametrize(
    "text", ["尽快", "ASAP", "soon", "无", "", "when possible", "at the earliest convenience", "必要时", "X" * 5000]
)
def test_no_limit(text: str) -> None:
    assert parse_time_limit(text) is None


def test_days_of_unknown_kind_and_missing_anchor_are_flagged() -> None:
    limit = parse_time_limit("3天内")
    assert limit is not None
    assert limit.ambiguities == {Ambiguity.DAY_KIND, Ambiguity.NO_ANCHOR}
    assert parse_time_limit("within 3 calendar days of receipt").ambiguities == frozenset()  # type: ignore[union-attr]


def test_the_calendar_sets_the_working_day() -> None:
    limit = parse_time_limit("2个工作日内")
    assert limit is not None
    assert limit.minutes(Calendar(hours_per_working_day=7.5)) == 900
    assert (limit.unit, limit.calendar) == (Unit.DAY, CalendarKind.WORKING_DAYS)


ZH_NAMES = {Unit.MINUTE: "分钟", Unit.HOUR: "小时", Unit.DAY: "个工作日", Unit.WEEK: "周"}
EN_NAMES = {Unit.MINUTE: "minutes", Unit.HOUR: "hours", Unit.DAY: "working days", Unit.WEEK: "weeks"}


@given(st.integers(1, 999), st.sampled_from(sorted(ZH_NAMES)), st.sampled_from(["受理", "审批通过", "到货"]))
def test_round_trip_zh(amount: int, unit: Unit, anchor: str) -> None:
    limit = parse_time_limit(f"{anchor}后{amount}{ZH_NAMES[unit]}内")
    assert limit is not None
    assert (limit.amount, limit.unit, limit.anchor) == (amount, unit, anchor)


@given(st.integers(1, 999), st.sampled_from(sorted(EN_NAMES)), st.sampled_from(["receipt", "final approval"]))
def test_round_trip_en(amount: int, unit: Unit, anchor: str) -> None:
    limit = parse_time_limit(f"within {amount} {EN_NAMES[unit]} of {anchor}")
    assert limit is not None
    assert (limit.amount, limit.unit, limit.anchor) == (amount, unit, anchor)


def to_chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += f"{digits[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


@given(st.integers(1, 999))
def test_chinese_numerals(number: int) -> None:
    assert read_number(to_chinese(number)) == number


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    parse_time_limit(text)


def test_a_limit_back_from_an_event_leaves_the_words_of_lateness_out() -> None:
    limit = parse_time_limit("最迟于发货前2小时")
    assert limit is not None
    assert (limit.anchor, limit.before, limit.amount, limit.unit) == ("发货", True, 2, Unit.HOUR)


@pytest.mark.parametrize("text", ["1 working day ahead", "1 working day in advance", "提前1个工作日"])
def test_a_limit_ahead_of_something_takes_no_time_itself(text: str) -> None:
    limit = parse_time_limit(text)
    assert limit is not None
    assert (limit.before, limit.amount, limit.calendar) == (True, 1, CalendarKind.WORKING_DAYS)
    assert limit.minutes() is None
