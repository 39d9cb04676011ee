"""Which row shows which step, where several steps bear one id; and how many there may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sphinx_ext.conftest import Desk

ATTACHED = """\
.. process:: Refund
   :id: refund

.. step:: Sample refunds
   :process: nowhere
   :id: sample
   :role: Auditor

   Once a month.

.. step:: Sample again
   :process: refund
   :id: sample
   :role: Cashier

   Once a year.
"""


@pytest.fixture(scope="module")
def html_desk(make_desk: Callable[..., Desk]) -> Desk:
    """Builds HTML pages."""
    return make_desk("html", html_theme="basic")


def test_two_steps_of_one_id_each_have_their_own_row(html_desk: Desk) -> None:
    html_desk.rst(ATTACHED)
    page = BeautifulSoup(
        (html_desk.folder / "_build" / "html" / "page.html").read_text(encoding="utf-8"), "html.parser"
    )
    rows = page.select("tr.procstd-step")
    assert [row.select_one(".procstd-role").get_text() for row in rows] == ["Auditor", "Cashier"]


def test_a_process_of_5000_steps_is_read_whole(desk: Desk) -> None:
    steps = "".join(f".. step:: Step {number}\n   :id: s{number}\n\n   Text.\n\n" for number in range(5000))
    reading = desk.rst(f".. process:: P\n   :id: p\n\n{steps}")
    assert (len(reading.process.steps), reading.warnings) == (5000, [])
