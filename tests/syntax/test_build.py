"""Option texts become model values; a bad one is left out, said at its line, and named with the nearest."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxcontrib_procstd.model.process import Escalation, Join, Mention, Status, StepKind, Target, TargetKind
from sphinxcontrib_procstd.syntax.build import Reading, Span, Value, build_fields, build_mentions, messages_of


def build(directive: str, options: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    reading = Reading(
        directive=directive,
        values={name: Value(text) for name, text in options.items()},
        lines={name: number for number, name in enumerate(options, 1)},
    )
    fields = build_fields(reading)
    return fields, [f"{remark.line}: {remark.message} [{remark.code}]" for remark in reading.remarks]


def test_every_kind_of_value_of_a_step() -> None:
    fields, remarks = build(
        "step",
        {
            "id": "classify",
            "role": "客服主管",
            "informed": "质量部、客服部（抄送）",
            "input": "投诉单",
            "next": "assign [普通]; end",
            "join": "全部",
            "kind": "审批",
            "key": "",
            "escalate": "总经理 超过2小时",
            "formerly": "grade sort",
            "number": "3.1",
        },
    )
    assert remarks == []
    assert fields == {
        "id": "classify",
        "role": Mention(name="客服主管", start=0, end=4),
        "informed": (Mention(name="质量部", start=0, end=3), Mention(name="客服部", note="抄送", start=4, end=7)),
        "input": "投诉单",
        "next": (Target(name="assign", guard="普通"), Target(kind=TargetKind.END)),
        "join": Join.ALL,
        "kind": StepKind.APPROVAL,
        "key": True,
        "escalate": Escalation(to="总经理", after="2小时"),
        "formerly": ("grade", "sort"),
        "number": "3.1",
    }


@pytest.mark.parametrize(
    "written", ["2026-01-31", "2026/1/31", "2026.01.31", "2026年1月31日", "２０２６－０１－３１", " 2026-01-31 "]
)
def test_a_date_is_read_as_people_write_it(written: str) -> None:
    assert build("process", {"effective": written}) == ({"effective": "2026-01-31"}, [])


@pytest.mark.parametrize("written", ["2026-02-30", "soon", "31.1.2026", "2026-1", "99999999999999999999-1-1"])
def test_a_date_that_is_none_is_kept_and_said(written: str) -> None:
    assert build("process", {"effective": written}) == (
        {"effective": written},
        [f'1: effective: "{written}" is not a date such as 2026-01-31 [value]'],
    )


def test_a_word_that_is_not_on_its_list_is_left_out_and_the_nearest_is_named() -> None:
    assert build("process", {"status": "efective", "version": "1.1"}) == (
        {"version": "1.1"},
        [
            (
                '1: status: "efective" is not one of draft, in-review, pilot, effective, under-revision, retired;'
                ' did you mean "effective"? [value]'
            )
        ],
    )


def test_the_nearest_word_is_in_the_language_that_was_written() -> None:
    assert build("process", {"status": "正式发步"}) == (
        {},
        [
            (
                '1: status: "正式发步" is not one of 草稿, 评审中, 试点, 正式发布, 修订中, 废止;'
                ' did you mean "正式发布"? [value]'
            )
        ],
    )


def test_quotes_from_a_word_processor_around_a_word_do_not_count() -> None:
    assert build("process", {"status": "“effective”"}) == ({"status": Status.EFFECTIVE}, [])


def test_a_flag_that_is_neither_yes_nor_no_is_left_out() -> None:
    assert build("step", {"key": "perhaps"}) == ({}, ['1: key: "perhaps" is neither yes nor no [value]'])


def test_one_role_is_expected() -> None:
    assert build("step", {"role": "客服、质量"}) == (
        {"role": Mention(name="客服", start=0, end=2)},
        ["1: role: one name expected, found 2 (客服, 质量); the first one is used [value]"],
    )


def test_a_flow_that_cannot_be_read_is_said_and_the_rest_is_kept() -> None:
    assert build("step", {"next": "[x]; b"}) == (
        {"next": (Target(name="b"),)},
        ['1: next: cannot read "[x]": a condition without a target [flow]'],
    )


def test_an_empty_value_is_no_value() -> None:
    assert build("step", {"role": " ", "input": ""}) == ({}, [])


def test_a_text_is_one_line() -> None:
    assert build("step", {"input": "one\n  two"}) == ({"input": "one two"}, [])


def test_a_cross_reference_in_a_list_names_its_target() -> None:
    value = Value("the register (auto), CRM", (Span(0, 12, "form", "complaint-register"),))
    assert build_mentions(value) == (
        Mention(name="complaint-register", kind="form", label="the register", note="auto", start=0, end=12),
        Mention(name="CRM", start=21, end=24),
    )


def test_a_translation_with_as_many_items_gives_each_its_label() -> None:
    mentions = build_mentions(Value("甲、乙（注）"), {"甲、乙（注）": "first, second (note)"}.__getitem__)
    assert mentions == (
        Mention(name="甲", label="first", start=0, end=5),
        Mention(name="乙", label="second", note="note", start=7, end=13),
    )


def test_a_translation_with_other_items_is_shown_as_it_is() -> None:
    mentions = build_mentions(Value("甲、乙"), {"甲、乙": "both"}.__getitem__)
    assert mentions == (Mention(name="both", start=0, end=4),)


def test_translators_see_what_a_reader_sees_and_no_ids() -> None:
    values = {
        "id": Value("a"),
        "role": Value("客服"),
        "next": Value("b [普通]; end [驳回]; c"),
        "input": Value("投诉单"),
        "number": Value("3"),
    }
    assert list(messages_of("step", values)) == [
        ("role", "客服"),
        ("next", "普通"),
        ("next", "驳回"),
        ("input", "投诉单"),
    ]
