"""Facts packed and opened again are what they were, and equal facts are equal bytes."""

from __future__ import annotations

import pickle
import zlib

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.handbook import DocumentFacts
from sphinxcontrib_procstd.model.packing import Packed, PackedMapping
from sphinxcontrib_procstd.model.process import Join, Mention, Process, Step, StepKind


def facts(title: str = "收件") -> DocumentFacts:
    step = Step(
        id="s1",
        title=title,
        title_source=title,
        location=Location("page.md", 3),
        docname="page",
        kind=StepKind.APPROVAL,
        join=Join.ANY,
        forms=(Mention(name="登记表", note="原件"),),
        lines={"role": 4},
    )
    process = Process(
        id="p", title="退款", title_source="退款", location=Location("page.md", 1), docname="page", steps=(step,)
    )
    return DocumentFacts(processes=(process,))


def test_what_is_packed_comes_out_as_it_was() -> None:
    opened = pickle.loads(pickle.dumps(Packed(facts())))
    assert opened.value == facts()


def test_equal_facts_are_equal_bytes_and_others_are_not() -> None:
    assert Packed(facts()).data == Packed(facts()).data != Packed(facts("发件")).data


def test_only_what_differs_from_the_defaults_is_kept() -> None:
    kept = zlib.decompress(Packed(facts()).data)
    assert b"title_source" in kept
    assert b"deadline" not in kept


def test_a_mapping_opens_what_is_looked_up() -> None:
    mapping = PackedMapping({"page": Packed(facts())})
    assert (list(mapping), len(mapping), mapping["page"]) == (["page"], 1, facts())
