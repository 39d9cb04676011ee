"""Register entries, cross-references and views on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

    from tests.pages.conftest import Site


def uses(entry: Tag) -> list[str]:
    lines = []
    for process in entry.select(".procstd-used-by dl > div"):
        for use in process.find_all("li"):
            lines.append(f"{process.dt.get_text()}: {' '.join(use.get_text(' ').split())}")
    return lines


def test_a_form_shows_which_steps_use_it_in_what_way(chinese: Site) -> None:
    entry = chinese.page("registers").find(id="procstd.form.register")
    assert uses(entry) == ["客户投诉处理流程: 1. 接收投诉 输出、工具", "客户投诉处理流程: 3. 处理投诉 输入"]


def test_a_form_links_to_the_rows_of_its_steps(chinese: Site) -> None:
    entry = chinese.page("registers").find(id="procstd.form.register")
    assert entry.select_one(".procstd-used-by li a")["href"] == "complaint.html#procstd-complaint.receive"


def test_a_role_shows_what_it_does_and_where_it_is_asked(chinese: Site) -> None:
    entry = chinese.page("registers").find(id="procstd.job-role.agent")
    assert uses(entry) == ["客户投诉处理流程: 1. 接收投诉 执行", "客户投诉处理流程: 2. 判定级别 征询"]


def test_a_department_shows_the_processes_in_whose_scope_it_is(chinese: Site) -> None:
    assert uses(chinese.page("registers").find(id="procstd.department.service")) == ["客户投诉处理流程: 涉及部门"]


def test_an_entry_shows_its_fields(chinese: Site) -> None:
    header = chinese.page("registers").find(id="procstd.form.register").find("dl", class_="procstd-header")
    assert {pair.dt.get_text(): pair.dd.get_text() for pair in header.find_all("div")} == {
        "编号": "FM-001",
        "归口": "客服主管",
        "保存期限": "3年",
        "填写步骤": "1. 接收投诉（客服专员）",
    }


def test_a_reference_to_a_step_shows_its_title_also_by_an_old_id(chinese: Site) -> None:
    links = chinese.page("repair").select("td.procstd-standard a")
    assert [(a.get_text(), a["href"]) for a in links][:2] == [
        ("处理投诉", "complaint.html#procstd-complaint.solve"),
        ("接收投诉", "complaint.html#procstd-complaint.receive"),
    ]


def test_a_list_of_processes_shows_those_that_match(chinese: Site) -> None:
    rows = chinese.page("index").select("table.procstd-list tbody tr")
    assert [[td.get_text(strip=True) for td in row.find_all("td")] for row in rows] == [
        ["客户投诉处理流程", "SOP-CS-001", "1.1", "正式发布", "运营总监"]
    ]


def test_a_swimlane_placed_elsewhere_links_to_the_rows_on_the_process_page(chinese: Site) -> None:
    figure = chinese.page("index").find("figure", class_="procstd-figure")
    assert figure.select_one("svg a")["href"] == "complaint.html#procstd-complaint.receive"
    assert "procstd-wide" in figure["class"]


def test_a_record_says_what_it_is(chinese: Site) -> None:
    record = chinese.page("complaint").find(class_="procstd-record-faq")
    assert record.find(class_="procstd-record-kind").get_text() == "常见问题"
    assert "24小时内。" in record.get_text()
