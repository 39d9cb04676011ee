"""Arrangements: ways to set out the nodes of a graph in a lattice, tried with a quick routing; the cheapest is kept.

How many are tried depends on the size of the graph, never on the clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from sphinxcontrib_procstd.layout.placing import Lattice, build_lattice, place_columns
from sphinxcontrib_procstd.layout.ranking import Sideways, Topology, rank_nodes
from sphinxcontrib_procstd.layout.routing import BACK, BEND, FRONT, LEFT, RIGHT, Ports, Route, Router
from sphinxcontrib_procstd.layout.sifting import Sifter, carry, close, roomy

WIDTH_COST, LENGTH_COST = 1.0, 0.4
"""What a slot more across and along the flow costs, beside the bends and crossings of the routes."""
SMALL, MIDDLING, LARGE = 60, 100, 300
"""Sizes up to which an arrangement is bettered with patience, a little, and routed a second time."""
import os
TRIALS = {SMALL: int(os.environ.get("TR","6")), 200: 3}
"""How many ways of ranking are tried up to a size; one beyond."""
SWAPS = {SMALL: 4, MIDDLING: 3}
"""How many exchanges of columns are tried up to a size."""
MOVES, MOVED_EDGES = 8, 300
"""How many moves of single nodes are tried at most, and how many edges may be routed for all of them."""
COSTLY = 7.0
"""Edges that cost less than this run as well as they can."""

Columns = list[list[list[int]]]
"""The nodes of each column of each lane."""


@dataclass(slots=True)
class Task:
    """What is to be arranged: the graph in numbers, how many lanes, and what each node's sides bear."""

    topology: Topology
    lanes: int
    ports: list[Ports]


@dataclass(slots=True)
class Arrangement:
    """One way to set out the nodes, what has routed its edges, and the cost of all: infinite where it gave up.

    ``routes`` are those of all edges, self-loops too, once they are finished.
    """

    rank: list[int]
    columns: Columns
    router: Router
    cost: float
    routes: list[Route] = field(default_factory=list)

    @property
    def lattice(self) -> Lattice:
        """The places of all nodes."""
        return self.router.lattice


