"""A drawing as JSON and back, to the last digit: for keeping drawings from one build to the next."""

from __future__ import annotations

import json
from typing import Any

from sphinxcontrib_procstd.drawing import (
    Box,
    Direction,
    Drawing,
    EdgeShape,
    LaneShape,
    NodeShape,
    Outline,
    Point,
    TextBlock,
)


def dump_drawing(drawing: Drawing) -> str:
    """Return a drawing as JSON text."""
    lanes = [[lane.id, _box(lane.box), _box(lane.header), _text(lane.title)] for lane in drawing.lanes]
    nodes = [
        [node.id, node.lane, node.outline.value, _box(node.box), _text(node.text), _text(node.caption)]
        for node in drawing.nodes
    ]
    edges = [
        [edge.id, edge.source, edge.target, [[point.x, point.y] for point in edge.points], _text(edge.label)]
        for edge in drawing.edges
    ]
    size = [drawing.width, drawing.height, drawing.direction.value]
    return json.dumps([size, lanes, nodes, edges], ensure_ascii=True, separators=(",", ":"))


def load_drawing(text: str) -> Drawing:
    """Return the drawing that a text holds; raises `ValueError` for any other text."""
    try:
        (width, height, direction), lanes, nodes, edges = json.loads(text)
        return Drawing(
            width=_number(width),
            height=_number(height),
            direction=Direction(direction),
            lanes=tuple(
                LaneShape(id=str(name), box=_read_box(box), header=_read_box(header), title=_read_text(title))
                for name, box, header, title in lanes
            ),
            nodes=tuple(
                NodeShape(
                    id=str(name),
                    lane=str(lane),
                    outline=Outline(outline),
                    box=_read_box(box),
                    text=_read_text(inside) if inside else None,
                    caption=_read_text(caption) if caption else None,
                )
                for name, lane, outline, box, inside, caption in nodes
            ),
            edges=tuple(
                EdgeShape(
                    id=str(name),
                    source=str(source),
                    target=str(target),
                    points=tuple(Point(_number(x), _number(y)) for x, y in points),
                    label=_read_text(label) if label else None,
                )
                for name, source, target, points, label in edges
            ),
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError("no drawing") from error


def _box(box: Box) -> list[float]:
    return [box.x, box.y, box.w, box.h]


def _text(block: TextBlock | None) -> list[Any] | None:
    return [list(block.lines), _box(block.box)] if block else None


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("no number")  # noqa: TRY004 - one error says that it is no drawing
    return value


def _read_box(values: Any) -> Box:
    x, y, w, h = values
    return Box(_number(x), _number(y), _number(w), _number(h))


def _read_text(value: Any) -> TextBlock:
    lines, box = value
    return TextBlock(lines=tuple(str(line) for line in lines), box=_read_box(box))
