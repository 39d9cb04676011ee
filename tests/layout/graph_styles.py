"""Two more kinds of generated graphs, for a layout tuned on one kind is good at one kind.

`structured` nests blocks, as most written processes do; `sparse` is a way through all nodes with some edges more.
"""

from __future__ import annotations

import random

from graphs import LABELS, TASKS, TITLES, GraphMaker

from sphinxcontrib_procstd.model.graph import FlowGraph, NodeKind

Tip = tuple[str, int, str]
"""A node to go on from, its lane, and the label of the edge that leaves it."""


def structured(seed: int) -> FlowGraph:
    """Return sequences, choices, parallel parts and loops in one another: 2 to 7 lanes, 8 to 60 nodes and more."""
    rng = random.Random(seed * 7 + 1)
    return _Blocks(rng, rng.randint(2, 7)).whole(
        rng.choice((rng.randint(8, 14), rng.randint(11, 40), rng.randint(20, 60))), f"structured {seed}"
    )


class _Blocks:
    def __init__(self, rng: random.Random, lanes: int) -> None:
        self.rng, self.lanes, self.maker = rng, lanes, GraphMaker(rng, lanes)

    def whole(self, wanted: int, title: str) -> FlowGraph:
        lane = self.rng.randrange(self.lanes)
        tip, lane, label = self.sequence((self.maker.add(NodeKind.START, lane, "start"), lane, ""), wanted)
        self.maker.join(tip, self.maker.add(NodeKind.END, lane, "done"), label)
        return self.maker.graph(title, empty_lane=False)

    def walk(self, lane: int) -> int:
        return lane if self.rng.random() < 0.6 else self.rng.randrange(self.lanes)

    def sequence(self, tip: Tip, wanted: int) -> Tip:
        while wanted > 0:
            roll = self.rng.random()
            if wanted >= 5 and roll < 0.35:
                tip, used = self.branches(tip, wanted)
            elif wanted >= 3 and roll < 0.5:
                tip, used = self.loop(tip, wanted), 4
            else:
                tip, used = self.task(tip), 1
            wanted -= used
        return tip

    def task(self, tip: Tip) -> Tip:
        lane = self.walk(tip[1])
        name = self.maker.add(self.rng.choice(TASKS), lane, self.rng.choice(TITLES))
        self.maker.join(tip[0], name, tip[2])
        return name, lane, ""

    def loop(self, tip: Tip, wanted: int) -> Tip:
        name, lane, _ = self.task(tip)
        last, lane, label = self.sequence((name, self.walk(lane), ""), self.rng.randint(1, min(4, wanted - 1)))
        gate = self.maker.add(NodeKind.EXCLUSIVE, lane, "again?")
        self.maker.join(last, gate, label)
        self.maker.join(gate, name, "否")
        return gate, lane, "是"

    def branches(self, tip: Tip, wanted: int) -> tuple[Tip, int]:
        """Split, fill the branches, and join them: in a gateway, or in a task."""
        rng, lane = self.rng, tip[1]
        count = rng.choice((2, 2, 2, 3))
        kind = rng.choice((NodeKind.EXCLUSIVE, NodeKind.EXCLUSIVE, NodeKind.PARALLEL))
        choice = kind is NodeKind.EXCLUSIVE
        gate = self.maker.add(kind, lane, "OK?" if choice else "")
        self.maker.join(tip[0], gate, tip[2])
        share, used, ends = max(1, (wanted - 2) // count), 2, []
        for branch in range(count):
            label, roll = rng.choice(LABELS) if choice else "", rng.random()
            if choice and branch and roll < 0.25:
                self.maker.join(gate, self.maker.add(NodeKind.END, lane, "cancelled"), label)
                used += 1
            elif choice and branch and roll < 0.5:
                ends.append((gate, label))
            else:
                last, _, more = self.sequence((gate, self.walk(lane), label), rng.randint(1, share))
                ends.append((last, more))
                used += share
        if not choice or rng.random() < 0.6:
            join = self.maker.add(kind, lane)
        else:
            lane = self.walk(lane)
            join = self.maker.add(rng.choice(TASKS), lane, rng.choice(TITLES))
        for last, label in ends:
            self.maker.join(last, join, label)
        return (join, lane, ""), used


def sparse(seed: int) -> FlowGraph:
    """Return a way through all nodes and 5 to 40 per cent of edges more: 2 to 6 lanes, 11 to 110 nodes."""
    rng = random.Random(seed * 13 + 5)
    lanes = rng.randint(2, 6)
    count = rng.choice((rng.randint(11, 40), rng.randint(11, 40), rng.randint(40, 110)))
    most = rng.uniform(1.05, 1.4) * count
    maker, lane = GraphMaker(rng, lanes), rng.randrange(lanes)
    names: list[str] = []
    for index in range(count):
        lane = lane if rng.random() < 0.55 else rng.randrange(lanes)
        kind = rng.choice(TASKS) if rng.random() < 0.8 else NodeKind.EXCLUSIVE
        kind = NodeKind.START if index == 0 else NodeKind.END if index == count - 1 else kind
        names.append(maker.add(kind, lane, rng.choice(TITLES) if kind in TASKS else "x?"))
    taken: set[tuple[int, int]] = set()
    for index in range(1, count):
        before = index - 1 if rng.random() < 0.8 else rng.randrange(max(0, index - 5), index)
        taken.add((before, index))
        maker.join(names[before], names[index], rng.choice(LABELS) if rng.random() < 0.15 else "")
    while len(taken) < most:
        one = rng.randrange(1, count - 1)
        two = one + rng.choice((-4, -3, -2, -1, 2, 2, 3, 3, 4, 5, 6, 8)) if rng.random() < 0.97 else one
        if 1 <= two < count and (one, two) not in taken:
            taken.add((one, two))
            maker.join(names[one], names[two], rng.choice(LABELS) if rng.random() < 0.4 else "")
    return maker.graph(f"sparse {seed}", empty_lane=seed % 9 == 0)


STYLES = {"structured": structured, "sparse": sparse}
"""These kinds by name."""
