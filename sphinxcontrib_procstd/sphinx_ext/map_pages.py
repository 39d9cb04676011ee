"""The view ``process-map``: all processes of a selection with their hand-overs, and the forms that several use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.doctree.views import FigureView, FlowLine
from sphinxcontrib_procstd.drawing import Direction, Drawing
from sphinxcontrib_procstd.layout.graphviz_drawing import layout_graphviz
from sphinxcontrib_procstd.layout.landscape import build_landscape, shared_forms, ways_onward
from sphinxcontrib_procstd.layout.landscape_layout import layout_fitting_landscape, layout_landscape
from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.model.graph import FlowGraph, FlowNode
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.render.svg import SvgWords, render_svg
from sphinxcontrib_procstd.render.tikz import render_tikz
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.drawing_store import STORE
from sphinxcontrib_procstd.sphinx_ext.engine import drawn_by
from sphinxcontrib_procstd.sphinx_ext.figure_frame import PAGE_WIDTH as PAGE_COLUMN
from sphinxcontrib_procstd.sphinx_ext.figure_frame import least_width
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.paper_figures import colours, latex_label

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

PAGE_WIDTH = 1200.0
"""A map that is no wider shrinks to fit the page; a wider one scrolls sideways."""


def fill_map(view: our.procstd_view, found: list[Process], pages: PageBuilder) -> list[nodes.Node]:
    """Return the map of these processes as a figure, and the forms they share as a list."""
    options: Mapping[str, str] = view["options"]
    place = pages.look_for_engine(options.get("engine", ""), view)
    figure = our.procstd_figure("")
    number = pages.count_figures("-map")
    figure["page"] = pages.context
    anchor = f"procstd.map-{number}"
    figure["latex"] = lambda: map_latex(found, pages, options, place)
    figure["draw"] = lambda: pages.as_shown(lambda style: draw_map(found, pages, options, anchor, place, style))
    return [figure, *_shared(found, pages)]


def draw_map(
    found: list[Process], pages: PageBuilder, options: Mapping[str, str], anchor: str, place: str, stylesheet: str
) -> FigureView:
    """Return the drawn map; a picture with a style sheet of its own has no links."""
    catalogue = pages.catalogue
    title = words("Process map")
    graph = build_landscape(found, catalogue, title=title, uncategorised=words("No category"))
    drawing = _drawing(graph, options, place)
    categories = {lane.id: lane.title for lane in graph.lanes}

    def link(node: FlowNode) -> str | None:
        return None if stylesheet else _url(catalogue.process_by_id[node.process], pages)

    def name(node: FlowNode) -> str:
        return words(", ").join(filter(None, [_name(catalogue.process_by_id[node.process]), categories[node.lane]]))

    spoken = SvgWords(
        title="{title}",
        description=words("{steps} processes in {lanes} categories: {names}."),
        separator=words(", "),
    )
    svg = render_svg(drawing, graph, prefix=anchor, links=link, names=name, words=spoken, stylesheet=stylesheet)
    return FigureView(
        anchor=anchor,
        svg=svg,
        caption=title,
        label=_label(drawing),
        flow=tuple(_lines(graph, pages)),
        wide=drawing.direction is Direction.LEFT_RIGHT,
        least=least_width(drawing),
    )


def _label(drawing: Drawing) -> str:
    if least_width(drawing) * 100 > PAGE_COLUMN:
        return words("Process map, scrolls sideways")
    return words("Process map, scrolls sideways on a narrow page")


def map_latex(found: list[Process], pages: PageBuilder, options: Mapping[str, str], place: str) -> nodes.raw:
    """Return the map as a TikZ picture."""
    catalogue = pages.catalogue
    graph = build_landscape(found, catalogue, title=words("Process map"), uncategorised=words("No category"))

    def link(node: FlowNode) -> str:
        process = catalogue.process_by_id[node.process]
        return latex_label(process.docname, process_anchor(process.id))

    drawing = _drawing(graph, options, place)
    return nodes.raw("", render_tikz(drawing, graph, links=link, colours=colours()), format="latex")


def _drawing(graph: FlowGraph, options: Mapping[str, str], place: str) -> Drawing:
    asked = options.get("orientation", "")
    known = asked in {direction.value for direction in Direction}

    def make() -> Drawing:
        return layout_landscape(graph, Direction(asked)) if known else layout_fitting_landscape(graph, PAGE_WIDTH)

    own = STORE.drawing(graph, f"landscape {asked if known else ''}", make)
    engine = options.get("engine", "")
    return drawn_by(
        engine, place, own, graph, lambda way: layout_landscape(graph, way, layout_graphviz), kind="landscape"
    )


def _url(process: Process, pages: PageBuilder) -> str:
    return pages.page(process.docname, process_anchor(process.id))


def _name(process: Process) -> str:
    return f"{process.number} {process.title}" if process.number else process.title


def _lines(graph: FlowGraph, pages: PageBuilder) -> list[FlowLine]:
    """Return the map in words: each process with its category and what it hands over to."""
    catalogue = pages.catalogue
    shown = {node.id for node in graph.nodes}
    titles = {lane.id: lane.title for lane in graph.lanes}
    order = {lane: position for position, lane in enumerate(titles)}
    lines = []
    for node in sorted(graph.nodes, key=lambda node: order[node.lane]):
        process = catalogue.process_by_id[node.process]
        ways = ways_onward(process, shown, catalogue)
        text = words("{label}: ").replace("{label}", titles[node.lane]) + _name(process)
        marked = tuple(f"{guard} → {title}" if guard else f"→ {title}" for guard, title in ways)
        lines.append(FlowLine(text, _url(process, pages), marked))
    return lines


def _shared(found: list[Process], pages: PageBuilder) -> list[nodes.Node]:
    """Return the forms that several of these processes use, each with links to them."""
    catalogue = pages.catalogue
    items = []
    for form, users in shared_forms(found, catalogue):
        line = nodes.paragraph("", "", _link(form.title, pages.href(form)))
        for index, user in enumerate(users):
            process = catalogue.process_by_id[user]
            lead = words(", ") if index else words("{label}: ").replace("{label}", "")
            line += [nodes.Text(lead), _link(process.title, pages.href(process))]
        items.append(nodes.list_item("", line))
    if not items:
        return []
    head = nodes.paragraph("", words("Forms that several processes use"), classes=["procstd-map-forms"])
    return [head, nodes.bullet_list("", *items)]


def _link(text: str, url: str) -> nodes.Node:
    return nodes.reference("", text, internal=True, refuri=url) if url else nodes.Text(text)
