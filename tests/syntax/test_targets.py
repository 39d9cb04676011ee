"""``next`` and ``parallel``: targets with conditions in UML guard notation."""

from __future__ import annotations

import pytest

from sphinxcontrib_procstd.model.process import Escalation, Target, TargetKind
from sphinxcontrib_procstd.syntax.targets import TargetFault, parse_escalation, parse_targets


def test_targets_come_in_written_order_with_their_conditions() -> None:
    targets, faults = parse_targets("assign [normal]; urgent [urgent or critical]; plan")
    assert targets == (
        Target(name="assign", guard="normal"),
        Target(name="urgent", guard="urgent or critical"),
        Target(name="plan"),
    )
    assert faults == ()


@pytest.mark.parametrize(
    "text", ["a [x]; b", "a [x]；b", "a [x]、b", "a [x]，b", "a [x], b", "a ［x］\nb", "a【x】；b"]
)
def test_full_width_punctuation_means_the_same(text: str) -> None:
    assert parse_targets(text) == ((Target(name="a", guard="x"), Target(name="b")), ())


@pytest.mark.parametrize("word", ["end", "End", "结束", "终点", "结束流程"])
def test_the_end_has_a_name_in_both_languages(word: str) -> None:
    assert parse_targets(word) == ((Target(kind=TargetKind.END),), ())


def test_the_condition_of_the_end_is_the_name_of_that_end() -> None:
    (target,), _ = parse_targets("end [不予签约]")
    assert target == Target(kind=TargetKind.END, name="不予签约")


def test_a_second_condition_of_the_end_is_its_guard() -> None:
    (target,), _ = parse_targets("end [rejected] [too late]")
    assert target == Target(kind=TargetKind.END, name="rejected", guard="too late")


@pytest.mark.parametrize(
    "text", ["process:repair", "process: repair", "Process：repair", "流程：repair", "流程: repair"]
)
def test_another_process_is_named_with_its_kind(text: str) -> None:
    assert parse_targets(text) == ((Target(kind=TargetKind.PROCESS, name="repair"),), ())


def test_a_separator_in_a_condition_ends_nothing() -> None:
    assert parse_targets("a [x, y; z]; b")[0] == (Target(name="a", guard="x, y; z"), Target(name="b"))


def test_back_quotes_around_a_target_are_taken_off() -> None:
    assert parse_targets("`a`; process:`b`")[0] == (Target(name="a"), Target(kind=TargetKind.PROCESS, name="b"))


@pytest.mark.parametrize("text", [":step:`classify` [x]", "{step}`classify` [x]"])
def test_a_cross_reference_names_its_target(text: str) -> None:
    assert parse_targets(text) == ((Target(name="classify", guard="x"),), ())


@pytest.mark.parametrize(
    ("text", "targets", "fault"),
    [
        ("a [x", (Target(name="a", guard="x"),), TargetFault("a [x", "the bracket [ is not closed")),
        ("[x]", (), TargetFault("[x]", "a condition without a target")),
        (
            "a [x] then b",
            (Target(name="a", guard="x"),),
            TargetFault("a [x] then b", "unexpected text after the condition: 'then b'"),
        ),
    ],
)
def test_a_fault_is_named_and_the_rest_is_read(text: str, targets: tuple[Target, ...], fault: TargetFault) -> None:
    assert parse_targets(f"{text}\nok") == ((*targets, Target(name="ok")), (fault,))


@pytest.mark.parametrize(
    ("text", "to", "after"),
    [
        ("客服主管 超过 4小时", "客服主管", "4小时"),
        ("总经理 超过2个工作日", "总经理", "2个工作日"),
        ("4小时后升级至客服主管", "客服主管", "4小时"),
        ("2个工作日后上报 总经理", "总经理", "2个工作日"),
        ("Head of service after 4 h", "Head of service", "4 h"),
        ("classify AFTER 1 day", "classify", "1 day"),
        ("Head of service", "Head of service", ""),
    ],
)
def test_an_escalation_is_a_role_or_step_and_a_limit(text: str, to: str, after: str) -> None:
    assert parse_escalation(text) == Escalation(to=to, after=after)
