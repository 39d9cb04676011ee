"""A swimlane by keyboard and pointer: the order of the flow, cards, headers that stay, in any window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import OpenPage, View

pytestmark = pytest.mark.browser

COMPLAINT = "customer/complaint.html"
LONG = "procurement/purchasing.html"
MIDDLING = "people/leaving.html"
LINKS = ".procstd-figure svg .procstd-links a"
BOX = "element => { const box = element.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; }"

PLACES = """() => [".procstd-scroll", ".procstd-lane-heads", ".procstd-flow-down"]
    .map(name => document.querySelector(name).getBoundingClientRect().toJSON())
    .map((box, index) => index ? box : box.top)"""


def region(page: Page) -> Locator:
    return page.locator(".procstd-scroll").first


def test_tab_goes_from_the_region_through_the_steps_in_order(open_page: OpenPage, language: str) -> None:
    page = open_page(f"{language}/{COMPLAINT}")
    links = page.locator(".procstd-figure").first.locator("svg .procstd-links a")
    names = links.evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")
    numbers = [int(name.partition(".")[0]) for name in names if name[0].isdigit()]
    assert numbers == sorted(numbers)
    region(page).focus()
    reached = []
    for _ in names:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert reached == names


def test_a_focused_step_is_seen_with_its_card(open_page: OpenPage, view: View) -> None:
    page = open_page(f"en/{COMPLAINT}", view)
    region(page).focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    step = page.locator(LINKS).nth(2)
    expect(step).to_be_focused()
    card = step.locator(".procstd-card")
    expect(card).to_be_visible()
    expect(card).to_contain_text("→")
    ring = step.locator("> rect")
    assert ring.evaluate("rect => getComputedStyle(rect).strokeWidth") == "3.5px"
    page.wait_for_timeout(300)  # the theme scrolls smoothly
    box, shown, frame = step.evaluate(
        """link => [link.firstChild, link.querySelector(".procstd-card"), link.closest(".procstd-scroll")]
        .map(element => element.getBoundingClientRect().toJSON())"""
    )
    assert frame["left"] <= box["left"]
    assert box["right"] <= frame["right"]
    assert shown["top"] >= box["bottom"] - 3 or shown["bottom"] <= box["top"] + 3, "the card hides its own box"
    assert shown["left"] <= box["right"]


def test_a_hovered_step_shows_one_card_on_which_the_pointer_can_rest(open_page: OpenPage) -> None:
    page = open_page(f"en/{COMPLAINT}")
    step = page.locator(LINKS).first
    step.hover()
    card = step.locator(".procstd-card")
    expect(card).to_be_visible()
    left, top, right, bottom = card.evaluate(BOX)
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    expect(card).to_be_visible()
    page.mouse.move(1, 1)
    expect(page.locator(".procstd-card:visible")).to_have_count(0)


def test_every_target_of_the_picture_has_24_pixels(open_page: OpenPage, language: str, view: View) -> None:
    page = open_page(f"{language}/{COMPLAINT}", view)
    sizes = page.locator(f"{LINKS} > rect").evaluate_all(
        "rects => rects.map(rect => rect.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 24


def test_a_long_swimlane_scrolls_in_its_frame_with_its_lane_headers_in_view(
    open_page: OpenPage, language: str, view: View
) -> None:
    page = open_page(f"{language}/{LONG}", view)
    expect(page.locator(".procstd-figure.procstd-scrolling")).to_have_count(1)
    frame = region(page)
    assert frame.get_attribute("role") == "region"
    assert frame.get_attribute("aria-label")
    shown, whole = frame.evaluate("region => [region.clientHeight, region.scrollHeight]")
    assert shown < whole
    assert shown <= 800
    frame.focus()
    page.keyboard.press("End")
    page.wait_for_function("region => region.scrollTop > 200", arg=frame.element_handle())
    top, heads, lanes = page.evaluate(PLACES)
    assert abs(heads["top"] - top) < 3
    assert abs(heads["left"] - lanes["left"]) < 1
    assert abs(heads["right"] - lanes["right"]) < 1, "headers and lanes are of one scale"
    expect(page.locator(".procstd-hint")).to_be_visible()


def test_a_swimlane_too_long_only_for_a_phone_keeps_its_lane_headers_in_view_there(open_page: OpenPage) -> None:
    page = open_page(f"en/{MIDDLING}")
    frame = region(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert frame.evaluate("region => region.clientHeight >= region.scrollHeight")
    expect(page.locator(".procstd-lane-heads")).to_be_hidden()
    page.set_viewport_size({"width": 375, "height": 667})
    shown, whole = frame.evaluate("region => [region.clientHeight, region.scrollHeight]")
    assert shown < whole
    frame.evaluate("region => region.scrollTo(120, 200)")
    top, heads, lanes = page.evaluate(PLACES)
    assert abs(heads["top"] - top) < 3
    assert abs(heads["left"] - lanes["left"]) < 1
    assert abs(heads["right"] - lanes["right"]) < 1, "headers and lanes are of one scale"


def test_the_hint_to_scroll_is_shown_only_where_the_picture_is_wider_than_the_page(open_page: OpenPage) -> None:
    page = open_page("en/customer/satisfaction-survey.html")
    hint = ".procstd-hint"
    assert page.locator(hint).evaluate("hint => hint.clientWidth") < 20
    page.set_viewport_size({"width": 320, "height": 800})
    fits = region(page).evaluate("region => region.scrollWidth <= region.clientWidth")
    assert fits == (page.locator(hint).evaluate("hint => hint.clientWidth") < 20)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_are_the_systems_own(address: str, browser: Browser, scheme: str) -> None:
    context = browser.new_context(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/en/{COMPLAINT}")
    system = page.evaluate(
        """() => { const probe = document.createElement("span"); probe.style.color = "CanvasText";
        probe.style.background = "Canvas"; document.body.append(probe);
        const style = getComputedStyle(probe); return [style.color, style.backgroundColor]; }"""
    )
    seen = page.locator(".procstd-task .procstd-shape").first.evaluate(
        "shape => { const style = getComputedStyle(shape); return [style.stroke, style.fill]; }"
    )
    context.close()
    assert seen == system
