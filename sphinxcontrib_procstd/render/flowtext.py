"""The flow as plain data: every node with what follows it, for readers who do not see the picture."""

from __future__ import annotations

from sphinxcontrib_procstd.model.graph import FlowGraph, FlowNode


def flow_as_list(graph: FlowGraph) -> list[tuple[FlowNode, list[tuple[str, FlowNode, str]]]]:
    """Return the nodes in the order of the flow, each with its branches: (condition, where it leads, its figures)."""
    nodes = {node.id: node for node in reversed(graph.nodes)}
    following: dict[str, list[tuple[str, FlowNode, str]]] = {}
    for edge in graph.edges:
        if edge.target in nodes:
            following.setdefault(edge.source, []).append((edge.label, nodes[edge.target], edge.figures))
    position = {node.id: index for index, node in reversed(list(enumerate(graph.nodes)))}
    ordered = sorted(nodes.values(), key=lambda node: (position.get(node.step, position[node.id]), position[node.id]))
    return [(node, following.get(node.id, [])) for node in ordered]
