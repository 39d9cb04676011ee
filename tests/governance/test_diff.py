"""What changed between two releases: steps, words, versions, roles; and snapshots, which it is read from."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from governed import ORDER, PICK, SHIP, catalogue, entry, record, step, with_step
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.governance.canonical import fingerprint
from sphinxcontrib_procstd.governance.diff import Bump, Change, bump_of, compare
from sphinxcontrib_procstd.governance.diff_html import render_html, render_json
from sphinxcontrib_procstd.governance.diff_text import render_markdown, render_text
from sphinxcontrib_procstd.governance.snapshot import Snapshot, parse_snapshot, render_snapshot, take_snapshot
from sphinxcontrib_procstd.governance.word_diff import words_between
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Status
from sphinxcontrib_procstd.model.resources import ResourceKind

THANK = step("thank", "Thank the customer", role=Mention(name="Clerk"))


def release(*processes: Process) -> Snapshot:
    return take_snapshot(Catalogue(processes=processes), project="Handbook", release="1")


def text(new: Process, old: Process = ORDER) -> list[str]:
    return render_text(compare(release(old), release(new)), str).splitlines()


def test_nothing_changed() -> None:
    assert text(ORDER) == ["Nothing changed."]


def test_a_reworded_step_shows_its_words_whether_the_version_rose_and_whom_it_concerns() -> None:
    new = with_step(
        replace(ORDER, version="1.1", records=(*ORDER.records, record("revision", "1.1"))),
        body="Put the goods into a crate, 20 kg at most.",
    )
    assert text(new) == [
        "~ Order handling (order): version 1.0 → 1.1",
        "  ~ 1. Pick the goods: reworded",
        "      Operating standard: Put the goods into a [-box-]{+crate+}, 20 kg at most.",
        "",
        "Whom it concerns",
        "  Storekeeper: order",
    ]


def test_a_version_that_did_not_rise_is_said() -> None:
    assert text(with_step(deadline="at once"))[:2] == [
        "~ Order handling (order): still version 1.0",
        "  ! The content changed, the version did not rise.",
    ]


def test_a_version_without_a_line_in_the_change_log_is_said() -> None:
    assert text(with_step(replace(ORDER, version="1.1"), deadline="at once"))[1] == (
        "  ! The change log has no line for this version."
    )


def test_steps_that_came_went_and_moved() -> None:
    new = replace(ORDER, steps=(THANK, SHIP, replace(PICK, next=())))
    steps = compare(release(ORDER), release(new)).processes[0].steps
    assert [(one.id, one.changes[0], one.old_position, one.position) for one in steps] == [
        ("thank", Change.ADDED, 0, 1),
        ("ship", Change.CHANGED, 2, 2),  # the flow goes on from it now
        ("pick", Change.MOVED, 1, 3),
    ]
    gone = compare(release(ORDER), release(replace(ORDER, steps=(SHIP,)))).processes[0].steps
    assert [(one.id, one.changes, one.old_id) for one in gone] == [("pick", (Change.REMOVED,), "pick")]


@pytest.mark.parametrize(
    "renamed",
    [
        replace(SHIP, id="send", formerly=("ship",), title="Send it", title_source="Send it", body="By truck."),
        replace(SHIP, id="send"),
        replace(SHIP, id="send", title="Ship all goods", title_source="Ship all goods"),
    ],
    ids=["by the old id it names", "by its title", "by its likeness"],
)
def test_a_step_under_a_new_id_is_found_again(renamed: object) -> None:
    new = replace(ORDER, steps=(PICK, renamed))  # type: ignore[type-var]
    steps = compare(release(ORDER), release(new)).processes[0].steps if new else ()
    assert Change.REMOVED not in {change for one in steps for change in one.changes}
    assert Change.ADDED not in {change for one in steps for change in one.changes}


def test_processes_that_came_and_went() -> None:
    other = replace(ORDER, id="refund", title="Refund", title_source="Refund")
    shown = render_text(compare(release(ORDER), release(other)), str).splitlines()
    assert shown[:4] == [
        "- Order handling (order): removed",
        "  ! It was in force and is gone without having been retired.",
        "",
        "+ Refund (refund): added",
    ]


def test_a_move_that_the_life_cycle_does_not_allow_is_said() -> None:
    assert text(replace(ORDER, status=Status.DRAFT))[:2] == [
        "~ Order handling (order): version 1.0, Effective → Draft",
        "  ! The state cannot go from Effective to Draft.",
    ]
    assert text(replace(ORDER, status=Status.RETIRED)) == ["~ Order handling (order): version 1.0, Effective → Retired"]


def test_a_control_that_changed_concerns_the_owner() -> None:
    new = replace(ORDER, records=(record("control", "Second count", "Count twice.", frequency="daily"),))
    (change,) = compare(release(ORDER), release(new)).processes
    assert [(one.title, one.change) for one in change.records] == [("Second count", Change.CHANGED)]
    assert change.roles == ("Sales director",)


def test_a_register_entry_that_changed_is_listed() -> None:
    old, new = (
        take_snapshot(catalogue(ORDER, entry(ResourceKind.FORM, "list", title))) for title in ("Picking list", "List")
    )
    assert [(one.key, one.change) for one in compare(old, new).entries] == [("form:list", Change.CHANGED)]


@pytest.mark.parametrize(
    ("old", "new", "bump"),
    [
        ("1.9", "1.10", Bump.ROSE), ("V1.0", "1.0", Bump.SAME), ("2.0", "1.9", Bump.FELL), ("", "1.0", Bump.ROSE),
        ("1.9", "1.009a", Bump.ROSE), ("1.²", "1.³", Bump.ROSE), ("9" * 5000, "1" + "0" * 5000, Bump.ROSE),
    ],
)  # fmt: skip
def test_versions_are_compared_as_numbers(old: str, new: str, bump: Bump) -> None:
    assert bump_of(old, new) is bump


@given(st.text(alphabet="ab 中文，1."), st.text(alphabet="ab 中文，1."))
def test_the_words_between_two_texts_give_both_texts(old: str, new: str) -> None:
    pieces = words_between(old, new)
    for kind, whole in (("deleted", old), ("inserted", new)):
        assert "".join(piece.text for piece in pieces if piece.kind in {"kept", kind}) == " ".join(whole.split())


def test_markdown_strikes_out_what_went_and_is_not_misread() -> None:
    new = with_step(title="Pick *the* goods <b>", title_source="Pick *the* goods <b>", deadline="within 3 h of receipt")
    shown = render_markdown(compare(release(ORDER), release(new)), str)
    assert "- 1. Pick \\*the\\* goods \\<b\\>: reworded" in shown
    assert "  - Time limit: within ~~2~~ **3** h of receipt" in shown


def test_html_is_one_page_and_no_text_becomes_markup() -> None:
    new = with_step(body="<script>alert(1)</script>", deadline="within 3 h of receipt")
    page = render_html(compare(release(ORDER), release(new)), str, language="zh_CN", old="<1>", new="2")
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "<script" not in page
    assert "within <del>2</del><ins>3</ins> h of receipt" in page
    assert "&lt;1&gt; → 2" in page
    assert "http" not in page


def test_colours_are_ours_alone() -> None:
    new = with_step(body="\x1b[2Jgone", deadline="at once")
    shown = render_text(compare(release(ORDER), release(new)), str, colour=True)
    assert "\x1b[2J" not in shown
    assert "\x1b[32mat once\x1b[0m" in shown


def test_json_holds_it_all() -> None:
    values = json.loads(render_json(compare(release(ORDER), release(with_step(deadline="at once")))))
    (process,) = values["processes"]
    assert (process["id"], process["bump"], values["roles"]) == ("order", "same", {"Storekeeper": ["order"]})
    assert process["steps"][0]["fields"][0]["new"] == "at once"


def test_a_snapshot_reads_back_and_is_the_same_each_time() -> None:
    written = render_snapshot(release(ORDER))
    assert render_snapshot(parse_snapshot(written, "old.json")) == written == render_snapshot(release(ORDER))


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"records": {}}, '"records" is not what a snapshot holds'),
        ({"records": ["faq"]}, "a record is not what a snapshot holds"),
        ({"records": [{"kind": "faq", "title": None}]}, "a record is not what a snapshot holds"),
        ({"records": [{"kind": "faq", "title": "F", "values": []}]}, "a record is not what a snapshot holds"),
        ({"steps": [{"id": 7, "title": "S", "next": []}]}, "a step is not what a snapshot holds"),
    ],
)
def test_a_content_that_no_version_of_ours_wrote_is_refused(part: dict[str, object], message: str) -> None:
    document = json.loads(render_snapshot(release(ORDER)))
    (values,) = document["processes"]
    values["content"] |= part
    values["fingerprint"] = fingerprint(values["content"])
    with pytest.raises(ProcstdError) as said:
        parse_snapshot(json.dumps(document), "old.json")
    assert str(said.value) == f"old.json: this is no snapshot: {message}"


@pytest.mark.parametrize("role", [None, 7, True, [None], [[]]])
def test_a_role_of_another_kind_than_a_name_is_nobody(role: object) -> None:
    document = json.loads(render_snapshot(release(ORDER)))
    (values,) = document["processes"]
    values["content"]["steps"][0] |= {"role": role}
    values["fingerprint"] = fingerprint(values["content"])
    (change,) = compare(parse_snapshot(json.dumps(document), "old.json"), release(ORDER)).processes
    assert change.steps[0].roles == ("Storekeeper",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("procstd-snapshot", "other"), "old.json: this is no snapshot; `procstd snapshot` writes one"),
        (('"version": 1', '"version": 9'), "old.json: this snapshot has the version 9; this program reads 1"),
        (("within 2 h", "within 9 h"), 'old.json: the process "order" was edited in this snapshot: its fingerprint does not fit'),
        (('"effective",\n   "title"', '"in force",\n   "title"'), 'old.json: this is no snapshot: "in force" is no state of a process'),
        (('"registers"', '"register"'), "old.json: this is no snapshot: no 'registers'"),
        (("{", "", 1), "old.json: this is no snapshot: Extra data: line 2 column 13 (char 13)"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_snapshot_is_said(change: tuple[str, str], message: str) -> None:
    written = render_snapshot(release(ORDER)).replace(*change)
    with pytest.raises(ProcstdError) as said:
        parse_snapshot(written, "old.json")
    assert str(said.value) == message
