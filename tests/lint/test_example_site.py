"""The example handbook is clean: what the linter finds in a well-kept handbook is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinxcontrib_procstd.cli import main

pytest.importorskip("rjieba", reason="the wording of Chinese needs its segmenter")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))


@pytest.mark.usefixtures("_own_cache")
def test_nothing_is_found_in_the_example_handbook(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(ROOT / "example_site"), "--quiet"]) == 0
    assert capsys.readouterr().out == "没有发现问题\n"


@pytest.mark.usefixtures("_own_cache")
def test_nothing_is_found_in_its_english_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(ROOT / "example_site"), "-D", "language=en", "--quiet"]) == 0
    assert capsys.readouterr().out == "no findings\n"
