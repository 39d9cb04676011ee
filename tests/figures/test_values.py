"""Working time, targets, wording, settings, and the cached file."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.figures.definitions import MEASURES, Kind
from sphinxcontrib_procstd.figures.faults import FAULTS
from sphinxcontrib_procstd.figures.result import (
    VERSION,
    Example,
    Fault,
    Figures,
    Month,
    Share,
    Spread,
    StepFigures,
    dump,
    load,
)
from sphinxcontrib_procstd.figures.spec import LogSpec, WorkCalendar, read_spec
from sphinxcontrib_procstd.figures.targets import Light, read_target
from sphinxcontrib_procstd.figures.wording import duration, share
from sphinxcontrib_procstd.figures.worktime import SLOT, slot_rows
from sphinxcontrib_procstd.syntax.choices import MEASURE

SHANGHAI = ZoneInfo("Asia/Shanghai")


def worked(spec: LogSpec, *moments: datetime) -> list[tuple[int, float]]:
    """Return the working days up to each moment, and the hours worked before it, counted from the first."""
    stamps = [round(moment.timestamp() * 1000) for moment in moments]
    rows = {row["slot"]: row for row in slot_rows([stamp // SLOT for stamp in stamps], spec)}
    found = []
    for stamp in stamps:
        row = rows[stamp // SLOT]
        found.append((row["day"], (row["worked"] + row["open"] * (stamp % SLOT)) / 3_600_000))
    return found


def test_working_time_leaves_out_nights_lunch_and_weekends() -> None:
    calendar = WorkCalendar(hours=((9 * 60, 12 * 60), (13 * 60, 18 * 60)))
    spec = LogSpec(log="-", time_zone="Asia/Shanghai", calendar=calendar)
    friday = datetime(2026, 1, 9, 11, 20, tzinfo=SHANGHAI)
    monday = datetime(2026, 1, 12, 14, 5, tzinfo=SHANGHAI)
    (day, start), (later, end) = worked(spec, friday, monday)
    assert later - day == 1
    assert end - start == pytest.approx(40 / 60 + 5 + 3 + 65 / 60)


def test_a_country_s_holidays_and_make_up_days_are_counted() -> None:
    """In 2026 China's Spring Festival is free from 16 to 23 February; Saturday the 28th is worked for it."""
    spec = LogSpec(log="-", time_zone="Asia/Shanghai", calendar=WorkCalendar(country="CN"))
    days = [datetime(2026, 2, day, 12, tzinfo=SHANGHAI) for day in (13, 16, 20, 24, 27, 28)]
    counted = [day for day, _ in worked(spec, *days)]
    assert counted[1] - counted[0] == counted[2] - counted[1] + 1  # Saturday the 14th is worked
    assert counted[4] - counted[3] == 3
    assert counted[5] - counted[4] == 1


def test_an_unknown_country_is_said() -> None:
    spec = LogSpec(log="-", calendar=WorkCalendar(country="XX"))
    with pytest.raises(ProcstdError, match="no holidays are known of the country 'XX'"):
        slot_rows([0], spec)


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - given the zone below


@given(moments, moments)
def test_working_time_never_runs_backwards_nor_faster_than_the_clock(one: datetime, other: datetime) -> None:
    early, late = sorted((one.replace(tzinfo=UTC), other.replace(tzinfo=UTC)))
    spec = LogSpec(log="-", time_zone="America/New_York")
    (day, start), (later, end) = worked(spec, early, late)
    assert 0 <= later - day <= (late - early) / timedelta(days=1) + 1
    assert -1e-9 <= end - start <= (late - early) / timedelta(hours=1) + 1e-6


@pytest.mark.parametrize(
    ("text", "kind", "bound", "least"),
    [
        ("不低于98%", Kind.SHARE, 0.98, True),
        ("at least 98 %", Kind.SHARE, 0.98, True),
        ("not less than 98%", Kind.SHARE, 0.98, True),
        ("at most 1 %", Kind.SHARE, 0.01, False),
        ("98%", Kind.SHARE, 0.98, True),
        ("不超过18小时", Kind.DURATION, 64800, False),
        ("within 45 min", Kind.DURATION, 2700, False),
        ("2 days", Kind.DURATION, 172800, False),
        ("no more than 1,500", Kind.NUMBER, 1500, False),
        ("4.5分以上", Kind.NUMBER, 4.5, True),
    ],
)
def test_targets_in_both_languages(text: str, kind: Kind, bound: float, *, least: bool) -> None:
    target = read_target(text, kind)
    assert target is not None
    assert (target.bound, target.least) == (pytest.approx(bound), least)


