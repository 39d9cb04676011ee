"""Findings are remembered from run to run, and forgotten as soon as anything they depend on is another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sphinxcontrib_procstd.cli import main
from sphinxcontrib_procstd.diagnostics import Finding, Location, Severity
from sphinxcontrib_procstd.lint import codedigest
from sphinxcontrib_procstd.lint.cache import stamp
from sphinxcontrib_procstd.lint.codedigest import code_digest
from sphinxcontrib_procstd.lint.memory import read_findings, write_findings
from sphinxcontrib_procstd.sphinx_ext import lint_build, lint_memory

PAGE = """\
Handbook
========

.. process:: Order handling
   :id: order
   :goal: Ship within 24 hours
   :start: Order received
   :end: Goods shipped

.. step:: Pick the goods
   :id: pick
   :input: none
   :output: none
   :forms: none
   :deadline: within 2 h of receipt of the order

   Put the goods on the table.
"""
NO_ROLE = "index.rst:10: error R401 the step “Pick the goods” has no responsible role [order/pick/role]"


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a handbook to lint in the current folder, and the list that grows with every run of the rules."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    source = tmp_path / "docs"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["sphinxcontrib_procstd"]\n')
    (source / "index.rst").write_text(PAGE)
    monkeypatch.chdir(source)
    made: list[str] = []
    real = lint_build.run_on

    def counted(*args: object) -> list[Finding]:
        made.append("run")
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(lint_build, "run_on", counted)
    return made


def lint(*args: str) -> int:
    return main(["lint", ".", "--quiet", *args])


def test_an_unchanged_handbook_is_answered_from_memory(runs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert lint() == 1
    first = capsys.readouterr().out
    assert lint() == 1
    assert capsys.readouterr().out == first
    assert first.startswith(NO_ROLE)
    assert len(runs) == 1


def test_a_changed_document_is_checked_again(runs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    lint()
    page = Path("index.rst")
    page.write_text(PAGE.replace(":input:", ":role: Storekeeper\n   :input:"))
    os.utime(page, ns=(page.stat().st_atime_ns, page.stat().st_mtime_ns + 10**9))
    capsys.readouterr()
    assert lint() == 0
    assert capsys.readouterr().out == "no findings\n"
    assert len(runs) == 2


def test_other_options_ask_again(runs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    lint()
    assert lint("--ignore", "R401") == 0
    assert lint("--severity", "R401=info") == 0
    assert "remark" in capsys.readouterr().out
    assert len(runs) == 3


def test_an_edited_linter_asks_again(runs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lint()
    monkeypatch.setattr(lint_memory, "code_digest", lambda: "another")
    lint()
    lint()
    assert len(runs) == 2


def test_a_sign_off_that_comes_later_asks_again(runs: list[str]) -> None:
    Path("conf.py").write_text('extensions = ["sphinxcontrib_procstd"]\nprocstd_signoffs = "signed"\n')
    lint()
    Path("signed").mkdir()
    Path("signed", "order.jsonl").write_text("{}\n")
    lint()
    lint()
    assert len(runs) == 2


def test_rules_of_another_package_are_run_every_time(runs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint_memory, "entry_points", lambda group: [group])
    lint()
    lint()
    assert len(runs) == 2


def test_the_digest_of_the_code_follows_sources_and_word_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codedigest, "PACKAGE", tmp_path)
    (tmp_path / "lint").mkdir()
    seen = set()
    for name, text in (("rule.py", "a"), ("rule.py", "b"), ("words.toml", "a"), ("words.toml", "b"), ("more.py", "")):
        (tmp_path / "lint" / name).write_text(text)
        code_digest.cache_clear()
        seen.add(stamp("1.0", {}))
    (tmp_path / "lint" / "notes.txt").write_text("no code")
    code_digest.cache_clear()
    assert stamp("1.0", {}) in seen
    assert len(seen) == 5
    code_digest.cache_clear()


def test_what_is_kept_is_what_was_found(tmp_path: Path) -> None:
    found = [
        Finding(
            code="A101", message="“尽快”没有说明具体时间", location=Location("a.rst", 3, 7), severity=Severity.ERROR,
            hint="请写明", process="p", step="s", field="deadline", excerpt="尽快\udcff",
        ),
        Finding(code="X702", message="unused", location=Location("b.md")),
    ]  # fmt: skip
    path = tmp_path / "findings.json"
    write_findings(path, "key", found)
    assert read_findings(path, "key") == found
    assert read_findings(path, "another key") is None


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"key": "key", "findings": [[1]]}', '{"key": "key", "findings": 3}']
)
def test_a_broken_memory_is_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "findings.json"
    path.write_text(content)
    assert read_findings(path, "key") is None
