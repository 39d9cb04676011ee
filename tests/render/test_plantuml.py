"""PlantUML activities: blocks open and close, every step once, texts as letters. (PlantUML 1.2024.7 drew all of them.)"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_svg import HOSTILE, picture

from sphinxcontrib_procstd.model.graph import EdgeKind, FlowEdge, FlowGraph, FlowNode, Lane, NodeKind
from sphinxcontrib_procstd.render.plantuml import escaped, plantuml_source

PLANTUML = (
    "@enduml",
    "!include /etc/passwd",
    '%getenv("HOME")',
    "a;b",
    "|x|",
    "**b** --s--",
    "<img:x>",
    "«s»",
    "end\nstop",
)
LINE = re.compile(
    r"@startuml|@enduml|title [^\n]+|\|[^|]+\||start|stop|detach|fork|fork again|end fork|endif"
    r"|if \([^()]+\) then \([^()]+\)|elseif \( \) then \([^()]+\)|else \([^()]+\)"
    r"|:[^;|]+[;|]|-> [^;]+;|note right: [^\n]+"
)


def graph(*edges: tuple[str, str], kinds: dict[str, NodeKind] | None = None) -> FlowGraph:
    names = dict.fromkeys(name for pair in edges for name in pair)
    nodes = tuple(
        FlowNode(id=name, kind=(kinds or {}).get(name, NodeKind.TASK), lane="l", text=name, step=name) for name in names
    )
    flows = tuple(FlowEdge(id=f"e{n}", source=a, target=b, label=f"to {b}") for n, (a, b) in enumerate(edges))
    return FlowGraph(title="T", lanes=(Lane(id="l", title="L"),), nodes=nodes, edges=flows)


def balanced(source: str) -> bool:
    """Return whether blocks close in the order they open."""
    open_blocks: list[str] = []
    for line in source.splitlines():
        word = line.split(" (")[0]
        if word in {"if", "fork"}:
            open_blocks.append(word)
        elif word in {"elseif", "else", "endif", "fork again", "end fork"}:
            if not open_blocks or open_blocks[-1] != ("fork" if "fork" in word else "if"):
                return False
            if word in {"endif", "end fork"}:
                open_blocks.pop()
    return not open_blocks


@pytest.mark.parametrize("text", [*HOSTILE, *PLANTUML, "", "客户投诉：处理流程"])
def test_every_line_is_one_of_a_few_forms(text: str) -> None:
    _, made = picture(text)
    source = plantuml_source(made)
    assert [line for line in source.splitlines() if not LINE.fullmatch(line)] == []
    assert balanced(source)


@given(st.text())
def test_escaped_text_holds_nothing_that_plantuml_reads(text: str) -> None:
    plain = re.sub(r"<U\+[0-9A-F]{4,6}>", "", escaped(text))
    assert not re.search(r"[<>|;:()%@*/_~\"#\\«»\ue000-\uf8ff]|--", plain)


def test_branches_meet_again() -> None:
    diamond = graph(("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e"), kinds={"a": NodeKind.EXCLUSIVE})
    source = plantuml_source(diamond)
    assert source.index(":b;") < source.index("else (to c)") < source.index(":c;") < source.index("endif")
    assert source.index("endif") < source.index(":d;") < source.index(":e;")
    assert source.count(":d;") == 1


def test_a_way_back_names_the_step() -> None:
    loop = graph(("a", "x"), ("x", "a"), ("x", "b"), kinds={"x": NodeKind.EXCLUSIVE})
    source = plantuml_source(loop)
    assert ":→ a;\ndetach" in source
    assert balanced(source)


def test_parallel_branches_are_a_fork() -> None:
    split = graph(("s", "a"), ("s", "b"), ("a", "j"), ("b", "j"), kinds=dict.fromkeys("sj", NodeKind.PARALLEL))
    source = plantuml_source(split)
    assert re.findall(r"fork again|end fork|fork", source) == ["fork", "fork again", "end fork"]


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=14), st.booleans())
def test_any_graph_is_written_whole(pairs: list[tuple[str, str]], split: bool) -> None:
    kind = NodeKind.PARALLEL if split else NodeKind.EXCLUSIVE
    made = graph(*pairs, kinds=dict.fromkeys("ac", kind))
    source = plantuml_source(made)
    assert balanced(source)
    for node in made.nodes:
        if node.kind is NodeKind.TASK:
            assert source.count(f"\n:{node.text};") == 1


def test_overdue_work_is_a_note() -> None:
    made = graph(("a", "b"))
    late = FlowEdge(id="late", source="a", target="b", label="2 h", kind=EdgeKind.OVERDUE)
    source = plantuml_source(FlowGraph(title="T", lanes=made.lanes, nodes=made.nodes, edges=(*made.edges, late)))
    assert "note right: 2 h → b" in source
