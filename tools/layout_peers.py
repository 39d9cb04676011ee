"""Other layout engines on our flow graphs: the same boxes and labels go in, a drawing as plain data comes out.

Each engine is told the sizes that ours measures, so that only the layout differs. An engine that is not installed
raises `MissingError`: the benchmark leaves it out and says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.drawing import Direction
from sphinxcontrib_procstd.layout.swimlane import Plan, prepare
from sphinxcontrib_procstd.model.graph import FlowGraph

NODE_PACKAGES = Path(os.environ.get("PROCSTD_BENCH_NODE") or Path.home() / ".cache" / "procstd-bench")
"""Where npm packages are looked for: below its ``node_modules``. No repository file, no download of ours."""
SECONDS = 60
"""How long an engine may take over one graph."""
SHAPES = {"box": "box", "diamond": "diamond", "circle": "ellipse"}

Data = dict[str, Any]


class MissingError(Exception):
    """An engine is not installed; the text says what to do about it."""


def _node(plan: Plan, index: int, x: float, y: float) -> Data:
    """Return a node with its centre at a place; peers know no captions, which is to their advantage."""
    size, node = plan.sizes[index], plan.graph.nodes[index]
    w, h = 2 * size.half_w, 2 * size.half_h
    box = {"x": x - size.half_w, "y": y - size.half_h, "w": w, "h": h, "sw": w, "sh": h}
    lane = plan.lanes[plan.topology.lane[index]].id
    return {"id": node.id, "lane": lane, "shape": size.outline.value, **box}


def _edge(plan: Plan, index: int, points: list[list[float]], label: tuple[float, float] | None, *, curve: bool) -> Data:
    """Return an edge; ``label`` is the centre of its label."""
    edge, block = plan.edges[index], plan.labels[index]
    box = None
    if block and label:
        w, h = block.box.w, block.box.h
        box = {"x": label[0] - w / 2, "y": label[1] - h / 2, "w": w, "h": h}
    ends = {"id": edge.id, "src": edge.source, "dst": edge.target}
    return {**ends, "pts": points, "curve": curve, "wants_label": block is not None, "label": box}


def _drawing(plan: Plan, nodes: list[Data], edges: list[Data], lanes: list[Data]) -> Data:
    boxes = [*nodes, *lanes, *(edge["label"] for edge in edges if edge["label"])]
    xs = [box["x"] + part * box["w"] for box in boxes for part in (0, 1)]
    ys = [box["y"] + part * box["h"] for box in boxes for part in (0, 1)]
    size = {"w": max(xs, default=0.0) - min(xs, default=0.0), "h": max(ys, default=0.0) - min(ys, default=0.0)}
    way = "TB" if plan.direction is Direction.TOP_DOWN else "LR"
    return {**size, "dir": way, "lanes": lanes, "nodes": nodes, "edges": edges}


def graphviz(graph: FlowGraph, direction: Direction, *, lanes: bool) -> Data:
    """Lay out with the program ``dot`` at right angles; ``lanes``: a cluster for each lane, else none at all."""
    program = shutil.which("dot")
    if program is None:
        raise MissingError("no program dot on the PATH: install Graphviz")
    plan = prepare(graph, direction)
    command = [program, "-Tjson0"]
    done = subprocess.run(
        command, input=_dot(plan, lanes=lanes), capture_output=True, text=True, timeout=SECONDS, check=True
    )
    answer = json.loads(done.stdout)
    names = {item["name"]: item for item in answer.get("objects", [])}
    nodes = []
    for index in range(len(plan.sizes)):
        x, y = map(float, names[f"n{index}"]["pos"].split(","))
        nodes.append(_node(plan, index, x, -y))
    found: dict[int, Data] = {}
    for item in answer.get("edges", []):
        points = [part.split(",") for part in item["pos"].split()]
        ends = {part[0]: [float(part[1]), -float(part[2])] for part in points if part[0] in "se"}
        middle = [[float(x), -float(y)] for x, y in (part for part in points if part[0] not in "se")]
        corners = [*filter(None, [ends.get("s")]), *middle, *filter(None, [ends.get("e")])]
        place = item.get("xlp") or item.get("lp")
        label = (float(place.split(",")[0]), -float(place.split(",")[1])) if place else None
        found[int(item["id"])] = _edge(plan, int(item["id"]), corners, label, curve=False)
    boxes = []
    for index, lane in enumerate(plan.lanes if lanes else ()):
        cluster = names.get(f"cluster{index}")
        if cluster and "bb" in cluster:
            left, low, right, high = map(float, cluster["bb"].split(","))
            boxes.append({"id": lane.id, "x": left, "y": -high, "w": right - left, "h": high - low})
    edges = [found.get(index) or _edge(plan, index, [], None, curve=False) for index in range(len(plan.edges))]
    return _drawing(plan, nodes, edges, boxes)


def _dot(plan: Plan, *, lanes: bool) -> str:
    """Return DOT with fixed sizes; a label is an empty table of its size."""
    way = "TB" if plan.direction is Direction.TOP_DOWN else "LR"
    lines = [
        "digraph {",
        f"rankdir={way} splines=ortho nodesep=0.4 ranksep=0.6 newrank=true forcelabels=true",
        'node [label="" fixedsize=true] edge [arrowhead=none]',
    ]
    members: list[list[str]] = [[] for _ in plan.lanes]
    for index, size in enumerate(plan.sizes):
        shape = SHAPES[size.outline.value]
        text = f"n{index} [shape={shape} width={size.half_w / 36:.4f} height={size.half_h / 36:.4f}]"
        members[plan.topology.lane[index]].append(text)
    for index, texts in enumerate(members):
        inside = " ".join(texts)
        lines.append(f'subgraph cluster{index} {{ label="" margin=12 {inside} }}' if lanes else inside)
    for index, (source, target) in enumerate(plan.topology.edges):
        block, label = plan.labels[index], ""
        if block:
            table = f'<TABLE BORDER="0" FIXEDSIZE="TRUE" WIDTH="{block.box.w:.0f}" HEIGHT="{block.box.h:.0f}">'
            label = f" xlabel=<{table}<TR><TD></TD></TR></TABLE>>"
        lines.append(f"n{source} -> n{target} [id={index}{label}]")
    return "\n".join([*lines, "}"])


_ELK = """
const ELK = require(process.argv[1] + '/node_modules/elkjs');
let text = ''; process.stdin.on('data', part => text += part).on('end', async () => {
  const elk = new ELK(), graphs = JSON.parse(text), out = [];
  for (const graph of graphs) {
    const start = process.hrtime.bigint();
    try {
      const made = await elk.layout(graph);
      out.push({...made, ms: Number(process.hrtime.bigint() - start) / 1e6});
    } catch (error) { out.push({failed: String(error)}); }
  }
  process.stdout.write(JSON.stringify(out));
});
"""


def elk(graphs: list[FlowGraph], direction: Direction) -> list[tuple[Data | None, float]]:
    """Lay all graphs out with ELK's layered algorithm, a compound node for each lane; each with its milliseconds."""
    node = shutil.which("node")
    if node is None or not (NODE_PACKAGES / "node_modules" / "elkjs").is_dir():
        raise MissingError(f"no elkjs: npm install --prefix {NODE_PACKAGES} elkjs")
    plans = [prepare(graph, direction) for graph in graphs]
    done = subprocess.run(
        [node, "-e", _ELK, str(NODE_PACKAGES)],
        input=json.dumps([_elk_question(plan) for plan in plans]),
        capture_output=True,
        text=True,
        timeout=SECONDS * len(graphs),
        check=True,
    )
    answers = json.loads(done.stdout)
    return [
        (None, 0.0) if "failed" in answer else (_elk_drawing(plan, answer), answer["ms"])
        for plan, answer in zip(plans, answers, strict=True)
    ]


