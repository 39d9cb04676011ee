"""Ranks: which step of the way each node stands on, and which edges lead back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

ABREAST = 5
"""How many nodes of a lane may stand side by side; more make the drawing wider than anyone reads."""


TRUSTED = 2
"""The order that an author wrote steps in is kept as long as not so many times as many edges lead back as need be."""


class Sideways(IntEnum):
    """Which hand-overs to another lane may stay on the rank of their source, a straight line apart."""

    NONE = 0
    BRANCHES = 1
    ALL = 2


@dataclass(slots=True)
class Topology:
    """A flow graph in numbers: nodes and edges by index, self-loops apart, and what the ranking found."""

    lane: list[int]
    edges: list[tuple[int, int]]
    branching: list[bool]
    order_written: list[int] = field(default_factory=list)
    """The nodes as their author wrote them down, gateways and events beside their step; empty for none."""
    forward: list[bool] = field(default_factory=list)
    ins: list[list[int]] = field(default_factory=list)
    outs: list[list[int]] = field(default_factory=list)
    component: list[int] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many nodes there are."""
        return len(self.lane)


def analyse(topology: Topology) -> None:
    """Find the back edges, the connected parts and an order in which every forward edge leads on."""
    count = topology.count
    outs: list[list[int]] = [[] for _ in range(count)]
    for index, (source, target) in enumerate(topology.edges):
        if source != target:
            outs[source].append(index)
    topology.forward = _forward_edges(topology, outs)
    if topology.order_written:
        written, least = _as_written(topology, outs), topology.forward.count(False)
        if written.count(False) <= TRUSTED * least + 1:
            topology.forward = written
    topology.outs = [[] for _ in range(count)]
    topology.ins = [[] for _ in range(count)]
    for index, (source, target) in enumerate(topology.edges):
        if topology.forward[index]:
            topology.outs[source].append(index)
            topology.ins[target].append(index)
    topology.component = _components(topology)
    topology.order = _topological(topology)
    topology.tail = [0] * count
    for node in reversed(topology.order):
        for index in topology.outs[node]:
            topology.tail[node] = max(topology.tail[node], topology.tail[topology.edges[index][1]] + 1)


def _forward_edges(topology: Topology, outs: list[list[int]]) -> list[bool]:
    """Walk depth first from the starts, in index order: an edge to a node on the way here leads back."""
    count, edges = topology.count, topology.edges
    forward = [source != target for source, target in edges]
    entered = [False] * count
    for source, target in edges:
        entered[target] = entered[target] or source != target
    state = [0] * count
    for root in [*(node for node in range(count) if not entered[node]), *range(count)]:
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, 0)]
        while stack:
            node, position = stack.pop()
            if position == len(outs[node]):
                state[node] = 2
                continue
            stack.append((node, position + 1))
            target = edges[outs[node][position]][1]
            if state[target] == 1:
                forward[outs[node][position]] = False
            elif state[target] == 0:
                state[target] = 1
                stack.append((target, 0))
    return forward


def _as_written(topology: Topology, outs: list[list[int]]) -> list[bool]:
    """Let only edges lead back that lie on a cycle and lead to what is written before their source."""
    count, edges = topology.count, topology.edges
    place = [0] * count
    for position, node in enumerate(topology.order_written):
        place[node] = position
    knot = _knots(count, edges, outs)
    return [
        source != target and (knot[source] != knot[target] or place[source] < place[target]) for source, target in edges
    ]


def _knots(count: int, edges: list[tuple[int, int]], outs: list[list[int]]) -> list[int]:
    """Return, for each node, a number that it shares with all it lies on a cycle with (R. E. Tarjan 1972)."""
    number, low, knot = [-1] * count, [0] * count, [-1] * count
    open_nodes: list[int] = []
    counter = 0
    for root in range(count):
        stack = [(root, 0)] if number[root] < 0 else []
        while stack:
            node, position = stack.pop()
            if position == 0:
                number[node] = low[node] = counter
                counter += 1
                open_nodes.append(node)
            else:
                low[node] = min(low[node], low[edges[outs[node][position - 1]][1]])
            while position < len(outs[node]):
                target = edges[outs[node][position]][1]
                position += 1
                if number[target] < 0:
                    stack += [(node, position), (target, 0)]
                    break
                if knot[target] < 0:
                    low[node] = min(low[node], number[target])
            else:
                if low[node] == number[node]:
                    while knot[node] < 0:
                        knot[open_nodes.pop()] = node
    return knot


