"""Views for people: what they show in words, what HTML adds, and what they say of bad input."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Desk

HANDBOOK = """\
Order
=====

.. process:: Order handling
   :id: order
   :number: SOP-2
   :version: 1.1
   :status: effective
   :owner: Chief
   :departments: Sales
   :category: Trade
   :start: A customer orders

.. step:: Take the order
   :id: take
   :role: Clerk
   :output: Order form
   :deadline: at once
   :forms: Order form
   :systems: Shop

   Write down what is wanted, see 《Order form》.

.. step:: Check the order
   :id: check
   :role: Buyer
   :accountable: Chief
   :consulted: Clerk
   :input: Order form
   :output: Decision
   :next: bill [fits]; process:billing [urgent]; end [refused]

.. step:: Note the bill
   :id: bill
   :role: Clerk
   :next: process:billing

.. training:: Orders in an hour
   :role: Clerk
   :mode: video

.. revision:: 1.0
   :date: 2025-01-01

   First issue.

.. revision:: 1.1
   :date: 2026-03-01

   Urgent orders.

.. process:: Billing
   :id: billing
   :number: SOP-1
   :owner: Clerk

.. step:: Write the bill
   :id: write
   :role: Cashier

.. process:: Old way
   :id: old
   :status: retired

.. step:: Take it by hand
   :role: Clerk

.. department:: Sales
   :owner: Chief

.. job-role:: Clerk
   :id: clerk
   :department: Sales
   :backup: Buyer

.. job-role:: Buyer
   :id: buyer

.. job-role:: Chief
   :id: chief

.. job-role:: Cashier
   :id: cashier

.. form:: Order form
   :id: order-form
   :owner: Clerk

.. system:: Shop
   :id: shop
"""


@pytest.fixture(scope="module")
def show(make_desk: Callable[..., Desk]) -> Callable[[str], tuple[str, list[str]]]:
    """Return what a page with some views says in words, and the warnings."""
    desk = make_desk("text")

    def read(views: str) -> tuple[str, list[str]]:
        reading = desk.read({"page.rst": f"Page\n====\n\n{views}\n", "order.rst": HANDBOOK})
        return (desk.app.outdir / "page.txt").read_text(encoding="utf-8"), reading.warnings

    return read


@pytest.fixture(scope="module")
def shown(make_desk: Callable[..., Desk]) -> Callable[[str], BeautifulSoup]:
    """Return an HTML page with some views."""
    desk = make_desk("html")

    def read(views: str) -> BeautifulSoup:
        desk.read({"page.rst": f"Page\n====\n\n{views}\n", "order.rst": HANDBOOK})
        return BeautifulSoup((desk.app.outdir / "page.html").read_text(encoding="utf-8"), "html.parser")

    return read


ROLE_PAGE = """\
Page
****

Job role
   Clerk

Department
   Sales

My work
   2 steps in 1 process

Stands in for me
   Buyer

-[ My steps ]-

-[ Order handling SOP-2 ]-

1. Take the order

I receive
   ← A customer orders

I do
   Write down what is wanted, see Order form.

By when
   at once

Goes to
   Order form

   → Buyer: 2. Check the order

Forms & tools
   Order form, Shop

3. Note the bill

I receive
   fits ← Buyer: 2. Check the order

Goes to
   → Cashier: 1. Write the bill (Billing)

-[ What I work with ]-

-[ My forms ]-

* Order form 1 step

-[ My systems ]-

* Shop 1 step

-[ My training ]-

* Orders in an hour Order handling, video

-[ My part in other steps and processes ]-

I answer for the process
   * Billing

I am asked before
   * Order handling: 2. Check the order

-[ Latest changes ]-

* 2026-03-01 Order handling 1.1 Urgent orders.

