"""What is wrong with a laid-out diagram, in numbers: one measure for every engine, whatever made the drawing.

A drawing comes as plain data (``procstd export --format layout`` writes it): ``lanes``, ``nodes`` and ``edges`` with
boxes and corners in pixels. ``hard`` counts what makes a picture wrong, the rest what makes it worse to read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any

Spot = tuple[float, float]
Segment = tuple[Spot, Spot]
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""

TOUCH = 1.5
"""Pixels by which shapes are made smaller before a line counts as running through them."""
SAME, NEAR = 2.5, 6.0
"""Lines less apart than this run on top of one another, or too near one another."""
ATTACHED = 3.5
"""How far from the outline of its node an edge may end."""

HARD = (
    "unrouted", "through_node", "through_caption", "through_own_node", "detached", "on_one_another", "node_on_node",
    "out_of_lane", "lane_on_lane", "label_missing", "label_on_node", "label_on_label",
)  # fmt: skip
"""The measures that must be 0."""
SOFT = ("crossings", "bends", "bends_per_edge", "tight", "label_on_edge", "area")
"""The measures that should be low; ``area`` is in thousands of square pixels."""


def measure(drawing: Mapping[str, Any]) -> dict[str, float]:
    """Return every measure of `HARD` and `SOFT` by name, and ``nodes`` and ``edges``."""
    nodes = {node["id"]: node for node in drawing["nodes"]}
    outlines = {name: _outline(node, TOUCH) for name, node in nodes.items()}
    edges = [edge for edge in drawing["edges"] if len(edge["pts"]) > 1]
    found = dict.fromkeys((*HARD, *SOFT), 0.0)
    found |= {"nodes": len(nodes), "edges": len(drawing["edges"]), "unrouted": len(drawing["edges"]) - len(edges)}
    for edge in edges:
        _measure_edge(edge, nodes, outlines, found)
    for one, two in combinations(edges, 2):
        _measure_pair(one, two, nodes, found)
    _measure_boxes(drawing, nodes, found)
    _measure_labels(drawing["edges"], nodes, found)
    found["bends_per_edge"] = round(found["bends"] / max(1, len(edges)), 3)
    found["area"] = round(drawing["w"] * drawing["h"] / 1000)
    return found


def hard_faults(found: Mapping[str, float]) -> dict[str, int]:
    """Return the hard measures that are not 0."""
    return {name: int(found[name]) for name in HARD if found[name]}


def _rect(box: Mapping[str, float], shrunk: float = 0.0) -> Rect:
    x, y = box["x"] + shrunk, box["y"] + shrunk
    return x, y, box["x"] + box["w"] - shrunk, box["y"] + box["h"] - shrunk


def _outline(node: Mapping[str, Any], shrunk: float = 0.0) -> list[Spot]:
    """Return the corners of a node's shape, clockwise, made smaller all around."""
    half_w, half_h = node.get("sw", node["w"]) / 2, node.get("sh", node["h"]) / 2
    x, y = node["x"] + node["w"] / 2, node["y"] + node["h"] / 2
    half_w, half_h = max(1.0, half_w - shrunk), max(1.0, half_h - shrunk)
    if node["shape"] == "diamond":
        return [(x, y - half_h), (x + half_w, y), (x, y + half_h), (x - half_w, y)]
    if node["shape"] == "circle":
        turns = [math.tau * step / 24 for step in range(24)]
        return [(x + half_w * math.cos(turn), y + half_h * math.sin(turn)) for turn in turns]
    return _corners((x - half_w, y - half_h, x + half_w, y + half_h))


def _corners(rect: Rect) -> list[Spot]:
    left, top, right, bottom = rect
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _segments(edge: Mapping[str, Any]) -> Iterator[Segment]:
    points = [(float(x), float(y)) for x, y in edge["pts"]]
    return ((a, b) for a, b in pairwise(points) if math.dist(a, b) > 0.01)


def _inside(segment: Segment, corners: list[Spot]) -> float:
    """Return how long a segment runs inside a convex shape whose corners are given clockwise (y grows downwards)."""
    (x0, y0), (x1, y1) = segment
    enter, leave = 0.0, 1.0
    for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True):
        start = (bx - ax) * (y0 - ay) - (by - ay) * (x0 - ax)
        end = (bx - ax) * (y1 - ay) - (by - ay) * (x1 - ax)
        if start <= 0 and end <= 0:
            return 0.0
        if start < 0 < end:
            enter = max(enter, start / (start - end))
        elif end < 0 < start:
            leave = min(leave, start / (start - end))
    return max(0.0, leave - enter) * math.dist(*segment)


def _through(edge: Mapping[str, Any], corners: list[Spot]) -> float:
    return sum(_inside(segment, corners) for segment in _segments(edge))


def _off_line(place: Spot, segment: Segment) -> float:
    """Return the distance of a place from a segment."""
    (x0, y0), (x1, y1) = segment
    dx, dy = x1 - x0, y1 - y0
    share = ((place[0] - x0) * dx + (place[1] - y0) * dy) / ((dx * dx + dy * dy) or 1.0)
    share = min(1.0, max(0.0, share))
    return math.dist(place, (x0 + share * dx, y0 + share * dy))


def _off_outline(place: Spot, corners: list[Spot]) -> float:
    return min(_off_line(place, side) for side in zip(corners, [*corners[1:], corners[0]], strict=True))


