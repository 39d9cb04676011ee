"""The JSON catalogue: as its schema says, back again field by field, old files too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from exchange_samples import COMPLAINT, RECORDS, bare, processes
from hypothesis import given, settings

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange import json_schema
from sphinxcontrib_procstd.exchange.json_ import catalogue_json
from sphinxcontrib_procstd.exchange.json_import import import_json
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.resources import FormField, Resource, ResourceKind
from sphinxcontrib_procstd.sphinx_ext.interchange import SYNTAX

FORM = Resource(kind=ResourceKind.FORM, id="register", title="投诉登记表", location=Location("a.md", 3), number="F-1",
                headings=("字段", "必填"), fields=(FormField(cells=("电话", "是")),))  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("json")


@settings(max_examples=40)
@given(process=processes())
def test_the_catalogue_returns_every_field(process: Process, folder: Path) -> None:
    (folder / "x.json").write_text(catalogue_json(Catalogue(processes=(process,))), encoding="utf-8")
    assert [bare(item) for item in import_json(folder / "x.json", SYNTAX).processes] == [bare(process)]


def test_register_entries_and_places_come_back(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(catalogue_json(Catalogue(resources=(FORM,))), encoding="utf-8")
    found = import_json(tmp_path / "x.json", SYNTAX).resources[0]
    assert (found.id, found.title, found.number, found.headings, found.fields, found.location) == (
        "register", "投诉登记表", "F-1", ("字段", "必填"), (FormField(cells=("电话", "是")),), Location("a.md", 3),
    )  # fmt: skip


def test_a_file_from_before_the_written_texts_gives_the_same_names(tmp_path: Path) -> None:
    document = json.loads(catalogue_json(Catalogue(processes=(COMPLAINT,), resources=(FORM,))))
    for step in document["processes"][0]["steps"]:
        del step["written"]
    (tmp_path / "x.json").write_text(json.dumps(document), encoding="utf-8")
    step = import_json(tmp_path / "x.json", SYNTAX).processes[0].steps[0]
    assert [m.name for m in (*step.forms, *step.systems, *step.tools)] == ["register", "CRM系统", "客服工单系统"]


def test_the_published_schema_is_the_one_in_the_code() -> None:
    published = Path(json_schema.__file__).with_name("catalogue.schema.json")
    assert published.read_text(encoding="utf-8") == json_schema.schema_json()


def test_a_catalogue_is_as_the_schema_says() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    complaint = COMPLAINT
    object.__setattr__(complaint, "records", RECORDS)
    document = json.loads(catalogue_json(Catalogue(processes=(complaint,), resources=(FORM,))))
    assert [
        error.message for error in jsonschema.Draft202012Validator(json_schema.schema()).iter_errors(document)
    ] == []
    object.__setattr__(complaint, "records", ())


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], 'x.json: not a catalogue: there is no number under "version"'),
        ({"version": "1"}, 'x.json: not a catalogue: there is no number under "version"'),
        ({"version": 2}, "x.json: written by a later version (2); this one reads up to 1"),
    ],
)
def test_what_is_no_catalogue_is_refused(document: Any, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ProcstdError) as caught:
        import_json(tmp_path / "x.json", SYNTAX, "x.json")
    assert str(caught.value) == message


def test_deep_nesting_and_odd_values_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ProcstdError, match=r"^deep\.json: not readable as JSON: "):
        import_json(tmp_path / "deep.json", SYNTAX, "deep.json")
    odd = {"version": 1, "processes": [3, {"title": 5, "steps": {"id": "../x"}, "records": [{"kind": "raw"}]}]}
    (tmp_path / "odd.json").write_text(json.dumps(odd), encoding="utf-8")
    found = import_json(tmp_path / "odd.json", SYNTAX, "odd.json")
    assert [(p.title, [s.id for s in p.steps]) for p in found.processes] == [("—", ["x"])]
    assert [finding.message for finding in found.report] == [
        'something under "processes" is no object; it was left out',
        'id: "../x" is not an id (ASCII letters, digits, "-" and "_"); used as "x"',
        'the record of the unknown kind "raw" was left out',
    ]
