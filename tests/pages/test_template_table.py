"""The template table on a page: eight columns, one row a step, everything linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

    from tests.pages.conftest import Site

ZH = ["责任岗位", "流程步骤", "操作规范", "输入要求", "输出要求", "时间节点", "相关表单/工具"]
EN = [
    "Responsible role", "Step", "Operating standard", "Input requirements", "Output requirements", "Time limit",
    "Forms & tools",
]  # fmt: skip


def texts(tags: list[Tag]) -> list[str]:
    return [" ".join(tag.get_text(" ", strip=True).split()) for tag in tags]


def cell(page: BeautifulSoup, step: str, column: str) -> Tag:
    row = page.find(id=f"procstd-complaint.{step}")
    return row.find("td", class_=f"procstd-{column}")


def test_no_warning(chinese: Site) -> None:
    assert chinese.warnings == ""


def test_the_columns_bear_the_standard_headings_in_chinese(chinese: Site) -> None:
    table = chinese.page("complaint").find("table", class_="procstd-table")
    assert texts(table.select("tr.procstd-heads th")) == ZH


def test_the_columns_bear_the_standard_headings_in_english(english: Site) -> None:
    table = english.page("complaint").find("table", class_="procstd-table")
    assert texts(table.select("tr.procstd-heads th")) == EN


def test_the_process_name_spans_all_rows(chinese: Site) -> None:
    head = chinese.page("complaint").select_one("table.procstd-table tr.procstd-name")
    assert texts(head.find_all(["th", "td"])) == ["流程名称", "客户投诉处理流程"]
    assert head.td["colspan"] == "6"


def test_steps_are_numbered_in_order(chinese: Site) -> None:
    titles = chinese.page("complaint").select("tr.procstd-step .procstd-step-title")
    assert texts(titles) == ["1. 接收投诉", "2. 判定级别", "3. 处理投诉"]


def test_every_cell_carries_its_heading_for_narrow_pages(chinese: Site) -> None:
    row = chinese.page("complaint").find(id="procstd-complaint.receive")
    assert [td["data-label"] for td in row.find_all("td")] == ZH


def test_text_between_steps_stays_between_them(chinese: Site) -> None:
    tables = chinese.page("complaint").select("table.procstd-table")
    assert [len(table.select("tr.procstd-step")) for table in tables] == [2, 1]
    assert "中间的说明。" in tables[1].find_previous("p").get_text()
    assert "（续）" in tables[1].select_one("tr.procstd-name").get_text()


def test_forms_and_systems_link_to_their_entries_and_keep_their_notes(chinese: Site) -> None:
    tools = cell(chinese.page("complaint"), "receive", "tools")
    assert texts(tools.find_all("li")) == ["投诉登记表 (系统自动)", "CRM系统", "未登记系统"]
    assert [a["href"] for a in tools.find_all("a")] == [
        "registers.html#procstd.form.register",
        "registers.html#procstd.system.crm",
    ]


def test_a_manual_among_the_tools_links_to_the_manual(chinese: Site) -> None:
    link = cell(chinese.page("complaint"), "classify", "tools").a
    assert (link.get_text(), link["href"]) == ("投诉分类手册", "registers.html#procstd.manual.guide")


def test_a_registered_name_in_an_output_is_linked_in_place(chinese: Site) -> None:
    output = cell(chinese.page("complaint"), "receive", "output")
    assert output.get_text() == "《投诉登记表》(系统自动)"
    assert output.a.get_text() == "《投诉登记表》"


def test_an_external_input_is_linked(chinese: Site) -> None:
    assert cell(chinese.page("complaint"), "receive", "input").a["href"] == "registers.html#procstd.external.call"


def test_branches_are_listed_with_their_conditions(chinese: Site) -> None:
    branches = cell(chinese.page("complaint"), "classify", "standard").find(class_="procstd-branches")
    assert texts(branches.find_all("p")) == ["是否紧急？"]
    assert texts(branches.find_all("li")) == ["紧急 → 3. 处理投诉", "资料不全 → 1. 接收投诉", "其他情况 → 结束：不受理"]


def test_a_hand_over_links_to_the_other_process(chinese: Site) -> None:
    branch = cell(chinese.page("complaint"), "solve", "standard").find(class_="procstd-next")
    assert (branch.a.get_text(), branch.a["href"]) == ("返修流程", "repair.html#procstd-repair")


def test_an_empty_cell_says_so(chinese: Site) -> None:
    empty = cell(chinese.page("complaint"), "classify", "input").find(class_="procstd-empty")
    assert (empty.get_text(), empty["title"]) == ("—", "未填写")


def test_what_a_step_says_beside_the_columns_stands_under_the_standard(chinese: Site) -> None:
    extras = cell(chinese.page("complaint"), "classify", "standard").find("dl")
    assert texts(extras.find_all("dt")) == ["征询", "超时升级"]
    assert texts(extras.find_all("dd")) == ["客服专员", "超过4小时升级至客服主管"]


def test_an_old_id_is_still_an_anchor(chinese: Site) -> None:
    assert (
        chinese.page("complaint").find(id="procstd-complaint.take").find_parent("tr")["id"]
        == "procstd-complaint.receive"
    )


def test_the_row_links_to_its_box_in_the_swimlane_and_back(chinese: Site) -> None:
    page = chinese.page("complaint")
    box = page.find(id=page.select_one("tr.procstd-step a.procstd-to-figure")["href"].removeprefix("#"))
    assert (box.name, box["href"]) == ("a", "#procstd-complaint.receive")


@pytest.mark.parametrize(
    ("column", "text"),
    [("role", "Service agent"), ("deadline", "at once"), ("output", "Complaint register (by the system)")],
)
def test_a_translated_page_shows_translated_cells(english: Site, column: str, text: str) -> None:
    assert cell(english.page("complaint"), "receive", column).get_text() == text


def test_a_translated_step_keeps_links_by_its_first_name(english: Site) -> None:
    assert cell(english.page("complaint"), "receive", "output").a["href"] == "registers.html#procstd.form.register"
