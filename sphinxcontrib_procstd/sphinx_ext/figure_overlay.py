"""Measured times and frequencies in a swimlane: lines at the foot of each step, counts on each flow.

They are put into the graph before it is laid out, so that every picture of it, in any format, has room for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.drawing import FIGURE_SIZE
from sphinxcontrib_procstd.figures.result import Figures, StepFigures
from sphinxcontrib_procstd.figures.wording import duration, share
from sphinxcontrib_procstd.layout.sizes import TASK_PAD, TASK_WIDTH
from sphinxcontrib_procstd.layout.text import text_width
from sphinxcontrib_procstd.model.graph import ACTIVITIES, EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind
from sphinxcontrib_procstd.sphinx_ext.figure_tables import light_of
from sphinxcontrib_procstd.sphinx_ext.kpis import SIGNS, day_of
from sphinxcontrib_procstd.sphinx_ext.measured import measured
from sphinxcontrib_procstd.sphinx_ext.messages import words

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinxcontrib_procstd.model.process import Process

_ROOM = TASK_WIDTH - TASK_PAD
_ENDS = frozenset({NodeKind.END, NodeKind.HANDOVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a swimlane shows of how its process ran; no ``figures``: the process has not been measured.

    ``note`` is the sentence under the picture: what the figures mean, from how many cases they are, as of when, and
    what may be wrong with them.
    """

    figures: Figures | None
    note: str

    def over(self, graph: FlowGraph) -> FlowGraph:
        """Return a graph with the figures of its steps and flows."""
        if self.figures is None:
            return graph
        nodes = tuple(_with_figures(node, self.figures) for node in graph.nodes)
        return replace(graph, nodes=nodes, edges=tuple(_taken(graph, self.figures)))


def overlay_of(process: Process, config: Config, srcdir: str | Path) -> Overlay:
    """Return what to show of a process."""
    found = measured(config, Path(srcdir), process)
    if found is None or found.figures.is_empty:
        text = words("{process} has not been measured yet: run procstd figures.").replace("{process}", process.title)
        return Overlay(figures=None, note=text)
    figures = found.figures
    text = words(
        "On each step: how often it was done, the median time to its completion, how much is within its limit "
        "(✓ from 95 %, ! from 80 %, ✗ below). On each line: how often it was taken, after a decision also its share. "
        "{cases} cases, as of {date}."
    )
    text = text.replace("{cases}", f"{figures.cases:,}").replace("{date}", day_of(figures.as_of))
    return Overlay(figures=figures, note=" ".join([text, *found.remarks]))


def _with_figures(node: FlowNode, figures: Figures) -> FlowNode:
    found = figures.step(node.step) if node.kind in ACTIVITIES else None
    if found is None:
        return node
    parts = [words("{times} ×").replace("{times}", f"{found.events:,}")]
    if found.elapsed:
        parts.append(duration(found.elapsed.median, words))
    light = light_of(found.on_time)
    if found.on_time:
        parts.append(f"{SIGNS[light]} {share(found.on_time.value)}")
    return replace(node, figures=tuple(_lines(parts)), light=light.value if found.on_time else "", told=_said(found))


def _lines(parts: list[str]) -> Iterator[str]:
    """Yield parts in lines that fit a step's box."""
    line = parts[0]
    for part in parts[1:]:
        longer = f"{line} · {part}"
        if text_width(longer, FIGURE_SIZE, bold=True) > _ROOM:
            yield line
            line = part
        else:
            line = longer
    yield line


def _said(found: StepFigures) -> str:
    """Return the figures of a step in words, for people who hear the picture."""
    done = words("done {times} times in {cases} cases")
    said = [done.replace("{times}", f"{found.events:,}").replace("{cases}", f"{found.cases:,}")]
    if found.elapsed:
        said.append(words("median {time}").replace("{time}", duration(found.elapsed.median, words)))
    if found.on_time:
        said.append(words("{share} within the limit").replace("{share}", share(found.on_time.value)))
    return words(", ").join(said)


def _taken(graph: FlowGraph, figures: Figures) -> Iterator[FlowEdge]:
    """Yield the flows with how often each was taken; two between the same nodes cannot be told apart."""
    conformance = figures.conformance
    times = {(flow.source, flow.target): flow.times for flow in (conformance.flows if conformance else ())}
    nodes = {node.id: node for node in graph.nodes}
    pairs = Counter((edge.source, edge.target) for edge in graph.edges)
    for edge in graph.edges:
        if (
            not times
            or _is_inside(nodes[edge.source], nodes[edge.target])
            or edge.kind is not EdgeKind.FLOW
            or pairs[edge.source, edge.target] > 1
        ):
            yield edge
            continue
        alike = _alike(edge, graph, nodes)
        count = sum(times.get((edge.source, name), 0) for name in alike)
        text = words("{times} ×") if len(alike) == 1 else words("together {times} ×")
        text = text.replace("{times}", f"{count:,}")
        whole = sum(times.get(pair, 0) for pair in pairs if pair[0] == edge.source)
        if nodes[edge.source].kind is NodeKind.EXCLUSIVE and whole:
            text += f" · {share(count / whole)}"
        yield replace(edge, figures=text)


def _is_inside(source: FlowNode, target: FlowNode) -> bool:
    """Return whether a flow joins a step and its own gateway: it is taken as often as the step is done."""
    own = bool(source.step) and source.step == target.step
    return own and (source.kind in ACTIVITIES or source.id == f"{source.step}.join") and source.id != target.id


def _alike(edge: FlowEdge, graph: FlowGraph, nodes: dict[str, FlowNode]) -> set[str]:
    """Return the targets that a log cannot tell from a flow's own: after each of several ends nothing is recorded."""
    if nodes[edge.target].kind not in _ENDS or nodes[edge.source].kind is not NodeKind.EXCLUSIVE:
        return {edge.target}
    return {each.target for each in graph.edges if each.source == edge.source and nodes[each.target].kind in _ENDS}
