"""A directive's block: title, options, body. Whatever is typed wrongly, nothing of it is lost.

Each case is the block as the parsers hand it over: its first line stood on the directive's own line (line 0).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from sphinxcontrib_procstd.syntax.block import Markup, read_block

BOTH = pytest.mark.parametrize("markup", [Markup.RST, Markup.MYST])


@dataclass
class Read:
    """What a block says, written so that a test can be read."""

    title: str
    options: dict[str, str] = field(default_factory=dict)
    body: str = ""
    remarks: list[str] = field(default_factory=list)


def read(text: str, markup: Markup, *, directive: str = "step", titled: bool = True, gap: int = 0) -> Read:
    lines = text.split("\n")
    block = read_block(directive, lines, titled=titled, markup=markup, gap=gap)
    return Read(
        title=block.title,
        options={name: option.text for name, option in block.options.items()},
        body="\n".join(line.strip() for line in lines[block.body :]).strip(),
        remarks=[f"{remark.line}: {remark.message} [{remark.code}]" for remark in block.remarks],
    )


# As it should be


@BOTH
def test_title_options_and_body(markup: Markup) -> None:
    text = "Receive\n:id: receive\n:role: Clerk\n\nFirst paragraph.\n\nSecond."
    assert read(text, markup) == Read("Receive", {"id": "receive", "role": "Clerk"}, "First paragraph.\n\nSecond.")


@BOTH
def test_chinese_names_are_the_same_options(markup: Markup) -> None:
    assert read("接收\n:责任岗位: 客服\n:时间节点: 即时", markup) == Read("接收", {"role": "客服", "deadline": "即时"})


@BOTH
def test_a_title_alone(markup: Markup) -> None:
    assert read("Receive", markup) == Read("Receive")


@BOTH
def test_a_body_without_options(markup: Markup) -> None:
    assert read("Receive\n\nDo it.", markup) == Read("Receive", body="Do it.")


@BOTH
def test_an_empty_block(markup: Markup) -> None:
    assert read("", markup, titled=False) == Read("")


@BOTH
def test_an_option_without_a_value(markup: Markup) -> None:
    assert read("T\n:key:\n:role: R", markup) == Read("T", {"key": "", "role": "R"})


def test_continuation_lines_are_one_value_in_rst() -> None:
    text = "T\n:input: first\n   second\n     third\n:role: R"
    assert read(text, Markup.RST) == Read("T", {"input": "first\nsecond\nthird", "role": "R"})


def test_a_title_may_run_on_to_the_first_option_in_rst() -> None:
    assert read("Receive the\ncomplaint\n:id: a", Markup.RST) == Read("Receive the\ncomplaint", {"id": "a"})


def test_a_title_may_start_on_the_next_line_in_rst() -> None:
    assert read("Receive\n:id: a\n\nBody", Markup.RST, titled=False) == Read("Receive", {"id": "a"}, "Body")


def test_a_cross_reference_that_starts_the_body_is_no_option() -> None:
    assert read("T\n\n:role:`x` does it.", Markup.RST) == Read("T", body=":role:`x` does it.")


def test_a_body_of_several_lines_below_an_untitled_directive_is_a_body_in_myst() -> None:
    assert read("one\ntwo", Markup.MYST, titled=False) == Read("", body="one\ntwo")


def test_options_between_dashes_in_myst() -> None:
    text = "T\n---\nid: a\nrole: 'R'\ninput: |\n  one\n  two\n# a comment\n---\nBody"
    assert read(text, Markup.MYST) == Read("T", {"id": "a", "role": "R", "input": "one\ntwo"}, "Body")


def test_a_value_in_matching_quotes_is_the_text_between_them_in_myst() -> None:
    assert read("T\n:input: \"a # b\"\n:output: 'c'", Markup.MYST) == Read("T", {"input": "a # b", "output": "c"})


def test_a_nested_fence_is_the_body() -> None:
    assert read("T\n:id: a\n:::{note}\nx\n:::", Markup.MYST) == Read("T", {"id": "a"}, ":::{note}\nx\n:::")


# Colons


@BOTH
@pytest.mark.parametrize(
    ("line", "odd"),
    [
        (":责任岗位：客服", "full-width colon"),
        (":责任岗位： 客服", "full-width colon"),
        ("：责任岗位：客服", "full-width colon"),
        ("：责任岗位: 客服", "full-width colon"),
        ("责任岗位：客服", "full-width colon, and no colon before the name"),
        ("责任岗位: 客服", "no colon before the name"),
        (":责任岗位:客服", "a blank is missing after the colon"),
        (":责任岗位 客服", "no colon after the name"),
        (":责任岗位\u3000客服", "no colon after the name"),
    ],
)
def test_a_colon_typed_wrongly_costs_a_warning_and_nothing_else(line: str, odd: str, markup: Markup) -> None:
    assert read(f"接收\n:id: a\n{line}\n:时间节点: 即时\n\n正文", markup) == Read(
        "接收",
        {"id": "a", "role": "客服", "deadline": "即时"},
        "正文",
        [f'2: {odd}: write ":责任岗位: ..."; read as that option [option_colon]'],
    )


@BOTH
def test_a_full_width_colon_in_the_first_option(markup: Markup) -> None:
    assert read("接收\n：责任岗位：客服", markup) == Read(
        "接收",
        {"role": "客服"},
        remarks=['1: full-width colon: write ":责任岗位: ..."; read as that option [option_colon]'],
    )


@BOTH
def test_a_value_may_hold_colons(markup: Markup) -> None:
    assert read("T\n:deadline: daily before 17:00\n:input: 范围：全部", markup) == Read(
        "T", {"deadline": "daily before 17:00", "input": "范围：全部"}
    )


@BOTH
def test_a_value_with_colons_whose_name_has_none(markup: Markup) -> None:
    assert read("T\n:deadline before 17:00", markup) == Read(
        "T",
        {"deadline": "before 17:00"},
        remarks=['1: no colon after the name: write ":deadline: ..."; read as that option [option_colon]'],
    )


@BOTH
def test_blanks_around_a_name_do_not_count(markup: Markup) -> None:
    assert read("T\n: role : R\n:　时间节点　: 即时", markup) == Read("T", {"role": "R", "deadline": "即时"})


def test_a_full_width_line_under_the_title_is_said_when_it_becomes_part_of_it() -> None:
    assert read("接收\n备注：急件\n:id: a", Markup.RST) == Read(
        "接收\n备注：急件",
        {"id": "a"},
        remarks=['1: read as part of the title; an option is written ":备注: ..." [option_colon]'],
    )


# Names


@BOTH
def test_an_unknown_option_is_named_with_its_value_and_the_nearest(markup: Markup) -> None:
    assert read("T\n:rol: Clerk\n:deadline: 2 h", markup) == Read(
        "T",
        {"deadline": "2 h"},
        remarks=['1: unknown option "rol" of step ("Clerk" is left out); did you mean "role"? [option]'],
    )


@BOTH
def test_an_unknown_chinese_option_is_named_with_the_nearest(markup: Markup) -> None:
    assert read("接收\n:责任岗: 客服\n:时间节点: 即时", markup) == Read(
        "接收",
        {"deadline": "即时"},
        remarks=['1: unknown option "责任岗" of step ("客服" is left out); did you mean "责任岗位"? [option]'],
    )


@BOTH
def test_an_option_that_is_like_no_other(markup: Markup) -> None:
    assert read("T\n:colour:\n:id: a", markup) == Read(
        "T", {"id": "a"}, remarks=['1: unknown option "colour" of step [option]']
    )


@BOTH
def test_of_a_repeated_option_the_first_value_is_kept(markup: Markup) -> None:
    assert read("T\n:role: Clerk\n:责任岗位: Manager\n:id: a", markup) == Read(
        "T",
        {"role": "Clerk", "id": "a"},
        remarks=['2: option "责任岗位" is given twice; "Clerk" is kept, "Manager" left out [option_repeated]'],
    )


@BOTH
@pytest.mark.parametrize("name", ["ROLE", "Role", "ｒｏｌｅ", "ro\u200ble", "\ufeffrole"])
def test_case_width_and_invisible_characters_of_a_name_do_not_count(name: str, markup: Markup) -> None:
    assert read(f"T\n:{name}: Clerk", markup) == Read("T", {"role": "Clerk"})


@BOTH
@pytest.mark.parametrize("indent", ["\u3000\u3000", "\u00a0\u00a0", "\u2003", "\ufeff", "\u200b"])
def test_blanks_of_any_width_before_an_option_do_not_count(indent: str, markup: Markup) -> None:
    assert read(f"T\n{indent}:id: a\n{indent}:role: R", markup) == Read("T", {"id": "a", "role": "R"})


# Blank lines


@BOTH
def test_a_blank_line_between_title_and_options(markup: Markup) -> None:
    assert read("T\n\n:id: a\n:role: R\n\nBody", markup) == Read(
        "T",
        {"id": "a", "role": "R"},
        "Body",
        ["1: blank line between the title and the options; remove it [blank_line]"],
    )


@BOTH
def test_a_blank_line_between_options(markup: Markup) -> None:
    assert read("T\n:id: a\n\n:role: R\n\n\n：时间节点：即时\n\nBody", markup) == Read(
        "T",
        {"id": "a", "role": "R", "deadline": "即时"},
        "Body",
        [
            "2: blank line between the options; remove it [blank_line]",
            "4: blank line between the options; remove it [blank_line]",
            '6: full-width colon: write ":时间节点: ..."; read as that option [option_colon]',
        ],
    )


@BOTH
def test_an_unknown_name_after_a_blank_line_is_the_body(markup: Markup) -> None:
    assert read("T\n:id: a\n\n:note: text", markup) == Read("T", {"id": "a"}, ":note: text")


def test_a_blank_line_missing_above_the_body_in_rst() -> None:
    assert read("T\n:id: a\nBody", Markup.RST) == Read(
        "T", {"id": "a"}, "Body", ["2: blank line missing between the options and the body [blank_line]"]
    )


def test_myst_needs_no_blank_line_above_the_body() -> None:
    assert read("T\n:id: a\nBody", Markup.MYST) == Read("T", {"id": "a"}, "Body")


def test_a_body_right_below_the_title_is_not_taken_into_it() -> None:
    assert read("T\nDo this.\nThen that.", Markup.RST) == Read(
        "T", {}, "Do this.\nThen that.", ["1: blank line missing between the title and the body [blank_line]"]
    )


@BOTH
def test_options_below_the_body_stay_text_and_are_said(markup: Markup) -> None:
    assert read("T\n\nBody\n\n:role: R", markup) == Read(
        "T",
        {},
        "Body\n\n:role: R",
        ['4: ":role:" stands below the body, where it is text; move it above the body [option]'],
    )


def test_options_of_a_directive_in_the_body_are_its_own() -> None:
    text = "T\n\nBody\n\n:::{step} Inner\n\n:role: R\n:::"
    assert read(text, Markup.MYST).remarks == []


# Titles


def test_a_title_below_the_fence_is_read_in_myst() -> None:
    assert read("Receive\n:id: a\n\nBody", Markup.MYST, titled=False) == Read(
        "Receive",
        {"id": "a"},
        "Body",
        ["0: the title stands below the directive's own line; read as the title [title]"],
    )


@BOTH
def test_a_title_below_a_blank_line_is_read_when_options_follow(markup: Markup) -> None:
    assert read("Receive\n:id: a", markup, titled=False, gap=1) == Read(
        "Receive",
        {"id": "a"},
        remarks=["0: the title stands below the directive's own line; read as the title [title]"],
    )


@BOTH
def test_a_text_below_a_blank_line_is_the_body_when_no_options_follow(markup: Markup) -> None:
    assert read("Do it.", markup, titled=False, gap=1) == Read("", body="Do it.")


@BOTH
def test_options_without_a_title(markup: Markup) -> None:
    assert read(":id: a\n\nBody", markup, titled=False) == Read("", {"id": "a"}, "Body")


# Values that MyST itself would cut or refuse


@pytest.mark.parametrize(
    ("value", "trap"),
    [
        ('"quoted" and more', 'starts with "'),
        ("'tis", "starts with '"),
        ("> 5 items", "starts with >"),
        ("| piped", "starts with |"),
        ("Slack #announcements", 'holds " #", which starts a comment in MyST options'),
    ],
)
def test_a_value_that_myst_would_lose_is_kept_whole(value: str, trap: str) -> None:
    assert read(f"T\n:id: a\n:input: {value}\n:role: R", Markup.MYST) == Read(
        "T",
        {"id": "a", "input": value, "role": "R"},
        remarks=[f'2: the value of "input" {trap}; it was kept whole [option_value]'],
    )


@pytest.mark.parametrize(
    ("value", "said"), [("'it''s'", "it's"), ("''", ""), ('"quoted"', "quoted"), ("'''a'''", "'a'")]
)
def test_quotes_around_a_value_are_taken_off_as_yaml_does_in_myst(value: str, said: str) -> None:
    assert read(f"T\n:id: a\n:input: {value}\n:role: R", Markup.MYST) == Read(
        "T", {"id": "a", "input": said, "role": "R"}
    )


def test_a_tab_in_a_value_becomes_a_blank_in_myst() -> None:
    assert read("T\n:input: a\tb\n:role: R", Markup.MYST) == Read(
        "T",
        {"input": "a b", "role": "R"},
        remarks=['1: the value of "input" holds a tab; it was kept whole [option_value]'],
    )


def test_lines_below_an_option_are_joined_to_it_in_myst() -> None:
    assert read("T\n:input: a\n  b\n  c\n:role: R", Markup.MYST) == Read(
        "T",
        {"input": "a\nb\nc", "role": "R"},
        remarks=["1: in MyST an option is one line; the lines below it were joined [option_value]"],
    )


@pytest.mark.parametrize("value", ['"quoted" and more', "> 5 items", "Slack #announcements"])
def test_none_of_this_is_special_in_rst(value: str) -> None:
    assert read(f"T\n:input: {value}", Markup.RST) == Read("T", {"input": value})


def test_an_option_block_between_dashes_that_is_never_closed_ends_at_the_blank_line() -> None:
    assert read("T\n---\nid: a\nrole: R\n\nBody", Markup.MYST) == Read(
        "T", {"id": "a", "role": "R"}, "Body", ['1: the option block has no closing "---" [option]']
    )


def test_a_line_between_dashes_that_is_no_option_is_said() -> None:
    assert read("T\n---\nid: a\nwhat is this\n---\nBody", Markup.MYST) == Read(
        "T", {"id": "a"}, "Body", ['3: not an option: "what is this" [option]']
    )


def test_a_late_option_is_said_however_its_colons_are_written() -> None:
    assert read("T\n\nBody\n\n：责任岗位：R", Markup.RST).remarks == [
        '4: ":责任岗位:" stands below the body, where it is text; move it above the body [option]'
    ]
