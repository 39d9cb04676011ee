"""Inline exceptions from the linter, gathered from the sources of a handbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinxcontrib_procstd.lint.options import Allow
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.syntax.allow import MARK, find_allows
from sphinxcontrib_procstd.syntax.block import Markup


def read_allows(catalogue: Catalogue, srcdir: Path) -> tuple[Allow, ...]:
    """Return the exceptions of every file that defines something, included files among them."""
    return tuple(allow for name in sorted(files_of(catalogue)) for allow in _read(name, srcdir))


def files_of(catalogue: Catalogue) -> set[str]:
    """Return the files, as findings name them, in which something of the handbook is defined."""
    files = {entry.location.file for entry in catalogue.resources}
    for process in catalogue.processes:
        files.add(process.location.file)
        files.update(step.location.file for step in process.steps)
    files.update(item.location.file for item in catalogue.duplicates)
    return files


def _read(name: str, srcdir: Path) -> Iterator[Allow]:
    path = srcdir / name
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return  # what cannot be read was said when the handbook was read
    if MARK not in text:
        return
    markup = Markup.MYST if path.suffix.casefold() in {".md", ".markdown", ".myst"} else Markup.RST
    for found in find_allows(text.splitlines(), markup):
        yield Allow(file=name, first=found.first, last=found.last, codes=found.codes, reason=found.reason)
