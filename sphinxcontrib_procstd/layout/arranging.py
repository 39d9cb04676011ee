"""Arrangements: ways to set out the nodes of a graph in a lattice, tried with a quick routing; the cheapest is kept.

How many are tried depends on the size of the graph, never on the clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from sphinxcontrib_procstd.layout.placing import Lattice, build_lattice, place_columns
from sphinxcontrib_procstd.layout.ranking import Sideways, Topology, rank_nodes
from sphinxcontrib_procstd.layout.routing import BACK, FRONT, LEFT, RIGHT, Ports, Route, Router

WIDTH_COST, LENGTH_COST = 1.0, 0.4
"""What a slot more across and along the flow costs, beside the bends and crossings of the routes."""
SMALL, MIDDLING, LARGE = 60, 100, 300
"""Sizes up to which an arrangement is bettered with patience, a little, and routed a second time."""
TRIALS = {SMALL: 6, 200: 3}
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
    """One way to set out the nodes, with its routes, what each edge costs, and the cost of all."""

    rank: list[int]
    columns: Columns
    lattice: Lattice
    routes: list[Route]
    costs: list[float]
    cost: float


def arrange(task: Task, trials: int | None = None) -> Arrangement:
    """Return the best of some arrangements, routed with care. ``trials`` bounds the rankings that are tried."""
    topology = task.topology
    size = max(topology.count, len(topology.edges) * 2 // 3)
    found = [
        _evaluate(task, rank, columns) for rank, columns in islice(_settings(task), trials or _most(TRIALS, size) or 1)
    ]
    best = min(found, key=lambda arrangement: round(arrangement.cost, 2))
    if trials is None:
        best = _swap_columns(task, best, _most(SWAPS, size))
        best = _move_nodes(task, best, min(MOVES, MOVED_EDGES // max(1, len(topology.edges))))
    if size <= LARGE:
        best.routes, best.costs = _route(task, best.lattice, passes=3)
    return best


def arrange_as(task: Task, rank: list[int], columns: Columns) -> Arrangement:
    """Return the arrangement with given ranks and columns, routed with care."""
    made = _evaluate(task, rank, columns)
    made.routes, made.costs = _route(task, made.lattice, passes=3)
    return made


def _most(bounds: dict[int, int], size: int) -> int:
    """Return the figure for graphs of a size, 0 past the largest."""
    return next((most for bound, most in bounds.items() if size <= bound), 0)


def _evaluate(task: Task, rank: list[int], columns: Columns, most: float = math.inf) -> Arrangement:
    """Route an arrangement quickly, no further than to a cost of ``most``; the size of the drawing costs, too."""
    lattice = build_lattice(task.topology, rank, columns)
    size = lattice.width * WIDTH_COST + lattice.height * LENGTH_COST
    routes, costs = _route(task, lattice, passes=0, most=most - size)
    return Arrangement(rank, columns, lattice, routes, costs, sum(costs) + size)


def _settings(task: Task) -> Iterator[tuple[list[int], Columns]]:
    """Yield ranks and columns worth a trial, the most promising first."""
    topology, lanes = task.topology, task.lanes
    seen: set[tuple[tuple[int, ...], str]] = set()
    for sideways in (Sideways.ALL, Sideways.BRANCHES, Sideways.NONE):
        rank = rank_nodes(topology, sideways, lanes)
        for hold_gaps in (True, False):
            columns = place_columns(topology, rank, lanes, hold_gaps=hold_gaps)
            key = (tuple(rank), str(columns))
            if key not in seen:
                seen.add(key)
                yield rank, columns


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
    for edge in sorted(range(len(best.costs)), key=lambda edge: (-best.costs[edge], edge)):
        if best.costs[edge] < COSTLY:
            return
        for node in reversed(topology.edges[edge]):
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


def _route(task: Task, lattice: Lattice, passes: int, most: float = math.inf) -> tuple[list[Route], list[float]]:
    """Route all edges; self-loops come last, on the freest side of their node."""
    pairs = task.topology.edges
    ports = [replace(port, ins=[0, 0, 0, 0], outs=[0, 0, 0, 0]) for port in task.ports]
    plain = [index for index, (source, target) in enumerate(pairs) if source != target]
    router = Router(lattice, ports, [pairs[index] for index in plain])
    router.route_all(passes, most)
    routes: list[Route] = [()] * len(pairs)
    costs = [0.0] * len(pairs)
    for index, route, cost in zip(plain, router.routes, router.costs, strict=True):
        routes[index], costs[index] = route, cost
    for index, (node, target) in enumerate(pairs):
        if node == target:
            side = ports[node].freest()
            ports[node].outs[side] += 2
            routes[index] = _loop(lattice.y[node], lattice.x[node], side)
    return routes, costs


def _loop(y: int, x: int, side: int) -> Route:
    dy, dx = {FRONT: (1, 0), BACK: (-1, 0), RIGHT: (0, 1), LEFT: (0, -1)}[side]
    gap = (y + dy, x + dx)
    return ((y, x), gap, gap, (y, x))
