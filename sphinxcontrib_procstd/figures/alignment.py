"""Where a trace leaves the written flow: the alignment with the fewest deviations.

A. Adriansyah, "Aligning observed and modeled behavior", PhD thesis, TU Eindhoven 2014: a trace and a run through the
net move together where they can; a move of the net alone is a step that was skipped, a move of the trace alone a
step too much. Each of these costs 1, and the cheapest way is the explanation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from sphinxcontrib_procstd.figures.net import Marking, Net

MOST_STATES = 20_000
"""States looked at for one trace before it is given up."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The codes that were skipped and those too much, in order."""

    skipped: tuple[int, ...] = ()
    extra: tuple[int, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether the trace is a run of the net."""
        return not self.skipped and not self.extra


_Link = tuple[int, "_Link | None"]  # deviation: code * 2 for skipped, code * 2 + 1 for extra; and those before it


def align(net: Net, trace: tuple[int, ...], *, whole: bool) -> Alignment | None:
    """Return the best alignment, None where it would take too long.

    A trace that is not ``whole`` belongs to a case still running: it may stop anywhere.
    """
    heap: list[tuple[int, int, int, int, Marking, _Link | None]] = [(0, 0, 0, 0, net.initial, None)]
    seen: set[tuple[int, Marking]] = set()
    number = 0
    while heap and len(seen) < MOST_STATES:
        cost, hidden, _, place, marking, link = heappop(heap)
        if (place, marking) in seen:
            continue
        seen.add((place, marking))
        if place == len(trace) and (not whole or net.is_final(marking)):
            return _read(link)
        event = trace[place] if place < len(trace) else None
        for more, steps, on, after, deviation in _moves(net, event, marking):
            if (place + on, after) not in seen:
                number += 1
                way = link if deviation is None else (deviation, link)
                heappush(heap, (cost + more, hidden + steps, number, place + on, after, way))
    return None


def _moves(net: Net, event: int | None, marking: Marking) -> Iterator[tuple[int, int, int, Marking, int | None]]:
    """Yield each move: its cost, its silent steps, the events it takes, the marking after it, and its deviation."""
    if event is not None:
        together = net.by_code.get(event)
        if together and together.is_enabled(marking):
            yield 0, 0, 1, together.fire(marking), None
        yield 1, 0, 1, marking, event * 2 + 1
    for silent in net.silent:
        if silent.is_enabled(marking):
            yield 0, 1, 0, silent.fire(marking), None
    for code, transition in net.by_code.items():
        if transition.is_enabled(marking):
            yield 1, 0, 0, transition.fire(marking), code * 2


def _read(link: _Link | None) -> Alignment:
    skipped: list[int] = []
    extra: list[int] = []
    while link is not None:
        (extra if link[0] % 2 else skipped).append(link[0] // 2)
        link = link[1]
    return Alignment(tuple(reversed(skipped)), tuple(reversed(extra)))
