"""Sources written by an import read back, through Sphinx, as the values that were written."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "exchange"))

from exchange_samples import COMPLAINT, RECORDS, bare, make_process, make_step, processes, shared_models

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.exchange.bpmn_import import import_bpmn
from sphinxcontrib_procstd.exchange.escape import Format
from sphinxcontrib_procstd.exchange.source import source_files, write_process, write_registers
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process
from sphinxcontrib_procstd.model.resources import FormField, Resource, ResourceKind
from sphinxcontrib_procstd.sphinx_ext.interchange import SYNTAX
from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook

CONF = """\
extensions = ["myst_parser", "sphinxcontrib_procstd"]
myst_enable_extensions = ["colon_fence"]
smartquotes = False
exclude_patterns = ["scratch"]
"""


def read(folder: Path, sources: dict[str, str]) -> tuple[Catalogue, str]:
    """Return what Sphinx reads in these sources, and its warnings."""
    for old in folder.glob("*.*"):
        old.unlink()
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    toc = "\n".join(f"   {name.partition('.')[0]}" for name in sources)
    (folder / "index.rst").write_text(f"Index\n=====\n\n.. toctree::\n\n{toc}\n", encoding="utf-8")
    for name, text in sources.items():
        (folder / name).write_text(text, encoding="utf-8")
    warnings = io.StringIO()
    return read_handbook(folder, folder / "scratch", warnings=warnings).catalogue, warnings.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sources")


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=6)
@given(samples=st.lists(processes(), min_size=4, max_size=4), chinese=st.booleans())
def test_both_markups_return_every_field(samples: list[Process], chinese: bool, folder: Path) -> None:
    written = {
        f"{markup}-{number}.{markup}": replace(sample, id=f"{markup}-{number}")
        for markup in Format
        for number, sample in enumerate(samples)
    }
    sources = {
        name: write_process(process, Format(name.rpartition(".")[2]), chinese=chinese)
        for name, process in written.items()
    }
    found, _ = read(folder, sources)
    assert {p.id: bare(p) for p in found.processes} == {p.id: bare(p) for p in written.values()}


@pytest.mark.parametrize("markup", Format)
def test_what_people_write_gives_no_warning(markup: Format, tmp_path: Path) -> None:
    process = replace(COMPLAINT, records=RECORDS)
    found, warnings = read(tmp_path, {f"complaint.{markup}": write_process(process, markup)})
    assert warnings == ""
    assert bare(found.processes[0]) | {"records": ()} == bare(process) | {"records": ()}
    assert [(r.kind, r.title, r.body, dict(r.values)) for r in found.processes[0].records] == [
        (r.kind, r.title, r.body, dict(r.values)) for r in RECORDS
    ]


@pytest.mark.parametrize("markup", Format)
def test_a_value_that_holds_no_markup_is_written_as_it_is(markup: Format, tmp_path: Path) -> None:
    record = replace(RECORDS[0], kind="approval", title="Head of service", body="", values={"time": "9_00 {*|}"})
    found, warnings = read(
        tmp_path, {f"complaint.{markup}": write_process(replace(COMPLAINT, records=(record,)), markup)}
    )
    assert warnings == ""
    assert dict(found.processes[0].records[0].values) == {"time": "9_00 {*|}"}


@pytest.mark.parametrize("markup", Format)
@pytest.mark.parametrize("value", ['""', "''", "'", '"', "'a'", '"a"', """'"'""", "'tis", '"it\'s"'])
def test_quotes_around_a_value_come_back(value: str, markup: Format, tmp_path: Path) -> None:
    record = replace(RECORDS[0], kind="approval", title="Head of service", body="", values={"time": value})
    process = replace(COMPLAINT, records=(record,), number=value)
    found, warnings = read(tmp_path, {f"complaint.{markup}": write_process(process, markup)})
    assert warnings == ""
    assert found.processes[0].number == value
    assert dict(found.processes[0].records[0].values) == {"time": value}


@pytest.mark.parametrize("markup", Format)
@pytest.mark.parametrize("body", ["a--\nb", "--\nb", "审--"])
def test_a_list_that_starts_with_dashes_comes_back(body: str, markup: Format, tmp_path: Path) -> None:
    process = replace(COMPLAINT, body=body, records=())
    found, warnings = read(tmp_path, {f"complaint.{markup}": write_process(process, markup)})
    assert (found.processes[0].body, warnings) == (body, "")


@pytest.mark.parametrize("markup", Format)
def test_a_cross_reference_is_written_as_one(markup: Format, tmp_path: Path) -> None:
    step = make_step("Step", role="Clerk")
    step = replace(step, forms=(Mention(name="order-form", label="order-form", kind="form", note="two"),))
    text = write_process(make_process("Process", step), markup)
    assert {"md": "{form}`order-form` (two)", "rst": ":form:`order-form` (two)"}[markup] in text
    form = read(tmp_path, {f"x.{markup}": text})[0].processes[0].steps[0].forms[0]
    assert (form.name, form.kind, form.note) == ("order-form", "form", "two")


@pytest.mark.parametrize("markup", Format)
def test_registers_come_back_with_the_fields_of_a_form(markup: Format, tmp_path: Path) -> None:
    form = Resource(
        kind=ResourceKind.FORM, id="order", title="订单|表", location=Location(""), number="F-1", retention="3年",
        headings=("字段", "必填"), fields=(FormField(cells=("金额*", "是")),), body="说明。\n\n字段\n必填\n金额*\n是",
    )  # fmt: skip
    role = Resource(kind=ResourceKind.JOB_ROLE, id="clerk", title="Clerk", location=Location(""),
                    department=Mention(name="销售部"))  # fmt: skip
    found, warnings = read(tmp_path, {f"registers.{markup}": write_registers([form, role], markup)})
    assert warnings == ""
    assert [(r.id, r.title, r.number, r.retention, r.headings, r.fields, r.body) for r in found.resources] == [
        (r.id, r.title, r.number, r.retention, r.headings, r.fields, r.body) for r in (form, role)
    ]


TRAPS = [
    "- a", "* a", "+ a", "1. a", "(1) a", "a) b", "#. a", "# a", "> a", "| a", ".. step:: x", "::: {step} x", "---", "====",
    "a::", ":role: x", "a | b", "``x``", "*x*", "_x_", "x_", "`x`_", "[x](y)", "<b>x</b>", "&amp;", "{form}`x`", "\\x",
    "a #b", "%x", "(x)=", "~x", "$x$", "http://x.y/z_", "+++", "• x", "'x'", '"x"', "x  y", "《x》*", "^x^", "|x|", "::",
]  # fmt: skip


@pytest.mark.parametrize("markup", Format)
def test_no_text_is_taken_for_markup(markup: Format, tmp_path: Path) -> None:
    steps = [
        make_step(f"Step {number}", body=text, input=text, evidence=text, role="Clerk")
        for number, text in enumerate(TRAPS)
    ]
    found, warnings = read(tmp_path, {f"p.{markup}": write_process(make_process("P", *steps), markup)})
    told = [[" ".join(text.split()) for text in (s.body, s.input, s.evidence)] for s in found.processes[0].steps]
    assert told == [[" ".join(text.split())] * 3 for text in TRAPS]
    assert warnings == ""


@pytest.mark.parametrize("markup", Format)
@pytest.mark.parametrize("path", shared_models(), ids=lambda path: path.stem)
def test_sources_made_of_a_model_of_another_tool_give_no_warning(path: Path, markup: Format, tmp_path: Path) -> None:
    imported = import_bpmn(path, SYNTAX, path.name)
    sources = {file.name: file.text for file in source_files(imported, markup)}
    found, warnings = read(tmp_path, sources)
    assert warnings == ""
    assert {p.id: [step.id for step in p.steps] for p in found.processes} == {
        p.id: [step.id for step in p.steps] for p in imported.processes
    }


@pytest.mark.parametrize("markup", Format)
def test_references_in_texts_are_written_as_they_were(markup: Format, tmp_path: Path) -> None:
    page = """\
:::{process} Lend
:id: lend
:goal: Answer by {system}`crm`
:::

:::{step} Ask
:id: ask
See {step}`ask`, {system}`the system <crm>` and *nothing* else.
:::

:::{system} CRM
:id: crm
:::
"""
    (process,) = read(tmp_path, {"x.md": page})[0].processes
    text = write_process(process, markup)
    role = {"md": "{%s}", "rst": ":%s:"}[markup]
    assert f"Answer by {role % 'system'}`crm`" in text
    assert f"See {role % 'step'}`ask`, {role % 'system'}`the system <crm>` and nothing else." in text
