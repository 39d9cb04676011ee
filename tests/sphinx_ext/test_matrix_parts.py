"""Matrices of many roles: in parts that a page holds, each with the rows that say something in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Desk


def handbook(roles: int) -> dict[str, str]:
    """Return a handbook in which each role does one step, two roles a process."""
    files = {"page.rst": "Page\n====\n\n.. raci-matrix::\n\n.. handoff-matrix::\n"}
    for first in range(1, roles, 2):
        name = f"p{first:02}"
        files[f"{name}.rst"] = (
            f"Work {first}\n{'=' * 10}\n\n.. process:: Work {first}\n   :id: {name}\n   :number: {name}\n"
            f"   :status: effective\n\n.. step:: One\n   :role: Role {first}\n\n   Do.\n\n"
            f".. step:: Two\n   :role: Role {first + 1}\n\n   Do.\n"
        )
    return files


@pytest.fixture
def page(make_desk: Callable[..., Desk]) -> Callable[[int], BeautifulSoup]:
    """Return what shows both matrices of a handbook with so many roles."""

    def show(roles: int) -> BeautifulSoup:
        desk = make_desk("html")
        desk.read(handbook(roles))
        return BeautifulSoup((desk.app.outdir / "page.html").read_text(encoding="utf-8"), "html.parser")

    return show


def regions(page: BeautifulSoup, table: str) -> list[tuple[str, int, int, bool]]:
    """Return each region of a matrix: its label, its columns and rows of figures, and whether paper takes it across."""
    return [
        (
            str(box["aria-label"]),
            len(box.select("thead th")) - 1,
            len(box.select("tbody tr")) - 1,
            "procstd-matrix-wide" in box["class"],
        )
        for box in page.select(".procstd-matrix-box")
        if box.select_one(f"table.{table}")
    ]


def test_a_matrix_of_forty_roles_is_one_that_paper_takes_across(page: Callable[[int], BeautifulSoup]) -> None:
    assert regions(page(40), "procstd-raci") == [("Responsibilities", 40, 20, True)]


def test_a_small_matrix_is_printed_upright(page: Callable[[int], BeautifulSoup]) -> None:
    assert regions(page(20), "procstd-raci") == [("Responsibilities", 20, 10, False)]


def test_more_roles_come_in_parts_of_like_size_with_the_rows_that_concern_them(
    page: Callable[[int], BeautifulSoup],
) -> None:
    shown = page(84)
    assert regions(shown, "procstd-raci") == [
        ("Responsibilities (Part 1 of 3)", 28, 14, True),
        ("Responsibilities (Part 2 of 3)", 28, 14, True),
        ("Responsibilities (Part 3 of 3)", 28, 14, True),
    ]
    assert [note.get_text() for note in shown.select(".procstd-responsibilities .procstd-note")] == [
        "Part 1 of 3",
        "Part 2 of 3",
        "Part 3 of 3",
    ]


def test_the_last_part_of_the_hand_overs_has_the_totals_of_all_givers(page: Callable[[int], BeautifulSoup]) -> None:
    shown = page(84)
    assert regions(shown, "procstd-handoff") == [
        ("Hand-off matrix (Part 1 of 2)", 21, 21, True),
        ("Hand-off matrix (Part 2 of 2)", 22, 42, True),
    ]
    last = shown.select("table.procstd-handoff")[-1]
    assert [row.select("td")[-1].get_text() for row in last.select("tbody tr")] == ["1"] * 42 + ["42"]


@pytest.mark.parametrize("builder", ["latex", "text"])
def test_elsewhere_a_part_has_five_roles(make_desk: Callable[..., Desk], builder: str) -> None:
    desk = make_desk(builder)
    desk.read(handbook(16))
    name = "page.txt" if builder == "text" else "*.tex"
    written = next(desk.app.outdir.glob(name)).read_text(encoding="utf-8")
    assert [part in written for part in ("Part 1 of 4", "Part 4 of 4", "Part 1 of 3")] == [True, True, False]
