"""Files to download beside the page of each process, written with it and only when what they hold has changed.

A file is stale when the extract of the handbook that it is made from is not the one it was made from last. Stale files
are taken away before pages are written, and a writer makes those that are missing: so whoever runs it, forked or not,
needs to know nothing but what is there.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.osutil import relative_uri

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd.diagnostics import ProcstdError, said_in
from sphinxcontrib_procstd.doctree.views import DownloadLink
from sphinxcontrib_procstd.exchange.extract import extract
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.freshness import note_path
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger, read_lines

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.model.process import Process

FOLDER = "_downloads/procstd"
"""Where the files are, below the output folder. It is ours alone."""
BUILDERS = frozenset({"html", "dirhtml"})
LIBRARIES = {"xlsx": "openpyxl", "docx": "docx"}
"""The library that a format needs, by the name it is imported under; the extra has the format's name."""
TYPES = {
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "bpmn": ("BPMN", "application/xml"),
    "md": ("Markdown", "text/markdown"),
    "rst": ("reStructuredText", "text/x-rst"),
}
"""Format -> what readers call it, and its media type."""

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The files of one build: file name by (process id, format), and what decides how they look."""

    folder: Path
    names: Mapping[tuple[str, str], str]
    templates: Mapping[str, Path]


def setup_downloads(app: Sphinx) -> None:
    """Have files made beside the pages of processes."""
    downloads = Downloads()
    app.connect("env-updated", downloads.plan)
    app.connect("build-finished", downloads.keep)


class Downloads:
    """The files of one output folder, over one build."""

    def __init__(self) -> None:
        self.digests: dict[str, str] = {}
        """File name -> digest of what it is made from."""

    def plan(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Take stale files away and return the pages they belong to (Sphinx's ``env-updated``)."""
        domain = env.domains["procstd"]
        assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
        self.digests, domain.downloads = {}, None
        if app.builder.name not in BUILDERS:
            return []
        catalogue, templates = domain.handbook.catalogue, usable_templates(app)
        names = dict(names_of(catalogue, usable_formats(app)))
        folder, known = Path(app.outdir, FOLDER), read_digests(digests_path(app))
        looks = {form: blake2b(path.read_bytes(), digest_size=16).hexdigest() for form, path in templates.items()}
        stale = set()
        for (process_id, form), name in names.items():
            process = catalogue.process_by_id[process_id]
            digest = digest_of(process, catalogue, form, f"{app.config.language} {looks.get(form, '')}")
            self.digests[name] = digest
            if known.get(name) != digest or not (folder / name).is_file():
                (folder / name).unlink(missing_ok=True)
                stale.add(process.docname)
        if stale:
            digests_path(app).unlink(missing_ok=True)  # until all of them are there again
        if names:
            domain.downloads = Plan(folder=folder, names=names, templates=templates)
        return sorted(stale & env.all_docs.keys())

    def keep(self, app: Sphinx, exception: Exception | None) -> None:
        """Take away the files of processes that are gone; note what the others were made from (``build-finished``)."""
        if exception is not None or app.builder.name not in BUILDERS:
            return
        folder = Path(app.outdir, FOLDER)
        made = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        for name in made - self.digests.keys():
            (folder / name).unlink(missing_ok=True)
        if made and not any(folder.iterdir()):
            folder.rmdir()
        path = digests_path(app)
        if found := {name: self.digests[name] for name in sorted(made & self.digests.keys())}:
            scratch = path.with_suffix(".tmp")
            scratch.write_text(json.dumps({"version": __version__, "files": found}, indent=0), encoding="utf-8")
            scratch.replace(path)
        else:
            path.unlink(missing_ok=True)


