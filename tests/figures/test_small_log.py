"""Every figure of a log of 14 events, reckoned by hand in the docstrings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sphinxcontrib_procstd.figures.result import Deviation, Figures, Mean, Month, Share, Spread
from tests.figures.samples import ORDER, ORDER_LOG, measured, write_log

HOUR, DAY = 3600.0, 86400.0


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    log = write_log(tmp_path_factory.mktemp("log"), ORDER_LOG)
    settings = {"columns": {"satisfaction": "score"}, "satisfied": 4, "calendar": {"hours": "09:00-17:00"}}
    return measured(ORDER, log, **settings)


def test_counts(found: Figures) -> None:
    """Case 4 ends with pick, after which the flow goes on; the others end with pack."""
    assert (found.events, found.cases, found.finished, found.variants) == (14, 4, 3, 4)
    assert (found.first, found.as_of) == ("2026-01-05T08:00:00+00:00", "2026-02-11T16:00:00+00:00")


def test_throughput_time(found: Figures) -> None:
    """Case 1: 8 h. 2: 30 Jan 09:00 to 4 Feb 12:00 = 123 h. 3: 3 h. 4: 10 Feb 09:00 to 11 Feb 16:00 = 31 h.

    Sorted 3, 8, 31, 123: mean 165 / 4 = 41.25; median (8 + 31) / 2 = 19.5; the 90 % quantile (type 7) lies at
    place 0.9 * 3 = 2.7, so it is 31 + 0.7 * (123 - 31) = 95.4.
    """
    assert found.throughput == Spread(n=4, mean=41.25 * HOUR, median=19.5 * HOUR, p90=pytest.approx(95.4 * HOUR))
    assert found.throughput_finished is not None
    assert found.throughput_finished.mean == pytest.approx((8 + 123 + 3) / 3 * HOUR)


def test_throughput_in_working_time(found: Figures) -> None:
    """From 09:00 to 17:00 on weekdays. Case 1: 09:00 to 16:00 = 7 h.

    2: Friday 8 h, Monday and Tuesday 8 h each, Wednesday 09:00 to 12:00 = 27 h. 3: 3 h. 4: 8 h + 7 h = 15 h.
    """
    assert found.working_time is not None
    assert (found.working_time.n, found.working_time.mean) == (4, (7 + 27 + 3 + 15) / 4 * HOUR)


def test_cases_on_time_and_overdue(found: Figures) -> None:
    """Within 24 h are 1 and 3 of the finished 1, 2, 3; the open case 4 is 31 h old at the last stamp."""
    assert found.on_time == Share(part=2, whole=3)
    assert found.overdue == Share(part=1, whole=1)


def test_open_cases_are_judged_at_the_day_that_is_asked_for(tmp_path: Path) -> None:
    """At 2026-02-10 12:00 case 4 is 3 h old."""
    found = measured(ORDER, write_log(tmp_path, ORDER_LOG), as_of="2026-02-10T12:00")
    assert found.as_of == "2026-02-10T12:00:00+00:00"
    assert found.overdue == Share(part=0, whole=1)


def test_rework_and_hand_overs(found: Figures) -> None:
    """Case 2 picks and checks twice.

    Hand-overs: 1 Sales-Store: 1. 2 Sales-Store, check Store to pick Sales, back to Store: 3. 3: 1. 4: 1. Mean 6 / 4.
    """
    assert found.rework == Share(part=1, whole=4)
    assert (found.hand_overs, found.hand_over_by) == (Mean(n=4, mean=1.5), "role")


def test_errors_and_satisfaction(found: Figures) -> None:
    """Outcomes have 1, 2 and 3; 2 has an error among its own. Scores 5, 2, 4: mean 11 / 3; two are at least 4."""
    assert found.errors == Share(part=1, whole=3)
    assert found.satisfaction == Mean(n=3, mean=pytest.approx(11 / 3))
    assert found.satisfied == Share(part=2, whole=3)


def test_times_of_a_step(found: Figures) -> None:
    """Pick comes 4 times. From the completion before it to its own: 2 h, 3 h, 2 h and 30 h.

    It waited 1 h, 2 h, 1 h, 29 h and worked 1 h each time. Sorted 2, 2, 3, 30: median 2.5 h.
    """
    pick = found.step("pick")
    assert pick is not None
    assert (pick.events, pick.cases, pick.rework) == (4, 3, Share(part=1, whole=3))
    assert pick.elapsed is not None
    assert (pick.elapsed.n, pick.elapsed.mean, pick.elapsed.median) == (4, 37 / 4 * HOUR, 2.5 * HOUR)
    assert pick.waiting is not None
    assert pick.waiting.mean == 33 / 4 * HOUR
    assert pick.processing == Spread(n=4, mean=HOUR, median=HOUR, p90=HOUR)


def test_a_limit_runs_from_the_step_that_it_names(found: Figures) -> None:
    """2 h from the end of take. 1: 11:00 - 09:00 keeps it. 2: 3 h, and in the second round 3 days. 4: 30 h."""
    pick = found.step("pick")
    assert pick is not None
    assert pick.on_time == Share(part=1, whole=4)


def test_a_limit_in_working_days_leaves_out_the_weekend(found: Figures) -> None:
    """1 working day after the day of the event before. 1: the same day. 2: Friday to Monday keeps it, then Monday to
    Wednesday does not."""
    check = found.step("check")
    assert check is not None
    assert check.on_time == Share(part=2, whole=3)


def test_a_holiday_is_no_working_day(tmp_path: Path) -> None:
    """With the Tuesday off, Monday to Wednesday is one working day."""
    found = measured(ORDER, write_log(tmp_path, ORDER_LOG), calendar={"holidays": ["2026-02-03"]})
    check = found.step("check")
    assert check is not None
    assert check.on_time == Share(part=3, whole=3)


def test_a_step_without_a_limit_has_no_rate(found: Figures) -> None:
    pack = found.step("pack")
    assert pack is not None
    assert (pack.on_time, pack.unmeasured) == (None, "")


def test_months(found: Figures) -> None:
    """By the month of the last event: case 1 in January, the others in February; 2 and 3 are finished there."""
    january, february = found.months
    assert january == Month(
        month="2026-01",
        cases=1,
        mean=8 * HOUR,
        median=8 * HOUR,
        on_time=Share(part=1, whole=1),
        errors=Share(part=0, whole=1),
        satisfaction=Mean(n=1, mean=5),
    )
    assert (february.cases, february.median) == (3, 31 * HOUR)
    assert february.on_time == Share(part=1, whole=2)


def test_conformance(found: Figures) -> None:
    """1, 2 and, so far, 4 follow the flow; 3 skips pick and check. Case 2's second pick was done by Sales."""
    conformance = found.conformance
    assert conformance is not None
    assert conformance.following == Share(part=3, whole=4)
    assert conformance.deviations == (
        Deviation(kind="role", cases=1, step="pick", role="Sales"),
        Deviation(kind="skipped", cases=1, step="check"),
        Deviation(kind="skipped", cases=1, step="pick"),
    )