def _components(topology: Topology) -> list[int]:
    """Return the connected part of each node, named by its first node."""
    leader = list(range(topology.count))

    def find(node: int) -> int:
        while leader[node] != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for source, target in topology.edges:
        first, second = sorted((find(source), find(target)))
        leader[second] = first
    return [find(node) for node in range(topology.count)]


def _topological(topology: Topology) -> list[int]:
    """Order the nodes part by part, by the longest path to them, ties by index."""
    depth = [0] * topology.count
    waiting = [len(edges) for edges in topology.ins]
    ready = [node for node in range(topology.count) if not waiting[node]]
    for node in ready:
        for index in topology.outs[node]:
            target = topology.edges[index][1]
            depth[target] = max(depth[target], depth[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return sorted(range(topology.count), key=lambda node: (topology.component[node], depth[node], node))


@dataclass(slots=True)
class _Ranker:
    """Gives ranks node by node; a cell that a straight sideways line needs is closed to later nodes."""

    topology: Topology
    sideways: Sideways
    rank: list[int]
    cells: dict[tuple[int, int], int] = field(default_factory=dict)
    closed: set[tuple[int, int]] = field(default_factory=set)
    used: set[tuple[int, bool]] = field(default_factory=set)

    def place(self, node: int, floor: int) -> None:
        topology, lane = self.topology, self.topology.lane[node]
        before = [topology.edges[index][0] for index in topology.ins[node]]
        latest = max((self.rank[source] for source in before), default=floor - 1)
        beside = [source for source in before if self.rank[source] == latest]
        if len(beside) == 1 and self._open_beside(beside[0], node, latest):
            self._stand_beside(beside[0], node, latest)
            return
        rank = latest + 1
        while (rank, lane) in self.closed or self.cells.get((rank, lane), 0) >= ABREAST:
            rank += 1
        self._put(node, rank)

    def _put(self, node: int, rank: int) -> None:
        self.rank[node] = rank
        cell = (rank, self.topology.lane[node])
        self.cells[cell] = self.cells.get(cell, 0) + 1

    def _open_beside(self, source: int, node: int, rank: int) -> bool:
        here, there = self.topology.lane[source], self.topology.lane[node]
        if here == there or self.sideways is Sideways.NONE:
            return False
        if self.sideways is Sideways.BRANCHES and not self.topology.branching[source]:
            return False
        if (source, there > here) in self.used or self.cells.get((rank, here), 0) > 1:
            return False
        low, high = sorted((here, there))
        between = range(low, high + 1)
        return not any(lane != here and ((rank, lane) in self.cells or (rank, lane) in self.closed) for lane in between)

    def _stand_beside(self, source: int, node: int, rank: int) -> None:
        here, there = self.topology.lane[source], self.topology.lane[node]
        self._put(node, rank)
        self.used.update({(source, there > here), (node, here > there)})
        self.closed.update((rank, lane) for lane in range(min(here, there), max(here, there) + 1))


def rank_nodes(topology: Topology, sideways: Sideways, lanes: int) -> list[int]:
    """Return the rank of every node: parts of the graph below one another where they need the same lanes."""
    ranker = _Ranker(topology, sideways, [0] * topology.count)
    free = [0] * lanes
    start = 0
    order = topology.order
    while start < len(order):
        stop = start
        while stop < len(order) and topology.component[order[stop]] == topology.component[order[start]]:
            stop += 1
        members = order[start:stop]
        low, high = min(topology.lane[node] for node in members), max(topology.lane[node] for node in members)
        floor = max(free[low : high + 1])
        for node in members:
            ranker.place(node, floor)
        _pull_sources(ranker, members)
        free[low : high + 1] = [max(ranker.rank[node] for node in members) + 1] * (high - low + 1)
        start = stop
    return ranker.rank


def _pull_sources(ranker: _Ranker, members: list[int]) -> None:
    """Move a start that is needed late down to just before its first successor."""
    topology, rank = ranker.topology, ranker.rank
    taken = {(rank[node], topology.lane[node]) for node in members} | ranker.closed
    for node in members[1:]:
        if topology.ins[node] or not topology.outs[node]:
            continue
        latest = min(rank[topology.edges[index][1]] for index in topology.outs[node]) - 1
        while latest > rank[node] and (latest, topology.lane[node]) in taken:
            latest -= 1
        if latest > rank[node]:
            rank[node] = latest
            taken.add((latest, topology.lane[node]))
