"""Swimlanes: from a process to a drawn figure. The only place that joins the layout and the renderer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.doctree.views import FigureView, FlowLine
from sphinxcontrib_procstd.drawing import Direction, Drawing
from sphinxcontrib_procstd.layout.swimlane import layout_readable, layout_swimlane
from sphinxcontrib_procstd.model.anchors import figure_anchor, process_anchor, step_anchor
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.graph import FlowGraph, FlowNode, NodeKind, Trigger
from sphinxcontrib_procstd.model.process import Orientation, Process
from sphinxcontrib_procstd.render.flowtext import flow_as_list
from sphinxcontrib_procstd.render.svg import SvgWords, render_lane_heads, render_svg
from sphinxcontrib_procstd.sphinx_ext.drawing_store import STORE
from sphinxcontrib_procstd.sphinx_ext.engine import drawn_by
from sphinxcontrib_procstd.sphinx_ext.figure_cards import card_text
from sphinxcontrib_procstd.sphinx_ext.figure_frame import Hold, hold_of, label_of, least_width
from sphinxcontrib_procstd.sphinx_ext.messages import quote_titles, words
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinxcontrib_procstd.sphinx_ext.figure_overlay import Overlay

Page = Callable[[str, str], str]

MOST_NODES, MOST_LANES = 3000, 150
"""The largest picture that is drawn; a larger one is refused with a warning, and its flow told in words."""
FREE_EDGES, EDGES_PER_NODE = 200, 3
"""How many lines are drawn: a denser graph is a tangle, and takes minutes to route."""


def find_excess(graph: FlowGraph) -> str:
    """Return what makes a graph too large to draw, "" for nothing."""
    counts = (
        ("{count} boxes and signs (at most {most})", len(graph.nodes), MOST_NODES),
        ("{count} lanes (at most {most})", len(graph.lanes), MOST_LANES),
        ("{count} lines (at most {most})", len(graph.edges), FREE_EDGES + EDGES_PER_NODE * len(graph.nodes)),
    )
    found = (words(text).format(count=count, most=most) for text, count, most in counts if count > most)
    return words(", ").join(found)


TOO_LARGE = "process {process} is too large for a swimlane: {why}"


def warn_of_excess(process: Process, why: str) -> None:
    """Warn that a process gets no picture."""
    where = (process.docname, process.location.line)
    message = words(TOO_LARGE).replace("{process}", process.id).replace("{why}", why)
    logger.warning("%s", message, location=where, type="procstd", subtype="swimlane")


def _refuse(
    process: Process, graph: FlowGraph, catalogue: Catalogue, page: Page, *, anchor: str, why: str
) -> FigureView:
    """Return a figure without a picture: a warning says why, the page says the flow in words."""
    warn_of_excess(process, why)
    title = words("Swimlane of {process}").replace("{process}", process.title)
    flow = flow_lines(graph, process, catalogue, page)
    note = words("This process is too large for a picture.")
    return FigureView(anchor=anchor, svg="", caption=title, label=title, flow=flow, open=True, hint=note)


def lay_out(process: Process, graph: FlowGraph, orientation: str) -> Drawing:
    """Return the drawing: as the view asks, else as the process asks, else whichever direction reads better."""
    for asked in (orientation, process.orientation.value):
        if asked in {direction.value for direction in Direction}:
            return laid_out(graph, Direction(asked))
    return STORE.drawing(graph, "readable", lambda: layout_readable(graph))


def laid_out(graph: FlowGraph, direction: Direction) -> Drawing:
    """Return the drawing of our own engine in a direction."""
    return STORE.drawing(graph, direction.value, lambda: layout_swimlane(graph, direction))


def by_graphviz(graph: FlowGraph, direction: Direction) -> Drawing:
    """Return the drawing of a graph in Graphviz's order; raises `EngineError` when it can give none."""
    from sphinxcontrib_procstd.layout.graphviz_drawing import layout_graphviz  # loaded where it is used

    return layout_graphviz(graph, direction)


def spoken_words() -> SvgWords:
    """Return what a swimlane says to those who do not see it, in the reader's language."""
    return SvgWords(
        title=words("Swimlane of {process}").replace("{process}", "{title}"),
        description=words("{steps} steps in {lanes} lanes: {names}."),
        separator=words(", "),
    )


