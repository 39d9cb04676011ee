"""reStructuredText sources: whatever was meant to be a directive of ours is one, on the line where it stands."""

from __future__ import annotations

from textwrap import dedent

import pytest

from sphinxcontrib_procstd.syntax.sources import mend_rst


def mend(text: str, *known: str) -> tuple[str, list[str]]:
    """Return a mended text and its remarks, lines counted from 1."""
    mended = mend_rst(dedent(text).split("\n"), frozenset(known).__contains__)
    return (
        "\n".join(line for line, _ in mended.lines),
        [f"{remark.line + 1}: {remark.message} [{remark.code}]" for remark in mended.remarks],
    )


READ = 'not a directive as written; read as ".. step:: Title" [directive]'


@pytest.mark.parametrize(
    "line",
    [
        ".. step：Title",
        ".. step： Title",
        ".. step：：Title",
        ".. step：:Title",
        ".. step: :Title",
        ".. step::Title",
        ".. step:Title",
        ".. step: Title",
        ".. step :Title",
        "..step:: Title",
        "..step::Title",
        "。。 step:: Title",
        "。。step：：Title",
        "．． step:: Title",
        "… step:: Title",
        "..\u3000step:: Title",
        "..\u00a0step:: Title",
        ".. step::\u3000Title",
        ".. step::\u00a0Title",
        ".. step\u3000:: Title",
        "\u3000.. step:: Title",
        "\ufeff.. step:: Title",
        "\u200b.. step:: Title",
        ".. ｓｔｅｐ:: Title",
        ".. 步骤:: Title",
        ".. 步骤：Title",
        ".. stpe:: Title",
        ".. setp：：Title",
        "... step:: Title",
        ". step:: Title",
    ],
)
def test_a_directive_typed_wrongly_is_read(line: str) -> None:
    text, remarks = mend(f"{line}\n   :id: a\n")
    assert text.lstrip(" ") == ".. step:: Title\n   :id: a\n"
    assert remarks == [f"1: {READ}"]


@pytest.mark.parametrize(
    "line",
    [
        ".. step:: Title",
        ".. Step:: Title",
        ".. STEP:: Title",
        ".. procstd:step:: Title",
        "..  step:: Title",
        ".. step ::",
        ".. step::",
        ".. a comment on the step: it is long",
        ".. review: all of this is old",
        "... step: by step we went",
        "… step by step",
        ".. steps and so on",
        ".. step 3 is under discussion",
        ".. py:function:: step(x)",
        ".. _step: https://example.org",
        ".. |step| image:: step.png",
        ".. [step] A citation: text",
        "step:: Title",
        "The step: Title",
        "步骤：先登记",
    ],
)
def test_what_is_right_or_something_else_is_left_alone(line: str) -> None:
    assert mend(f"{line}\n\n   text\n") == (f"{line}\n\n   text\n", [])


def test_a_name_without_colons_is_a_directive_when_options_follow() -> None:
    assert mend(".. step Title\n   :id: a\n") == (".. step:: Title\n   :id: a\n", [f"1: {READ}"])


def test_a_misspelt_name_that_is_another_directive_s_is_left_alone() -> None:
    assert mend(".. steps:: Title\n", "steps") == (".. steps:: Title\n", [])


# Blank lines


def test_a_directive_right_below_a_paragraph_gets_its_blank_line_and_no_line_moves() -> None:
    mended = mend_rst(["Text", ".. step:: A", "", "After"])
    assert mended.lines == (("Text", 0), ("", 1), (".. step:: A", 1), ("", 2), ("After", 3))
    assert [(remark.line, remark.message) for remark in mended.remarks] == [
        (1, "blank line missing before the directive")
    ]


@pytest.mark.parametrize(
    "above",
    [
        "Title\n=====",
        ".. step:: Before",
        ".. step:: Before\n   :id: a",
        ".. note::\n\n   Text",
        ".. _target:",
        ".. comment",
    ],
)
def test_no_blank_line_is_needed_below_a_heading_or_explicit_markup(above: str) -> None:
    assert mend(f"{above}\n.. step:: A\n") == (f"{above}\n.. step:: A\n", [])


