"""Wrapped text fits its width, breaks where Chinese may break, and loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.drawing import clean_text
from sphinxcontrib_procstd.layout.text import text_width, wrap

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("投诉处理流程、。，；：（）《》「」！？…— 　abcXYZ-/.,()0123\u200b\u202e\u0301\x00\t"),
        st.characters(),
    ),
    max_size=120,
)


@given(MIXED, st.integers(30, 300))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    assert "".join(wrap(text, width, 13)).replace(" ", "") == clean_text(text).replace(" ", "")


@given(MIXED, st.integers(30, 300), st.integers(1, 4))
def test_no_line_is_wider_than_its_place(text: str, width: int, most: int) -> None:
    lines = wrap(text, width, 13, max_lines=most)
    assert len(lines) <= most
    assert all(text_width(line, 13) <= width for line in lines)


@pytest.mark.parametrize("mark", "、。，；：！？）》」』】…%")
def test_no_line_begins_with_a_closing_mark(mark: str) -> None:
    for length in range(1, 20):
        lines = wrap("投" * length + mark + "诉" * 5, 104, 13)
        assert not any(line.startswith(mark) for line in lines)


@pytest.mark.parametrize("mark", "（《「『【")
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    for length in range(1, 20):
        lines = wrap("投" * length + mark + "诉" * 5, 104, 13)
        assert not any(line.endswith(mark) for line in lines)


def test_latin_words_stay_whole_and_long_ones_are_cut() -> None:
    assert wrap("Classify and grade", 90, 13) == ("Classify", "and grade")
    assert wrap("Donaudampfschifffahrt", 80, 13) == ("Donaudamp", "fschifffahrt")


def test_lines_are_even_so_that_no_character_is_left_alone() -> None:
    assert wrap("分类定级并确定紧急程", 117, 13) == ("分类定级并", "确定紧急程")


def test_text_past_the_last_line_ends_in_an_ellipsis() -> None:
    lines = wrap("投" * 5_000, 104, 13, max_lines=3)
    assert lines == ("投" * 8, "投" * 8, "投" * 7 + "…")


def test_hidden_characters_are_taken_out() -> None:
    assert clean_text("a\x00b\u202ec\u200bd\ufeff\te\u2028f\ud800") == "abcd e f\ufffd"
    assert wrap(" \n\u200b ", 100, 13) == ()
