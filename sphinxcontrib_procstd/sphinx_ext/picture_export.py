"""Processes as picture files and as text for other drawing tools: one file a process."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.drawing import Drawing
from sphinxcontrib_procstd.layout.dot import dot_source
from sphinxcontrib_procstd.layout.neutral import to_neutral
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.graph import FlowGraph
from sphinxcontrib_procstd.model.process import Orientation, Process
from sphinxcontrib_procstd.render.mermaid import mermaid_source
from sphinxcontrib_procstd.render.plantuml import plantuml_source
from sphinxcontrib_procstd.render.raster import PDF_STYLE, LibraryMissingError, to_pdf, to_png
from sphinxcontrib_procstd.render.svg import render_svg
from sphinxcontrib_procstd.sphinx_ext.drawing_store import STORE
from sphinxcontrib_procstd.sphinx_ext.engine import drawn_by
from sphinxcontrib_procstd.sphinx_ext.figures import TOO_LARGE, by_graphviz, find_excess, lay_out, spoken_words
from sphinxcontrib_procstd.sphinx_ext.pictures import picture_stylesheet

SUFFIXES = {
    "svg": "svg", "png": "png", "pdf": "pdf", "dot": "dot", "mermaid": "mmd", "plantuml": "puml",
    "layout": "layout.json",
}  # fmt: skip
"""How the file of each format ends."""
BINARY = frozenset({"png", "pdf"})

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def file_names(processes: Iterable[Process], form: str) -> Iterator[tuple[Process, str]]:
    """Yield each process with its file's name: its id, made fit for any file system and unlike the others'."""
    taken: set[str] = set()
    for process in processes:
        stem = _UNSAFE.sub("_", process.id).strip(".") or "process"
        if _RESERVED.match(stem):
            stem = f"_{stem}"
        name, count = stem, 2
        while name.casefold() in taken:
            name, count = f"{stem}-{count}", count + 1
        taken.add(name.casefold())
        yield process, f"{name}.{SUFFIXES.get(form, form)}"


def export_picture(process: Process, catalogue: Catalogue, form: str) -> bytes:
    """Return one process in one format; raises `ProcstdError` where a library is lacking or a picture is too large."""
    try:
        return _WRITERS[form](process, build_flow_graph(process, catalogue))
    except LibraryMissingError as missing:
        raise ProcstdError(
            f"{form} needs a library that is not installed (or not whole); run: "
            f'pip install "sphinxcontrib-procstd[{missing}]"'
        ) from missing


def _drawing(process: Process, graph: FlowGraph) -> Drawing:
    if why := find_excess(graph):
        message = TOO_LARGE.replace("{process}", process.id).replace("{why}", why)
        raise ProcstdError(message, process.location)
    own = lay_out(process, graph, STORE.orientation if process.orientation is Orientation.AUTO else "")
    return drawn_by(process.engine, str(process.where("engine")), own, graph, lambda way: by_graphviz(graph, way))


def _svg_text(process: Process, graph: FlowGraph, more: str = "") -> tuple[str, Drawing]:
    drawing = _drawing(process, graph)
    style = picture_stylesheet() + more
    svg = render_svg(drawing, graph, prefix="procstd", links=lambda node: None, words=spoken_words(), stylesheet=style)
    return svg, drawing


def _svg(process: Process, graph: FlowGraph) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_svg_text(process, graph)[0]}\n'.encode()


def _png(process: Process, graph: FlowGraph) -> bytes:
    return to_png(_svg_text(process, graph)[0])


def _pdf(process: Process, graph: FlowGraph) -> bytes:
    svg, drawing = _svg_text(process, graph, PDF_STYLE)
    return to_pdf(svg, drawing.width, drawing.height)


def _layout(process: Process, graph: FlowGraph) -> bytes:
    neutral = to_neutral(_drawing(process, graph), graph)
    return (json.dumps(neutral, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _text(source: Callable[[FlowGraph], str]) -> Callable[[Process, FlowGraph], bytes]:
    return lambda process, graph: source(graph).encode()


_WRITERS: dict[str, Callable[[Process, FlowGraph], bytes]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "dot": _text(dot_source),
    "mermaid": _text(mermaid_source),
    "plantuml": _text(plantuml_source),
    "layout": _layout,
}
