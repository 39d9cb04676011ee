"""Read BPMN 2.0 models into flow graphs, as far as the layout tests need it."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from sphinxcontrib_procstd.model.graph import FlowEdge, FlowGraph, FlowNode, Lane, NodeKind

REPOSITORY = Path(__file__).resolve().parents[2]

KINDS = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "intermediateThrowEvent": NodeKind.ESCALATION,
    "intermediateCatchEvent": NodeKind.ESCALATION,
    "boundaryEvent": NodeKind.ESCALATION,
    "exclusiveGateway": NodeKind.EXCLUSIVE,
    "inclusiveGateway": NodeKind.EXCLUSIVE,
    "eventBasedGateway": NodeKind.EXCLUSIVE,
    "complexGateway": NodeKind.EXCLUSIVE,
    "parallelGateway": NodeKind.PARALLEL,
    "callActivity": NodeKind.HANDOVER,
    "subProcess": NodeKind.SUBPROCESS,
    "transaction": NodeKind.SUBPROCESS,
    "adHocSubProcess": NodeKind.SUBPROCESS,
    "task": NodeKind.TASK,
    "userTask": NodeKind.TASK,
    "manualTask": NodeKind.APPROVAL,
    "sendTask": NodeKind.NOTIFY,
    "receiveTask": NodeKind.WAIT,
    "serviceTask": NodeKind.SYSTEM,
    "scriptTask": NodeKind.SYSTEM,
    "businessRuleTask": NodeKind.SYSTEM,
}


def shared_folder() -> Path | None:
    """Return the folder of shared test data, None where this checkout has none."""
    folder = Path(os.environ.get("PROCSTD_SHARED") or REPOSITORY.parent / "shared")
    return folder if folder.is_dir() else None


def model_files() -> list[Path]:
    """Return the BPMN files of the shared folder, in a fixed order."""
    shared = shared_folder()
    return sorted((shared / "data" / "bpmn").rglob("*.bpmn")) if shared else []


def local(element: ET.Element) -> str:
    """Return the element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_models(path: Path) -> Iterator[FlowGraph]:
    """Yield each process with lanes as a graph; and, where there are several, all pools as lanes of one graph."""
    root = ET.parse(path).getroot()
    processes = [element for element in root if local(element) == "process"]
    whole_lanes: list[Lane] = []
    whole_nodes: list[FlowNode] = []
    whole_edges: list[FlowEdge] = []
    for process in processes:
        graph = read_process(process, path.stem)
        if len(graph.lanes) > 1 and graph.nodes:
            yield graph
        pool = f"pool{len(whole_lanes)}"
        if graph.nodes:
            whole_lanes.append(Lane(id=pool, title=process.get("name") or process.get("id") or ""))
            whole_nodes += [
                FlowNode(id=node.id, kind=node.kind, lane=pool, text=node.text, number=node.number)
                for node in graph.nodes
            ]
            whole_edges += graph.edges
    ids = {node.id for node in whole_nodes}
    for flow in root.iter():
        if local(flow) == "messageFlow" and {flow.get("sourceRef"), flow.get("targetRef")} <= ids:
            whole_edges.append(_edge(flow))
    if len(whole_lanes) > 1:
        yield FlowGraph(
            title=f"{path.stem} pools", lanes=tuple(whole_lanes), nodes=tuple(whole_nodes), edges=tuple(whole_edges)
        )


def read_process(process: ET.Element, title: str) -> FlowGraph:
    """Return the top level of one process; boundary events hang on their activity by an edge."""
    lane_of: dict[str, str] = {}
    lanes: list[Lane] = []
    for lane in process.iter():
        if local(lane) == "lane" and not any(local(child) == "childLaneSet" for child in lane):
            lane_id = lane.get("id") or f"lane{len(lanes)}"
            lanes.append(Lane(id=lane_id, title=lane.get("name") or ""))
            lane_of |= {(ref.text or "").strip(): lane_id for ref in lane if local(ref) == "flowNodeRef"}
    if not lanes:
        lanes = [Lane(id="lane", title=process.get("name") or "")]
    nodes: list[FlowNode] = []
    edges: list[FlowEdge] = []
    for element in process:
        kind, element_id = KINDS.get(local(element)), element.get("id") or ""
        if kind and element_id:
            host = element.get("attachedToRef") or ""
            lane_id = lane_of.get(element_id) or lane_of.get(host) or lanes[0].id
            text = " ".join((element.get("name") or "").split())
            nodes.append(FlowNode(id=element_id, kind=kind, lane=lane_id, text=text))
            if host:
                edges.append(FlowEdge(id=f"{element_id}-host", source=host, target=element_id))
        elif local(element) == "sequenceFlow":
            edges.append(_edge(element))
    ids = {node.id for node in nodes}
    known = tuple(edge for edge in edges if {edge.source, edge.target} <= ids)
    return FlowGraph(title=title, lanes=tuple(lanes), nodes=tuple(nodes), edges=known)


def _edge(flow: ET.Element) -> FlowEdge:
    return FlowEdge(
        id=flow.get("id") or "",
        source=flow.get("sourceRef") or "",
        target=flow.get("targetRef") or "",
        label=" ".join((flow.get("name") or "").split()),
    )
