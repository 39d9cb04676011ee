"""Charts of columns: what stands where, so that nothing runs through anything."""

from __future__ import annotations

import re

import pytest

from sphinxcontrib_procstd.render.chart import Chart, Column, column_chart


def drawn(*values: float, bound: float | None = None, note: str = "") -> str:
    columns = tuple(Column(label=str(place), value=value, text=f"{value:g}") for place, value in enumerate(values))
    return column_chart(Chart(title="T", description="D", columns=columns, bound=bound, top=100, note=note), "x")


def bases(svg: str) -> list[float]:
    """Return how far down the base line of each value is."""
    return [float(y) for y in re.findall(r'class="procstd-value [^>]* y="([\d.]+)"', svg)]


def line(svg: str) -> float:
    found = re.search(r'class="procstd-bound" d="M[\d.]+ ([\d.]+)H', svg)
    assert found
    return float(found[1])


@pytest.mark.parametrize("value", range(0, 101, 2))
def test_the_line_of_a_target_runs_through_no_value(value: int) -> None:
    svg = drawn(value, 50, bound=80)
    digits = (bases(svg)[0] - 9, bases(svg)[0])
    assert not digits[0] <= line(svg) <= digits[1]


def test_a_value_away_from_the_line_stands_on_its_column() -> None:
    assert bases(drawn(20, 40, bound=80)) == bases(drawn(20, 40))


def test_a_note_stands_at_the_upper_edge() -> None:
    assert '<text class="procstd-tick procstd-s" x="8" y="12">* &lt;b&gt;</text>' in drawn(1, 2, note="* <b>")
    assert 'x="8" y="12"' not in drawn(1, 2)
