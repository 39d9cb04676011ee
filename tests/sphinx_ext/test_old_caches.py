"""What lies about from earlier builds: of another version, cut off or foreign, it is made anew, and pages are the same."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from builds import Project

from sphinxcontrib_procstd.sphinx_ext import extension, facts_shape

if TYPE_CHECKING:
    from pathlib import Path

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project.copy("handbook", tmp_path, procstd_lint=True, procstd_downloads=["csv"])
    found.show_every_view()
    return found


def caches(project: Project) -> list[Path]:
    """Return the files of ours that a build keeps for the next one, and Sphinx's pickled environment."""
    folder = project.folder / "build"
    found = sorted(path for path in folder.rglob("*") if path.is_file() and "doctrees" in path.parts)
    return [path for path in found if "procstd" in path.name or path.name == "environment.pickle"]


def test_a_cache_of_another_version_is_read_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = project.build()
    assert project.build().read == []
    monkeypatch.setattr(extension, "ENV_VERSION", extension.ENV_VERSION + 1)
    second = project.build()
    assert second.read == first.read
    assert second.output == first.output


def test_a_field_more_in_what_is_pickled_makes_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass
    class Mention:
        name: str
        one_more: str

    before = facts_shape.shape_of_facts()
    assert before == facts_shape.shape_of_facts()
    monkeypatch.setattr(facts_shape, "_PICKLED", (Mention, *facts_shape._PICKLED[1:]))
    assert facts_shape.shape_of_facts() != before


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff{", b'{"version": 1}', pickle.dumps({"not": "ours"}), b"[" * 100_000],
    ids=["empty", "bytes", "json", "pickle", "nested"],
)
def test_caches_with_something_else_in_them_cost_a_build_and_nothing_else(project: Project, content: bytes) -> None:
    first = project.build()
    found = caches(project)
    assert len(found) >= 3
    for path in found:
        path.write_bytes(content)
    second = project.build()
    assert second.output == first.output
    assert [line for line in second.warnings if line not in first.warnings] == []


def test_caches_that_are_cut_off_cost_a_build_and_nothing_else(project: Project) -> None:
    first = project.build()
    for path in caches(project):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert project.build().output == first.output
