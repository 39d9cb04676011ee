"""Questions from a process's own data: right answers are right, wrong ones are wrong, the same every time."""

from __future__ import annotations

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Step, Target
from sphinxcontrib_procstd.render.checklist import MOST, check_groups
from sphinxcontrib_procstd.render.quiz import Asks, QuizMaker

PLACE = Location("a.md", 1)


def step(name: str, role: str, deadline: str, *, target: tuple[Target, ...] = ()) -> Step:
    return Step(id=name, title=name.title(), location=PLACE, role=Mention(name=role), deadline=deadline, next=target)


def process(*steps: Step) -> Process:
    return Process(id="order", title="Order", location=PLACE, steps=steps)


STEPS = (
    step("take", "Clerk", "at once"),
    step("check", "Lead", "within 2 h", target=(Target(name="pack", guard="in stock"), Target(name="buy"))),
    step("buy", "Buyer", "within 1 day", target=(Target(name="pack"),)),
    step("pack", "Packer", "within 4 h"),
)
MAKER = QuizMaker(Catalogue(processes=(process(*STEPS),)))


def test_the_right_answer_is_among_the_options_once() -> None:
    questions = MAKER.questions(MAKER.catalogue.processes, 50)
    truth = {"take": ("Clerk", "at once"), "check": ("Lead", "within 2 h"), "buy": ("Buyer", "within 1 day")}
    truth["pack"] = ("Packer", "within 4 h")
    for question in questions:
        right = question.options[question.right]
        assert len(set(question.options)) == len(question.options) >= 3
        if question.asks is Asks.WHO:
            assert right == truth[question.step.id][0]
        elif question.asks is Asks.WHEN:
            assert right == truth[question.step.id][1]


def test_what_comes_next_is_asked_with_its_condition_and_never_offers_the_other_branch() -> None:
    found = [asked for asked in MAKER.questions(MAKER.catalogue.processes, 50) if asked.asks is Asks.NEXT]
    assert {(asked.step.id, asked.guard, asked.options[asked.right]) for asked in found} == {
        ("take", "", "Check"),
        ("buy", "", "Pack"),
    }  # "check" has three other steps, two of which may come next: one wrong answer is too few


def test_kinds_come_in_turn_and_the_count_is_kept() -> None:
    kinds = [asked.asks for asked in MAKER.questions(MAKER.catalogue.processes, 3)]
    assert kinds == [Asks.WHO, Asks.WHEN, Asks.NEXT]


def test_the_same_data_asks_the_same_and_other_data_elsewhere_does_not_matter() -> None:
    again = QuizMaker(Catalogue(processes=(process(*STEPS),)))
    assert again.questions(again.catalogue.processes, 9) == MAKER.questions(MAKER.catalogue.processes, 9)


def test_too_little_data_makes_no_question() -> None:
    small = process(step("a", "Clerk", "at once"), step("b", "Clerk", "at once"))
    maker = QuizMaker(Catalogue(processes=(small,)))
    assert maker.questions(maker.catalogue.processes, 9) == ()


def test_a_checklist_keeps_steps_of_one_role_together_and_no_group_is_longer_than_nine() -> None:
    long = process(*(step(f"s{n}", "Clerk" if n < 20 else "Lead", "") for n in range(24)))
    groups = check_groups(long, Catalogue(processes=(long,)))
    assert [(group.role, len(group.steps)) for group in groups] == [
        ("Clerk", 6),
        ("Clerk", 7),
        ("Clerk", 7),
        ("Lead", 4),
    ]
    assert [number for group in groups for number, _ in group.steps] == [str(n) for n in range(1, 25)]


def test_where_every_step_changes_hands_the_list_is_parted_evenly() -> None:
    mixed = process(*(step(f"s{n}", f"Role {n % 3}", "") for n in range(11)))
    groups = check_groups(mixed, Catalogue(processes=(mixed,)))
    assert [(group.role, len(group.steps)) for group in groups] == [("", 5), ("", 6)]
    assert max(len(group.steps) for group in groups) <= MOST


def test_a_checklist_of_one_role_has_its_steps_only() -> None:
    mixed = process(*(step(f"s{n}", f"Role {n % 3}", "") for n in range(6)))
    groups = check_groups(mixed, Catalogue(processes=(mixed,)), ["Role 1"])
    assert [[step.id for _, step in group.steps] for group in groups] == [["s1", "s4"]]
