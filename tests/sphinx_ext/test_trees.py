"""Large handbooks: the trees of documents are on disk until they are written, and every page is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builds import Project
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxcontrib_procstd.sphinx_ext import trees

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.copy("handbook", tmp_path)


@pytest.fixture
def in_memory(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many trees Sphinx keeps whenever it writes a page."""
    found: list[int] = []
    write = StandaloneHTMLBuilder.write_doc

    def counted(self: StandaloneHTMLBuilder, docname: str, doctree: nodes.document) -> None:
        found.append(len(self.env._write_doc_doctree_cache))
        write(self, docname, doctree)

    monkeypatch.setattr(StandaloneHTMLBuilder, "write_doc", counted)
    return found


def test_a_small_handbook_keeps_its_trees(project: Project, in_memory: list[int]) -> None:
    pages = project.build().output.pages
    assert in_memory[0] >= len(pages) - 2  # all but that of the page at hand


def test_a_large_one_lets_them_go_and_its_pages_are_the_same(
    project: Project, in_memory: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = project.build()
    in_memory.clear()
    monkeypatch.setattr(trees, "MANY", 1)
    large = project.build_clean()
    assert max(in_memory) <= 1  # that of the document read last
    assert large.output == small.output
    assert large.warnings == small.warnings


def test_a_sphinx_that_keeps_trees_elsewhere_is_left_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "MANY", 1)
    monkeypatch.setattr(trees, "_kept", lambda _env, _name: {})
    assert project.build().warnings == []