@pytest.mark.parametrize(
    ("text", "kind"), [("", Kind.SHARE), ("better", Kind.SHARE), ("98", Kind.SHARE), ("5", Kind.DURATION)]
)
def test_what_is_no_target_is_none(text: str, kind: Kind) -> None:
    assert read_target(text, kind) is None


@pytest.mark.parametrize(
    ("value", "light"), [(0.99, Light.REACHED), (0.95, Light.REACHED), (0.94, Light.NEAR), (0.9, Light.MISSED)]
)
def test_lights(value: float, light: Light) -> None:
    target = read_target("at least 95 %", Kind.SHARE)
    assert target is not None
    assert target.light(value) is light


@given(st.text(max_size=300), st.sampled_from(list(Kind)))
def test_any_text_is_read_as_a_target_or_none(text: str, kind: Kind) -> None:
    target = read_target(text, kind)
    assert target is None or target.light(0.5) in set(Light)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (42, "42 s"), (90, "1.5 min"), (5400, "1.5 h"), (90000, "25 h"), (259200, "3 d"), (12960000, "150 d")],
)
def test_durations_in_words(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_a_share_is_all_or_nothing_only_when_it_is() -> None:
    assert [share(value) for value in (1, 0.99999, 0.5, 0.00001, 0)] == ["100 %", "99.9 %", "50 %", "0.1 %", "0 %"]


def test_the_words_for_figures_are_those_of_the_measures() -> None:
    assert [name for name, _ in MEASURE.names] == list(MEASURES)


def message_of(value: Any) -> str:
    with pytest.raises(ProcstdError) as stopped:
        read_spec("p", value)
    return str(stopped.value)


def test_a_setting_that_cannot_be_meant_is_named_with_its_key() -> None:
    where = "procstd_figures['p']"
    assert message_of({"log": "x.csv", "colums": {}}) == f'{where} has no key "colums"; did you mean "columns"?'
    assert message_of({"log": "x.csv", "columns": {"cas": "x"}}) == (
        f'{where}[\'columns\'] has no key "cas"; did you mean "case"?'
    )
    assert message_of({"log": "x.csv", "time_zone": "Mars"}) == f"{where}['time_zone']: there is no time zone 'Mars'"
    assert message_of({"log": "postgres://u:secret@h/d"}) == (
        f'{where}: an engine holds many tables; name the log\'s with "table"'
    )
    assert message_of({"log": "x.csv", "calendar": {"days": "mo-fr"}}) == (
        f"{where}['calendar']['days']: 'mo-fr' is no weekday; write \"mon-fri\" or [\"mon\", \"sat\"]"
    )
    assert message_of({"log": "x.csv", "calendar": {"hours": "9-17"}}) == (
        f"{where}['calendar']['hours']: '9-17' is no time of work; write \"09:00-18:00\", on quarter hours"
    )
    assert (
        message_of({"log": "x.csv", "as_of": "today"}) == f"{where}['as_of'] must be an ISO date or time, not 'today'"
    )
    assert message_of({}) == f'{where} must be the path or address of a log, or a mapping with "log"'


def test_an_address_is_shown_without_its_secrets() -> None:
    spec = read_spec("p", {"log": "postgres://user:secret@host/db", "table": "events"})
    assert spec.shown == "postgres: events"
    assert read_spec("p", "/home/someone/log.csv").shown == "log.csv"


numbers = st.integers(0, 10**9)
floats = st.integers(0, 10**12).map(lambda value: value / 1000)
spreads = st.builds(Spread, n=numbers, mean=floats, median=floats, p90=floats)
shares = st.builds(Share, part=numbers, whole=numbers)
stamps = st.just("") | st.datetimes(timezones=st.timezones() | st.none()).map(lambda moment: moment.isoformat())
months = st.dates().map(lambda day: day.isoformat()[:7])
figures = st.builds(
    Figures,
    **dict.fromkeys(("process", "log", "flow", "time_zone"), st.text(max_size=20)),
    **dict.fromkeys(("as_of", "first"), stamps),
    **dict.fromkeys(("events", "cases", "finished", "variants"), numbers),
    throughput=st.none() | spreads,
    on_time=st.none() | shares,
    steps=st.lists(
        st.builds(StepFigures, step=st.text(max_size=5), events=numbers, cases=numbers, rework=shares, waiting=spreads),
        max_size=3,
    ).map(tuple),
    months=st.lists(st.builds(Month, month=months, cases=numbers, mean=floats, median=floats)).map(tuple),
    faults=st.lists(
        st.builds(
            Fault,
            kind=st.sampled_from([*FAULTS]),
            count=numbers,
            examples=st.builds(Example, place=st.text(), text=st.text()).map(lambda x: (x,)),
        )
    ).map(tuple),
)


@given(figures)
def test_what_is_written_is_read_again(found: Figures) -> None:
    assert load(dump(found), "p.json") == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{\n", "p.json:2: no JSON here; measure anew with procstd figures"),
        ("[]", "p.json: figures of another version; measure anew with procstd figures"),
        ('{"version": 99}', "p.json: figures of another version; measure anew with procstd figures"),
        (
            '{"version": 1, "events": "<b>"}',
            "p.json: no figures of ours: '<b>' is no int; measure anew with procstd figures",
        ),
    ],
)
def test_a_file_that_holds_no_figures_is_refused(text: str, message: str) -> None:
    with pytest.raises(ProcstdError) as stopped:
        load(text, "p.json")
    assert str(stopped.value) == message


