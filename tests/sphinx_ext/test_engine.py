"""``:engine: graphviz``: a build lives through a missing, crashing, hanging or babbling engine, and says so once."""

from __future__ import annotations

import os
from pathlib import Path

import fake_dot
import pytest
from engine_project import build, figures, write_handbook

from sphinxcontrib_procstd.layout import graphviz_engine
from sphinxcontrib_procstd.layout.graphviz_engine import ENGINE, Fault
from sphinxcontrib_procstd.sphinx_ext.engine import MESSAGES

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="the stand-ins for dot are shell scripts"),
    pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml"),
]
PAGES = 6


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphviz_engine, "LIMIT", 1.0)
    ENGINE.reset()


def with_dot(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    fake_dot.install(folder, script)
    for name, value in fake_dot.environment(folder).items():
        monkeypatch.setenv(name, value)
    if not script:
        monkeypatch.setenv("PATH", str(folder))


@pytest.mark.parametrize("parallel", [0, 2])
def test_it_draws_with_graphviz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parallel: int) -> None:
    with_dot(monkeypatch, tmp_path / "bin", fake_dot.GOOD)
    out, said = build(write_handbook(tmp_path / "book"), parallel=parallel)
    assert said == ""
    drawn = figures(out / "page1.html")
    out, _ = build(write_handbook(tmp_path / "own", engine="procstd"))
    assert drawn != figures(out / "page1.html")


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize(
    ("kind", "fault"),
    [("crashing", Fault.CRASHED), ("hanging", Fault.HUNG), ("garbage", Fault.GARBAGE), ("empty", Fault.GARBAGE)],
)
def test_a_bad_engine_costs_one_warning_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, fault: Fault, parallel: int
) -> None:
    with_dot(monkeypatch, tmp_path / "bin", fake_dot.BAD[kind])
    out, said = build(write_handbook(tmp_path / "book", pages=PAGES), parallel=parallel)
    expected = [f"page{number}.rst:7: WARNING: {MESSAGES[fault]} [procstd.engine]" for number in range(PAGES)]
    assert sorted(said.splitlines()) == expected
    own, _ = build(write_handbook(tmp_path / "own", engine="procstd", pages=PAGES))
    for number in range(PAGES):
        assert figures(out / f"page{number}.html") == figures(own / f"page{number}.html")


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_missing_engine_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parallel: int) -> None:
    with_dot(monkeypatch, tmp_path / "bin", "")
    out, said = build(write_handbook(tmp_path / "book"), parallel=parallel)
    assert said == f"page0.rst:7: WARNING: {MESSAGES[Fault.MISSING]} [procstd.engine]\n"
    assert len(figures(out / "page5.html")) == 1


def test_the_warning_can_be_switched_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_dot(monkeypatch, tmp_path / "bin", "")
    _, said = build(write_handbook(tmp_path / "book"), suppress_warnings=["procstd.engine"])
    assert said == ""


def test_views_may_ask_for_it_and_name_their_own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_dot(monkeypatch, tmp_path / "bin", fake_dot.BAD["garbage"])
    index = ".. process-map::\n   :engine: graphviz\n\n.. swimlane:: p1\n   :engine: graphviz\n\n.. swimlane:: p1\n   :engine: graphvis\n"
    out, said = build(write_handbook(tmp_path / "book", engine="procstd", index=index))
    garbage = MESSAGES[Fault.GARBAGE]
    assert said.splitlines() == [
        'index.rst:21: WARNING: engine: "graphvis" is not one of procstd, graphviz; did you mean "graphviz"? [procstd.value]',
        f"index.rst:14: WARNING: {garbage} [procstd.engine]",
        f"index.rst:17: WARNING: {garbage} [procstd.engine]",
    ]
    assert len(figures(out / "index.html")) == 3


def test_builders_that_draw_nothing_do_not_look_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_dot(monkeypatch, tmp_path / "bin", "")
    _, said = build(write_handbook(tmp_path / "book"), builder="text")
    assert said == ""


def test_no_worker_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_dot(monkeypatch, tmp_path / "bin", fake_dot.GOOD)
    build(write_handbook(tmp_path / "book"))
    assert ENGINE.worker is None


@pytest.mark.parametrize("parallel", [0, 2])
def test_an_unchanged_picture_does_not_start_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parallel: int
) -> None:
    with_dot(monkeypatch, tmp_path / "bin", fake_dot.GOOD)
    book = write_handbook(tmp_path / "book")
    out, said = build(book, parallel=parallel)
    assert said == ""
    drawn = {page.name: figures(page) for page in out.glob("*.html")}
    for page in out.glob("*.html"):
        page.unlink()
    monkeypatch.setattr(graphviz_engine, "Worker", None)  # whoever starts one meets an error
    out, said = build(book, parallel=parallel, html_title="Another")  # writes every page again
    assert said == ""
    assert {page.name: figures(page) for page in out.glob("*.html")} == drawn


def test_a_picture_is_asked_for_again_when_graphviz_is_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_dot(monkeypatch, tmp_path / "bin", fake_dot.GOOD)
    book = write_handbook(tmp_path / "book", pages=1)
    build(book)
    with_dot(monkeypatch, tmp_path / "bin", fake_dot.BAD["garbage"])
    _, said = build(book, html_title="Another")
    assert said == f"page0.rst:7: WARNING: {MESSAGES[Fault.GARBAGE]} [procstd.engine]\n"
