"""Standard nodes made from views: no Sphinx, no catalogue of words."""

from __future__ import annotations

import re

import pytest
from docutils import nodes

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.doctree.standard import Parts, Row, Shape, StandardPage, anchored, fits_a_row, link
from sphinxcontrib_procstd.doctree.views import (
    Branch,
    FlowLine,
    PageContext,
    RecordView,
    ResourceView,
    StepLink,
    StepView,
    TableView,
    UsedBy,
)
from sphinxcontrib_procstd.model.process import Process, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.render.template import Cell, Column, Segment

HERE = Location("page.md", 1)
PROCESS = Process(id="pay", title="Paying", location=HERE, docname="pay")
FORM = Resource(kind=ResourceKind.FORM, id="slip", title="Slip", location=HERE, docname="registers")


def href(target: Resource | Process) -> str:
    return f"{target.docname}#{target.id}"


CONTEXT = PageContext(words=lambda text: text, href=href, page=lambda docname, anchor: f"{docname}#{anchor}")
ON_PAPER = StandardPage(CONTEXT, Shape.TABLE)
IN_TEXT = StandardPage(CONTEXT, Shape.LIST)


def shown(made: list[nodes.Node]) -> str:
    """Return nodes as text, without an attribute that docutils' versions print in two ways."""
    return re.sub(r' internal="(1|True)"', "", "".join(node.pformat() for node in made))


def row(**more: object) -> Row:
    fields: dict[str, object] = {
        "step": Step(id="check", title="Check", location=HERE, decision=str(more.pop("decision", ""))),
        "number": "1",
        "anchor": "a",
        "cells": (Cell(Column.ROLE, ((Segment("Clerk"),),)),),
        "extras": (),
        "branches": (),
        "together": False,
    }
    body = more.pop("body", [nodes.paragraph("", "Do it.")])
    marked = more.pop("marked", {})
    view = StepView(**{**fields, **more})  # type: ignore[arg-type]
    return Row(Parts(ids=["a"], title=[nodes.Text("Check")], marked=marked, body=body), view)  # type: ignore[arg-type]


def cell(page: StandardPage, step: Row, column: Column) -> str:
    return shown(page.cell(step, column))


def test_a_link_to_another_page_has_its_address() -> None:
    assert shown([link("Slip", "registers#slip")]) == ('<reference refuri="registers#slip">\n    Slip\n')


def test_a_link_within_the_page_has_its_id() -> None:
    assert shown([link("Slip", "#slip")]) == '<reference refid="slip">\n    Slip\n'


def test_a_link_without_address_is_text() -> None:
    assert shown([link("Slip", "")]) == "Slip\n"


def test_an_anchor_stands_before_its_block() -> None:
    assert shown(anchored(["a"], [nodes.rubric("", "Title")])) == '<target ids="a">\n<rubric>\n    Title\n'


def test_a_table_bears_its_anchor_itself() -> None:
    assert shown(anchored(["a"], [nodes.table()])) == '<table ids="a">\n'


def test_an_anchor_of_nothing_stands_in_a_paragraph() -> None:
    assert shown(anchored(["a"], [])) == '<paragraph>\n    <target ids="a">\n'


def test_a_step_cell_is_a_target_with_number_and_title() -> None:
    assert cell(ON_PAPER, row(old_anchors=("b",)), Column.STEP) == (
        '<paragraph>\n    <target ids="a">\n    <target ids="b">\n    <strong>\n        1. \n        Check\n'
    )


def test_an_empty_cell_shows_a_dash() -> None:
    assert cell(ON_PAPER, row(), Column.INPUT) == "<paragraph>\n    —\n"


def test_marked_up_text_takes_the_place_of_plain_text() -> None:
    step = row(
        cells=(Cell(Column.INPUT, ((Segment("old"),),), "input"),), marked={"input": [nodes.emphasis("", "new")]}
    )
    assert cell(ON_PAPER, step, Column.INPUT) == "<paragraph>\n    <emphasis>\n        new\n"


def test_several_tools_are_paragraphs_on_paper() -> None:
    step = row(cells=(Cell(Column.TOOLS, ((Segment("Slip", FORM),), (Segment("Stamp"),))),))
    assert cell(ON_PAPER, step, Column.TOOLS) == (
        '<paragraph>\n    <reference refuri="registers#slip">\n        Slip\n<paragraph>\n    Stamp\n'
    )


def test_several_tools_are_a_list_in_text() -> None:
    step = row(cells=(Cell(Column.TOOLS, ((Segment("Slip"),), (Segment("Stamp"),))),))
    assert cell(IN_TEXT, step, Column.TOOLS) == (
        "<bullet_list>\n    <list_item>\n        <paragraph>\n            Slip\n"
        "    <list_item>\n        <paragraph>\n            Stamp\n"
    )


def test_a_single_way_on_stands_beside_its_label() -> None:
    step = row(body=[], branches=(Branch("", default=False, step=StepLink("2", "Pay", "pay", "b")),))
    assert cell(ON_PAPER, step, Column.STANDARD) == (
        "<line_block>\n    <line>\n        <strong>\n            Next\n         \n        → \n"
        '        <reference refuri="pay#b">\n            2. Pay\n'
    )


