"""Swimlanes of odd graphs: nothing breaks, nothing stands on anything else, and the same bytes every time."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from graphs import chain, generated, sized
from measures import faults

from sphinxcontrib_procstd.drawing import Direction, Outline
from sphinxcontrib_procstd.layout.swimlane import layout_readable, layout_swimlane
from sphinxcontrib_procstd.model.graph import EdgeKind, FlowEdge, FlowGraph, FlowNode, Lane, NodeKind

HERE = Path(__file__).parent


def make(
    nodes: list[tuple[str, NodeKind, str]], edges: list[tuple[str, str, str]], lanes: tuple[str, ...] = ("A", "B", "C")
) -> FlowGraph:
    """Return a graph from (id, kind, lane) and (source, target, label)."""
    return FlowGraph(
        title="test",
        lanes=tuple(Lane(id=name, title=name) for name in lanes),
        nodes=tuple(FlowNode(id=name, kind=kind, lane=lane, text=f"Node {name}") for name, kind, lane in nodes),
        edges=tuple(
            FlowEdge(id=f"e{index}", source=source, target=target, label=label)
            for index, (source, target, label) in enumerate(edges)
        ),
    )


TASK, GATE = NodeKind.TASK, NodeKind.EXCLUSIVE
ODD = {
    "nothing": make([], [], ()),
    "lanes only": make([], []),
    "no lanes": make([("a", TASK, "x"), ("b", TASK, "y")], [("a", "b", "")], ()),
    "one node": make([("a", TASK, "B")], []),
    "no edges": make([(f"n{i}", TASK, "ABC"[i % 3]) for i in range(9)], []),
    "self-loops": make([("a", TASK, "A"), ("g", GATE, "A")], [("a", "a", "again"), ("a", "g", ""), ("g", "g", "x")]),
    "a ring": make([(n, TASK, "A") for n in "abcd"], [("a", "b", ""), ("b", "c", ""), ("c", "d", ""), ("d", "a", "")]),
    "two ways": make([("a", TASK, "A"), ("b", TASK, "B")], [("a", "b", "go"), ("b", "a", "back"), ("a", "b", "2")]),
    "dangling": make([("a", TASK, "A")], [("a", "gone", ""), ("gone", "a", "")]),
    "many branches": make(
        [("g", GATE, "B"), *((f"n{i}", TASK, "ABC"[i % 3]) for i in range(14))],
        [("g", f"n{i}", f"case {i}") for i in range(14)],
    ),
    "many entries": make(
        [("t", TASK, "B"), *((f"n{i}", TASK, "ABC"[i % 3]) for i in range(20))], [(f"n{i}", "t", "") for i in range(20)]
    ),
    "sixty lanes": make(
        [(f"n{i}", TASK, f"L{i}") for i in range(60)],
        [(f"n{i}", f"n{(i * 7 + 3) % 60}", "") for i in range(60)],
        tuple(f"L{i}" for i in range(60)),
    ),
    "escalations": make(
        [("a", TASK, "A"), ("o", NodeKind.ESCALATION, "B"), ("e", NodeKind.END, "A")],
        [("a", "o", "4 h"), ("a", "e", "")],
    ),
}


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("name", ODD)
def test_odd_graphs_have_clean_drawings(name: str, direction: Direction) -> None:
    graph = ODD[name]
    drawing = layout_swimlane(graph, direction)
    assert faults(drawing) == []
    assert [shape.id for shape in drawing.nodes] == [node.id for node in graph.nodes]
    assert [lane.id for lane in drawing.lanes] == [lane.id for lane in graph.lanes] or not graph.lanes
    assert layout_readable(graph).direction in Direction


@pytest.mark.parametrize("direction", Direction)
def test_long_titles_end_in_an_ellipsis_and_empty_ones_take_no_room(direction: Direction) -> None:
    nodes = tuple(
        FlowNode(id=f"{kind}{index}", kind=kind, lane="a", text=text)
        for kind in NodeKind
        for index, text in enumerate(("", "超长标题" * 1250, "W" * 5_000))
    )
    edges = tuple(
        FlowEdge(id=f"e{index}", source=one.id, target=two.id, label="长" * 5_000)
        for index, (one, two) in enumerate(itertools.pairwise(nodes))
    )
    lanes = (Lane(id="a", title="岗位" * 2_500), Lane(id="b", title=""))
    drawing = layout_swimlane(FlowGraph(title="t" * 5_000, lanes=lanes, nodes=nodes, edges=edges), direction)
    assert faults(drawing) == []
    for shape in drawing.nodes:
        text = shape.text
        if text:
            assert text.box.x >= shape.box.x
            assert text.box.x + text.box.w <= shape.box.x + shape.box.w
            assert text.box.y >= shape.box.y
            assert text.box.y + text.box.h <= shape.box.y + shape.box.h


def test_a_step_and_its_successor_in_the_same_lane_share_a_line() -> None:
    drawing = layout_swimlane(chain(9, lanes=1), Direction.TOP_DOWN)
    assert len({shape.box.x + shape.box.w / 2 for shape in drawing.nodes}) == 1
    assert all(len(edge.points) == 2 for edge in drawing.edges)


@pytest.mark.parametrize("direction", Direction)
def test_branches_of_a_decision_leave_by_different_tips(direction: Direction) -> None:
    graph = make(
        [("a", TASK, "B"), ("g", GATE, "B"), ("x", TASK, "A"), ("y", TASK, "B"), ("z", TASK, "C")],
        [("a", "g", ""), ("g", "x", "left"), ("g", "y", "on"), ("g", "z", "right")],
    )
    drawing = layout_swimlane(graph, direction)
    gate = next(shape.box for shape in drawing.nodes if shape.outline is Outline.DIAMOND)
    tips = {
        (gate.x + gate.w / 2, gate.y),
        (gate.x + gate.w / 2, gate.y + gate.h),
        (gate.x, gate.y + gate.h / 2),
        (gate.x + gate.w, gate.y + gate.h / 2),
    }
    starts = [(edge.points[0].x, edge.points[0].y) for edge in drawing.edges if edge.source == "g"]
    assert len(set(starts)) == 3
    assert set(starts) <= tips
    assert sum(len(edge.points) - 2 for edge in drawing.edges) == 0


def test_lanes_keep_the_order_of_the_graph() -> None:
    drawing = layout_swimlane(generated(4), Direction.TOP_DOWN)
    starts = [lane.box.x for lane in drawing.lanes]
    assert starts == sorted(starts)


def test_a_wide_process_is_better_read_from_left_to_right() -> None:
    few = make([("a", TASK, "A"), ("b", TASK, "B")], [("a", "b", "")])
    names = tuple(f"L{index}" for index in range(12))
    wide = make([("a", TASK, "L0"), ("b", TASK, "L11")], [("a", "b", "")], names)
    assert layout_readable(few).direction is Direction.TOP_DOWN
    assert layout_readable(wide).direction is Direction.LEFT_RIGHT


def test_the_hash_seed_leaves_the_drawing_as_it_is() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from graphs import generated\n"
        "from sphinxcontrib_procstd.drawing import Direction\n"
        "from sphinxcontrib_procstd.layout.swimlane import layout_swimlane\n"
        "print([layout_swimlane(generated(seed), way) for seed in range(12) for way in Direction])\n"
    )
    outputs = set()
    for seed in ("1", "4242"):
        done = subprocess.run(
            [sys.executable, "-c", script, str(HERE)],
            capture_output=True,
            check=True,
            cwd=HERE.parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1


@pytest.mark.slow
def test_time_grows_no_faster_than_the_square_of_the_size() -> None:
    def seconds(count: int) -> float:
        graphs = [sized(count, seed) for seed in range(3)]
        start = time.process_time()
        for graph in graphs:
            layout_swimlane(graph, Direction.TOP_DOWN)
        return time.process_time() - start

    assert seconds(1_000) < 6 * seconds(500)


def test_overdue_edges_keep_their_labels_off_the_clock() -> None:
    nodes = (FlowNode(id="a", kind=TASK, lane="A", text="Wait"), FlowNode(id="o", kind=NodeKind.ESCALATION, lane="B"))
    edge = FlowEdge(id="e", source="a", target="o", label="4 h", kind=EdgeKind.OVERDUE)
    lanes = (Lane(id="A", title="A"), Lane(id="B", title="B"))
    shape = layout_swimlane(FlowGraph(title="", lanes=lanes, nodes=nodes, edges=(edge,)), Direction.TOP_DOWN).edges[0]
    assert shape.label
    assert shape.label.box.y + shape.label.box.h <= shape.points[0].y - 8
