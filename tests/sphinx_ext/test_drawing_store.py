"""Drawings kept beside the doctrees: an unchanged process is laid out once, and no page shows what was kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from engine_project import build, figures, write_handbook

from sphinxcontrib_procstd.drawing import Direction, Drawing
from sphinxcontrib_procstd.layout.swimlane import layout_swimlane
from sphinxcontrib_procstd.model.graph import FlowGraph, FlowNode, Lane, NodeKind
from sphinxcontrib_procstd.sphinx_ext import drawing_store
from sphinxcontrib_procstd.sphinx_ext import figures as drawn_figures
from sphinxcontrib_procstd.sphinx_ext.drawing_store import FOLDER, LEAST_NODES, DrawingStore

pytestmark = pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml'")


def graph(text: str = "Check", count: int = LEAST_NODES) -> FlowGraph:
    nodes = tuple(FlowNode(id=f"n{index}", kind=NodeKind.TASK, lane="l", text=text) for index in range(count))
    return FlowGraph(title="t", lanes=(Lane(id="l", title="L"),), nodes=nodes, edges=())


class Maker:
    """Lays out, and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, wanted: FlowGraph) -> Drawing:
        self.made += 1
        return layout_swimlane(wanted, Direction.TOP_DOWN)


def ask(store: DrawingStore, make: Maker, text: str = "Check", asked: str = "top-down") -> Drawing:
    wanted = graph(text)
    return store.drawing(wanted, asked, lambda: make(wanted))


def opened(folder: Path) -> DrawingStore:
    store = DrawingStore()
    store.open(folder)
    return store


def test_the_same_content_is_laid_out_once_for_all_builds(tmp_path: Path) -> None:
    make, store = Maker(), opened(tmp_path)
    first = ask(store, make)
    assert ask(store, make) is first
    assert ask(opened(tmp_path), make) == first
    assert make.made == 1


def test_a_small_drawing_is_kept_for_the_page_and_no_longer(tmp_path: Path) -> None:
    make, store, small = Maker(), opened(tmp_path), graph(count=LEAST_NODES - 1)
    first = store.drawing(small, "top-down", lambda: make(small))
    assert store.drawing(small, "top-down", lambda: make(small)) is first
    assert opened(tmp_path).drawing(small, "top-down", lambda: make(small)) == first
    assert make.made == 2
    assert list(tmp_path.iterdir()) == []


def test_other_content_and_other_wishes_are_laid_out_anew(tmp_path: Path) -> None:
    make, store = Maker(), opened(tmp_path)
    for text, asked in (("Check", "top-down"), ("Check.", "top-down"), ("Check", "left-right")):
        ask(store, make, text, asked)
    assert make.made == 3


def test_a_changed_layout_draws_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Maker()
    ask(opened(tmp_path), make)
    monkeypatch.setattr(drawing_store, "_code", lambda: "another")
    ask(opened(tmp_path), make)
    assert make.made == 2


@pytest.mark.parametrize("spoilt", [b"", b"\xff\xfe", b'{"a": 1}', b"[[1,2,3],[],[],[]]"])
def test_a_spoilt_file_is_made_again(tmp_path: Path, spoilt: bytes) -> None:
    make = Maker()
    first = ask(opened(tmp_path), make)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(spoilt)
    assert ask(opened(tmp_path), make) == first
    assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    make = Maker()
    assert ask(opened(tmp_path / "file"), make)
    assert ask(DrawingStore(), make)
    assert make.made == 2


def test_what_was_used_longest_ago_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, store = Maker(), opened(tmp_path)
    for age, text in ((300, "old"), (200, "middling"), (100, "new")):
        before = set(tmp_path.iterdir())
        ask(store, make, text)
        (file,) = set(tmp_path.iterdir()) - before
        stamp = file.stat().st_mtime - age
        os.utime(file, (stamp, stamp))
    monkeypatch.setattr(drawing_store, "MOST_FILES", 2)
    store.prune()
    assert len(list(tmp_path.iterdir())) == 2
    again = opened(tmp_path)
    ask(again, make, "new")
    ask(again, make, "middling")
    assert make.made == 3


def test_what_a_killed_build_left_goes(tmp_path: Path) -> None:
    (tmp_path / "left.1.part").write_text("half of a drawing", encoding="utf-8")
    opened(tmp_path).prune()
    assert list(tmp_path.iterdir()) == []


def test_a_second_build_lays_nothing_out_and_writes_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_handbook(tmp_path / "book", engine="procstd", more=LEAST_NODES)
    out, _ = build(source, freshenv=True)
    first = {page.name: figures(page) for page in out.glob("*.html")}
    assert len(list((out.parent / "doctrees" / FOLDER).glob("*.json"))) == 6

    def refuse(*args: object, **more: object) -> Drawing:
        raise AssertionError("laid out again")

    monkeypatch.setattr(drawn_figures, "layout_readable", refuse)
    monkeypatch.setattr(drawn_figures, "layout_swimlane", refuse)
    for page in out.glob("*.html"):
        page.unlink()
    out, _ = build(source)
    assert {page.name: figures(page) for page in out.glob("*.html")} == first


def test_parallel_writers_share_it(tmp_path: Path) -> None:
    source = write_handbook(tmp_path / "book", engine="procstd", pages=12, more=LEAST_NODES)
    pages = []
    for jobs, doctrees in (("1", "one"), ("2", "two"), ("2", "two")):
        out = tmp_path / f"out-{len(pages)}"
        command = [sys.executable, "-m", "sphinx", "-q", "-E", "-j", jobs, "-d", str(tmp_path / doctrees)]
        subprocess.run([*command, str(source), str(out)], check=True, capture_output=True)
        pages.append({page.name: figures(page) for page in sorted(out.glob("page*.html"))})
    assert pages[0] == pages[1] == pages[2]
    kept = [{file.name: file.read_bytes() for file in (tmp_path / name / FOLDER).iterdir()} for name in ("one", "two")]
    assert kept[0] == kept[1]
    assert len(kept[0]) == 12
