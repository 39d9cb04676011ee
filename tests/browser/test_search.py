"""Search in Chinese as a reader does it: what is typed, and what comes first. English stays Sphinx's own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

COMPLAINT = "customer/complaint.html"
FORMS = "registers/forms-customer.html"
QUERIES = {
    # a question
    "投诉怎么分类": "registers/manuals.html#procstd.manual.complaint-classification-manual",
    "报销单据怎么审核": "finance/expense-claim.html",
    "投诉升级，谁负责？": COMPLAINT,
    # a role, a department, a system, a form by its name
    "客服主管": "registers/roles.html#procstd.job-role.service-supervisor",
    "仓库管理员": "registers/roles.html#procstd.job-role.storekeeper",
    "客服部": "registers/departments.html#procstd.department.customer-service",
    "OA审批系统": "registers/systems.html#procstd.system.oa",
    "投诉登记表": f"{FORMS}#procstd.form.complaint-register",
    # as it is quoted, in either width, in marks of either script
    "《投诉登记表》": f"{FORMS}#procstd.form.complaint-register",
    "「供应商准入」": "procurement/supplier-approval.html",
    "ＣＲＭ系统": "registers/systems.html#procstd.system.crm",
    # Latin letters among Chinese ones, and alone; "IT" is a stop word of English
    "CRM系统": "registers/systems.html#procstd.system.crm",
    "crm": "registers/systems.html#procstd.system.crm",
    "IT服务台系统": "registers/systems.html#procstd.system.it-service-desk",
    # a number
    "SOP-CS-001": f"{COMPLAINT}#procstd-complaint",
    "sop-hr-003": "people/leaving.html#procstd-leaving",
    # half a title
    "客户投诉": COMPLAINT,
    "应急方案": f"{COMPLAINT}#procstd-complaint.urgent-plan",
    "月末结账": "finance/month-end-close.html",
    # two words without a blank, with one, and in another order
    "判定级别": f"{COMPLAINT}#procstd-complaint.classify",
    "特急投诉通报": f"{COMPLAINT}#procstd-complaint.alert",
    "付款 审批": "finance/payment.html#procstd-payment.approve-request",
    # a whole title
    "回访客户": f"{COMPLAINT}#procstd-complaint.call-back",
    # one word of many titles: the process before its forms
    "离职": "people/leaving.html",
    # part of a word, cut across words, or with a character left out
    "诉登记": f"{FORMS}#procstd.form.complaint-register",
    "诉分类标准": "registers/manuals.html#procstd.manual.complaint-classification-manual",
    "供商准入": "procurement/supplier-approval.html",
    "急通报": f"{COMPLAINT}#procstd-complaint.alert",
    # an abbreviation
    "客诉": COMPLAINT,
}


def search(open_page: OpenPage, language: str, query: str) -> Page:
    """Search, and wait until the results are all there."""
    page = open_page(f"{language}/search.html?q={quote(query)}")
    page.wait_for_function("() => (document.querySelector('.search-summary') || {}).innerText")
    return page


def found(page: Page) -> list[tuple[str, str]]:
    """Return the results: their text and where they lead."""
    results = page.eval_on_selector_all(
        "ul.search > li",
        "all => all.map(li => [li.innerText.split('\\n')[0], li.querySelector('a').getAttribute('href')])",
    )
    return [(text, place) for text, place in results]


@pytest.mark.parametrize(("query", "place"), QUERIES.items(), ids=QUERIES.keys())
def test_what_is_meant_comes_first(open_page: OpenPage, query: str, place: str) -> None:
    assert found(search(open_page, "zh_CN", query))[0][1].partition("?")[0] == place.partition("?")[0]


def test_results_say_in_chinese_what_they_are_and_where(open_page: OpenPage) -> None:
    assert found(search(open_page, "zh_CN", "应急方案"))[0][0] == "制定应急方案 (流程步骤, 客户投诉处理流程)"


def test_a_page_is_listed_once(open_page: OpenPage) -> None:
    places = [place for _, place in found(search(open_page, "zh_CN", "客户投诉"))]
    assert len(places) == len(set(places))
    assert COMPLAINT in places
    assert f"{COMPLAINT}#procstd-complaint" not in places


def test_what_is_nowhere_is_not_found(open_page: OpenPage) -> None:
    page = search(open_page, "zh_CN", "量子纠缠")
    assert found(page) == []


def test_a_query_is_text_and_nothing_else(open_page: OpenPage) -> None:
    page = search(open_page, "zh_CN", "<img src=x onerror=alert(1)>投诉.*[")
    assert page.locator("#search-results img").count() == 0
    assert found(page)


@pytest.mark.parametrize(
    ("query", "place"), [("complaint register", f"{FORMS}#"), ("SOP-CS-001", COMPLAINT), ("supervisor", "registers/")]
)
def test_english_is_searched_as_before(open_page: OpenPage, query: str, place: str) -> None:
    assert any(link.startswith(place) for _, link in found(search(open_page, "en", query))[:3])
