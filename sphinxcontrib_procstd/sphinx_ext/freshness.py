"""Which pages must be written again: those whose view of the rest of the handbook has changed.

After reading, each page gets a digest of all it shows that stands in other documents. A page whose digest is not the
one it was last written with is written again and no other is, so an incremental build shows what a clean one would.

What was written last is noted apart for each output folder, beside Sphinx's own cache: `make html` and `make latexpdf`
share one environment, and what the one has read the other must still write. The note is taken away before the first
page is written and put back when the last one is, so after a build that was killed every page of ours is written.
"""

from __future__ import annotations

import json
import os
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd.model.handbook import DocumentFacts
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.quoted import is_standard, quoted_texts
from sphinxcontrib_procstd.sphinx_ext.shown import Shown
from sphinxcontrib_procstd.sphinx_ext.standing import standing_texts
from sphinxcontrib_procstd.sphinx_ext.views.filled import view_texts

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def setup_freshness(app: Sphinx) -> None:
    """Have stale pages written again."""
    freshness = Freshness()
    app.connect("env-updated", freshness.find_stale_pages)
    app.connect("doctree-resolved", freshness.note_page)
    app.connect("build-finished", freshness.keep)


class Freshness:
    """What the pages of one output folder were written with, over one build."""

    def __init__(self) -> None:
        self.current: dict[str, str] = {}
        self.written: dict[str, str] | None = None
        """As the note says, brought up to date while pages are written; None before the first one is."""

    def find_stale_pages(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages to write again (Sphinx's ``env-updated``)."""
        self.current = {
            docname: f"{env.all_docs.get(docname, 0)} {digest}"  # read again, by whatever builder: write it again
            for docname, digest in page_digests(app, env).items()
        }
        known = read_note(note_path(app))
        stale = {docname for docname, digest in self.current.items() if known.get(docname) != digest}
        for gone in known.keys() - env.all_docs.keys():  # a list of contents may still show it
            stale.update(env.files_to_rebuild.get(gone, ()))
        return sorted(stale & env.all_docs.keys())

    def note_page(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note that a page is about to be written (Sphinx's ``doctree-resolved``)."""
        path = note_path(app)
        if self.written is None:
            self.written = read_note(path)
            path.unlink(missing_ok=True)
        if docname in self.current:
            self.written[docname] = self.current[docname]

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """Put the note back, if all went well (Sphinx's ``build-finished``)."""
        if exception is None and self.written is not None:
            pages = {docname: self.written[docname] for docname in sorted(self.written.keys() & self.current.keys())}
            write_note(note_path(app), pages)
        self.written = None


_NOTHING = DocumentFacts()


def page_digests(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """Return docname -> a digest of what its page shows of the rest of the handbook."""
    domain = env.domains["procstd"]
    assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
    shown = Shown(
        handbook=domain.handbook,
        index=domain.index,
        draws=bool(app.config.procstd_swimlane),
        is_taken=partial(is_standard, env),
        view=partial(view_texts, app.builder),
        head=partial(standing_texts, app.builder),
    )
    digests = {}
    for docname in domain.documents.keys() | domain.quotes.keys():
        facts = domain.documents.get(docname, _NOTHING)
        texts = (*shown.texts(docname, facts), *quoted_texts(env, domain.quotes.get(docname, ())))
        text = "\0".join(texts)
        digests[docname] = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return digests


def note_path(app: Sphinx) -> Path:
    """Return where the note on an output folder is kept."""
    try:
        place = os.path.relpath(app.outdir, app.doctreedir)
    except ValueError:  # on another drive
        place = str(app.outdir)
    key = blake2b(Path(place).as_posix().encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
    return Path(app.doctreedir, f"procstd-{app.builder.name}-{key}.json")


def read_note(path: Path) -> dict[str, str]:
    """Return docname -> what its page was last written with; nothing when another version of ours wrote it."""
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(note, dict) or note.get("version") != __version__:
        return {}
    pages = note.get("pages")
    return {str(docname): str(digest) for docname, digest in pages.items()} if isinstance(pages, dict) else {}


def write_note(path: Path, pages: dict[str, str]) -> None:
    """Keep the note, whole or not at all."""
    scratch = path.with_suffix(".tmp")
    scratch.write_text(json.dumps({"version": __version__, "pages": pages}, indent=0), encoding="utf-8")
    scratch.replace(path)
