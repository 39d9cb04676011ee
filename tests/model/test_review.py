"""When the next review is due."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.review import next_review, review_interval


def process(**fields: str) -> Process:
    return Process(id="p", title="P", location=Location("p.rst", 1), **fields)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("3 months", (3, 0)), ("every 6 months", (6, 0)), ("1 year", (12, 0)), ("2 weeks", (0, 14)),
        ("quarterly", (3, 0)), ("half-yearly", (6, 0)), ("6个月", (6, 0)), ("每3个月", (3, 0)), ("半年", (6, 0)),
        ("每季度", (3, 0)), ("一年", (12, 0)), ("90天", (0, 90)),
    ],
)  # fmt: skip
def test_cycles_are_read_in_both_languages(text: str, interval: tuple[int, int]) -> None:
    assert review_interval(text) == interval


@pytest.mark.parametrize("text", ["", "now and then", "定期", "0 months", "3 moons"])
def test_what_is_no_interval_is_none(text: str) -> None:
    assert review_interval(text) is None


def test_the_next_review_is_one_cycle_after_the_last() -> None:
    reviewed = process(review_cycle="3 months", last_reviewed="2026-01-15", effective="2025-06-01")
    assert next_review(reviewed) == "2026-04-15"


@pytest.mark.parametrize("cycle", ["1 day", "999 days", "1 month", "999 years"])
def test_a_review_after_the_last_day_of_the_calendar_is_none(cycle: str) -> None:
    assert next_review(process(review_cycle=cycle, effective="9999-12-31")) == ""


def test_without_a_last_review_the_effective_date_counts() -> None:
    assert next_review(process(review_cycle="1 year", effective="2026-01-01")) == "2027-01-01"


def test_a_month_without_that_day_ends_earlier() -> None:
    assert next_review(process(review_cycle="1 month", last_reviewed="2026-01-31")) == "2026-02-28"


def test_without_a_date_there_is_no_next_review() -> None:
    assert next_review(process(review_cycle="1 year")) == ""
