"""BPMN models as tools save them: every one is read, and what has no place in a process is said."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from exchange_samples import shared_models

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.exchange.bpmn_import import import_bpmn
from sphinxcontrib_procstd.exchange.escape import Format
from sphinxcontrib_procstd.exchange.fields import option_texts
from sphinxcontrib_procstd.exchange.source import write_process
from sphinxcontrib_procstd.exchange.values import Imported
from sphinxcontrib_procstd.model.flow import sequence_flows
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.sphinx_ext.interchange import SYNTAX

NS = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = 'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'


def read(folder: Path, body: str, name: str = "model.bpmn") -> Imported:
    path = folder / name
    path.write_text(f'<definitions xmlns="{NS}" {DI}>{body}</definitions>', encoding="utf-8")
    return import_bpmn(path, SYNTAX, name)


def flows(process: Process) -> list[tuple[str, str, str | None]]:
    return [(flow.source, flow.to, flow.guard) for flow in sequence_flows(process)]


def flow(source: str, target: str, name: str = "") -> str:
    return f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}" name="{name}"/>'


def nodes(text: str) -> str:
    """Write ``tag id`` pairs as flow nodes named by their ids."""
    words = text.split()
    return "".join(f'<{tag} id="{i}" name="{i}"/>' for tag, i in zip(words[::2], words[1::2], strict=True))


def messages(found: Imported) -> list[str]:
    return [f"{finding.location}: {finding.message}" for finding in found.report]


def test_an_exclusive_gateway_becomes_the_decision_of_the_step_before_it(tmp_path: Path) -> None:
    body = nodes("startEvent s task a exclusiveGateway g task b task c endEvent e")
    body += flow("s", "a") + flow("a", "g") + flow("g", "b", "yes\n&#10;now") + flow("g", "c") + flow("b", "e")
    process = read(tmp_path, f'<process id="p" name="P">{body}</process>').processes[0]
    assert (process.start, process.end, process.steps[0].decision) == ("s", "e", "g")
    assert flows(process) == [("a", "c", None), ("a", "b", "yes now"), ("c", "end", None), ("b", "end", None)]


def test_a_parallel_gateway_starts_steps_together_and_the_join_waits_for_all(tmp_path: Path) -> None:
    body = nodes("startEvent s task a parallelGateway f task b task c parallelGateway j task d endEvent e")
    body += flow("s", "a") + flow("a", "f") + flow("f", "b") + flow("f", "c") + flow("b", "j") + flow("c", "j")
    process = read(tmp_path, f'<process id="p">{body}{flow("j", "d")}{flow("d", "e")}</process>').processes[0]
    texts = {step.id: {field.name: text for field, text in option_texts(step)} for step in process.steps}
    assert texts["a"] == {"id": "a", "parallel": "b; c"}
    assert texts["d"] == {"id": "d", "join": "all"}


def test_implicit_splits_are_parallel_and_implicit_joins_need_nothing(tmp_path: Path) -> None:
    body = nodes("task a task b task c task d") + flow("a", "b") + flow("a", "c") + flow("b", "d") + flow("c", "d")
    process = read(tmp_path, f'<process id="p">{body}</process>').processes[0]
    assert [(f.source, f.to, f.parallel) for f in sequence_flows(process)] == [
        ("a", "b", True), ("a", "c", True), ("b", "d", False), ("c", "d", False), ("d", "end", False),
    ]  # fmt: skip


def test_a_gateway_after_a_gateway_becomes_a_step_and_is_reported(tmp_path: Path) -> None:
    body = nodes("startEvent s parallelGateway f task b task c")
    body += flow("s", "f") + flow("f", "b") + flow("f", "c")
    found = read(tmp_path, f'<process id="p">{body}</process>')
    assert [step.id for step in found.processes[0].steps] == ["f", "b", "c"]
    assert messages(found) == ['model.bpmn:1: parallelGateway "f" became a step of its own']


def test_a_timer_on_a_task_is_overdue_work_and_an_error_a_branch(tmp_path: Path) -> None:
    body = nodes("task a task b task c task d") + flow("a", "b") + flow("t", "c") + flow("x", "d")
    body += '<boundaryEvent id="t" name="4 h" attachedToRef="a"><timerEventDefinition/></boundaryEvent>'
    body += '<boundaryEvent id="x" name="rejected" attachedToRef="a"><errorEventDefinition/></boundaryEvent>'
    step = next(s for s in read(tmp_path, f'<process id="p">{body}</process>').processes[0].steps if s.id == "a")
    assert {field.name: text for field, text in option_texts(step)} == {
        "id": "a", "next": "b; d [rejected]", "escalate": "c after 4 h",
    }  # fmt: skip


def test_intermediate_events_are_steps_that_wait_or_notify_and_links_are_followed(tmp_path: Path) -> None:
    body = nodes("task a task b") + flow("a", "t") + flow("t", "out") + flow("in", "b")
    body += '<intermediateCatchEvent id="t" name="two days"><timerEventDefinition/></intermediateCatchEvent>'
    body += '<intermediateThrowEvent id="out" name="L"><linkEventDefinition/></intermediateThrowEvent>'
    body += '<intermediateCatchEvent id="in" name="L"><linkEventDefinition/></intermediateCatchEvent>'
    process = read(tmp_path, f'<process id="p">{body}</process>').processes[0]
    assert [(step.id, step.kind.value) for step in process.steps] == [
        ("a", "task"), ("two-days", "wait"), ("b", "task"),
    ]  # fmt: skip
    assert flows(process) == [("a", "two-days", None), ("two-days", "b", None), ("b", "end", None)]


def test_the_deepest_lane_is_the_role(tmp_path: Path) -> None:
    lanes = (
        '<laneSet><lane id="l" name="Sales"><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef><childLaneSet>'
        '<lane id="m" name="Clerk"><flowNodeRef>a</flowNodeRef></lane><lane id="n"><flowNodeRef>b</flowNodeRef></lane>'
        "</childLaneSet></lane></laneSet>"
    )
    process = read(tmp_path, f'<process id="p">{lanes}{nodes("task a task b")}{flow("a", "b")}</process>').processes[0]
    assert [step.role and step.role.name for step in process.steps] == ["Clerk", "Sales"]


def test_lanes_that_list_nothing_hold_what_stands_in_them(tmp_path: Path) -> None:
    lanes = '<laneSet><lane id="right" name="R"/><lane id="left" name="L"/></laneSet>'
    shapes = "".join(
        f'<di:BPMNShape bpmnElement="{i}"><dc:Bounds x="{x}" y="0" width="{w}" height="9"/></di:BPMNShape>'
        for i, x, w in (("left", 0, 100), ("right", 100, 100), ("a", 110, 20), ("b", 10, 20))
    )
    body = f'<process id="p">{lanes}{nodes("task a task b")}{flow("a", "b")}</process><di:BPMNDiagram>{shapes}'
    process = read(tmp_path, f"{body}</di:BPMNDiagram>").processes[0]
    assert [step.role and step.role.name for step in process.steps] == ["R", "L"]
    assert [lane.name for lane in process.lanes] == ["L", "R"]


def test_pools_are_processes_and_messages_are_what_they_hand_over(tmp_path: Path) -> None:
    body = (
        '<collaboration id="c"><participant id="x" name="Buyer" processRef="p"/><participant id="y" name="Shop"'
        ' processRef="q"/><participant id="z" name="Bank"/>'
        '<messageFlow id="m" name="Order" sourceRef="a" targetRef="b"/><messageFlow id="n" sourceRef="a" targetRef="z"/>'
        f'</collaboration><process id="p">{nodes("task a")}</process><process id="q">{nodes("task b")}</process>'
    )
    found = read(tmp_path, body)
    assert [(p.title, p.steps[0].role and p.steps[0].role.name) for p in found.processes] == [
        ("Buyer", "Buyer"), ("Shop", "Shop"),
    ]  # fmt: skip
    assert (found.processes[0].steps[0].output, found.processes[1].steps[0].input) == ("Order", "Order")
    assert messages(found) == [
        'model.bpmn:1: the message flow "n" has no name; it was left out',
        'model.bpmn:1: the pool "Bank" holds no process; it was left out',
    ]


def test_dangling_flows_names_without_text_and_foreign_parts_are_reported(tmp_path: Path) -> None:
    body = (
        '<task id="a"><multiInstanceLoopCharacteristics/><extensionElements><x xmlns="urn:tool"/></extensionElements>'
    )
    found = read(tmp_path, f'<process id="p">{body}</task>{flow("a", "gone")}<group id="g"/></process>')
    assert messages(found) == [
        'model.bpmn:1: the flow "a-gone" leads from or to nothing; it was left out',
        'model.bpmn:1: task "a" has no name; it is called "Unnamed step"',
        "model.bpmn:1: 1 × extension elements of urn:tool left out",
        "model.bpmn:1: 1 × group left out",
        "model.bpmn:1: 1 × multiInstanceLoopCharacteristics left out",
    ]


def test_a_model_called_bpmn20_xml_gives_its_name_to_a_process_without_one(tmp_path: Path) -> None:
    found = read(tmp_path, f'<process id="p">{nodes("task a")}</process>', "order.bpmn20.xml")
    assert found.processes[0].title == "order"


def test_another_xml_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<html/>", encoding="utf-8")
    with pytest.raises(ProcstdError, match=r"^x\.xml: no BPMN 2\.0: the root element is <html>$"):
        import_bpmn(tmp_path / "x.xml", SYNTAX, "x.xml")


@pytest.mark.parametrize("path", shared_models(), ids=lambda path: path.stem)
def test_every_shared_model_gives_steps_whose_flows_lead_somewhere(path: Path) -> None:
    found = import_bpmn(path, SYNTAX, path.name)
    assert found.processes
    for process in found.processes:
        ids = [step.id for step in process.steps]
        assert len(ids) == len(set(ids)) > 0
        targets = [target.name for step in process.steps for target in (*step.next, *step.parallel)
                   if target.kind.value == "step"]  # fmt: skip
        assert set(targets) <= set(ids)


def resaved(path: Path, target: Path, seed: int) -> None:
    """Save a model as another tool would: other prefixes, other ids, elements in another order."""
    root = ET.parse(path).getroot()
    shuffle = random.Random(seed).shuffle
    names = {e.get("id"): f"id-{seed}-{n}" for n, e in enumerate(root.iter()) if e.get("id")}
    for element in root.iter():
        children = list(element)
        shuffle(children)
        element[:] = children
        for key, value in element.attrib.items():
            element.set(key, " ".join(names.get(word, word) for word in value.split(" ")))
        if element.text and element.text.strip() in names:
            element.text = names[element.text.strip()]
    target.write_bytes(ET.tostring(root))


@pytest.mark.parametrize("path", shared_models(), ids=lambda path: path.stem)
def test_the_same_model_saved_by_another_tool_gives_the_same_lanes_steps_and_flows(path: Path, tmp_path: Path) -> None:
    def told(file: Path) -> list[tuple[object, ...]]:
        found = import_bpmn(file, SYNTAX, path.name).processes
        return sorted(
            (p.title, tuple(lane.name for lane in p.lanes), tuple(s.title for s in p.steps), tuple(flows(p)))
            for p in found
        )

    resaved(path, tmp_path / "again.bpmn", 7)
    assert told(tmp_path / "again.bpmn") == told(path)


def test_an_element_is_found_whatever_its_prefix(tmp_path: Path) -> None:
    text = f'<a:definitions xmlns:a="{NS}"><a:process id="p"><a:task id="t" name="T"/></a:process></a:definitions>'
    (tmp_path / "x.bpmn").write_text(text, encoding="utf-8")
    (tmp_path / "y.bpmn").write_text(re.sub(r"\ba:", "semantic:", text).replace("xmlns:a", "xmlns:semantic"), "utf-8")
    titles = [import_bpmn(tmp_path / name, SYNTAX).processes[0].steps[0].title for name in ("x.bpmn", "y.bpmn")]
    assert titles == ["T", "T"]


def test_the_step_of_a_sub_process_refers_to_the_process_made_of_it(tmp_path: Path) -> None:
    inner = f'<subProcess id="s" name="Pack"><documentation>Well.</documentation>{nodes("task b")}</subProcess>'
    body = f'<process id="p" name="Send">{nodes("task a")}{inner}{flow("a", "s")}</process>'
    outer, packed = read(tmp_path, body).processes
    assert (packed.id, [step.id for step in packed.steps]) == ("pack", ["b"])
    text = write_process(outer, Format.MD)
    assert ":kind: subprocess\n\nWell.\n\n{process}`pack`\n:::" in text
