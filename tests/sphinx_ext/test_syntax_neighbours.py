"""Beside other extensions' directives: sphinx-design's ``step``, Python's ``exception``; and steps written elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinxcontrib_procstd.sphinx_ext import nodes as our

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sphinx_ext.conftest import Desk

ORDERS = {
    "design first": ("myst_parser", "sphinx_design", "sphinxcontrib_procstd"),
    "design last": ("sphinxcontrib_procstd", "myst_parser", "sphinx_design"),
}
PAGES = {
    "rst": (
        ".. process:: P\n   :id: p\n\n.. step:: Ours before\n   :id: before\n\n"
        ".. steps::\n\n   .. step:: Theirs one\n\n      One.\n\n   .. step:: Theirs two\n\n      Two.\n\n"
        ".. step:: Ours after\n   :id: after\n"
    ),
    "md": (
        ":::{process} P\n:id: p\n:::\n\n:::{step} Ours before\n:id: before\n:::\n\n"
        "::::{steps}\n:::{step} Theirs one\nOne.\n:::\n:::{step} Theirs two\nTwo.\n:::\n::::\n\n"
        ":::{step} Ours after\n:id: after\n:::\n"
    ),
}


@pytest.fixture(scope="module", params=ORDERS.values(), ids=ORDERS)
def design_desk(request: pytest.FixtureRequest, make_desk: Callable[..., Desk]) -> Desk:
    """Reads documents with sphinx-design loaded before or after our extension."""
    pytest.importorskip("sphinx_design")
    return make_desk(extensions=request.param)


def test_sphinx_design_loads_in_either_order_without_a_word(design_desk: Desk) -> None:
    assert design_desk.startup == []


@pytest.mark.parametrize("suffix", PAGES)
def test_inside_steps_a_step_is_theirs_and_outside_ours(design_desk: Desk, suffix: str) -> None:
    reading = design_desk.read({f"page.{suffix}": PAGES[suffix]})
    assert reading.steps == ["Ours before", "Ours after"]
    theirs = [node for node in reading.doctree.findall(nodes.list_item) if node.get("design_component") == "step"]
    assert [item.astext().split("\n")[0] for item in theirs] == ["Theirs one", "Theirs two"]
    assert reading.warnings == []


@pytest.mark.parametrize("suffix", PAGES)
def test_a_page_read_twice_says_the_same(design_desk: Desk, suffix: str) -> None:
    first = design_desk.read({f"page.{suffix}": PAGES[suffix]}).doctree.pformat()
    assert design_desk.read({f"page.{suffix}": PAGES[suffix]}).doctree.pformat() == first


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("rst", ".. process:: P\n   :id: p\n\n.. grid:: 2\n\n   .. grid-item::\n\n      .. step：A\n"),
        ("md", ":::{process} P\n:id: p\n:::\n\n:::::{grid} 2\n\n::::{grid-item}\n\n:::{step}A\n:::\n::::\n:::::\n"),
    ],
)
def test_a_step_in_a_grid_is_ours_and_mended(design_desk: Desk, suffix: str, text: str) -> None:
    assert design_desk.read({f"page.{suffix}": text}).steps == ["A"]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (
            "rst",
            ".. process:: P\n   :id: p\n\n.. exception:: Down\n   :trigger: no answer\n\n.. py:exception:: Broken\n",
        ),
        (
            "md",
            (
                ":::{process} P\n:id: p\n:::\n\n:::{exception} Down\n:trigger: no answer\n:::\n\n"
                "```{py:exception} Broken\n```\n"
            ),
        ),
    ],
)
def test_exception_is_ours_on_a_page_with_a_process(desk: Desk, suffix: str, text: str) -> None:
    reading = desk.read({f"page.{suffix}": text})
    assert [(record.kind, record.title) for record in reading.process.records] == [("exception", "Down")]
    assert desk.app.env.domains["py"].objects["Broken"].objtype == "exception"  # type: ignore[attr-defined]
    assert reading.warnings == []


@pytest.mark.parametrize(
    ("suffix", "text"),
    [("rst", "Errors\n======\n\n.. exception:: Broken\n"), ("md", "# Errors\n\n```{exception} Broken\n```\n")],
)
def test_exception_is_python_s_on_any_other_page(desk: Desk, suffix: str, text: str) -> None:
    reading = desk.read({f"page.{suffix}": text})
    assert desk.app.env.domains["py"].objects["Broken"].objtype == "exception"  # type: ignore[attr-defined]
    assert list(reading.doctree.findall(our.handbook_object)) == []
    assert reading.warnings == []


def test_steps_of_other_documents_come_after_the_process_s_own(desk: Desk) -> None:
    reading = desk.read(
        {
            "page.rst": ".. process:: The process\n   :id: p\n\n.. step:: Own\n",
            "a.rst": "A\n=\n\n.. step:: By id\n   :process: p\n",
            "b.md": "# B\n\n:::{step} By title\n:process: The process\n:::\n",
            "c.rst": "C\n=\n\n.. process:: Q\n   :id: q\n\n.. step:: Lent\n   :process: p\n\n.. step:: Of Q\n",
        }
    )
    found = {process.id: [(step.title, step.own) for step in process.steps] for process in reading.catalogue.processes}
    assert found == {
        "p": [("Own", True), ("By id", False), ("By title", False), ("Lent", False)],
        "q": [("Of Q", True)],
    }
    assert reading.warnings == []


def test_a_process_that_does_not_exist_is_said_with_the_nearest(desk: Desk) -> None:
    reading = desk.rst(".. process:: P\n   :id: complaint\n\n.. step:: A\n   :id: a\n   :process: complant\n")
    message = 'there is no process "complant"; did you mean "complaint"? [procstd.X701]'
    assert reading.warnings == [f"page.rst:6: {message}"]
    assert "A" in reading.doctree.astext()


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (
            "rst",
            ".. process:: P\n   :id: p\n   :goal: see :step:`a`\n\n.. step:: A\n   :id: a\n\n   Then :step:`b`.\n\n.. step:: B\n   :id: b\n",
        ),
        (
            "md",
            ":::{process} P\n:id: p\n:goal: see {step}`a`\n:::\n\n:::{step} A\n:id: a\n\nThen {step}`b`.\n:::\n:::{step} B\n:id: b\n:::\n",
        ),
    ],
)
def test_a_short_step_id_names_a_step_of_the_process_around_it(desk: Desk, suffix: str, text: str) -> None:
    first = ".. process:: O\n   :id: o\n\n.. step:: Other\n   :id: a\n\n"
    other = first if suffix == "rst" else ":::{process} O\n:id: o\n:::\n:::{step} Other\n:id: a\n:::\n\n"
    reading = desk.read({f"page.{suffix}": other + text})
    references = [
        (node["reftarget"], node["procstd:process"])
        for node in reading.doctree.findall()
        if "reftarget" in getattr(node, "attributes", {})
    ]
    assert references == [("a", "p"), ("b", "p")]
    assert reading.warnings == []
