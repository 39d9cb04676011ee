"""Diagram interchange: our own layout as BPMNShape and BPMNEdge, the pool around it, forms and systems below."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.drawing import Box, Direction, Drawing, Point, TextBlock
from sphinxcontrib_procstd.model.graph import EdgeKind, FlowGraph

POOL_BAR = 30.0
"""Breadth of the pool's title bar."""
_LEFT, _TOP = 160.0, 80.0
"""Where the pool begins: room for the palette of a BPMN tool."""
_TIMER = 30.0
_DATA_WIDTH, _DATA_HEIGHT, _DATA_GAP = 36.0, 50.0, 84.0
_DATA_ROW = 104.0


def add_diagram(
    root: ET.Element, graph: FlowGraph, drawing: Drawing, ids: Mapping[str, str], data: Sequence[tuple[str, bool]]
) -> None:
    """Add the diagram of the whole collaboration. ``data`` are the forms and systems: (id, is a store)."""
    diagram = ET.SubElement(root, "bpmndi:BPMNDiagram", {"id": "Diagram"})
    plane = ET.SubElement(diagram, "bpmndi:BPMNPlane", {"id": "Plane", "bpmnElement": ids["collaboration"]})
    _Painter(plane, graph, drawing, ids).paint(data)


@dataclass
class _Painter:
    plane: ET.Element
    graph: FlowGraph
    drawing: Drawing
    ids: Mapping[str, str]

    def __post_init__(self) -> None:
        self.level = self.drawing.direction is Direction.LEFT_RIGHT
        self.dx = _LEFT + (POOL_BAR if self.level else 0.0)
        self.dy = _TOP + (0.0 if self.level else POOL_BAR)

    def paint(self, data: Sequence[tuple[str, bool]]) -> None:
        drawing = self.drawing
        boxes = [lane.box for lane in drawing.lanes] or [Box(0, 0, max(drawing.width, 300), max(drawing.height, 120))]
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right, bottom = max(box.x + box.w for box in boxes), max(box.y + box.h for box in boxes)
        per_row = max(1, int((right - left - 120) // (_DATA_WIDTH + _DATA_GAP)))
        strip = -(-len(data) // per_row) * _DATA_ROW
        bar_x, bar_y = (POOL_BAR, 0.0) if self.level else (0.0, POOL_BAR)
        pool = Box(left - bar_x, top - bar_y, right - left + bar_x, bottom - top + bar_y + strip)
        self.shape(self.ids["pool"], pool, horizontal=True)
        for index, lane in enumerate(
            drawing.lanes if self.graph.lanes else ()
        ):  # without a step one is drawn, not named
            grows = not self.level or index == len(drawing.lanes) - 1
            box = Box(lane.box.x, lane.box.y, lane.box.w, lane.box.h + (strip if grows else 0.0))
            self.shape(self.ids[f"lane {lane.id}"], box, horizontal=True)
        for node in drawing.nodes:
            self.shape(self.ids[node.id], node.box, caption=node.caption)
        self.timers()
        for number, (item, _is_store) in enumerate(data):
            x = left + 120 + (number % per_row) * (_DATA_WIDTH + _DATA_GAP)
            self.shape(item, Box(x, bottom + 16 + number // per_row * _DATA_ROW, _DATA_WIDTH, _DATA_HEIGHT))
        overdue = {edge.id for edge in self.graph.edges if edge.kind is EdgeKind.OVERDUE}
        for edge in drawing.edges:
            self.edge(self.ids[f"edge {edge.id}"], edge.points, None if edge.id in overdue else edge.label)

    def timers(self) -> None:
        """Put the timer of overdue work where its line leaves the task."""
        drawn = {edge.id: edge for edge in self.drawing.edges if edge.points}
        for edge in self.graph.edges:
            if edge.kind is EdgeKind.OVERDUE and edge.id in drawn:
                point = drawn[edge.id].points[0]
                box = Box(point.x - _TIMER / 2, point.y - _TIMER / 2, _TIMER, _TIMER)
                self.shape(self.ids[f"timer {edge.id}"], box, caption=drawn[edge.id].label)

    def shape(self, element: str, box: Box, *, horizontal: bool = False, caption: TextBlock | None = None) -> None:
        attributes = {"id": f"{element}_di", "bpmnElement": element}
        if horizontal:
            attributes["isHorizontal"] = "true" if self.level else "false"
        shape = ET.SubElement(self.plane, "bpmndi:BPMNShape", attributes)
        self.bounds(shape, box)
        if caption is not None:
            self.bounds(ET.SubElement(shape, "bpmndi:BPMNLabel"), caption.box)

    def edge(self, element: str, points: Sequence[Point], label: TextBlock | None) -> None:
        attributes = {"id": f"{element}_di", "bpmnElement": element}
        edge = ET.SubElement(self.plane, "bpmndi:BPMNEdge", attributes)
        for point in points if len(points) > 1 else [*points, *points] or [Point(0, 0), Point(0, 0)]:
            place = {"x": _number(point.x + self.dx), "y": _number(point.y + self.dy)}
            ET.SubElement(edge, "di:waypoint", place)
        if label is not None:
            self.bounds(ET.SubElement(edge, "bpmndi:BPMNLabel"), label.box)

    def bounds(self, parent: ET.Element, box: Box) -> None:
        place = {"x": box.x + self.dx, "y": box.y + self.dy, "width": box.w, "height": box.h}
        ET.SubElement(parent, "dc:Bounds", {name: _number(value) for name, value in place.items()})


def _number(value: float) -> str:
    """Return a coordinate without needless decimals."""
    return f"{value:.1f}".removesuffix(".0")
