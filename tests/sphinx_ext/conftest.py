"""A desk to read documents at: one Sphinx app for many small projects (about 15 ms each)."""

from __future__ import annotations

import contextlib
import logging
import os
import re
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sphinx.locale
from docutils import nodes
from docutils.parsers.rst import directives, roles
from sphinx.testing.util import SphinxTestApp
from sphinx.util.docutils import additional_nodes, register_node, unregister_node
from sphinx.util.logging import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "layout")]  # helpers in files

_LOG = logging.getLogger(NAMESPACE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
EXTENSIONS = ("myst_parser", "sphinxcontrib_procstd")
POSITIONS = ("source", "line")
"""Attributes of a doctree that tell where a text stands, and nothing else."""


@dataclass(frozen=True)
class Reading:
    """What Sphinx made of some documents."""

    warnings: list[str]
    domain: ProcstdDomain
    doctrees: dict[str, nodes.document]

    @property
    def doctree(self) -> nodes.document:
        """The doctree of the document ``page``."""
        return self.doctrees["page"]

    @property
    def catalogue(self) -> Catalogue:
        """Everything that was read."""
        return self.domain.handbook.catalogue

    @property
    def process(self) -> Process:
        """The only process there is."""
        (process,) = self.catalogue.processes
        return process

    @property
    def steps(self) -> list[str]:
        """The titles of the steps of the only process."""
        return [step.title for step in self.process.steps]


class Desk:
    """A Sphinx app that reads one small project after another.

    Sphinx keeps its directives in globals of docutils, and another test's app clears them when it is done; it has one
    set of log handlers, the last app's. Both are put back before each reading.
    """

    def __init__(self, folder: Path, settings: dict[str, Any], builder: str = "dummy") -> None:
        self.folder = folder
        self.builder = builder
        (folder / "conf.py").write_text("", encoding="utf-8")
        (folder / "index.rst").write_text("Start\n=====\n", encoding="utf-8")
        outer, handlers = _globals(), _LOG.handlers[:]
        _restore(({}, {}, {}, {}))
        self.app = SphinxTestApp(builder, srcdir=folder, warning=StringIO(), status=StringIO(), confoverrides=settings)
        self.startup = self._warnings()
        self._mine, self._handlers = _globals(), _LOG.handlers[:]
        _restore(outer)
        _LOG.handlers[:] = handlers

    def _warnings(self) -> list[str]:
        text = _COLOUR.sub("", self.app.warning.getvalue()).replace(f"{self.folder}/", "")
        text = text.replace(os.path.relpath(self.folder) + "/", "")  # docutils and included files
        self.app.warning.seek(0)
        self.app.warning.truncate()
        return [line.replace("WARNING: ", "") for line in text.splitlines()]

    def read(self, files: dict[str, str]) -> Reading:
        """Read files (name -> text) as a project of their own; name the main one ``page.rst`` or ``page.md``."""
        with self._at_work():
            for old in self.folder.rglob("*.*"):
                if old.name != "conf.py" and "_build" not in old.parts:
                    old.unlink()
            self.app.env.clear_doc("index")
            for docname in list(self.app.env.all_docs):
                self.app.env.all_docs.pop(docname)
                for domain in self.app.env.domains.sorted():
                    domain.clear_doc(docname)
            for name, text in {"index.rst": _INDEX, **files}.items():
                path = self.folder / name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(text.encode("utf-8", "surrogatepass"))
            self.app.build()
            warnings = self._warnings()
            doctrees = {docname: self.app.env.get_doctree(docname) for docname in self.app.env.found_docs}
        domain = self.app.env.domains["procstd"]
        return Reading(warnings, domain, doctrees)  # type: ignore[arg-type]

    def rst(self, text: str, **files: str) -> Reading:
        """Read one reStructuredText document."""
        return self.read({"page.rst": text, **files})

    def myst(self, text: str, **files: str) -> Reading:
        """Read one MyST document."""
        return self.read({"page.md": text, **files})

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[None]:
        outer, handlers = _globals(), _LOG.handlers[:]
        _restore(self._mine)
        _LOG.handlers[:] = self._handlers
        try:
            yield
        finally:
            _restore(outer)
            _LOG.handlers[:] = handlers


_INDEX = """\
Start
=====

.. toctree::
   :glob:

   *
"""


def _globals() -> tuple[dict[str, Any], ...]:
    return (
        dict(vars(directives)["_directives"]),
        dict(vars(roles)["_roles"]),
        dict(sphinx.locale.translators),
        dict.fromkeys(additional_nodes),
    )


def _restore(kept: tuple[dict[str, Any], ...]) -> None:
    for now, then in zip(
        (vars(directives)["_directives"], vars(roles)["_roles"], sphinx.locale.translators), kept, strict=False
    ):
        now.clear()
        now.update(then)
    for node in list(additional_nodes):
        unregister_node(node)
    additional_nodes.clear()  # Sphinx leaves them in its list
    for node in kept[3]:
        register_node(node)


@pytest.fixture(scope="session")
def make_desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Desk]:
    """Make a desk with other settings."""

    def make(builder: str = "dummy", extensions: tuple[str, ...] = EXTENSIONS, **settings: Any) -> Desk:
        return Desk(tmp_path_factory.mktemp("desk"), {"extensions": extensions, "language": "en", **settings}, builder)

    return make


@pytest.fixture(scope="session")
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """Reads documents with our extension and MyST."""
    return make_desk()
