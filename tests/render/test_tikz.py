"""TikZ pictures: every text escaped, every group closed, links where there is a label; XeLaTeX takes them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_svg import HOSTILE, picture

import sphinxcontrib_procstd
from sphinxcontrib_procstd.model.graph import FlowNode, NodeKind
from sphinxcontrib_procstd.render.tikz import COLOURS, render_tikz, scale, tex

LATEX = (
    "\\input{/etc/passwd}",
    "\\end{tikzpicture}",
    "{",
    "}}",
    "$x$ & y % z # _ ^ ~",
    "a;b|c",
    '"quoted"',
    "--- ''",
    "\\",
)
PACKAGE = Path(sphinxcontrib_procstd.__file__).parent / "latex" / "procstd.sty"


def bare(source: str) -> str:
    return re.sub(r"\\[\\{}%]", "", source)


@pytest.mark.parametrize("text", [*HOSTILE, *LATEX, "客户投诉处理流程"])
def test_no_text_leaves_its_group(text: str) -> None:
    drawing, graph = picture(text)
    source = render_tikz(drawing, graph)
    assert bare(source).count("{") == bare(source).count("}")
    assert source.count(r"\end{tikzpicture}") == 1
    assert r"\input" not in source
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", source)


@given(st.text())
def test_escaped_text_holds_no_command_of_its_own(text: str) -> None:
    found = re.findall(r"\\([a-z]+|.)", tex(text))
    assert set(found) <= {
        "textbackslash", "textasciicircum", "textasciitilde", "textless", "textgreater", "textbar", "textquotedbl",
        "textasciigrave", "textquotesingle", "ding", "{", "}", "$", "&", "#", "%", "_",
    }  # fmt: skip


def test_every_kind_of_node_and_line_is_drawn() -> None:
    drawing, graph = picture()
    source = render_tikz(drawing, graph)
    assert source.count("cycle;") >= len(drawing.edges)
    assert source.count("rectangle") == 1 + 2 * len(drawing.lanes) + sum(
        shape.outline.value == "box" for shape in drawing.nodes
    )
    overdue = sum(edge.kind.value == "overdue" for edge in graph.edges)
    assert source.count(r"dash pattern=on 5\procstdunit") == overdue
    assert source.count("circle[radius=7.5") == overdue, "a clock each, on the border of its step"


def test_a_node_with_a_label_is_a_link() -> None:
    drawing, graph = picture(kinds=(NodeKind.TASK, NodeKind.END))

    def link(node: FlowNode) -> str | None:
        return r"\detokenize{doc:here}" if node.kind is NodeKind.TASK else None

    assert render_tikz(drawing, graph, links=link).count(r"\hyperref[\detokenize{doc:here}]") == 1


def test_colours_are_six_digits_or_black() -> None:
    drawing, graph = picture()
    source = render_tikz(drawing, graph, colours=COLOURS | {"ink": "}\\evil", "edge": "#ABCDEF"})
    assert r"\definecolor{procstd-ink}{HTML}{000000}" in source
    assert r"\definecolor{procstd-edge}{HTML}{ABCDEF}" in source


def test_a_higher_drawing_comes_out_smaller() -> None:
    low, _ = picture(kinds=(NodeKind.TASK,))
    assert scale(low) < 1


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("xelatex"), reason="XeLaTeX is not installed")
def test_xelatex_sets_it(tmp_path: Path) -> None:
    shutil.copy(PACKAGE, tmp_path)
    parts = [render_tikz(*picture(text)) for text in (*HOSTILE, *LATEX)]
    head = r"\documentclass{article}\usepackage{xcolor,fontspec,textcomp}\usepackage{hyperref}\usepackage{procstd}"
    body = "\\clearpage\n".join(parts)
    (tmp_path / "t.tex").write_text(f"{head}\\begin{{document}}{body}\\end{{document}}", encoding="utf-8")
    command = ["xelatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert run.returncode == 0, run.stdout[-2000:].decode(errors="replace")
