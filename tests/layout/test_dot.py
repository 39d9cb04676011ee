"""DOT text: nothing an author wrote where Graphviz is asked for geometry; hostile texts quoted where people read it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from graphs import generated

from sphinxcontrib_procstd.drawing import Direction
from sphinxcontrib_procstd.layout.dot import dot_source, place_question, rank_question

HOSTILE = (
    '"]; evil [x="',
    "<b>bold</b>",
    "<<table>>",
    "back\\slash\\",
    "\\N \\G",
    "//x\n#y",
    "\u202e\x00",
    "a;b{c}",
    "",
)


def test_a_question_holds_nothing_but_ids_sizes_and_numbers() -> None:
    sizes, edges = [(136.0, 60.0), (30.0, 30.0)], [(0, 1), (1, 0)]
    for direction in Direction:
        texts = [
            rank_question(sizes, edges, direction),
            place_question(sizes, edges, [(0, 0), (1, 1)], [80.0, 90.0], direction),
        ]
        for text in texts:
            assert text.isascii()
            assert "newrank=true" in text
            assert set(re.findall(r"label=(\S*?)[ \]]", text)) == {'""'}
            assert not re.search(r"URL|href|font|image|<", text)


def test_the_same_graph_gives_the_same_text() -> None:
    assert dot_source(generated(5)) == dot_source(generated(5))


def hostile_graph(text: str) -> str:
    graph = generated(4)
    nodes = tuple(replace(node, text=text, number=text) for node in graph.nodes)
    edges = tuple(replace(edge, label=text) for edge in graph.edges)
    lanes = tuple(replace(lane, title=text) for lane in graph.lanes)
    return dot_source(replace(graph, nodes=nodes, edges=edges, lanes=lanes, title=text))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_never_ends_its_quotes(text: str) -> None:
    for line in hostile_graph(text).splitlines():
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
        assert bare.count('"') % 2 == 0
        assert not re.search(r"label=[^\"\s\]]*[<>;{}]", bare)


@pytest.mark.parametrize("text", HOSTILE)
def test_graphviz_reads_it(text: str) -> None:
    source = hostile_graph(text)
    graph = generated(4)
    try:
        import pygraphviz
    except ImportError:
        if not shutil.which("dot"):
            pytest.skip("neither pygraphviz nor dot is installed")
        run = subprocess.run(["dot", "-Tjson0"], input=source.encode(), capture_output=True, check=True)
        read = json.loads(run.stdout)
        nodes = [item for item in read["objects"] if item["name"][0] == "n"]
        assert len(nodes) == len(graph.nodes)
        return
    with pygraphviz.AGraph(string=source) as read:
        assert len(read.nodes()) == len(graph.nodes)
        assert len(read.edges()) == len(graph.edges)
        assert len(read.subgraphs()) == len(graph.lanes)
