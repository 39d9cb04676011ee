"""MyST sources: every fence of ours opens and closes, and no line moves."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.syntax.fences import NO_TITLE, TIGHT, mend_for_parser, mend_myst


def mend(text: str, *known: str) -> tuple[str, list[str]]:
    """Return a mended text and its remarks, lines counted from 1."""
    lines, remarks = mend_myst(text.split("\n"), frozenset(known).__contains__)
    return "\n".join(lines), [f"{remark.line + 1}: {remark.message} [{remark.code}]" for remark in remarks]


@pytest.mark.parametrize(
    "line",
    [
        "：：：{step} Title",
        "：：:{step} Title",
        "::{step} Title",
        ":{step} Title",
        ":::{step}Title",
        ":::{step Title}",
        ":::{ step } Title",
        "::: { step } Title",
        ":::｛step｝ Title",
        ":::{step｝Title",
        ":::(step) Title",
        ":::（step） Title",
        ":::[step] Title",
        ":::【step】Title",
        ":::《step》 Title",
        ":::<step> Title",
        ":::step Title",
        "::: step Title",
        "：：：step Title",
        ":::步骤 Title",
        ":::{步骤} Title",
        ":::{ｓｔｅｐ} Title",
        ":::{stpe} Title",
        ":::{setp}Title",
        "\u3000:::{step} Title",
        "\u00a0:::{step} Title",
        "\u200b:::{step} Title",
        "\ufeff:::{step} Title",
    ],
)
def test_a_fence_typed_wrongly_is_read(line: str) -> None:
    assert mend(f"{line}\n:id: a\n\nBody\n:::\n") == (
        ":::{step} Title\n:id: a\n\nBody\n:::\n",
        ['1: not a directive as written; read as ":::{step} Title" [fence]'],
    )


@pytest.mark.parametrize(
    "line",
    [
        ":::{step} Title",
        ":::{Step} Title",
        ":::{procstd:step} Title",
        "::: {step} Title",
        "   :::{step} Title",
        ":::{step} {form}`x` of the step",
        ":::{note} Title",
        ":::note",
        ":::step",
        ":::{grid-item-card} step",
    ],
)
def test_what_is_right_or_something_else_is_left_alone(line: str) -> None:
    assert mend(f"{line}\n\nBody\n:::\n") == (f"{line}\n\nBody\n:::\n", [])


@pytest.mark.parametrize(
    "line", ["{step}`classify` first", ":step: not an option here", "The ::: step", "::", ":smile: step", "步骤：一"]
)
def test_a_line_of_text_is_left_alone(line: str) -> None:
    assert mend(f"{line}\n") == (f"{line}\n", [])


def test_a_division_named_like_a_directive_is_read_as_one_when_options_follow() -> None:
    assert mend(":::step\n:id: a\n:::\n")[0] == ":::{step}\n:id: a\n:::\n"


def test_a_misspelt_name_that_is_another_directive_s_is_left_alone() -> None:
    assert mend(":::{steps}\n:::\n", "steps") == (":::{steps}\n:::\n", [])


@pytest.mark.parametrize(("marks", "plain"), [("···", "```"), ("｀｀｀", "```"), ("～～～", "~~~")])
def test_marks_of_a_chinese_input_method_are_read(marks: str, plain: str) -> None:
    assert mend(f"{marks}{{step}} Title\n:id: a\n{marks}\n") == (
        f"{plain}{{step}} Title\n:id: a\n{plain}\n",
        [
            f'1: not a directive as written; read as "{plain}{{step}} Title" [fence]',
            f'3: not a closing fence as written; read as "{plain}" [fence]',
        ],
    )


# Closing


@pytest.mark.parametrize("closing", ["：：：", "：::", "::", "：：", "\u3000:::", "\u200b:::"])
def test_a_closing_fence_typed_wrongly_is_read(closing: str) -> None:
    assert mend(f":::{{step}} A\n\nBody\n{closing}\n\nAfter\n") == (
        ":::{step} A\n\nBody\n:::\n\nAfter\n",
        ['4: not a closing fence as written; read as ":::" [fence]'],
    )


def test_a_closing_fence_that_is_too_short_is_read() -> None:
    assert mend("::::{process} P\n:id: p\n:::\n\n:::{step} A\n:::\n") == (
        "::::{process} P\n:id: p\n::::\n\n:::{step} A\n:::\n",
        ['3: not a closing fence as written; read as "::::" [fence]'],
    )


def test_a_fence_that_is_never_closed_is_closed_before_the_next_directive() -> None:
    assert mend(":::{step} A\n:id: a\n\nBody\n\n:::{step} B\n:::\n") == (
        ":::{step} A\n:id: a\n\nBody\n:::\n:::{step} B\n:::\n",
        ['1: the fence of this "step" is never closed; close it, or give it more marks than those inside [fence]'],
    )


def test_a_fence_that_is_never_closed_is_closed_before_the_next_heading() -> None:
    assert mend(":::{step} A\n\nBody\n\n## Heading\n\nText\n") == (
        ":::{step} A\n\nBody\n:::\n## Heading\n\nText\n",
        ['1: the fence of this "step" is never closed [fence]'],
    )


def test_a_fence_that_is_never_closed_is_closed_at_the_end_of_the_file() -> None:
    assert mend(":::{step} A\nBody") == (
        ":::{step} A\nBody\n:::",
        ['1: the fence of this "step" is never closed [fence]'],
    )


def test_the_second_closing_fence_of_a_process_closed_early_is_taken_out() -> None:
    assert mend(":::{process} P\n:id: p\n\n:::{step} A\n:::\n:::\n\nAfter\n") == (
        ":::{process} P\n:id: p\n:::\n:::{step} A\n:::\n\n\nAfter\n",
        ['1: the fence of this "process" is never closed; close it, or give it more marks than those inside [fence]'],
    )


def test_a_step_that_its_process_s_fence_closes_is_said() -> None:
    text = "::::{process} P\n\n:::{step} A\n\nBody\n::::\n"
    assert mend(text) == (text, ['3: the fence of this "step" is never closed [fence]'])


# Fences within fences


def test_longer_fences_hold_shorter_ones() -> None:
    text = "::::{process} P\n\n:::{step} A\n:::\n\n:::{step} B\n:::\n::::\n"
    assert mend(text) == (text, [])


def test_a_fence_around_one_as_long_is_made_longer() -> None:
    assert mend(":::{step} A\n\n:::{note}\nText\n:::\n\nMore\n:::\n\nAfter\n") == (
        "::::{step} A\n\n:::{note}\nText\n:::\n\nMore\n::::\n\nAfter\n",
        ['1: a block inside has as many marks as the one around it; read as "::::{step} A" [fence]'],
    )


def test_a_fence_of_back_quotes_around_a_code_block_is_made_longer() -> None:
    assert mend("```{step} A\n\n```bash\nls\n```\n\nMore\n```\n") == (
        "````{step} A\n\n```bash\nls\n```\n\nMore\n````\n",
        ['1: a block inside has as many marks as the one around it; read as "````{step} A" [fence]'],
    )


def test_an_admonition_around_a_step_as_long_is_made_longer() -> None:
    assert mend(":::{note}\n\n:::{step} A\n:::\n\nText\n:::\n")[0] == "::::{note}\n\n:::{step} A\n:::\n\nText\n::::\n"


def test_a_title_with_back_quotes_gets_another_fence() -> None:
    assert mend("```{step} See `x`\n:id: a\n```\n") == (
        "~~~{step} See `x`\n:id: a\n~~~\n",
        ['1: a title with back-quotes cannot stand behind a fence of back-quotes; read as "~~~{step} See `x`" [fence]'],
    )


# Code


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("```", "```"), ("```md", "```"), ("~~~", "~~~"), ("```{code-block} md", "```"), ("````{code} md", "````")],
)
def test_code_is_left_alone(opening: str, closing: str) -> None:
    text = f"{opening}\n：：：{{step}} A\n:::{{step}}B\n:::{{step}} C\n{closing}\n"
    assert mend(text) == (text, [])


def test_a_code_block_that_is_never_closed_does_not_take_in_a_step() -> None:
    assert mend("```bash\nls\n\n:::{step} A\n:id: a\n:::\n") == (
        "```bash\nls\n```\n:::{step} A\n:id: a\n:::\n",
        ['1: this code block is never closed and takes in the "step" of line 4 [fence]'],
    )


@pytest.mark.parametrize("indent", ["    ", "\t", "        "])
def test_a_fence_indented_like_code_is_read(indent: str) -> None:
    lines = [":::{step} A", ":id: a", "", "Body", ":::"]
    text = "\n".join(indent + line if line else "" for line in lines)
    assert mend(f"{text}\n\nAfter") == (
        "\n".join([*lines, "", "After"]),
        ["1: a fence indented by four blanks or more is a code block; read without them [fence]"],
    )


@pytest.mark.parametrize("above", ["1. item\n\n", "- item\n  - item\n\n", "- a\n\n  1. b\n\n     - c\n\n"])
def test_a_fence_in_a_list_item_is_indented_with_it(above: str) -> None:
    column = max(len(line) - len(line.lstrip(" -1.")) for line in above.split("\n"))
    text = above + "\n".join(" " * column + line for line in (":::{step} A", ":id: a", ":::"))
    assert mend(text) == (text, [])


def test_a_fence_without_a_title_says_so_to_the_directive() -> None:
    lines, remarks = mend_for_parser([":::{step}", ":id: a", ":::", "", ":::{note}", ":::"])
    assert (lines, remarks) == ([f":::{{step}} {NO_TITLE}", ":id: a", ":::", "", ":::{note}", ":::"], [])


def test_a_fence_right_above_another_says_so_to_the_directive() -> None:
    lines, remarks = mend_for_parser(
        ["::::{step} A", ":::{note}", ":::", "::::", "::::{faq}", ":::{tip}", ":::", "::::"]
    )
    assert lines[:2] == [f"::::{{step}} A {TIGHT}", ":::{note}"]
    assert lines[4] == f"::::{{faq}} {NO_TITLE} {TIGHT}"
    assert remarks == []


def test_a_mended_source_holds_nothing_that_cannot_be_seen() -> None:
    text = ":::{process-list}\n:::\n\n::::{step}\n:::{note}\n:::\n::::\n"
    assert mend(text) == (text, [])


@pytest.mark.parametrize("text", ["````{note}\n```\ncode\n```\n````\n", "::::{grid}\n:::\n::\n::::\n"])
def test_fences_of_others_are_left_alone(text: str) -> None:
    assert mend(text) == (text, [])


def test_a_title_that_ends_in_a_brace_is_a_title() -> None:
    source = [":::{step} Check {all}", ":id: check", ":::"]
    assert mend_myst(source)[0] == source
