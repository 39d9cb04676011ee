"""Measure our swimlane layout beside other engines, on the same graphs in one run; print a table.

Usage: python tools/bench_layout.py [--seeds N] [--json FILE] [--baseline]

The graphs are the BPMN models beside this checkout (if there are any) and the generated graphs of tests/layout.
Graphviz is measured where its program dot is installed, ELK where elkjs is (npm install --prefix DIR elkjs, and
PROCSTD_BENCH_NODE=DIR), Mermaid where mermaid and Chromium are. What is missing is named and left out.

--seeds says how many generated graphs of each family there are, --json writes the figures to a file, --baseline notes
ours as what the tests hold from now on (tests/layout/baseline.json).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import mean, median
from subprocess import SubprocessError
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools"), str(ROOT / "tests" / "layout")]

import layout_peers
from bpmn_models import model_files, read_models
from graph_families import FAMILIES
from layout_measures import hard_faults, measure
from layout_peers import MissingError
from mermaid_peer import mermaid

from sphinxcontrib_procstd.drawing import Direction
from sphinxcontrib_procstd.layout.graphviz_drawing import layout_graphviz
from sphinxcontrib_procstd.layout.graphviz_engine import ENGINE, EngineError
from sphinxcontrib_procstd.layout.neutral import to_neutral
from sphinxcontrib_procstd.layout.swimlane import layout_swimlane
from sphinxcontrib_procstd.model.graph import FlowGraph

BASELINE = ROOT / "tests" / "layout" / "baseline.json"
SEEDS = 12
"""How many graphs of each family are generated, unless another number is asked for."""
FEW, MANY = 11, 40
"""Soft figures are of graphs with so many nodes: smaller ones are all alike, larger ones nobody reads at a glance."""

Data = dict[str, Any]
Drawn = Iterator[tuple[Data | None, float]]
"""A drawing for each graph (None for a failure), and the milliseconds it took."""
Engine = Callable[[list[FlowGraph], Direction], Drawn]


def graph_sets(seeds: int = SEEDS) -> dict[str, list[FlowGraph]]:
    """Return the graphs to measure, by the name of their kind."""
    sets = {"models": [graph for path in model_files() for graph in read_models(path)]}
    sets |= {name: [family(seed) for seed in range(seeds)] for name, family in FAMILIES.items()}
    return {name: graphs for name, graphs in sets.items() if graphs}


def timed(
    layout: Callable[[FlowGraph, Direction], Data],
    graphs: list[FlowGraph],
    direction: Direction,
    clock: Callable[[], float] = time.perf_counter,
) -> Drawn:
    """Yield a drawing of each graph."""
    for graph in graphs:
        start = clock()
        try:
            drawing = layout(graph, direction)
        except MissingError:
            raise
        except (EngineError, SubprocessError, OSError, ValueError, KeyError):
            yield None, 0.0
            continue
        yield drawing, (clock() - start) * 1000


def _ours(graph: FlowGraph, direction: Direction) -> Data:
    return to_neutral(layout_swimlane(graph, direction), graph)


def _graphviz_order(graph: FlowGraph, direction: Direction) -> Data:
    if not ENGINE.available():
        raise MissingError('neither pygraphviz nor dot: pip install "sphinxcontrib-procstd[graphviz]"')
    return to_neutral(layout_graphviz(graph, direction), graph)


ENGINES: dict[str, Engine] = {
    "ours": partial(timed, _ours, clock=time.process_time),
    "engine: graphviz": partial(timed, _graphviz_order),
    "Graphviz, lanes as clusters": partial(timed, partial(layout_peers.graphviz, lanes=True)),
    "Graphviz, no lanes": partial(timed, partial(layout_peers.graphviz, lanes=False)),
    "ELK layered, lanes as groups": lambda graphs, way: iter(layout_peers.elk(graphs, way)),
    "Mermaid swimlane-beta": lambda graphs, way: iter(mermaid(graphs, way)),
}
"""Every engine by the name that the table shows. ``engine: graphviz`` is what an author gets who asks for it."""


def figures(drawn: Drawn, graphs: list[FlowGraph]) -> Data:
    """Return the figures of one engine over a set of graphs."""
    rows, times, failed, faulty, wrong_order = [], [], 0, 0, 0
    for graph, (drawing, spent) in zip(graphs, drawn, strict=True):
        if drawing is None:
            failed += 1
            continue
        found = measure(drawing)
        faulty += bool(hard_faults(found))
        wrong_order += not _lanes_in_order(drawing, graph)
        if FEW <= len(graph.nodes) <= MANY:
            rows.append(found)
            times.append(spent)
    soft = ("crossings", "tight", "label_on_edge", "area")
    result: Data = {"graphs": len(graphs), "undrawn": failed, "faulty": faulty, "lanes out of order": wrong_order}
    result |= {name: round(mean(row[name] for row in rows), 3) if rows else 0.0 for name in soft}
    edges = sum(row["edges"] for row in rows)
    result["bends per edge"] = round(sum(row["bends"] for row in rows) / max(1, edges), 3)
    result["ms"] = round(median(times), 1) if times else 0.0
    return result


def _lanes_in_order(drawing: Data, graph: FlowGraph) -> bool:
    key = "x" if drawing["dir"] == "TB" else "y"
    place = {lane["id"]: lane[key] for lane in drawing["lanes"]}
    places = [place[lane.id] for lane in graph.lanes if lane.id in place]
    return places == sorted(places)


COLUMNS = ("graphs", "undrawn", "faulty", "lanes out of order", "crossings", "bends per edge", "tight", "label_on_edge")
COLUMNS = (*COLUMNS, "area", "ms")
HEADS = ("graphs", "undrawn", "faulty", "order", "cross", "bends", "tight", "lab/e", "kpx", "ms")


LEGEND = """
undrawn: the engine failed, or the graph is too large for it (ours refuses none, engine: graphviz 60 nodes, Mermaid 40)
faulty:  drawings with a hard defect: a line through a node or caption, lines or boxes on one another, ...
order:   drawings with the lanes in another order than the author's
cross, bends (an edge), tight, lab/e (labels on an edge), kpx (thousand square pixels), ms (median; ours of
processor, Graphviz's and Mermaid's with the way to their process): of drawings with 11 to 40 nodes"""


def all_figures(sets: dict[str, list[FlowGraph]], engines: dict[str, Engine], say: Callable[[str], None]) -> Data:
    """Return the figures of every engine by set and direction; ``say`` is told each line of the table."""
    result: Data = {}
    missing: dict[str, str] = {}
    for name, graphs in sets.items():
        for direction in Direction:
            group = f"{name}, {direction.value}"
            say(f"\n{group:<34}" + "".join(f"{head:>8}" for head in HEADS))
            for engine, layout in engines.items():
                if engine in missing:
                    continue
                try:
                    found = figures(layout(graphs, direction), graphs)
                except MissingError as error:
                    missing[engine] = str(error)
                    continue
                result.setdefault(group, {})[engine] = found
                say(f"  {engine:<32}" + "".join(f"{found[column]:>8g}" for column in COLUMNS))
    for engine, why in missing.items():
        say(f"\nleft out: {engine} ({why})")
    return result


def main() -> int:
    """Measure, print, and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--seeds", type=int, default=SEEDS, metavar="N", help=f"graphs of each family (default {SEEDS})"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to a file")
    parser.add_argument("--baseline", action="store_true", help="note our figures as what the tests hold")
    options = parser.parse_args()
    found = all_figures(graph_sets(options.seeds), ENGINES, print)
    ENGINE.close()
    print(LEGEND)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if options.baseline:
        note_baseline()
    return 0


def held_figures() -> Data:
    """Return our figures that the tests hold, without times; of models only where there are any."""
    sets = graph_sets()
    found = all_figures(sets, {"ours": ENGINES["ours"]}, lambda line: None)
    return {group: {key: value for key, value in by["ours"].items() if key != "ms"} for group, by in found.items()}


def note_baseline() -> None:
    """Write our figures beside the tests."""
    BASELINE.write_text(json.dumps(held_figures(), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
