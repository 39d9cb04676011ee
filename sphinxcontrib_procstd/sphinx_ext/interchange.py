"""Where import and export meet the author's syntax and the layout: those packages do not know one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.drawing import Direction
from sphinxcontrib_procstd.exchange.bpmn_export import export_bpmn
from sphinxcontrib_procstd.exchange.bpmn_graph import bpmn_graph
from sphinxcontrib_procstd.exchange.values import Syntax
from sphinxcontrib_procstd.layout.swimlane import layout_swimlane
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Orientation, Process
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.syntax.build import Reading, Value, build_fields, build_mentions
from sphinxcontrib_procstd.syntax.ids import is_id, make_id
from sphinxcontrib_procstd.syntax.options import find_option
from sphinxcontrib_procstd.syntax.template_table import column_of, step_title


def _option_name(directive: str, name: str) -> str:
    option = find_option(directive, name)
    return option.name if option else ""


def _build(directive: str, texts: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    reading = Reading(
        directive=directive,
        values={name: Value(text) for name, text in texts.items()},
        lines=dict.fromkeys(texts, 0),
    )
    return build_fields(reading), [remark.message for remark in reading.remarks]


def _items(text: str) -> tuple[Mention, ...]:
    return build_mentions(Value(text))


SYNTAX = Syntax(
    column_of=column_of,
    step_title=step_title,
    option_name=_option_name,
    build_fields=_build,
    items=_items,
    make_id=make_id,
    is_id=is_id,
)
"""The syntax of this extension, as the importers of `exchange` take it."""


def export_document(
    process: Process, catalogue: Catalogue, form: str, templates: Mapping[str, Path] | None = None
) -> bytes:
    """Return one process as a document of a format in `config.DOCUMENTS`.

    ``templates`` are files that decide how a format looks. Raises `ProcstdError` where a library is lacking, a
    template cannot be used or a text is too long for the format.
    """
    from sphinxcontrib_procstd.exchange import csv_, docx_, source, xlsx
    from sphinxcontrib_procstd.exchange.escape import Format

    if form in {"md", "rst"}:
        return source.write_process(process, Format(form)).encode("utf-8", "replace")
    if form == "bpmn":
        return draw_bpmn(process, catalogue, words)
    if form == "csv":
        return csv_.export_csv((process,), catalogue, words)
    write = {"xlsx": xlsx.export_xlsx, "docx": docx_.export_docx}[form]
    return write((process,), catalogue, words, (templates or {}).get(form))


def draw_bpmn(process: Process, catalogue: Catalogue, words: Callable[[str], str]) -> bytes:
    """Return a process as a BPMN file, drawn left to right as BPMN tools do unless its author says otherwise."""
    graph = bpmn_graph(process, catalogue, words)
    down = process.orientation is Orientation.TOP_DOWN
    drawing = layout_swimlane(graph, Direction.TOP_DOWN if down else Direction.LEFT_RIGHT)
    return export_bpmn(process, catalogue, graph, drawing)
