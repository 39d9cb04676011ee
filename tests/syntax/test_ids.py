"""Ids: ASCII, stable, and never shared by two titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.syntax.ids import MAX_LENGTH, is_id, make_id, mend_id


@pytest.mark.parametrize("text", ["a", "A1", "complaint-register", "step_2", "x" * MAX_LENGTH])
def test_letters_digits_hyphens_and_underscores_make_an_id(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "-a", "a-", "a b", "a.b", "投诉", "ａ", "x" * (MAX_LENGTH + 1), "a\n"])
def test_nothing_else_does(text: str) -> None:
    assert not is_id(text)


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("Receive the complaint", "receive-the-complaint"),
        ("  Receive\tthe  complaint! ", "receive-the-complaint"),
        ("接收投诉", "x1b522dd3"),
        ("CRM 登记", "crm-c6d7e6a9"),
    ],
)
def test_a_title_always_makes_the_same_id(title: str, made: str) -> None:
    assert make_id(title) == made


def test_titles_that_differ_in_characters_outside_ascii_have_different_ids() -> None:
    assert (
        len({make_id(title) for title in ("接收投诉", "接收投述", "投诉", "CRM 登记", "CRM 归档", "café", "cafe")}) == 7
    )


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("my step", "my-step"),
        ("“receive”", "receive"),
        ("'receive'", "receive"),
        ("ｒｅｃｅｉｖｅ", "receive"),
        ("receive\u200b", "receive"),
        ("a.b/c", "a-b-c"),
    ],
)
def test_an_id_that_cannot_be_used_is_mended(written: str, mended: str) -> None:
    assert mend_id(written) == mended


def test_an_id_with_nothing_usable_is_made_from_its_characters() -> None:
    assert mend_id("接收") == make_id("接收")


@given(st.text())
def test_whatever_is_written_an_id_is_made(text: str) -> None:
    assert is_id(make_id(text))
    assert is_id(mend_id(text))


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=8))
def test_a_chinese_title_makes_an_id(title: str) -> None:
    assert is_id(make_id(title))
