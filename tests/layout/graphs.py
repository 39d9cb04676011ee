"""Flow graphs for the layout tests: a seeded generator, and some odd ones by name."""

from __future__ import annotations

import random

from sphinxcontrib_procstd.model.graph import EdgeKind, FlowEdge, FlowGraph, FlowNode, Lane, NodeKind

TITLES = (
    "登记投诉",
    "分类定级并确定紧急程度",
    "指派责任人",
    "制定处理方案（含费用预算）",
    "Classify and grade",
    "Work out a solution with the customer",
    "审批处理方案",
    "Call back",
    "归档并关闭工单",
    "Check the documents against the contract",
)
LABELS = ("是", "否", "紧急", "普通", "yes", "no", "金额大于 5 万元", "not approved")
ROLES = ("客服专员", "Service supervisor", "技术支持工程师", "质量部", "财务部", "Customer", "法务", "Warehouse")
TASKS = (NodeKind.TASK, NodeKind.APPROVAL, NodeKind.NOTIFY, NodeKind.WAIT, NodeKind.SYSTEM, NodeKind.SUBPROCESS)


def generated(seed: int) -> FlowGraph:
    """Return a process-like graph: 2 to 8 lanes, 4 to 120 nodes; some cyclic throughout, some in parts."""
    rng = random.Random(seed)
    lanes = rng.randint(2, 8)
    wanted = rng.choice((rng.randint(4, 12), rng.randint(10, 40), rng.randint(30, 120)))
    if seed % 10 == 7:
        return all_cyclic(rng, lanes, wanted)
    maker = GraphMaker(rng, lanes)
    for part in range(2 if seed % 10 == 3 else 1):
        maker.part(max(4, wanted // (1 + (seed % 10 == 3))), f"p{part}")
    return maker.graph(f"generated {seed}", empty_lane=seed % 6 == 1)


class GraphMaker:
    """Puts a graph together node by node."""

    def __init__(self, rng: random.Random, lanes: int) -> None:
        self.rng, self.lanes = rng, lanes
        self.nodes: list[FlowNode] = []
        self.edges: list[FlowEdge] = []
        self.number = 0

    def add(self, kind: NodeKind, lane: int, text: str = "") -> str:
        node_id = f"n{len(self.nodes)}"
        number = ""
        if kind in TASKS:
            self.number += 1
            number = str(self.number)
        self.nodes.append(FlowNode(id=node_id, kind=kind, lane=f"l{lane}", text=text, number=number, step=node_id))
        return node_id

    def join(self, source: str, target: str, label: str = "", kind: EdgeKind = EdgeKind.FLOW) -> None:
        self.edges.append(FlowEdge(id=f"e{len(self.edges)}", source=source, target=target, label=label, kind=kind))

    def lane(self, lane: int) -> int:
        if self.rng.random() < 0.5:
            return lane
        return max(0, min(self.lanes - 1, lane + self.rng.choice((-2, -1, -1, 1, 1, 2))))

    def part(self, wanted: int, name: str) -> None:
        rng = self.rng
        stop = len(self.nodes) + wanted
        lane = rng.randrange(self.lanes)
        tips = [(self.add(NodeKind.START, lane, f"{name} start"), lane, "")]
        tasks: list[str] = []
        while len(self.nodes) < stop and tips:
            tip, lane, label = tips.pop(rng.randrange(len(tips)))
            lane = self.lane(lane)
            task = self.add(rng.choice(TASKS), lane, rng.choice(TITLES))
            self.join(tip, task, label)
            tasks.append(task)
            roll = rng.random()
            if roll < 0.25:
                gate = self.add(NodeKind.EXCLUSIVE, lane, rng.choice(("是否属实？", "Approved?", "")))
                self.join(task, gate)
                for _ in range(rng.choice((2, 2, 2, 3, 4))):
                    tips.append((gate, lane, rng.choice(LABELS)))
            elif roll < 0.35:
                gate = self.add(NodeKind.PARALLEL, lane)
                self.join(task, gate)
                tips += [(gate, lane, "")] * rng.choice((2, 3))
            else:
                tips.append((task, lane, ""))
            if len(tips) > 1 and rng.random() < 0.5:
                gone, _, text = tips.pop(rng.randrange(len(tips)))
                self.join(gone, rng.choice(tasks), text)
            if rng.random() < 0.03:
                self.join(task, task, "retry")
            if rng.random() < 0.08:
                role = self.add(NodeKind.ESCALATION, rng.randrange(self.lanes), "Head of service")
                self.join(task, role, "2 h", EdgeKind.OVERDUE)
        ends: list[str] = []
        for tip, lane, label in tips:
            if not ends or rng.random() < 0.5:
                ends.append(self.add(NodeKind.END, lane, rng.choice(("结束", "Closed", "已取消订单并通知客户"))))
            self.join(tip, rng.choice(ends), label)

    def graph(self, title: str, *, empty_lane: bool) -> FlowGraph:
        lanes = [Lane(id=f"l{index}", title=ROLES[index]) for index in range(self.lanes)]
        if empty_lane:
            lanes.insert(1, Lane(id="empty", title=""))
        return FlowGraph(title=title, lanes=tuple(lanes), nodes=tuple(self.nodes), edges=tuple(self.edges))


def all_cyclic(rng: random.Random, lanes: int, wanted: int) -> FlowGraph:
    """Return a graph without start or end in which every node lies on a cycle."""
    maker = GraphMaker(rng, lanes)
    names = [maker.add(rng.choice(TASKS), rng.randrange(lanes), rng.choice(TITLES)) for _ in range(wanted)]
    for index, name in enumerate(names):
        maker.join(name, names[(index + 1) % wanted])
    for _ in range(wanted // 4):
        maker.join(rng.choice(names), rng.choice(names), rng.choice(LABELS))
    return maker.graph("all cyclic", empty_lane=False)


def chain(count: int, lanes: int = 3) -> FlowGraph:
    """Return one straight process that moves on to the next lane every fourth step."""
    maker = GraphMaker(random.Random(count), lanes)
    last = maker.add(NodeKind.START, 0, "start")
    for index in range(count - 2):
        here = maker.add(NodeKind.TASK, index // 4 % lanes, TITLES[index % len(TITLES)])
        maker.join(last, here)
        last = here
    maker.join(last, maker.add(NodeKind.END, 0, "end"))
    return maker.graph(f"chain of {count}", empty_lane=False)


def sized(count: int, seed: int = 1) -> FlowGraph:
    """Return a process-like graph of about so many nodes in four lanes."""
    maker = GraphMaker(random.Random(seed * 1000 + count), 4)
    while len(maker.nodes) < count:
        maker.part(count - len(maker.nodes), f"p{len(maker.nodes)}")
    return maker.graph(f"about {count} nodes", empty_lane=False)
