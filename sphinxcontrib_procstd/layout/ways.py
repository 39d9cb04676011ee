"""Ways: the routes worth a look between two nodes of the lattice, by their bends, with what each costs.

What a way costs is reckoned before it is made: nearly all are too dear, and this is where a layout spends its time.
"""

from __future__ import annotations

from sphinxcontrib_procstd.layout.placing import Lattice

FRONT, BACK, RIGHT, LEFT = range(4)
"""Sides of a node as seen along the flow: front is where the flow leads, right is the next lane."""

BEND, STEP = 4.0, 0.3
"""What a bend and one slot of length cost."""
MOST_BENDS = 4

Spot = tuple[int, int]
Route = tuple[Spot, ...]
Priced = tuple[float, int, Route]
"""What a route costs without its crossings, its number among its like (ties go to the first), and the route."""


class Ways:
    """All ways of one edge; ``leave`` and ``enter`` are what each side of its ends costs."""

    def __init__(self, start: Spot, end: Spot, lattice: Lattice, leave: list[float], enter: list[float]) -> None:
        """Note the ends of the edge."""
        self.start, self.end, self.lattice = start, end, lattice
        self.leave, self.enter = leave, enter
        self.borders: list[int] = []

    def with_bends(self, bends: int, most: float) -> list[Priced]:
        """Return the ways with so many bends that cost less than ``most``, the cheapest first."""
        found: list[Priced] = []
        if bends > 1 and not self.borders:  # most edges need no more than one bend
            self.borders = _borders(self.start[1], self.end[1], self.lattice)
        self._BY_BENDS[bends](self, bends * BEND, most, found)
        if len(found) > 1:
            found.sort()
        return found

    def _none(self, base: float, most: float, found: list[Priced]) -> None:
        (ys, xs), (yt, xt) = self.start, self.end
        if ys == yt and xs != xt:
            sides = (RIGHT, LEFT) if xt > xs else (LEFT, RIGHT)
        elif xs == xt and ys != yt:
            sides = (FRONT, BACK) if yt > ys else (BACK, FRONT)
        else:
            return
        cost = base + self.leave[sides[0]] + self.enter[sides[1]] + (abs(yt - ys) + abs(xt - xs)) * STEP
        if cost < most:
            found.append((cost, 0, (self.start, self.end)))

    def _one(self, base: float, most: float, found: list[Priced]) -> None:
        start, end = self.start, self.end
        (ys, xs), (yt, xt) = start, end
        if ys == yt or xs == xt:
            return
        base += (abs(yt - ys) + abs(xt - xs)) * STEP
        cost = base + self.leave[RIGHT if xt > xs else LEFT] + self.enter[FRONT if ys > yt else BACK]
        if cost < most:
            found.append((cost, 0, (start, (ys, xt), end)))
        cost = base + self.leave[FRONT if yt > ys else BACK] + self.enter[RIGHT if xs > xt else LEFT]
        if cost < most:
            found.append((cost, 1, (start, (yt, xs), end)))

    def _two(self, base: float, most: float, found: list[Priced]) -> None:
        start, end, leave, enter = self.start, self.end, self.leave, self.enter
        (ys, xs), (yt, xt) = start, end
        if xs != xt:
            for y in sorted({ys - 1, ys + 1, yt - 1, yt + 1}):
                cost = base + leave[FRONT if y > ys else BACK] + enter[FRONT if y > yt else BACK]
                cost += (abs(y - ys) + abs(xt - xs) + abs(y - yt)) * STEP
                if cost < most:
                    found.append((cost, len(found), (start, (y, xs), (y, xt), end)))
        if ys != yt:
            for x in self.borders:
                cost = base + leave[RIGHT if x > xs else LEFT] + enter[RIGHT if x > xt else LEFT]
                cost += (abs(x - xs) + abs(yt - ys) + abs(x - xt)) * STEP
                if cost < most:
                    found.append((cost, len(found), (start, (ys, x), (yt, x), end)))

    def _three(self, base: float, most: float, found: list[Priced]) -> None:
        start, end, leave, enter = self.start, self.end, self.leave, self.enter
        (ys, xs), (yt, xt) = start, end
        for x in self.borders:
            across = base + (abs(x - xs) + abs(x - xt)) * STEP
            left = across + leave[RIGHT if x > xs else LEFT]
            entered = across + enter[RIGHT if x > xt else LEFT]
            for y in (ys + 1, ys - 1):
                cost = entered + leave[FRONT if y > ys else BACK] + (1 + abs(y - yt)) * STEP
                if cost < most:
                    found.append((cost, len(found), (start, (y, xs), (y, x), (yt, x), end)))
            for y in (yt - 1, yt + 1):
                cost = left + enter[FRONT if y > yt else BACK] + (1 + abs(y - ys)) * STEP
                if cost < most:
                    found.append((cost, len(found), (start, (ys, x), (y, x), (y, xt), end)))

    def _four(self, base: float, most: float, found: list[Priced]) -> None:
        start, end, leave, enter = self.start, self.end, self.leave, self.enter
        (ys, xs), (yt, xt) = start, end
        for y in (ys + 1, ys - 1):
            for y2 in (yt - 1, yt + 1):
                along = base + leave[FRONT if y > ys else BACK] + enter[FRONT if y2 > yt else BACK]
                along += (2 + abs(y2 - y)) * STEP
                for x in self.borders if y != y2 and along < most else ():
                    cost = along + (abs(x - xs) + abs(x - xt)) * STEP
                    if cost < most:
                        found.append((cost, len(found), (start, (y, xs), (y, x), (y2, x), (y2, xt), end)))
        for x in (xs - 1, xs + 1):
            for x2 in (xt - 1, xt + 1):
                across = base + leave[RIGHT if x > xs else LEFT] + enter[RIGHT if x2 > xt else LEFT]
                across += (2 + abs(x2 - x)) * STEP
                for y in sorted({ys - 1, ys + 1, yt - 1, yt + 1}) if x != x2 and across < most else ():
                    cost = across + (abs(y - ys) + abs(y - yt)) * STEP
                    if cost < most:
                        found.append((cost, len(found), (start, (ys, x), (y, x), (y, x2), (yt, x2), end)))

    _BY_BENDS = (_none, _one, _two, _three, _four)


def _borders(xs: int, xt: int, lattice: Lattice) -> list[int]:
    """Return the gaps beside both ends, and those on both sides of the lane borders between them."""
    found = {xs - 1, xs + 1, xt - 1, xt + 1}
    low, high = sorted((lattice.lane_of[xs], lattice.lane_of[xt]))
    if high - low <= 8:
        for lane in range(low + 1, high + 1):
            found.update((lattice.lane_start[lane] - 1, lattice.lane_start[lane]))
    return sorted(found)
