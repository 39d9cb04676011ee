"""Files that are written beside the pages: blank forms, copies of their templates, tables to download.

All stand in one folder of the output. A name says by itself which object a file belongs to, so writers that run side
by side never need to agree, and whatever belongs to nothing any more is taken away after the build.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from sphinxcontrib_procstd.config import FORM_FORMATS
from sphinxcontrib_procstd.diagnostics import ProcstdError, said_in
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.inside import is_file, is_inside
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.render.entries import safe_uri
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinxcontrib_procstd.doctree.views import Download

FOLDER = "_procstd"
_SURELY = 10_000
"""Characters that every format holds, in one cell if need be."""
_LIBRARIES = {"xlsx": "openpyxl", "docx": "docx"}
_LABELS = {"xlsx": "Excel", "docx": "Word"}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def setup_form_files(app: Sphinx) -> None:
    """Say which formats cannot be made; take away files that belong to nothing any more."""
    app.connect("builder-inited", say_missing)
    app.connect("build-finished", remove_left_over)


def holds_files(builder: Builder) -> bool:
    """Return whether a builder's pages can link to files beside them: a web site, no book and no data."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and not hasattr(builder, "implementation")  # pages as JSON or pickles
        and not builder.embedded
    )


def formats(builder: Builder) -> tuple[str, ...]:
    """Return the formats in which this build makes blank forms."""
    if not holds_files(builder):
        return ()
    wanted = builder.config.procstd_blank_forms
    if wanted is False:
        return ()
    return tuple(form for form in FORM_FORMATS if (wanted is True or form in wanted) and _is_installed(form))


@cache
def _is_installed(form: str) -> bool:
    return find_spec(_LIBRARIES[form]) is not None


def say_missing(app: Sphinx) -> None:
    """Warn of a format that conf.py asks for by name and that cannot be made (Sphinx's ``builder-inited``)."""
    wanted = app.config.procstd_blank_forms
    if isinstance(wanted, bool) or not holds_files(app.builder):
        return
    for form in wanted:
        if not _is_installed(form):
            message = words(
                "blank forms as {form} need a library that is not installed; "
                'run: pip install "sphinxcontrib-procstd[{form}]"'
            )
            logger.warning("%s", message.replace("{form}", form), type="procstd", subtype="form")


def form_name(resource: Resource) -> str:
    """Return the file name of a form without its ending: no two ids share one, also where case does not count."""
    return f"form-{resource.id}" if resource.id.islower() else f"form-{resource.id}-{_short(resource.id)}"


