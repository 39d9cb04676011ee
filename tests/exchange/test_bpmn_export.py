"""BPMN as the standard and its tools want it; and our own files back, field by field."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from bpmn_tools import HINT, SCHEMA, has_node_tools, schema_findings, tool_findings
from exchange_samples import COMPLAINT, EMPTY, RECORDS, bare, make_process, make_step, processes
from hypothesis import given, settings

from sphinxcontrib_procstd.drawing import Direction
from sphinxcontrib_procstd.exchange.bpmn_export import export_bpmn
from sphinxcontrib_procstd.exchange.bpmn_graph import bpmn_graph
from sphinxcontrib_procstd.exchange.bpmn_import import import_bpmn
from sphinxcontrib_procstd.exchange.wording import chinese
from sphinxcontrib_procstd.layout.swimlane import layout_swimlane
from sphinxcontrib_procstd.model.flow import sequence_flows
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.sphinx_ext.interchange import SYNTAX

MERGING = make_process(
    "发布流程",
    make_step("申请", "apply", role="发布经理", parallel="test; review"),
    make_step("测试", "test", role="测试工程师", next="go"),
    make_step("评审", "review", role="架构师", next="go", escalate="apply after 2 h"),
    make_step(
        "批准", "go", role="发布经理", join="all", next="done [a]; done [b]; process:incident [失败]; end [取消]"
    ),
    make_step("关闭", "done", kind="subprocess", tools="发布手册"),
    process_id="release",
)


def exported(process: Process, direction: Direction = Direction.LEFT_RIGHT) -> bytes:
    graph = bpmn_graph(process, EMPTY, chinese)
    return export_bpmn(process, EMPTY, graph, layout_swimlane(graph, direction, quick=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bpmn")


@settings(max_examples=40)
@given(process=processes())
def test_a_model_that_no_tool_has_changed_returns_every_field(process: Process, folder: Path) -> None:
    path = folder / "x.bpmn"
    path.write_bytes(exported(process))
    found = import_bpmn(path, SYNTAX, path.name)
    assert [bare(item) for item in found.processes] == [bare(process)]


@pytest.mark.parametrize("direction", list(Direction))
def test_a_process_without_a_step_yet_is_a_pool_without_lanes(direction: Direction) -> None:
    content = exported(make_process("筹备中的流程"), direction)
    assert [content.count(part) for part in (b"<bpmn:participant", b"laneSet", b"<bpmndi:BPMNShape")] == [1, 0, 1]


def test_records_come_back(tmp_path: Path) -> None:
    process = make_process("流程", make_step("步骤"))
    object.__setattr__(process, "records", RECORDS)
    (tmp_path / "x.bpmn").write_bytes(exported(process))
    found = import_bpmn(tmp_path / "x.bpmn", SYNTAX).processes[0].records
    assert [(r.kind, r.title, r.body, dict(r.values)) for r in found] == [
        (r.kind, r.title, r.body, dict(r.values)) for r in RECORDS
    ]


@pytest.mark.parametrize("process", [COMPLAINT, MERGING], ids=lambda process: process.id)
def test_the_flow_of_a_changed_model_is_read_from_the_model(process: Process, tmp_path: Path) -> None:
    text = re.sub(r'(<procstd:field name="digest">)\w+', r"\1changed", exported(process).decode())
    (tmp_path / "x.bpmn").write_text(text, encoding="utf-8")
    found = import_bpmn(tmp_path / "x.bpmn", SYNTAX).processes[0]
    flows = {(flow.source, flow.to, flow.guard) for flow in sequence_flows(process)}
    if process is MERGING:  # two conditions on one way become one
        flows -= {("go", "done", "a"), ("go", "done", "b")}
        flows.add(("go", "done", "a; b"))
    assert {(flow.source, flow.to, flow.guard) for flow in sequence_flows(found)} == flows
    assert {(s.id, s.title, s.role and s.role.name, s.input, s.deadline, s.escalate) for s in found.steps} == {
        (s.id, s.title, (s.role and s.role.name) or "未指定岗位", s.input, s.deadline, s.escalate)
        for s in process.steps
    }


def test_the_same_input_gives_the_same_bytes() -> None:
    assert exported(MERGING) == exported(MERGING)


def test_every_id_is_ascii_and_unique() -> None:
    ids = re.findall(r'\bid="([^"]*)"', exported(MERGING).decode())
    assert [name for name in ids if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name)] == []
    assert len(ids) == len(set(ids))


def test_gateways_split_and_join_and_twins_are_one() -> None:
    graph = bpmn_graph(MERGING, EMPTY, chinese)
    kinds = {node.id: node.kind.value for node in graph.nodes if node.kind.value in {"exclusive", "parallel"}}
    assert kinds == {"go.join": "parallel", "apply.split": "parallel", "go.decision": "exclusive",
                     "apply.merge": "exclusive"}  # fmt: skip
    assert [edge.label for edge in graph.edges if edge.target == "done"] == ["a; b"]


def test_a_title_with_markup_and_forbidden_characters_is_written_well_formed(tmp_path: Path) -> None:
    process = make_process("A<B>&\"'\x01", make_step("x\x0b<y>&\ufffe", body="a & b\n\n<c>"))
    (tmp_path / "x.bpmn").write_bytes(exported(process))
    found = import_bpmn(tmp_path / "x.bpmn", SYNTAX).processes[0]
    assert (found.title, found.steps[0].title, found.steps[0].body) == ("A<B>&\"'", "x<y>&", "a & b\n\n<c>")


@pytest.mark.skipif(not SCHEMA.is_file(), reason=HINT)
@pytest.mark.skipif(importlib.util.find_spec("xmlschema") is None, reason="no xmlschema")
@pytest.mark.parametrize("direction", Direction)
def test_the_schema_finds_nothing(direction: Direction, tmp_path: Path) -> None:
    files = [tmp_path / f"{process.id}.bpmn" for process in (COMPLAINT, MERGING)]
    for file, process in zip(files, (COMPLAINT, MERGING), strict=True):
        file.write_bytes(exported(process, direction))
    assert schema_findings(files) == []


@pytest.mark.skipif(not has_node_tools(), reason=HINT)
@pytest.mark.parametrize("direction", Direction)
def test_bpmn_moddle_and_bpmnlint_find_nothing(direction: Direction, tmp_path: Path) -> None:
    files = [tmp_path / f"{process.id}.bpmn" for process in (COMPLAINT, MERGING)]
    for file, process in zip(files, (COMPLAINT, MERGING), strict=True):
        file.write_bytes(exported(process, direction))
    assert tool_findings(files) == []


@pytest.mark.skipif(not SCHEMA.is_file() or importlib.util.find_spec("xmlschema") is None, reason=HINT)
@settings(max_examples=15)
@given(process=processes())
def test_the_schema_finds_nothing_whatever_people_write(process: Process, folder: Path) -> None:
    (folder / "any.bpmn").write_bytes(exported(process))
    assert schema_findings([folder / "any.bpmn"]) == []
