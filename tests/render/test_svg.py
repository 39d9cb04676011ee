"""SVG drawings: well-formed whatever the texts are, no colour, no script, no id but two, links in flow order."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxcontrib_procstd.drawing import (
    Box,
    Direction,
    Drawing,
    EdgeShape,
    LaneShape,
    NodeShape,
    Outline,
    Point,
    TextBlock,
    clean_text,
)
from sphinxcontrib_procstd.model.graph import EdgeKind, FlowEdge, FlowGraph, FlowNode, Lane, NodeKind
from sphinxcontrib_procstd.render.style import safe_href
from sphinxcontrib_procstd.render.svg import SvgWords, render_svg

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    '"><script>alert(1)</script>',
    "' onload='alert(1)",
    "<![CDATA[x]]>&amp;&#60;",
    "\u202eevil\u0000\x1b[31m\ufffe\ud800",
    "]]>--><!--",
)
OUTLINES = {
    NodeKind.START: Outline.CIRCLE,
    NodeKind.END: Outline.CIRCLE,
    NodeKind.ESCALATION: Outline.CIRCLE,
    NodeKind.EXCLUSIVE: Outline.DIAMOND,
    NodeKind.PARALLEL: Outline.DIAMOND,
}


def picture(text: str = "Text", kinds: tuple[NodeKind, ...] = tuple(NodeKind)) -> tuple[Drawing, FlowGraph]:
    """Return a drawing made by hand, one node of each kind below the other, and its graph."""
    nodes, shapes, flows, edges = [], [], [], []
    for index, kind in enumerate(kinds):
        outline = OUTLINES.get(kind, Outline.BOX)
        size = 136.0 if outline is Outline.BOX else 40.0
        box, words = (
            Box(10, index * 80.0, size, 40),
            TextBlock(lines=(clean_text(text),), box=Box(12, index * 80.0, 90, 15)),
        )
        inside = outline is Outline.BOX
        nodes.append(FlowNode(id=f"n{index}", kind=kind, lane="l", text=text, number=str(index), step=f"n{index}"))
        shapes.append(
            NodeShape(
                id=f"n{index}",
                lane="l",
                outline=outline,
                box=box,
                text=words if inside else None,
                caption=None if inside else words,
            )
        )
        if index:
            kind_of_edge = EdgeKind.OVERDUE if index % 2 else EdgeKind.FLOW
            name = f"e{index}"
            flows.append(
                FlowEdge(
                    id=name, source=f"n{index - 1}", target=f"n{index}", label=text, kind=kind_of_edge, default=True
                )
            )
            points = (Point(30, index * 80.0 - 40), Point(50, index * 80.0 - 40), Point(50, index * 80.0))
            edges.append(EdgeShape(id=name, source=f"n{index - 1}", target=f"n{index}", points=points, label=words))
    title = TextBlock(lines=(clean_text(text),), box=Box(0, 0, 90, 17))
    lane = LaneShape(id="l", box=Box(0, 0, 200, 1000), header=Box(0, 0, 200, 30), title=title)
    drawing = Drawing(
        width=202, height=1002, direction=Direction.TOP_DOWN, lanes=(lane,), nodes=tuple(shapes), edges=tuple(edges)
    )
    graph = FlowGraph(title=text, lanes=(Lane(id="l", title=text),), nodes=tuple(nodes), edges=tuple(flows))
    return drawing, graph


def rendered(text: str = "Text", href: str | None = "#step") -> str:
    drawing, graph = picture(text)
    return render_svg(drawing, graph, prefix="p1", links=lambda node: href, words=SvgWords())


def test_the_picture_has_a_role_a_name_and_a_description() -> None:
    root = ET.fromstring(rendered())
    assert root.get("role") == "graphics-document document"
    assert root.get("aria-labelledby") == "p1-title p1-desc"
    assert root.findtext(f"{SVG}title") == "Swimlane: Text"
    assert root.findtext(f"{SVG}desc") == "6 steps in 1 lanes: Text."
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert ids == ["p1-title", "p1-desc", *(f"p1.n{index}" for index in range(12))]


def test_colours_and_scripts_live_elsewhere() -> None:
    text = rendered()
    assert "style=" not in text
    assert "<script" not in text
    assert not re.search(r'(fill|stroke|color)=|#[0-9a-fA-F]{3,8}\b(?!")', text)


def test_every_coordinate_has_at_most_one_decimal() -> None:
    assert not re.search(r"\d\.\d\d", rendered())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_text(text: str) -> None:
    markup = rendered(text, href=text)
    root = ET.fromstring(markup)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "g", "a", "rect", "circle", "path", "text", "tspan",
    }  # fmt: skip
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    assert root.findtext(f"{SVG}title") == f"Swimlane: {clean_text(text)}"


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_gives_well_formed_markup(text: str, href: str) -> None:
    ET.fromstring(rendered(text, href))


@pytest.mark.parametrize(
    ("href", "safe"),
    [
        ("#step-1", "#step-1"),
        ("../page.html#a", "../page.html#a"),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", ""),
        (" java\nscript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("file:///etc/passwd", ""),
        ("\u200bjavascript:alert(1)", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_links_that_stay_on_the_web_are_kept(href: str | None, safe: str) -> None:
    assert safe_href(href) == safe


def test_links_follow_the_flow_and_carry_full_names() -> None:
    drawing, graph = picture(kinds=(NodeKind.START, NodeKind.TASK, NodeKind.TASK, NodeKind.EXCLUSIVE))
    nodes = list(graph.nodes)
    nodes[3] = FlowNode(id="n3", kind=NodeKind.EXCLUSIVE, lane="l", text="OK?", step="n1")
    graph = FlowGraph(title="t", lanes=graph.lanes, nodes=tuple(nodes), edges=graph.edges)
    root = ET.fromstring(
        render_svg(
            drawing,
            graph,
            prefix="x",
            links=lambda node: f"#{node.id}" if node.kind is not NodeKind.START else None,
            names=lambda node: f"{node.number}. {node.text}, Service supervisor, within 2 h",
        )
    )
    links = list(root.iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == ["#n1", "#n3", "#n2"]
    assert links[0].get("aria-label") == "1. Text, Service supervisor, within 2 h"
    assert links[0].findtext(f"{SVG}title") == "1. Text, Service supervisor, within 2 h"
    start = next(item for item in root.iter(f"{SVG}g") if item.get("role") == "img")
    assert start.get("aria-label") == "0. Text, Service supervisor, within 2 h"


def test_overdue_edges_are_dashed_and_bear_a_clock() -> None:
    text = rendered()
    assert 'class="procstd-edge procstd-overdue"' in text
    assert text.count('class="procstd-clock"') == 6


def test_a_stylesheet_can_be_embedded_but_cannot_end_its_element() -> None:
    drawing, graph = picture()
    css = "a > b { color: red } </style><script>"
    root = ET.fromstring(render_svg(drawing, graph, prefix="x", links=lambda node: None, stylesheet=css))
    assert root.findtext(f"{SVG}style") == css
