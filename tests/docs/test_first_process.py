"""The project on the page "Your first process in five minutes" is what a reader copies: it must build as shown."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.conftest import build, read_blocks, read_page, write_project

PAGE = "first-process.md"
FILES = {block.caption: block.text for block in read_blocks(read_page(PAGE)) if block.caption}
MARKDOWN = {name: text for name, text in FILES.items() if not name.endswith(".rst")}
STEPS = ["procstd-lending.check", "procstd-lending.approve", "procstd-lending.hand-out"]


def test_page_shows_every_file() -> None:
    assert sorted(FILES) == [
        "handbook/conf.py",
        "handbook/index.md",
        "handbook/lending.md",
        "handbook/registers.md",
        "handbook/registers.rst",
    ]


def test_project_builds_without_a_warning(tmp_path: Path) -> None:
    source = write_project(tmp_path, MARKDOWN) / "handbook"
    output = tmp_path / "build" / "html"
    assert build(source, output, "-W") == ""
    page = (output / "lending.html").read_text(encoding="utf-8")
    assert re.findall(r'<tr class="procstd-step[^>]*id="([^"]+)"', page) == STEPS
    drawing = page.partition("<figure")[2].partition("</figure>")[0]
    assert "<svg" in drawing
    assert all(f'href="#{step}"' in drawing for step in STEPS)
    assert 'href="registers.html#procstd.form.receipt"' in page
    assert 'href="lending.html#procstd-lending.hand-out"' in (output / "registers.html").read_text(encoding="utf-8")
    assert 'href="lending.html#procstd-lending"' in (output / "index.html").read_text(encoding="utf-8")


def test_registers_in_restructuredtext_say_the_same(tmp_path: Path) -> None:
    bodies = []
    for other in (".md", ".rst"):
        files = {name: text for name, text in FILES.items() if "registers" not in name or name.endswith(other)}
        source = write_project(tmp_path / other[1:], files) / "handbook"
        output = tmp_path / other[1:] / "html"
        assert build(source, output, "-W") == ""
        page = (output / "registers.html").read_text(encoding="utf-8")
        article = page[page.index("<article") : page.index("</article>")]
        bodies.append(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", article)).strip())
    assert bodies[0] == bodies[1]
