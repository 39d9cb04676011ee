"""The files that a review calendar offers: written into the output folder when the build is done."""

from __future__ import annotations

from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.governance.due import due_csv, due_ics
from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.render.filters import FILTERS, matches
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.seldom import REVIEW_FOLDER
from sphinxcontrib_procstd.sphinx_ext.signing import governance_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from sphinx.application import Sphinx

    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

FORMATS = {"csv": "CSV"} | ({"ics": "Calendar (.ics)"} if find_spec("icalendar") else {})
"""Suffix -> what its link is called. The calendar needs the package icalendar (extra ``calendar``)."""


def download_name(options: Mapping[str, str], suffix: str) -> str:
    """Return the path of a file below the output folder; views with the same filter share it."""
    chosen = "\0".join(f"{name}={options[name]}" for name in FILTERS if options.get(name, "").strip())
    mark = f"-{blake2b(chosen.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}" if chosen else ""
    return f"{REVIEW_FOLDER}/review-calendar{mark}.{suffix}"


def write_downloads(app: Sphinx, domain: ProcstdDomain, docnames: Iterable[str]) -> None:
    """Write the files of every review calendar in some documents, and take away all others."""
    placed = {
        tuple(sorted((name, text) for name, text in view.options if name in FILTERS))
        for docname in docnames
        for view in domain.documents[docname].views
        if view.name == "review-calendar"
    }
    written = {_write(app, domain, dict(filters), suffix) for filters in sorted(placed) for suffix in FORMATS}
    _remove_others(Path(app.outdir, REVIEW_FOLDER), written)


def _remove_others(folder: Path, written: Set[Path]) -> None:
    """Take away the files of review calendars that are on no page any more."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path not in written and path.is_file():
            path.unlink()
    if not written and not any(folder.iterdir()):
        folder.rmdir()


def _write(app: Sphinx, domain: ProcstdDomain, filters: Mapping[str, str], suffix: str) -> Path:
    """Write one file, whole or not at all, where it is not there as it is to be; return where."""
    found, catalogue = governance_of(domain), domain.handbook.catalogue
    dues = found.dues([process for process in catalogue.processes if matches(process, filters, catalogue)])

    def url(process: Process) -> str:
        base = app.config.html_baseurl
        return (
            f"{base.rstrip('/')}/{app.builder.get_target_uri(process.docname)}#{process_anchor(process.id)}"
            if base
            else ""
        )

    content = due_csv(dues, catalogue, words) if suffix == "csv" else due_ics(dues, catalogue, words, found.today, url)
    path = Path(app.outdir, download_name(filters, suffix))
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_bytes() != content:
        unfinished = path.with_name(f".{path.name}.unfinished")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return path
