"""Style and script come to the pages that use them, and to no other; whatever the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Desk

PROCESS = """\
Order
=====

.. process:: Order handling
   :id: order
   :number: SOP-2
   :status: effective
   :departments: Sales

.. step:: Take the order
   :id: take
   :role: Clerk
   :deadline: at once
   :output: Note

   Write down what is wanted.

.. step:: Check the order
   :role: Buyer

   Check it.
"""
REGISTER = "Roles\n=====\n\n.. job-role:: Clerk\n   :id: clerk\n"
OWN = {
    "checklist": {"procstd-views-forms.css", "procstd-checklist.js"},
    "control-matrix": {"procstd-views-forms.css"},
    "department-page": {"procstd-views-roles.css"},
    "form-list": {"procstd-views-forms.css"},
    "handoff-matrix": {"procstd-views-roles.css"},
    "lint-report": set[str](),
    "onboarding": {"procstd-views-roles.css"},
    "process-list": {"procstd-views-roles.css", "procstd-list.js"},
    "process-map": {"procstd-swimlane.css"},
    "quiz": {"procstd-views-forms.css", "procstd-quiz.js"},
    "raci-matrix": {"procstd-views-roles.css"},
    "review-calendar": {"procstd-governance.css"},
    "role-page": {"procstd-views-roles.css"},
    "swimlane": {"procstd-swimlane.css"},
    "system-list": {"procstd-views-forms.css"},
}
"""What each view needs beside procstd.css."""
SUBJECTS = {"role-page": "Clerk", "onboarding": "Clerk", "department-page": "Sales", "swimlane": "order"}
NAMED = {"checklist", "quiz"}


@pytest.fixture
def pages(make_desk: Callable[..., Desk], request: pytest.FixtureRequest) -> dict[str, set[str]]:
    """Return our files that each page loads: a page a view, and some without one."""
    sources = {
        view: f"{view}\n{'=' * 20}\n\n.. {view}:: {SUBJECTS.get(view, 'order' if view in NAMED else '')}\n"
        for view in OWN
    }
    sources |= {"order": PROCESS, "roles": REGISTER, "plain": "Plain\n=====\n\nNothing of ours.\n"}
    desk = make_desk("html", html_theme=request.param)
    desk.read({f"{name}.rst": text for name, text in sources.items()})
    return {
        name: _ours((desk.app.outdir / f"{name}.html").read_text(encoding="utf-8")) for name in (*sources, "search")
    }


def _ours(html: str) -> set[str]:
    page = BeautifulSoup(html, "html.parser")
    links = [link.get("href") for link in page.find_all("link", rel="stylesheet")]
    names = [
        str(link).partition("?")[0].rpartition("/")[2] for link in (*links, *(s.get("src") for s in page("script")))
    ]
    return {name for name in names if name.startswith("procstd")}


@pytest.mark.parametrize("pages", ["basic", "alabaster", "furo"], indirect=True)
def test_a_page_loads_what_it_shows_and_nothing_else(pages: dict[str, set[str]]) -> None:
    views = {view: {"procstd.css", *own} for view, own in OWN.items()}
    others = {"plain": set[str](), "search": set[str](), "roles": {"procstd.css"}}
    assert {name: pages[name] for name in (*views, *others)} == {**views, **others}
    assert pages["order"] == {"procstd.css", "procstd-swimlane.css"}
