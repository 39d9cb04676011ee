"""Swimlanes on paper: drawn as TikZ pictures, their steps linked with their rows."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.texescape import tex_replace_map

from sphinxcontrib_procstd.drawing import Direction, Drawing
from sphinxcontrib_procstd.model.graph import FlowNode
from sphinxcontrib_procstd.model.process import Orientation, Process
from sphinxcontrib_procstd.render.tikz import COLOURS, FOLDED, pages_of, render_tikz
from sphinxcontrib_procstd.sphinx_ext.engine import drawn_by
from sphinxcontrib_procstd.sphinx_ext.figures import (
    by_graphviz,
    find_excess,
    graph_of,
    laid_out,
    node_url,
    warn_of_excess,
)

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.sphinx_ext.figure_overlay import Overlay

STYLESHEET = Path(__file__).parent.parent / "static" / "procstd-swimlane.css"


def figure_latex(
    process: Process,
    catalogue: Catalogue,
    config: Config,
    orientation: str = "",
    engine: str = "",
    place: str = "",
    overlay: Overlay | None = None,
) -> nodes.raw:
    """Return the swimlane of a process as a TikZ picture, its steps linked with their rows.

    Where nobody says how it shall run, it runs as it comes out larger on the page.
    """
    graph = graph_of(process, catalogue, overlay)
    if not orientation and process.orientation is Orientation.AUTO:
        orientation = str(config.procstd_orientation)
    if why := find_excess(graph):
        warn_of_excess(process, why)
        return nodes.raw("", "", format="latex")
    asked = [way for way in (orientation, process.orientation.value) if way in {*Direction}]
    own = [laid_out(graph, way) for way in ([Direction(asked[0])] if asked else Direction)]
    drawing = drawn_by(
        engine or process.engine, place, max(own, key=_on_paper), graph, lambda way: by_graphviz(graph, way)
    )

    def link(node: FlowNode) -> str:
        return node_url(node, process, catalogue, latex_label)

    return nodes.raw("", render_tikz(drawing, graph, links=link, colours=colours()), format="latex")


def _on_paper(drawing: Drawing) -> tuple[float, int]:
    """Return how good a drawing comes out on paper: how large, and on how few strips."""
    strips, unit = pages_of(drawing)
    return min(round(unit, 2), FOLDED), -len(strips)


def latex_label(docname: str, anchor: str) -> str:
    """Return the label that Sphinx gives an anchor of a document."""
    if not docname:  # on paper there is no other handbook
        return ""
    label = f"{docname}:{anchor}".translate(tex_replace_map).encode("ascii", "backslashreplace").decode("ascii")
    return rf"\detokenize{{{label.replace(chr(92), '_')}}}"


@cache
def colours() -> dict[str, str]:
    """Return the style sheet's colours on white, by name."""
    light = STYLESHEET.read_text(encoding="utf-8").partition("@media")[0]
    return COLOURS | dict(re.findall(r"--procstd-([\w-]+): var\(--procstd-light, #([0-9a-f]{6})\)", light))
