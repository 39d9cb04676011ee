"""A drawing as plain data that knows no engine, for measuring how good it is."""

from __future__ import annotations

from typing import Any

from sphinxcontrib_procstd.drawing import Box, Direction, Drawing
from sphinxcontrib_procstd.model.graph import FlowGraph


def to_neutral(drawing: Drawing, graph: FlowGraph) -> dict[str, Any]:
    """Return the drawing as a JSON-ready dict: boxes of lanes and nodes, corners and labels of edges."""
    wanted = {edge.id for edge in graph.edges if edge.label}
    nodes = []
    for node in drawing.nodes:
        item: dict[str, Any] = {"id": node.id, "lane": node.lane, "shape": node.outline.value, **_box(node.box)}
        item |= {"sw": node.box.w, "sh": node.box.h}
        if node.caption:
            item["caption"] = _box(node.caption.box)
        nodes.append(item)
    edges = [
        {
            "id": edge.id,
            "src": edge.source,
            "dst": edge.target,
            "pts": [[point.x, point.y] for point in edge.points],
            "curve": False,
            "wants_label": edge.id in wanted,
            "label": _box(edge.label.box) if edge.label else None,
        }
        for edge in drawing.edges
    ]
    return {
        "w": drawing.width,
        "h": drawing.height,
        "dir": "TB" if drawing.direction is Direction.TOP_DOWN else "LR",
        "lanes": [{"id": lane.id, **_box(lane.box)} for lane in drawing.lanes],
        "nodes": nodes,
        "edges": edges,
    }


def _box(box: Box) -> dict[str, float]:
    return {"x": box.x, "y": box.y, "w": box.w, "h": box.h}
