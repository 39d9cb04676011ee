"""The view ``process-map``: a figure with links, the same in words, and the forms that several processes share."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from engine_project import build, figures, write_handbook

pytestmark = pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")


def page(tmp_path: Path, options: str = "", *, builder: str = "html", suffix: str = "html") -> tuple[str, str]:
    source = write_handbook(tmp_path / "book", engine="procstd", index=f".. process-map::\n{options}\n")
    out, said = build(source, builder=builder)
    return next(out.glob(f"index.{suffix}")).read_text(encoding="utf-8"), said


def test_every_process_is_a_box_that_links_to_it(tmp_path: Path) -> None:
    text, said = page(tmp_path)
    assert said == ""
    (picture,) = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    found = re.findall(r'<a [^>]*?href="([^"]+)" aria-label="([^"]+)"', picture)
    assert found == [
        (f"page{n}.html#procstd-p{n}", f"Process {n}, {'Sales' if n % 2 == 0 else 'Stock'}") for n in range(6)
    ]
    assert picture.count('class="procstd-edge"') == 6
    assert "6 processes in 2 categories: Sales, Stock." in picture
    assert re.search(r"<figcaption[^>]*>.*Process map", text)


def test_the_map_is_a_list_in_words_too(tmp_path: Path) -> None:
    text, _ = page(tmp_path)
    listing = text[text.index("procstd-flow") :]
    assert '<a href="page0.html#procstd-p0">Sales: Process 0</a><ul><li>→ Process 1</li></ul>' in listing


def test_shared_forms_are_listed_with_links(tmp_path: Path) -> None:
    text, _ = page(tmp_path)
    assert "Forms that several processes use" in text
    shared = text[text.index("Forms that several processes use") :]
    assert '<a class="reference internal" href="forms.html#procstd.form.ticket">Ticket</a>: ' in shared
    assert shared.count("page3.html#procstd-p3") == 1


def test_a_filter_chooses_and_neighbours_are_hand_overs(tmp_path: Path) -> None:
    text, _ = page(tmp_path, "   :process: p0, p1\n")
    (picture,) = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert picture.count("procstd-subprocess") == 2
    assert picture.count("procstd-handover") == 2
    assert sorted(re.findall(r'<a [^>]*?href="([^"]+)"', picture)) == [
        "page0.html#procstd-p0",
        "page1.html#procstd-p1",
        "page2.html#procstd-p2",
        "page5.html#procstd-p5",
    ]


def test_a_filter_that_matches_nothing_says_so(tmp_path: Path) -> None:
    text, said = page(tmp_path, "   :category: Nowhere\n")
    assert "No process matches this filter." in text
    assert said == (
        "index.rst:14: WARNING: process-map: No process matches this filter. "
        'Nothing is called "Nowhere". [procstd.view]\n'
    )


def test_it_runs_as_asked(tmp_path: Path) -> None:
    assert "procstd-flow-down" in page(tmp_path, "   :orientation: top-down\n")[0]
    assert "procstd-flow-right" in page(tmp_path, "   :orientation: left-right\n")[0]


def test_two_maps_on_a_page_share_no_id(tmp_path: Path) -> None:
    text, _ = page(tmp_path, "\n.. process-map::\n   :category: Sales\n")
    ids = re.findall(r'\bid="(procstd[^"]*)"', text)
    assert len(ids) == len(set(ids))


def test_other_builders_get_a_list(tmp_path: Path) -> None:
    text, said = page(tmp_path, builder="text", suffix="txt")
    assert said == ""
    assert "Sales: Process 0" in text
    assert "→ Process 1" in text


def test_latex_gets_a_picture_that_links(tmp_path: Path) -> None:
    source = write_handbook(tmp_path / "book", engine="procstd", index=".. process-map::\n")
    out, _ = build(source, builder="latex")
    (tex,) = out.glob("*.tex")
    text = tex.read_text(encoding="utf-8")
    assert text.count(r"\begin{tikzpicture}") == 7
    labels = set(re.findall(r"\\label\{(\\detokenize\{[^}]+\})\}", text))
    links = set(re.findall(r"\\hyperref\[(\\detokenize\{[^}]+\})\]\{\\rule", text))
    assert r"\detokenize{page0:procstd-p0}" in links
    assert links <= labels
    assert (out / "procstd.sty").is_file()


def test_parallel_writers_draw_the_same(tmp_path: Path) -> None:
    source = write_handbook(tmp_path / "book", engine="procstd", index=".. process-map::\n")
    one, two = build(source)[0], build(source, parallel=2)[0]
    assert figures(one / "index.html") == figures(two / "index.html")
