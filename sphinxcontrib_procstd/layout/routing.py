"""Routes: which slots of the lattice each edge runs through, chosen for few bends and few crossings."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from sphinxcontrib_procstd.layout.placing import Lattice
from sphinxcontrib_procstd.layout.ports import Ports
from sphinxcontrib_procstd.layout.ways import BACK, BEND, FRONT, LEFT, MOST_BENDS, RIGHT, STEP, Route, Spot, Ways

CROSSING = 12.0
"""What a crossing costs."""
Stretch = tuple[int, int, int, int]
"""A run through a gap: its lower and upper end, and to which side it turns off at each (-1 back, +1 on)."""


def side_of(here: Spot, there: Spot) -> int:
    """Return on which side of ``here`` the way to ``there`` starts."""
    if here[0] != there[0]:
        return FRONT if there[0] > here[0] else BACK
    return RIGHT if there[1] > here[1] else LEFT


def _length(route: Route) -> int:
    total = 0
    y, x = route[0]
    for there_y, there_x in route:
        total += abs(there_y - y) + abs(there_x - x)
        y, x = there_y, there_x
    return total


def order_cost(first: Stretch, second: Stretch) -> int:
    """Return the crossings of two runs in one gap if the first lies on the track before the second."""
    low, high, at_low, at_high = first
    low2, high2, at_low2, at_high2 = second
    cost = 0
    if at_low > 0 and low2 <= low <= high2:
        cost += 1 if low2 < low < high2 else _clash(low, second)
    if at_high > 0 and low2 <= high <= high2:
        cost += 1 if low2 < high < high2 else _clash(high, second)
    if at_low2 < 0 and low < low2 < high:
        cost += 1
    if at_high2 < 0 and low < high2 < high:
        cost += 1
    return cost


def _clash(place: int, second: Stretch) -> int:
    """Return the cost of leaving forwards at a place where the second run ends, too."""
    turn = second[2] if place == second[0] else second[3]
    return 4 if turn < 0 else 0


class Router:
    """Finds routes one by one; each sees those found before, and may be taken up and found again."""

    def __init__(self, lattice: Lattice, ports: list[Ports], edges: list[Spot]) -> None:
        """Set up an empty lattice. ``edges`` are pairs of node indices."""
        self.lattice, self.ports, self.edges = lattice, ports, edges
        width, height = lattice.width, lattice.height
        self.nodes_in_row, self.nodes_in_column = [0] * height, [0] * width
        for x, y in zip(lattice.x, lattice.y, strict=True):
            self.nodes_in_row[y] |= 1 << x
            self.nodes_in_column[x] |= 1 << y
        self.lines_in_row, self.lines_in_column = [0] * height, [0] * width
        self.borders_in_row = [0] * height
        lane_of = lattice.lane_of
        self.borders = sum(1 << x for x in range(width - 1) if lane_of[x] != lane_of[x + 1])
        self.along_by_row = [[0] * width for _ in range(height)]
        self.across_by_column = [[0] * height for _ in range(width)]
        self.row_gaps: list[list[Stretch]] = [[] for _ in range(height)]
        self.column_gaps: list[list[Stretch]] = [[] for _ in range(width)]
        self.routes: list[Route] = [()] * len(edges)
        self.costs: list[float] = [0.0] * len(edges)

    def route_all(self, most: float = math.inf) -> float:
        """Route every edge and return the cost of all.

        Give up as soon as it is clear that they cost more than ``most``: the cost is infinite then, and edges are left
        without a route.
        """
        places = list(zip(self.lattice.y, self.lattice.x, strict=True))
        least: list[float] = []
        if most < math.inf:
            least = [self.least(edge, places[one], places[two]) for edge, (one, two) in enumerate(self.edges)]
        total = sum(least)
        if total > most:
            return math.inf
        for edge in sorted(range(len(self.edges)), key=self.urgency):
            self.settle(edge)
            if least:
                total += self.costs[edge] - least[edge]
                if total > most:
                    return math.inf
        return sum(self.costs)

    def least(self, edge: int, start: Spot, end: Spot) -> float:
        """Return what an edge between two cells costs at least: past nodes, but without a crossing."""
        source, target = self.edges[edge]
        leave, enter = self.ports[source].leave, self.ports[target].enter
        (y, x), (end_y, end_x) = start, end
        dy, dx = end_y - y, end_x - x
        bent = min(leave) + min(enter) + 2 * BEND
        if dx and dy:
            across, along = LEFT - (dx > 0), FRONT if dy > 0 else BACK
            first = leave[across] + enter[BACK - along]
            second = leave[along] + enter[LEFT + RIGHT - across]
            straighter = BEND + (first if first < second else second)
        elif dx:
            between = (1 << end_x) - (2 << x) if dx > 0 else (1 << x) - (2 << end_x)
            side = LEFT - (dx > 0)
            straighter = bent if self.nodes_in_row[y] & between else leave[side] + enter[LEFT + RIGHT - side]
        else:
            between = (1 << end_y) - (2 << y) if dy > 0 else (1 << y) - (2 << end_y)
            side = FRONT if dy > 0 else BACK
            straighter = bent if self.nodes_in_column[x] & between else leave[side] + enter[BACK - side]
        return (bent if bent < straighter else straighter) + (abs(dx) + abs(dy)) * STEP

    def improve(self, passes: int) -> None:
        """Take up and route again the costly edges, so many times at most."""
        for _ in range(passes):
            before = sum(self.costs)
            for edge in sorted(range(len(self.edges)), key=lambda edge: (-self.costs[edge], edge)):
                if self.costs[edge] > BEND:
                    self._mark(edge, -1)
                    self.settle(edge)
            if passes > 1:
                for group in self._bundles():
                    self._regroup(group)
            if sum(self.costs) >= before - 0.01:
                break

    def _bundles(self) -> list[list[int]]:
        """Return the edges that leave one node, and those that enter one, where they are three or more."""
        bundles: dict[tuple[int, bool], list[int]] = {}
        for edge, (source, target) in enumerate(self.edges):
            bundles.setdefault((source, True), []).append(edge)
            bundles.setdefault((target, False), []).append(edge)
        return [group for group in bundles.values() if 2 < len(group) < 9]

    def _regroup(self, group: list[int]) -> None:
        """Take up all edges of a bundle and route them again, the farthest first; keep what is cheaper.

        The tip of a diamond is best left to the farthest branch, which no edge can take from a nearer one.
        """
        old = [self.routes[edge] for edge in group]
        if sum(self.costs[edge] for edge in group) < 2 * CROSSING:
            return
        for edge in group:
            self._mark(edge, -1)
        group = sorted(group, key=lambda edge: (len(self.routes[edge]) == 2, self.urgency(edge)), reverse=True)
        new_cost = 0.0
        for edge in group:
            self.settle(edge)
            new_cost += self.costs[edge]
        new = [(self.routes[edge], self.costs[edge]) for edge in group]
        for edge in group:
            self._mark(edge, -1)
        old_cost = 0.0
        for edge, route in zip(sorted(group), old, strict=True):
            self.put(edge, route, self._cost_of(edge, route))
            old_cost += self.costs[edge]
        if new_cost < old_cost - 0.01:
            for edge in group:
                self._mark(edge, -1)
            for edge, (route, cost) in zip(group, new, strict=True):
                self.put(edge, route, cost)

    def _cost_of(self, edge: int, route: Route) -> float:
        """Return what a route costs as things stand."""
        source, target = self.edges[edge]
        leave = self.ports[source].leave[side_of(route[0], route[1])]
        enter = self.ports[target].enter[side_of(route[-1], route[-2])]
        crossings = self._crossings(route, math.inf)
        if crossings is None:
            return math.inf
        return leave + enter + (len(route) - 2) * BEND + _length(route) * STEP + crossings * CROSSING

    def urgency(self, edge: int) -> tuple[bool, bool, int, int]:
        """Return the sorting key for routing: onward before back, straight before bent, near before far."""
        source, target = self.edges[edge]
        dx = abs(self.lattice.x[source] - self.lattice.x[target])
        dy = self.lattice.y[target] - self.lattice.y[source]
        return (dy < 0, dx > 0 and dy != 0, dx + abs(dy), edge)

    def crossings(self) -> int:
        """Return about how many crossings there are: how much more routes cost than their bends and their length."""
        return sum(
            int((cost - (len(route) - 2) * BEND - _length(route) * STEP) // CROSSING)
            for route, cost in zip(self.routes, self.costs, strict=True)
        )

    def put(self, edge: int, route: Route, cost: float) -> None:
        """Give an edge a route that costs so much."""
        self.routes[edge], self.costs[edge] = route, cost
        self._mark(edge, 1)

    def lay(self, edge: int, route: Route) -> bool:
        """Give an edge its route, and note what it costs as things stand; leave it where something is in its way."""
        cost = self._cost_of(edge, route)
        if cost < math.inf:
            self.put(edge, route, cost)
        return cost < math.inf

    def unmark(self, edge: int) -> None:
        """Take an edge up; its route is kept in mind, but not in the lattice."""
        self._mark(edge, -1)

    def lift(self, edges: list[int]) -> float:
        """Take edges up, and return what their routes cost together."""
        total = 0.0
        for edge in edges:
            self._mark(edge, -1)
            total += self._cost_of(edge, self.routes[edge])
        return total

    def through(self, cell: Spot) -> list[int]:
        """Return the edges that run through a cell."""
        if not self._taken(*cell):
            return []
        y, x = cell
        found = []
        for edge, route in enumerate(self.routes):
            for (y0, x0), (y1, x1) in pairwise(route):
                if (y0 == y == y1 and (x0 <= x <= x1 or x1 <= x <= x0)) or (
                    x0 == x == x1 and (y0 <= y <= y1 or y1 <= y <= y0)
                ):
                    found.append(edge)
                    break
        return found

    def take(self, node: int) -> None:
        """Take a node without edges out of its cell."""
        y, x = self.lattice.y[node], self.lattice.x[node]
        self.nodes_in_row[y] ^= 1 << x
        self.nodes_in_column[x] ^= 1 << y

    def stand(self, node: int, cell: Spot) -> None:
        """Put a node into a cell."""
        y, x = self.lattice.y[node], self.lattice.x[node] = cell
        self.nodes_in_row[y] ^= 1 << x
        self.nodes_in_column[x] ^= 1 << y

    def settle(self, edge: int, most: float = 1e9) -> bool:
        """Route an edge as well as it can be; return whether that costs less than ``most``, else leave it."""
        route, cost = self._best(edge, most)
        if route:
            self.put(edge, route, cost)
        return bool(route)

    def _best(self, edge: int, most: float) -> tuple[Route, float]:
        source, target = self.edges[edge]
        start = (self.lattice.y[source], self.lattice.x[source])
        end = (self.lattice.y[target], self.lattice.x[target])
        leave, enter = self.ports[source].leave, self.ports[target].enter
        least = (abs(start[0] - end[0]) + abs(start[1] - end[1])) * STEP + min(leave) + min(enter) - 0.01
        best: Route = ()
        best_cost = most
        ways = Ways(start, end, self.lattice, leave, enter)
        for bends in range(MOST_BENDS + 1):
            if best_cost <= bends * BEND + least:
                break
            for cost, _, route in ways.with_bends(bends, best_cost):
                if cost >= best_cost:
                    break
                crossings = self._crossings(route, (best_cost - cost) / CROSSING)
                if crossings is not None and cost + crossings * CROSSING < best_cost:
                    best, best_cost = route, cost + crossings * CROSSING
        return best, best_cost

    def _crossings(self, route: Route, most: float) -> int | None:
        """Return how many routes this one crosses, or None for too many or where something is in its way."""
        total = 0
        last = len(route) - 1
        is_column = self.lattice.is_column
        y, x = route[0]
        for index in range(1, last + 1):
            y0, x0 = y, x
            y, x = route[index]
            if index < last and y & 1 and is_column[x] and self._taken(y, x):
                return None
            if x == x0:
                low, high = (y0, y) if y0 < y else (y, y0)
                if is_column[x]:
                    between = (1 << high) - (2 << low)
                    if self.nodes_in_column[x] & between or self.lines_in_column[x] & between:
                        return None
                total += sum(self.across_by_column[x][low + 1 : high])
            else:
                low, high = (x0, x) if x0 < x else (x, x0)
                if y & 1:
                    between = (1 << high) - (2 << low)
                    if self.nodes_in_row[y] & between or self.lines_in_row[y] & between:
                        return None
                    if self.borders_in_row[y] & (between | 1 << low):
                        return None
                total += sum(self.along_by_row[y][low + 1 : high])
            if total >= most:
                return None
        return total + self._crossings_in_gaps(route) if last > 2 else total

    def _taken(self, y: int, x: int) -> int:
        """Return whether a node stands in a cell, or a line runs through it."""
        return (self.nodes_in_row[y] | self.lines_in_row[y]) >> x & 1 or self.lines_in_column[x] >> y & 1

    def _crossings_in_gaps(self, route: Route) -> int:
        """Return how many runs in the same gaps a route must cross, however the tracks are ordered."""
        total = 0
        for y_gap, slot, stretch in _stretches(route, self.lattice.is_column):
            low, high = stretch[0], stretch[1]
            for other in (self.row_gaps if y_gap else self.column_gaps)[slot]:
                if other[0] <= high and low <= other[1]:
                    total += min(order_cost(stretch, other), order_cost(other, stretch))
        return total

    def _mark(self, edge: int, amount: int) -> None:
        """Note a route in the lattice (amount 1) or take it out again (-1)."""
        route = self.routes[edge]
        source, target = self.edges[edge]
        self.ports[source].add(side_of(route[0], route[1]), amount, outgoing=True)
        self.ports[target].add(side_of(route[-1], route[-2]), amount, outgoing=False)
        y, x = route[0]
        for y1, x1 in route[1:]:
            if x1 == x:
                low, high = (y, y1) if y < y1 else (y1, y)
                for row in self.along_by_row[low + 1 : high]:
                    row[x] += amount
                if self.lattice.is_column[x]:
                    self.lines_in_column[x] ^= (1 << high) - (2 << low)
            else:
                low, high = (x, x1) if x < x1 else (x1, x)
                for column in self.across_by_column[low + 1 : high]:
                    column[y] += amount
                if y & 1:
                    between = (1 << high) - (2 << low)
                    self.lines_in_row[y] ^= between
                    self.borders_in_row[y] ^= (between | 1 << low) & self.borders
            y, x = y1, x1
        if len(route) > 2:
            self._mark_turns(route, amount)

    def _mark_turns(self, route: Route, amount: int) -> None:
        is_column = self.lattice.is_column
        for y, x in route[1:-1]:
            if y & 1 and is_column[x]:
                self.along_by_row[y][x] += amount
                self.across_by_column[x][y] += amount
                self.lines_in_column[x] ^= 1 << y
                self.lines_in_row[y] ^= 1 << x
        for y_gap, slot, stretch in _stretches(route, is_column):
            gap = (self.row_gaps if y_gap else self.column_gaps)[slot]
            if amount > 0:
                gap.append(stretch)
            else:
                gap.remove(stretch)


def _stretches(route: Route, is_column: list[bool]) -> Iterator[tuple[bool, int, Stretch]]:
    """Yield the runs of a route through gaps: whether it is a gap between rows, which, and the run."""
    for before, here, there, after in zip(route, route[1:], route[2:], route[3:], strict=False):
        across = here[0] == there[0]
        if (across and here[0] & 1) or (not across and is_column[here[1]]):
            continue
        axis = 0 if across else 1
        first = 1 if before[axis] > here[axis] else -1
        second = 1 if after[axis] > there[axis] else -1
        low, high = here[1 - axis], there[1 - axis]
        stretch = (low, high, first, second) if low <= high else (high, low, second, first)
        yield across, here[axis], stretch


__all__ = [
    "BACK",
    "BEND",
    "FRONT",
    "LEFT",
    "RIGHT",
    "Route",
    "Router",
    "Spot",
    "Stretch",
    "order_cost",
    "side_of",
]