def _short(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


class FormFiles:
    """What one page offers to download."""

    def __init__(self, builder: Builder, docname: str) -> None:
        self.builder = builder
        self.docname = docname

    def downloads(self, resource: Resource) -> tuple[Download, ...]:
        """Return the blank forms of a register entry; none for a form whose fields are not listed."""
        if not resource.fields:
            return ()
        from sphinxcontrib_procstd.doctree.views import Download

        catalogue: Catalogue = self.builder.env.domains["procstd"].handbook.catalogue  # type: ignore[attr-defined] # it is ours
        if catalogue.find(ResourceKind.FORM, resource.id) is not resource:
            return ()  # its id is taken: the file is the other one's
        made = []
        for form in formats(self.builder):
            if not can_be_made(resource, catalogue, form):
                continue
            name = f"{form_name(resource)}.{form}"
            kept = _NOT_IN_NAMES.sub(" ", " ".join(filter(None, (resource.number, resource.title)))).strip()
            save = partial(self.write, name, partial(make_form, resource, catalogue, form))
            made.append(Download(words(_LABELS[form]), self.href(name), f"{kept}.{form}", save))
        return tuple(made)

    def template(self, resource: Resource) -> str:
        """Return the address of a form's template: its own, or that of a copy of the file; "" if there is none."""
        if not resource.template or (uri := safe_uri(resource.template)):
            return uri if resource.template else ""
        path = template_path(Path(self.builder.srcdir), resource.docname, resource.template)
        if path is None or not holds_files(self.builder):
            return ""
        name = template_name(resource)
        self.write(name, path.read_bytes)
        return self.href(name)

    def href(self, name: str) -> str:
        """Return the address of a file of ours, from this page."""
        here = self.builder.get_target_uri(self.docname)
        return relative_uri("" if here.startswith("#") else here, f"{FOLDER}/{name}")

    def write(self, name: str, make: Callable[[], bytes]) -> None:
        """Write a file, whole or not at all."""
        folder = Path(self.builder.outdir, FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{name}.{os.getpid()}"
        unfinished.write_bytes(make())
        unfinished.replace(folder / name)

    def take_away(self, name: str) -> None:
        """Take away a file that the page does not offer any more."""
        Path(self.builder.outdir, FOLDER, name).unlink(missing_ok=True)


def can_be_made(resource: Resource, catalogue: Catalogue, form: str) -> bool:
    """Return whether a format can hold a blank form; one that cannot is warned of, once."""
    if len(repr(resource)) < _SURELY:
        return True
    try:
        make_form(resource, catalogue, form)
    except ProcstdError as error:
        message = words("{process}: no file to download: {why}").replace("{process}", resource.id)
        message = message.replace("{why}", said_in(words, error.message))
        where = str(resource.location)
        logger.warning("%s", message, location=where, type="procstd", subtype="form", once=True)
        return False
    return True


def make_form(resource: Resource, catalogue: Catalogue, form: str) -> bytes:
    """Return the blank form of a register entry."""
    from sphinxcontrib_procstd.exchange.blank_form import blank_form
    from sphinxcontrib_procstd.exchange.form_docx import form_docx
    from sphinxcontrib_procstd.exchange.form_xlsx import form_xlsx
    from sphinxcontrib_procstd.sphinx_ext.form_fields import with_titles

    resource = with_titles(resource, catalogue)  # a cross-reference is noted by what it names, an id perhaps
    sheet = blank_form(resource, catalogue.role_text(resource.owner) if resource.owner else "", words)
    return form_xlsx(sheet, words) if form == "xlsx" else form_docx(sheet, words)


def template_name(resource: Resource) -> str:
    """Return the file name of the copy of a form's template."""
    return f"{form_name(resource).replace('form-', 'template-', 1)}{Path(resource.template).suffix.lower()}"


def template_place(srcdir: Path, docname: str, written: str) -> Path | None:
    """Return where the file of a template is or may come: beside its document, or from the sources (a leading slash).

    None when that is outside the source folder.
    """
    base = srcdir if written.startswith("/") else (srcdir / docname).parent
    path = base / written.lstrip("/")
    return path.resolve() if is_inside(path, srcdir) else None


def template_path(srcdir: Path, docname: str, written: str) -> Path | None:
    """Return the file of a template, None when there is none or it lies outside the source folder."""
    place = template_place(srcdir, docname, written)
    return place if place and is_file(place) else None


def remove_left_over(app: Sphinx, exception: Exception | None) -> None:
    """Take away files of ours that no page offers any more (Sphinx's ``build-finished``)."""
    folder = Path(app.outdir, FOLDER)
    if exception is not None or not holds_files(app.builder) or not folder.is_dir():
        return
    wanted = set(_wanted(app))
    for path in sorted(folder.iterdir()):
        if path.name not in wanted and path.is_file():
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def _wanted(app: Sphinx) -> Iterator[str]:
    from sphinxcontrib_procstd.sphinx_ext.views.kind import find_view

    domain = app.env.domains["procstd"]
    for resource in domain.handbook.catalogue.of_kind(ResourceKind.FORM):  # type: ignore[attr-defined] # it is ours
        if resource.fields:
            yield from (f"{form_name(resource)}.{form}" for form in formats(app.builder))
        written = resource.template
        if written and not safe_uri(written) and template_path(Path(app.srcdir), resource.docname, written):
            yield template_name(resource)
    for docname in domain.views:  # type: ignore[attr-defined] # it is ours
        for placed in domain.documents[docname].views:  # type: ignore[attr-defined] # it is ours
            if name := find_view(placed.name).file:
                yield name(placed)