* 2025-01-01 Order handling 1.0 First issue.
"""


def test_a_role_page_says_what_comes_in_what_to_do_by_when_and_to_whom_it_goes(
    show: Callable[[str], tuple[str, list[str]]],
) -> None:
    assert show(".. role-page:: Clerk") == (ROLE_PAGE, [])


@pytest.mark.parametrize("since", ["2026-01-01", "1.0"])
def test_changes_are_counted_from_a_date_or_after_a_version(
    show: Callable[[str], tuple[str, list[str]]], since: str
) -> None:
    text, warnings = show(f".. role-page:: clerk\n   :since: {since}")
    assert (
        text.partition("-[ What changed")[2] == f" since {since} ]-\n\n* 2026-03-01 Order handling 1.1 Urgent orders.\n"
    )
    assert warnings == []


def test_no_change_is_said(show: Callable[[str], tuple[str, list[str]]]) -> None:
    assert "-[ What changed since 9 ]-\n\nNothing in my processes." in show(".. role-page:: Clerk\n   :since: 9")[0]


PLAN = """\
Done Task Details Date and initials
☐ Read what the role is for Clerk
☐ Get to know the department Sales
☐ Ask for access Shop: Order handling
☐ Read the process Order handling: 1. Take the order, 3. Note the bill
☐ Fill in a sample form Order form: 1. Take the order
☐ Attend the training Orders in an hour video
☐ Test yourself From memory: my 2 steps, their time limits, and who gets each result. Then compare: Order handling
☐ First run under supervision Order handling: 1. Take the order, 3. Note the bill
☐ Review talk With the mentor and the manager: what went well, what is still open, who helps."""


def rows_of(page: BeautifulSoup, css: str) -> list[str]:
    """Return the rows of tables as text, cell by cell, without what only ears get."""
    for hidden in page.select(".procstd-visually-hidden"):
        hidden.decompose()
    rows = page.select(f"table.{css} tr")
    return [" ".join(" ".join(cell.get_text() for cell in row.find_all(["td", "th"])).split()) for row in rows]


def test_a_plan_has_a_line_for_each_thing_to_read_and_do(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(".. onboarding:: Clerk\n   :weeks: 1")
    assert "\n".join(rows_of(page, "procstd-plan")) == PLAN
    assert [term.get_text() for term in page.select(".procstd-signatures dt")] == [
        "Signature of the newcomer",
        "Signature of the mentor",
        "Signature of the manager",
    ]


AIDS = """\
.. onboarding:: Clerk
   :weeks: 1

.. quiz:: order

.. checklist:: order
   :role: {role}

.. faq-list:: order

.. faq:: May I refuse an order?
   :process: order

   No.
