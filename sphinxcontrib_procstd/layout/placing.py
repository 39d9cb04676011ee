"""Columns: where in its lane each node stands, so that the main path runs straight.

The layout thinks of a lattice. Along the flow it alternates between gaps and rows (``y``: gap 0, row 1, gap 2,
...); across the flow each lane has gap, column, gap, column, ..., gap (``x``). Nodes stand where a row meets a
column; edges turn in gaps or in cells without a node.
"""

from __future__ import annotations

from dataclasses import dataclass

from sphinxcontrib_procstd.layout.ranking import Topology


@dataclass(slots=True)
class Lattice:
    """The places of all nodes: ``x`` and ``y`` by node, and what each slot across the flow is."""

    width: int
    height: int
    x: list[int]
    y: list[int]
    is_column: list[bool]
    lane_start: list[int]
    lane_of: list[int]


def place_columns(topology: Topology, rank: list[int], lanes: int, *, hold_gaps: bool) -> list[list[list[int]]]:
    """Return the nodes of each column of each lane.

    Nodes that follow one another in a lane make a chain, and a chain keeps to one column. With ``hold_gaps``
    nothing else may stand between two nodes of a chain.
    """
    chains = _chains(topology, rank)
    columns: list[list[list[int]]] = [[] for _ in range(lanes)]
    taken: list[list[set[int]]] = [[] for _ in range(lanes)]
    for chain in sorted(chains, key=lambda nodes: (-len(nodes), rank[nodes[0]], nodes[0])):
        lane = topology.lane[chain[0]]
        rows = set(range(rank[chain[0]], rank[chain[-1]] + 1)) if hold_gaps else {rank[node] for node in chain}
        for column, rows_taken in zip(columns[lane], taken[lane], strict=True):
            if rows_taken.isdisjoint(rows):
                column.extend(chain)
                rows_taken.update(rows)
                break
        else:
            columns[lane].append(list(chain))
            taken[lane].append(rows)
    return [_order_columns(topology, lane) for lane in columns]


def _chains(topology: Topology, rank: list[int]) -> list[list[int]]:
    """Join each node to the one that carries its path on in the same lane: the nearest, then the longest way."""
    links = []
    for index, (source, target) in enumerate(topology.edges):
        if topology.forward[index] and topology.lane[source] == topology.lane[target]:
            span = rank[target] - rank[source]
            if span > 0:
                links.append((span, -topology.tail[target], index, source, target))
    following: dict[int, int] = {}
    preceded: set[int] = set()
    for _, _, _, source, target in sorted(links):
        if source not in following and target not in preceded:
            following[source] = target
            preceded.add(target)
    chains = []
    for node in range(topology.count):
        if node not in preceded:
            chain = [node]
            while chain[-1] in following:
                chain.append(following[chain[-1]])
            chains.append(chain)
    return chains


def _order_columns(topology: Topology, columns: list[list[int]]) -> list[list[int]]:
    """Put the side columns of a lane on the side of the lanes their nodes have to do with."""
    if len(columns) < 2:
        return columns
    pull = [0] * topology.count
    members = {node for column in columns for node in column}
    for source, target in topology.edges:
        step = topology.lane[target] - topology.lane[source]
        way = (step > 0) - (step < 0)
        if source in members:
            pull[source] += way
        if target in members:
            pull[target] -= way
    left: list[list[int]] = []
    right: list[list[int]] = []
    for column in columns[1:]:
        (left if sum(pull[node] for node in column) < 0 else right).append(column)
    return [*reversed(left), columns[0], *right]


def build_lattice(topology: Topology, rank: list[int], columns: list[list[list[int]]]) -> Lattice:
    """Return the lattice of nodes that have their ranks and columns."""
    x, y = [0] * topology.count, [2 * row + 1 for row in rank]
    is_column: list[bool] = []
    lane_start, lane_of = [], []
    for lane, lane_columns in enumerate(columns):
        lane_start.append(len(is_column))
        is_column.append(False)
        for nodes in lane_columns or [[]]:
            for node in nodes:
                x[node] = len(is_column)
            is_column += [True, False]
        lane_of += [lane] * (len(is_column) - lane_start[-1])
    height = 2 * (max(rank, default=-1) + 1) + 1
    return Lattice(len(is_column), height, x, y, is_column, lane_start, lane_of)