NOTHING = Figures(
    **dict.fromkeys(("process", "log", "flow", "time_zone", "as_of", "first"), ""),
    **dict.fromkeys(("events", "cases", "finished", "variants"), 0),
)
CONFORMANCE = {
    **{key: {"part": 0, "whole": 0} for key in ("following", "replayed", "diagnosed")}, "fitness": None,
    **dict.fromkeys(("missing", "consumed", "remaining", "produced"), 0),
}  # fmt: skip
NONE_OF_OURS = [
    ({"events": -1}, "a number is no count"),
    ({"events": 10**400}, "a number is no count"),
    ({"events": 1.5}, "1.5 is no int"),
    ({"target_seconds": float("nan")}, "a number is no measured value"),
    ({"target_seconds": float("-inf")}, "a number is no measured value"),
    ({"target_seconds": 10**400}, "a number is no measured value"),
    ({"as_of": "today"}, "Invalid isoformat string: 'today'"),
    ({"as_of": "2026-W01-1"}, "'2026-W01-1' is no stamp"),
    ({"months": [{"month": "2026-13", "cases": 1, "mean": 1, "median": 1}]}, "month must be in 1..12"),
    ({"faults": [{"kind": "<b>", "count": 1}]}, "'<b>' is no kind of fault"),
    ({"conformance": CONFORMANCE | {"deviations": [{"kind": "late", "cases": 1}]}}, "'late' is no kind of deviation"),
]


@pytest.mark.parametrize(("change", "message"), NONE_OF_OURS)
def test_a_value_that_no_log_gives_is_refused(change: dict[str, Any], message: str) -> None:
    text = json.dumps({"version": VERSION, **asdict(NOTHING), **change})
    with pytest.raises(ProcstdError) as stopped:
        load(text, "p.json")
    assert str(stopped.value) == f"p.json: no figures of ours: {message}; measure anew with procstd figures"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"version": 1, "steps": ' + "[" * 100_000, b"\xff\xfe\x00"])
def test_what_is_nested_without_end_or_no_text_is_refused(text: str | bytes) -> None:
    with pytest.raises(ProcstdError, match="no JSON here; measure anew with procstd figures"):
        load(text, "p.json")


def test_empty_figures_say_so() -> None:
    assert NOTHING.is_empty
    assert not replace(NOTHING, events=1).is_empty
