"""A BPMN file as plain values: pools, lanes, flow nodes, flows; whatever tool wrote it, whatever its prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from sphinxcontrib_procstd.exchange.xml_ import Node


def tags(text: str) -> frozenset[str]:
    """Return the element names in a text."""
    return frozenset(text.split())


ACTIVITIES = tags(
    "task userTask manualTask sendTask receiveTask serviceTask scriptTask businessRuleTask callActivity subProcess"
    " transaction adHocSubProcess callChoreography choreographyTask subChoreography"
)
GATEWAYS = tags("exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway complexGateway")
EVENTS = tags("startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent")
CONTAINERS = tags("subProcess transaction adHocSubProcess subChoreography")

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
OURS = "urn:sphinxcontrib-procstd:bpmn:1"


@dataclass(slots=True)
class Element:
    """One flow node. ``trigger`` is an event's definition (``timer``, ``message``, ...); ``fields`` are our own.

    ``handover`` is the process that the flow goes over to, for the call activities that our export makes of it.
    """

    id: str
    tag: str
    name: str
    node: Node
    trigger: str = ""
    host: str = ""
    default: str = ""
    lane: str = ""
    handover: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def line(self) -> int:
        """The line of the start tag."""
        return self.node.line


@dataclass(slots=True)
class Flow:
    """One sequence flow whose ends exist."""

    id: str
    source: str
    target: str
    label: str


@dataclass(slots=True)
class LaneBand:
    """One lane that holds nodes itself; ``name`` falls back to the lane around it."""

    id: str
    name: str
    refs: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Scope:
    """One process or sub-process: its flow nodes, the flows between them, its lanes."""

    node: Node
    name: str
    pool: str = ""
    elements: dict[str, Element] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    lanes: list[LaneBand] = field(default_factory=list)
    dangling: list[Node] = field(default_factory=list)


def tidy(text: str) -> str:
    """Return a name on one line."""
    return " ".join(text.split())


def read_scope(node: Node, pool: str = "") -> Scope:
    """Return the flow of a process or sub-process element; what stands in its sub-processes is left to them."""
    scope = Scope(node, tidy(node.get("name")), pool)
    for child in node.children:
        if child.name in ACTIVITIES | GATEWAYS | EVENTS:
            element = _element(child, len(scope.elements))
            scope.elements[element.id] = element
    if own_fields(node):
        for element in scope.elements.values():
            called = element.node.get("calledElement")
            if element.tag == "callActivity" and not element.fields and called.startswith("Process_"):
                element.handover = called.removeprefix("Process_")
    for child in node.all("sequenceFlow"):
        source, target = child.get("sourceRef"), child.get("targetRef")
        if source in scope.elements and target in scope.elements:
            scope.flows.append(Flow(child.get("id"), source, target, _label(child)))
        else:
            scope.dangling.append(child)
    for lane_set in node.all("laneSet"):
        scope.lanes += _lanes(lane_set, "")
    return scope


def _element(node: Node, number: int) -> Element:
    trigger = next(
        (child.name[: -len("EventDefinition")] for child in node.children if child.name.endswith("EventDefinition")), ""
    )
    return Element(
        id=node.get("id") or f"unnamed {number}",
        tag=node.name,
        name=tidy(node.get("name")),
        node=node,
        trigger=trigger,
        host=node.get("attachedToRef"),
        default=node.get("default"),
        fields=own_fields(node),
    )


def own_fields(node: Node) -> dict[str, str]:
    """Return the fields that our export wrote into an element."""
    extensions = node.first("extensionElements")
    return {
        child.get("name"): child.text
        for child in (extensions.all("field") if extensions else ())
        if child.namespace == OURS
    }


def _label(flow: Node) -> str:
    """Return a flow's name, else its condition."""
    condition = flow.first("conditionExpression")
    return tidy(flow.get("name")) or (tidy(condition.text) if condition else "")


def _lanes(lane_set: Node, around: str) -> Iterator[LaneBand]:
    for lane in lane_set.all("lane"):
        name = tidy(lane.get("name")) or around
        inner = [child for child in lane.children if child.name == "childLaneSet"]
        refs = {ref.text.strip().rpartition(":")[2] for ref in lane.all("flowNodeRef")}
        deeper = [found for child in inner for found in _lanes(child, name)]
        inside = {ref for found in deeper for ref in found.refs}
        if not deeper or refs - inside:
            yield LaneBand(lane.get("id"), name, refs - inside)
        yield from deeper


@dataclass(slots=True)
class Bounds:
    """Where a shape stands in the diagram."""

    x: float
    y: float
    w: float
    h: float

    def holds(self, other: Bounds) -> bool:
        """Return whether the middle of another shape lies inside."""
        x, y = other.x + other.w / 2, other.y + other.h / 2
        return self.x <= x <= self.x + self.w and self.y <= y <= self.y + self.h


def read_bounds(root: Node) -> dict[str, Bounds]:
    """Return element id -> bounds of its shape."""
    found: dict[str, Bounds] = {}
    for shape in root.walk():
        if shape.name != "BPMNShape":
            continue
        box = shape.first("Bounds")
        try:
            values = [float(box.get(name, "0")) for name in ("x", "y", "width", "height")] if box else []
        except ValueError:
            continue
        if values:
            found.setdefault(shape.get("bpmnElement").rpartition(":")[2], Bounds(*values))
    return found


def place_in_lanes(scope: Scope, bounds: dict[str, Bounds]) -> None:
    """Give every element its lane: as listed, else by where it stands; put the lanes in the order of the drawing."""
    _sort_lanes(scope, bounds)
    listed = {ref: lane.id for lane in scope.lanes for ref in lane.refs}
    for element in scope.elements.values():
        element.lane = listed.get(element.id) or listed.get(element.host) or ""
        if element.lane or element.id not in bounds:
            continue
        around = [lane.id for lane in scope.lanes if lane.id in bounds and bounds[lane.id].holds(bounds[element.id])]
        element.lane = min(around, key=lambda lane: bounds[lane].w * bounds[lane].h, default="")
    used = {element.lane for element in scope.elements.values()}
    scope.lanes = [lane for lane in scope.lanes if lane.id in used or lane.refs]


def _sort_lanes(scope: Scope, bounds: dict[str, Bounds]) -> None:
    boxes = [bounds.get(lane.id) for lane in scope.lanes]
    if len(boxes) < 2 or None in boxes:
        return
    known = [box for box in boxes if box]
    upright = max(box.x for box in known) - min(box.x for box in known) > max(box.y for box in known) - min(
        box.y for box in known
    )
    scope.lanes.sort(key=lambda lane: (bounds[lane.id].x if upright else bounds[lane.id].y, lane.name))


def digest(scope: Scope) -> str:
    """Return a digest of what a modelling tool can change: nodes, names, lanes, flows. Geometry does not count."""
    nodes = sorted((e.id, e.tag, e.name, e.host, e.default) for e in scope.elements.values())
    flows = sorted((f.source, f.target, f.label) for f in scope.flows)
    lanes = sorted((lane.name, sorted(lane.refs)) for lane in scope.lanes if lane.refs)
    return sha256(repr((scope.name, nodes, flows, lanes)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def nested(scope: Scope) -> Iterable[tuple[Element, Node]]:
    """Yield the sub-processes of a scope that hold a flow of their own."""
    for element in scope.elements.values():
        if element.tag in CONTAINERS and any(child.name in ACTIVITIES for child in element.node.children):
            yield element, element.node
