"""The written flow as a Petri net, so that recorded cases can be played on it.

The mapping is that of R. M. Dijkman, M. Dumas, C. Ouyang, "Semantics and Analysis of Business Process Models in
BPMN", Information and Software Technology 50 (2008): a place for each way into a node, a transition for each task, a
silent transition for each branch of an exclusive gateway and for each parallel gateway. Several flows into a task
share one place, as BPMN lets each of them start it. The dashed way of overdue work to a step is a silent
transition beside the task. An end, or the hand-over to another process, is a final place.
"""

from __future__ import annotations

from dataclasses import dataclass

from sphinxcontrib_procstd.model.graph import ACTIVITIES, EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind

Marking = tuple[int, ...]
"""Tokens by place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One transition: the places it takes a token from and gives one to; ``code`` is its step, None if it is silent.

    ``ways`` are the flows of the graph that its outputs stand for, one each, None for what is not drawn.
    """

    code: int | None
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    ways: tuple[FlowEdge | None, ...] = ()

    def is_enabled(self, marking: Marking) -> bool:
        """Whether every input place has a token."""
        return all(marking[place] for place in self.inputs)

    def fire(self, marking: Marking) -> Marking:
        """Return the marking after firing."""
        tokens = list(marking)
        for place in self.inputs:
            tokens[place] -= 1
        for place in self.outputs:
            tokens[place] += 1
        return tuple(tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """A Petri net with one start and one or more final places."""

    initial: Marking
    final: frozenset[int]
    by_code: dict[int, Transition]
    silent: tuple[Transition, ...]
    starts: tuple[tuple[int, FlowEdge], ...] = ()
    """The places that have a token at the start, and the flows that bring it."""

    def is_final(self, marking: Marking) -> bool:
        """Whether tokens lie in final places and nowhere else."""
        at_end = sum(marking[place] for place in self.final)
        return at_end > 0 and at_end == sum(marking)


class _Places:
    """Numbers the places as they are met."""

    def __init__(self, nodes: dict[str, FlowNode]) -> None:
        self.nodes = nodes
        self.numbers: dict[str, int] = {}

    def named(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))

    def into(self, edge: FlowEdge) -> int:
        """Return the place a flow leads to: a parallel gateway has one for each, another node one for all."""
        together = self.nodes[edge.target].kind is NodeKind.PARALLEL
        return self.named(f"{edge.target}\0{edge.id}" if together else edge.target)


def build_net(graph: FlowGraph, codes: dict[str, int]) -> Net:
    """Return the net of a flow graph; ``codes`` are those of its steps."""
    nodes = {node.id: node for node in graph.nodes}
    places = _Places(nodes)
    leaving: dict[str, list[FlowEdge]] = {node: [] for node in nodes}
    entering: dict[str, list[FlowEdge]] = {node: [] for node in nodes}
    overdue = []
    for edge in graph.edges:
        if edge.kind is EdgeKind.OVERDUE:
            overdue.append(edge)
        else:
            leaving[edge.source].append(edge)
            entering[edge.target].append(edge)
    by_code: dict[int, Transition] = {}
    silent: list[Transition] = []
    for node in graph.nodes:
        outputs = tuple(places.into(edge) for edge in leaving[node.id])
        if node.kind in ACTIVITIES:
            code = codes[node.step]
            given = outputs or (places.named(f"end:{node.id}"),)
            ways: tuple[FlowEdge | None, ...] = tuple(leaving[node.id]) or (None,)
            by_code[code] = Transition(code=code, inputs=(places.named(node.id),), outputs=given, ways=ways)
        elif node.kind is NodeKind.EXCLUSIVE:
            silent += [
                Transition(code=None, inputs=(places.named(node.id),), outputs=(place,), ways=(edge,))
                for place, edge in zip(outputs, leaving[node.id], strict=True)
            ]
        elif node.kind is NodeKind.PARALLEL:
            taken = tuple(places.into(edge) for edge in entering[node.id])
            silent.append(Transition(code=None, inputs=taken, outputs=outputs, ways=tuple(leaving[node.id])))
    for edge in overdue:
        if nodes[edge.target].kind is not NodeKind.ESCALATION:
            place = places.named(edge.source)
            silent.append(Transition(code=None, inputs=(place,), outputs=(places.into(edge),), ways=(edge,)))
    starts = tuple((places.into(edge), edge) for edge in leaving.get("start:", []))
    ends = [node.id for node in graph.nodes if node.kind in {NodeKind.END, NodeKind.HANDOVER}]
    ends += [f"end:{node.id}" for node in graph.nodes if node.kind in ACTIVITIES and not leaving[node.id]]
    final = frozenset(places.named(name) for name in ends)
    initial = [0] * len(places.numbers)
    for place, _ in starts:
        initial[place] += 1
    return Net(initial=tuple(initial), final=final, by_code=by_code, silent=tuple(silent), starts=starts)