def test_fitness(found: Figures) -> None:
    """The net: start -take- a -pick- b -check- c; silent c to d (pack) and c to a (pick again); d -pack- end.

    Tokens by case, the start's token produced and the end's consumed:
    1: take pick check silent pack: consumed 5 + 1, produced 1 + 5.
    2: take pick check silent pick check silent pack: consumed 8 + 1, produced 1 + 8.
    3: take, then pack without its token: missing 1 (in d); consumed 2 + 1, produced 1 + 2; remaining 1 (in a).
    Together m = 1, c = 18, r = 1, p = 18: fitness 1/2 (1 - 1/18) + 1/2 (1 - 1/18) = 17/18. Case 4 is open.
    """
    conformance = found.conformance
    assert conformance is not None
    counted = (conformance.missing, conformance.consumed, conformance.remaining, conformance.produced)
    assert counted == (1, 18, 1, 18)
    assert conformance.fitness == pytest.approx(17 / 18)
    assert conformance.replayed == Share(part=3, whole=4)


def test_ways(found: Figures) -> None:
    counted = {(way.source, way.target): way.events for way in found.ways}
    assert counted == {
        ("take", "pick"): 3,
        ("pick", "check"): 3,
        ("check", "pack"): 2,
        ("check", "pick"): 1,
        ("take", "pack"): 1,
    }


