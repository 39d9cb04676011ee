"""Names of directives: what an author can only have meant, and what may be another extension's."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.syntax.names import CHINESE, DIRECTIVES, is_option_line, meant_name, near_name, slips


@pytest.mark.parametrize(
    "written", ["step", "Step", "STEP", "ｓｔｅｐ", "procstd:step", "st\u200bep", "步骤", "流程步骤"]
)
def test_case_width_language_and_invisible_characters_do_not_count(written: str) -> None:
    assert meant_name(written) == "step"


def test_every_directive_has_a_chinese_name() -> None:
    assert set(CHINESE.values()) == set(DIRECTIVES)


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("stpe", "step"),
        ("setp", "step"),
        ("stp", "step"),
        ("steps", "step"),
        ("proces", "process"),
        ("proccess", "process"),
        ("procces", "process"),
        ("from", "form"),
        ("job_rol", "job-role"),
        ("pain-pont", "pain-point"),
    ],
)
def test_a_name_a_slip_away_is_near(written: str, near: str) -> None:
    assert near_name(written) == near


@pytest.mark.parametrize("written", ["note", "image", "platform", "format", "table", "st", "grid-item", "tab-set", ""])
def test_other_names_are_near_to_none(written: str) -> None:
    assert near_name(written) == ""


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("", "", 0), ("step", "step", 0), ("stpe", "step", 1), ("sep", "step", 1), ("x", "step", 4)],
)
def test_slips_are_letters_left_out_added_changed_or_swapped(one: str, other: str, count: int) -> None:
    assert slips(one, other) == slips(other, one) == count


@pytest.mark.parametrize(
    "line", [":id: a", "  :role: b", "：责任岗位：c", "责任岗位：c", "role: d", ":any: text", "\u3000:id: a"]
)
def test_a_line_that_looks_like_an_option(line: str) -> None:
    assert is_option_line("step", line)


@pytest.mark.parametrize("line", ["", "text", "any: text", ":role", "::", "http://example.org", "时间：x y"])
def test_a_line_that_does_not(line: str) -> None:
    assert not is_option_line("step", line)
