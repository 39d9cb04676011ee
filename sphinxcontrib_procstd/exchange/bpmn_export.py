"""A process as BPMN 2.0: one pool, lanes, typed tasks, gateways, forms and systems, our fields as extensions."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.drawing import Drawing
from sphinxcontrib_procstd.exchange.bpmn_diagram import add_diagram
from sphinxcontrib_procstd.exchange.bpmn_model import digest, read_scope
from sphinxcontrib_procstd.exchange.fields import in_one_place, option_texts
from sphinxcontrib_procstd.exchange.links import readable
from sphinxcontrib_procstd.exchange.xml_ import only_text, parse_xml
from sphinxcontrib_procstd.model.catalogue import DOCUMENT_KINDS, Catalogue, bare_name
from sphinxcontrib_procstd.model.graph import EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind
from sphinxcontrib_procstd.model.process import Process, Record, Step
from sphinxcontrib_procstd.model.resources import ResourceKind

NAMESPACE = "urn:sphinxcontrib-procstd:bpmn:1"
"""Namespace of our extension elements."""
_NAMESPACES = {
    "xmlns:bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "xmlns:bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xmlns:dc": "http://www.omg.org/spec/DD/20100524/DC",
    "xmlns:di": "http://www.omg.org/spec/DD/20100524/DI",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:procstd": NAMESPACE,
}
TAGS = {
    NodeKind.START: "startEvent",
    NodeKind.END: "endEvent",
    NodeKind.ESCALATION: "endEvent",
    NodeKind.TASK: "task",
    NodeKind.APPROVAL: "userTask",
    NodeKind.NOTIFY: "sendTask",
    NodeKind.WAIT: "receiveTask",
    NodeKind.SYSTEM: "serviceTask",
    NodeKind.SUBPROCESS: "callActivity",
    NodeKind.HANDOVER: "callActivity",
    NodeKind.EXCLUSIVE: "exclusiveGateway",
    NodeKind.PARALLEL: "parallelGateway",
}
_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


def export_bpmn(process: Process, catalogue: Catalogue, graph: FlowGraph, drawing: Drawing) -> bytes:
    """Return a process as a BPMN 2.0 file with diagram interchange.

    ``graph`` is what `bpmn_graph` made of the process, ``drawing`` its layout. The same input gives the same bytes.
    """
    writer = _Writer(in_one_place(readable(process, catalogue)), catalogue, graph)
    root = writer.definitions()
    writer.sign(root)
    add_diagram(root, graph, drawing, writer.ids, [(item.id, item.is_store) for item in writer.data])
    ET.indent(root)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n").encode()


def xml_id(prefix: str, name: str) -> str:
    """Return an ASCII id for XML; a name that cannot be one is told apart by a digest."""
    if _PLAIN.fullmatch(name):
        return f"{prefix}_{name}"
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_")[:30]
    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "_".join(filter(None, (prefix, plain, digest)))


@dataclass(slots=True)
class DataItem:
    """A form or a system that steps of the process use."""

    id: str
    name: str
    is_store: bool


def put(parent: ET.Element, tag: str, attributes: dict[str, str] | None = None, text: str = "") -> ET.Element:
    """Add a child element; empty attributes are left out, forbidden characters too."""
    kept = {name: only_text(value) for name, value in (attributes or {}).items() if value}
    child = ET.SubElement(parent, tag, kept)
    if text:
        child.text = only_text(text)
    return child


@dataclass
class _Writer:
    process: Process
    catalogue: Catalogue
    graph: FlowGraph
    data: list[DataItem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ids = {node.id: xml_id("Node", node.id) for node in self.graph.nodes}
        self.ids |= {f"lane {lane.id}": xml_id("Lane", lane.id) for lane in self.graph.lanes}
        self.ids |= {f"edge {edge.id}": xml_id("Flow", edge.id) for edge in self.graph.edges}
        overdue = (edge for edge in self.graph.edges if edge.kind is EdgeKind.OVERDUE)
        self.ids |= {f"timer {edge.id}": xml_id("Timer", edge.id) for edge in overdue}
        self.ids |= {"pool": "Pool", "collaboration": "Collaboration", "": xml_id("Process", self.process.id)}
        self.kinds = {node.id: node.kind for node in self.graph.nodes}
        self.uses = {step.id: list(self.data_of(step)) for step in self.process.steps}

    def definitions(self) -> ET.Element:
        attributes = {"id": "Definitions", "name": self.process.title, "targetNamespace": NAMESPACE}
        root = ET.Element("bpmn:definitions", {**_NAMESPACES, **{k: only_text(v) for k, v in attributes.items()}})
        root.set("exporter", "sphinxcontrib-procstd")
        for item in self.data:
            if item.is_store:
                put(root, "bpmn:dataStore", {"id": f"{item.id}_store", "name": item.name})
        collaboration = put(root, "bpmn:collaboration", {"id": "Collaboration"})
        put(collaboration, "bpmn:participant", {"id": "Pool", "name": self.process.title, "processRef": self.ids[""]})
        body = put(root, "bpmn:process", {"id": self.ids[""], "name": self.process.title, "isExecutable": "false"})
        self.add_about(body, self.process)
        self.add_lanes(body)
        for node in self.graph.nodes:
            self.add_node(body, node)
        for edge in self.graph.edges:
            self.add_edge(body, edge)
        for item in self.data:
            self.add_data(body, item)
        return root

    def sign(self, root: ET.Element) -> None:
        """Note what the flow looked like: while a tool has not changed it, an import may take our fields as written."""
        read = parse_xml(ET.tostring(root), Location(self.process.id))
        process = next(read.all("process"))
        extensions = next(root.iter("bpmn:extensionElements"))  # the first one is the process's own
        put(extensions, "procstd:field", {"name": "digest"}, digest(read_scope(process)))

    def add_about(self, element: ET.Element, item: Process | Step) -> None:
        """Write the body as documentation and every field as an extension element."""
        if item.body:
            put(element, "bpmn:documentation", text=item.body)
        extensions = put(element, "bpmn:extensionElements")
        put(extensions, "procstd:field", {"name": "title"}, item.title)
        for option, text in option_texts(item):
            put(extensions, "procstd:field", {"name": option.name}, text)
        if isinstance(item, Process):
            for record in item.records:
                self.add_record(extensions, record)

    def add_record(self, extensions: ET.Element, record: Record) -> None:
        element = put(extensions, "procstd:record", {"kind": record.kind, "title": record.title})
        for name, text in record.values.items():
            put(element, "procstd:field", {"name": name}, text)
        if record.body:
            put(element, "procstd:body", text=record.body)

    def add_lanes(self, body: ET.Element) -> None:
        if not self.graph.lanes:
            return
        lane_set = put(body, "bpmn:laneSet", {"id": "LaneSet"})
        timers = [(edge, self.lane_of(edge.source)) for edge in self.graph.edges if edge.kind is EdgeKind.OVERDUE]
        for lane in self.graph.lanes:
            element = put(lane_set, "bpmn:lane", {"id": self.ids[f"lane {lane.id}"], "name": lane.title})
            for node in self.graph.nodes:
                if node.lane == lane.id:
                    put(element, "bpmn:flowNodeRef", text=self.ids[node.id])
            for edge, home in timers:
                if home == lane.id:
                    put(element, "bpmn:flowNodeRef", text=self.ids[f"timer {edge.id}"])

    def lane_of(self, node_id: str) -> str:
        return next(node.lane for node in self.graph.nodes if node.id == node_id)

    def add_node(self, body: ET.Element, node: FlowNode) -> None:
        outgoing = [edge for edge in self.graph.edges if edge.source == node.id]
        flows = [edge for edge in outgoing if edge.kind is EdgeKind.FLOW]
        element = put(body, f"bpmn:{TAGS[node.kind]}", self.attributes(node, flows))
        step = self.process.step(node.id) if node.step == node.id else None
        if step is not None:
            self.add_about(element, step)
        for edge in self.graph.edges:
            if edge.target == node.id:
                put(element, "bpmn:incoming", text=self.ids[f"edge {edge.id}"])
        for edge in flows:
            put(element, "bpmn:outgoing", text=self.ids[f"edge {edge.id}"])
        if node.kind is NodeKind.ESCALATION:
            put(element, "bpmn:escalationEventDefinition", {"id": f"{self.ids[node.id]}_event"})
        if step is not None:
            self.add_uses(element, step)
        for edge in outgoing:
            if edge.kind is EdgeKind.OVERDUE:
                self.add_timer(body, edge)

    def attributes(self, node: FlowNode, flows: list[FlowEdge]) -> dict[str, str]:
        found = {"id": self.ids[node.id], "name": node.text}
        default = next((edge for edge in flows if edge.default), None)
        if node.kind is NodeKind.EXCLUSIVE and default is not None:
            found["default"] = self.ids[f"edge {default.id}"]
        called = node.process or (node.id.removeprefix("process:") if node.kind is NodeKind.HANDOVER else "")
        if node.kind in {NodeKind.SUBPROCESS, NodeKind.HANDOVER} and called:
            found["calledElement"] = xml_id("Process", called)
        return found

    def add_uses(self, element: ET.Element, step: Step) -> None:
        """Write the inputs, then the forms and systems a step works with."""
        task, uses = element.get("id", ""), self.uses[step.id]
        inputs = [item for item, is_input in uses if is_input]
        if inputs:
            put(element, "bpmn:property", {"id": f"{task}_inputs", "name": "inputs"})
        for number, item in enumerate(inputs, 1):
            association = put(element, "bpmn:dataInputAssociation", {"id": f"{task}_in_{number}"})
            put(association, "bpmn:sourceRef", text=item.id)
            put(association, "bpmn:targetRef", text=f"{task}_inputs")
        for number, item in enumerate((item for item, is_input in uses if not is_input), 1):
            association = put(element, "bpmn:dataOutputAssociation", {"id": f"{task}_out_{number}"})
            put(association, "bpmn:targetRef", text=item.id)

    def add_timer(self, body: ET.Element, edge: FlowEdge) -> None:
        """Write the way overdue work takes: a timer on the border of the task."""
        timer = self.ids[f"timer {edge.id}"]
        host = self.ids[edge.source]
        name = edge.label or "overdue"
        attributes = {"id": timer, "name": name, "cancelActivity": "false", "attachedToRef": host}
        event = put(body, "bpmn:boundaryEvent", attributes)
        put(event, "bpmn:outgoing", text=self.ids[f"edge {edge.id}"])
        definition = put(event, "bpmn:timerEventDefinition", {"id": f"{timer}_event"})
        put(definition, "bpmn:timeDuration", {"xsi:type": "bpmn:tFormalExpression"}, name)

    def add_edge(self, body: ET.Element, edge: FlowEdge) -> None:
        overdue = edge.kind is EdgeKind.OVERDUE
        source = self.ids[f"timer {edge.id}"] if overdue else self.ids[edge.source]
        kind = self.kinds[edge.source]
        siblings = [other for other in self.graph.edges if other.source == edge.source and other.kind is edge.kind]
        is_default = edge.default and next(other for other in siblings if other.default) is edge
        label = "" if overdue or kind is NodeKind.PARALLEL else edge.label
        guarded = kind is NodeKind.EXCLUSIVE and any(other.label or other.default for other in siblings)
        if guarded and len(siblings) > 1 and not is_default and not label:
            label = next(node.text or node.id for node in self.graph.nodes if node.id == edge.target)
        attributes = {"id": self.ids[f"edge {edge.id}"], "name": label}
        attributes |= {"sourceRef": source, "targetRef": self.ids[edge.target]}
        element = put(body, "bpmn:sequenceFlow", attributes)
        if label and not is_default:
            put(element, "bpmn:conditionExpression", {"xsi:type": "bpmn:tFormalExpression"}, label)

    def data_of(self, step: Step) -> Iterator[tuple[DataItem, bool]]:
        """Yield what a step uses: (item, whether it is an input); items are shared by name."""
        seen: set[tuple[str, bool]] = set()
        found = [
            (mention.name, entry, True)
            for mention in step.inputs
            if (entry := self.catalogue.find_mention(mention, DOCUMENT_KINDS))
        ]
        for mention, entry in self.catalogue.tools_of(step):
            name = entry.title if entry else bare_name(mention.text)
            kind = entry.kind if entry else ResourceKind.SYSTEM if mention in step.systems else ResourceKind.FORM
            item = self.item(name, is_store=kind is ResourceKind.SYSTEM)
            if (item.id, False) not in seen:
                seen.add((item.id, False))
                yield item, False
        for _, entry, _is_input in found:
            item = self.item(entry.title, is_store=entry.kind is ResourceKind.SYSTEM)
            if (item.id, True) not in seen:
                seen.add((item.id, True))
                yield item, True

    def item(self, name: str, *, is_store: bool) -> DataItem:
        known = next((item for item in self.data if item.name == name and item.is_store == is_store), None)
        if known is None:
            known = DataItem(f"{'Store' if is_store else 'Data'}_{len(self.data) + 1}", name, is_store)
            self.data.append(known)
        return known

    def add_data(self, body: ET.Element, item: DataItem) -> None:
        attributes = {"id": item.id, "name": item.name}
        if item.is_store:
            put(body, "bpmn:dataStoreReference", {**attributes, "dataStoreRef": f"{item.id}_store"})
        else:
            put(body, "bpmn:dataObjectReference", {**attributes, "dataObjectRef": f"{item.id}_object"})
            put(body, "bpmn:dataObject", {"id": f"{item.id}_object"})
