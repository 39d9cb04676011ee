"""Processes as picture files and as text for other drawing tools: one file a process."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.drawing import Drawing
from sphinxcontrib_procstd.layout.dot import dot_source
from sphinxcontrib_procstd.layout.graphviz_drawing import layout_graphviz
from sphinxcontrib_procstd.layout.neutral import to_neutral
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.graph import FlowGraph
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.render.mermaid import mermaid_source
from sphinxcontrib_procstd.render.plantuml import plantuml_source
from sphinxcontrib_procstd.render.svg import SvgWords, render_svg
from sphinxcontrib_procstd.sphinx_ext.engine import drawn_by
from sphinxcontrib_procstd.sphinx_ext.figures import lay_out
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.pictures import picture_stylesheet

SUFFIXES = {
    "svg": "svg", "png": "png", "pdf": "pdf", "dot": "dot", "mermaid": "mmd", "plantuml": "puml",
    "layout": "layout.json",
}  # fmt: skip
"""How the file of each format ends."""
BINARY = frozenset({"png", "pdf"})

_PNG_ZOOM = 2
"""Pixels of a PNG to one of the drawing: sharp on screens of high density, and in print up to 20 cm wide."""
_PDF_STYLE = """
.procstd-swimlane .procstd-label { stroke: none; }
.procstd-swimlane text, .procstd-swimlane tspan {
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", Arial, sans-serif;
}"""
"""WeasyPrint paints strokes over fills, and takes the first font of a list for what it lacks, too."""
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
        yield process, f"{name}.{SUFFIXES[form]}"


def export_picture(process: Process, catalogue: Catalogue, form: str) -> bytes:
    """Return one process in one format; raises `ProcstdError` where a library is lacking."""
    return _WRITERS[form](process, build_flow_graph(process, catalogue))


def _drawing(process: Process, graph: FlowGraph) -> Drawing:
    own = lay_out(process, graph, "")
    return drawn_by(process.engine, str(process.where("engine")), own, lambda way: layout_graphviz(graph, way))


def _svg_text(process: Process, graph: FlowGraph, more: str = "") -> tuple[str, Drawing]:
    drawing = _drawing(process, graph)
    spoken = SvgWords(
        title=words("Swimlane of {process}").replace("{process}", "{title}"),
        description=words("{steps} steps in {lanes} lanes: {names}."),
        separator=words(", "),
    )
    style = picture_stylesheet() + more
    svg = render_svg(drawing, graph, prefix="procstd", links=lambda node: None, words=spoken, stylesheet=style)
    return svg, drawing


def _svg(process: Process, graph: FlowGraph) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_svg_text(process, graph)[0]}\n'.encode()


def _png(process: Process, graph: FlowGraph) -> bytes:
    try:
        import resvg_py
    except ImportError as error:
        raise _lacking("png") from error
    svg = _svg_text(process, graph)[0]
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=_PNG_ZOOM, background="#ffffff"))


def _pdf(process: Process, graph: FlowGraph) -> bytes:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError: its own library Pango is not on the system
        raise _lacking("pdf") from error
    svg, drawing = _svg_text(process, graph, _PDF_STYLE)
    page = (
        f"<style>@page {{ size: {drawing.width:.1f}px {drawing.height:.1f}px; margin: 0 }}"
        " body { margin: 0 } svg { display: block }</style>"
    )
    document = weasyprint.HTML(string=f"<!DOCTYPE html><meta charset=utf-8>{page}{svg}", url_fetcher=_no_fetching)
    return bytes(document.write_pdf())


def _no_fetching(url: str, *args: object, **kwargs: object) -> dict[str, object]:
    raise ValueError(f"nothing is loaded from elsewhere, not {url}")


def _lacking(extra: str) -> ProcstdError:
    return ProcstdError(
        f"{extra} needs a library that is not installed (or not whole); run: "
        f'pip install "sphinxcontrib-procstd[{extra}]"'
    )


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
