"""Measured times and frequencies in the swimlane: at the foot of each step and on each flow, in every format."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from measured_project import FIGURES, keep, measured_project, words_of

from sphinxcontrib_procstd.figures.result import Flow

if TYPE_CHECKING:
    from pathlib import Path

    from builds import Project

BRANCHES = """\
Order
=====

.. process:: Order handling
   :id: order
   :figures:
   :target: 24 h

.. step:: Pick the goods
   :id: pick
   :role: Storekeeper
   :deadline: within 2 h of the order
   :decision: All there?
   :next: pack [yes]; end [sold out]; end [cancelled]; pick [later]

.. step:: Pack the goods
   :id: pack
   :role: Packer
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return measured_project(tmp_path)


@pytest.fixture
def branching(project: Project) -> Project:
    """Return a handbook whose process asks for figures in its own swimlane and has a decision."""
    project.write("order.rst", BRANCHES)
    project.write("table.rst", "Table\n=====\n")
    assert FIGURES.conformance is not None
    counted = {("start:", "pick"): 400, ("pick.decision", "pack"): 300, ("pick.decision", "pick"): 50}
    counted |= {("pick.decision", "end:sold out"): 40, ("pick.decision", "end:cancelled"): 10, ("pack", "end:"): 290}
    flows = tuple(Flow(source=one, target=other, times=times) for (one, other), times in counted.items())
    keep(project, replace(FIGURES, conformance=replace(FIGURES.conformance, flows=flows)))
    return project


def lane_of(body: str) -> ET.Element:
    (svg,) = re.findall(r'<svg[^>]*class="procstd-swimlane procstd-flow.*?</svg>', body, re.DOTALL)
    return ET.fromstring(svg)


def drawn(body: str, css: str) -> list[str]:
    """Return the texts of a class in the swimlane of a page."""
    found = [each for each in lane_of(body).iter() if css in (each.get("class") or "").split()]
    return [" ".join("".join(each.itertext()).split()) for each in found]


def test_the_view_shows_figures_on_steps_and_flows(project: Project) -> None:
    body = project.build().output.pages["lane"]
    assert drawn(body, "procstd-figures") == ["420 × · 1.5 h✗ 75 %", "390 ×"]  # two lines in the box
    assert drawn(body, "procstd-taken") == ["400 ×", "385 ×", "390 ×"]
    assert "400 cases, as of 2026-03-31." in words_of(body)


def test_a_process_that_does_not_ask_shows_none(project: Project) -> None:
    body = project.build().output.pages["order"]
    assert drawn(body, "procstd-figures") == drawn(body, "procstd-taken") == []


def test_a_process_asks_for_figures_with_an_option(branching: Project) -> None:
    """Of a decision each branch has its share; what a log cannot tell apart, two ends, is counted together."""
    made = branching.build()
    assert made.warnings == []
    assert sorted(drawn(made.output.pages["order"], "procstd-taken")) == [
        "290 ×",
        "300 × · 75 %",
        "400 ×",
        "50 × · 12.5 %",
        "together 50 × · 12.5 %",
        "together 50 × · 12.5 %",
    ]


def test_a_view_may_leave_out_the_figures_of_a_process_that_has_them(branching: Project) -> None:
    branching.write("lane.rst", "Lane\n====\n\n.. swimlane:: order\n   :figures: no\n")
    assert drawn(branching.build().output.pages["lane"], "procstd-taken") == []


def test_who_does_not_see_the_picture_hears_and_reads_the_figures(branching: Project) -> None:
    body = branching.build().output.pages["order"]
    told = "1. Pick the goods, Storekeeper, within 2 h of the order, done 420 times in 400 cases, median 1.5 h, 75 % within the limit"
    assert f'aria-label="{told}"' in body
    assert told in words_of(body)
    assert "yes → 2. Pack the goods (300 × · 75 %)" in words_of(body)


def test_no_text_of_the_picture_lies_on_another(branching: Project) -> None:
    """Labels of flows and boxes of steps have room of their own."""
    from sphinxcontrib_procstd.drawing import Box, Direction
    from sphinxcontrib_procstd.layout.swimlane import layout_swimlane
    from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
    from sphinxcontrib_procstd.sphinx_ext.figure_overlay import Overlay
    from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook

    catalogue = read_handbook(branching.source, branching.folder / "scratch2").catalogue
    graph = build_flow_graph(catalogue.process_by_id["order"], catalogue)
    measured = Overlay(figures=FIGURES, note="").over(graph)
    for direction in Direction:
        drawing = layout_swimlane(measured, direction)
        boxes = [node.box for node in drawing.nodes] + [edge.label.box for edge in drawing.edges if edge.label]
        assert not [(one, other) for one, other in combinations(boxes, 2) if _overlap(one, other)]
        assert isinstance(boxes[0], Box)


def _overlap(one: object, other: object) -> bool:
    from sphinxcontrib_procstd.drawing import Box

    assert isinstance(one, Box)
    assert isinstance(other, Box)
    apart = one.x + one.w <= other.x or other.x + other.w <= one.x
    return not (apart or one.y + one.h <= other.y or other.y + other.h <= one.y)


def test_the_page_of_a_process_is_written_again_when_its_figures_change(branching: Project) -> None:
    branching.build()
    keep(branching, replace(FIGURES, cases=401))
    again = branching.build()
    assert again.read == []
    assert "order" in again.written


def test_paper_and_plain_text_show_them_too(branching: Project) -> None:
    branching.build("text", place="text")
    (path,) = branching.folder.rglob("order.txt")
    text = " ".join(path.read_text(encoding="utf-8").split())
    assert "done 420 times in 400 cases, median 1.5 h, 75 % within the limit" in text
    assert "* yes → 2. Pack the goods (300 × · 75 %)" in text
    assert "400 cases, as of 2026-03-31." in text
    branching.build("latex", place="latex")
    (tex,) = [path.read_text(encoding="utf-8") for path in branching.folder.rglob("*.tex")]
    assert "300 × · 75 \\%" in tex
    assert "420 × · 1.5 h" in tex


def test_an_unmeasured_process_says_how_to_measure_it(branching: Project) -> None:
    branching.delete("figures/order.json")
    body = branching.build().output.pages["order"]
    assert drawn(body, "procstd-figures") == []
    assert "Order handling has not been measured yet: run procstd figures." in words_of(body)
