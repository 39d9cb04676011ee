"""Who does what: roles by id or title, hand-overs with their documents, parts, backups."""

from __future__ import annotations

from people import BILL, CATALOGUE, ORDER, a_process, a_step

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.model.responsibility import Actor, Handover, Part, build_responsibilities, find_actor

KNOWN = build_responsibilities(CATALOGUE)


def role(name: str) -> Actor:
    found = find_actor(name, CATALOGUE, KNOWN, ResourceKind.JOB_ROLE)
    assert found is not None
    return found


def told(found: tuple[Handover, ...]) -> list[str]:
    return [
        f"{one.before.process.id}.{one.before.step.id} > "
        f"{f'{one.after.process.id}.{one.after.step.id}' if one.after else 'end'}: "
        f"{', '.join(paper.text for paper in one.documents)}"
        for one in found
    ]


def test_a_role_is_one_whether_steps_name_its_id_or_its_title() -> None:
    assert [duty.step.id for duty in KNOWN.duties_of(role("clerk"))] == ["take", "file"]
    assert role("Clerk") == role("clerk")


def test_a_name_without_a_register_entry_is_a_role_too() -> None:
    cashier = role("Cashier")
    assert (cashier.entry, [duty.process for duty in KNOWN.duties_of(cashier)]) == (None, [BILL])


def test_nobody_is_found_under_a_name_that_no_step_uses() -> None:
    assert find_actor("Pilot", CATALOGUE, KNOWN, ResourceKind.JOB_ROLE) is None


def test_processes_come_by_their_number() -> None:
    assert KNOWN.processes == (BILL, ORDER)


def test_a_hand_over_carries_the_outputs_that_the_next_step_takes() -> None:
    assert told(KNOWN.given["order", "take"]) == ["order.take > order.check: Order form"]


def test_a_hand_over_carries_all_outputs_where_the_next_step_names_none_of_them() -> None:
    assert told(KNOWN.given["order", "check"]) == ["order.check > order.file: Approval"]


def test_a_hand_over_to_another_process_comes_in_at_its_first_step() -> None:
    assert told(KNOWN.received["bill", "write"]) == ["order.file > bill.write: "]
    assert KNOWN.received["bill", "write"][0].changes_hands


def test_an_end_is_a_way_that_hands_over_to_nobody() -> None:
    (end,) = KNOWN.given["bill", "write"]
    assert (end.after, end.taker, end.changes_hands) == (None, None, False)


def test_work_that_stays_with_one_role_changes_no_hands() -> None:
    own = build_responsibilities(Catalogue(processes=(a_process("p", a_step("a", "X"), a_step("b", "X")),)))
    assert [one.changes_hands for one in own.given["p", "a"]] == [False]


def test_parts_are_kept_by_process_and_step() -> None:
    assert KNOWN.parts_of(role("Chief")) == {
        "order": {"": {Part.OWNER}, "check": {Part.ACCOUNTABLE}, "file": {Part.INFORMED}}
    }
    assert KNOWN.parts_of(role("clerk"))["order"]["check"] == {Part.BACKUP}


def test_a_backup_knows_whom_it_stands_in_for() -> None:
    assert [actor.title for actor in KNOWN.stands_in[role("Buyer").key]] == ["Clerk"]


def test_a_step_whose_id_is_taken_is_no_second_duty() -> None:
    twice = a_process("p", a_step("a", "X"), a_step("a", "Y"))
    known = build_responsibilities(Catalogue(processes=(twice,)))
    assert [[duty.step.role for duty in duties] for duties in known.duties.values()] == [[twice.steps[0].role]]
