"""The flow as data: nodes in flow order, each with its branches."""

from __future__ import annotations

from sphinxcontrib_procstd.model.graph import FlowEdge, FlowGraph, FlowNode, Lane, NodeKind
from sphinxcontrib_procstd.render.flowtext import flow_as_list


def test_gateways_come_after_their_step_and_branches_keep_their_conditions() -> None:
    nodes = (
        FlowNode(id="s", kind=NodeKind.START, lane="l"),
        FlowNode(id="a", kind=NodeKind.TASK, lane="l", step="a"),
        FlowNode(id="b", kind=NodeKind.TASK, lane="l", step="b"),
        FlowNode(id="a.d", kind=NodeKind.EXCLUSIVE, lane="l", step="a"),
    )
    edges = (
        FlowEdge(id="1", source="s", target="a"),
        FlowEdge(id="2", source="a", target="a.d"),
        FlowEdge(id="3", source="a.d", target="b", label="yes"),
        FlowEdge(id="4", source="a.d", target="a", label="no"),
        FlowEdge(id="5", source="a.d", target="gone"),
    )
    graph = FlowGraph(title="t", lanes=(Lane(id="l", title="L"),), nodes=nodes, edges=edges)
    listed = [(node.id, [(label, target.id) for label, target, _ in rest]) for node, rest in flow_as_list(graph)]
    assert listed == [("s", [("", "a")]), ("a", [("", "a.d")]), ("a.d", [("yes", "b"), ("no", "a")]), ("b", [])]
