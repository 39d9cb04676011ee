"""Which pages must be written again: those whose view of the rest of the handbook has changed.

After reading, each page gets a digest of all it shows that stands in other documents. A page whose digest is not the
one it was last written with is written again and no other is, so an incremental build shows what a clean one would.

What was written last is noted apart for each output folder, beside Sphinx's own cache: `make html` and `make latexpdf`
share one environment, and what the one has read the other must still write. The note is taken away before the first
page is written and put back when the last one is, so after a build that was killed every page is written: of ours, and
of Sphinx's own, which would leave a page that it had half written as it is.

The note also says of which state of the handbook it is true. In that state no page is stale, and none is looked at;
nor when documents were read again since and show other pages nothing new (`faces`).
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd.model.handbook import DocumentFacts
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.elsewhere import named_elsewhere, state_elsewhere
from sphinxcontrib_procstd.sphinx_ext.faces import Faces
from sphinxcontrib_procstd.sphinx_ext.measured import state_of_figures
from sphinxcontrib_procstd.sphinx_ext.quoted import is_standard, quoted_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_procstd.model.graph import FlowGraph
    from sphinxcontrib_procstd.model.process import Process


def setup_freshness(app: Sphinx) -> None:
    """Have stale pages written again."""
    freshness = Freshness()
    app.connect("env-get-outdated", freshness.start)
    app.connect("env-purge-doc", freshness.faces.note, priority=100)  # before anything is forgotten
    app.connect("env-updated", freshness.find_stale_pages)
    app.connect("doctree-resolved", freshness.note_page)
    app.connect("build-finished", freshness.keep)


class Freshness:
    """What the pages of one output folder were written with, over one build."""

    def __init__(self) -> None:
        self.current: dict[str, str] = {}
        self.faces = Faces()
        self.state_before = ""
        """The state of the handbook before this build read anything, and after that."""
        self.state = ""
        self.written: dict[str, str] | None = None
        """As the note says, brought up to date while pages are written; None before the first one is."""

    def start(self, app: Sphinx, env: BuildEnvironment, *_documents: object) -> list[str]:
        """Note the state before anything is read (Sphinx's ``env-get-outdated``)."""
        self.faces.forget()
        self.state_before = state_of(app, env)
        self.objects_before = _domain(env).data["objects"]
        return []

    def find_stale_pages(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the pages to write again (Sphinx's ``env-updated``)."""
        known = read_note(note_path(app))
        self.state = state_of(app, env)
        if known.state == self.state:
            self.current = known.pages
            return []
        if known.state == self.state_before and self.faces.are_same(env):
            _domain(env).data["objects"] = self.objects_before
            again = {*self.faces.before, *_domain(env).views}  # a view may show anything
            self.current = known.pages | self.digests(app, env, again)
        else:
            self.current = self.digests(app, env)
        _domain(env).objects  # noqa: B018 - kept with the environment, which is written next
        if self.current and not known.pages:  # none written yet, or not all of them
            return sorted(env.found_docs)
        stale = {docname for docname, digest in self.current.items() if known.pages.get(docname) != digest}
        for gone in known.pages.keys() - env.all_docs.keys():  # a list of contents may still show it
            stale.update(env.files_to_rebuild.get(gone, ()))
        return sorted(stale & env.all_docs.keys())

    def digests(self, app: Sphinx, env: BuildEnvironment, only: Set[str] | None = None) -> dict[str, str]:
        """Return what pages are to be written with: a document read again, by whatever builder, is written again."""
        digests = page_digests(app, env, only)
        return {docname: f"{env.all_docs.get(docname, 0)} {digest}" for docname, digest in digests.items()}

    def note_page(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Note that a page is about to be written (Sphinx's ``doctree-resolved``)."""
        if self.written is None:
            path = note_path(app)
            self.written = dict(read_note(path).pages)
            path.unlink(missing_ok=True)
        if docname in self.current:
            self.written[docname] = self.current[docname]

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """Put the note back, if all went well (Sphinx's ``build-finished``)."""
        if exception is None and self.written is not None:
            pages = {docname: self.written[docname] for docname in sorted(self.written.keys() & self.current.keys())}
            lasts = pages == self.current and not _shows_more_than_the_state(app.env)
            write_note(note_path(app), Note(pages, self.state if lasts else ""))
        self.written = None


_NOTHING = DocumentFacts()


def page_digests(app: Sphinx, env: BuildEnvironment, only: Set[str] | None = None) -> dict[str, str]:
    """Return docname -> a digest of what its page shows of the rest of the handbook; of all pages or some."""
    from sphinxcontrib_procstd.sphinx_ext.heads import head_texts
    from sphinxcontrib_procstd.sphinx_ext.shown import TABLED, Shown  # loads what pages are made with
    from sphinxcontrib_procstd.sphinx_ext.views.filled import view_texts

    domain = _domain(env)
    shown = Shown(
        handbook=domain.handbook,
        index=domain.index,
        draws=bool(app.config.procstd_swimlane),
        reports=bool(app.config.procstd_report_problem),
        is_taken=partial(is_standard, env),
        elsewhere=partial(named_elsewhere, env),
        view=partial(view_texts, app.builder),
        head=partial(head_texts, app.builder, domain),
        measured=partial(_with_figures, app),
        kpi=partial(_kpi_texts, app),
        tabled=TABLED if app.builder.format == "html" else (),
    )
    digests = {}
    pages = domain.documents.keys() | domain.quotes.keys()
    for docname in pages if only is None else pages & only:
        facts = domain.documents.get(docname, _NOTHING)
        texts = (*shown.texts(docname, facts), *quoted_texts(env, domain.quotes.get(docname, ())))
        text = "\0".join(texts)
        digests[docname] = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return digests


def _with_figures(app: Sphinx, process: Process, graph: FlowGraph) -> tuple[str, FlowGraph]:
    from sphinxcontrib_procstd.sphinx_ext.figure_overlay import overlay_of  # brings the layout along

    overlay = overlay_of(process, app.config, app.srcdir)
    return overlay.note, overlay.over(graph)


def _kpi_texts(app: Sphinx, values: Mapping[str, str], process: Process) -> Iterator[str]:
    from sphinxcontrib_procstd.sphinx_ext.kpis import kpi_rows  # loaded where it is used

    for label, segments, _option in kpi_rows(values, process, app.config, app.srcdir):
        yield label
        yield from (segment.text for segment in segments)


def note_path(app: Sphinx) -> Path:
    """Return where the note on an output folder is kept."""
    try:
        place = os.path.relpath(app.outdir, app.doctreedir)
    except ValueError:  # on another drive
        place = str(app.outdir)
    key = blake2b(Path(place).as_posix().encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
    return Path(app.doctreedir, f"procstd-{app.builder.name}-{key}.json")


def state_of(app: Sphinx, env: BuildEnvironment) -> str:
    """Return a digest of what pages are made of: when documents were read, settings, measured figures, the day."""
    settings = [(value.name, value.value) for value in app.config if value.name.startswith("procstd_")]
    day = os.environ.get("SOURCE_DATE_EPOCH") or date.today().isoformat()  # noqa: DTZ011 - what a page calls today
    figures = sorted(state_of_figures(app.config, Path(app.srcdir)).items())
    releases = state_of_governance(app.config, Path(app.srcdir))
    away = state_elsewhere(env)
    text = repr((sorted(env.all_docs.items()), _settled(settings), app.config.language, day, figures, releases, away))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def state_of_governance(config: Config, srcdir: Path) -> list[str]:
    """Return a digest of each sign-off file and of the last release, which pages show."""
    files = sorted((srcdir / str(config.procstd_signoffs)).glob("*"))
    files += [srcdir / name for name in (config.procstd_baseline, config.procstd_allowed_signers) if name]
    digests = (blake2b(path.read_bytes(), digest_size=16).hexdigest() for path in files if path.is_file())
    return [f"{path.name} {digest}" for path, digest in zip((p for p in files if p.is_file()), digests, strict=True)]


def _settled(value: object) -> object:
    """Return a setting in a form whose ``repr`` is the same in every run."""
    if isinstance(value, dict):
        return sorted((repr(key), _settled(held)) for key, held in value.items())
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    return [_settled(held) for held in value] if isinstance(value, list | tuple) else value


def _shows_more_than_the_state(env: BuildEnvironment) -> bool:
    placed = {name for names in _domain(env).views.values() for name in names}
    if not placed:
        return False
    from sphinxcontrib_procstd.sphinx_ext.views.kind import find_view  # loads what makes it

    return any(not find_view(name).steady for name in placed)


def _domain(env: BuildEnvironment) -> ProcstdDomain:
    domain = env.domains["procstd"]
    assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
    return domain


@dataclass(frozen=True, slots=True)
class Note:
    """Docname -> what its page was last written with, and the state of the handbook in which no page is stale."""

    pages: dict[str, str] = field(default_factory=dict)
    state: str = ""


def read_note(path: Path) -> Note:
    """Return the note; nothing when another version of ours wrote it."""
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Note()
    if not isinstance(note, dict) or note.get("version") != __version__ or not isinstance(note.get("pages"), dict):
        return Note()
    pages = {str(docname): str(digest) for docname, digest in note["pages"].items()}
    return Note(pages, str(note.get("state", "")))


def write_note(path: Path, note: Note) -> None:
    """Keep the note, whole or not at all."""
    scratch = path.with_suffix(".tmp")
    text = json.dumps({"version": __version__, "state": note.state, "pages": note.pages}, indent=0)
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(path)
