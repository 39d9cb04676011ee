"""The ways a reader takes through the built example handbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import View

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

COMPLAINT = "customer/complaint.html"
SWIMLANE_LINKS = 'svg a[href^="#procstd-complaint."]'
CLASSIFY = "procstd-complaint.classify"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map(element => element.tagName + "." + element.getAttribute("class"))"""


def find_id(page: Page, name: str) -> Locator:
    """Return the element with the id *name* (ids hold dots, which ``#name`` would read as classes)."""
    return page.locator(f'[id="{name}"]')


def read_fragment(page: Page) -> str:
    """Return the part of the page's address after ``#``."""
    return unquote(urlsplit(page.url).fragment)


def expect_arrival(page: Page, path: str, name: str) -> None:
    """Check that the reader is on the page *path*, at the element *name*, and sees it."""
    expect(page).to_have_url(re.compile(rf"/{re.escape(path)}(\?[^#]*)?#{re.escape(name)}$"))
    expect(find_id(page, name)).to_have_count(1)
    expect(find_id(page, name)).to_be_in_viewport()


def test_landing_page_offers_both_editions(open_page: OpenPage) -> None:
    page = open_page("index.html")
    links = page.get_by_role("link").evaluate_all("links => links.map(a => [a.textContent, a.getAttribute('href')])")
    assert links == [["中文", "zh_CN/index.html"], ["English", "en/index.html"]]


def test_edition_says_its_language(open_page: OpenPage, language: str) -> None:
    page = open_page(f"{language}/index.html")
    assert page.locator("html").get_attribute("lang") == language.replace("_", "-")


def test_complaint_page_does_not_scroll_sideways(open_page: OpenPage, language: str, view: View) -> None:
    page = open_page(f"{language}/{COMPLAINT}", view)
    page_width, window_width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert page_width <= window_width, f"sticking out: {page.evaluate(TOO_WIDE)}"


def test_complaint_page_asks_no_other_machine(open_page: OpenPage, language: str) -> None:
    page = open_page(f"{language}/index.html")
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    page.goto(f"{language}/{COMPLAINT}", wait_until="networkidle")
    assert asked == {urlsplit(page.url).netloc}


def test_every_step_of_the_swimlane_has_its_row(open_page: OpenPage, language: str) -> None:
    page = open_page(f"{language}/{COMPLAINT}")
    linked = page.locator(SWIMLANE_LINKS).evaluate_all("links => links.map(a => a.getAttribute('href').slice(1))")
    rows = page.locator("table.procstd-table tr.procstd-step").evaluate_all("rows => rows.map(row => row.id)")
    assert rows
    assert sorted(set(linked)) == sorted(rows)


def test_swimlane_step_leads_to_its_row(open_page: OpenPage, language: str, view: View) -> None:
    page = open_page(f"{language}/{COMPLAINT}", view)
    page.locator(f'svg a[href="#{CLASSIFY}"]').first.click()
    expect_arrival(page, COMPLAINT, CLASSIFY)
    assert find_id(page, CLASSIFY).evaluate("row => row.matches('table.procstd-table tr.procstd-step')")


def test_row_leads_to_its_form_and_the_form_back_to_the_row(open_page: OpenPage, language: str) -> None:
    page = open_page(f"{language}/{COMPLAINT}")
    to_form = page.locator('tr.procstd-step a[href*="#procstd.form."]').first
    step = to_form.evaluate("link => link.closest('tr').id")
    to_form.click()
    page.wait_for_url(lambda url: "#procstd.form." in url)
    form_page, form = urlsplit(page.url).path.partition(f"/{language}/")[2], read_fragment(page)
    expect_arrival(page, form_page, form)

    entry = find_id(page, form).locator("xpath=ancestor-or-self::*[self::section or self::dl][1]")
    entry.locator(f'a[href$="{COMPLAINT}#{step}"]').first.click()
    expect_arrival(page, COMPLAINT, step)


def test_english_search_finds_a_step_by_its_title(open_page: OpenPage) -> None:
    page = open_page(f"en/{COMPLAINT}")
    row = find_id(page, CLASSIFY).inner_text()
    title = re.search(r"(?m)(?:^|\t)\s*\d+\.\s*([^\t\n]+)", row)  # the third column: "2. Classify ..."
    assert title, f"no numbered title in the row: {row!r}"

    page.goto(f"en/search.html?q={quote_plus(title[1].strip())}")
    page.locator(f'#search-results a[href*="{COMPLAINT}"][href$="#{CLASSIFY}"]').first.click()
    expect_arrival(page, COMPLAINT, CLASSIFY)


@pytest.mark.parametrize("width", [800, 1280])
def test_the_table_of_a_forms_fields_is_as_broad_as_its_entry(open_page: OpenPage, width: int) -> None:
    page = open_page("zh_CN/registers/forms-customer.html", View(width=width))
    table = page.locator(".procstd-entry table.docutils").first.bounding_box()
    block = page.locator(".procstd-entry dl.procstd-header").first.bounding_box()
    assert table
    assert block
    assert (round(table["x"]), round(table["width"])) == (round(block["x"]), round(block["width"]))