def arrange(task: Task, trials: int | None = None) -> Arrangement:
    """Return the best of some arrangements, routed with care. ``trials`` bounds the rankings that are tried."""
    topology = task.topology
    size = max(topology.count, len(topology.edges) * 2 // 3)
    settings = islice(_settings(task), trials or _most(TRIALS, size) or 1)
    best = _evaluate(task, *next(settings))
    for rank, columns in settings:
        other = _evaluate(task, rank, columns, best.cost + 0.01)
        if round(other.cost, 2) < round(best.cost, 2):
            best = other
    if trials is None:
        import os
        if os.environ.get("OLD"):
            best = _swap_columns(task, best, _most(SWAPS, size))
            best = _move_nodes(task, best, min(MOVES, MOVED_EDGES // max(1, len(topology.edges))))
        if not os.environ.get("NOSIFT"):
            best = _sift(task, best, int(os.environ.get("PAT", "200")))
    return _finish(task, best, 3 if size <= LARGE else 0)


def arrange_as(task: Task, rank: list[int], columns: Columns) -> Arrangement:
    """Return the arrangement with given ranks and columns, routed with care."""
    return _finish(task, _evaluate(task, rank, columns), 3)


def _most(bounds: dict[int, int], size: int) -> int:
    """Return the figure for graphs of a size, 0 past the largest."""
    return next((most for bound, most in bounds.items() if size <= bound), 0)


def _evaluate(task: Task, rank: list[int], columns: Columns, most: float = math.inf) -> Arrangement:
    """Route an arrangement quickly, no further than to a cost of ``most``; the size of the drawing costs, too."""
    lattice = build_lattice(task.topology, rank, columns)
    size = lattice.width * WIDTH_COST + lattice.height * LENGTH_COST
    pairs = [(source, target) for source, target in task.topology.edges if source != target]
    router = Router(lattice, [port.copy() for port in task.ports], pairs)
    return Arrangement(rank, columns, router, router.route_all(most - size) + size)


def _settings(task: Task) -> Iterator[tuple[list[int], Columns]]:
    """Yield ranks and columns worth a trial, the most promising first."""
    topology, lanes = task.topology, task.lanes
    seen: list[list[int]] = []
    for sideways in (Sideways.ALL, Sideways.BRANCHES, Sideways.NONE):
        rank = rank_nodes(topology, sideways, lanes)
        if rank in seen:
            continue
        seen.append(rank)
        held = place_columns(topology, rank, lanes, hold_gaps=True)
        yield rank, held
        loose = place_columns(topology, rank, lanes, hold_gaps=False)
        if loose != held:
            yield rank, loose


def _swap_columns(task: Task, best: Arrangement, most: int) -> Arrangement:
    """Exchange neighbouring columns of a lane wherever that is cheaper."""
    pairs = [(lane, at) for lane, columns in enumerate(best.columns) for at in range(len(columns) - 1)]
    for lane, at in pairs[:most]:
        columns = list(best.columns)
        columns[lane] = [*columns[lane][:at], columns[lane][at + 1], columns[lane][at], *columns[lane][at + 2 :]]
        other = _evaluate(task, best.rank, columns, best.cost)
        if other.cost < best.cost - 0.01:
            best = other
    return best


def _sift(task: Task, best: Arrangement, patience: int) -> Arrangement:
    """Move single nodes to better cells, and take out what is left empty."""
    if not patience or all(cost <= BEND for cost in best.router.costs):
        return best
    for _ in range(int(os.environ.get("RO","1"))):
        roomier = carry(best.router, roomy(best.lattice), task.ports)
        sifter = Sifter(task.topology, roomier, patience)
        sifter.sift()
        best.router = carry(roomier, close(roomier.lattice), task.ports)
        patience=sifter.patience
        if patience<=0: break
    return best


def _move_nodes(task: Task, best: Arrangement, most: int) -> Arrangement:
    """Move the ends of the dearest edges along the flow, one at a time, as long as that is cheaper."""
    tried = {tuple(best.rank)}
    found: Arrangement | None = best
    while found:
        best, found = found, None
        for rank in _moved_ranks(task.topology, best):
            if tuple(rank) in tried:
                continue
            if len(tried) > most:
                return best
            tried.add(tuple(rank))
            other = _evaluate(task, rank, best.columns, best.cost)
            if other.cost < best.cost - 0.01:
                found = other
                break
    return best


def _moved_ranks(topology: Topology, best: Arrangement) -> Iterator[list[int]]:
    """Yield the ranks after each move worth a trial: targets before sources, of dear edges first."""
    home = {node: column for lane in best.columns for column in lane for node in column}
    costs, edges = best.router.costs, best.router.edges
    for edge in sorted(range(len(costs)), key=lambda edge: (-costs[edge], edge)):
        if costs[edge] < COSTLY:
            return
        for node in reversed(edges[edge]):
            for by in (1, -1):
                if _may_move(topology, best.rank, home[node], node, by):
                    rank = list(best.rank)
                    rank[node] += by
                    yield rank
            yield _delayed(topology, best.rank, home, node)


def _may_move(topology: Topology, rank: list[int], column: list[int], node: int, by: int) -> bool:
    """Return whether a node may stand a rank earlier or later: its cell is free, and no edge then leads back."""
    to = rank[node] + by
    if to < 0 or any(rank[other] == to for other in column):
        return False
    lane = topology.lane
    for edge in topology.ins[node]:
        source = topology.edges[edge][0]
        if rank[source] + (lane[source] == lane[node]) > to:
            return False
    for edge in topology.outs[node]:
        target = topology.edges[edge][1]
        if rank[target] - (lane[target] == lane[node]) < to:
            return False
    return True


def _delayed(topology: Topology, old: list[int], home: dict[int, list[int]], node: int) -> list[int]:
    """Return the ranks with a node a rank later, and all that follows as much later as it must."""
    rank = list(old)
    rank[node] += 1
    stack = [node]
    while stack:
        here = stack.pop()
        for other in home[here]:
            if other != here and rank[other] == rank[here]:
                rank[other] += 1
                stack.append(other)
        for edge in topology.outs[here]:
            target = topology.edges[edge][1]
            least = rank[here] + (old[target] > old[here])
            if rank[target] < least:
                rank[target] = least
                stack.append(target)
    return rank


def _finish(task: Task, best: Arrangement, passes: int) -> Arrangement:
    """Better the routes in so many passes; self-loops come last, on the freest side of their node."""
    router = best.router
    router.improve(passes)
    ports, lattice = router.ports, router.lattice
    plain = iter(router.routes)
    for node, target in task.topology.edges:
        best.routes.append(() if node == target else next(plain))
    for index, (node, target) in enumerate(task.topology.edges):
        if node == target:
            side = ports[node].freest()
            ports[node].add(side, 2, outgoing=True)
            best.routes[index] = _loop(lattice.y[node], lattice.x[node], side)
    return best


def _loop(y: int, x: int, side: int) -> Route:
    dy, dx = {FRONT: (1, 0), BACK: (-1, 0), RIGHT: (0, 1), LEFT: (0, -1)}[side]
    gap = (y + dy, x + dx)
    return ((y, x), gap, gap, (y, x))
