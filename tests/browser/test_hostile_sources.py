"""Markup that would run, from everywhere that texts come from: nothing of it runs, on pages and in what is handed out.

Sources in both markups, tables as CSV and Excel, imports from five formats, forms and their fields, records, sign-offs,
an event log and the figures kept of it, a release to compare with, names of files (`hostile_project`).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser.conftest import ROOT
from tests.browser.hostile_project import MARKS, TEXT, write_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

STIR = """() => {
    addEventListener("submit", event => event.preventDefault(), true);
    for (const place of document.querySelectorAll("body *, svg *"))
        for (const event of ["mouseover", "focus", "focusin", "load", "error", "toggle", "input", "change"])
            place.dispatchEvent(new Event(event, { bubbles: true }));
    for (const button of document.querySelectorAll("button, input:not([type=submit]), summary, th")) button.click();
    for (const field of document.querySelectorAll("input[type=search], input:not([type])")) {
        field.value = "<img src=x onerror=window.hit=1>";
        field.dispatchEvent(new Event("input", { bubbles: true }));
    }
}"""
"""Wakes everything on a page that could run, and uses its buttons and fields."""
FOUND = """() => [
    String(window.hit),
    [...document.querySelectorAll("*")].flatMap(place => [...place.attributes]
        .filter(one => one.name.startsWith("on") || /^\\s*(java|vb)script:/i.test(one.value))
        .map(one => `${place.tagName} ${one.name}=${one.value}`)),
    [...document.querySelectorAll("script")].filter(one => one.textContent.includes("window.hit=1")).length,
    [...document.querySelectorAll("img[src='x'], base, iframe, object, embed, meta[http-equiv=refresh]")].length,
]"""
CLEAN = ["undefined", [], 0, 0]


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    search = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": search}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def project(executable: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH")))))
        return write_project(tmp_path_factory.mktemp("hostile") / "book")


def build(project: Path, builder: str) -> Path:
    output = project.parent / builder
    done = run(project, "sphinx", "-q", "-b", builder, "-d", str(project.parent / "doctrees"), ".", str(output))
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return build(project, "html")


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Return a function that opens an address, stirs the page and fails if anything of ours ran."""
    said: list[str] = []
    with contextlib.ExitStack() as open_pages:

        def open_it(address: str) -> Page:
            page = browser.new_page()
            open_pages.callback(page.close)
            page.on("dialog", lambda dialog: said.append(f"{address}: {dialog.message}"))
            page.goto(address)
            page.evaluate(STIR)
            assert page.evaluate(FOUND) == CLEAN, address
            return page

        yield open_it
    assert said == []


def test_the_attacks_came_through_every_door(project: Path) -> None:
    imported = {path.name for path in project.glob("imported-*") if len(list(path.iterdir())) == 2}
    assert imported == {f"imported-{to}-{of}" for to in ("md", "rst") for of in ("csv", "xlsx", "docx", "bpmn", "json")}
    for name in ("figures/p1.json", "signoffs/p1.jsonl", "baseline.json", "imported-md-docx/registers.md"):
        assert "window.hit=1" in (project / name).read_text(encoding="utf-8"), name


def test_nothing_runs_on_any_page(site: Path, look: Callable[[str], Page]) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) >= 25
    for path in pages:
        look(path.as_uri())


@pytest.mark.parametrize(
    ("page", "holds"),
    [
        ("process.html", ".procstd-process, table.procstd-table, svg.procstd-swimlane, .procstd-record, .procstd-standing"),
        ("register.html", ".procstd-entry, .procstd-blanks, .procstd-used-by"),
        ("table.html", "table.procstd-table"),
        ("views.html", "table.procstd-list, .procstd-quiz, .procstd-checklist, .procstd-matrix-box, .procstd-chart, .procstd-del"),
    ],
)  # fmt: skip
def test_the_attacks_are_shown_as_text(site: Path, look: Callable[[str], Page], page: str, holds: str) -> None:
    opened = look((site / page).as_uri())
    assert all(opened.locator(part).count() for part in holds.split(", ")), [
        part for part in holds.split(", ") if not opened.locator(part).count()
    ]
    text = opened.locator("body").text_content() or ""
    assert [mark for mark in MARKS[:2] if mark not in text] == []


@pytest.mark.parametrize("words", ["hit", "window script", TEXT, "P1"])
def test_the_search_shows_titles_as_text(site: Path, look: Callable[[str], Page], words: str) -> None:
    page = look(f"{(site / 'search.html').as_uri()}?q={quote(words)}")
    page.locator("#search-results li, #search-results p").first.wait_for(state="attached")
    page.wait_for_timeout(500)
    assert page.evaluate(FOUND) == CLEAN


def test_an_electronic_book_holds_nothing_that_runs(project: Path, look: Callable[[str], Page], tmp_path: Path) -> None:
    book = next(build(project, "epub").glob("*.epub"))
    with zipfile.ZipFile(book) as packed:
        packed.extractall(tmp_path)
    pages = sorted(path for path in tmp_path.rglob("*") if path.suffix in {".xhtml", ".svg"})
    assert len(pages) > 30
    for path in pages:
        look(path.as_uri())


def test_reports_and_pictures_of_the_command_hold_nothing_that_runs(
    project: Path, look: Callable[[str], Page], tmp_path: Path
) -> None:
    made = (
        ("manual", ".", "--all", "--html", "-o", str(tmp_path / "manual.html")),
        ("manual", ".", "--role", "r1", "--html", "-o", str(tmp_path / "role.html")),
        ("diff", "baseline.json", ".", "-f", "html", "-o", str(tmp_path / "diff.html")),
        ("audit", ".", "p1", "-o", str(tmp_path / "audit")),
        ("export", ".", "-f", "svg", "-o", str(tmp_path / "pictures")),
    )
    for command in made:
        done = run(project, "sphinxcontrib_procstd", *command, "-q")
        assert done.returncode in ({1} if command[0] == "diff" else {0}), done.stderr
    pages = sorted(path for path in tmp_path.rglob("*") if path.suffix in {".html", ".svg"})
    assert {path.name for path in pages} > {"manual.html", "role.html", "diff.html", "index.html", "p1.svg", "odd.svg"}
    for path in pages:
        look(path.as_uri())