def draw_figure(
    process: Process,
    catalogue: Catalogue,
    config: Config,
    page: Page,
    orientation: str = "",
    mark: str = "",
    engine: str = "",
    place: str = "",
    stylesheet: str = "",
    overlay: Overlay | None = None,
) -> FigureView:
    """Return the swimlane of a process with links from the page ``page`` makes URLs for.

    ``engine`` is what shall draw it, ``place`` where that is asked for (``file:line``).
    ``stylesheet`` is for a picture that stands outside a page: it is embedded, and nothing in the picture is a link.
    ``overlay`` is what it shows of how the process ran.
    """
    graph = graph_of(process, catalogue, overlay)
    if not orientation and process.orientation is Orientation.AUTO:
        orientation = str(config.procstd_orientation)
    anchor = figure_anchor(process.id) + mark
    if why := find_excess(graph):
        return _refuse(process, graph, catalogue, page, anchor=anchor, why=why)
    own = lay_out(process, graph, orientation)
    drawing = drawn_by(engine, place, own, graph, lambda way: by_graphviz(graph, way))

    def link(node: FlowNode) -> str | None:
        return None if stylesheet else node_url(node, process, catalogue, page) or None

    def name(node: FlowNode) -> str:
        return node_name(node, process, catalogue)

    title, hold = words("Swimlane of {process}").replace("{process}", process.title), hold_of(drawing)
    svg = render_svg(
        drawing,
        graph,
        prefix=anchor,
        links=link,
        names=name,
        cards=lambda node: card_text(node, process, catalogue, drawing.width),
        words=spoken_words(),
        stylesheet=stylesheet,
    )
    return FigureView(
        anchor=anchor,
        svg=svg,
        caption=title,
        label=label_of(drawing, process.title) + mark.replace("-", " "),
        flow=flow_lines(graph, process, catalogue, page),
        wide=drawing.direction is Direction.LEFT_RIGHT,
        least=least_width(drawing),
        heads="" if stylesheet or hold is Hold.NOWHERE else render_lane_heads(drawing),
        middling=hold is Hold.NARROW,
        hint="" if stylesheet else words("Scroll to see the rest."),
        note=overlay.note if overlay else "",
    )


def graph_of(process: Process, catalogue: Catalogue, overlay: Overlay | None) -> FlowGraph:
    """Return the flow graph of a process, with how it ran."""
    graph = build_flow_graph(process, catalogue)
    return overlay.over(graph) if overlay else graph


def node_url(node: FlowNode, process: Process, catalogue: Catalogue, page: Page) -> str:
    """Return where a node of the swimlane leads: a step's row, another process, "" for nothing."""
    other = catalogue.find_process(node.process) if node.process else None
    if other:
        return page(other.docname, process_anchor(other.id))
    if node.kind is NodeKind.HANDOVER and (away := catalogue.find_elsewhere(node.id.removeprefix("process:"))):
        return page("", away.uri)
    step = process.step(node.step) if node.step and node.id == node.step else None
    return page(step.docname, step_anchor(process.id, step.id)) if step else ""


def node_name(node: FlowNode, process: Process, catalogue: Catalogue) -> str:
    """Return a node's full name for people who hear the picture: number, title, role, time limit."""
    step = process.step(node.step) if node.step and node.id == node.step else None
    if step is None:
        return _short_words_of(node)
    parts = [f"{node.number}. {node.text}" if node.number else node.text]
    if step.role:
        parts.append(catalogue.role_text(step.role))
    if step.deadline:
        parts.append(quote_titles(step.deadline))
    other = catalogue.find_process(step.subprocess) if step.subprocess else None
    if other:
        parts.append(words("opens {process}").replace("{process}", other.title))
    if node.told:
        parts.append(node.told)
    return words(", ").join(parts)


_KINDS = {
    NodeKind.START: "Start: {text}",
    NodeKind.END: "End: {name}",
    NodeKind.HANDOVER: "Go on with {text}",
    NodeKind.ESCALATION: "Overdue: {text}",
    NodeKind.PARALLEL: "At the same time",
    NodeKind.EXCLUSIVE: "Decision: {text}",
}


_TRIGGERS = {Trigger.TIMER: "Start by the clock: {text}", Trigger.MESSAGE: "Start by a message: {text}"}


def _short_words_of(node: FlowNode) -> str:
    if node.kind in _KINDS:
        said = words(_TRIGGERS.get(node.trigger, _KINDS[node.kind]))
        return said.replace("{text}", node.text).replace("{name}", node.text).rstrip(": ：")
    return f"{node.number}. {node.text}" if node.number else node.text


def _words_of(node: FlowNode, process: Process, catalogue: Catalogue) -> str:
    return _short_words_of(node) if node.kind in _KINDS else node_name(node, process, catalogue)


def flow_lines(graph: FlowGraph, process: Process, catalogue: Catalogue, page: Page) -> tuple[FlowLine, ...]:
    """Return the flow in words, with links from the page ``page`` makes URLs for."""
    lines = []
    for node, ways in flow_as_list(graph):
        texts = tuple(
            f"{label} → {_short_words_of(target)}".lstrip() + (f" ({figures})" if figures else "")
            for label, target, figures in ways
        )
        lines.append(FlowLine(_words_of(node, process, catalogue), node_url(node, process, catalogue, page), texts))
    return tuple(lines)
