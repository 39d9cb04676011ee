"""Measured figures on pages: KPI table, KPI records, charts and tables."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from builds import Project
from measured_project import FIGURES, keep, measured_project, words_of

from sphinxcontrib_procstd.figures.log_ocel import FLATTENED
from sphinxcontrib_procstd.figures.result import Example, Fault, Figures, Note, Share, Unknown

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return measured_project(tmp_path)


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


def test_what_is_written_in_a_faulty_line_or_an_unknown_activity_is_not_shown(project: Project) -> None:
    """It may be the name of a person; the report of the command has it."""
    unknown = (Unknown(activity="<script>alert(1)</script>", events=6, near="Pick the goods"),)
    faults = (*FIGURES.faults, Fault(kind="unknown", count=9, examples=(Example(place="Pik Ann", text="6"),)))
    keep(project, replace(FIGURES, unknown=unknown, faults=faults))
    body = project.build().output.pages["all"]
    text = words_of(body)
    assert "2 × Completion stamps that cannot be read: left out order.csv:7 9 × Events" in text
    assert "Step too much unknown activity 1 5 1.2 %" in text
    assert (
        "unknown activity 1: 6 events, near “Pick the goods”. Their names are in the report of procstd figures."
    ) in text
    assert not [name for name in ("alert", "soon", "Ann") if name in text]


def test_what_a_log_reader_says_is_in_the_language_of_the_page(project: Project) -> None:
    nameless = Note(text="Traces without a name: {0}. Each counts as a case of its own.", values=("3",))
    flattened = Note(text=FLATTENED, values=("订单{1}", "5", "6", "1", "1", "7"))
    faults = (Fault(kind="bad-stamp", count=2, examples=(Example(place="a.jsonocel (flattened), row 7", text=""),)),)
    keep(project, replace(FIGURES, notes=(nameless, flattened), faults=faults))
    project.write("conf.py", (project.source / "conf.py").read_text(encoding="utf-8") + 'language = "zh_CN"\n')
    text = words_of(project.build().output.pages["all"])
    assert "没有名称的轨迹：3条。每条各算一个案例。" in text
    assert "已按对象类型“订单{1}”展平：6个事件中有5个涉及此类对象，其中1个涉及多个对象" in text
    assert "a.jsonocel（已展平）第7行" in text
    assert "其他未知活动" in text


def test_charts_are_well_formed_and_say_their_values_to_those_who_do_not_see_them(project: Project) -> None:
    body = project.build().output.pages["all"]
    charts = [ET.fromstring(svg) for svg in re.findall(r'<svg[^>]*class="procstd-chart".*?</svg>', body, re.DOTALL)]
    names = {"s": "http://www.w3.org/2000/svg"}
    said = {chart.findtext("s:title", "", names): chart.findtext("s:desc", "", names) for chart in charts}
    assert said["Cases on time by month"] == "2026-02: ✗ 89.7 %; 2026-03: ✗ 90.2 %"
    assert said["Cases by throughput time"] == (
        "median 18 h; 90 %: 2.1 d; target: 24 h; 0 to 12 h: 100; 12 h to 24 h: 200; from 24 h: 100"
    )
    assert said["Median time to each step's completion"] == "Pick the goods: 1.5 h"
    assert all(chart.get("role") == "img" for chart in charts)
    ids = re.findall(r' id="([^"]+)"', body)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("as_of", "label", "name"),
    [
        ("2026-03-31T17:00:00+00:00", "26-03", "2026-03"),
        ("2026-03-14T17:00:00+00:00", "26-03*", "2026-03 (until 2026-03-14)"),
    ],
)
def test_a_month_that_the_log_holds_a_part_of_is_marked(project: Project, as_of: str, label: str, name: str) -> None:
    keep(project, replace(FIGURES, as_of=as_of))
    body = project.build().output.pages["all"]
    (chart,) = re.findall(r"<figcaption>Cases a month</figcaption>(.*?)</figure>", body, re.DOTALL)
    assert re.findall(r'class="procstd-tick procstd-c"[^>]*>([^<]*)<', chart) == ["26-02", label]
    assert f'<th scope="row">{name}</th><td>250</td>' in chart
    assert ("* until 2026-03-14" in chart) is ("*" in label)


def test_each_figure_has_a_chart_and_each_chart_its_values(project: Project) -> None:
    body = project.build().output.pages["all"]
    assert re.findall(r"<figcaption>(.*?)</figcaption>", body) == [
        "Cases by throughput time",
        "Open cases by age",
        "Cases by number of hand-overs",
        "Cases a month",
        "Throughput time by month, median",
        "Throughput time by month, mean",
        "Cases on time by month",
        "Median time to each step&#x27;s completion",
        "Within the time limit, by step",
        "Rework: cases in which a step was done again",
        "Most frequent hand-overs",
        "Most frequent exceptions",
    ]
    tables = [words_of(table) for table in re.findall(r'<details class="procstd-chart-data">.*?</details>', body)]
    assert tables[0] == "The values Time Cases 0 to 12 h 100 12 h to 24 h 200 from 24 h 100"
    assert tables[1] == "The values Time Cases 0 to 24 h 4 from 24 h 6"
    assert tables[10] == "The values Step Hand-overs Pick the goods → Pack the goods 9"


def test_where_nothing_can_be_drawn_the_charts_are_tables(project: Project) -> None:
    project.build("text", place="text")
    (path,) = project.folder.rglob("all.txt")
    text = " ".join(path.read_text(encoding="utf-8").split())
    assert "Cases by throughput time" in text
    assert "| 12 h to 24 h | 200 |" in text


def test_nothing_of_a_log_runs_on_a_page(project: Project) -> None:
    for body in project.build().output.pages.values():
        assert "<script>alert" not in body
        assert "<b>soon" not in body


PICK = replace(FIGURES.steps[0], events=419)
SHOWING = {
    "how many cases were in time: a KPI, and all figures": (
        replace(FIGURES, on_time=Share(part=390, whole=390)),
        ["all", "order", "table"],
    ),
    "how often a step was done: the swimlane with figures": (
        replace(FIGURES, steps=(PICK, *FIGURES.steps[1:])),
        ["lane"],
    ),
}


@pytest.mark.parametrize(("figures", "pages"), SHOWING.values(), ids=SHOWING)
def test_only_the_pages_that_show_a_figure_are_written_when_it_changes(
    project: Project, figures: Figures, pages: list[str]
) -> None:
    project.build()
    assert project.build().written == []
    keep(project, figures)
    again = project.build()
    assert again.read == []
    assert sorted({*again.written} - {"index"}) == pages
    clean = Project.copy_of(project, project.folder / "clean").build()
    assert again.output.pages == clean.output.pages


def test_a_kpi_is_as_fresh_as_its_figure(project: Project) -> None:
    project.build()
    keep(project, replace(FIGURES, on_time=Share(part=390, whole=390)))
    assert "100 % ✓ on target" in words_of(project.build().output.pages["table"])


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
