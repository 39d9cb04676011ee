"""Role pages, plans, matrices and lists in a browser: what the script adds, what holds without it, small windows, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import View
from tests.browser.test_access import axe, find_violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import OpenPage

__all__ = ["axe"]  # a fixture

pytestmark = pytest.mark.browser

PAGES = (
    "work/service-agent.html",
    "work/quality-manager.html",
    "work/onboarding.html",
    "work/responsibilities.html",
    "work/customer-service.html",
)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_pages_for_people(
    open_page: OpenPage, axe: str, language: str, view: View, path: str
) -> None:
    page = open_page(f"{language}/{path}", view)
    assert page.locator(".procstd-people").count()
    violations = find_violations(page, axe)
    assert not violations, "\n".join(violations)


@pytest.mark.parametrize("width", [375, 768, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_window(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(f"en/{path}", View(width=width))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def rows(page: Page) -> list[str]:
    """Return the processes that a list shows."""
    return page.locator("table.procstd-list tbody tr:visible td:first-child").all_inner_texts()


def test_a_list_is_filtered_by_words_and_menus(open_page: OpenPage) -> None:
    page = open_page("zh_CN/index.html")
    page.get_by_placeholder("筛选列表").fill("ＳＯＰ-hr")
    assert rows(page) == ["员工招聘流程", "新员工入职流程", "员工离职流程"]
    assert page.locator(".procstd-list-count").inner_text() == "共16个流程，显示3个"
    page.get_by_placeholder("筛选列表").fill("")
    page.get_by_label("分类", exact=True).select_option("财务管理")
    assert rows(page) == ["费用报销流程", "供应商付款流程", "月末结账流程"]
    page.get_by_placeholder("筛选列表").fill("无此流程")
    assert rows(page) == []
    assert page.locator(".procstd-list-count").inner_text() == "没有符合筛选条件的流程。"


def test_a_list_is_sorted_by_any_column_and_says_so(open_page: OpenPage) -> None:
    page = open_page("en/index.html")
    head = page.locator("table.procstd-list th").first
    head.get_by_role("button").click()
    assert rows(page) == sorted(rows(page), key=str.casefold)
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert rows(page) == sorted(rows(page), key=str.casefold, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"


def test_without_a_script_the_list_is_whole(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/zh_CN/index.html")
        assert len(rows(page)) == 16
        assert page.locator(".procstd-list-bar").count() == 0


def test_the_script_is_only_where_a_list_is(open_page: OpenPage) -> None:
    assert open_page("zh_CN/index.html").locator("script[src*='procstd-list.js']").count() == 1
    assert open_page("zh_CN/work/service-agent.html").locator("script[src*='procstd']").count() == 0


def test_heads_and_first_column_of_a_matrix_stay_while_it_scrolls(open_page: OpenPage) -> None:
    page = open_page("zh_CN/work/responsibilities.html", View(width=375))
    box = page.locator(".procstd-matrix-box").first
    box.focus()
    away = box.evaluate("""box => {
        box.scrollTo({ left: 300, top: 200, behavior: "instant" });
        const [frame, corner] = [box, box.querySelector("thead th")].map(element => element.getBoundingClientRect());
        return [box.scrollLeft, corner.x - frame.x, corner.y - frame.y];
    }""")
    assert away[0] == 300
    assert max(map(abs, away[1:])) < 3


def test_a_number_of_a_matrix_leads_to_its_hand_overs(open_page: OpenPage) -> None:
    page = open_page("zh_CN/work/responsibilities.html")
    link = page.locator("a.procstd-count").first
    title = link.get_attribute("title") or ""
    link.click()
    pair = page.locator(".procstd-pair:target .procstd-pair-title").inner_text()
    assert title.partition("：")[0] == pair.replace(" → ", "交给")


def test_a_printed_plan_has_room_to_sign(open_page: OpenPage) -> None:
    page = open_page("zh_CN/work/onboarding.html", View(width=375))
    signing = page.locator("table.procstd-plan th", has_text="日期与签字").first
    assert not signing.is_visible()
    page.emulate_media(media="print")
    assert signing.is_visible()
    assert page.locator(".procstd-signatures dt").all_inner_texts() == ["新员工签字", "导师签字", "用人经理签字"]


def test_a_printed_list_is_whole_again(open_page: OpenPage) -> None:
    page = open_page("zh_CN/index.html")
    page.get_by_placeholder("筛选列表").fill("hr")
    page.emulate_media(media="print")
    assert len(rows(page)) == 16
    assert not page.locator(".procstd-list-bar").is_visible()
