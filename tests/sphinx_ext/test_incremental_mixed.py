"""Several edits before a build, builds of other kinds and stopped ones in between: still nothing is stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builds import Project
from mixed_edits import MixedEditor, add_another_handbook

if TYPE_CHECKING:
    from pathlib import Path

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")


def edit_and_build(folder: Path, seed: int, builds: int, jobs: int) -> None:
    """Build so often, after one edit or several; the pages must be those of a clean build."""
    project = Project.copy("handbook", folder)
    add_another_handbook(project)
    editor = MixedEditor(project, seed)
    project.build(jobs=jobs)
    for number in range(1, builds + 1):
        edits = [editor.edit() for _ in range(editor.chance.choice([1, 1, 1, 2, 3, 5]))]
        print(number, *edits, sep="\n  ", flush=True)
        disturbed = editor.disturb()
        print(f"  ({disturbed})", flush=True)
        build = project.build_same(jobs=jobs)
        if not disturbed and not any(edit.startswith("change_config") for edit in edits):
            assert build.needless == []  # Sphinx writes all pages for a setting


def test_mixed_edits_leave_nothing_stale(tmp_path: Path) -> None:
    edit_and_build(tmp_path, seed=1, builds=5, jobs=1)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "jobs"), [(2, 1), (3, 2), (4, 1)])
def test_200_builds_after_mixed_edits_leave_nothing_stale(tmp_path: Path, seed: int, jobs: int) -> None:
    edit_and_build(tmp_path, seed=seed, builds=200, jobs=jobs)
