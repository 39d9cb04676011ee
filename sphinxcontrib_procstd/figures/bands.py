"""How values are spread: cases counted in bands of equal breadth, as a histogram shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.figures.result import Band

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from sphinxcontrib_procstd.figures.engine import Engine

MOST_BANDS = 12
"""Bands of a histogram, the last without an upper bound."""
USUAL_BANDS = 9
"""Bands that hold what nine in ten cases stay under."""
MOST_HAND_OVERS = 11

_SECOND, _MINUTE, _HOUR, _DAY = 1.0, 60.0, 3600.0, 86400.0
BREADTHS = (
    *(n * _SECOND for n in (1, 2, 5, 10, 15, 30)),
    *(n * _MINUTE for n in (1, 2, 5, 10, 15, 30)),
    *(n * _HOUR for n in (1, 2, 3, 4, 6, 12)),
    *(n * _DAY for n in (1, 2, 3, 5, 7, 14, 30, 60, 90, 180, 365)),
)
"""Breadths that people reckon with, in seconds."""


def breadth_for(p90: float) -> float:
    """Return the breadth of bands for durations of which nine in ten stay under ``p90`` seconds."""
    least = p90 / USUAL_BANDS
    found = next((breadth for breadth in BREADTHS if breadth >= least), None)
    return found or _DAY * 365 * -(-least // (365 * _DAY))


def duration_bands(cases: ir.Table, milliseconds: Any, p90: float, engine: Engine) -> tuple[Band, ...]:
    """Return the bands of a column of durations; ``p90`` is in seconds."""
    breadth = breadth_for(p90)
    counts = _counted(cases, (milliseconds // int(breadth * 1000)).cast("int64"), engine)
    return _bands(counts, breadth, MOST_BANDS)


def hand_over_bands(cases: ir.Table, engine: Engine) -> tuple[Band, ...]:
    """Return how many cases have no hand-over, one, two ..."""
    return _bands(_counted(cases, cases.hand_overs.cast("int64"), engine), 1.0, MOST_HAND_OVERS)


def _counted(cases: ir.Table, place: Any, engine: Engine) -> dict[int, int]:
    bounded = place.clip(lower=0, upper=max(MOST_BANDS, MOST_HAND_OVERS) - 1)
    counted = cases.select(place=bounded).group_by("place").aggregate(n=lambda table: table.count())
    return {int(row["place"]): int(row["n"]) for row in engine.rows(counted) if row["place"] is not None}


def _bands(counts: dict[int, int], breadth: float, most: int) -> tuple[Band, ...]:
    """Return the bands up to the last that holds a case."""
    if not counts:
        return ()
    found: list[Band] = []
    for place in range(min(max(counts) + 1, most)):
        last = place == most - 1
        cases = sum(n for each, n in counts.items() if each >= place) if last else counts.get(place, 0)
        found.append(Band(low=place * breadth, high=None if last else (place + 1) * breadth, cases=cases))
    return tuple(found)
