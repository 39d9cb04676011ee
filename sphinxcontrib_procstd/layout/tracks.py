"""Ports and tracks: where exactly on a side an edge ends, and on which track of a gap it runs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sphinxcontrib_procstd.layout.placing import Lattice
from sphinxcontrib_procstd.layout.routing import BACK, FRONT, LEFT, RIGHT, Route, Spot, side_of

TRACK = 10.0
"""Pixels from track to track."""
_SLOT = 100_000.0
"""The key of a place in a gap or on a line is its slot times this, plus pixels within the slot."""
_CLEAR = 8.0
"""Pixels that two runs on one track keep apart end to end."""
_CLASH = 50.0


@dataclass(slots=True)
class Run:
    """One stretch of one edge through a gap. ``segment`` counts the segments of the route from 0."""

    edge: int
    segment: int
    low_turn: int
    high_turn: int
    low_segment: int
    high_segment: int
    level: int = 0
    low: float = 0.0
    high: float = 0.0


@dataclass(slots=True)
class Wiring:
    """The routes with their ports and tracks; offsets are pixels from the middle of a side."""

    lattice: Lattice
    edges: list[Spot]
    routes: list[Route]
    offsets: list[list[float]]
    row_runs: dict[int, list[Run]] = field(default_factory=dict)
    column_runs: dict[int, list[Run]] = field(default_factory=dict)
    run_at: dict[tuple[int, int], Run] = field(default_factory=dict)

    def levels(self, runs: list[Run]) -> int:
        """Return how many tracks the runs of a gap take."""
        return max((run.level + 1 for run in runs), default=0)


@dataclass(slots=True)
class _End:
    """One end of an edge on one side of a node. ``turn`` is 0 for a straight line, which keeps the middle."""

    edge: int
    outgoing: bool
    turn: int = 0
    returns: bool = False
    distance: int = 0

    def order(self) -> tuple[int, int, int, int]:
        """Return the sorting key along the side: ends that turn low first, the farthest outermost."""
        if self.turn == 0:
            return (0, 0, 0, self.edge)
        nesting = (1, -self.distance) if self.returns else (0, self.distance)
        outermost = (nesting[0], -nesting[1]) if self.turn < 0 else (-nesting[0], nesting[1])
        return (self.turn, *outermost, self.edge)


def wire(lattice: Lattice, edges: list[Spot], routes: list[Route], halves: list[tuple[float, float]]) -> Wiring:
    """Return ports and tracks for the routes. ``halves`` is half a node's length along and across the flow."""
    wiring = Wiring(lattice, edges, routes, [[0.0, 0.0] for _ in edges])
    _set_ports(wiring, halves)
    _collect_runs(wiring)
    for by_rows in (False, True, False, True):
        _assign_tracks(wiring, by_rows=by_rows)
    return wiring


def _set_ports(wiring: Wiring, halves: list[tuple[float, float]]) -> None:
    sides: dict[tuple[int, int], list[_End]] = defaultdict(list)
    for edge, (source, target) in enumerate(wiring.edges):
        route = wiring.routes[edge]
        if source == target:
            side = side_of(route[0], route[1])
            sides[source, side] += [_End(edge, outgoing=True, turn=1), _End(edge, outgoing=False, turn=-1)]
            continue
        sides[source, side_of(route[0], route[1])].append(_end(edge, route, outgoing=True))
        sides[target, side_of(route[-1], route[-2])].append(_end(edge, route[::-1], outgoing=False))
    for (node, side), ends in sides.items():
        along, across = halves[node]
        _spread(wiring, ends, across if side in {FRONT, BACK} else along)


def _end(edge: int, route: Route, *, outgoing: bool) -> _End:
    """Describe the end at the first spot of a route."""
    here, there = route[0], route[1]
    axis = 0 if here[0] != there[0] else 1
    if len(route) < 4 or abs(here[axis] - there[axis]) > 1:
        return _End(edge, outgoing)
    after, then = route[2], route[3]
    way = there[axis] - here[axis]
    returns = (then[axis] - after[axis]) * way < 0
    step = after[1 - axis] - there[1 - axis]
    return _End(edge, outgoing, 1 if step > 0 else -1, returns, abs(step))


def side_room(half: float) -> float:
    """Return how far from the middle of a side edges may end; ``half`` is half its length."""
    return half - 5.0 if half > 30.0 else half * 0.75


def _spread(wiring: Wiring, ends: list[_End], half: float) -> None:
    """Give the ends of one side their offsets: straight lines the middle, the others around it."""
    ends.sort(key=_End.order)
    straight = sum(end.turn == 0 for end in ends)
    below = sum(end.turn < 0 for end in ends)
    above = len(ends) - straight - below
    reach = max(below, above) if straight else (len(ends) - 1) / 2
    room = side_room(half)
    pitch = min(16.0 if half > 50 else 12.0, room / reach) if reach else 0.0
    middle = below if straight else (len(ends) - 1) / 2
    for position, end in enumerate(ends):
        offset = (position - middle) * pitch if end.turn or straight < 2 else 0.0
        wiring.offsets[end.edge][0 if end.outgoing else 1] = round(offset, 1)


