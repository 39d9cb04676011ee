"""From a process to its graph of flow nodes: events, tasks, gateways and the lanes they stand in."""

from __future__ import annotations

from dataclasses import dataclass, field

from sphinxcontrib_procstd.model.catalogue import Catalogue, says_none
from sphinxcontrib_procstd.model.flow import SequenceFlow, sequence_flows
from sphinxcontrib_procstd.model.graph import EdgeKind, FlowEdge, FlowGraph, FlowNode, Lane, NodeKind
from sphinxcontrib_procstd.model.occasion import read_trigger
from sphinxcontrib_procstd.model.process import Join, Process, Step, TargetKind
from sphinxcontrib_procstd.model.resources import ResourceKind

NO_ROLE = ""
"""The title of the lane of steps without a role."""


@dataclass
class _Builder:
    """Collects nodes and edges in the order of the steps; every id is made from ids the author gave."""

    process: Process
    catalogue: Catalogue
    lanes: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, FlowNode] = field(default_factory=dict)
    edges: list[FlowEdge] = field(default_factory=list)

    def lane(self, title: str) -> str:
        return self.lanes.setdefault(title, f"lane{len(self.lanes) + 1}")

    def lane_of(self, step: Step) -> str:
        return self.lane(self.catalogue.role_text(step.role) if step.role else NO_ROLE)

    def node(self, node: FlowNode) -> str:
        self.nodes.setdefault(node.id, node)
        return node.id

    def edge(self, source: str, target: str, label: str = "", **more: object) -> None:
        default, kind = bool(more.get("default")), EdgeKind(str(more.get("kind", EdgeKind.FLOW)))
        edge_id = f"e{len(self.edges) + 1}"
        self.edges.append(FlowEdge(id=edge_id, source=source, target=target, label=label, default=default, kind=kind))

    def marks(self, step: Step) -> tuple[str, ...]:
        kinds = {tool.kind for _, tool in self.catalogue.tools_of(step) if tool}
        forms = any(not says_none(mention.name) for mention in step.forms)
        systems = any(not says_none(mention.name) for mention in step.systems)
        marks = [("document", ResourceKind.FORM in kinds or forms)]
        marks += [("system", ResourceKind.SYSTEM in kinds or systems), ("key", step.key)]
        return tuple(name for name, present in marks if present)


def build_flow_graph(process: Process, catalogue: Catalogue) -> FlowGraph:
    """Return the graph of one process. Lanes are in the author's order, else in order of first use.

    Gateways are made where the flow needs them: an exclusive one after a step with alternatives, a parallel one
    after a step that starts several, and a parallel join before a step with ``join: all`` and several entries.
    """
    builder = _Builder(process, catalogue)
    for mention in process.lanes:
        builder.lane(catalogue.role_text(mention))
    flows = sequence_flows(process)
    by_source: dict[str, list[SequenceFlow]] = {}
    entries: dict[str, int] = {}
    for flow in flows:
        by_source.setdefault(flow.source, []).append(flow)
        if flow.target.kind is TargetKind.STEP:
            entries[flow.target.name] = entries.get(flow.target.name, 0) + 1
    joins = {step.id for step in process.steps if step.join is Join.ALL and entries.get(step.id, 0) > 1}
    _add_steps(builder, joins)
    for step in process.steps:
        _add_flows(builder, step, by_source.get(step.id, []), joins)
        _add_escalation(builder, step, joins)
    lanes = tuple(Lane(id=lane_id, title=title) for title, lane_id in builder.lanes.items())
    return FlowGraph(title=process.title, lanes=lanes, nodes=tuple(builder.nodes.values()), edges=tuple(builder.edges))


def _add_steps(builder: _Builder, joins: set[str]) -> None:
    steps = builder.process.steps
    if steps:
        first = steps[0]
        text = builder.process.start
        trigger = read_trigger(text, handed_over=builder.process.id in builder.catalogue.handed_over)
        lane = builder.lane_of(first)
        builder.node(FlowNode(id="start:", kind=NodeKind.START, lane=lane, text=text, trigger=trigger))
    for position, step in enumerate(steps, 1):
        lane = builder.lane_of(step)
        if step.id in joins:
            join = builder.node(FlowNode(id=f"{step.id}.join", kind=NodeKind.PARALLEL, lane=lane, step=step.id))
            builder.edge(join, step.id)
        builder.node(
            FlowNode(
                id=step.id,
                kind=NodeKind(step.kind.value),
                lane=lane,
                text=step.title,
                number=step.number or str(position),
                step=step.id,
                process=step.subprocess,
                marks=builder.marks(step),
            )
        )
    if steps:
        builder.edge("start:", _entry(steps[0].id, joins))


def _entry(step_id: str, joins: set[str]) -> str:
    """Return the node through which flow enters a step: its join gateway, or itself."""
    return f"{step_id}.join" if step_id in joins else step_id


def _add_flows(builder: _Builder, step: Step, flows: list[SequenceFlow], joins: set[str]) -> None:
    lane = builder.lane_of(step)
    together = [flow for flow in flows if flow.parallel]
    alternatives = [flow for flow in flows if not flow.parallel]
    source = step.id
    if len(together) + bool(alternatives) > 1 and together:
        source = builder.node(FlowNode(id=f"{step.id}.split", kind=NodeKind.PARALLEL, lane=lane, step=step.id))
        builder.edge(step.id, source)
    for flow in together:
        builder.edge(source, _target_node(builder, flow, lane, joins), flow.target.guard_label or flow.target.guard)
    if len(alternatives) > 1 or (alternatives and step.decision):
        gateway = FlowNode(
            id=f"{step.id}.decision", kind=NodeKind.EXCLUSIVE, lane=lane, text=step.decision, step=step.id
        )
        builder.edge(source, builder.node(gateway))
        source = gateway.id
    for flow in alternatives:
        label = flow.target.guard_label or flow.target.guard
        builder.edge(source, _target_node(builder, flow, lane, joins), label, default=flow.default)


def _target_node(builder: _Builder, flow: SequenceFlow, lane: str, joins: set[str]) -> str:
    """Return the id of the node a flow leads to, making ends and hand-overs on first use, in the source's lane."""
    target = flow.target
    if target.kind is TargetKind.STEP:
        return _entry(target.name, joins)
    if target.kind is TargetKind.PROCESS:
        other = builder.catalogue.find_process(target.name)
        known = other or builder.catalogue.find_elsewhere(target.name)
        return builder.node(
            FlowNode(
                id=f"process:{target.name}",
                kind=NodeKind.HANDOVER,
                lane=lane,
                text=known.title if known else target.name,
                process=other.id if other else "",
            )
        )
    text = target.label or target.name or builder.process.end
    return builder.node(FlowNode(id=f"end:{target.name}", kind=NodeKind.END, lane=lane, text=text))


def _add_escalation(builder: _Builder, step: Step, joins: set[str]) -> None:
    """Draw where overdue work goes: to a step of the process, or to a role's own lane."""
    if step.escalate is None or not step.escalate.to:
        return
    target = builder.process.step(step.escalate.to)
    if target is not None:
        node = _entry(target.id, joins)
    else:
        role = builder.catalogue.find(ResourceKind.JOB_ROLE, step.escalate.to)
        title = role.title if role else step.escalate.to
        node = builder.node(
            FlowNode(id=f"{step.id}.overdue", kind=NodeKind.ESCALATION, lane=builder.lane(title), text=title)
        )
    builder.edge(step.id, node, step.escalate.after_label or step.escalate.after, kind=EdgeKind.OVERDUE)