def test_branches_stand_under_their_question() -> None:
    branches = (Branch("yes", default=False, process=PROCESS), Branch("", default=True, text="End"))
    assert cell(ON_PAPER, row(body=[], decision="Is it right?", branches=branches), Column.STANDARD) == (
        "<line_block>\n    <line>\n        <strong>\n            Is it right?\n    <line_block>\n"
        '        <line>\n            yes → \n            <reference refuri="pay#pay">\n'
        "                Paying\n        <line>\n            otherwise → \n            End\n"
    )


def test_extras_in_text_are_paragraphs_that_wrap() -> None:
    step = row(body=[], extras=(("Backup", (Segment("Lead"),), ""),))
    assert cell(IN_TEXT, step, Column.STANDARD) == ("<paragraph>\n    <strong>\n        Backup:\n     \n    Lead\n")


def test_the_name_of_the_process_spans_the_other_columns() -> None:
    made = ON_PAPER.steps([row()], TableView("Paying", PROCESS, continued=True))
    head = next(node for node in made[0].findall(nodes.row))
    assert shown([head]) == (
        "<row>\n    <entry>\n        <paragraph>\n            Process name\n"
        '    <entry morecols="5">\n        <paragraph>\n            <strong>\n'
        '                <reference refuri="pay#pay">\n                    Paying\n'
        "             (continued)\n"
    )


def test_the_columns_keep_their_order() -> None:
    made = ON_PAPER.steps([row()], TableView("Paying", PROCESS, continued=False))
    heads = list(made[0].findall(nodes.row))[1]
    assert [entry.astext() for entry in heads.children] == [
        "Responsible role",
        "Step",
        "Operating standard",
        "Input requirements",
        "Output requirements",
        "Time limit",
        "Forms & tools",
    ]


@pytest.mark.parametrize(
    "block",
    [nodes.table(), nodes.literal_block("", "code"), nodes.note("", nodes.paragraph("", "text"))],
    ids=["table", "code", "note"],
)
def test_a_step_with_wide_contents_does_not_fit_a_row(block: nodes.Element) -> None:
    assert not fits_a_row(row(body=[nodes.bullet_list("", nodes.list_item("", block))]))


@pytest.mark.parametrize(("length", "fits"), [(600, True), (700, False)])
def test_a_step_higher_than_a_page_does_not_fit_a_row(length: int, fits: bool) -> None:
    assert fits_a_row(row(body=[nodes.paragraph("", "字" * length)])) is fits


def test_steps_that_do_not_fit_are_listed_on_paper() -> None:
    made = ON_PAPER.steps([row(body=[nodes.table()])], TableView("Paying", PROCESS, continued=False), printed=True)
    assert [type(node) for node in made] == [nodes.paragraph, nodes.definition_list]


def test_the_flow_leaves_out_nodes_that_lead_nowhere() -> None:
    lines = (FlowLine("1. Check", "#a", ("→ End",)), FlowLine("End", ""))
    assert shown(ON_PAPER.flow("Swimlane", lines, "f")) == (
        '<target ids="f">\n<rubric>\n    Swimlane\n<bullet_list>\n    <list_item>\n        <paragraph>\n'
        '            <reference refid="a">\n                1. Check\n             → End\n'
    )


def test_a_register_entry_names_what_uses_it() -> None:
    use = UsedBy(PROCESS, ((StepLink("1", "Check", "pay", "a"), ("input", "tool")), (None, ("owner",))))
    view = ResourceView(FORM, "slip", "Form", shows_title=False, rows=(), used_by=(use,))
    assert shown(ON_PAPER.resource(Parts(), view)) == (
        "<paragraph>\n    Used by:\n<bullet_list>\n    <list_item>\n        <paragraph>\n"
        '            <reference refuri="pay#pay">\n                Paying\n        <bullet_list>\n'
        "            <list_item>\n                <paragraph>\n"
        '                    <reference refuri="pay#a">\n                        1. Check\n'
        "                     (input, tool)\n            <list_item>\n                <paragraph>\n"
        "                    owner\n"
    )


def test_an_entry_that_nothing_uses_says_so() -> None:
    view = ResourceView(FORM, "slip", "Form", shows_title=False, rows=(), used_by=())
    assert shown(ON_PAPER.resource(Parts(), view)) == "<paragraph>\n    Used by: nothing yet\n"


def test_a_record_is_a_term_with_what_it_notes() -> None:
    view = RecordView("kpi", "Kpi", "k", (("Target", (Segment("98 %"),), "target"),))
    parts = Parts(ids=["k"], title=[nodes.Text("Speed")], body=[nodes.paragraph("", "Monthly.")])
    assert shown(ON_PAPER.record(parts, view)) == (
        '<definition_list>\n    <definition_list_item>\n        <term>\n            <target ids="k">\n'
        "            Kpi: \n            Speed\n        <definition>\n            <line_block>\n"
        "                <line>\n                    <strong>\n                        Target:\n"
        "                     \n                    98 %\n            <paragraph>\n                Monthly.\n"
    )
