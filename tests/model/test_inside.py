"""Which paths lead to a file of the handbook's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinxcontrib_procstd.model.inside import is_inside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.csv").write_text("secret", "utf-8")
    folder = tmp_path / "source"
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "own.csv").write_text("own", "utf-8")
    try:
        (folder / "near.csv").symlink_to(folder / "data" / "own.csv")
        (folder / "far.csv").symlink_to(tmp_path / "secret.csv")
        (folder / "up").symlink_to(tmp_path)
        (folder / "ring.csv").symlink_to(folder / "ring.csv")
        (folder / "ring").symlink_to(folder / "ring")
    except OSError:
        pytest.skip("this system lets nobody make links")
    return folder


@pytest.mark.parametrize(
    "name", ["data/own.csv", "data/../data/own.csv", "near.csv", "gone.csv", "data/own.csv/a", "x" * 400, "."]
)
def test_a_place_in_the_folder_is_inside(folder: Path, name: str) -> None:
    assert is_inside(folder / name, folder)


@pytest.mark.parametrize(
    "name",
    [
        "../secret.csv",
        "data/../../secret.csv",
        "/etc/passwd",
        "far.csv",
        "up/secret.csv",
        "ring.csv",
        "ring/a.csv",
        "a\0b",
    ],
)
def test_any_other_is_not(folder: Path, name: str) -> None:
    assert not is_inside(folder / name, folder)


def test_a_folder_of_a_similar_name_is_another(folder: Path) -> None:
    assert not is_inside(folder.with_name("source-old") / "a.csv", folder)
