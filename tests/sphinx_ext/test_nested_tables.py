"""A `process-table` whose table stands inside something else: each row is shown once, and so is what is around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_procstd.sphinx_ext import nodes as our

if TYPE_CHECKING:
    from tests.sphinx_ext.conftest import Desk, Reading

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")

STEPS = {
    "page.md": (
        "# P\n\n::::{process-table} P\n:id: p\n\n:::{note}\nAs of 《May》.\n\n"
        "| Role | Step | Standard |\n|---|---|---|\n| Clerk | Pick | See 《List》. |\n:::\n::::\n"
    ),
    "page.rst": (
        "P\n=\n\n.. process-table:: P\n   :id: p\n\n   .. note::\n\n      As of 《May》.\n\n      .. list-table::\n"
        "         :header-rows: 1\n\n         * - Role\n           - Step\n           - Standard\n"
        "         * - Clerk\n           - Pick\n           - See 《List》.\n"
    ),
}


def quoted(reading: Reading) -> list[str]:
    return [link["reftarget"] for link in reading.doctree.findall(addnodes.pending_xref) if link["reftype"] == "auto"]


@pytest.mark.parametrize(("name", "text"), STEPS.items(), ids=STEPS)
def test_rows_of_a_table_in_a_note_are_steps_and_the_note_stays(desk: Desk, name: str, text: str) -> None:
    reading = desk.read({name: text})
    (step,) = reading.doctree.findall(our.procstd_step)
    (note,) = reading.doctree.findall(nodes.note)
    assert step.astext().split() == ["Pick", "See", "《List》."]
    assert note.astext() == "As of 《May》."
    assert list(reading.doctree.findall(nodes.table)) == []
    assert quoted(reading) == ["May", "List"]
    assert reading.warnings == []


def test_a_table_without_steps_stays_where_it_is(desk: Desk) -> None:
    reading = desk.read({"page.md": STEPS["page.md"].replace("| Role | Step |", "| Who | Wat |")})
    (note,) = reading.doctree.findall(nodes.note)
    assert list(reading.doctree.findall(nodes.table)) == list(note.findall(nodes.table)) != []
    assert quoted(reading) == ["May", "List"]
    assert reading.warnings == ['page.md:3: no table with a column "流程步骤" / "Step" was found [procstd.table]']
