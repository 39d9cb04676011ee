"""Mermaid flowcharts: every text quoted, every node and line there. (Mermaid 11 itself parsed all of them.)"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_svg import HOSTILE, picture

from sphinxcontrib_procstd.model.graph import FlowGraph, NodeKind
from sphinxcontrib_procstd.render.mermaid import mermaid_source, quoted

MERMAID = ("end", "%%{init: {}}%%", "style a:#b;", "`code`", "]] --> n1", "click n0 call alert()", "ﬂ°°35¶ß", "a;b|c")
LINE = re.compile(
    r"flowchart (TB|LR)|  accTitle: [^\n]*|  subgraph lane\d+\[\"[^\"]*\"\]|  end"
    r"|\s+n\d+(\(\[|>|\{|\{\{|\[\[|\[)\"[^\"]*\"(\]\)|\]|\}|\}\}|\]\])"
    r"|  n\d+ (-->|-\.->)(\|\"[^\"]*\"\|)? n\d+"
)


@pytest.mark.parametrize("text", [*HOSTILE, *MERMAID, "", "客户投诉：处理流程（一）"])
def test_every_line_is_one_of_a_few_forms(text: str) -> None:
    _, graph = picture(text)
    lines = mermaid_source(graph).splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert sum(line.startswith("  n") for line in lines) == len(graph.edges)
    assert sum(bool(line.startswith("    n")) for line in lines) == len(graph.nodes)


@given(st.text())
def test_quoted_text_holds_nothing_that_mermaid_reads(text: str) -> None:
    assert not re.search(r"[\"`<>&|{}\[\]():%\\°¶]", quoted(text))
    assert re.sub(r"#\d+;", "", quoted(text)).count("#") == 0


def test_kinds_have_shapes_and_the_lanes_their_order() -> None:
    _, graph = picture(kinds=(NodeKind.START, NodeKind.EXCLUSIVE, NodeKind.SUBPROCESS, NodeKind.PARALLEL))
    source = mermaid_source(graph)
    assert 'n0(["Text"])' in source
    assert 'n1{"Text"}' in source
    assert 'n2[["2. Text"]]' in source
    assert 'n3{{"Text"}}' in source


def test_a_graph_without_lanes_is_written_too() -> None:
    _, graph = picture()
    alone = FlowGraph(title="t", lanes=(), nodes=graph.nodes, edges=graph.edges)
    assert mermaid_source(alone).count("subgraph") == 0
    assert mermaid_source(alone) == mermaid_source(alone)
