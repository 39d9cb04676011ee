"""Label places: beside the start of an edge where it is free, else along the edge, never on a node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from sphinxcontrib_procstd.drawing import Box, Point

_CELL, _ALL = 96.0, 1e9
"""How large a bucket of rectangles is, in pixels; one holds all where edges are no more than _FEW."""
_FEW = 40
_STEP, _FINE = 6.0, 2.0
_TRIES = 60
"""How many places a side of a segment is tried at, at most."""

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The size of a label and where it would like to stand.

    ``lead`` is its distance from the start of the edge, ``aside`` that from the line; ``below`` says to try
    under a level line before over it. ``step`` is how far apart the places are that are tried.
    """

    w: float
    h: float
    lead: float = 3.0
    aside: float = 4.0
    below: bool = False
    step: float = _STEP


class Obstacles:
    """Rectangles in buckets, each with an owner (an edge's index, or -1)."""

    def __init__(self, *, few: bool = False) -> None:
        """Start without any; ``few`` of them are not worth more than one bucket."""
        self._cell = _ALL if few else _CELL
        self._buckets: dict[tuple[int, int], list[tuple[Rect, int]]] = defaultdict(list)

    def add(self, rect: Rect, owner: int = -1) -> None:
        """Add a rectangle."""
        for key in _keys(rect, self._cell):
            self._buckets[key].append((rect, owner))

    def hit(self, rect: Rect, *, but: int = -2) -> bool:
        """Return whether a rectangle overlaps any, leaving out those of one owner."""
        left, top, right, bottom = rect
        for key in _keys(rect, self._cell):
            for (x0, y0, x1, y1), owner in self._buckets.get(key, ()):
                if x0 < right and left < x1 and y0 < bottom and top < y1 and owner != but:
                    return True
        return False


def _keys(rect: Rect, cell: float) -> list[tuple[int, int]]:
    rows = range(int(rect[1] // cell), int(rect[3] // cell) + 1)
    return [(column, row) for column in range(int(rect[0] // cell), int(rect[2] // cell) + 1) for row in rows]


class LabelPlacer:
    """Places labels one after the other, each clear of all that stands already."""

    def __init__(self, page: Box, solids: Iterable[Box], lines: list[list[Point]]) -> None:
        """Note the room for labels, the nodes and captions (``solids``) and the corners of every edge."""
        self.page = (page.x, page.y, page.x + page.w, page.y + page.h)
        few = len(lines) < _FEW
        self.solids, self.wires = Obstacles(few=few), Obstacles(few=few)
        self.lines = lines
        for box in solids:
            self.solids.add((box.x - 1, box.y - 1, box.x + box.w + 1, box.y + box.h + 1))
        for edge, points in enumerate(lines):
            for a, b in pairwise(points):
                low_x, high_x = sorted((a.x, b.x))
                low_y, high_y = sorted((a.y, b.y))
                self.wires.add((low_x - 1, low_y - 1, high_x + 1, high_y + 1), edge)

    def place(self, edge: int, wish: Wish) -> Box:
        """Return the place of a label beside its edge."""
        spare: Rect | None = None
        for rect in _places(self.lines[edge], wish):
            if self._taken(rect):
                continue
            if not self.wires.hit(rect):
                return self._take(rect)
            if spare is None and not self.wires.hit(rect, but=edge):
                spare = rect
        return self._take(spare or self._farther(edge, wish))

    def _farther(self, edge: int, wish: Wish) -> Rect:
        """Return a place off the nodes and labels, farther and farther from the edge.

        Up to some distance it is off all other edges, too; past that, whatever crosses it.
        """
        for extra in (-2.0, 0.0, 3.0, 6.0, 9.0):
            for rect in _places(self.lines[edge], replace(wish, aside=wish.aside + extra, step=_FINE)):
                if not self._taken(rect) and not self.wires.hit(rect, but=edge):
                    return rect
        for extra in (0.0, 6.0, 12.0, 24.0, 48.0, 96.0, 192.0):
            for rect in _places(self.lines[edge], replace(wish, aside=wish.aside + extra)):
                if not self._taken(rect):
                    return rect
        return next(_places(self.lines[edge], wish))

    def _taken(self, rect: Rect) -> bool:
        """Return whether a node or a label stands at a place, or the page ends before it does."""
        left, top, right, bottom = self.page
        if rect[0] < left or rect[1] < top or rect[2] > right or rect[3] > bottom:
            return True
        return self.solids.hit(rect)

    def _take(self, rect: Rect) -> Box:
        self.solids.add((rect[0] - 1, rect[1] - 1, rect[2] + 1, rect[3] + 1))
        return Box(rect[0], rect[1], rect[2] - rect[0], rect[3] - rect[1])


def _places(points: list[Point], wish: Wish) -> Iterator[Rect]:
    """Yield places beside each segment in turn, from the start of the edge on; then right on the edge."""
    lead = wish.lead
    for a, b in pairwise(points):
        length = abs(b.x - a.x) + abs(b.y - a.y)
        room = length - lead - (wish.h if a.x == b.x else wish.w)
        for step in range(min(_TRIES, max(1, int(room / wish.step) + 1))):
            yield from _beside(a, b, lead + step * wish.step, wish)
        lead = 3.0
    for a, b in pairwise(points):
        x, y = (a.x + b.x) / 2, (a.y + b.y) / 2
        yield (x - wish.w / 2, y - wish.h / 2, x + wish.w / 2, y + wish.h / 2)


def _beside(a: Point, b: Point, along: float, wish: Wish) -> Iterator[Rect]:
    """Yield the two places beside a segment at a distance from its start."""
    w, h, aside = wish.w, wish.h, wish.aside
    if a.x == b.x:
        top = a.y + along if b.y > a.y else a.y - along - h
        yield (a.x + aside, top, a.x + aside + w, top + h)
        yield (a.x - aside - w, top, a.x - aside, top + h)
        return
    left = a.x + along if b.x > a.x else a.x - along - w
    gap = aside - 1
    over, under = (left, a.y - gap - h, left + w, a.y - gap), (left, a.y + gap, left + w, a.y + gap + h)
    yield from (under, over) if wish.below else (over, under)
