"""Sifting: nodes find better cells, and the lattice closes around them again."""

from __future__ import annotations

import pytest
from graph_families import FAMILIES

from sphinxcontrib_procstd.drawing import Direction
from sphinxcontrib_procstd.layout.arranging import Task, arrange
from sphinxcontrib_procstd.layout.placing import Lattice, build_lattice
from sphinxcontrib_procstd.layout.ports import Ports
from sphinxcontrib_procstd.layout.ranking import Topology, analyse
from sphinxcontrib_procstd.layout.routing import Router
from sphinxcontrib_procstd.layout.sifting import carry, close, roomy, sifted
from sphinxcontrib_procstd.layout.swimlane import prepare, task_of


def task(lane: list[int], edges: list[tuple[int, int]]) -> Task:
    topology = Topology(lane=lane, edges=edges, branching=[False] * len(lane))
    analyse(topology)
    return Task(topology, max(lane) + 1, [Ports() for _ in lane])


def routed(wanted: Task, rank: list[int], columns: list[list[list[int]]]) -> Router:
    lattice = build_lattice(wanted.topology, rank, columns)
    router = Router(lattice, [port.copy() for port in wanted.ports], wanted.topology.edges)
    router.route_all()
    return router


def bends(router: Router) -> int:
    return sum(len(route) - 2 for route in router.routes)


def crowded(lattice: Lattice) -> bool:
    cells = list(zip(lattice.x, lattice.y, strict=True))
    return len(set(cells)) < len(cells)


def test_two_ways_that_part_and_meet_become_a_square() -> None:
    #  0 leads to 1 and 2, both lead to 3, all in one lane
    wanted = task([0, 0, 0, 0], [(0, 1), (0, 2), (1, 3), (2, 3)])
    before = routed(wanted, [0, 1, 1, 2], [[[0, 1, 3], [2]]])
    after = sifted(wanted.topology, before, wanted.ports, 100)
    assert (bends(before), bends(after)) == (2, 0)
    assert not crowded(after.lattice)
    assert (len(set(after.lattice.x)), len(set(after.lattice.y))) == (2, 2)


def test_a_hand_over_moves_into_the_row_of_its_step() -> None:
    wanted = task([0, 1, 1], [(0, 1), (1, 2)])
    before = routed(wanted, [0, 1, 2], [[[0]], [[1, 2]]])
    after = sifted(wanted.topology, before, wanted.ports, 100)
    assert (bends(before), bends(after)) == (1, 0)
    assert after.lattice.height == 5  # the row that is left empty is gone


def test_what_is_straight_already_is_left_as_it_is() -> None:
    wanted = task([0, 0, 0], [(0, 1), (1, 2)])
    before = routed(wanted, [0, 1, 2], [[[0, 1, 2]]])
    assert sifted(wanted.topology, before, wanted.ports, 100) is before


def test_the_steps_of_a_plain_way_stay_below_one_another() -> None:
    wanted = task([0, 0, 1, 0], [(0, 1), (1, 2), (2, 3)])
    lattice = arrange(wanted).lattice
    assert lattice.y[0] < lattice.y[1] <= lattice.y[2] <= lattice.y[3]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_lattice_made_roomy_and_closed_again_is_the_same(family: str) -> None:
    plan = prepare(FAMILIES[family](1), Direction.TOP_DOWN)
    wanted = task_of(plan)
    before = arrange(wanted).router
    wider = carry(before, roomy(before.lattice), wanted.ports)
    assert wider.lattice.height == 2 * before.lattice.height - 1
    after = carry(wider, close(wider.lattice), wanted.ports)
    assert after.lattice == carry(before, close(before.lattice), wanted.ports).lattice


@pytest.mark.parametrize("family", FAMILIES)
def test_nodes_stay_in_their_lanes_and_onward_edges_lead_on(family: str) -> None:
    plan = prepare(FAMILIES[family](2), Direction.TOP_DOWN)
    lattice, topology = arrange(task_of(plan)).lattice, plan.topology
    assert [lattice.lane_of[x] for x in lattice.x] == topology.lane
    assert not crowded(lattice)
    for forward, (source, target) in zip(topology.forward, topology.edges, strict=True):
        assert not forward or lattice.y[source] <= lattice.y[target]