def _elk_question(plan: Plan) -> Data:
    way = "DOWN" if plan.direction is Direction.TOP_DOWN else "RIGHT"
    children: list[Data] = [
        {"id": f"lane{index}", "children": [], "layoutOptions": {"elk.padding": "[top=14,left=14,bottom=14,right=14]"}}
        for index in range(len(plan.lanes))
    ]
    for index, size in enumerate(plan.sizes):
        node = {"id": f"n{index}", "width": 2 * size.half_w, "height": 2 * size.half_h}
        children[plan.topology.lane[index]]["children"].append(node)
    edges = []
    for index, (source, target) in enumerate(plan.topology.edges):
        block = plan.labels[index]
        labels = [{"text": "x", "width": block.box.w, "height": block.box.h}] if block else []
        edges.append({"id": f"e{index}", "sources": [f"n{source}"], "targets": [f"n{target}"], "labels": labels})
    options = {
        "elk.algorithm": "layered",
        "elk.direction": way,
        "elk.edgeRouting": "ORTHOGONAL",
        "elk.hierarchyHandling": "INCLUDE_CHILDREN",
        "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    }
    return {"id": "root", "layoutOptions": options, "children": children, "edges": edges}


def _elk_drawing(plan: Plan, answer: Data) -> Data:
    """Return ELK's drawing; its places are relative to the group that they are in."""
    nodes: dict[int, Data] = {}
    lanes = []
    shift = {"root": (0.0, 0.0)}
    for lane, child in zip(plan.lanes, answer["children"], strict=True):
        lanes.append({"id": lane.id, "x": child["x"], "y": child["y"], "w": child["width"], "h": child["height"]})
        shift[child["id"]] = left, top = child["x"], child["y"]
        for item in child.get("children", []):
            x, y = left + item["x"] + item["width"] / 2, top + item["y"] + item["height"] / 2
            nodes[int(item["id"][1:])] = _node(plan, int(item["id"][1:]), x, y)
    edges: dict[int, Data] = {}
    for item in answer["edges"]:
        index, points = int(item["id"][1:]), []
        left, top = shift.get(item.get("container", "root"), (0.0, 0.0))
        for section in item.get("sections", []):
            places = [section["startPoint"], *section.get("bendPoints", []), section["endPoint"]]
            points += [[left + place["x"], top + place["y"]] for place in places]
        label = None
        for text in item.get("labels", []):
            label = (left + text["x"] + text["width"] / 2, top + text["y"] + text["height"] / 2)
        if len(points) > 1:
            source, target = plan.topology.edges[index]
            points[0] = _on_outline(points[0], points[1], nodes[source])
            points[-1] = _on_outline(points[-1], points[-2], nodes[target])
        edges[index] = _edge(plan, index, points, label, curve=False)
    return _drawing(plan, [nodes[index] for index in sorted(nodes)], [edges[index] for index in sorted(edges)], lanes)


def _on_outline(end: list[float], before: list[float], node: Data) -> list[float]:
    """Return the end of an edge drawn on to the outline of a diamond or circle: ELK knows boxes only."""
    half_w, half_h = node["w"] / 2, node["h"] / 2
    x, y = node["x"] + half_w, node["y"] + half_h
    upright = abs(end[0] - before[0]) < abs(end[1] - before[1])
    aside = abs(end[0] - x) / half_w if upright else abs(end[1] - y) / half_h
    share = {"diamond": 1 - aside, "circle": max(0.0, 1 - aside * aside) ** 0.5}.get(node["shape"])
    if share is None:
        return end
    if upright:
        return [end[0], y + (half_h if end[1] > y else -half_h) * share]
    return [x + (half_w if end[0] > x else -half_w) * share, end[1]]
