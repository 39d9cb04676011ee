"""Mermaid's ``swimlane-beta`` in Chromium, measured like the other engines. It sizes its boxes itself."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

from layout_peers import NODE_PACKAGES, Data, MissingError

from sphinxcontrib_procstd.drawing import Direction, Outline
from sphinxcontrib_procstd.layout.swimlane import Plan, prepare
from sphinxcontrib_procstd.model.graph import FlowGraph

MOST_NODES = 40
"""Larger graphs take it minutes."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHAPES = {Outline.BOX: '["{}"]', Outline.DIAMOND: '{{"{}"}}', Outline.CIRCLE: '(("{}"))'}
_READ = r"""
async ([source, count]) => {
  let svg;
  try { svg = (await mermaid.render('drawn' + count, source)).svg; } catch (error) { return null; }
  document.body.innerHTML = svg;
  const root = document.querySelector('svg'), around = root.getScreenCTM();
  const box = element => {
    const r = element.getBoundingClientRect();
    const [across, down] = [around.a, around.d];
    return {x: (r.x - around.e) / across, y: (r.y - around.f) / down, w: r.width / across, h: r.height / down};
  };
  const id = element => element.dataset.id || (element.id.match(/-(n\d+)-/) || [])[1];
  const outline = '.label-container, rect, polygon, circle, path';
  const all = query => [...root.querySelectorAll(query)];
  return {
    lanes: all('g.cluster').map(e => ({id: id(e), ...box(e.querySelector('rect'))})),
    nodes: all('g.node').map(e => ({id: id(e), ...box(e.querySelector(outline))})),
    edges: all('path[data-edge]').map(e => ({id: id(e), points: JSON.parse(atob(e.dataset.points))})),
    labels: all('g.edgeLabel').map(e => ({id: (e.id.match(/-(e\d+)$/) || [])[1], ...box(e)})),
  };
}
"""


def _source(plan: Plan) -> str:
    """Return the graph in Mermaid's words: a subgraph a lane, texts without anything that Mermaid reads."""
    lines = ["swimlane-beta " + ("TB" if plan.direction is Direction.TOP_DOWN else "LR")]
    for number, lane in enumerate(plan.lanes):
        lines.append(f'subgraph l{number}["{_plain(lane.title) or "-"}"]')
        for index, size in enumerate(plan.sizes):
            if plan.topology.lane[index] == number:
                lines.append(f"n{index}" + SHAPES[size.outline].format(_plain(plan.graph.nodes[index].text) or "-"))
        lines.append("end")
    for index, (source, target) in enumerate(plan.topology.edges):
        text = _plain(plan.edges[index].label)
        lines.append(f"n{source} e{index}@-->{f'|{text}|' if text else ''} n{target}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    return "".join(char if char.isalnum() or char == " " else " " for char in text).strip()


def _drawing(plan: Plan, read: Data) -> Data:
    """Return what the browser shows as a drawing."""
    lane_ids = {f"l{number}": lane.id for number, lane in enumerate(plan.lanes)}
    lanes = [{**lane, "id": lane_ids[lane["id"]]} for lane in read["lanes"] if lane["id"] in lane_ids]
    nodes = []
    for item in read["nodes"]:
        index = int(item["id"][1:])
        node, shape = plan.graph.nodes[index], plan.sizes[index].outline.value
        home = plan.lanes[plan.topology.lane[index]].id
        nodes.append({**item, "sw": item["w"], "sh": item["h"], "id": node.id, "lane": home, "shape": shape})
    labels = {item["id"]: {key: item[key] for key in "xywh"} for item in read["labels"] if item["w"] > 1}
    edges = []
    for item in read["edges"]:
        index = int(item["id"][1:])
        edge = plan.edges[index]
        points = [[place["x"], place["y"]] for place in item["points"]]
        wants = bool(_plain(edge.label))
        ends = {"id": edge.id, "src": edge.source, "dst": edge.target}
        edges.append({**ends, "pts": points, "curve": False, "wants_label": wants, "label": labels.get(item["id"])})
    boxes = [*nodes, *lanes]
    w, h = (
        max(box[place] + box[size] for box in boxes) - min(box[place] for box in boxes) for place, size in ("xw", "yh")
    )
    way = "TB" if plan.direction is Direction.TOP_DOWN else "LR"
    return {"w": w, "h": h, "dir": way, "lanes": lanes, "nodes": nodes, "edges": edges}


def mermaid(graphs: list[FlowGraph], direction: Direction) -> list[tuple[Data | None, float]]:
    """Draw all graphs in one browser; raises `MissingError` without Mermaid, playwright or a browser."""
    script = NODE_PACKAGES / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
    browser = os.environ.get("PROCSTD_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not script.is_file():
        raise MissingError(f"no mermaid: npm install --prefix {NODE_PACKAGES} mermaid")
    if browser is None:
        raise MissingError("no Chromium on the PATH")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise MissingError("no playwright: pip install playwright") from error
    with sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        page.set_content("<body></body>")
        page.add_script_tag(path=Path(script))
        page.evaluate("mermaid.initialize({startOnLoad: false, maxEdges: 5000, maxTextSize: 1000000})")
        found = [_draw(page, prepare(graph, direction), count) for count, graph in enumerate(graphs)]
        chromium.close()
    return found


def _draw(page: Any, plan: Plan, count: int) -> tuple[Data | None, float]:
    if len(plan.sizes) > MOST_NODES:
        return None, 0.0
    start = time.perf_counter()
    read = page.evaluate(_READ, [_source(plan), count])
    spent = (time.perf_counter() - start) * 1000
    whole = read and len(read["nodes"]) == len(plan.sizes)
    return (_drawing(plan, read) if whole else None), spent