def test_a_sound_log_has_no_faults(found: Figures) -> None:
    assert (found.faults, found.unknown, found.notes) == ((), (), ())


def test_a_time_of_day_is_judged_in_the_zone_of_the_log(tmp_path: Path) -> None:
    """08:30 UTC is 16:30 in Shanghai, before 17:00; 09:30 UTC is 17:30, after it."""
    from tests.figures.samples import process, step

    daily = process(step("a"), step("b", deadline="daily before 17:00", next="end"))
    rows = ["case_id,activity,complete", "1,a,2026-01-05T00:00Z", "1,b,2026-01-05T08:30Z", "2,b,2026-01-05T09:30Z"]
    found = measured(daily, write_log(tmp_path, "\n".join(rows) + "\n"), time_zone="Asia/Shanghai")
    late = found.step("b")
    assert late is not None
    assert late.on_time == Share(part=1, whole=2)


def test_persons_are_never_in_the_figures(tmp_path: Path) -> None:
    """A person's column is read only when it is named, and then only compared: Ann hands over to Bob once."""
    from sphinxcontrib_procstd.figures.result import dump

    text = "case_id,activity,complete,who\n1,take,2026-01-05,Ann\n1,pick,2026-01-06,Bob\n1,check,2026-01-07,Bob\n"
    log = write_log(tmp_path, text)
    found = measured(ORDER, log, columns={"person": "who"})
    assert (found.hand_overs, found.hand_over_by) == (Mean(n=1, mean=1), "person")
    assert "Ann" not in dump(found)
    assert measured(ORDER, log).hand_over_by == "step"


def test_a_target_in_working_days_is_judged_in_working_days(tmp_path: Path) -> None:
    """Two working days: case 2 takes three (Friday to Wednesday), 1 and 3 none; the open case 4 has run one."""
    found = measured(replace(ORDER, target="2 working days"), write_log(tmp_path, ORDER_LOG))
    assert (found.on_time, found.overdue) == (Share(part=2, whole=3), Share(part=0, whole=1))
    assert [month.on_time for month in found.months] == [Share(part=1, whole=1), Share(part=1, whole=2)]


def test_limits_in_hours_can_run_in_working_hours_only(tmp_path: Path) -> None:
    """From 09:00 to 17:00: case 4's pick takes 7 h of the first day and 7 of the second; case 2 takes 27 h in all."""
    calendar = {"hours": "09:00-17:00", "counts_hours": True}
    found = measured(ORDER, write_log(tmp_path, ORDER_LOG), calendar=calendar)
    assert (found.on_time, found.overdue) == (Share(part=2, whole=3), Share(part=0, whole=1))


NAMED = ("Ann Smith", "Bob Jones", "王小明")


@pytest.mark.parametrize("column", ["person", "role", "other"])
def test_no_name_of_a_person_reaches_the_cached_figures(tmp_path: Path, column: str) -> None:
    """Whatever a column of persons is read as: hashed, as a role that the handbook does not know, or not at all.

    A case may be named after a person too, and stands in faults of all kinds.
    """
    from sphinxcontrib_procstd.figures.result import dump

    rows = ["case_id,activity,complete,who"]
    for case, name in enumerate((*NAMED, "Sales")):
        subject = f"{NAMED[case % 3]} {case}"
        rows += [f"{subject},take,2026-01-0{case + 1},{name}", f"{subject},pick,2026-01-0{case + 2},{name}"]
        rows += [f"{subject},pick,2026-01-0{case + 2},{name}", f"{subject},,2026-01-01,{name}"]
        rows += [f"{subject},take,2025-12-31,{name}", f"{subject},pack,soon,{name}", f"{subject},pack,,{name}"]
    columns = {} if column == "other" else {column: "who"}
    found = measured(ORDER, write_log(tmp_path, "\n".join(rows) + "\n"), columns=columns)
    kept = dump(found)
    assert [name for name in NAMED if name in kept] == []
    assert {fault.kind for fault in found.faults} >= {"no-activity", "unordered", "duplicate", "bad-stamp", "no-stamp"}
    assert found.conformance is not None
    strange = [(each.step, each.role, each.cases) for each in found.conformance.deviations if each.kind == "role"]
    assert strange == ([("pick", "", 3), ("take", "", 3), ("pick", "Sales", 1)] if column == "role" else [])
