"""Answers in a list of questions: as they were written, with links that lead where they led."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from builds import Project

if TYPE_CHECKING:
    from pathlib import Path

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")

PROCESS = """\
.. _here:

Orders
======

.. process:: Orders
   :id: order

.. step:: Take the order
   :id: take

.. faq:: Who may help?
   :step: take

   Ask **in this order**:

   1. the :step:`take` of the day;
   2. :doc:`returns`, :ref:`here` or :process:`ret <returns>`;
   3. somebody else [1]_.

   .. image:: picture.png
      :alt: the desk

   .. code-block:: python
      :name: some-code

      ask()

   .. [1] Not the customer.
"""
FILES = {
    "conf.py": 'extensions = ["sphinxcontrib_procstd"]\n',
    "index.rst": "Book\n====\n\n.. toctree::\n\n   deep/order\n   deep/returns\n   faq\n",
    "deep/order.rst": PROCESS,
    "deep/returns.rst": "Take back\n=========\n\n.. process:: Returns\n   :id: returns\n",
    "faq.rst": "Questions\n=========\n\n.. faq-list::\n\n.. faq-list:: order\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name, text in FILES.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "source/deep/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return Project(tmp_path)


def test_an_answer_keeps_its_lists_emphasis_code_and_pictures(project: Project) -> None:
    build = project.build()
    assert build.warnings == []
    page = build.output.pages["faq"]
    assert "<p>Ask <strong>in this order</strong>:</p>" in page
    assert page.count('<ol class="arabic simple">') == 2
    assert '<img alt="the desk" src="_images/picture.png" />' in page
    assert 'class="highlight-python notranslate"' in page


def test_links_of_an_answer_lead_where_they_led(project: Project) -> None:
    page = project.build().output.pages["faq"]
    places = re.findall(r'<a class="reference internal"[^>]* href="(deep/[^"]*)"', page)
    assert sorted(set(places)) == [
        "deep/order.html#here",
        "deep/order.html#procstd-order",
        "deep/order.html#procstd-order.-faq-1",
        "deep/order.html#procstd-order.take",
        "deep/returns.html",
        "deep/returns.html#procstd-returns",
    ]


def test_no_id_stands_twice_on_a_page(project: Project) -> None:
    project.edit("deep/order.rst", "Orders\n======\n", "Orders\n======\n\n.. faq-list::\n\n")
    for name, page in project.build().output.pages.items():
        ids = re.findall(r'\bid="([^"]*)"', page)
        assert sorted(set(ids)) == sorted(ids), name
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids), name


def test_a_link_that_leads_nowhere_is_said_once_where_it_is_written(project: Project) -> None:
    project.edit("deep/order.rst", ":step:`take` of", ":step:`tale` of")
    (said,) = project.build().warnings
    assert said.startswith("deep/order.rst:")
    assert "did you mean" in said


EDITS = {
    "emphasis alone": ("deep/order.rst", "**in this order**", "*in this order*"),
    "the title of a step it names": ("deep/order.rst", ".. step:: Take the order", ".. step:: Note the order"),
    "the title of a page it quotes": ("deep/returns.rst", "Take back\n", "Come back\n"),
    "code": ("deep/order.rst", "ask()", "ask_again()"),
    "a picture's words": ("deep/order.rst", "the desk", "the old desk"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_change_reaches_the_answers(project: Project, edit: tuple[str, str, str]) -> None:
    project.build()
    project.edit(*edit)
    assert "faq" in project.build_same().written


@pytest.mark.parametrize("text", ["Note it down.", "See :process:`returns`.", "See :doc:`/index` and :any:`order`."])
def test_an_edit_beside_the_questions_leaves_their_page_alone(project: Project, text: str) -> None:
    project.edit("deep/order.rst", "   :id: take\n", "   :id: take\n\n   Write it down.\n")
    project.build()
    project.edit("deep/order.rst", "Write it down.", text)
    assert "faq" not in project.build_same().written
