"""Lists are split where people end an item, whichever width of punctuation they type."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.syntax.lists import split_items


def names(text: str) -> list[str]:
    return [item.name for item in split_items(text)]


@pytest.mark.parametrize("separator", ["、", "，", ",", "；", ";", "\n", " ， ", ",\n"])
def test_every_separator_ends_an_item(separator: str) -> None:
    assert names(f"CRM系统{separator}客服工单系统{separator}OA审批系统") == ["CRM系统", "客服工单系统", "OA审批系统"]


def test_a_slash_never_ends_an_item() -> None:
    assert names("质量部/技术部、客服部") == ["质量部/技术部", "客服部"]


@pytest.mark.parametrize(("opening", "closing"), ["《》", "（）", "()", "「」", "“”", "【】", "[]", "［］"])
def test_nothing_ends_an_item_inside_brackets(opening: str, closing: str) -> None:
    assert names(f"a{opening}b、c, d；e{closing}f、g") == [f"a{opening}b、c, d；e{closing}f", "g"]


def test_nothing_ends_an_item_inside_back_quotes() -> None:
    assert names(":form:`a, b`, c") == [":form:`a, b`", "c"]


def test_a_bracket_that_is_never_closed_holds_nothing_together() -> None:
    assert names("《投诉登记表、方案审批表") == ["《投诉登记表", "方案审批表"]


def test_empty_items_are_left_out() -> None:
    assert names("、a、、 ，b；\n") == ["a", "b"]


def test_an_empty_text_has_no_items() -> None:
    assert split_items(" \n ") == []


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("《投诉登记表》(系统自动)", "《投诉登记表》", "系统自动"),
        ("《投诉登记表》（系统自动）", "《投诉登记表》", "系统自动"),
        ("Slack (#announcements)", "Slack", "#announcements"),
        ("form (a (b))", "form", "a (b)"),
        ("form (a) (b)", "form (a)", "b"),
        ("(only a bracket)", "(only a bracket)", ""),
        ("form (a) more", "form (a) more", ""),
        ("form a)", "form a)", ""),
    ],
)
def test_a_trailing_round_bracket_is_a_note_on_the_item(text: str, name: str, note: str) -> None:
    (item,) = split_items(text)
    assert (item.name, item.note) == (name, note)


def test_an_item_knows_where_its_name_stands() -> None:
    text = "  投诉单 (自动)、  CRM系统"
    assert [text[item.start : item.end] for item in split_items(text)] == ["投诉单", "CRM系统"]
