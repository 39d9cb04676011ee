from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.syntax.block import Markup
from sphinxcontrib_procstd.syntax.fixes import fix_source

RST = [
    (".. step：Pick\n   :id: a\n", ".. step:: Pick\n   :id: a\n"),
    (".. step:: Pick\n   :role：Clerk\n", ".. step:: Pick\n   :role: Clerk\n"),
    (".. step:: Pick\n   ：责任岗位：仓管员\n", ".. step:: Pick\n   :责任岗位: 仓管员\n"),
    (".. process:: Order\n   :Review_Cycle: 3 months\n", ".. process:: Order\n   :review-cycle: 3 months\n"),
    (".. step:: Pick\n   :ROLE: Clerk\n", ".. step:: Pick\n   :role: Clerk\n"),
    (".. step:: Pick\n   :role: Clerk\n   Text.\n", ".. step:: Pick\n   :role: Clerk\n\n   Text.\n"),
    (".. step:: Pick\n\n   :role: Clerk\n", ".. step:: Pick\n   :role: Clerk\n"),
    ("Text.\n.. step:: Pick\n", "Text.\n\n.. step:: Pick\n"),
    (".. step：Pick\n\n   :id: a\n:Role: Clerk\n", ".. step:: Pick\n   :id: a\n   :role: Clerk\n"),
    (".. step::\n   :role：Clerk\n\n   Text.\n", ".. step::\n   :role: Clerk\n\n   Text.\n"),
]
MYST = [
    ("：：：{step} Pick\n:id: a\n:::\n", ":::{step} Pick\n:id: a\n:::\n"),
    (":::｛step｝ Pick\n:::\n", ":::{step} Pick\n:::\n"),
    (":::{step} Pick\n:role：Clerk\n:::\n", ":::{step} Pick\n:role: Clerk\n:::\n"),
    (":::{step} Pick\n:Role: Clerk\n:next: a [b：c]\n:::\n", ":::{step} Pick\n:role: Clerk\n:next: a [b：c]\n:::\n"),
]
LEFT_ALONE = [
    (Markup.RST, ".. step:: Pick\n   :role:   Clerk\n   :output: a：b\n\n   Note：text.\n\n.. note：text\n"),
    (Markup.RST, "Example::\n\n   .. step:: Pick\n      :role：Clerk\n"),
    (Markup.RST, ".. code-block:: rst\n\n   .. step:: Pick\n      :role：Clerk\n"),
    (Markup.MYST, "```markdown\n:::{step} Pick\n:role：Clerk\n:::\n```\n"),
    (Markup.MYST, ":::{step} Pick\n:role: Clerk\n\nRole：clerk.\n:::\n"),
    (Markup.MYST, ":::{step} Pick\n---\nrole: Clerk\n---\n:::\n"),
    (Markup.MYST, ":::{step} Pick\n:role: Clerk\n"),
    (Markup.MYST, ":::{process-list}\n:::\n\n::::{step}\n:::{note}\nText.\n:::\n::::\n"),
]


@pytest.mark.parametrize(("old", "new"), RST)
def test_restructuredtext_is_mended(old: str, new: str) -> None:
    assert fix_source(old, Markup.RST) == new


@pytest.mark.parametrize(("old", "new"), MYST)
def test_markdown_is_mended(old: str, new: str) -> None:
    assert fix_source(old, Markup.MYST) == new


@pytest.mark.parametrize(("markup", "text"), LEFT_ALONE)
def test_what_is_well_written_or_would_be_a_guess_is_left_alone(markup: Markup, text: str) -> None:
    assert fix_source(text, markup) == text


def test_line_ends_stay_what_they_are() -> None:
    assert fix_source(".. step:: Pick\r\n   :role：Clerk\r\n", Markup.RST) == ".. step:: Pick\r\n   :role: Clerk\r\n"


_LINES = st.sampled_from(
    [line for old, _ in (*RST, *MYST) for line in old.splitlines()]
    + ["", "   ", "Text.", "   Text.", ":::", "```", "   :deadline: 1 h", ":deadline：1 h", "::", "   more"]
)


@given(st.lists(_LINES, max_size=12).map("\n".join), st.sampled_from(list(Markup)))
def test_what_is_mended_once_needs_no_second_time(text: str, markup: Markup) -> None:
    once = fix_source(text, markup)
    assert fix_source(once, markup) == once


@given(st.text(max_size=200), st.sampled_from(list(Markup)))
def test_any_text_can_be_looked_at(text: str, markup: Markup) -> None:
    assert isinstance(fix_source(text, markup), str)
