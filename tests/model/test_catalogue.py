"""Look-ups in the whole handbook: by id, by earlier id, by exact title; and who uses what."""

from __future__ import annotations

from dataclasses import replace

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.catalogue import Catalogue, bare_name
from sphinxcontrib_procstd.model.process import Mention, Process, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind, Use, Way

HERE = Location("a.md", 1)


def a_step(step_id: str, title: str, **fields: object) -> Step:
    step = Step(id=step_id, title=title, title_source=title, location=HERE, docname="a")
    return replace(step, **fields)  # type: ignore[arg-type]


def a_process(process_id: str, title: str, *steps: Step, **fields: object) -> Process:
    process = Process(id=process_id, title=title, title_source=title, location=HERE, docname="a", steps=steps)
    return replace(process, **fields)  # type: ignore[arg-type]


def an_entry(kind: ResourceKind, entry_id: str, title: str) -> Resource:
    return Resource(kind=kind, id=entry_id, title=title, title_source=title, location=HERE, docname="a")


def names(*texts: str) -> tuple[Mention, ...]:
    return tuple(Mention(name=text) for text in texts)


def test_book_title_marks_and_quotes_are_no_part_of_a_name() -> None:
    assert [bare_name(text) for text in ("《甲》", "「甲」", "“甲”", " 甲 ", "《》", "《甲")] == ["甲"] * 4 + [
        "《》",
        "《甲",
    ]


def test_an_id_wins_over_a_title() -> None:
    one, two = a_process("two", "甲"), a_process("x", "two")
    catalogue = Catalogue(processes=(one, two))
    assert catalogue.find_process("two") is one
    assert catalogue.find_process("《甲》") is one


def test_of_two_processes_with_one_title_the_first_by_id_is_meant() -> None:
    one, two = a_process("a", "甲"), a_process("b", "甲")
    assert Catalogue(processes=(one, two)).find_process("甲") is one


def test_a_title_is_known_in_both_languages() -> None:
    entry = replace(an_entry(ResourceKind.FORM, "f", "Register"), title_source="登记表")
    catalogue = Catalogue(resources=(entry,))
    assert [catalogue.find(ResourceKind.FORM, name) for name in ("f", "Register", "登记表", "《登记表》")] == [
        entry
    ] * 4
    assert catalogue.find(ResourceKind.SYSTEM, "f") is None


def test_a_step_is_found_by_id_then_by_an_id_it_had_then_by_title() -> None:
    by_title, by_old, by_id = a_step("a", "x"), a_step("b", "乙", formerly=("x", "y")), a_step("x", "丙")
    process = a_process("p", "甲", by_title, by_old, by_id)
    catalogue = Catalogue(processes=(process,))
    assert catalogue.find_step(process, "x") is by_id
    assert catalogue.find_step(process, "y") is by_old
    assert catalogue.find_step(process, "《乙》") is by_old
    assert catalogue.find_step(process, "z") is None


def test_of_two_steps_with_one_id_the_first_is_meant() -> None:
    one, two = a_step("x", "一"), a_step("x", "二")
    process = a_process("p", "甲", one, two)
    assert Catalogue(processes=(process,)).find_step(process, "x") is one


def test_a_step_title_names_a_step_of_the_handbook_only_if_no_other_bears_it() -> None:
    one = a_process("p", "甲", a_step("a", "付款"), a_step("b", "核对"))
    two = a_process("q", "乙", a_step("a", "付款"), a_step("c", "Check", title_source="检查"))
    catalogue = Catalogue(processes=(one, two))
    assert catalogue.find_titled_step("付款") is None
    assert catalogue.find_titled_step("核对") == (one, one.steps[1])
    assert catalogue.find_titled_step("检查") == catalogue.find_titled_step("Check") == (two, two.steps[1])


def test_a_register_lists_its_own_kind() -> None:
    form, system = an_entry(ResourceKind.FORM, "f", "表"), an_entry(ResourceKind.SYSTEM, "s", "系统")
    catalogue = Catalogue(resources=(form, system))
    assert catalogue.of_kind(ResourceKind.FORM) == (form,)
    assert catalogue.of_kind(ResourceKind.MANUAL) == ()


def test_uses_are_listed_once_by_process_and_place() -> None:
    form, role = an_entry(ResourceKind.FORM, "f", "表"), an_entry(ResourceKind.JOB_ROLE, "r", "岗位")
    steps = (
        a_step("one", "一", role=Mention(name="岗位"), forms=names("表", "f"), outputs=names("《表》")),
        a_step("two", "二", forms=names("f")),
    )
    catalogue = Catalogue(
        processes=(a_process("a", "甲", *steps), a_process("b", "乙", owner=Mention(name="r"))), resources=(form, role)
    )
    assert catalogue.uses == {
        (ResourceKind.FORM, "f"): (
            Use("a", 1, "one", Way.OUTPUT), Use("a", 1, "one", Way.TOOL), Use("a", 2, "two", Way.TOOL),
        ),
        (ResourceKind.JOB_ROLE, "r"): (Use("a", 1, "one", Way.ROLE), Use("b", 0, "", Way.OWNER)),
    }  # fmt: skip