def _measure_edge(
    edge: Mapping[str, Any],
    nodes: Mapping[str, Any],
    outlines: Mapping[str, list[Spot]],
    found: dict[str, float],
) -> None:
    for name, outline in outlines.items():
        run = _through(edge, outline)
        if name in (edge["src"], edge["dst"]):
            found["through_own_node"] += run > 6
        else:
            found["through_node"] += run > 1
        caption = nodes[name].get("caption")
        if caption:
            found["through_caption"] += _through(edge, _corners(_rect(caption, 2.0))) > 2
    for place, name in ((edge["pts"][0], edge["src"]), (edge["pts"][-1], edge["dst"])):
        if name in nodes:
            found["detached"] += _off_outline((place[0], place[1]), _outline(nodes[name])) > ATTACHED
    if not edge.get("curve"):
        found["bends"] += sum(_turns(one, two) for one, two in pairwise(_segments(edge)))


def _turns(one: Segment, two: Segment) -> bool:
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = two
    turn = math.atan2(dy - cy, dx - cx) - math.atan2(by - ay, bx - ax)
    return abs(math.remainder(turn, math.tau)) > 0.12


def _together(one: Segment, two: Segment, gap: float) -> float:
    """Return how long two segments run side by side, nearer to one another than a gap."""
    (ax, ay), (bx, by) = one
    length = math.dist(*one)
    ux, uy = (bx - ax) / length, (by - ay) / length
    along = [(x - ax) * ux + (y - ay) * uy for x, y in two]
    aside = [(y - ay) * ux - (x - ax) * uy for x, y in two]
    if max(map(abs, aside)) >= gap or abs(aside[0] - aside[1]) > 0.05 * math.dist(*two):
        return 0.0
    return max(0.0, min(length, max(along)) - max(0.0, min(along)))


def _crossing(one: Segment, two: Segment) -> Spot | None:
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = two
    area = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if abs(area) < 1e-6 * max(1.0, math.dist(*one) * math.dist(*two)):
        return None
    share = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / area
    other = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / area
    if -1e-9 <= share <= 1 + 1e-9 and -1e-9 <= other <= 1 + 1e-9:
        return ax + share * (bx - ax), ay + share * (by - ay)
    return None


def _measure_pair(
    one: Mapping[str, Any], two: Mapping[str, Any], nodes: Mapping[str, Any], found: dict[str, float]
) -> None:
    first, second = list(_segments(one)), list(_segments(two))
    if not _meet(_bounds(first), _bounds(second), -NEAR - 1):
        return
    on_top = near = 0.0
    crossings: list[Spot] = []
    touching: list[tuple[Segment, Segment]] = []
    for a in first:
        for b in second:
            run = _together(a, b, SAME)
            if run > 0:
                on_top += run
                touching.append((a, b))
                continue
            near += _together(a, b, NEAR)
            place = _crossing(a, b)
            if place and all(math.dist(place, other) >= 3 for other in crossings):
                crossings.append(place)
    shared = [_outline(nodes[name]) for name in {one["src"], one["dst"]} & {two["src"], two["dst"]} if name in nodes]
    crossings = [place for place in crossings if all(_off_outline(place, outline) >= ATTACHED for outline in shared)]
    if on_top > 4:
        found["on_one_another"] += 1
        crossings = [place for place in crossings if not _at_run(place, touching)]
    elif near > 12:
        found["tight"] += 1
    found["crossings"] += len(crossings)


def _at_run(place: Spot, touching: list[tuple[Segment, Segment]]) -> bool:
    """Return whether lines that run on top of one another meet at a place: that is no crossing more."""
    return any(
        _together(a, b, SAME) > 4 and _off_line(place, a) < SAME + 0.5 and _off_line(place, b) < SAME + 0.5
        for a, b in touching
    )


def _bounds(segments: list[Segment]) -> Rect:
    xs = [x for segment in segments for x, _ in segment]
    ys = [y for segment in segments for _, y in segment]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (0.0, 0.0, 0.0, 0.0)


def _meet(one: Rect, two: Rect, least: float = 1.0) -> bool:
    """Return whether two rectangles share more than a border."""
    return min(one[2], two[2]) - max(one[0], two[0]) > least and min(one[3], two[3]) - max(one[1], two[1]) > least


def _measure_boxes(drawing: Mapping[str, Any], nodes: Mapping[str, Any], found: dict[str, float]) -> None:
    found["node_on_node"] += sum(_meet(_rect(one), _rect(two)) for one, two in combinations(nodes.values(), 2))
    lanes = {lane["id"]: _rect(lane) for lane in drawing.get("lanes", [])}
    found["lane_on_lane"] += sum(_meet(one, two) for one, two in combinations(lanes.values(), 2))
    for node in nodes.values():
        lane = lanes.get(node.get("lane", ""))
        if lane:
            left, top, right, bottom = _bounds([(corner, corner) for corner in _outline(node)])
            inside = left >= lane[0] - 1 and top >= lane[1] - 1 and right <= lane[2] + 1 and bottom <= lane[3] + 1
            found["out_of_lane"] += not inside


def _measure_labels(edges: list[Any], nodes: Mapping[str, Any], found: dict[str, float]) -> None:
    labels = [(edge["id"], _rect(edge["label"])) for edge in edges if edge.get("label")]
    found["label_missing"] += sum(bool(edge.get("wants_label")) and not edge.get("label") for edge in edges)
    found["label_on_label"] += sum(_meet(one, two) for (_, one), (_, two) in combinations(labels, 2))
    for name, rect in labels:
        found["label_on_node"] += any(_meet(rect, _rect(node)) for node in nodes.values())
        left, top, right, bottom = rect
        corners = _corners((left + 2, top + 2, right - 2, bottom - 2))
        found["label_on_edge"] += any(
            _inside(segment, corners) > 1 for edge in edges if edge["id"] != name for segment in _segments(edge)
        )
