"""Files out of a handbook: one a process and format, by several workers where that is asked for."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.cli_progress import with_progress
from sphinxcontrib_procstd.config import DOCUMENTS
from sphinxcontrib_procstd.diagnostics import Location, ProcstdError, printable

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.catalogue import Catalogue

PICTURES = ("svg", "png", "pdf", "dot", "mermaid", "plantuml", "layout")
"""Formats of ``export`` that draw a process."""
FORMATS = ("json", *DOCUMENTS, *PICTURES)
TEMPLATES = ("xlsx", "docx")
"""Formats whose look a template file decides."""
WHOLE = "handbook.json"
"""The file of the whole handbook, when other formats stand beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What to write: the wanted processes (all if empty) in some formats, into a folder or to the terminal."""

    catalogue: Catalogue
    wanted: frozenset[str] = frozenset()
    forms: Sequence[str] = ("json",)
    output: Path | None = None
    templates: Mapping[str, Path] = field(default_factory=dict)
    workers: int = 1


@dataclass(frozen=True, slots=True)
class File:
    """One file to write: which process, in which format, under which name."""

    process: str
    form: str
    name: str


def templates_of(paths: Iterable[Path]) -> dict[str, Path]:
    """Return format -> template file; raises `ProcstdError` for one that is missing or of another kind."""
    found: dict[str, Path] = {}
    for path in paths:
        form = path.suffix.casefold().removeprefix(".")
        if form not in TEMPLATES:
            raise ProcstdError("a template is an .xlsx or a .docx file", Location(str(path)))
        if form in found:
            raise ProcstdError(f"a second .{form} template; one is enough", Location(str(path)))
        if not path.is_file():
            raise ProcstdError("there is no such file", Location(str(path)))
        found[form] = path
    return found


def run_export(export: Export) -> int:
    """Write what is asked for; return 0, or 2 when some processes were refused and said so.

    Raises `ProcstdError` when nothing can be written so.
    """
    from sphinxcontrib_procstd.exchange.json_ import catalogue_json

    forms = list(dict.fromkeys(export.forms))
    if forms == ["json"]:
        write_text(catalogue_json(export.catalogue, export.wanted), export.output)
        return 0
    files = list(_files(export, [form for form in forms if form != "json"]))
    if export.output is None:
        _print_one(export, files, forms)
        return 0
    if "json" in forms:
        write_text(catalogue_json(export.catalogue, export.wanted), export.output / WHOLE)
    refused = [text for text in with_progress(_written(export, files), len(files), "writing") if text]
    if refused and len(files) == 1:
        raise ProcstdError(refused[0])
    for text in refused:
        print(f"procstd: {printable(text)}", file=sys.stderr)
    return 2 if refused else 0


def _files(export: Export, forms: Iterable[str]) -> Iterator[File]:
    from sphinxcontrib_procstd.sphinx_ext.picture_export import file_names

    found = [process for process in export.catalogue.processes if not export.wanted or process.id in export.wanted]
    for form in forms:
        for process, name in file_names(found, form):
            yield File(process.id, form, name)


def _print_one(export: Export, files: Sequence[File], forms: Sequence[str]) -> None:
    """Write the text of the only file to the terminal."""
    from sphinxcontrib_procstd.sphinx_ext.picture_export import BINARY

    if len(forms) > 1:
        raise ProcstdError("several formats make several files: name a folder with -o")
    if len(files) != 1 or forms[0] in {*BINARY, *TEMPLATES}:
        raise ProcstdError(f"{forms[0]} makes one file a process: name a folder with -o")
    write_text(_content(export, files[0]).decode(), None)


def _content(export: Export, file: File) -> bytes:
    process = export.catalogue.process_by_id[file.process]
    if file.form in DOCUMENTS:
        from sphinxcontrib_procstd.sphinx_ext.interchange import export_document

        return export_document(process, export.catalogue, file.form, export.templates)
    from sphinxcontrib_procstd.sphinx_ext.picture_export import export_picture

    return export_picture(process, export.catalogue, file.form)


_inherited: list[Export] = []
"""What forked workers write from: a whole handbook is too much to hand over with every file."""


def _write(file: File) -> str:
    """Write one file; return why its process is refused, "" if it is not. The others are written all the same."""
    export = _inherited[-1]
    assert export.output is not None  # noqa: S101 - workers are only started for a folder
    try:
        content = _content(export, file)
    except ProcstdError as error:
        if error.location is None:
            raise
        return str(error)
    write_bytes(content, export.output / file.name)
    return ""


def _written(export: Export, files: Sequence[File]) -> Iterator[str]:
    """Write the files one after the other, or with workers where this system can fork.

    Yields for each why its process is refused, "" if it is not.
    """
    _inherited.append(export)
    try:
        if min(export.workers, len(files)) < 2 or "fork" not in multiprocessing.get_all_start_methods():
            yield from map(_write, files)
            return
        fork = multiprocessing.get_context("fork")
        pool = ProcessPoolExecutor(min(export.workers, len(files)), mp_context=fork)
        try:
            yield from pool.map(_write, files, chunksize=4)
        finally:  # interrupted, or the first fault raised: what nobody has begun is not begun
            pool.shutdown(wait=True, cancel_futures=True)
    finally:
        _inherited.pop()


def write_text(text: str, output: Path | None) -> None:
    """Write a text to a file, whole or not at all, or to the terminal."""
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # a terminal may speak another encoding
        sys.stdout.write(text)
        return
    write_bytes(text.encode(), output)


def write_bytes(content: bytes, output: Path) -> None:
    """Write a file, whole or not at all."""
    output.parent.mkdir(parents=True, exist_ok=True)
    unfinished = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
