"""Families of generated graphs, one for each way in which real procedures differ, for figures that can be compared.

Every family takes a seed and returns a graph of 2 to 8 lanes; most have 11 to 40 nodes, one in five more or fewer.
`FAMILIES` holds them by name. A layout is judged by the mean of each: one that is tuned on one kind is good at one kind.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from graph_styles import sparse, structured
from graphs import LABELS, TASKS, TITLES, GraphMaker, all_cyclic, generated

from sphinxcontrib_procstd.model.graph import EdgeKind, FlowGraph, NodeKind


def _size(rng: random.Random) -> int:
    return rng.randint(11, 40) if rng.random() < 0.8 else rng.choice((rng.randint(4, 10), rng.randint(41, 120)))


class _Writer:
    """Writes a graph on and on: where the way stands, and in which lane."""

    def __init__(self, seed: int, stay: float) -> None:
        self.rng = random.Random(seed)
        self.lanes = self.rng.randint(2, 8)
        self.size, self.stay = _size(self.rng), stay
        self.maker = GraphMaker(self.rng, self.lanes)
        self.lane = self.rng.randrange(self.lanes)
        self.tip, self.label = self.maker.add(NodeKind.START, self.lane, "start"), ""

    @property
    def full(self) -> bool:
        return len(self.maker.nodes) >= self.size - 1

    def walk(self) -> int:
        if self.rng.random() >= self.stay:
            near = self.rng.random() < 0.6
            step = self.rng.choice((-1, 1)) if near else self.rng.randrange(-self.lanes, self.lanes)
            self.lane = max(0, min(self.lanes - 1, self.lane + step))
        return self.lane

    def on(self, kind: NodeKind | None = None, text: str = "") -> str:
        """Add a node after the tip, and stand on it."""
        lane = self.walk() if kind is None else self.lane
        name = self.maker.add(kind or self.rng.choice(TASKS), lane, text or self.rng.choice(TITLES))
        if self.tip:
            self.maker.join(self.tip, name, self.label)
        self.tip, self.label = name, ""
        return name

    def end(self, text: str = "end") -> None:
        self.on(NodeKind.END, text)
        self.tip = ""

    def branch(self, *labels: str) -> str:
        """Add a decision; the way goes on by the first label."""
        gate = self.on(NodeKind.EXCLUSIVE, "OK?")
        self.label = labels[0]
        return gate

    def graph(self, name: str, seed: int, *, empty_lane: bool = False) -> FlowGraph:
        return self.maker.graph(f"{name} {seed}", empty_lane=empty_lane)


def procedures(seed: int) -> FlowGraph:
    """Return a chain of steps with few branches: checks that send work back, skips, early ends, a parallel pair."""
    writer = _Writer(seed * 31 + 1, 0.55)
    rng, maker, done = writer.rng, writer.maker, [writer.on()]
    while not writer.full:
        done.append(writer.on())
        roll = rng.random()
        if roll < 0.14:
            maker.join(writer.branch("yes"), rng.choice(done[-4:]), "no")
        elif roll < 0.2:
            gate, lane = writer.branch("yes"), writer.lane
            maker.join(gate, maker.add(NodeKind.END, lane, "refused"), "no")
        elif roll < 0.27:
            gate = writer.branch("large")
            for _ in range(rng.randint(1, 2)):
                done.append(writer.on())
            done.append(writer.on())
            maker.join(gate, done[-1], "small")
        elif roll < 0.32:
            _parallel(writer, 2)
        elif roll < 0.36:
            role = maker.add(NodeKind.ESCALATION, rng.randrange(writer.lanes), "Head of service")
            maker.join(done[-1], role, "2 h", EdgeKind.OVERDUE)
    writer.end()
    return writer.graph("procedure", seed)


def _parallel(writer: _Writer, ways: int) -> None:
    """Split into so many ways of one or two steps, and join them."""
    split, ends = writer.on(NodeKind.PARALLEL, " "), []
    for _ in range(ways):
        writer.tip = split
        for _ in range(writer.rng.randint(1, 2)):
            writer.on()
        ends.append(writer.tip)
    writer.tip = ""
    join = writer.on(NodeKind.PARALLEL, " ")
    for end in ends:
        writer.maker.join(end, join)


def loops(seed: int) -> FlowGraph:
    """Return a chain with a way back at every fourth step or so, and a step here and there that repeats itself."""
    writer = _Writer(seed * 37 + 2, 0.5)
    rng, maker, done = writer.rng, writer.maker, [writer.on()]
    while not writer.full:
        done.append(writer.on())
        if rng.random() < 0.25:
            maker.join(writer.branch("yes"), rng.choice(done[-6:]), "no")
        elif rng.random() < 0.06:
            maker.join(done[-1], done[-1], "again")
    writer.end()
    return writer.graph("loops", seed)


def parallels(seed: int) -> FlowGraph:
    """Return blocks of two to four parallel ways, one after the other."""
    writer = _Writer(seed * 41 + 3, 0.4)
    while not writer.full:
        writer.on()
        if writer.rng.random() < 0.4:
            _parallel(writer, writer.rng.choice((2, 2, 3, 3, 4)))
    writer.end()
    return writer.graph("parallel", seed)


def several_ends(seed: int) -> FlowGraph:
    """Return a tree of decisions whose ways end on their own, or go back up."""
    writer = _Writer(seed * 43 + 4, 0.5)
    rng, maker = writer.rng, writer.maker
    tips, done = [(writer.on(), "", writer.lane)], [writer.tip]
    while tips:
        writer.tip, writer.label, writer.lane = tips.pop(rng.randrange(len(tips)))
        done.append(writer.on())
        if writer.full:
            writer.end()
        elif rng.random() < 0.35:
            labels = rng.sample(LABELS, rng.choice((2, 2, 2, 3)))
            gate = writer.branch(*labels)
            tips += [(gate, label, writer.lane) for label in labels]
        elif rng.random() < 0.15 and tips:
            maker.join(writer.tip, rng.choice(done[:-1] or done))
        else:
            tips.append((writer.tip, "", writer.lane))
    return writer.graph("several ends", seed)


def disconnected(seed: int) -> FlowGraph:
    """Return two or three processes that have nothing to do with one another, and a step that nothing leads to."""
    writer = _Writer(seed * 47 + 5, 0.5)
    rng, maker = writer.rng, writer.maker
    parts, whole = rng.randint(2, 3), writer.size
    for part in range(1, parts + 1):
        writer.size = whole * part // parts
        while not writer.full:
            writer.on()
            if rng.random() < 0.15:
                gate = writer.branch("yes")
                maker.join(gate, maker.add(NodeKind.END, writer.lane, "refused"), "no")
        writer.end()
        if part < parts:
            writer.tip = ""
            writer.on(NodeKind.START, "start")
    maker.add(NodeKind.TASK, rng.randrange(writer.lanes), "On its own")
    return writer.graph("disconnected", seed)


def empty_lanes(seed: int) -> FlowGraph:
    """Return a procedure with a lane in which nothing is done."""
    graph = procedures(seed + 1000)
    lane = type(graph.lanes[0])(id="empty", title="Nobody")
    at = seed % (len(graph.lanes) + 1)
    lanes = (*graph.lanes[:at], lane, *graph.lanes[at:])
    return FlowGraph(title=f"empty lane {seed}", lanes=lanes, nodes=graph.nodes, edges=graph.edges)


def cyclic(seed: int) -> FlowGraph:
    """Return a graph without start or end in which every node lies on a cycle."""
    rng = random.Random(seed * 53 + 6)
    return all_cyclic(rng, rng.randint(2, 8), _size(rng))


def tangled(seed: int) -> FlowGraph:
    """Return steps in lanes by chance, each after one of the three before it, and one more edge for every fifth."""
    writer = _Writer(seed * 59 + 7, 0.0)
    rng, maker = writer.rng, writer.maker
    names = [writer.tip]
    writer.tip = ""
    for index in range(1, writer.size):
        kind = NodeKind.END if index == writer.size - 1 else rng.choice((*TASKS, NodeKind.EXCLUSIVE))
        names.append(maker.add(kind, rng.randrange(writer.lanes), rng.choice(TITLES) if kind in TASKS else "x?"))
        maker.join(rng.choice(names[-4:-1]), names[-1], rng.choice(LABELS) if rng.random() < 0.2 else "")
    taken = {(edge.source, edge.target) for edge in maker.edges}
    for _ in range(writer.size // 5):
        one = rng.randrange(1, writer.size - 1)
        two = max(1, min(writer.size - 1, one + rng.choice((-3, -2, 1, 2, 3, 4, 6))))
        pair = (names[one], names[two])
        if one != two and pair not in taken:
            taken.add(pair)
            maker.join(*pair)
    return writer.graph("tangled", seed)


FAMILIES: dict[str, Callable[[int], FlowGraph]] = {
    "procedures": procedures,
    "loops": loops,
    "parallel": parallels,
    "several ends": several_ends,
    "disconnected": disconnected,
    "empty lanes": empty_lanes,
    "structured": structured,
    "sparse": sparse,
    "random": generated,
    "cyclic": cyclic,
    "tangled": tangled,
}
"""The families by name; the last three are far from what anyone writes down."""
