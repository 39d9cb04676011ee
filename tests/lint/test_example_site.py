"""The example handbook is clean but for what it shows on purpose."""

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


FOUND = """\
example_site/people/hiring.md:9: error G803 内容自2.0版发布后已变更，但版本号没有变化 [hiring/version]
example_site/people/hiring.md:13: error G801 叶文茜（人力资源经理）于2026-03-25T17:10+08:00的签署（批准）已失效：签署后内容有变更：\
步骤“提出用人需求”（修改）（signoffs/hiring.jsonl:1） [hiring/approved-by]
example_site/people/onboarding.md:22: warning G802 应于2026-11-20复盘，已逾期11天 [onboarding/last-reviewed]
"""
"""The example shows a sign-off that is void because a step was reworded, and a review that is overdue; nothing else."""


@pytest.mark.usefixtures("_own_cache")
def test_what_the_example_handbook_shows_on_purpose_is_all_that_is_found_in_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["lint", "example_site", "--quiet"]) == 1
    found = [line for line in capsys.readouterr().out.splitlines() if line.startswith("example_site/")]
    assert found == FOUND.splitlines()


@pytest.mark.usefixtures("_own_cache")
def test_one_process_of_the_example_handbook_is_fully_reviewed_and_approved(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["verify", str(ROOT / "example_site"), "leaving", "--quiet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("：")[0].partition(":")[0].strip() for line in lines[2:7]] == ["有效"] * 5
    assert lines[-1] == "5项签署有效，0个问题待处理"


@pytest.mark.usefixtures("_own_cache")
def test_nothing_else_is_found_in_the_example_handbook(capsys: pytest.CaptureFixture[str]) -> None:
    ignored = ["--ignore", "G801,G802,G803"]
    assert main(["lint", str(ROOT / "example_site"), "--quiet", *ignored]) == 0
    assert capsys.readouterr().out == "没有发现问题\n"


@pytest.mark.usefixtures("_own_cache")
def test_nothing_else_is_found_in_its_english_edition(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(ROOT / "example_site"), "-D", "language=en", "--quiet", "--ignore", "G801,G802,G803"]) == 0
    assert capsys.readouterr().out == "no findings\n"
