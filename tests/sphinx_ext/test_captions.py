"""A figure whose content shows nothing: the figure stays and the place is said; docutils alone fails there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from tests.sphinx_ext.conftest import Desk

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")

SAID = "figure: nothing in its content shows; it has no caption [procstd.caption]"

EMPTY = {
    "rst, an included file that is empty": ("page.rst", "P\n=\n\n.. figure:: x.svg\n\n   .. include:: empty.txt\n", 4),
    "rst, a setting": ("page.rst", "P\n=\n\n.. figure:: x.svg\n\n   .. default-role:: math\n", 4),
    "rst, in a step": (
        "page.rst",
        ".. process:: P\n\n.. step:: A\n\n   .. figure:: x.svg\n\n      .. default-role:: math\n",
        5,
    ),
    "MyST, an included file that is empty": (
        "page.md",
        "# P\n\n::::{figure} x.svg\n:::{include} empty.txt\n:::\n::::\n",
        3,
    ),
    "MyST, where a link leads": ("page.md", "# P\n\n:::{figure} x.svg\n[x]: http://x.org\n:::\n", 3),
    "MyST, in a step": (
        "page.md",
        ":::{process} P\n:::\n\n::::{step} A\n:::{figure} x.svg\n[x]: http://x.org\n:::\n::::\n",
        5,
    ),
}


@pytest.mark.parametrize(("name", "text", "line"), EMPTY.values(), ids=EMPTY)
def test_a_caption_of_nothing_is_said_by_place_and_the_figure_stays(
    desk: Desk, name: str, text: str, line: int
) -> None:
    reading = desk.read({name: text, "empty.txt": "", "x.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'})
    (figure,) = reading.doctree.findall(nodes.figure)
    assert [type(child) for child in figure] == [nodes.image]
    assert reading.warnings == [f"{name}:{line}: {SAID}"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "page.rst",
            "P\n=\n\n.. figure:: x.svg\n   :name: plan\n   :figwidth: 80%\n   :align: left\n\n   The *plan*.\n\n   Its legend.\n",
        ),
        (
            "page.md",
            "# P\n\n:::{figure} x.svg\n:name: plan\n:figwidth: 80%\n:align: left\n\nThe *plan*.\n\nIts legend.\n:::\n",
        ),
    ],
)
def test_a_caption_is_as_it_was(desk: Desk, name: str, text: str) -> None:
    reading = desk.read({name: text, "x.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'})
    (figure,) = reading.doctree.findall(nodes.figure)
    assert figure.attributes["ids"] == ["plan"]
    assert (figure["width"], figure["align"]) == ("80%", "left")
    assert [type(child) for child in figure] == [nodes.image, nodes.caption, nodes.legend]
    assert [child.astext() for child in figure] == ["", "The plan.", "Its legend."]
    assert reading.warnings == []
