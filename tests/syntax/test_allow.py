from __future__ import annotations

import pytest

from sphinxcontrib_procstd.syntax.allow import AllowComment, find_allows
from sphinxcontrib_procstd.syntax.block import Markup

RST = """\
Title
=====

.. process:: Order
   :id: order

.. procstd-allow: A101 the contract says so

.. step:: Pick

   Promptly.

.. step:: Pack
"""

MYST = """\
:::{process} Order
:id: order
:::

% procstd-allow: A101, F304 the contract says so

:::{step} Pick
Promptly.
:::

:::{step} Pack
:::
"""


def find(text: str, markup: Markup = Markup.RST) -> list[AllowComment]:
    return find_allows(text.splitlines(), markup)


def test_an_exception_holds_from_its_comment_to_the_directive_after_the_next() -> None:
    assert find(RST) == [AllowComment(7, 12, ("A101",), "the contract says so")]
    assert find(MYST, Markup.MYST) == [AllowComment(5, 10, ("A101", "F304"), "the contract says so")]


def test_the_last_directive_reaches_to_the_end_of_the_file() -> None:
    assert find(".. procstd-allow: A why\n\n.. step:: Pick\n\n   Text.\n") == [AllowComment(1, 5, ("A",), "why")]


def test_below_the_last_directive_it_holds_for_its_own_line_only() -> None:
    assert find(".. step:: Pick\n\n.. procstd-allow: A101 why\n") == [AllowComment(3, 3, ("A101",), "why")]


@pytest.mark.parametrize(
    ("text", "codes", "reason"),
    [
        ("A101 reason", ("A101",), "reason"),
        ("A101", ("A101",), ""),
        ("vague-time: reason", ("vague-time",), "reason"),
        ("A101，A102、F3 合同如此约定", ("A101", "A102", "F3"), "合同如此约定"),
        ("A101：合同如此约定", ("A101",), "合同如此约定"),
        ("A101, see the contract", ("A101",), ", see the contract"),
        ("A101 — A102 is another matter", ("A101",), "A102 is another matter"),
        ("合同如此约定", ("合同如此约定",), "合同如此约定"),
        ("", ("",), ""),
    ],
)
def test_codes_and_reason_are_told_apart(text: str, codes: tuple[str, ...], reason: str) -> None:
    for markup, line in ((Markup.RST, f".. procstd-allow: {text}"), (Markup.MYST, f"% procstd-allow: {text}")):
        (found,) = find(line, markup)
        assert (found.codes, found.reason) == (codes, reason)


@pytest.mark.parametrize(
    "text",
    [
        "::\n\n   .. procstd-allow: A101 why\n",
        ".. code-block:: rst\n\n   .. procstd-allow: A101 why\n",
        "Written like this::\n\n   .. procstd-allow: A101 why\n",
    ],
)
def test_an_example_in_restructuredtext_is_no_exception(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "```\n% procstd-allow: A101 why\n```\n",
        "```markdown\n:::{step} A\n:::\n% procstd-allow: A101 why\n```\n",
        "````{code-block} markdown\n```\n% procstd-allow: A101 why\n```\n````\n",
    ],
)
def test_an_example_in_markdown_is_no_exception(text: str) -> None:
    assert find(text, Markup.MYST) == []


def test_below_an_example_and_inside_a_directive_exceptions_count_again() -> None:
    text = "```\ncode\n```\n\n````{step} Pick\n```{note}\nText.\n```\n% procstd-allow: A101 why\n````\n"
    assert [found.first for found in find(text, Markup.MYST)] == [9]
