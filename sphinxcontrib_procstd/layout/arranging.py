"""Arrangements: ways to set out the nodes of a graph in a lattice, routed quickly, and bettered node by node.

How much is tried depends on the size of the graph, never on the clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from sphinxcontrib_procstd.layout.placing import Lattice, build_lattice, place_columns
from sphinxcontrib_procstd.layout.ports import Ports
from sphinxcontrib_procstd.layout.ranking import Sideways, Topology, rank_nodes
from sphinxcontrib_procstd.layout.routing import BACK, FRONT, LEFT, RIGHT, Route, Router
from sphinxcontrib_procstd.layout.sifting import LENGTH_COST, WIDTH_COST, sifted

TINY, SMALL, MIDDLING, LARGE = 28, 60, 200, 300
"""Sizes up to which lines that cross are worth another start; one ranking is enough, for it is sifted well; several
are compared; and anything is bettered at all."""
TRIALS = {SMALL: 1, MIDDLING: 3}
"""How many ways of ranking are tried up to a size; one beyond."""
STARTS, WORTH_A_START = {TINY: 1}, 2
"""How many rankings more are sifted up to a size, as long as there are so many crossings."""
PATIENCE = {LARGE: 280}
"""How many edges may be routed up to a size to find better cells for nodes."""

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

    router: Router
    cost: float
    routes: list[Route] = field(default_factory=list)

    @property
    def lattice(self) -> Lattice:
        """The places of all nodes."""
        return self.router.lattice


def arrange(task: Task, *, quick: bool = False) -> Arrangement:
    """Return a good arrangement, routed with care. ``quick`` takes the first that comes, for its size only."""
    size = max(task.topology.count, len(task.topology.edges) * 2 // 3)
    passes = 3 if size <= LARGE else 0
    settings = _settings(task)
    best = _evaluate(task, *next(settings))
    if quick:
        return _finish(task, best, passes)
    for rank, columns in islice(settings, max(0, _most(TRIALS, size) - 1)):
        other = _evaluate(task, rank, columns, best.cost + 0.01)
        if round(other.cost, 2) < round(best.cost, 2):
            best = other
    patience = _most(PATIENCE, size)
    best = _sift(task, best, patience)
    for rank, columns in islice(settings, _most(STARTS, size)):
        if best.router.crossings() < WORTH_A_START:
            break
        best = min(best, _sift(task, _evaluate(task, rank, columns), patience), key=lambda one: round(one.cost, 2))
    return _finish(task, best, passes)


def arrange_as(task: Task, rank: list[int], columns: Columns) -> Arrangement:
    """Return the arrangement with given ranks and columns, routed with care."""
    return _finish(task, _evaluate(task, rank, columns), 3)


def _most(bounds: dict[int, int], size: int) -> int:
    """Return the figure for graphs of a size, 0 past the largest."""
    return next((most for bound, most in bounds.items() if size <= bound), 0)


def _evaluate(task: Task, rank: list[int], columns: Columns, most: float = math.inf) -> Arrangement:
    """Route an arrangement quickly, no further than to a cost of ``most``; the size of the drawing costs, too."""
    lattice = build_lattice(task.topology, rank, columns)
    size = _size_cost(lattice)
    pairs = [(source, target) for source, target in task.topology.edges if source != target]
    router = Router(lattice, [port.copy() for port in task.ports], pairs)
    return Arrangement(router, router.route_all(most - size) + size)


def _sift(task: Task, arrangement: Arrangement, patience: int) -> Arrangement:
    """Return an arrangement with its nodes in better cells."""
    router = sifted(task.topology, arrangement.router, task.ports, patience)
    return Arrangement(router, sum(router.costs) + _size_cost(router.lattice))


def _size_cost(lattice: Lattice) -> float:
    return lattice.width * WIDTH_COST + lattice.height * LENGTH_COST


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
