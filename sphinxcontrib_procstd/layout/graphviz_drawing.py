"""A drawing with Graphviz's places: it ranks and orders the nodes, our own router leads the edges.

Graphviz's own ways of the edges (``splines=ortho``) run through nodes and on top of one another; and some of its
versions give none at all once nodes stand close. So it is asked for what it is good at, and for nothing else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from sphinxcontrib_procstd.drawing import Direction, Drawing
from sphinxcontrib_procstd.layout.arranging import Columns, arrange_as
from sphinxcontrib_procstd.layout.dot import place_question, rank_question
from sphinxcontrib_procstd.layout.graphviz_engine import ENGINE, MOST_EDGES, MOST_NODES, EngineError, Fault
from sphinxcontrib_procstd.layout.swimlane import Plan, finish, prepare, task_of
from sphinxcontrib_procstd.model.graph import FlowGraph

LANE = 120.0
"""The least breadth of a lane, as Graphviz is told."""
FAR = 1e6

Ask = Callable[[str], bytes]
Places = dict[str, tuple[float, float]]


def layout_graphviz(graph: FlowGraph, direction: Direction, ask: Ask | None = None) -> Drawing:
    """Return the drawing of a graph in Graphviz's order; raises `EngineError` when it can give none."""
    if len(graph.nodes) > MOST_NODES or len(graph.edges) > MOST_EDGES:
        raise EngineError(Fault.TOO_LARGE)
    plan = prepare(graph, direction)
    try:
        rank, across = _order(plan, ask or ENGINE.ask)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise EngineError(Fault.GARBAGE) from error
    return finish(plan, arrange_as(task_of(plan), rank, _columns(plan, rank, across)))


def _order(plan: Plan, ask: Ask) -> tuple[list[int], list[float]]:
    """Return the rank of each node, and where it stands across the flow; raises `ValueError` for nonsense."""
    hulls = [(2 * max(size.left, size.right), 2 * max(size.above, size.below)) for size in plan.sizes]
    ends, along = plan.topology.edges, 1 if plan.direction is Direction.TOP_DOWN else 0
    first = _places(ask(rank_question(hulls, ends, plan.direction)))
    levels = [round(first[f"n{index}"][along], 1) for index in range(len(hulls))]
    order = {level: rank for rank, level in enumerate(sorted(set(levels)))}
    rank = [order[level] for level in levels]
    cells = list(zip(rank, plan.topology.lane, strict=True))
    places = _places(ask(place_question(hulls, ends, cells, [LANE] * len(plan.lanes), plan.direction)))
    borders = [places[f"s0_{border}"][1 - along] for border in range(len(plan.lanes) + 1)]
    if any(low >= high for low, high in pairwise(borders)):
        raise ValueError("lanes out of order")
    across = [places[f"n{index}"][1 - along] for index in range(len(hulls))]
    for place, lane in zip(across, plan.topology.lane, strict=True):
        if not borders[lane] <= place <= borders[lane + 1]:
            raise ValueError("a node out of its lane")
    return rank, across


def _places(answer: bytes) -> Places:
    """Return the centres of the nodes in an answer, y downwards."""
    found = {}
    for item in json.loads(answer)["objects"]:
        if "pos" in item:
            x, y = (_number(part) for part in item["pos"].split(","))
            found[str(item["name"])] = (x, -y)
    return found


def _number(text: Any) -> float:
    value = float(text)
    if not math.isfinite(value) or abs(value) > FAR:
        raise ValueError("a place off every page")
    return value


def _columns(plan: Plan, rank: list[int], across: list[float]) -> Columns:
    """Return the columns of each lane: as many as its fullest row needs, every node in the one nearest to its place."""
    rows: list[dict[int, list[int]]] = [{} for _ in plan.lanes]
    for node in sorted(range(len(rank)), key=lambda node: (across[node], node)):
        rows[plan.topology.lane[node]].setdefault(rank[node], []).append(node)
    columns: Columns = []
    for lane in rows:
        fullest = max((lane[key] for key in sorted(lane)), key=len, default=[])
        centres = [across[node] for node in fullest]
        found: list[list[int]] = [[] for _ in centres]
        for key in sorted(lane):
            for node, column in zip(lane[key], _nearest([across[node] for node in lane[key]], centres), strict=True):
                found[column].append(node)
        columns.append(found)
    return columns


def _nearest(places: list[float], centres: list[float]) -> list[int]:
    """Return a column for each place, in order and none twice, with the least sum of distances."""
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(centres) + 1)
    for place in places:
        longer: list[tuple[float, tuple[int, ...]]] = [(math.inf, ())]
        for column, centre in enumerate(centres):
            cost, chosen = best[column]
            longer.append(min(longer[-1], (cost + abs(place - centre), (*chosen, column))))
        best = longer
    return list(best[-1][1])
