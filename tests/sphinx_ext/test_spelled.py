"""What tells whether a page still shows the same: nodes spelled out."""

from __future__ import annotations

import gc
import weakref

from docutils import nodes

from sphinxcontrib_procstd.sphinx_ext.spelled import spelled, take_apart


def paragraph(*children: nodes.Node, **attributes: object) -> nodes.paragraph:
    return nodes.paragraph("", "", *children, **attributes)


def test_a_tree_is_spelled_with_its_attributes_and_texts() -> None:
    link = nodes.reference("", "", nodes.Text("Form A"), refuri="a.html")
    tree = paragraph(nodes.Text("See "), link, classes=["note"])
    assert spelled(tree) == "<paragraph classes=['note']>4:See <reference refuri='a.html'>6:Form A//"


def test_attributes_are_spelled_in_one_order() -> None:
    one, other = paragraph(), paragraph()
    one["a"], one["b"] = 1, 2
    other["b"], other["a"] = 2, 1
    assert spelled(one) == spelled(other) == "<paragraph a=1 b=2>/"


def test_a_text_in_two_lines_differs_from_two_texts() -> None:
    whole, pieces = paragraph(nodes.Text("a\nb")), paragraph(nodes.Text("a"), nodes.Text("b"))
    assert whole.pformat() == pieces.pformat()
    assert spelled(whole) != spelled(pieces)


def test_a_text_cannot_pass_for_a_node() -> None:
    forged, real = paragraph(nodes.Text("<strong>1:a/")), paragraph(nodes.strong("", "", nodes.Text("a")))
    assert spelled(forged) != spelled(real)


def test_what_is_taken_apart_goes_at_once() -> None:
    inner = nodes.strong("", "", nodes.Text("a"))
    tree = nodes.container("", paragraph(inner))
    gone = weakref.ref(inner)
    del inner
    gc.disable()
    try:
        take_apart([tree])
        assert gone() is None
    finally:
        gc.enable()
