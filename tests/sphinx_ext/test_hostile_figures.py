"""Swimlanes of what nobody should write: drawn or refused with a warning at its place, escaped, and soon."""

from __future__ import annotations

import re
import time
from html import escape
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from sphinx.testing.util import SphinxTestApp

SECONDS = 60
"""Far more than a picture takes; a hang takes longer."""
SVG = "{http://www.w3.org/2000/svg}"
TAGS = {"svg", "title", "desc", "g", "a", "rect", "circle", "path", "text", "tspan"}


def step(position: int, *, title: str = "Check", role: str = "Clerk", more: str = "") -> str:
    return f"""
.. step:: {title}
   :id: s{position}
   :role: {role}
   :deadline: 2 h
   :input: a form
   :output: a record
{more}
   Do it.
"""


def build(folder: Path, steps: list[str], title: str = "Trial") -> tuple[str, str]:
    """Build a page of one process; return its HTML and the build's warnings about swimlanes."""
    (folder / "conf.py").write_text(
        'extensions = ["sphinxcontrib_procstd"]\nhtml_theme = "basic"\nsmartquotes = False\n', encoding="utf-8"
    )
    head = f"Page\n====\n\n.. process:: {title}\n   :id: trial\n   :start: {title}\n"
    (folder / "index.rst").write_text(head + "\n".join(steps), encoding="utf-8")
    warning = StringIO()
    app = SphinxTestApp("html", srcdir=folder, warning=warning, status=StringIO())
    started = time.monotonic()
    try:
        app.build()
        assert time.monotonic() - started < SECONDS
        page = Path(app.outdir, "index.html").read_text(encoding="utf-8")
    finally:
        app.cleanup()
    said = re.sub(r"\x1b\[[0-9;]*m", "", warning.getvalue()).replace(f"{folder}/", "").splitlines()
    return page, "\n".join(line for line in said if "[procstd.swimlane]" in line)


def picture(page: str) -> ET.Element:
    """Return the swimlane of a page, which must be well-formed and hold nothing that could run."""
    found = re.search(r'<svg [^>]*class="procstd-swimlane procstd-flow.*?</svg>', page, re.DOTALL)
    assert found, "no swimlane"
    root = ET.fromstring(found[0])
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= TAGS
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    return root


def links(root: ET.Element) -> list[str]:
    return [link.get("href", "") for link in root.iter(f"{SVG}a")]


def test_sixty_lanes_are_drawn(tmp_path: Path) -> None:
    page, warnings = build(tmp_path, [step(place, role=f"Role {place}") for place in range(60)])
    assert warnings == ""
    assert sum("procstd-lane-head" in element.get("class", "") for element in picture(page).iter(f"{SVG}rect")) == 60


def test_a_thousand_steps_are_drawn(tmp_path: Path) -> None:
    page, warnings = build(tmp_path, [step(place, role=f"Role {place % 7}") for place in range(1000)])
    assert warnings == ""
    assert links(picture(page)) == [f"#procstd-trial.s{place}" for place in range(1000)]
    assert '<div class="procstd-heads" aria-hidden="true">' in page


@pytest.mark.parametrize("title", ["x" * 5000, "核对" * 2500, "word " * 1000])
def test_a_title_of_five_thousand_characters_is_cut_in_the_picture_and_whole_beside_it(
    tmp_path: Path, title: str
) -> None:
    page, warnings = build(tmp_path, [step(1, title=title), step(2)])
    assert warnings == ""
    root = picture(page)
    drawn = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert max(map(len, drawn)) < 400
    assert any(text.endswith("…") for text in drawn)
    first = next(root.iter(f"{SVG}a"))
    assert title.strip() in first.get("aria-label", "")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</title><img src=x onerror=alert(1)>",
        "\"' onload=alert(1)",
        "]]>--><!-- & &lt;b&gt;",
        "a\u202eb\u2066c\u200bd\u0007e",
        "{process} {names} {0} %s",
    ],
)
def test_hostile_texts_stay_text(tmp_path: Path, text: str) -> None:
    page, warnings = build(tmp_path, [step(1, title=f"t {text}", role=f"r {text}")], title=f"p {text}")
    assert warnings == ""
    root = picture(page)
    seen = re.sub("[\u202e\u2066\u200b\u0007]", "", text)
    assert seen in next(root.iter(f"{SVG}a")).get("aria-label", "")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    svg = ET.tostring(root, encoding="unicode")
    assert not set("\u202e\u2066\u200b\u0007") & set(svg)
    if "<" in text:
        assert escape(text) in page


def test_too_many_lines_are_refused_where_the_process_stands(tmp_path: Path) -> None:
    ways = ", ".join(f"s{place} [g{place}]" for place in range(40))
    page, warnings = build(tmp_path, [step(place, more=f"   :next: {ways}") for place in range(40)])
    assert warnings == (
        "index.rst:4: WARNING: process trial is too large for a swimlane: 1641 lines (at most 443) [procstd.swimlane]"
    )
    assert "procstd-swimlane" not in page.partition("</head>")[2]
    assert "This process is too large for a picture." in page
    assert '<details class="procstd-flow" open="open">' in page


def test_too_many_lanes_are_refused(tmp_path: Path) -> None:
    page, warnings = build(tmp_path, [step(place, role=f"Role {place}") for place in range(151)])
    assert "151 lanes (at most 150) [procstd.swimlane]" in warnings
    assert "This process is too large for a picture." in page
