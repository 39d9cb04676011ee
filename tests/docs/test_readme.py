"""What README.md shows works: its example builds in both markups, its links lead somewhere, its pictures are small."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.conftest import ROOT, build, read_blocks, write_project

README = (ROOT / "README.md").read_text(encoding="utf-8")


def block_of(language: str) -> str:
    return next(block.text for block in read_blocks(README) if block.language == language)


def test_examples_build_without_a_warning(tmp_path: Path) -> None:
    files = {
        "handbook/conf.py": block_of("python") + 'html_theme = "basic"\n',
        "handbook/index.md": "# Handbook\n\n```{toctree}\nenglish\nchinese\n```\n",
        "handbook/english.md": block_of("markdown"),
        "handbook/chinese.rst": block_of("rst"),
    }
    source = write_project(tmp_path, files) / "handbook"
    assert build(source, tmp_path / "html", "-W") == ""
    for name, steps in (("english", ["check", "hand-out"]), ("chinese", ["check", "hand-out"])):
        page = (tmp_path / "html" / f"{name}.html").read_text(encoding="utf-8")
        rows = re.findall(r'<tr class="procstd-step[^>]*id="procstd-[\w-]+\.([\w-]+)"', page)
        assert rows == steps
        assert "procstd-swimlane" in page


def test_links_lead_to_files_of_the_repository() -> None:
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link.partition("#")[0]).exists()] == []


def test_pictures_are_small() -> None:
    pictures = sorted((ROOT / "docs" / "_static").glob("*.png"))
    assert {"complaint-en.png", "complaint-zh.png"} <= {path.name for path in pictures}
    assert [path.name for path in pictures if path.stat().st_size > 250_000] == []
