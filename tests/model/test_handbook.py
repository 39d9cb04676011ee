"""From the documents' facts to one handbook: who keeps an id, where attached steps belong."""

from __future__ import annotations

from itertools import permutations

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.handbook import Attached, DocumentFacts, Handbook, all_steps, assemble
from sphinxcontrib_procstd.model.process import Process, Record, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind


def a_step(docname: str, step_id: str, *, own: bool = True) -> Step:
    return Step(id=step_id, title=step_id, title_source=step_id, location=Location(docname), docname=docname, own=own)


def a_process(docname: str, process_id: str, title: str, *steps: str) -> Process:
    own = tuple(a_step(docname, step_id) for step_id in steps)
    where = Location(docname)
    return Process(id=process_id, title=title, title_source=title, location=where, docname=docname, steps=own)


def an_entry(docname: str, entry_id: str) -> Resource:
    return Resource(kind=ResourceKind.FORM, id=entry_id, title="表", location=Location(docname), docname=docname)


def attach(docname: str, process: str, step_id: str) -> DocumentFacts:
    return DocumentFacts(attached=(Attached(process, a_step(docname, step_id, own=False)),))


def steps_of(handbook: Handbook, process_id: str) -> list[tuple[str, str]]:
    process = handbook.catalogue.process_by_id[process_id]
    return [(step.docname, step.id) for step in process.steps]


def test_attached_steps_come_after_the_own_ones_by_document() -> None:
    handbook = assemble(
        {"z": attach("z", "p", "late"), "m": DocumentFacts(processes=(a_process("m", "p", "甲", "own"),)),
         "a": attach("a", "《甲》", "early")}
    )  # fmt: skip
    assert steps_of(handbook, "p") == [("m", "own"), ("a", "early"), ("z", "late")]
    assert handbook.written["m", 0] is handbook.catalogue.process_by_id["p"]


def test_the_order_in_which_documents_were_read_does_not_matter() -> None:
    documents = {
        "a": DocumentFacts(processes=(a_process("a", "p", "甲", "one"),), resources=(an_entry("a", "f"),)),
        "b": DocumentFacts(processes=(a_process("b", "p", "乙", "two"),), resources=(an_entry("b", "f"),)),
        "c": attach("c", "p", "one"),
        "d": attach("d", "nowhere", "x"),
    }
    found = [assemble({name: documents[name] for name in order}) for order in permutations(documents)]
    for handbook in found:
        assert handbook.catalogue.processes == found[0].catalogue.processes
        assert handbook.catalogue.resources == found[0].catalogue.resources
        assert handbook.catalogue.duplicates == found[0].catalogue.duplicates
        assert handbook.lost == found[0].lost


def test_the_first_document_keeps_an_id_and_what_is_attached_to_it() -> None:
    one, two = a_process("a", "p", "甲"), a_process("b", "p", "乙", "own")
    handbook = assemble(
        {"b": DocumentFacts(processes=(two,)), "a": DocumentFacts(processes=(one,)), "c": attach("c", "p", "x")}
    )
    assert steps_of(handbook, "p") == [("c", "x")]
    assert handbook.written["b", 0] is two
    assert handbook.catalogue.duplicates == (two,)


def test_a_title_that_two_processes_bear_means_the_one_that_links_mean() -> None:
    documents = {
        "a": DocumentFacts(processes=(a_process("a", "y", "甲"),)),
        "b": DocumentFacts(processes=(a_process("b", "x", "甲"),)),
    }
    handbook = assemble({**documents, "c": attach("c", "甲", "s")})
    assert handbook.catalogue.find_process("甲") is handbook.catalogue.process_by_id["x"]
    assert steps_of(handbook, "x") == [("c", "s")]


def test_an_attached_step_with_a_taken_id_stays_in_its_process() -> None:
    handbook = assemble(
        {"a": DocumentFacts(processes=(a_process("a", "p", "甲", "one"),)), "b": attach("b", "p", "one")}
    )
    assert steps_of(handbook, "p") == [("a", "one"), ("b", "one")]
    assert handbook.catalogue.duplicates == (a_step("b", "one", own=False),)


def test_a_record_is_attached_too() -> None:
    record = Record(kind="review", title="评审", location=Location("b"), docname="b")
    documents = {
        "a": DocumentFacts(processes=(a_process("a", "p", "甲"),)),
        "b": DocumentFacts(attached=(Attached("p", record),)),
    }
    assert assemble(documents).catalogue.process_by_id["p"].records == (record,)


def test_what_names_no_process_is_lost_and_said_so() -> None:
    facts = attach("a", "nowhere", "x")
    assert assemble({"a": facts}).lost == (("a", facts.attached[0]),)


def test_every_step_of_every_document_is_listed() -> None:
    documents = {"b": attach("b", "p", "x"), "a": DocumentFacts(processes=(a_process("a", "p", "甲", "one", "two"),))}
    assert [(docname, step.id) for docname, step in all_steps(documents)] == [("a", "one"), ("a", "two"), ("b", "x")]