def test_a_step_right_below_its_process_s_title_gets_a_blank_line() -> None:
    assert mend(".. process:: P\n   .. step:: A\n") == (
        ".. process:: P\n\n   .. step:: A\n",
        ["2: blank line missing before the directive [blank_line]"],
    )


def test_steps_within_a_process_need_no_blank_line_after_the_one_inside_another() -> None:
    text = ".. process:: P\n\n   .. step:: A\n\n      Body\n   .. step:: B\n.. process:: Q\n"
    assert mend(text) == (text, [])


# Indents


def test_options_that_are_not_indented_are_the_directive_s() -> None:
    assert mend(".. step:: A\n:id: a\n:role：R\n\nAfter\n") == (
        ".. step:: A\n   :id: a\n   :role：R\n\nAfter\n",
        ['2: an option of "step" must be indented below it; read as that option [indent]'],
    )


def test_options_that_are_not_indented_below_a_blank_line_are_the_directive_s() -> None:
    assert mend(".. step:: A\n\n:id: a\n:role: R\n") == (
        ".. step:: A\n\n   :id: a\n   :role: R\n",
        ['3: an option of "step" must be indented below it; read as that option [indent]'],
    )


def test_a_field_list_further_down_is_left_alone() -> None:
    text = ".. step:: A\n   :id: a\n\nText\n\n:role: R\n"
    assert mend(text) == (text, [])


@pytest.mark.parametrize("indent", ["\u3000\u3000", "\u00a0\u00a0\u00a0\u00a0", "\u2003\u2003\u2003\u2003"])
def test_an_indent_of_other_blanks_is_read_as_plain_ones(indent: str) -> None:
    assert mend(f".. step:: A\n{indent}:id: a\n{indent}:role: R\n\n{indent}Body\n\nAfter\n") == (
        ".. step:: A\n    :id: a\n    :role: R\n\n    Body\n\nAfter\n",
        ["2: indented with full-width or no-break blanks; read as plain ones [indent]"],
    )


def test_a_process_and_its_steps_indented_with_full_width_blanks() -> None:
    text = ".. process:: P\n　　:id: p\n\n　　.. step:: A\n　　　　:id: a\n\n　　　　Body\n\n　　.. step:: B\n"
    mended, remarks = mend(text)
    assert mended == text.replace("　", "  ")
    assert remarks == [
        "2: indented with full-width or no-break blanks; read as plain ones [indent]",
        '4: not a directive as written; read as ".. step:: A" [directive]',
        "5: indented with full-width or no-break blanks; read as plain ones [indent]",
        '9: not a directive as written; read as ".. step:: B" [directive]',
    ]


def test_a_paragraph_with_a_chinese_first_line_indent_is_left_alone() -> None:
    text = ".. step:: A\n   :id: a\n\n   　　正文第一行\n   　　第二行\n\n　　另一段\n"
    assert mend(text) == (text, [])


# What is no markup of ours


@pytest.mark.parametrize(
    "above",
    [
        ".. code-block:: rst",
        ".. parsed-literal::",
        ".. raw:: html",
        "Example::",
        ".. a comment",
        "   An indented example::",
    ],
)
def test_code_and_comments_are_left_alone(above: str) -> None:
    text = f"{above}\n\n      Text\n      .. step：Title\n      .. step::Title\n"
    assert mend_rst(text.split("\n")).remarks == ()
    assert "\n".join(line for line, _ in mend_rst(text.split("\n")).lines) == text


@pytest.mark.parametrize("above", [".. note::", ".. admonition:: Title", ".. process:: P", "- an item", "1. an item"])
def test_the_content_of_everything_else_is_mended(above: str) -> None:
    text, remarks = mend(f"{above}\n\n   .. step：Title\n")
    assert text == f"{above}\n\n   .. step:: Title\n"
    assert remarks == [f"3: {READ}"]


def test_what_follows_code_is_mended() -> None:
    text, remarks = mend("Example::\n\n   .. step：In code\n\n.. step：Title\n")
    assert text == "Example::\n\n   .. step：In code\n\n.. step:: Title\n"
    assert remarks == [f"5: {READ}"]