def names_of(catalogue: Catalogue, formats: Sequence[str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield (process id, format) and the name of the file."""
    if formats:
        from sphinxcontrib_procstd.sphinx_ext.picture_export import file_names  # brings the layout along

        for form in formats:
            for process, name in file_names(catalogue.processes, form):
                yield (process.id, form), name


def usable_formats(app: Sphinx) -> list[str]:
    """Return the formats asked for, each once, without those whose library is not installed: that is warned of."""
    found = []
    for form in dict.fromkeys(app.config.procstd_downloads):
        if form in LIBRARIES and find_spec(LIBRARIES[form]) is None:
            message = words(
                'procstd_downloads: "{form}" was left out; run: pip install "sphinxcontrib-procstd[{form}]"'
            )
            place = place_of_setting(app, "procstd_downloads")
            logger.warning("%s", message.replace("{form}", form), location=place, type="procstd", subtype="download")
        else:
            found.append(form)
    return found


def usable_templates(app: Sphinx) -> dict[str, Path]:
    """Return format -> the file whose styles it takes; one that is missing is warned of."""
    found = {}
    for name in app.config.procstd_templates:
        path = Path(app.confdir, name)
        if path.is_file():
            found[path.suffix.casefold().removeprefix(".")] = path
        else:
            place = place_of_setting(app, "procstd_templates")
            message = words("procstd_templates: there is no file {name}").replace("{name}", repr(name))
            logger.warning("%s", message, location=place, type="procstd", subtype="download")
    return found


def place_of_setting(app: Sphinx, name: str) -> str:
    """Return where conf.py sets something, its first line where the command line does."""
    conf = Path(app.confdir, "conf.py")
    lines = (number for number, line in enumerate(read_lines(conf), 1) if line.lstrip().startswith(name))
    return f"{conf}:{next(lines, 1)}"


def digest_of(process: Process, catalogue: Catalogue, form: str, look: str) -> str:
    """Return a digest of all that a file is made from."""
    part = part_of(process, catalogue, form)
    text = f"{look}\0{process.id}\0{part.processes!r}\0{part.resources!r}"
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def part_of(process: Process, catalogue: Catalogue, form: str) -> Catalogue:
    """Return what a file of this format is made from: sources keep their references, other files say titles."""
    return extract(process, catalogue, whole=form == "json", linked=form in {"md", "rst"})


def digests_path(app: Sphinx) -> Path:
    """Return where the note on the files of an output folder is kept."""
    return note_path(app).with_suffix(".files.json")


def read_digests(path: Path) -> dict[str, str]:
    """Return file name -> digest of what it was made from; nothing when another version of ours made it."""
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    files = note.get("files") if isinstance(note, dict) and note.get("version") == __version__ else None
    return {str(name): str(digest) for name, digest in files.items()} if isinstance(files, dict) else {}


def links_of(process: Process, builder: Builder, docname: str) -> tuple[DownloadLink, ...]:
    """Write the files of a process that are not there yet, and return links to those that are."""
    domain = builder.env.domains["procstd"]
    assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
    plan, catalogue = domain.downloads, domain.handbook.catalogue
    if plan is None or catalogue.process_by_id.get(process.id) is not process:
        return ()
    links = []
    for form, (label, media) in TYPES.items():
        name = plan.names.get((process.id, form))
        if name is None or not _is_there(process, catalogue, form, plan, name):
            continue
        uri = relative_uri(builder.get_target_uri(docname), f"{FOLDER}/{name}")
        title = " ".join(_NOT_IN_NAMES.sub(" ", f"{process.number} {process.title}").split())[:80].strip(". ")
        links.append(DownloadLink(label=label, href=uri, media=media, file=f"{title or process.id}.{form}"))
    return tuple(links)


def _is_there(process: Process, catalogue: Catalogue, form: str, plan: Plan, name: str) -> bool:
    """Return whether a file is there, made now if it was not; what it cannot hold is warned of."""
    path = plan.folder / name
    if path.is_file():
        return True
    try:
        content = content_of(process, catalogue, form, plan.templates)
    except ProcstdError as error:
        where = f"{error.location}: " if error.location else ""
        message = words("{process}: no file to download: {why}").replace("{process}", process.id)
        logger.warning(
            "%s",
            message.replace("{why}", where + said_in(words, error.message)),
            location=str(process.location),
            type="procstd",
            subtype="download",
        )
        return False
    plan.folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
    return True


def content_of(process: Process, catalogue: Catalogue, form: str, templates: Mapping[str, Path]) -> bytes:
    """Return a file's content, made from the extract that its digest was made from."""
    from sphinxcontrib_procstd.exchange.json_ import catalogue_json
    from sphinxcontrib_procstd.sphinx_ext.interchange import export_document

    part = part_of(process, catalogue, form)
    own = part.process_by_id[process.id]
    if form == "json":
        return catalogue_json(part, frozenset({process.id})).encode()
    return export_document(own, part, form, templates)
