"""How good the drawings are: no hard defect in any, and soft figures no worse than those noted beside this file.

``python tests/layout/test_quality.py`` notes the figures of the present code as the new baseline.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import mean

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bpmn_models import model_files, read_models
from graphs import generated
from measures import faults, measured, shared_measures

from sphinxcontrib_procstd.drawing import Direction
from sphinxcontrib_procstd.layout.swimlane import layout_swimlane
from sphinxcontrib_procstd.model.graph import FlowGraph

BASELINE = Path(__file__).with_name("baseline.json")
QUICK, ALL = range(60), range(320)
needs_measures = pytest.mark.skipif(
    shared_measures() is None, reason="the shared measures are not beside this checkout"
)


def models() -> list[FlowGraph]:
    """Return the flow graphs of all shared BPMN models with lanes or pools."""
    return [graph for path in model_files() for graph in read_models(path)]


def middling() -> list[FlowGraph]:
    """Return the generated graphs of 11 to 40 nodes."""
    return [graph for graph in map(generated, QUICK) if 11 <= len(graph.nodes) <= 40]


def figures(graphs: list[FlowGraph], direction: Direction) -> dict[str, float]:
    """Return the soft figures of a set of graphs."""
    found = [measured(graph, direction) for graph in graphs]
    totals = {name: sum(item[name] for item in found) for name in ("tight_pairs", "label_on_other_edge", "label_far")}
    return {
        "crossings": round(mean(item["crossings"] for item in found), 2),
        "bends_per_edge": round(sum(item["bends"] for item in found) / sum(item["edges"] for item in found), 3),
        "area_kpx": round(mean(item["area_kpx"] for item in found)),
        **totals,
    }


def all_figures() -> dict[str, dict[str, float]]:
    """Return the figures of every set in both directions."""
    sets = {"models": models(), "generated, 11 to 40 nodes": middling()}
    return {f"{name}, {way.value}": figures(graphs, way) for name, graphs in sets.items() for way in Direction}


@pytest.mark.parametrize("seed", QUICK)
def test_generated_graphs_have_no_fault(seed: int) -> None:
    graph = generated(seed)
    for direction in Direction:
        assert faults(layout_swimlane(graph, direction)) == []


@needs_measures
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("path", model_files(), ids=lambda path: path.stem)
def test_models_have_no_hard_defect(path: Path, direction: Direction) -> None:
    for graph in read_models(path):
        assert measured(graph, direction)["hard"] == {}
        assert faults(layout_swimlane(graph, direction)) == []


@needs_measures
@pytest.mark.slow
@pytest.mark.parametrize("seed", ALL)
def test_generated_graphs_have_no_hard_defect(seed: int) -> None:
    graph = generated(seed)
    for direction in Direction:
        assert measured(graph, direction)["hard"] == {}


@needs_measures
def test_soft_figures_are_no_worse_than_noted() -> None:
    noted = json.loads(BASELINE.read_text(encoding="utf-8"))
    worse = [
        f"{group}: {name} {value} instead of {noted[group][name]}"
        for group, values in all_figures().items()
        for name, value in values.items()
        if value > noted[group][name] * 1.02
    ]
    assert not worse, "\n".join(worse)


if __name__ == "__main__":
    BASELINE.write_text(json.dumps(all_figures(), indent=2) + "\n", encoding="utf-8")
