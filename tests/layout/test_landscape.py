"""The process map: which processes and lines it has, and where they stand."""

from __future__ import annotations

from itertools import combinations

import pytest
from measures import faults, overlap

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.drawing import Direction
from sphinxcontrib_procstd.layout.labels import Obstacles
from sphinxcontrib_procstd.layout.landscape import build_landscape, shared_forms
from sphinxcontrib_procstd.layout.landscape_layout import LENGTH, layout_fitting_landscape, layout_landscape
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.graph import FlowGraph, NodeKind
from sphinxcontrib_procstd.model.process import Mention, Process, Step, StepKind, Target, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

HERE = Location("a.md", 1)


def process(name: str, category: str = "", *to: str, guard: str = "", form: str = "") -> Process:
    targets = tuple(Target(kind=TargetKind.PROCESS, name=other, guard=guard) for other in to)
    forms = (Mention(name=form),) if form else ()
    step = Step(id="s", title="S", location=HERE, next=targets, forms=forms)
    return Process(id=name, title=name.title(), category=category, location=HERE, number=f"P-{name}", steps=(step,))


def landscape(*processes: Process, chosen: int | None = None) -> FlowGraph:
    catalogue = Catalogue(processes=processes)
    return build_landscape(processes[:chosen], catalogue, title="Map", uncategorised="None")


def test_categories_are_lanes_and_hand_overs_are_lines() -> None:
    graph = landscape(process("a", "Sales", "b"), process("b", "Stock"), process("c"))
    assert [lane.title for lane in graph.lanes] == ["Sales", "Stock", "None"]
    assert [(node.id, node.kind, node.number) for node in graph.nodes] == [
        ("a", NodeKind.SUBPROCESS, "P-a"),
        ("b", NodeKind.SUBPROCESS, "P-b"),
        ("c", NodeKind.SUBPROCESS, "P-c"),
    ]
    assert [(edge.source, edge.target) for edge in graph.edges] == [("a", "b")]


def test_a_sub_process_is_a_line_too_and_two_ways_are_one_line() -> None:
    caller = process("a", "Sales", "b", "b", guard="if it must be so")
    call = Step(id="call", title="Call", location=HERE, kind=StepKind.SUBPROCESS, subprocess="c")
    caller = Process(id="a", title="A", location=HERE, steps=(*caller.steps, call))
    graph = landscape(caller, process("b"), process("c"))
    assert [(edge.source, edge.target, edge.label) for edge in graph.edges] == [("a", "b", ""), ("a", "c", "")]


def test_neighbours_outside_the_selection_are_drawn_as_hand_overs() -> None:
    graph = landscape(process("a", "Sales", "b"), process("b", "Stock", "c"), process("c", "Stock"), chosen=1)
    assert [(node.id, node.kind) for node in graph.nodes] == [("a", NodeKind.SUBPROCESS), ("b", NodeKind.HANDOVER)]


def test_an_unknown_process_and_itself_are_no_lines() -> None:
    assert not landscape(process("a", "", "a", "nowhere")).edges


def test_forms_of_several_processes_are_listed() -> None:
    form = Resource(kind=ResourceKind.FORM, id="f", title="Form", location=HERE)
    users = process("a", form="f"), process("b", form="Form"), process("c")
    catalogue = Catalogue(processes=users, resources=(form,))
    assert shared_forms(users, catalogue) == [(form, ("a", "b"))]
    assert shared_forms(users[1:], catalogue) == []


def many(categories: int, each: int) -> FlowGraph:
    """Return a map in which every third process hands over to one of the next category."""
    made = []
    for category in range(categories):
        for number in range(each):
            to = (f"p{(category + 1) % categories}-{number}",) if number % 3 == 0 else ()
            made.append(process(f"p{category}-{number}", f"Category {category}", *to, guard="yes" if number else ""))
    return landscape(*made)


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize(("categories", "each"), [(1, 1), (1, 12), (2, 2), (4, 5), (6, 8), (3, 25)])
def test_nothing_stands_on_anything_else(categories: int, each: int, direction: Direction) -> None:
    graph = many(categories, each)
    drawing = layout_landscape(graph, direction)
    assert sorted(node.id for node in drawing.nodes) == sorted(node.id for node in graph.nodes)
    assert [edge.id for edge in drawing.edges] == [edge.id for edge in graph.edges]
    assert faults(drawing) == []
    assert drawing == layout_landscape(graph, direction)
    headers = [lane.header for lane in drawing.lanes]
    assert not any(overlap(node.box, header) for node in drawing.nodes for header in headers)
    assert not any(overlap(one.box, two.box) for one, two in combinations(drawing.lanes, 2))
    ends = [lane.box.x + lane.box.w for lane in drawing.lanes], [lane.box.y + lane.box.h for lane in drawing.lanes]
    assert max(ends[0]) <= drawing.width
    assert max(ends[1]) <= drawing.height


def test_unconnected_processes_fill_rows_instead_of_one_long_line() -> None:
    graph = landscape(*(process(f"p{number:02}", "All") for number in range(40)))
    drawing = layout_landscape(graph, Direction.LEFT_RIGHT)
    assert drawing.width < 1100
    assert len({node.box.y for node in drawing.nodes}) == 8


def test_a_wide_handbook_runs_where_it_is_narrower() -> None:
    assert layout_fitting_landscape(many(10, 2), 900).direction is Direction.LEFT_RIGHT


def test_a_map_that_fits_only_top_down_runs_so() -> None:
    graph = landscape(*(process(f"p{number}", "All", f"p{number + 1}") for number in range(12)))
    ways = {way: layout_landscape(graph, way).width for way in Direction}
    assert ways[Direction.TOP_DOWN] < ways[Direction.LEFT_RIGHT]
    assert layout_fitting_landscape(graph, ways[Direction.TOP_DOWN]).direction is Direction.TOP_DOWN


def test_twice_as_many_unconnected_processes_look_at_about_twice_as_many_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked = 0
    hit = Obstacles.hit

    def counted(self: Obstacles, rect: tuple[float, float, float, float]) -> bool:
        nonlocal looked
        looked += 1
        return hit(self, rect)

    monkeypatch.setattr(Obstacles, "hit", counted)
    counts = []
    for count in (200, 400):
        looked = 0
        layout_landscape(landscape(*(process(f"p{number:03}", "All") for number in range(count))), Direction.LEFT_RIGHT)
        counts.append(looked)
    assert counts[1] < 2.2 * counts[0]


def test_a_process_that_fits_in_no_row_reaches_past_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LENGTH, Direction.LEFT_RIGHT, 20.0)
    drawing = layout_landscape(landscape(process("a", "All"), process("b", "All")), Direction.LEFT_RIGHT)
    assert [node.id for node in drawing.nodes] == ["a", "b"]
    assert len({node.box.y for node in drawing.nodes}) == 2
    assert faults(drawing) == []


def test_a_map_without_processes_is_an_empty_drawing() -> None:
    assert layout_landscape(landscape(), Direction.TOP_DOWN).nodes == ()
