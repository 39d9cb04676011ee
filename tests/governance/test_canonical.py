"""The canonical form: what a signature is bound to, and what it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from governed import ORDER, PICK, SHIP, catalogue, content, entry, record, step, with_step
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.governance.canonical import canonical_text, content_of, fold, part_changes
from sphinxcontrib_procstd.model.governance import ChangeKind, PartChange
from sphinxcontrib_procstd.model.process import Escalation, Join, Mention, Process, Status, StepKind, Target
from sphinxcontrib_procstd.model.resources import ResourceKind

NORMATIVE = {
    "role": with_step(role=Mention(name="Clerk")),
    "accountable": with_step(accountable=(Mention(name="Head of stock"),)),
    "consulted": with_step(consulted=(Mention(name="Buyer"),)),
    "informed": with_step(informed=(Mention(name="Buyer"),)),
    "backup": with_step(backup=(Mention(name="Clerk"),)),
    "title of a step": with_step(title="Fetch the goods", title_source="Fetch the goods"),
    "wording": with_step(body="Put the goods into a box, 25 kg at most."),
    "limit": with_step(deadline="within 3 h of receipt"),
    "input": with_step(input="Order"),
    "output": with_step(output="Packed box"),
    "form": with_step(forms=(Mention(name="Packing list"),)),
    "note of a form": with_step(forms=(Mention(name="Picking list", note="two copies"),)),
    "system": with_step(systems=(Mention(name="ERP"),)),
    "condition": with_step(next=(replace(PICK.next[0], guard="all there"), PICK.next[1])),
    "target": with_step(next=(Target(name="pick", guard="complete"), PICK.next[1])),
    "name of an end": with_step(next=(PICK.next[0], replace(PICK.next[1], name="given up"))),
    "question": with_step(decision="All there?"),
    "parallel": with_step(parallel=(Target(name="ship"),), next=()),
    "join": with_step(join=Join.ALL),
    "kind": with_step(kind=StepKind.APPROVAL),
    "key step": with_step(key=True),
    "control": with_step(controls=(Mention(name="Second count"),)),
    "evidence": with_step(evidence="Signed list"),
    "escalation": with_step(escalate=Escalation(to="Head of stock", after="1 day")),
    "order of the steps": replace(ORDER, steps=(SHIP, PICK)),
    "a new step": replace(ORDER, steps=(PICK, SHIP, step("thank", "Thank the customer"))),
    "a step gone": replace(ORDER, steps=(PICK,)),
    "title": replace(ORDER, title="Orders", title_source="Orders"),
    "purpose": replace(ORDER, body="For orders of all customers."),
    "goal": replace(ORDER, goal="Ship within 48 h"),
    "scope": replace(ORDER, departments=(Mention(name="Sales"),)),
    "owner": replace(ORDER, owner=Mention(name="Managing director")),
    "a control": replace(ORDER, records=(record("control", "Second count", "Count twice.", frequency="daily"),)),
    "an exception": replace(ORDER, records=(*ORDER.records, record("exception", "Fire", action="Leave."))),
    "a key figure": replace(ORDER, records=(*ORDER.records, record("kpi", "Error rate", target="1 %"))),
}
OTHER = {
    "version": replace(ORDER, version="2.0"),
    "state": replace(ORDER, status=Status.DRAFT),
    "dates": replace(ORDER, effective="2026-01-01", last_reviewed="2026-02-01", approved_on="2026-01-01"),
    "number and tags": replace(ORDER, number="SOP-1", tags=(Mention(name="stock"),), category="Sales"),
    "drawing": replace(ORDER, engine="graphviz", lanes=(Mention(name="Driver"),)),
    "records of its life": replace(ORDER, records=(*ORDER.records, record("review", "Sales", result="passed"))),
    "measured value": replace(ORDER, records=(record("control", "Second count", "Count again.", frequency="daily", actual="3"),)),
    "old ids": with_step(formerly=("collect",)),
    "another place": with_step(docname="elsewhere", lines={"role": 7}),
    "a form given as a tool": with_step(forms=(), tools=(Mention(name="Picking list"),)),
    "the next step written out": replace(ORDER, steps=(PICK, replace(SHIP, next=(Target(kind=PICK.next[1].kind),)))),
    "white space": with_step(body="Put the goods\n  into a box,   20 kg at most. "),
    "width": with_step(body="Ｐut the goods into a box， 20 kg at most.", deadline="within　2 h of receipt"),
    "invisible characters": with_step(body="Put the goods into a \u200bbox, 20\u00a0kg at most."),
    "an id given to a step": replace(
        ORDER,
        steps=(
            replace(PICK, next=(replace(PICK.next[0], name="shipping"), PICK.next[1])),
            replace(SHIP, id="shipping"),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", NORMATIVE)
def test_a_change_of_what_people_act_on_changes_the_fingerprint(what: str) -> None:
    assert content(NORMATIVE[what]).fingerprint != content().fingerprint


@pytest.mark.parametrize("what", OTHER)
def test_nothing_else_changes_the_fingerprint(what: str) -> None:
    assert content(OTHER[what]).fingerprint == content().fingerprint


def test_the_fingerprint_of_the_first_canonical_form_never_changes() -> None:
    expected = "p1-sha256:050d4bbcfc2a45a9c0cfd7fd995cc67a070c87e50f203ba255efbe9d5fdf5bfc"
    assert content().fingerprint == expected


def test_a_name_is_that_of_its_register_entry_however_it_is_written() -> None:
    register = entry(ResourceKind.JOB_ROLE, "storekeeper", "Storekeeper")
    by_id = with_step(role=Mention(name="storekeeper", kind="job-role", label="the keeper"))
    assert content(by_id, register).fingerprint == content(ORDER, register).fingerprint == content().fingerprint


def test_a_role_renamed_in_the_register_is_another_role() -> None:
    by_id = with_step(role=Mention(name="keeper"))
    old, new = (entry(ResourceKind.JOB_ROLE, "keeper", title) for title in ("Storekeeper", "Head of stock"))
    assert content(by_id, old).fingerprint != content(by_id, new).fingerprint


def test_the_order_of_names_in_a_list_says_nothing() -> None:
    one, other = Mention(name="Buyer"), Mention(name="Clerk")
    there, back = (content(with_step(informed=names)).fingerprint for names in ((one, other), (other, one)))
    assert there == back


def test_translated_values_are_signed_as_their_author_wrote_them() -> None:
    original = {"body": PICK.body, "deadline": PICK.deadline}
    shown = with_step(body="把货物装箱，最多20公斤。", deadline="收到后2小时内", originals=original)
    assert content(shown).fingerprint == content().fingerprint


def test_the_canonical_form_is_what_it_is_said_to_be() -> None:
    small = Process(id="a", title="Ａ  b", location=ORDER.location, steps=(step("one", "做 一 件 事，now"),))
    assert canonical_text(content_of(small, catalogue(small))) == (
        '{"canonical":1,"header":{"title":"A b"},"steps":[{"next":[{"out":"end"}],"title":"做一件事,now"}]}'
    )


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(alphabet="abc中文，。", min_size=1), min_size=1), st.sampled_from([" ", "\n", "\t ", "  \n  "]))
def test_wrapping_words_another_way_says_nothing(words: list[str], blank: str) -> None:
    assert fold(blank.join(words)) == fold(" ".join(words))


@given(st.text(alphabet="中文字符", min_size=2), st.data())
def test_a_line_break_between_chinese_characters_says_nothing(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(text) - 1))
    assert fold(f"{text[:place]}\n{text[place:]}") == fold(text)


def changed(process: Process) -> tuple[PartChange, ...]:
    return part_changes(content().parts, content(process).parts)


def test_the_parts_that_changed_are_named() -> None:
    assert changed(with_step(deadline="at once")) == (PartChange(ChangeKind.CHANGED, "step:pick"),)
    assert changed(replace(ORDER, goal="Ship within 48 h")) == (PartChange(ChangeKind.CHANGED, "header"),)
    assert changed(replace(ORDER, records=())) == (PartChange(ChangeKind.REMOVED, "control:Second count"),)
    assert changed(NORMATIVE["a new step"]) == (
        PartChange(ChangeKind.CHANGED, "step:ship"),  # the flow goes on from it now
        PartChange(ChangeKind.ADDED, "step:thank"),
    )
    assert PartChange(ChangeKind.CHANGED, "order") in changed(NORMATIVE["order of the steps"])
