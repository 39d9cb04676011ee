"""A long drawing folded into strips, one below the other: cut where little is cut, with marks where lines go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from sphinxcontrib_procstd.drawing import Box, Direction, Drawing, EdgeShape, Point

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STEP = 4.0
"""Pixels from one place that a cut is tried at to the next."""
CLEAR = 6.0
"""How far a cut keeps from nodes, texts and lines that run beside it."""
SHORTEST = 0.6
"""How long a strip is at least, of the length that there is room for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a line goes on in another strip: the place on the cut, and the sign that both strips show."""

    place: Point
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A part of a drawing: from where to where along the flow, and the lines that come from before and go on after."""

    start: float
    end: float
    before: tuple[Mark, ...] = ()
    after: tuple[Mark, ...] = ()


def fold(drawing: Drawing, length: float) -> list[Strip]:
    """Return the strips of a drawing, none longer than a length in pixels; the lanes' headers stand before each."""
    start, whole = header_depth(drawing), _extent(drawing)
    cuts = [start]
    while whole - cuts[-1] > length and len(cuts) < 200:
        left = max(1, ceil((whole - cuts[-1]) / length))
        even = (whole - cuts[-1]) / left  # strips of about one length look better than a short last one
        cuts.append(_best_cut(drawing, cuts[-1], even * SHORTEST, length, even))
    cuts.append(whole)
    marks = _marks(drawing, cuts[1:-1])
    return [
        Strip(start=low, end=high, before=marks.get(low, ()), after=marks.get(high, ())) for low, high in pairwise(cuts)
    ]


def header_depth(drawing: Drawing) -> float:
    """Return how far the lanes' headers reach along the flow."""
    across = drawing.direction is Direction.LEFT_RIGHT
    return max(
        (lane.header.x + lane.header.w if across else lane.header.y + lane.header.h for lane in drawing.lanes),
        default=0.0,
    )


def _extent(drawing: Drawing) -> float:
    return drawing.width if drawing.direction is Direction.LEFT_RIGHT else drawing.height


def _best_cut(drawing: Drawing, start: float, least: float, most: float, even: float) -> float:
    """Return the place of the next cut: through no node or text, through few lines, near to where it is wanted."""
    best, best_cost = start + most, 1e9
    solids = list(_solids(drawing))
    for step in range(int((most - least) / STEP) + 1):
        place = start + most - step * STEP
        cost = abs(place - start - even) / max(1.0, even) * 6.0
        cost += 100.0 * sum(low - CLEAR < place < high + CLEAR for low, high in solids)
        cost += sum(1.0 for edge in drawing.edges for _ in _crossings(drawing, edge, place))
        cost += 40.0 * sum(_runs_beside(drawing, edge, place) for edge in drawing.edges)
        if cost < best_cost:
            best, best_cost = place, cost
    return round(best, 1)


def _solids(drawing: Drawing) -> Iterator[tuple[float, float]]:
    """Yield from where to where along the flow nodes and texts stand."""
    blocks: list[Box] = []
    for node in drawing.nodes:
        blocks += [node.box, *([node.caption.box] if node.caption else [])]
    blocks += [edge.label.box for edge in drawing.edges if edge.label]
    for box in blocks:
        yield (box.x, box.x + box.w) if drawing.direction is Direction.LEFT_RIGHT else (box.y, box.y + box.h)


def _along(drawing: Drawing, point: Point) -> float:
    return point.x if drawing.direction is Direction.LEFT_RIGHT else point.y


def _crossings(drawing: Drawing, edge: EdgeShape, place: float) -> Iterator[tuple[Point, Point]]:
    """Yield the stretches of an edge that a cut parts."""
    for a, b in pairwise(edge.points):
        low, high = sorted((_along(drawing, a), _along(drawing, b)))
        if low < place < high:
            yield a, b


def _runs_beside(drawing: Drawing, edge: EdgeShape, place: float) -> bool:
    """Return whether an edge runs along the cut, or turns so near that its corner would be cut."""
    return any(abs(_along(drawing, point) - place) < CLEAR for point in edge.points)


def _marks(drawing: Drawing, cuts: list[float]) -> dict[float, tuple[Mark, ...]]:
    """Return the marks of each cut, with signs that are unlike in the whole drawing."""
    found: dict[float, tuple[Mark, ...]] = {}
    count = 0
    for cut in cuts:
        marks = []
        for edge in drawing.edges:
            for a, _ in _crossings(drawing, edge, cut):
                place = Point(cut, a.y) if drawing.direction is Direction.LEFT_RIGHT else Point(a.x, cut)
                marks.append(Mark(place, _sign(count)))
                count += 1
        found[cut] = tuple(marks)
    return found


def _sign(number: int) -> str:
    rounds, letter = divmod(number, len(LETTERS))
    return LETTERS[letter] + (str(rounds) if rounds else "")
