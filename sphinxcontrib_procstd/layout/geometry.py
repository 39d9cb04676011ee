"""From lattice to pixels: the size of every row, column and gap, and the corners of every edge."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from sphinxcontrib_procstd.drawing import Outline, Point
from sphinxcontrib_procstd.layout.routing import BACK, FRONT, LEFT, RIGHT, side_of
from sphinxcontrib_procstd.layout.tracks import TRACK, Wiring

ROW_GAP, COLUMN_GAP, EDGE_GAP = 28.0, 28.0, 14.0
"""Least distance between rows, between columns of a lane, and from a column to the border of its lane."""
TURN = 14.0
"""Distance of the outer tracks of a gap from the nodes beside it, so that an arrowhead has room."""


WIDE = 40.0
"""Labels that need more than this along their edge may stand past the gap, if the edge runs on."""


@dataclass(slots=True)
class Extent:
    """A node as the flow sees it: half lengths of its outline and how far it reaches with its caption."""

    outline: Outline
    half_along: float
    half_across: float
    back: float
    front: float
    left: float
    right: float


@dataclass(slots=True)
class Need:
    """Room that the label of an edge needs beside the start of the edge: along and across the flow.

    ``back`` and ``left`` say on which side of the edge it stands, as the flow sees it.
    """

    along: float
    across: float
    back: bool = False
    left: bool = False


@dataclass(slots=True)
class Metrics:
    """Where the slots of the lattice lie in pixels: starts of gaps, middles of rows and columns."""

    y: list[float]
    x: list[float]
    y_track: list[float]
    x_track: list[float]
    length: float
    breadth: float
    lane_edges: list[float]


@dataclass(slots=True)
class _Axis:
    """Sizes of the slots along one axis: how far lines reach back and on, and how wide gaps are."""

    before: list[float]
    after: list[float]
    zone_before: list[float]
    zone_after: list[float]
    levels: list[int]
    least: list[float]

    @staticmethod
    def empty(count: int) -> _Axis:
        zeros = [0.0] * count
        return _Axis(zeros[:], zeros[:], zeros[:], zeros[:], [0] * count, zeros[:])

    def places(self, is_line: list[bool]) -> tuple[list[float], list[float], list[float]]:
        """Return the start of each slot (the middle for lines), the first track of each, and all ends."""
        sizes, tracks = [], []
        for slot, line in enumerate(is_line):
            if line:
                sizes.append(self.before[slot] + self.after[slot])
                tracks.append(0.0)
                continue
            span = (self.levels[slot] - 1) * TRACK
            wanted = self.zone_before[slot] + self.zone_after[slot] + (2 * TURN + span if self.levels[slot] else 8.0)
            size = max(self.least[slot], wanted)
            free = size - self.zone_before[slot] - self.zone_after[slot] - span
            sizes.append(size)
            tracks.append(self.zone_before[slot] + free / 2)
        ends = list(accumulate(sizes))
        starts = [0.0, *ends[:-1]]
        middles = [start + (self.before[slot] if is_line[slot] else 0.0) for slot, start in enumerate(starts)]
        return middles, [start + track for start, track in zip(starts, tracks, strict=True)], ends


def measure(wiring: Wiring, extents: list[Extent], needs: list[Need | None], lane_least: list[float]) -> Metrics:
    """Return the pixel places of all slots. ``lane_least`` is the least breadth of each lane."""
    lattice = wiring.lattice
    rows, columns = _Axis.empty(lattice.height), _Axis.empty(lattice.width)
    for node, extent in enumerate(extents):
        y, x = lattice.y[node], lattice.x[node]
        rows.before[y], rows.after[y] = max(rows.before[y], extent.back), max(rows.after[y], extent.front)
        columns.before[x] = max(columns.before[x], extent.left)
        columns.after[x] = max(columns.after[x], extent.right)
    for slot, runs in wiring.row_runs.items():
        rows.levels[slot] = wiring.levels(runs)
    for slot, runs in wiring.column_runs.items():
        columns.levels[slot] = wiring.levels(runs)
    _widen_lines(wiring, needs, rows, columns)
    _reserve_labels(wiring, extents, needs, rows, columns)
    _set_least(wiring, rows, columns, lane_least)
    y_middles, y_tracks, y_ends = rows.places([bool(slot & 1) for slot in range(lattice.height)])
    x_middles, x_tracks, x_ends = columns.places(lattice.is_column)
    edges = [0.0 if not start else x_ends[start - 1] for start in lattice.lane_start]
    breadth = x_ends[-1] if x_ends else 0.0
    return Metrics(y_middles, x_middles, y_tracks, x_tracks, y_ends[-1] if y_ends else 0.0, breadth, [*edges, breadth])


def _widen_lines(wiring: Wiring, needs: list[Need | None], rows: _Axis, columns: _Axis) -> None:
    """Make rows and columns so wide that a label beside the start of an edge stays within its own."""
    for edge, need in enumerate(needs):
        if need is None:
            continue
        route = wiring.routes[edge]
        y, x = route[0]
        if side_of(route[0], route[1]) in (FRONT, BACK):
            _raise(columns.before if need.left else columns.after, x, need.across)
        else:
            _raise(rows.before if need.back else rows.after, y, need.along)


def _taken(wiring: Wiring, needs: list[Need | None]) -> dict[tuple[int, int], float]:
    """Return how far the labels at level lines reach along the upright lines of the same node, by its side."""
    taken: dict[tuple[int, int], float] = {}
    for edge, need in enumerate(needs):
        if need is None:
            continue
        node, route = wiring.edges[edge][0], wiring.routes[edge]
        along = side_of(route[0], route[1]) in (FRONT, BACK)
        if along and need.left:
            taken[node, LEFT] = max(taken.get((node, LEFT), 0.0), need.across)
        elif not along and not need.left:
            side = BACK if need.back else FRONT
            taken[node, side] = max(taken.get((node, side), 0.0), need.along)
    return taken


def _reserve_labels(
    wiring: Wiring, extents: list[Extent], needs: list[Need | None], rows: _Axis, columns: _Axis
) -> None:
    taken = _taken(wiring, needs)
    for edge, need in enumerate(needs):
        if need is None:
            continue
        node = wiring.edges[edge][0]
        extent, route = extents[node], wiring.routes[edge]
        y, x = route[0]
        side = side_of(route[0], route[1])
        if side in (FRONT, BACK):
            line, half, wanted = (rows.after if side == FRONT else rows.before)[y], extent.half_along, need.along
        else:
            line, half, wanted = (
                (columns.after if side == RIGHT else columns.before)[x],
                extent.half_across,
                need.across,
            )
        half = max(half, taken.get((node, side), 0.0))
        missing = wanted - (line - half) - _room_beyond(wiring, edge, wanted)
        if side == FRONT:
            _raise(rows.zone_before, y + 1, missing)
        elif side == BACK:
            _raise(rows.zone_after, y - 1, missing)
        elif side == RIGHT:
            _raise(columns.zone_before, x + 1, missing)
        else:
            _raise(columns.zone_after, x - 1, missing)


def _room_beyond(wiring: Wiring, edge: int, wanted: float) -> float:
    """Return the room that the first stretch of an edge has past the gap beside its source."""
    (y, x), (next_y, next_x) = wiring.routes[edge][:2]
    span = abs(next_y - y) + abs(next_x - x)
    ends_in_node = len(wiring.routes[edge]) == 2
    gaps = 2 if x != next_x and wiring.lattice.lane_of[x] != wiring.lattice.lane_of[next_x] else 1
    if span <= gaps + ends_in_node:
        return EDGE_GAP * (gaps - 1)
    return wanted if wanted > WIDE else 0.0


def _raise(values: list[float], slot: int, value: float) -> None:
    values[slot] = max(values[slot], value)


def _set_least(wiring: Wiring, rows: _Axis, columns: _Axis, lane_least: list[float]) -> None:
    """Set the least sizes of gaps, and widen the outer gaps of lanes that would be too narrow."""
    lattice = wiring.lattice
    for slot in range(0, lattice.height, 2):
        rows.least[slot] = ROW_GAP if 0 < slot < lattice.height - 1 else 18.0
    is_line = lattice.is_column
    for slot, line in enumerate(is_line):
        if not line:
            outer = slot in (0, lattice.width - 1) or lattice.lane_of[slot - 1] != lattice.lane_of[slot]
            outer = outer or lattice.lane_of[min(slot + 1, lattice.width - 1)] != lattice.lane_of[slot]
            columns.least[slot] = EDGE_GAP if outer else COLUMN_GAP
    _, _, ends = columns.places(is_line)
    stops = [*lattice.lane_start[1:], lattice.width]
    for lane, (start, stop) in enumerate(zip(lattice.lane_start, stops, strict=True)):
        breadth = ends[stop - 1] - (ends[start - 1] if start else 0.0)
        missing = lane_least[lane] - breadth
        if missing > 0:
            for slot in (start, stop - 1):
                size = ends[slot] - (ends[slot - 1] if slot else 0.0)
                columns.least[slot] = size + missing / 2


def corners(wiring: Wiring, metrics: Metrics, extents: list[Extent], edge: int) -> list[Point]:
    """Return the corners of an edge; ``x`` runs across the flow and ``y`` along it."""
    route = wiring.routes[edge]
    source, target = wiring.edges[edge]
    fixed = [_fixed(wiring, metrics, edge, segment) for segment in range(len(route) - 1)]
    points = [_border(wiring, metrics, extents[source], edge, outgoing=True)]
    for segment in range(1, len(route) - 1):
        if _runs_along(wiring, edge, segment):
            points.append(Point(fixed[segment], fixed[segment - 1]))
        else:
            points.append(Point(fixed[segment - 1], fixed[segment]))
    points.append(_border(wiring, metrics, extents[target], edge, outgoing=False))
    return points


def _runs_along(wiring: Wiring, edge: int, segment: int) -> bool:
    """Return whether a segment runs along the flow; the segments of an edge take turns."""
    route = wiring.routes[edge]
    return (route[0][1] == route[1][1]) == (segment % 2 == 0)


def _fixed(wiring: Wiring, metrics: Metrics, edge: int, segment: int) -> float:
    """Return the coordinate that a segment keeps: across the flow if it runs along, else along it."""
    route = wiring.routes[edge]
    along = _runs_along(wiring, edge, segment)
    places, tracks = (metrics.x, metrics.x_track) if along else (metrics.y, metrics.y_track)
    slot = route[segment][1 if along else 0]
    if segment == 0:
        return places[slot] + wiring.offsets[edge][0]
    if segment == len(route) - 2:
        return places[slot] + wiring.offsets[edge][1]
    return tracks[slot] + wiring.run_at[edge, segment].level * TRACK


def _border(wiring: Wiring, metrics: Metrics, extent: Extent, edge: int, *, outgoing: bool) -> Point:
    """Return where an edge meets the outline of its source or target."""
    route = wiring.routes[edge] if outgoing else wiring.routes[edge][::-1]
    offset = wiring.offsets[edge][0 if outgoing else 1]
    (y, x), side = route[0], side_of(route[0], route[1])
    depth, width = extent.half_along, extent.half_across
    if side in (RIGHT, LEFT):
        depth, width = width, depth
    if extent.outline is Outline.DIAMOND:
        depth *= 1 - abs(offset) / width
    elif extent.outline is Outline.CIRCLE:
        depth = (depth * depth - offset * offset) ** 0.5
    if side in (FRONT, BACK):
        return Point(metrics.x[x] + offset, metrics.y[y] + (depth if side == FRONT else -depth))
    return Point(metrics.x[x] + (depth if side == RIGHT else -depth), metrics.y[y] + offset)


__all__ = ["LEFT", "RIGHT", "Extent", "Metrics", "Need", "corners", "measure"]
