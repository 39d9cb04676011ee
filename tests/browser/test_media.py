"""Paper, the system's own colours, and less motion: what the style sheets do where the reader asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import View

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

COMPLAINT = "en/customer/complaint.html"
COLOURS = """names => names.map(name => {
    const style = getComputedStyle(document.querySelector(name));
    return [style.color, style.backgroundColor];
})"""


def test_paper_is_light_though_the_reader_chose_the_dark(open_page: OpenPage) -> None:
    page = open_page(COMPLAINT, View(scheme="dark"))
    names = ["tr.procstd-step > td", ".procstd-status-effective", ".procstd-quiz label"]
    dark = page.evaluate(COLOURS, names)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(COLOURS, names) == [
        ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"],
        ["rgb(31, 111, 67)", "rgb(233, 247, 239)"],
        ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"],
    ]
    assert dark[1] == ["rgb(127, 214, 164)", "rgb(23, 48, 31)"]


def test_a_colour_of_the_sites_own_is_given_once_for_light_and_dark(open_page: OpenPage) -> None:
    page = open_page(COMPLAINT)
    page.add_style_tag(content=":root { --procstd-brand: var(--procstd-light, #112233) var(--procstd-dark, #ddeeff); }")
    number = page.locator(".procstd-number").first
    assert number.evaluate("element => getComputedStyle(element).color") == "rgb(17, 34, 51)"
    page.emulate_media(color_scheme="dark")
    assert number.evaluate("element => getComputedStyle(element).color") == "rgb(221, 238, 255)"


def test_no_card_moves_for_who_asks_for_less_motion(open_page: OpenPage) -> None:
    page = open_page(COMPLAINT)
    card = page.locator(".procstd-card").first
    assert card.evaluate("element => getComputedStyle(element).animationName") == "procstd-appear"
    page.emulate_media(reduced_motion="reduce")
    assert card.evaluate("element => getComputedStyle(element).animationName") == "none"


def test_in_the_systems_own_colours_marks_have_borders(address: str, browser: Browser) -> None:
    context = browser.new_context(forced_colors="active", base_url=f"{address}/")
    page = context.new_page()
    page.goto("en/work/responsibilities.html")
    border = "element => getComputedStyle(element).borderTopWidth"
    assert page.locator(".procstd-letter").first.evaluate(border) == "1px"
    page.goto(COMPLAINT)
    item = page.locator(".procstd-quiz li").first
    item.locator("input").nth(int(item.locator("fieldset").get_attribute("data-answer") or "")).check()
    item.get_by_role("button", name="Check").click()
    right = item.locator("label.procstd-is-right")
    assert right.evaluate("element => getComputedStyle(element).border.split(' ').slice(0, 2).join(' ')") == "2px solid"
    context.close()
