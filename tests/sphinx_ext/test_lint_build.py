"""The linter in the build: warnings at the line of the fault, and nothing said twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.errors import ConfigError

from sphinxcontrib_procstd.lint.baseline import write_baseline

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Desk

POOR = """\
.. process:: Order handling
   :id: order
   :owner: Sales director
   :goal: Ship within 24 hours
   :start: Order received
   :end: Goods shipped

.. step:: Pick the goods
   :id: pick
   :role: Storekeeper
   :input: none
   :output: Picking list
   :deadline: within 2 h of receipt of the order
   :forms: none
   :next: pik

   Put the goods on the table,
   all of them, promptly.

.. step:: Pack the goods
   :id: pack
   :role: Clerk
   :input: Picking list
   :output: none
   :forms: none
   :deadline: within 1 h of picking

   Put the goods into a box.

.. job-role:: Storekeeper
"""

TIME = (
    "page.rst:18: “promptly” names no time. Give a figure and the event that starts the clock, such as “within 2 h of "
    "receipt”. [procstd.A101]"
)
TARGET = "page.rst:15: “pik” is no step of this process. Did you mean “pick”? [procstd.F303]"
ROLE = (
    "page.rst:22: the role “Clerk” is not in the register. Register it with “job-role”, or use a registered name. "
    "[procstd.R402]"
)
BROKEN = [
    'page.rst:15: next: there is no step "pik" in this process; did you mean "pick"? [procstd.F303]',
    'page.rst:22: role: "Clerk" is not in the register of roles [procstd.R402]',
]


@pytest.fixture(scope="module")
def warnings_of(make_desk: Callable[..., Desk]) -> Callable[..., list[str]]:
    desks: dict[str, Desk] = {}

    def read(text: str = POOR, name: str = "page.rst", **settings: Any) -> list[str]:
        key = repr(settings)
        if key not in desks:
            desks[key] = make_desk(**settings)
        return [line for line in desks[key].read({name: text}).warnings if line.startswith("page")]

    return read


def test_without_a_setting_only_what_is_broken_is_said(warnings_of: Callable[..., list[str]]) -> None:
    assert warnings_of() == BROKEN


def test_with_all_rules_each_fault_is_said_once_at_its_line(warnings_of: Callable[..., list[str]]) -> None:
    found = warnings_of(procstd_lint=True)
    assert [line for line in found if line.endswith(("F303]", "A101]", "R402]"))] == [TARGET, TIME, ROLE]
    assert len(found) == len(set(found))


def test_a_list_selects_rules_and_what_is_broken_is_said_still(warnings_of: Callable[..., list[str]]) -> None:
    assert warnings_of(procstd_lint=["A101"]) == [BROKEN[0], TIME, BROKEN[1]]
    assert warnings_of(procstd_lint=["A101", "unknown-role"]) == [BROKEN[0], TIME, ROLE]


def test_rules_are_left_out_by_a_list(warnings_of: Callable[..., list[str]]) -> None:
    assert warnings_of(procstd_lint=["A"], procstd_lint_ignore=["A101", "R402", "F303"]) == []


def test_infos_are_no_warnings(warnings_of: Callable[..., list[str]]) -> None:
    assert warnings_of(procstd_lint=["A"], procstd_lint_severity={"A101": "info", "F303": "off"}) == [BROKEN[1]]


def test_a_rule_is_silenced_as_any_warning_of_sphinx(warnings_of: Callable[..., list[str]]) -> None:
    assert warnings_of(procstd_lint=["A101"], suppress_warnings=["procstd.A101"]) == BROKEN


def test_words_are_added_and_taken_out(warnings_of: Callable[..., list[str]]) -> None:
    words = {"en": {"time": ["-promptly", "after elevenses"]}}
    text = POOR.replace("into a box", "into a box after elevenses")
    (found,) = (line for line in warnings_of(text, procstd_lint=["A101"], procstd_lint_words=words) if "A101" in line)
    assert found.startswith("page.rst:28: “after elevenses” names no time. ")


def test_steps_to_be_kept_apart_are_compared(warnings_of: Callable[..., list[str]]) -> None:
    text = POOR.replace(":role: Clerk", ":role: Storekeeper").replace("pik", "pack")
    assert warnings_of(text, procstd_lint=["R404"], procstd_lint_separation=[("pick", "pack")]) == [
        (
            "page.rst:22: “Storekeeper” does both “Pack the goods” and “Pick the goods”, which must be kept apart. "
            "Give one of the two steps to another role. [procstd.R404]"
        )
    ]


def test_a_baseline_hides_what_was_there(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(procstd_lint=["A101"], procstd_lint_baseline="known.json")
    path = desk.folder / "known.json"
    path.write_text(json.dumps({"version": 1, "findings": {}}), encoding="utf-8")
    reading = desk.read({"page.rst": POOR, "known.json": path.read_text(encoding="utf-8")})
    assert TIME in reading.warnings
    other = desk.folder / "accepted.json"
    write_baseline(other, reading.domain.findings)
    accepted = other.read_text(encoding="utf-8")
    other.unlink()
    assert desk.read({"page.rst": POOR, "known.json": accepted}).warnings == []


def test_a_comment_with_a_reason_accepts_a_finding(warnings_of: Callable[..., list[str]]) -> None:
    text = POOR.replace(".. step:: Pick", ".. procstd-allow: A101, F303 as agreed\n\n.. step:: Pick")
    assert warnings_of(text, procstd_lint=["A101"]) == [BROKEN[1].replace(":22:", ":24:")]


def test_a_comment_without_a_reason_is_said(warnings_of: Callable[..., list[str]]) -> None:
    text = POOR.replace(".. step:: Pick", ".. procstd-allow: A101\n\n.. step:: Pick")
    assert (
        "page.rst:8: this exception from A101 gives no reason. Write why the finding is accepted here. [procstd.L901]"
        in warnings_of(text, procstd_lint=["A101"])
    )


def test_a_comment_in_markdown_accepts_a_finding(warnings_of: Callable[..., list[str]]) -> None:
    text = ":::{process} Order\n:::\n\n% procstd-allow: A101 as agreed\n\n:::{step} Pick\nPromptly.\n:::\n"
    assert warnings_of(text, "page.md", procstd_lint=["A101"]) == []
    assert len(warnings_of(text.replace("A101", "A102"), "page.md", procstd_lint=["A101"])) == 1


def test_the_line_is_exact_in_nested_markdown(warnings_of: Callable[..., list[str]]) -> None:
    text = "````{note}\n```{process} Order\n```\n\n```{step} Pick\n:deadline: promptly\n\nOne.\n\n- Two, promptly.\n```\n````\n"
    found = warnings_of(text, "page.md", procstd_lint=["A101"])
    assert [line.partition(": ")[0] for line in found] == ["page.md:6", "page.md:10"]


def test_the_line_is_exact_in_included_files(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(procstd_lint=["A101"], exclude_patterns=["parts"])
    part = ".. step:: Pick\n   :id: pick\n\n   One.\n   Two, promptly.\n"
    found = desk.read({"page.rst": ".. process:: Order\n\n.. include:: parts/pick.rst\n", "parts/pick.rst": part})
    assert [line.partition(": ")[0] for line in found.warnings] == ["parts/pick.rst:5"]


def test_messages_are_in_the_language_of_the_handbook(warnings_of: Callable[..., list[str]]) -> None:
    found = warnings_of(procstd_lint=["F303"], language="zh_CN")
    assert found[0] == "page.rst:15: “pik”不是本流程的步骤。是否应为“pick”？ [procstd.F303]"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"procstd_lint": "A101"},
            "procstd_lint must be True, False or a list of rule codes, prefixes or names, not 'A101'",
        ),
        (
            {"procstd_lint_ignore": ["A 101"]},
            "procstd_lint_ignore must be a list of rule codes, prefixes or names, not ['A 101']",
        ),
        (
            {"procstd_lint_severity": {"A101": "loud"}},
            (
                "procstd_lint_severity must be a mapping of rule codes, prefixes or names to 'error', 'warning', "
                "'info', 'off', not {'A101': 'loud'}"
            ),
        ),
        (
            {"procstd_lint_words": {"de": {}}},
            (
                "procstd_lint_words must be a mapping of 'zh' or 'en' to a mapping of list names to lists of words, "
                "not {'de': {}}"
            ),
        ),
        (
            {"procstd_lint_baseline": 3},
            "procstd_lint_baseline must be the path of a file, from the folder of conf.py, not 3",
        ),
        (
            {"procstd_lint_separation": ["pick"]},
            "procstd_lint_separation must be a list of pairs of steps, not ['pick']",
        ),
    ],
)
def test_a_setting_that_cannot_be_is_said_at_the_start(
    make_desk: Callable[..., Desk], settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        make_desk(**settings)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"procstd_lint": ["A11"]}, 'procstd_lint: there is no rule "A11"; did you mean "A101"?'),
        (
            {"procstd_lint": True, "procstd_lint_words": {"en": {"times": ["soon"]}}},
            'procstd_lint_words: there is no list "times" in en; there are ',
        ),
        (
            {"procstd_lint": True, "procstd_lint_baseline": "none.json"},
            "procstd_lint_baseline: ",
        ),
    ],
)
def test_a_setting_that_names_what_is_not_there_stops_the_build(
    make_desk: Callable[..., Desk], settings: dict[str, Any], message: str
) -> None:
    desk = make_desk(**settings)
    with pytest.raises(ConfigError) as raised:
        desk.read({"page.rst": POOR})
    assert str(raised.value).startswith(message)
