"""Closed lists: every value has an English and a Chinese name, and no name means two values."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.model.process import Join, Orientation, Status, StepKind
from sphinxcontrib_procstd.syntax import choices
from sphinxcontrib_procstd.syntax.choices import Choices

ALL = {name: value for name, value in vars(choices).items() if isinstance(value, Choices)}


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_value_has_a_chinese_name(name: str) -> None:
    without = [value for value, names in ALL[name].names if all(word.isascii() for word in names)]
    assert without in ([], ["graphviz"])  # a program's name is the same everywhere


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_name_means_one_value_and_no_other(name: str) -> None:
    meant = [(word, value) for value, names in ALL[name].names for word in (value, *names)]
    assert [(word, ALL[name].find(word)) for word, _ in meant] == meant


@pytest.mark.parametrize(
    ("of", "enum"),
    [
        (choices.STATUS, Status),
        (choices.KIND, StepKind),
        (choices.JOIN, Join),
        (choices.ORIENTATION, Orientation),
    ],
)
def test_the_values_are_those_of_the_model(of: Choices, enum: type[Status]) -> None:
    assert {value for value, _ in of.names} == {member.value for member in enum}


@pytest.mark.parametrize(
    "text",
    [
        "in-review",
        "In Review",
        "IN_REVIEW",
        "ｉｎ－ｒｅｖｉｅｗ",
        "“in review”",
        "「评审中」",
        "评审\u200b中",
        "评 审 中",
    ],
)
def test_width_case_quotes_and_invisible_characters_do_not_count(text: str) -> None:
    assert choices.STATUS.find(text) == "in-review"


@pytest.mark.parametrize("text", ["", "yes", "是", "TRUE", "1", "１"])
def test_a_flag_may_stand_alone_or_say_yes(text: str) -> None:
    assert choices.FLAG.find(text) == "yes"


def test_a_word_that_is_not_on_the_list_is_not_found() -> None:
    assert choices.STATUS.find("finished") is None