"""


@pytest.mark.parametrize(("role", "checklist"), [("Clerk", " · checklist"), ("Buyer", "")])
def test_a_plan_leads_to_the_test_the_questions_and_the_checklist_of_a_process(
    shown: Callable[[str], BeautifulSoup], role: str, checklist: str
) -> None:
    page = shown(AIDS.format(role=role))
    assert rows_of(page, "procstd-plan")[7:10] == [
        "☐ Read the questions Order handling: 1 question",
        "☐ Test yourself Order handling: self-test",
        f"☐ First run under supervision Order handling: 1. Take the order, 3. Note the bill{checklist}",
    ]


def test_a_process_that_binds_nobody_yet_says_so_on_the_page_of_a_role(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(
        ".. process:: Stocktaking\n   :number: SOP-9\n   :status: draft\n\n"
        ".. step:: Count\n   :role: Clerk\n\n.. role-page:: Clerk\n"
    )
    heads = [head.get_text() for head in page.select(".procstd-role-page .procstd-heading-2")]
    assert "Stocktaking SOP-9 · Draft" in heads


def test_a_plan_takes_as_many_weeks_as_asked(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(".. onboarding:: Clerk\n   :weeks: 2")
    assert [head.get_text() for head in page.select(".procstd-onboarding .rubric")] == ["Week 1", "Week 2"]


def test_responsibilities_of_processes_with_totals(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(".. raci-matrix::")
    assert rows_of(page, "procstd-raci") == [
        "Process Cashier Clerk Buyer Chief",
        "Billing R A",
        "Order handling R C R A",
        "Total R1 R1 A1 C1 R1 A1",
    ]


def test_responsibilities_of_one_process_step_by_step(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(".. raci-matrix:: order")
    assert [cell.get_text() for cell in page.select("table.procstd-raci tbody tr:nth-of-type(2) > *")] == [
        "2. Check the order",
        "C consulted",
        "R responsible",
        "A accountable",
    ]
    assert page.select_one("table.procstd-raci td a, table.procstd-raci th a") is not None


def test_a_matrix_scrolls_in_a_region_of_its_own_that_the_keyboard_reaches(
    shown: Callable[[str], BeautifulSoup],
) -> None:
    box = shown(".. raci-matrix:: order").select_one(".procstd-matrix-box")
    assert box is not None
    assert {name: box[name] for name in ("role", "tabindex", "aria-label")} == {
        "role": "region",
        "tabindex": "0",
        "aria-label": "Responsibilities in Order handling",
    }


def test_hand_overs_are_counted_and_each_number_leads_to_its_steps(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(".. handoff-matrix::")
    assert rows_of(page, "procstd-handoff") == [
        "From ↓ to → Buyer Clerk Cashier Total",
        "Clerk 1 1 2",
        "Buyer 1 1 2",
        "Total 1 1 2 4",
    ]
    places = {link["href"].removeprefix("#") for link in page.select("table.procstd-handoff td a.procstd-count")}
    assert places == {block["id"] for block in page.select(".procstd-pair")}
    assert [" ".join(pair.get_text().split()) for pair in page.select(".procstd-pair")] == [
        "Buyer → Cashier urgent Order handling: 2. Check the order → Billing: 1. Write the bill with Decision",
        "Buyer → Clerk fits Order handling: 2. Check the order → 3. Note the bill with Decision",
        "Clerk → Buyer Order handling: 1. Take the order → 2. Check the order with Order form",
        "Clerk → Cashier Order handling: 3. Note the bill → Billing: 1. Write the bill",
    ]


def test_two_matrices_on_a_page_have_places_of_their_own(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(".. handoff-matrix::\n\n.. handoff-matrix:: order")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_department_shows_its_people_processes_steps_and_what_it_keeps(
    show: Callable[[str], tuple[str, list[str]]],
) -> None:
    text, warnings = show(".. department-page:: Sales")
    words = " ".join(re.sub(r"[-+|=]{2,}|\|", " ", text).split())
    assert "Led by Chief Work 1 process in scope, 2 steps -[ Roles ]- * Clerk 2 steps in 1 process" in words
    assert "Order handling SOP-2 Chief 2 of 3" in words
    assert "1. Take the order Clerk at once" in words
    assert "-[ Forms ]- * Order form" in words
    assert warnings == []


def test_a_list_shows_the_columns_asked_for_in_the_order_asked_for(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(".. process-list::\n   :columns: 编号、steps, 状态\n   :sort: title")
    assert rows_of(page, "procstd-list") == [
        "Process Number Steps Status",
        "Billing SOP-1 1",
        "Old way 1 Retired",
        "Order handling SOP-2 3 Effective",
    ]


def test_a_list_makes_a_table_for_each_group_the_unnamed_last(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(".. process-list::\n   :group: category\n   :columns: number")
    heads = [head.get_text() for head in page.select(".procstd-lists .rubric")]
    assert heads == ["Trade (1)", "Not filled in (2)"]


def test_a_list_is_filtered_by_owner(shown: Callable[[str], BeautifulSoup]) -> None:
    page = shown(".. process-list::\n   :owner: clerk\n   :columns: owner")
    assert rows_of(page, "procstd-list") == ["Process Process owner", "Billing Clerk"]


BAD = {
    ".. role-page:: Clark": (
        "role-page: There is no role or department “Clark”. Did you mean “Clerk”?",
        "There is no role or department “Clark”. Did you mean “Clerk”?",
    ),
    ".. onboarding::": (
        "onboarding: Say which role or department this is about, as the argument.",
        "Say which role or department this is about, as the argument.",
    ),
    ".. department-page:: Sails": (
        "department-page: There is no role or department “Sails”. Did you mean “Sales”?",
        "There is no role or department “Sails”. Did you mean “Sales”?",
    ),
    ".. role-page:: Clerk\n   :category: none": (
        'role-page: No process matches this filter. Nothing is called "none".',
        'No process matches this filter. Nothing is called "none".',
    ),
    ".. raci-matrix:: nothing": (
        'raci-matrix: No process matches this filter. Nothing is called "nothing".',
        'No process matches this filter. Nothing is called "nothing".',
    ),
    ".. handoff-matrix:: billing": ("handoff-matrix: No work changes hands here.", "No work changes hands here."),
    ".. onboarding:: Chief": (
        "onboarding: No process has a step for this role.",
        "No process has a step for this role.",
    ),
    ".. onboarding:: Clerk\n   :weeks: 99": (
        "onboarding: weeks: “99” is not a number from 1 to 26; 4 are planned",
        "Week 4",
    ),
    f".. onboarding:: Clerk\n   :weeks: {'9' * 5000}": (
        f"onboarding: weeks: “{'9' * 5000}” is not a number from 1 to 26; 4 are planned",
        "Week 4",
    ),
    ".. role-page:: Clerk\n   :since: spring": (
        "role-page: since: “spring” is neither a date (2026-01-31) nor a version (1.2)",
        "Latest changes",
    ),
    ".. process-list::\n   :columns: numbr": (
        "process-list: There is no column “numbr”. Did you mean “number”?",
        "Order handling",
    ),
}


@pytest.mark.parametrize(("view", "said"), BAD.items(), ids=[name[:60] for name in BAD])
def test_bad_input_is_said_once_with_its_place_and_on_the_page(
    show: Callable[[str], tuple[str, list[str]]], view: str, said: tuple[str, str]
) -> None:
    text, warnings = show(view)
    assert warnings == [f"page.rst:4: {said[0]} [procstd.view]"]
    assert said[1] in " ".join(text.split())


HOSTILE = '<script>alert(1)</script>"&'


def test_nothing_an_author_writes_becomes_markup(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("html")
    views = ("role-page", "onboarding", "raci-matrix", "handoff-matrix", "process-list", "department-page")
    page = "Page\n====\n\n" + "\n".join(
        f".. {view}:: {'X' if 'matrix' not in view and 'list' not in view else ''}\n" for view in views
    )
    source = (
        HANDBOOK.replace("Clerk", f"X {HOSTILE}").replace("Take the order", HOSTILE).replace("Order handling", HOSTILE)
    )
    desk.read({"page.rst": page.replace(":: X", f":: X {HOSTILE}"), "order.rst": source})
    html = (desk.app.outdir / "page.html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") > 10


ALL_VIEWS = """\
.. role-page:: Clerk

