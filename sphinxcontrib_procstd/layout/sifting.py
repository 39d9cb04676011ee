"""Sifting: one node after the other is tried in other cells of the lattice; only its own edges are routed again.

The lattice has a spare row after every row and spare columns beside every lane, so that a node can go between others.
What stays empty is taken out at the end. (The name is R. Rudell's, 1993, for moving one variable at a time to its best
place; the measure here is bends and crossings.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sphinxcontrib_procstd.layout.placing import Lattice
from sphinxcontrib_procstd.layout.ports import Ports
from sphinxcontrib_procstd.layout.ranking import ABREAST, Topology
from sphinxcontrib_procstd.layout.routing import Route, Router
from sphinxcontrib_procstd.layout.ways import BEND

WIDTH_COST, LENGTH_COST = 2.5, 0.8
"""What a slot more across and along the flow costs, beside the bends and crossings of the routes."""
COSTLY = 4.0
"""Nodes whose edges all cost less are left where they stand."""
TRIED = 5
"""In how many cells a node is tried at most, the most promising first."""
GAIN, PLAIN_GAIN = 0.05, 2.5
"""What a move must save; where nothing crosses, half a bend and more: shorter lines alone are not worth the trial."""

Cell = tuple[int, int]


@dataclass(slots=True)
class Mapping:
    """Where the rows and columns of a lattice lie in another, and what that other is like."""

    y: list[int]
    x: list[int]
    height: int
    is_column: list[bool]
    lane_start: list[int]
    lane_of: list[int]

    def lattice(self, old: Lattice) -> Lattice:
        """Return the other lattice with all nodes in their places."""
        x, y = [self.x[slot] for slot in old.x], [self.y[slot] for slot in old.y]
        return Lattice(len(self.is_column), self.height, x, y, self.is_column, self.lane_start, self.lane_of)


def roomy(old: Lattice) -> Mapping:
    """Return the lattice with a spare row after every row, and a spare column on each side of a lane in use."""
    counts = [0] * len(old.lane_start)
    for x in old.x:
        counts[old.lane_of[x]] += 1
    is_column: list[bool] = []
    lane_start: list[int] = []
    lane_of: list[int] = []
    places: list[int] = []
    stops = [*old.lane_start[1:], old.width]
    for lane, (start, stop) in enumerate(zip(old.lane_start, stops, strict=True)):
        lane_start.append(len(is_column))
        spare = counts[lane] > 1 and (stop - start) // 2 < ABREAST
        inner = [False, True] if spare else []
        is_column += inner
        places += range(len(is_column), len(is_column) + stop - start)
        is_column += [*old.is_column[start:stop], *inner[::-1]]
        lane_of += [lane] * (len(is_column) - lane_start[-1])
    rows = [2 * y - (y & 1) for y in range(old.height)]
    return Mapping(rows, places, 2 * old.height - 1, is_column, lane_start, lane_of)


def close(old: Lattice) -> Mapping:
    """Return the lattice without the rows and columns where no node stands; a lane keeps one column at least."""
    rows, columns = set(old.y), set(old.x)
    places_y, height = [], 0
    for y in range(old.height):
        if y & 1 and y in rows:
            height += 2
            places_y.append(height - 1)
        else:
            places_y.append(height)
    is_column: list[bool] = []
    lane_start: list[int] = []
    lane_of: list[int] = []
    places: list[int] = []
    stops = [*old.lane_start[1:], old.width]
    for lane, (start, stop) in enumerate(zip(old.lane_start, stops, strict=True)):
        lane_start.append(len(is_column))
        is_column.append(False)
        kept = {x for x in range(start, stop) if x in columns} or {start + 1}
        for x in range(start, stop):
            if x in kept:
                is_column += [True, False]
                places.append(len(is_column) - 2)
            else:
                places.append(len(is_column) - 1)
        lane_of += [lane] * (len(is_column) - lane_start[-1])
    return Mapping(places_y, places, height + 1, is_column, lane_start, lane_of)


def _is_loose(lattice: Lattice) -> bool:
    """Return whether a row or a column is empty that `close` would take out."""
    used = set(lattice.x)
    empty = [lattice.lane_of[x] for x in range(lattice.width) if lattice.is_column[x] and x not in used]
    lanes = [lattice.lane_of[x] for x in range(lattice.width) if lattice.is_column[x]]
    return any(lanes.count(lane) > 1 for lane in empty) or len(set(lattice.y)) < lattice.height // 2


def carry(router: Router, mapping: Mapping, ports: list[Ports]) -> Router:
    """Return a router for another lattice, with the routes that this one has found.

    Lines that share a gap may meet in a cell of a new row: those get a new route.
    """
    other = Router(mapping.lattice(router.lattice), [port.copy() for port in ports], router.edges)
    blocked = [edge for edge, route in enumerate(router.routes) if not other.lay(edge, _carried(route, mapping))]
    for edge in blocked:
        other.settle(edge)
    return other


def _carried(route: Route, mapping: Mapping) -> Route:
    spots: list[Cell] = []
    for y, x in route:
        spot = (mapping.y[y], mapping.x[x])
        if spots and spots[-1] == spot:
            continue
        if len(spots) > 1 and (spots[-2][0] == spots[-1][0] == spot[0] or spots[-2][1] == spots[-1][1] == spot[1]):
            spots.pop()
        spots.append(spot)
    return tuple(spots)


def sifted(topology: Topology, router: Router, ports: list[Ports], patience: int) -> Router:
    """Return a router whose nodes stand in better cells; ``patience`` is how many edges may be routed in all.

    An arrangement whose every edge is straight and alone is as good as can be: it is returned as it is.
    """
    if not patience or all(cost <= BEND for cost in router.costs):
        return router
    sifter = Sifter(topology, carry(router, roomy(router.lattice), ports), patience)
    if not sifter.sift() and not _is_loose(router.lattice):
        return router
    return carry(sifter.router, close(sifter.lattice), ports)


class Sifter:
    """Moves the nodes of a routed arrangement, as long as that makes it cheaper and there is patience left."""

    def __init__(self, topology: Topology, router: Router, patience: int) -> None:
        """Take a router with room in its lattice; ``patience`` is how many edges may be routed in all."""
        self.topology, self.router, self.patience = topology, router, patience
        self.lattice = router.lattice
        self.gain = GAIN if router.crossings() else PLAIN_GAIN
        self.around: list[list[int]] = [[] for _ in range(topology.count)]
        for edge, (source, target) in enumerate(router.edges):
            self.around[source].append(edge)
            self.around[target].append(edge)
        self.in_row = [0] * self.lattice.height
        self.in_column = [0] * self.lattice.width
        for x, y in zip(self.lattice.x, self.lattice.y, strict=True):
            self.in_row[y] += 1
            self.in_column[x] += 1
        self.ins: list[list[int]] = [[] for _ in range(topology.count)]
        self.outs: list[list[int]] = [[] for _ in range(topology.count)]
        for edge, (source, target) in enumerate(topology.edges):
            if topology.forward[edge]:
                self.outs[source].append(target)
                self.ins[target].append(source)

    def sift(self) -> bool:
        """Try every node with costly edges, the costliest first; then those again whose neighbours have moved.

        Return whether any has moved.
        """
        moved = False
        waiting = set(range(self.topology.count))
        while waiting and self.patience > 0:
            costs = self._node_costs()
            turn = sorted((node for node in waiting if costs[node] > COSTLY), key=lambda node: (-costs[node], node))
            waiting = set()
            for node in turn:
                if self.patience <= 0:
                    break
                if self._sift_node(node):
                    moved = True
                    waiting.update(end for edge in self.around[node] for end in self.router.edges[edge])

        return moved

    def _node_costs(self) -> list[float]:
        costs, router = [0.0] * self.topology.count, self.router
        for (source, target), cost in zip(router.edges, router.costs, strict=True):
            if cost > BEND:
                costs[source] += cost
                costs[target] += cost
        return costs

    def _sift_node(self, node: int) -> bool:
        """Take a node out with its edges, and put it where they cost least; return whether that is another cell."""
        router, edges = self.router, self.around[node]
        here = self.lattice.y[node], self.lattice.x[node]
        kept = [(router.routes[edge], router.costs[edge]) for edge in edges]
        limit = router.lift(edges) - self.gain
        router.take(node)
        cells = []
        for cell in self._cells(node):
            size = self._size_change(here, cell)
            least = self._least(node, cell, limit - size)
            if least < limit - size:
                cells.append((least + size, cell))
        cells.sort()
        for _, cell in cells[:TRIED]:
            if self.patience <= 0:
                break
            if self._try(node, cell, limit - self._size_change(here, cell)):
                self.in_row[here[0]] -= 1
                self.in_column[here[1]] -= 1
                self.in_row[cell[0]] += 1
                self.in_column[cell[1]] += 1
                return True
        router.stand(node, here)
        for edge, (route, cost) in zip(edges, kept, strict=True):
            router.put(edge, route, cost)
        return False

    def _size_change(self, here: Cell, cell: Cell) -> float:
        rows = (self.in_row[cell[0]] == (cell[0] == here[0])) - (self.in_row[here[0]] == 1)
        columns = (self.in_column[cell[1]] == (cell[1] == here[1])) - (self.in_column[here[1]] == 1)
        return 2 * (rows * LENGTH_COST + columns * WIDTH_COST)

    def _cells(self, node: int) -> Iterator[Cell]:
        """Yield the free cells where a node could stand: in the rows of its neighbours and beside them."""
        lattice, lane = self.lattice, self.topology.lane
        low, high = 1, lattice.height - 2
        for other in self.ins[node]:
            low = max(low, lattice.y[other] + self._apart(other, node))
        for other in self.outs[node]:
            high = min(high, lattice.y[other] - self._apart(node, other))
        y0 = lattice.y[node]
        rows = {y0 - 2, y0, y0 + 2}
        for edge in self.around[node]:
            for other in self.router.edges[edge]:
                y = lattice.y[other]
                rows |= {y - 2, y, y + 2}
        start = lattice.lane_start[lane[node]]
        stop = (*lattice.lane_start, lattice.width)[lane[node] + 1]
        columns = [x for x in range(start, stop) if lattice.is_column[x]]
        for y in sorted(rows):
            if low <= y <= high:
                taken = self.router.nodes_in_row[y]
                for x in columns:
                    if not taken >> x & 1:
                        yield y, x

    def _apart(self, source: int, target: int) -> int:
        """Return how many slots a target must stand after its source: none where ways part or meet, or lanes change."""
        if self.topology.lane[source] != self.topology.lane[target]:
            return 0
        return 0 if len(self.outs[source]) > 1 or len(self.ins[target]) > 1 else 2

    def _least(self, node: int, cell: Cell, limit: float) -> float:
        """Return what the edges of a node cost at least in a cell, or anything more than a limit."""
        router = self.router
        total = 0.0
        for edge in self.around[node]:
            source, target = router.edges[edge]
            if source == node:
                total += router.least(edge, cell, self._place(target))
            else:
                total += router.least(edge, self._place(source), cell)
            if total > limit:
                break
        return total

    def _place(self, node: int) -> Cell:
        return self.lattice.y[node], self.lattice.x[node]

    def _try(self, node: int, cell: Cell, limit: float) -> bool:
        """Put a node into a cell and route what that concerns; take it out again where this costs more than a limit."""
        router = self.router
        aside = [edge for edge in router.through(cell) if edge not in self.around[node]]
        kept = [(router.routes[edge], router.costs[edge]) for edge in aside]
        limit += router.lift(aside)
        router.stand(node, cell)
        edges = sorted((*self.around[node], *aside), key=router.urgency)
        least = [router.least(edge, *(self._place(end) for end in router.edges[edge])) for edge in edges]
        rest, done = sum(least), []
        for edge, bound in zip(edges, least, strict=True):
            self.patience -= 1
            if rest > limit or not router.settle(edge, limit - rest + bound):
                break
            done.append(edge)
            rest += router.costs[edge] - bound
        else:
            return True
        for edge in done:
            router.unmark(edge)
        router.take(node)
        for edge, (route, cost) in zip(aside, kept, strict=True):
            router.put(edge, route, cost)
        return False
