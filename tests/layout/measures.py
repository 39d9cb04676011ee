"""Measures of a drawing: those of the shared tools where they are at hand, and a short list of our own."""

from __future__ import annotations

import importlib.util
from functools import cache
from itertools import combinations, pairwise
from types import ModuleType

from bpmn_models import shared_folder

from sphinxcontrib_procstd.drawing import Box, Drawing, Point


@cache
def shared_measures() -> ModuleType | None:
    """Return the engine-independent measures of the shared folder, None where there is none."""
    shared = shared_folder()
    path = shared / "tools" / "layout_metrics.py" if shared else None
    if path is None or not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("layout_metrics", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def faults(drawing: Drawing) -> list[str]:
    """Return what must never be in a drawing, by our own count: one line a fault."""
    found = []
    boxes = {node.id: node.box for node in drawing.nodes}
    captions = {node.id: node.caption.box for node in drawing.nodes if node.caption}
    for (one, box), (two, other) in combinations(boxes.items(), 2):
        if overlap(box, other):
            found.append(f"nodes {one} and {two} overlap")
    for one, caption in captions.items():
        found += [
            f"caption of {one} on node {two}" for two, box in boxes.items() if two != one and overlap(caption, box)
        ]
        found += [
            f"captions of {one} and {two}" for two, other in captions.items() if one < two and overlap(caption, other)
        ]
    for edge in drawing.edges:
        own = {edge.source, edge.target}
        for a, b in pairwise(edge.points):
            if a.x != b.x and a.y != b.y:
                found.append(f"edge {edge.id} runs askew")
            line = span(a, b)
            found += [
                f"edge {edge.id} through node {name}"
                for name, box in boxes.items()
                if name not in own and overlap(line, box)
            ]
            found += [
                f"edge {edge.id} through caption of {name}" for name, box in captions.items() if overlap(line, box)
            ]
        if edge.label:
            found += [
                f"label of {edge.id} on node {name}" for name, box in boxes.items() if overlap(edge.label.box, box)
            ]
    return found + _outside(drawing) + _shared_runs(drawing)


def _outside(drawing: Drawing) -> list[str]:
    found = []
    lanes = {lane.id: lane.box for lane in drawing.lanes}
    for node in drawing.nodes:
        lane, box = lanes[node.lane], node.box
        if box.x < lane.x or box.y < lane.y or box.x + box.w > lane.x + lane.w or box.y + box.h > lane.y + lane.h:
            found.append(f"node {node.id} leaves its lane")
    texts = [edge.label.box for edge in drawing.edges if edge.label] + [
        node.caption.box for node in drawing.nodes if node.caption
    ]
    for box in texts:
        if box.x < 0 or box.y < 0 or box.x + box.w > drawing.width or box.y + box.h > drawing.height:
            found.append("text leaves the drawing")
    return found


def _shared_runs(drawing: Drawing) -> list[str]:
    found = []
    for one, two in combinations(drawing.edges, 2):
        for a, b in pairwise(one.points):
            for c, d in pairwise(two.points):
                first, second = span(a, b), span(c, d)
                upright = first.w == second.w == 0 and abs(first.x - second.x) < 2.5
                level = first.h == second.h == 0 and abs(first.y - second.y) < 2.5
                if upright and min(first.y + first.h, second.y + second.h) - max(first.y, second.y) > 4:
                    found.append(f"edges {one.id} and {two.id} run on one another")
                if level and min(first.x + first.w, second.x + second.w) - max(first.x, second.x) > 4:
                    found.append(f"edges {one.id} and {two.id} run on one another")
    return found


def span(a: Point, b: Point) -> Box:
    """Return the box that a straight stretch fills."""
    return Box(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))


def overlap(one: Box, two: Box) -> bool:
    """Return whether two boxes share more than a border; the first may be a line, without breadth."""
    x_in = one.x < two.x + two.w - 1 and one.x + one.w > two.x + 1
    y_in = one.y < two.y + two.h - 1 and one.y + one.h > two.y + 1
    return x_in and y_in
