"""A newcomer's plan: what comes in which week."""

from __future__ import annotations

from dataclasses import replace

import pytest
from people import BILL, CATALOGUE, ORDER, a_process, a_record, a_step, names

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.onboarding import Task, learning_order, plan_weeks
from sphinxcontrib_procstd.model.process import Status
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.model.responsibility import build_responsibilities, find_actor


def plan(name: str, weeks: int, catalogue: Catalogue = CATALOGUE) -> list[list[str]]:
    known = build_responsibilities(catalogue)
    actor = find_actor(name, catalogue, known, ResourceKind.JOB_ROLE)
    assert actor is not None
    return [[told(task) for task in tasks] for tasks in plan_weeks(actor, known.processes, known, catalogue, weeks)]


def told(task: Task) -> str:
    about = task.record or task.entry or task.process
    return f"{task.kind.value} {about.title}" if about else task.kind.value


def test_first_the_role_and_its_tools_then_each_process_then_a_run_a_week_later() -> None:
    assert plan("clerk", 3) == [
        ["read-role Clerk", "read-department Sales", "ask-access Shop"],
        ["read-process Order", "learn-form Order form", "training Orders in an hour", "self-test Order"],
        ["run Order", "talk"],
    ]


def test_forms_that_a_step_puts_out_are_filled_in_too_and_those_that_come_in_are_not() -> None:
    put_out = a_process("order", a_step("a", "Clerk", outputs=names("Order form")), a_step("b", "Clerk"))
    taken = a_process("order", a_step("a", "Clerk", inputs=names("Order form")))
    assert "learn-form Order form" in plan("clerk", 1, replace(CATALOGUE, processes=(put_out,)))[0]
    assert "learn-form Order form" not in plan("clerk", 1, replace(CATALOGUE, processes=(taken,)))[0]


def test_the_questions_of_a_process_are_read_before_the_test() -> None:
    asked = a_process("order", a_step("a", "Clerk"), records=(a_record("faq", "May I?"),))
    (week,) = plan("clerk", 1, replace(CATALOGUE, processes=(asked,)))
    assert week[2:] == ["read-process Order", "read-questions Order", "self-test Order", "run Order", "talk"]


def test_one_week_holds_everything() -> None:
    (week,) = plan("clerk", 1)
    assert week[-3:] == ["self-test Order", "run Order", "talk"]


def test_a_role_that_no_register_holds_has_a_plan_too() -> None:
    assert plan("Cashier", 2) == [[], ["read-process Bill", "self-test Bill", "run Bill", "talk"]]


def test_a_retired_process_is_not_learned() -> None:
    retired = replace(ORDER, status=Status.RETIRED)
    assert plan("clerk", 2, replace(CATALOGUE, processes=(BILL, retired))) == [
        ["read-role Clerk", "read-department Sales"],
        ["talk"],
    ]


@pytest.mark.parametrize("weeks", [2, 5, 9, 26])
def test_processes_are_spread_over_the_weeks_and_none_is_lost(weeks: int) -> None:
    many = Catalogue(processes=tuple(a_process(f"p{i}", a_step("a", "X"), number=f"{i:02}") for i in range(8)))
    read = [[task for task in week if task.startswith("read-process")] for week in plan("X", weeks, many)]
    assert [task for week in read for task in week] == [f"read-process P{i}" for i in range(8)]
    assert max(len(week) for week in read) - min(len(week) for week in read[1:]) <= 1


def test_greatest_share_first_and_of_these_the_shortest() -> None:
    processes = (
        a_process("half", a_step("a", "X"), a_step("b", "Y")),
        a_process("long", *(a_step(f"s{i}", "X") for i in range(5))),
        a_process("short", a_step("a", "X")),
    )
    known = build_responsibilities(Catalogue(processes=processes))
    order = learning_order(known.duties["text:X"])
    assert [process.id for process, _ in order] == ["short", "long", "half"]
