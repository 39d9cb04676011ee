"""The option tables: both languages, every name once, the nearest match for a wrong one."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.model.process import Process, Record, Step
from sphinxcontrib_procstd.model.resources import Resource
from sphinxcontrib_procstd.syntax.names import DIRECTIVES
from sphinxcontrib_procstd.syntax.options import (
    RESOURCE_OPTIONS,
    ValueKind,
    find_option,
    fold,
    nearest,
    nearest_option,
    options_of,
)

CONTRACT = {
    "process": "id number version status effective owner approved-by approved-on departments goal target start end"
    " category review-cycle last-reviewed supersedes based-on calendar access retention monitor pilot tags lanes"
    " orientation engine",
    "step": "id role accountable consulted informed backup input output deadline forms systems tools next decision"
    " parallel join kind process number key controls evidence escalate formerly",
    "form": "id number owner retention template",
    "job-role": "id department backup",
}
STANDARD = {  # the template table's columns and the aliases its import accepts
    "role": "责任岗位 岗位 责任人",
    "input": "输入要求 输入",
    "output": "输出要求 输出",
    "deadline": "时间节点 时限 完成时限",
    "tools": "相关表单/工具 工具",
    "forms": "表单",
    "systems": "系统",
}


@pytest.mark.parametrize("directive", sorted(CONTRACT))
def test_a_directive_has_the_options_of_the_contract(directive: str) -> None:
    assert {option.name for option in options_of(directive)} >= set(CONTRACT[directive].split())


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_every_option_has_an_english_and_a_chinese_name(directive: str) -> None:
    assert all(option.name.isascii() for option in options_of(directive))
    assert [option.name for option in options_of(directive) if not option.zh] == []


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_no_name_means_two_options_of_a_directive(directive: str) -> None:
    written = [fold(name) for option in options_of(directive) for name in (option.name, *option.also, *option.zh)]
    assert sorted({name for name in written if written.count(name) > 1}) == []


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_every_option_says_what_it_is_for(directive: str) -> None:
    assert [option.name for option in options_of(directive) if not option.help] == []


@pytest.mark.parametrize(("name", "chinese"), [(name, zh) for name, text in STANDARD.items() for zh in text.split()])
def test_the_standard_s_column_names_are_options_of_a_step(name: str, chinese: str) -> None:
    option = find_option("step", chinese)
    assert option is not None
    assert option.name == name


@pytest.mark.parametrize("directive", ["process", "step", *RESOURCE_OPTIONS])
def test_every_option_has_a_field_in_the_model(directive: str) -> None:
    model = {"process": Process, "step": Step}.get(directive, Resource)
    missing = {option.key for option in options_of(directive)} - set(model.__slots__)
    assert missing <= {"process"}  # what a step is attached to is no field of its own


def test_a_record_takes_any_option() -> None:
    assert "values" in Record.__slots__


@pytest.mark.parametrize(
    "written",
    [
        "time-limit",
        "Time-Limit",
        "TIME_LIMIT",
        "time limit",
        "ｔｉｍｅ－ｌｉｍｉｔ",
        "时间节点",
        "时间 节点",
        "时间\u200b节点",
    ],
)
def test_case_width_blanks_and_invisible_characters_do_not_count(written: str) -> None:
    option = find_option("step", written)
    assert option is not None
    assert option.name == "deadline"


def test_a_slash_counts_in_either_width() -> None:
    assert find_option("step", "相关表单／工具") is find_option("step", "相关表单/工具") is find_option("step", "tools")


def test_an_unknown_name_is_no_option() -> None:
    assert find_option("step", "colour") is None


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("rol", "role"),
        ("deadlin", "deadline"),
        ("责任岗", "责任岗位"),
        ("时间结点", "时间节点"),
        ("colour", ""),
    ],
)
def test_the_nearest_name_is_in_the_language_that_was_written(written: str, near: str) -> None:
    assert nearest_option("step", written) == near


def test_the_nearest_of_no_names_is_none() -> None:
    assert nearest("a", []) == ""


def test_a_choice_names_its_list() -> None:
    assert [
        option.name
        for directive in DIRECTIVES
        for option in options_of(directive)
        if (option.kind is ValueKind.CHOICE) != (option.choices is not None)
    ] == []
