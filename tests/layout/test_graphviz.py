"""Graphviz in its worker: drawings from its geometry, and no harm from one that crashes, hangs or babbles."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import fake_dot
import pytest
from graphs import chain, generated, sized
from measures import faults

from sphinxcontrib_procstd.drawing import Direction, Drawing
from sphinxcontrib_procstd.layout import graphviz_engine
from sphinxcontrib_procstd.layout.graphviz_drawing import layout_graphviz
from sphinxcontrib_procstd.layout.graphviz_engine import Engine, EngineError, Fault
from sphinxcontrib_procstd.model.graph import FlowGraph

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins for dot are shell scripts")
REAL = importlib.util.find_spec("pygraphviz") is not None or shutil.which("dot") is not None


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine()
    yield made
    made.close()


def with_dot(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    fake_dot.install(folder, script)
    for name, value in fake_dot.environment(folder).items():
        monkeypatch.setenv(name, value)
    if not script:
        monkeypatch.setenv("PATH", str(folder))


def check(drawing: Drawing, graph: FlowGraph, direction: Direction) -> None:
    """Hold a drawing to what must be true whoever made it."""
    assert drawing.direction is direction
    assert [lane.id for lane in drawing.lanes] == [lane.id for lane in graph.lanes]
    low = [lane.box.x if direction is Direction.TOP_DOWN else lane.box.y for lane in drawing.lanes]
    assert low == sorted(low)
    assert [node.id for node in drawing.nodes] == [node.id for node in graph.nodes]
    assert [edge.id for edge in drawing.edges] == [edge.id for edge in graph.edges]
    assert faults(drawing) == []


@pytest.mark.parametrize("direction", Direction)
def test_a_drawing_is_made_from_the_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine, direction: Direction
) -> None:
    if direction is Direction.LEFT_RIGHT:
        pytest.skip("the stand-in knows one direction")
    with_dot(monkeypatch, tmp_path, fake_dot.GOOD)
    graph = chain(8)
    check(layout_graphviz(graph, direction, engine.ask), graph, direction)


@pytest.mark.skipif(not REAL, reason="neither pygraphviz nor dot is installed")
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("seed", range(0, 60, 5))
def test_graphviz_itself_keeps_lanes_in_order(engine: Engine, seed: int, direction: Direction) -> None:
    graph = generated(seed)
    if len(graph.nodes) > graphviz_engine.MOST_NODES:
        pytest.skip("left to our own layout")
    drawing = layout_graphviz(graph, direction, engine.ask)
    check(drawing, graph, direction)
    assert layout_graphviz(graph, direction, engine.ask) == drawing


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("crashing", Fault.CRASHED),
        ("failing", Fault.CRASHED),
        ("hanging", Fault.HUNG),
        ("garbage", Fault.GARBAGE),
        ("empty", Fault.GARBAGE),
        ("askew", Fault.GARBAGE),
        ("endless", Fault.CRASHED),
    ],
)
def test_a_bad_engine_is_an_error_and_the_next_question_is_asked_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine, kind: str, fault: Fault
) -> None:
    monkeypatch.setattr(graphviz_engine, "LIMIT", 1.0)
    with_dot(monkeypatch, tmp_path, fake_dot.BAD[kind])
    started = time.monotonic()
    with pytest.raises(EngineError) as caught:
        layout_graphviz(chain(5), Direction.TOP_DOWN, engine.ask)
    assert caught.value.fault in {fault, Fault.HUNG if kind == "endless" else fault}
    assert time.monotonic() - started < 8
    fake_dot.install(tmp_path, fake_dot.GOOD)
    assert layout_graphviz(chain(5), Direction.TOP_DOWN, engine.ask).nodes


def test_a_missing_engine_is_looked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    with_dot(monkeypatch, tmp_path, "")
    assert not engine.available()
    monkeypatch.setattr(graphviz_engine, "Worker", None)
    with pytest.raises(EngineError) as caught:
        engine.ask("digraph {}")
    assert caught.value.fault is Fault.MISSING


def test_an_engine_that_hangs_again_and_again_is_asked_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine
) -> None:
    monkeypatch.setattr(graphviz_engine, "LIMIT", 0.3)
    with_dot(monkeypatch, tmp_path, fake_dot.BAD["hanging"])
    for _ in range(graphviz_engine.GIVE_UP):
        with pytest.raises(EngineError):
            engine.ask("digraph {}")
    monkeypatch.setattr(graphviz_engine, "Worker", None)
    with pytest.raises(EngineError) as caught:
        engine.ask("digraph {}")
    assert caught.value.fault is Fault.HUNG


def test_a_large_graph_is_not_asked_about() -> None:
    def ask(dot: str) -> bytes:
        raise AssertionError(dot)

    with pytest.raises(EngineError) as caught:
        layout_graphviz(sized(100), Direction.TOP_DOWN, ask)
    assert caught.value.fault is Fault.TOO_LARGE


def test_each_process_has_a_worker_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    with_dot(monkeypatch, tmp_path, fake_dot.GOOD)
    assert engine.available()
    mine = engine.worker
    engine.pid = -1  # as a fork finds it
    assert engine.available()
    assert engine.worker is not mine
    assert mine
    mine.stop()