.. onboarding:: Clerk

.. raci-matrix::

.. raci-matrix:: order

.. handoff-matrix::

.. department-page:: Sales

.. process-list::
   :group: status
"""


@pytest.mark.parametrize("builder", ["latex", "epub", "man", "texinfo", "singlehtml", "dirhtml", "xml", "pseudoxml"])
def test_every_builder_takes_them_without_a_warning(make_desk: Callable[..., Desk], builder: str) -> None:
    settings = {} if builder != "epub" else {"version": "1", "copyright": "X"}
    desk = make_desk(builder, **settings)
    reading = desk.read({"page.rst": f"Page\n====\n\n{ALL_VIEWS}", "order.rst": HANDBOOK})
    assert reading.warnings == []


def test_latex_has_a_label_for_each_place_that_a_number_leads_to(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("latex")
    desk.read({"page.rst": f"Page\n====\n\n{ALL_VIEWS}", "order.rst": HANDBOOK})
    text = next(desk.app.outdir.glob("*.tex")).read_text(encoding="utf-8")
    led = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*handoff[^}]*)\}\]", text))
    assert len(led) == 4
    assert led <= set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", text))


def test_a_matrix_wider_than_paper_is_cut_into_tables_in_latex(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk("latex")
    steps = "".join(f".. step:: Do {number}\n   :role: Role {number:02}\n\n" for number in range(1, 13))
    desk.rst(f"T\n=\n\n.. process:: Long\n   :id: long\n   :status: effective\n\n{steps}.. raci-matrix:: long\n")
    tex = "".join(path.read_text("utf-8") for path in sorted((desk.folder / "_build" / "latex").glob("*.tex")))
    tables = re.findall(
        r"\\begin{longtable}.*?\\end{longtable}", tex[tex.index("procstd-responsibilities") :], re.DOTALL
    )
    assert [sorted({*re.findall(r"Role \d\d", table)}) for table in tables] == [
        [f"Role {number:02}" for number in numbers] for numbers in (range(1, 6), range(6, 11), range(11, 13))
    ]
    assert [len(re.findall(r"Do \d+", table)) for table in tables] == [5, 5, 2]  # rows that say something there
    assert "tabulary" not in tex[tex.index("procstd-responsibilities") :]


@pytest.mark.parametrize("view", ["change-log", "form-list", "process-list", "lint-report", "review-calendar"])
def test_a_table_of_a_view_goes_on_on_the_next_page_in_latex(make_desk: Callable[..., Desk], view: str) -> None:
    desk = make_desk("latex")
    desk.read({"page.rst": f"Page\n====\n\nFrom here.\n\n.. {view}::\n", "order.rst": HANDBOOK})
    tex = "".join(path.read_text("utf-8") for path in sorted((desk.folder / "_build" / "latex").glob("*.tex")))
    assert set(re.findall(r"\\begin{(\w*tab\w*)}", tex[tex.index("From here") :])) == {"longtable"}
