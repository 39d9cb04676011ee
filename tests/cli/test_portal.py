"""``procstd portal``: three handbooks that are built apart, and the page over them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from sphinxcontrib_procstd.cli import main
from sphinxcontrib_procstd.cli_portal import parse_source

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("sales", "delivery", "finance")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("portal")
    command = [sys.executable, str(ROOT / "tools" / "build_portal.py"), str(folder)]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    }
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "procstd: " not in done.stderr  # nothing leads astray
    return folder


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def links(path: Path) -> set[str]:
    return {str(link["href"]) for link in soup(path).select("a[href]")}


def lost_links(page: Path) -> list[str]:
    """Return the relative links of a page that lead to no file, or to no anchor of it."""
    lost = []
    for href in sorted(links(page)):
        path, _, anchor = href.partition("#")
        target = (page.parent / unquote(path)).resolve() if path else page
        if "://" not in href and (not target.is_file() or (anchor and not soup(target).find(id=unquote(anchor)))):
            lost.append(href)
    return lost


def write_book(folder: Path, project: str, processes: list[dict[str, object]], **registers: object) -> Path:
    folder.mkdir(parents=True)
    objects = "".join(f"{process['id']} procstd:process 1 page.html#procstd-$ -\n" for process in processes)
    head = f"# Sphinx inventory version 2\n# Project: {project}\n# Version: \n# zlib.\n"
    (folder / "objects.inv").write_bytes(head.encode() + zlib.compress(objects.encode()))
    document = {"version": 1, "processes": processes, **registers}
    (folder / "procstd-catalogue.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_handbooks_refer_to_one_another_both_ways(site: Path) -> None:
    assert "../delivery/pick-pack.html#procstd-pick-pack" in links(site / "sales" / "order.html")
    assert "../sales/order.html#procstd-order" in links(site / "delivery" / "pick-pack.html")
    assert "../sales/complaint.html#procstd-complaint" in links(site / "finance" / "dunning.html")
    assert "../finance/refund.html#procstd-refund" in links(site / "sales" / "complaint.html")


def test_a_hand_over_to_another_handbook_shows_its_title_in_the_table_and_leads_there_from_the_swimlane(
    site: Path,
) -> None:
    page = soup(site / "sales" / "order.html")
    target = "../delivery/pick-pack.html#procstd-pick-pack"
    assert [link.get_text() for link in page.select(f'table a[href="{target}"]')] == ["Pick and pack"]
    assert page.select(f'svg a[href="{target}"]')


@pytest.mark.parametrize("page", ["index.html", "zh_CN/index.html"])
def test_every_link_of_the_portal_arrives(site: Path, page: str) -> None:
    assert len(links(site / page)) > 30
    assert lost_links(site / page) == []


def test_no_link_between_the_handbooks_is_lost(site: Path) -> None:
    pages = [
        page
        for name in NAMES
        for page in sorted((site / name).glob("*.html"))
        if page.stem not in {"search", "genindex"}
    ]
    assert {
        page.name: lost for page in pages if (lost := [href for href in lost_links(page) if href.startswith("../")])
    } == {}


def test_the_portal_lists_processes_by_category_and_what_handbooks_share(site: Path) -> None:
    page = soup(site / "index.html")
    assert page.select_one(".portal-sum").get_text() == "3 handbooks, 10 processes, 11 hand-overs between handbooks"  # type: ignore[union-attr]
    group = page.select(".portal-group")[1]
    assert group.h3.get_text() == "From order to payment"  # type: ignore[union-attr]
    assert [row.get_text(" ", strip=True) for row in group.select("tbody tr")] == [
        "SA-02 Take an order Sales Head of sales Effective → Pick and pack (Delivery) over the limit → 收取预付款 (财务)",
        "DE-01 Pick and pack Delivery Dispatcher Effective lamps are missing → Take an order (Sales) → 开具发票 (财务)",
    ]
    first = page.select_one("#forms tbody tr")
    assert first
    assert first.get_text(" ", strip=True).startswith("F-20 Delivery note / 送货单 in 3 handbooks Sales Delivery 财务")


def test_the_map_has_a_lane_a_handbook_and_a_link_a_process(site: Path) -> None:
    picture = soup(site / "index.html").select_one(".procstd-sheet > svg.procstd-swimlane")
    assert picture
    assert picture.desc.get_text() == "10 processes in 3 handbooks: Sales, Delivery, 财务."  # type: ignore[union-attr]
    assert {str(link["href"]) for link in picture.select("a")} == {
        link for link in links(site / "index.html") if ".html#procstd-" in link
    }


def test_the_portal_is_in_chinese_where_asked(site: Path) -> None:
    page = soup(site / "zh_CN" / "index.html")
    assert page.html["lang"] == "zh-CN"  # type: ignore[index]
    assert [head.get_text() for head in page.select("h2")] == ["手册", "流程地图", "流程", "表单", "岗位", "系统"]
    assert page.select_one("svg desc").get_text() == "3本手册中的10个流程：Sales、Delivery、财务。"  # type: ignore[union-attr]


def test_the_same_handbooks_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    books = [f"{name}={site / name}=../{name}/" for name in NAMES]
    pages = []
    for seed in ("1", "2"):
        out = tmp_path / seed / "portal"
        command = [sys.executable, "-m", "sphinxcontrib_procstd", "portal", *books, "-q", "-o", str(out)]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)})
        pages.append({path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*.*"))})
    assert pages[0] == pages[1]
    assert str(tmp_path).encode() not in b"".join(pages[0].values())


def test_hostile_titles_stay_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    flows = [{"to": "process:b", "guard": bad}]
    first = {"id": "a", "title": bad, "category": bad, "owner": bad, "number": bad, "status": bad, "flows": flows}
    form = {"id": "f", "title": bad, "number": bad, "used_by": [{"process": "a"}]}
    one = write_book(tmp_path / "one", bad, [first], forms=[form], job_roles=[form], systems=[form])
    two = write_book(tmp_path / "two", "Two", [{"id": "b", "title": bad}])
    out = tmp_path / "out"
    assert main(["portal", str(one), str(two), "-o", str(out), "--title", bad]) == 0
    page = soup(out / "index.html")
    assert len(page.select("script")) == 1
    assert page.select("img") == []
    assert [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)] == []
    assert capsys.readouterr().err.startswith("Open file://")


def test_an_address_that_could_run_a_script_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = write_book(tmp_path / "book", "Book", [])
    assert main(["portal", f"Book={book}=javascript:alert(1)/", "-o", str(tmp_path / "out")]) == 2
    assert "there is no such folder; a handbook is named [NAME=]PATH[=URL]" in capsys.readouterr().err


def test_two_handbooks_of_one_name_need_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = write_book(tmp_path / "one", "Book", []), write_book(tmp_path / "two", "Book", [])
    out = tmp_path / "out"
    assert main(["portal", str(one), str(two), "-o", str(out)]) == 2
    assert (
        capsys.readouterr().err == f'procstd: two handbooks are called "Book" ({one} and {two}); name them: NAME=PATH\n'
    )
    assert main(["portal", f"First={one}", str(two), "-o", str(out), "-q"]) == 0


def test_ids_borne_twice_and_hand_overs_to_nowhere_are_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write_book(tmp_path / "one", "One", [{"id": "a", "title": "A", "flows": [{"to": "process:gone"}]}])
    two = write_book(tmp_path / "two", "Two", [{"id": "a", "title": "A"}])
    assert main(["portal", str(one), str(two), "-o", str(tmp_path / "out"), "--dry-run"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        'procstd: the process id "a" is borne in several handbooks: "One", "Two"',
        'procstd: One: the process "a" hands over to "gone", which no handbook has',
    ]


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, out = write_book(tmp_path / "book", "Book", []), tmp_path / "out"
    assert main(["portal", str(book), "-o", str(out), "--dry-run"]) == 0
    names = [re.sub(r": \d+ bytes$", "", line) for line in capsys.readouterr().out.splitlines()]
    files = ("procstd-portal/portal.css", "procstd-portal/portal.js", "procstd-portal/procstd-swimlane.css",
             "procstd-portal/procstd.css", "index.html")  # fmt: skip
    assert names == [str(out / name) for name in files]
    assert not out.exists()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, out = write_book(tmp_path / "book", "Book", []), tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("mine", encoding="utf-8")
    assert main(["portal", str(book), "-o", str(out)]) == 2
    text = f"procstd: {out} holds something else and no portal (index.html); name a folder of its own\n"
    assert capsys.readouterr().err == text
    assert (out / "index.html").read_text(encoding="utf-8") == "mine"
    assert main(["portal", str(book), "-o", str(book)]) == 2
    assert capsys.readouterr().err == f"procstd: {book} is one of the handbooks; the portal needs a folder of its own\n"
    (out / "index.html").rename(tmp_path / "index.html")
    assert main(["portal", str(book), "-o", str(tmp_path), "-q"]) == 2
    (tmp_path / "index.html").unlink()
    assert [main(["portal", str(book), "-o", str(tmp_path), "-q"]) for _ in range(2)] == [0, 0]


def test_a_source_folder_needs_the_address_of_its_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["myst_parser", "sphinxcontrib_procstd"]\n', encoding="utf-8")
    (source / "index.md").write_text(
        "# Book\n\n:::{process} Sell\n:id: sell\n:::\n\n:::{step} Ask\n:::\n", encoding="utf-8"
    )
    out = tmp_path / "out"
    assert main(["portal", str(source), "-o", str(out)]) == 2
    assert capsys.readouterr().err == (
        f"procstd: {source}: a folder with conf.py holds no pages; name the built one, or say where its pages stand: "
        f"{source}=https://handbook.example/\n"
    )
    assert main(["portal", f"Sales={source}=https://sales.example/book", "-o", str(out), "-q"]) == 0
    assert "https://sales.example/book/index.html#procstd-sell" in links(out / "index.html")


def test_names_and_addresses_stand_around_the_path(tmp_path: Path) -> None:
    (tmp_path / "a=b").mkdir()
    found = [
        parse_source(text)
        for text in (f"{tmp_path}", f"N={tmp_path}", f"N={tmp_path}=https://x.example/a=b", f"{tmp_path}/a=b")
    ]
    assert [(one.name, one.address) for one in found] == [("", ""), ("N", ""), ("N", "https://x.example/a=b"), ("", "")]


def test_an_entry_that_very_many_processes_use_tells_how_many(tmp_path: Path) -> None:
    processes: list[dict[str, object]] = [{"id": f"p{place}", "title": f"P {place}"} for place in range(30)]
    forms = [
        {"id": f"f{most}", "title": f"Form {most}", "used_by": [{"process": f"p{at}"} for at in range(most)]}
        for most in (20, 21)
    ]
    book = write_book(tmp_path / "book", "Book", processes, forms=forms)
    assert main(["portal", str(book), "-o", str(tmp_path / "out"), "-q"]) == 0
    cells = [row.select("td")[1] for row in soup(tmp_path / "out" / "index.html").select("#forms tbody tr")]
    assert [(len(cell.select("a")), cell.get_text()[:12]) for cell in cells] == [
        (20, "P 0P 1P 2P 3"),
        (0, "21 processes"),
    ]
