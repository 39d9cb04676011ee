"""A portal over three handbooks that were built apart, in a real browser: what one sees, where its links lead."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, View
from tests.browser.test_access import axe, find_violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import OpenPage

__all__ = ["axe"]

pytestmark = pytest.mark.browser

PAGES = {"zh_CN": "zh_CN/index.html", "en": "index.html"}


def run(*command: str) -> None:
    search = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, *command],
        env={**os.environ, "PYTHONPATH": search},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def handbook(executable: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the three handbooks of examples/portal and the portal over them: what ``open_page`` serves here."""
    folder = tmp_path_factory.mktemp("portal")
    run(str(ROOT / "tools" / "build_portal.py"), str(folder))
    return folder


def test_axe_finds_nothing(open_page: OpenPage, axe: str, language: str, view: View) -> None:
    page = open_page(PAGES[language], view)
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    assert find_violations(page, axe, "body *") == []


def test_nothing_scrolls_sideways_but_the_map(open_page: OpenPage, language: str, view: View) -> None:
    page = open_page(PAGES[language], view)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    frame = page.locator(".portal-map .procstd-scroll")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    assert page.locator(".portal-map .procstd-hint").bounding_box()["width"] > 50  # type: ignore[index]


def test_the_names_of_the_handbooks_stay_at_the_edge_of_a_map_that_scrolls(open_page: OpenPage) -> None:
    page = open_page("index.html", View(width=375))
    frame = page.locator(".portal-map .procstd-scroll")
    frame.evaluate("frame => frame.scrollLeft = 500")
    edge, heads = frame.bounding_box(), page.locator(".procstd-lane-heads").bounding_box()
    assert edge
    assert heads
    assert abs(heads["x"] - edge["x"]) < 3


def test_words_and_menus_narrow_the_list_of_processes(open_page: OpenPage) -> None:
    page = open_page("index.html")
    rows = page.locator("#processes tbody tr:visible th a")
    page.get_by_role("combobox", name="Handbook").select_option("财务")
    assert (rows.count(), page.locator("output").inner_text()) == (4, "4 of 10 processes")
    page.get_by_label("Search").fill("退款")
    assert rows.all_inner_texts() == ["退款"]
    page.get_by_label("Search").fill("no such thing")
    assert page.locator(".portal-group:visible").count() == 0


def test_a_link_of_the_map_opens_the_process_in_its_handbook(open_page: OpenPage) -> None:
    page = open_page("index.html")
    page.locator('.portal-map svg a[href="delivery/pick-pack.html#procstd-pick-pack"]').click()
    page.wait_for_url("**/delivery/pick-pack.html#procstd-pick-pack")
    assert page.locator("h1").inner_text().startswith("Pick and pack")


WAYS = [
    ("sales/order.html", "Pick and pack", "delivery/pick-pack.html", "procstd-pick-pack"),
    ("delivery/pick-pack.html", "Take an order", "sales/order.html", "procstd-order"),
    ("sales/complaint.html", "退款", "finance/refund.html", "procstd-refund"),
    ("finance/dunning.html", "Answer a complaint", "sales/complaint.html", "procstd-complaint"),
    ("delivery/pick-pack.html", "开具发票", "finance/invoice.html", "procstd-invoice"),
]


@pytest.mark.parametrize(("path", "title", "other", "anchor"), WAYS, ids=[f"{way[0]}-{way[3]}" for way in WAYS])
def test_a_hand_over_leads_to_the_process_of_another_handbook(
    open_page: OpenPage, path: str, title: str, other: str, anchor: str
) -> None:
    page = open_page(path)
    link = page.locator(f'table.procstd-table a[href="../{other}#{anchor}"]').first
    assert link.inner_text() == title
    link.click()
    page.wait_for_url(f"**/{other}#{anchor}")
    process = page.locator(f"[id='{anchor}']")
    assert process.count() == 1
    assert title in process.inner_text() + page.locator("h1").first.inner_text()


ATTACK = "\"><script>window.hit=1</script><img src=x onerror=window.hit=1>'-window.hit=1-'</title></svg>"
LINK = "javascript:window.hit=1//"


def write_book(folder: Path, name: str) -> Path:
    """Write a built handbook whose files hold markup in every text and a script in every address."""
    folder.mkdir()
    names = ("one", "two", ATTACK)
    lines = [f"{one} procstd:process 1 {LINK}{place} {ATTACK}" for place, one in enumerate(names)]
    lines += [f"{one} procstd:{kind} 1 {LINK} {ATTACK}" for kind in ("form", "job-role", "system") for one in names]
    head = f"# Sphinx inventory version 2\n# Project: {name}\n# Version: {ATTACK}\n# The rest is zlib.\n"
    (folder / "objects.inv").write_bytes(head.encode() + zlib.compress("\n".join([*lines, ""]).encode()))
    texts = dict.fromkeys(("title", "number", "category", "status", "owner"), ATTACK)
    flows = [
        {"to": "process:two", "guard": ATTACK},
        {"to": f"process:{ATTACK}", "guard": ATTACK},
        {"to": f"process:{LINK}"},
    ]
    processes = [texts | {"id": one, "flows": flows} for one in names]
    entries = [texts | {"id": one, "used_by": [{"process": user} for user in names]} for one in names]
    document = {"version": 1, "processes": processes} | dict.fromkeys(("forms", "job_roles", "systems"), entries)
    (folder / "procstd-catalogue.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def test_hostile_handbooks_run_nothing(browser: Browser, tmp_path: Path) -> None:
    books = [write_book(tmp_path / name, f"{name} {ATTACK}") for name in ("a", "b")]
    run("-m", "sphinxcontrib_procstd", "portal", *map(str, books), "-o", str(tmp_path / "out"), "-q", "--title", ATTACK)
    page = browser.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto((tmp_path / "out" / "index.html").as_uri())
    links = page.eval_on_selector_all(
        "a", "all => all.map(one => new URL(one.href.baseVal ?? one.href, one.baseURI).protocol)"
    )
    assert len(links) > 20
    assert set(links) == {"file:"}
    events = """document.querySelectorAll("body *").forEach(one => ["mouseover", "focus", "load", "error", "toggle"]
        .forEach(event => one.dispatchEvent(new Event(event))))"""
    page.evaluate(events)
    handlers = "[...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames()).filter(name => name.startsWith('on'))"
    assert (page.evaluate("String(window.hit)"), said, page.evaluate(handlers)) == ("undefined", [], [])
    assert page.locator("script").count() == 1
    assert ATTACK in page.inner_text("h1")
    page.close()
