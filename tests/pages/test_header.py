"""The header block of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.pages.conftest import Site


def header(site: Site) -> dict[str, str]:
    block = site.page("complaint").find("dl", class_="procstd-header")
    return {pair.dt.get_text(): pair.dd.get_text() for pair in block.find_all("div")}


def test_the_header_holds_what_the_author_wrote_and_the_next_review(chinese: Site) -> None:
    assert header(chinese) == {
        "编号": "SOP-CS-001",
        "版本": "1.1",
        "生效日期": "2026-01-01",
        "流程负责人": "运营总监",
        "目标": "24小时内答复每一件投诉",
        "起点": "客户提出投诉",
        "终点": "投诉归档",
        "涉及部门": "客服部、技术支持部",
        "复盘周期": "6个月",
        "下次复盘": "2026-07-01",
    }


def test_inline_markup_in_a_value_is_kept(chinese: Site) -> None:
    assert chinese.page("complaint").find("dl", class_="procstd-header").strong.get_text() == "24小时"


def test_the_status_is_said_in_words(chinese: Site) -> None:
    assert chinese.page("complaint").find(class_="procstd-status").get_text() == "正式发布"


def test_a_heading_with_the_same_words_is_not_repeated(chinese: Site) -> None:
    assert [tag.get_text() for tag in chinese.page("complaint").find_all(["h1", "h2"])][:1] == ["客户投诉处理流程¶"]


def test_a_process_under_another_heading_becomes_a_section(chinese: Site) -> None:
    section = chinese.page("repair").find("section", id="procstd-repair")
    assert section.h2.get_text() == "返修流程¶"


def test_each_picture_has_the_same_flow_as_a_list(chinese: Site) -> None:
    lines = chinese.page("complaint").select("figure.procstd-figure details.procstd-flow > ol > li")
    assert [" ".join(line.get_text(" ").split()) for line in lines][:3] == [
        "消息起点：客户提出投诉 → 1. 接收投诉",
        "1. 接收投诉、客服专员、即时 → 2. 判定级别",
        "2. 判定级别、客服主管、接收后2小时内 → 判断：是否紧急？ 4小时 → 超时：客服主管",
    ]


def test_the_page_of_a_handbook_links_its_styles(chinese: Site) -> None:
    links = [link["href"].partition("?")[0] for link in chinese.page("complaint").find_all("link", rel="stylesheet")]
    assert "_static/procstd.css" in links


def test_another_page_does_not_link_them(chinese: Site) -> None:
    links = [link["href"].partition("?")[0] for link in chinese.page("search").find_all("link", rel="stylesheet")]
    assert "_static/procstd.css" not in links
