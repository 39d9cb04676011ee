"""``procstd export`` of pictures: the handbook's own direction, and what is too large for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sphinxcontrib_procstd.cli import main

PROCESS = """\
{name}
======

.. process:: {name}
   :id: {name}
{more}
"""
STEP = """
.. step:: Step {number}
   :id: s{number}
   :role: Clerk
{more}
   Do it.
"""


def write_book(folder: Path, processes: dict[str, tuple[str, list[str]]], conf: str = "") -> Path:
    folder.mkdir()
    (folder / "conf.py").write_text(f'extensions = ["sphinxcontrib_procstd"]\n{conf}\n', encoding="utf-8")
    (folder / "index.rst").write_text("Book\n====\n\n.. toctree::\n   :glob:\n\n   p-*\n", encoding="utf-8")
    for name, (more, steps) in processes.items():
        text = PROCESS.format(name=name, more=more)
        text += "".join(STEP.format(number=number, more=step) for number, step in enumerate(steps))
        (folder / f"p-{name}.rst").write_text(text, encoding="utf-8")
    return folder


def directions(folder: Path) -> dict[str, str]:
    return {path.name.partition(".")[0]: json.loads(path.read_text("utf-8"))["dir"] for path in folder.iterdir()}


def test_pictures_run_as_the_handbook_says_and_as_a_process_says(tmp_path: Path) -> None:
    book = write_book(
        tmp_path / "book",
        {"usual": ("", ["", ""]), "own": ("   :orientation: top-down\n", ["", ""])},
        conf='procstd_orientation = "left-right"',
    )
    assert main(["export", str(book), "-f", "layout", "-o", str(tmp_path / "out"), "-q"]) == 0
    assert directions(tmp_path / "out") == {"usual": "LR", "own": "TB"}


def test_a_picture_that_is_too_large_is_named_and_the_others_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ways = ", ".join(f"s{number} [case {number}]" for number in range(40))
    dense = [f"   :next: {ways}\n"] * 40
    book = write_book(tmp_path / "book", {"dense": ("", dense), "small": ("", ["", ""])})
    assert main(["export", str(book), "-f", "svg", "-o", str(tmp_path / "out"), "-q"]) == 2
    assert capsys.readouterr().err == (
        "procstd: p-dense.rst:4: process dense is too large for a swimlane: 1641 lines (at most 443)\n"
    )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["small.svg"]
    assert main(["export", str(book), "dense", "-f", "mermaid", "-q"]) == 0
