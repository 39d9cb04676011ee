"""Ports: how many edges end on each side of a node, and what one more costs there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from sphinxcontrib_procstd.layout.ways import BACK, FRONT, LEFT, RIGHT

CROWDED = 30.0
"""What an edge costs on a side that has no room for it."""

Known = dict[tuple[int, int, int], tuple[float, float]]
"""What one more edge costs that leaves, and that comes in, by side and by how many come in and leave there."""

_OUT = (0.0, 6.0, 0.6, 0.6)
_IN = (6.0, 0.0, 0.6, 0.6)


@lru_cache(maxsize=256)
def _known(small: bool, branching: bool, shut: frozenset[int], room: tuple[int, int]) -> Known:
    """Return what is known of nodes that are alike; it is filled as they are asked."""
    return {}


@dataclass(slots=True)
class Ports:
    """What the routing knows of a node: small outlines bear one edge a tip, some sides are shut."""

    small: bool = False
    branching: bool = False
    shut: frozenset[int] = frozenset()
    room: tuple[int, int] = (99, 99)
    """How many edges find room at the front or back, and at the right or left."""
    ins: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    outs: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    leave: list[float] = field(default_factory=list)
    """What one more edge costs that leaves by each side; kept up to date by `add`."""
    enter: list[float] = field(default_factory=list)
    """What one more edge costs that comes in at each side."""
    known: Known = field(default_factory=dict)
    """These two for a side and how many edges end on it, as far as they have been reckoned; shared with all alike."""

    def __post_init__(self) -> None:
        """Look up what each side costs while nothing ends on it."""
        if not self.leave:
            self.known = _known(self.small, self.branching, self.shut, self.room)
            free = [self._reckoned(side) for side in range(4)]
            self.leave, self.enter = [one for one, _ in free], [two for _, two in free]

    def copy(self) -> Ports:
        """Return the same ports, to be filled apart from these."""
        return Ports(
            self.small,
            self.branching,
            self.shut,
            self.room,
            self.ins[:],
            self.outs[:],
            self.leave[:],
            self.enter[:],
            self.known,
        )

    def add(self, side: int, amount: int, *, outgoing: bool) -> None:
        """Note so many more edges (or fewer) that end on a side."""
        (self.outs if outgoing else self.ins)[side] += amount
        self.leave[side], self.enter[side] = self._reckoned(side)

    def _reckoned(self, side: int) -> tuple[float, float]:
        key = side, self.ins[side], self.outs[side]
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = self._cost(side, outgoing=True), self._cost(side, outgoing=False)
        return known

    def _cost(self, side: int, *, outgoing: bool) -> float:
        if side in self.shut:
            return 900.0
        cost = (_OUT if outgoing else _IN)[side]
        if self.branching and side in {RIGHT, LEFT}:
            cost += -0.4 if outgoing else 1.2
        same, other = (self.outs[side], self.ins[side]) if outgoing else (self.ins[side], self.outs[side])
        if self.small:
            return cost + same * (9.0 if outgoing else 5.0 * same) + other * 14.0
        full = self.ins[side] + self.outs[side] - self.room[side >> 1] + 1
        return cost + same * 1.5 + other * 3.0 + max(0, full) * CROWDED

    def freest(self) -> int:
        """Return the side with the fewest edges, a lateral one if it can be."""
        return min(
            (RIGHT, LEFT, BACK, FRONT), key=lambda side: self.ins[side] + self.outs[side] + 9 * (side in self.shut)
        )