def _collect_runs(wiring: Wiring) -> None:
    rows: dict[int, list[Run]] = defaultdict(list)
    columns: dict[int, list[Run]] = defaultdict(list)
    for edge, route in enumerate(wiring.routes):
        if wiring.edges[edge][0] == wiring.edges[edge][1]:
            across = route[0][1] == route[1][1]
            turn = 1 if sum(route[0]) > sum(route[1]) else -1
            run = Run(edge, 1, turn, turn, 2, 0)
            wiring.run_at[edge, 1] = run
            (rows if across else columns)[route[1][0 if across else 1]].append(run)
            continue
        for segment in range(1, len(route) - 2):
            before, here, there, after = route[segment - 1 : segment + 3]
            across = here[0] == there[0]
            axis = 0 if across else 1
            first = 1 if before[axis] > here[axis] else -1
            second = 1 if after[axis] > there[axis] else -1
            if here[1 - axis] < there[1 - axis]:
                run = Run(edge, segment, first, second, segment - 1, segment + 1)
            else:
                run = Run(edge, segment, second, first, segment + 1, segment - 1)
            wiring.run_at[edge, segment] = run
            (rows if across else columns)[here[axis]].append(run)
    wiring.row_runs, wiring.column_runs = dict(sorted(rows.items())), dict(sorted(columns.items()))


def _key(wiring: Wiring, edge: int, segment: int) -> float:
    """Return the place of a segment across its direction, as far as it is known."""
    route = wiring.routes[edge]
    here = route[segment]
    along = here[1] == route[segment + 1][1]
    slot = here[1] if along else here[0]
    if segment == 0:
        return slot * _SLOT + wiring.offsets[edge][0]
    if segment == len(route) - 2:
        return slot * _SLOT + wiring.offsets[edge][1]
    return slot * _SLOT + wiring.run_at[edge, segment].level * TRACK


def _assign_tracks(wiring: Wiring, *, by_rows: bool) -> None:
    for runs in (wiring.row_runs if by_rows else wiring.column_runs).values():
        for run in runs:
            run.low = _key(wiring, run.edge, run.low_segment)
            run.high = _key(wiring, run.edge, run.high_segment)
            if run.low > run.high:
                run.low, run.high = run.high, run.low
                run.low_turn, run.high_turn = run.high_turn, run.low_turn
                run.low_segment, run.high_segment = run.high_segment, run.low_segment
        _pack(_ordered(runs))


def _cost(first: Run, second: Run) -> float:
    """Return the crossings (and clashes, dearer) if the first run lies on a track before the second."""
    cost = 0.0
    for place, turn in ((first.low, first.low_turn), (first.high, first.high_turn)):
        if turn > 0 and second.low - 7 < place < second.high + 7:
            if second.low + 7 <= place <= second.high - 7:
                cost += 1
            elif (second.low_turn if place < second.low + 7 else second.high_turn) < 0:
                cost += _CLASH
            elif second.low < place < second.high:
                cost += 1
    for place, turn in ((second.low, second.low_turn), (second.high, second.high_turn)):
        if turn < 0 and first.low < place < first.high:
            cost += 1
    return cost


def _ordered(runs: list[Run]) -> list[Run]:
    """Order the runs of one gap for few crossings: always the one that has least against coming first."""
    count = len(runs)
    if count < 2:
        return runs
    against = [[0.0] * count for _ in range(count)]
    for one in range(count):
        for two in range(one):
            if runs[one].low <= runs[two].high + _CLEAR and runs[two].low <= runs[one].high + _CLEAR:
                gain = _cost(runs[one], runs[two]) - _cost(runs[two], runs[one])
                against[one][two], against[two][one] = max(0.0, gain), max(0.0, -gain)
    total = [sum(row) for row in against]
    left = sorted(range(count), key=lambda index: (runs[index].high - runs[index].low, runs[index].edge))
    ordered = []
    while left:
        pick = min(left, key=lambda index: total[index])
        left.remove(pick)
        ordered.append(runs[pick])
        for index in left:
            total[index] -= against[index][pick]
    return ordered


def _pack(runs: list[Run]) -> None:
    """Give each run the lowest track past all earlier runs that it overlaps."""
    for position, run in enumerate(runs):
        run.level = 0
        for earlier in runs[:position]:
            if run.low <= earlier.high + _CLEAR and earlier.low <= run.high + _CLEAR:
                run.level = max(run.level, earlier.level + 1)


__all__ = ["BACK", "FRONT", "LEFT", "RIGHT", "TRACK", "Run", "Wiring", "side_room", "wire"]
