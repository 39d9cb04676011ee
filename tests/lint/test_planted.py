"""Handbooks of different trades with planted faults: exactly these are found, each at the line of its field.

What must be found stands in ``expected.txt`` beside each handbook and was written before the linter saw the texts.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sphinxcontrib_procstd.cli import main
from sphinxcontrib_procstd.lint.registry import all_rules

pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")  # MyST's include asks for it
pytest.importorskip("rjieba", reason="the wording of Chinese needs its segmenter")
PLANTED = Path(__file__).parent / "planted"
HANDBOOKS = sorted(path.name for path in PLANTED.iterdir() if (path / "conf.py").is_file())


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))


def expected(folder: Path) -> list[tuple[str, int, str]]:
    """Return (file, line, severity code field): the line is the one that holds the words, or the n-th that does."""
    found = []
    for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            file, words, what = line.split(" | ")
            count = re.search(r" \((\d)\)$", words)
            words = words.removesuffix(count[0]) if count else words
            lines = (folder / file).read_text(encoding="utf-8").splitlines()
            places = [place for place, text in enumerate(lines, 1) if words in text]
            assert count or len(places) == 1, f"{folder.name}: {line}"
            found.append((file, places[int(count[1]) - 1 if count else 0], what))
    return sorted(found)


@pytest.mark.parametrize("name", HANDBOOKS)
def test_exactly_the_planted_faults_are_found(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PLANTED / name)
    assert main(["lint", ".", "--format", "json", "--quiet"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    found = sorted((f["file"], f["line"], f"{f['severity']} {f['code']} {f['field'] or '-'}") for f in findings)
    assert found == expected(PLANTED / name)
    chinese = name.startswith("zh")
    for finding in findings:
        assert finding["hint"], finding
        assert bool(re.search("[\u4e00-\u9fff]", finding["message"])) == chinese, finding
        assert bool(re.search("[\u4e00-\u9fff]", finding["hint"])) == chinese, finding


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_rule_is_planted_in_both_languages(language: str) -> None:
    planted = {
        what.split()[1] for name in HANDBOOKS if name.startswith(language) for *_, what in expected(PLANTED / name)
    }
    assert planted == {rule.code for rule in all_rules()} - {"G805"}  # which needs a release to compare with
