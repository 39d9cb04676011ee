"""What changed since a date or a version."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people import a_process, a_record

from sphinxcontrib_procstd.model.revisions import is_since, latest_revisions, revisions_since, version_of

ONE = a_process(
    "one",
    records=(
        a_record("revision", "1.9", date="2025-11-01", effective="2026-01-01"),
        a_record("revision", "V1.10", date="2026-03-05"),
        a_record("revision", "draft"),
        a_record("review", "2.0", date="2026-03-06"),
    ),
)
TWO = a_process("two", records=(a_record("revision", "1.0", date="2026-02-01"),))


@pytest.mark.parametrize(
    ("since", "found"),
    [
        ("2026-02-01", ["V1.10", "1.0"]),
        ("2026-01-01", ["V1.10", "1.0", "1.9"]),
        ("2027-01-01", []),
        ("1.9", ["V1.10"]),
        ("1.0", ["V1.10", "1.9"]),
        ("soon", []),
    ],
)
def test_revisions_in_force_from_a_date_or_later_than_a_version(since: str, found: list[str]) -> None:
    assert [record.title for _, record in revisions_since((ONE, TWO), since)] == found


def test_the_newest_come_first_and_undated_ones_not_at_all() -> None:
    assert [record.title for _, record in latest_revisions((ONE, TWO), 2)] == ["V1.10", "1.0"]


def test_a_date_or_a_version_can_be_counted_from() -> None:
    assert [is_since(text) for text in ("2026-01-31", "V1.2", "3", "spring", "2026-02-30", "")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


@given(st.lists(st.integers(0, 99), min_size=1, max_size=4), st.lists(st.integers(0, 99), min_size=1, max_size=4))
def test_versions_compare_as_numbers(one: list[int], other: list[int]) -> None:
    written = [version_of(".".join(map(str, numbers))) for numbers in (one, other)]
    assert written == [tuple(one), tuple(other)]
