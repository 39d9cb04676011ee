"""Precision and recall on labelled texts, all of them seen: a guard against losing what was learned."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from sphinxcontrib_procstd.lint.wording import check_wording

pytest.importorskip("rjieba", reason="the wording of Chinese needs its segmenter")

DATA = Path(__file__).parent / "data"
SHARED = Path(os.environ.get("PROCSTD_SHARED", Path(__file__).parents[2].parent / "shared")) / "data"


def figures(path: Path, lang: str) -> tuple[float, float, int]:
    """Return precision and recall (a text is faulty or it is not), and the number of texts."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["lang"] == lang]
    found = [(row["label"] != "ok", bool(check_wording(row["text"], lang, row["field"]))) for row in rows]
    both = found.count((True, True))
    reported, faulty = sum(hit for _, hit in found), sum(bad for bad, _ in found)
    return both / max(reported, 1), both / max(faulty, 1), len(rows)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.tsv")))
def test_own_texts(name: str, lang: str) -> None:
    precision, recall, count = figures(DATA / name, lang)
    assert count >= 50
    assert precision >= 0.95
    assert recall >= 0.85


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_shared_development_set(lang: str) -> None:
    path = SHARED / "wording_dev.tsv"
    if not path.is_file():
        pytest.skip("no shared folder beside the repository")
    precision, recall, _ = figures(path, lang)
    assert precision >= 0.95
    assert recall >= 0.85
