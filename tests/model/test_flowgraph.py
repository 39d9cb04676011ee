"""A process becomes a graph of flow nodes: gateways where the flow needs them, lanes in the author's order."""

from __future__ import annotations

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.graph import EdgeKind, FlowGraph, NodeKind
from sphinxcontrib_procstd.model.process import Escalation, Join, Mention, Process, Step, StepKind, Target, TargetKind

HERE = Location("a.md", 1)


def step(step_id: str, role: str = "Agent", **fields: object) -> Step:
    return Step(id=step_id, title=step_id.upper(), location=HERE, role=Mention(name=role) if role else None, **fields)


def graph_of(*steps: Step, lanes: tuple[str, ...] = (), start: str = "", end: str = "") -> FlowGraph:
    mentions = tuple(Mention(name=name) for name in lanes)
    process = Process(id="P", title="Process", location=HERE, steps=steps, lanes=mentions, start=start, end=end)
    return build_flow_graph(process, Catalogue(processes=(process,)))


def to(name: str, guard: str = "") -> Target:
    return Target(name=name, guard=guard)


def arrows(graph: FlowGraph) -> list[tuple[str, str, str]]:
    return [(edge.source, edge.target, edge.label) for edge in graph.edges]


def kinds(graph: FlowGraph) -> dict[str, NodeKind]:
    return {node.id: node.kind for node in graph.nodes}


def test_steps_follow_one_another_from_start_to_end() -> None:
    graph = graph_of(step("a"), step("b"), start="Customer calls", end="Answered")
    assert arrows(graph) == [("start:", "a", ""), ("a", "b", ""), ("b", "end:", "")]
    assert [(node.id, node.text, node.number) for node in graph.nodes] == [
        ("start:", "Customer calls", ""),
        ("a", "A", "1"),
        ("b", "B", "2"),
        ("end:", "Answered", ""),
    ]


def test_a_process_without_steps_is_an_empty_graph() -> None:
    graph = graph_of()
    assert (graph.nodes, graph.edges, graph.lanes) == ((), (), ())


def test_alternatives_leave_a_decision_with_the_question_and_its_default_branch() -> None:
    graph = graph_of(step("a", decision="OK?", next=(to("b", "yes"), to("c"))), step("b"), step("c"))
    gateway = next(node for node in graph.nodes if node.id == "a.decision")
    assert (gateway.kind, gateway.text, gateway.step, gateway.lane) == (NodeKind.EXCLUSIVE, "OK?", "a", "lane1")
    assert ("a", "a.decision", "") in arrows(graph)
    assert ("a.decision", "b", "yes") in arrows(graph)
    assert [edge.target for edge in graph.edges if edge.default] == ["c"]


def test_parallel_steps_leave_a_split_and_meet_in_a_join() -> None:
    graph = graph_of(
        step("a", parallel=(to("b"), to("c"))),
        step("b", next=(to("d"),)),
        step("c", next=(to("d"),)),
        step("d", join=Join.ALL),
    )
    assert kinds(graph)["a.split"] is NodeKind.PARALLEL
    assert kinds(graph)["d.join"] is NodeKind.PARALLEL
    assert {(s, t) for s, t, _ in arrows(graph)} >= {
        ("a.split", "b"),
        ("a.split", "c"),
        ("b", "d.join"),
        ("c", "d.join"),
    }


def test_lanes_stand_in_the_authors_order_and_then_in_that_of_first_use() -> None:
    written = graph_of(step("a", "Agent"), step("b", "Chief"), step("c", ""), lanes=("Chief",))
    assert [lane.title for lane in written.lanes] == ["Chief", "Agent", ""]
    used = graph_of(step("a", "Agent"), step("b", "Chief"))
    assert [lane.title for lane in used.lanes] == ["Agent", "Chief"]


def test_named_ends_and_other_processes_are_nodes_of_their_own() -> None:
    ends = (Target(kind=TargetKind.END, name="Refused", guard="no"), Target(kind=TargetKind.PROCESS, name="P-2"))
    graph = graph_of(step("a", next=ends))
    assert kinds(graph)["end:Refused"] is NodeKind.END
    assert kinds(graph)["process:P-2"] is NodeKind.HANDOVER


def test_overdue_work_goes_to_a_step_or_to_a_roles_own_lane() -> None:
    graph = graph_of(
        step("a", escalate=Escalation(to="Director", after="4 h")), step("b", escalate=Escalation(to="a", after="1 d"))
    )
    late = [(edge.source, edge.target, edge.label) for edge in graph.edges if edge.kind is EdgeKind.OVERDUE]
    assert late == [("a", "a.overdue", "4 h"), ("b", "a", "1 d")]
    assert graph.lanes[-1].title == "Director"


def test_step_kinds_become_bpmn_task_kinds() -> None:
    graph = graph_of(*(step(kind.value, kind=kind) for kind in StepKind))
    assert {name: kinds(graph)[name].value for name in StepKind} == {kind.value: kind.value for kind in StepKind}


def test_what_waits_for_all_goes_on_through_its_join() -> None:
    graph = graph_of(
        step("a", parallel=(to("b"), to("c"))), step("b", next=(to("d"),)), step("c"), step("d", join=Join.ALL)
    )
    assert ("d.join", "d", "") in arrows(graph)


def test_none_is_no_form_and_no_system() -> None:
    graph = graph_of(step("a", forms=(Mention(name="无"),), systems=(Mention(name="none"),)))
    assert graph.nodes[1].marks == ()
