"""Checklists and self-tests in a browser: with the script, with the keyboard, without a script, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

PAGE = "en/customer/complaint.html"


def test_ticks_are_kept_counted_and_cleared(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    boxes = page.locator(".procstd-checklist input")
    boxes.nth(0).check()
    boxes.nth(2).check()
    expect(page.locator(".procstd-check-bar [role=status]")).to_have_text("2 of 11 done")
    assert page.evaluate("localStorage.getItem('procstd-checklist:complaint@1.1')") == '["receive","assign"]'
    page.reload()
    expect(boxes.nth(0)).to_be_checked()
    expect(boxes.nth(1)).not_to_be_checked()
    page.locator(".procstd-check-bar button").click()
    expect(page.locator(".procstd-check-bar [role=status]")).to_have_text("0 of 11 done")
    assert page.evaluate("localStorage.length") == 0


def test_ticks_of_another_version_are_another_list(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    page.evaluate("""localStorage.setItem("procstd-checklist:complaint@1.0", '["receive"]')""")
    page.reload()
    expect(page.locator(".procstd-check-bar [role=status]")).to_have_text("0 of 11 done")
    page.locator(".procstd-checklist input").nth(2).check()
    assert page.evaluate("localStorage.getItem('procstd-checklist:complaint@1.0')") == '["receive"]'


def test_a_printed_checklist_has_empty_boxes_and_no_buttons(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    page.locator(".procstd-checklist input").first.check()
    page.emulate_media(media="print")
    expect(page.locator(".procstd-check-bar")).to_be_hidden()
    box = page.locator(".procstd-checklist input").first
    assert box.evaluate("box => getComputedStyle(box).backgroundColor") == "rgb(255, 255, 255)"
    assert box.evaluate("box => getComputedStyle(box).appearance") == "none"
    expect(page.locator("a.procstd-report").first).to_be_hidden()


def test_a_question_tells_right_from_wrong_and_the_first_answer_counts(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    item = page.locator(".procstd-quiz li").first
    answer = int(item.locator("fieldset").get_attribute("data-answer") or "")
    wrong = (answer + 1) % item.locator("input").count()
    item.get_by_role("button", name="Check").click()
    expect(item.locator("output")).to_have_text("Choose an answer first.")
    item.locator("input").nth(wrong).check()
    item.get_by_role("button", name="Check").click()
    expect(item.locator("output")).to_have_text("Not quite.")
    item.locator("input").nth(answer).check()
    item.get_by_role("button", name="Check").click()
    expect(item.locator("output")).to_have_text("Right.")
    expect(item.locator("details a")).to_be_visible()
    expect(page.locator(".procstd-quiz-score [role=status]")).to_have_text("0 of 1 right, 6 questions")


def test_a_self_test_can_be_done_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    item = page.locator(".procstd-quiz li").nth(1)
    answer = int(item.locator("fieldset").get_attribute("data-answer") or "")
    item.locator("input").first.focus()
    page.keyboard.press("Space")
    for _ in range(answer):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(item.locator("output")).to_have_text("Right.")


def test_without_a_script_answers_are_folded_away_and_boxes_can_be_ticked(open_page: OpenPage) -> None:
    page = open_page(PAGE)
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr] # it has one
    plain = context.new_page()
    plain.goto(page.url)
    expect(plain.locator(".procstd-quiz button")).to_have_count(0)
    details = plain.locator(".procstd-quiz details").first
    expect(details.locator("a")).to_be_hidden()
    details.locator("summary").click()
    expect(details.locator("a")).to_be_visible()
    plain.locator(".procstd-checklist input").first.check()
    context.close()


def test_scripts_come_only_to_pages_that_use_them(open_page: OpenPage) -> None:
    here = open_page(PAGE).evaluate("[...document.scripts].map(script => script.src).join()")
    other = open_page("en/customer/service-visit.html").evaluate("[...document.scripts].map(s => s.src).join()")
    assert "procstd-quiz.js" in here
    assert "procstd-checklist.js" in here
    assert "procstd-quiz.js" not in other
    assert "procstd-checklist.js" not in other
