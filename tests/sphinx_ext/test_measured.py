"""Measured figures on pages: KPI table, KPI records, charts, tables, and badges on the swimlane."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from builds import Project

from sphinxcontrib_procstd.figures.plan import flow_digest
from sphinxcontrib_procstd.figures.result import (
    Conformance,
    Deviation,
    Example,
    Fault,
    Figures,
    Mean,
    Month,
    Share,
    Spread,
    StepFigures,
    dump,
)
from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook
from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

if TYPE_CHECKING:
    from pathlib import Path

CONF = 'extensions = ["sphinxcontrib_procstd"]\nprocstd_figures_max_age = -1\ncopyright = "Us"\nversion = "1"\n'
ORDER = """\
Order
=====

.. process:: Order handling
   :id: order
   :target: 24 h

.. step:: Pick the goods
   :id: pick
   :role: Storekeeper
   :deadline: within 2 h of the order

.. step:: Pack the goods
   :id: pack
   :role: Storekeeper

.. kpi:: Orders in time
   :target: at least 95 %
   :measure: on-time

.. kpi:: Complaints
   :target: at most 3
   :actual: 2
"""
PLACED = {
    "table": ".. kpi-table::\n   :process: order\n",
    "all": ".. figures:: order\n",
    "lane": ".. swimlane:: order\n   :figures:\n",
}
HOUR = 3600.0
FIGURES = Figures(
    process="order",
    log="order.csv",
    flow="",
    time_zone="UTC",
    as_of="2026-03-31T17:00:00+00:00",
    first="2026-02-01T09:00:00+00:00",
    events=1000,
    cases=400,
    finished=390,
    variants=7,
    throughput=Spread(n=400, mean=20 * HOUR, median=18 * HOUR, p90=50 * HOUR),
    on_time=Share(part=351, whole=390),
    satisfaction=Mean(n=100, mean=4.25),
    steps=(
        StepFigures(
            step="pick",
            events=420,
            cases=400,
            rework=Share(part=20, whole=400),
            elapsed=Spread(n=400, mean=2 * HOUR, median=1.5 * HOUR, p90=4 * HOUR),
            on_time=Share(part=300, whole=400),
        ),
        StepFigures(step="pack", events=390, cases=390, rework=Share(part=0, whole=390)),
    ),
    months=(
        Month(month="2026-02", cases=150, mean=21 * HOUR, median=19 * HOUR, on_time=Share(part=130, whole=145)),
        Month(month="2026-03", cases=250, mean=19 * HOUR, median=17 * HOUR, on_time=Share(part=221, whole=245)),
    ),
    conformance=Conformance(
        following=Share(part=380, whole=400),
        fitness=0.97,
        replayed=Share(part=390, whole=400),
        missing=1,
        consumed=9,
        remaining=1,
        produced=9,
        diagnosed=Share(part=20, whole=20),
        deviations=(
            Deviation(kind="skipped", cases=15, step="pick"),
            Deviation(kind="extra", cases=5, activity="<script>alert(1)</script>"),
        ),
    ),
    faults=(Fault(kind="bad-stamp", count=2, examples=(Example(place="order.csv:7", text="<b>soon</b>"),)),),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    found.write("conf.py", CONF)
    found.write("order.rst", ORDER)
    toctree = "".join(f"   {name}\n" for name in ("order", "other", *PLACED))
    found.write("index.rst", f"Handbook\n========\n\n.. toctree::\n\n{toctree}")
    found.write("other.rst", "Other\n=====\n\n.. process:: Other\n   :id: other\n")
    for name, text in PLACED.items():
        found.write(f"{name}.rst", f"{name.title()}\n=====\n\n{text}")
    keep(found, FIGURES)
    return found


def keep(project: Project, figures: Figures) -> None:
    """Write figures as ``procstd figures`` does, for the flow that the project has now."""
    catalogue = read_handbook(project.source, project.folder / "scratch").catalogue
    flow = flow_digest(catalogue.process_by_id["order"], parse_time_limit)
    project.write("figures/order.json", dump(replace(figures, flow=figures.flow or flow)))


def words_of(body: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_kpi_stands_in_the_table_with_target_value_light_and_what_it_was_taken_from(project: Project) -> None:
    made = project.build()
    assert made.warnings == []
    assert (
        "KPI Target Measured Status Taken from "
        "Orders in time at least 95 % 90 % ✗ target missed 390 cases, as of 2026-03-31 "
        "Complaints at most 3 2 as written"
    ) in words_of(made.output.pages["table"])


def test_a_kpi_record_shows_what_was_measured(project: Project) -> None:
    text = words_of(project.build().output.pages["order"])
    assert "Measured 90 % ✗ target missed Taken from 390 cases, as of 2026-03-31 Definition Finished cases" in text


def test_every_figure_has_its_definition_and_the_page_says_from_what(project: Project) -> None:
    text = words_of(project.build().output.pages["all"])
    assert "400 cases with 1,000 events, from 2026-02-01 to 2026-03-31. Source: order.csv." in text
    assert "Throughput time, median 18 h 400 Half of all cases take no longer than this" in text
    assert "Pick the goods 400 1.5 h within 2 h of the order ✗ 75 % (300/400)" in text
    assert "Step skipped Pick the goods 15 3.8 %" in text
    assert "2 × Completion stamps that cannot be read: left out order.csv:7 <b>soon</b>".replace("<", "&lt;").replace(
        ">", "&gt;"
    ) in words_of(project.build().output.pages["all"])


def test_charts_are_well_formed_and_say_their_values_to_those_who_do_not_see_them(project: Project) -> None:
    body = project.build().output.pages["all"]
    charts = [ET.fromstring(svg) for svg in re.findall(r'<svg[^>]*class="procstd-chart".*?</svg>', body, re.DOTALL)]
    names = {"s": "http://www.w3.org/2000/svg"}
    said = {chart.findtext("s:title", "", names): chart.findtext("s:desc", "", names) for chart in charts}
    assert said["Cases on time by month"] == "2026-02: 89.7 %; 2026-03: 90.2 %".replace("2026", "26")
    assert said["Median time to each step's completion"] == "Pick the goods: 1.5 h"
    assert all(chart.get("role") == "img" for chart in charts)
    ids = re.findall(r' id="([^"]+)"', body)
    assert len(ids) == len(set(ids))


def test_badges_lie_over_the_swimlane_and_say_what_they_mean(project: Project) -> None:
    body = project.build().output.pages["lane"]
    assert 'aria-label="400 cases, median 1.5 h, 75 % within the limit"' in body
    assert "1.5 h · ✗ 75 %" in body
    assert "400 cases, as of 2026-03-31." in words_of(body)
    (svg,) = re.findall(r'<svg[^>]*class="procstd-swimlane procstd-flow.*?</svg>', body, re.DOTALL)
    ET.fromstring(svg)
    assert "procstd-badge" not in project.build().output.pages["order"]


def test_nothing_of_a_log_runs_on_a_page(project: Project) -> None:
    for body in project.build().output.pages.values():
        assert "<script>alert" not in body
        assert "<b>soon" not in body


def test_only_the_pages_that_show_figures_are_written_when_they_change(project: Project) -> None:
    project.build()
    assert project.build().written == []
    keep(project, replace(FIGURES, on_time=Share(part=390, whole=390)))
    again = project.build()
    assert again.read == []
    assert sorted({*again.written} - {"index"}) == ["all", "lane", "order", "table"]
    assert "100 % ✓ on target" in words_of(again.output.pages["table"])
    clean = Project.copy_of(project, project.folder / "clean").build()
    assert again.output.pages == clean.output.pages


def test_two_writers_write_the_same(project: Project) -> None:
    assert project.build(place="two", jobs=2).output.pages == project.build(place="one").output.pages


def test_figures_of_another_flow_are_said_on_the_page_and_by_the_build(project: Project) -> None:
    project.edit("order.rst", "within 2 h", "within 3 h")
    made = project.build()
    assert made.warnings == [
        "order.rst:4: WARNING: figures of order: The process has changed since: measure anew. [procstd.figures]"
    ]
    assert "The process has changed since: measure anew." in words_of(made.output.pages["all"])
    assert "Order handling: The process has changed since: measure anew." in words_of(made.output.pages["table"])


def test_old_figures_say_their_age(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790812800")  # 2026-10-01
    project.overrides["procstd_figures_max_age"] = 90
    made = project.build()
    assert made.warnings == [
        "order.rst:4: WARNING: figures of order: These figures are 184 days old. [procstd.figures]"
    ]
    assert "These figures are 184 days old." in words_of(made.output.pages["all"])
    project.overrides["procstd_figures_max_age"] = 184
    assert project.build(place="fresh").warnings == []


def test_without_figures_the_page_says_how_to_get_them(project: Project) -> None:
    project.delete("figures/order.json")
    made = project.build()
    assert made.warnings == [
        "all.rst:4: WARNING: figures: Order handling has not been measured yet: run procstd figures. [procstd.view]"
    ]
    assert "Orders in time at least 95 % not measured yet" in words_of(made.output.pages["table"])


def test_a_broken_file_is_a_warning_and_no_crash(project: Project) -> None:
    project.write("figures/order.json", "{\n")
    warnings = project.build().warnings
    assert (
        "figures/order.json:2: WARNING: no JSON here; measure anew with procstd figures [procstd.figures]" in warnings
    )


def test_an_unknown_measure_is_said_with_the_nearest(project: Project) -> None:
    project.edit("order.rst", ":measure: on-time", ":measure: on-tine")
    (first, *_) = project.build().warnings
    assert 'did you mean "on-time"?' in first
    assert first.startswith("order.rst:19: WARNING: ")


def test_a_setting_at_fault_stops_the_build(project: Project) -> None:
    from sphinx.errors import ConfigError

    project.overrides["procstd_figures"] = {"order": {"log": "x.csv", "tabel": "t"}}
    with pytest.raises(ConfigError) as stopped:
        project.build()
    assert str(stopped.value) == 'procstd_figures[\'order\'] has no key "tabel"; did you mean "table"?'


@pytest.mark.parametrize("builder", ["text", "latex", "man", "epub", "singlehtml", "xml"])
def test_every_builder_shows_the_figures(project: Project, builder: str) -> None:
    made: Any = project.build(builder, place=builder)
    assert made.warnings == []


def test_the_file_is_small_and_the_same_bytes_again(project: Project) -> None:
    text = project.text("figures/order.json")
    assert json.loads(text)["as_of"] == "2026-03-31T17:00:00+00:00"
    keep(project, FIGURES)
    assert project.text("figures/order.json") == text
