"""Who fills which field of a form, and at which step: on its page, on the blank form, and after edits elsewhere."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest
from builds import Project

if TYPE_CHECKING:
    from pathlib import Path

FORMS = """\
Forms
=====

.. form:: Goods note
   :id: note

   ========= ============================== =============================
   Field     Who fills it                   Remark
   ========= ============================== =============================
   Number    :step:`goods.check`            see :step:`goods.check`
   Place     :step:`a check <goods.check>`  none
   Weight    Driver                         none
   Seal      Check it, Driver               none
   Signature :job-role:`driver`             none
   Stamp     the customer                   none
   ========= ============================== =============================

.. job-role:: Driver
   :id: driver

.. job-role:: Keeper
   :id: keeper
"""
GOODS = """\
Goods
=====

.. process:: Goods
   :id: goods

.. step:: Check it
   :id: check
   :role: keeper
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    source = tmp_path / "source"
    source.mkdir()
    for name, text in {
        "conf.py": 'extensions = ["sphinxcontrib_procstd"]\n',
        "index.rst": "Book\n====\n\n.. toctree::\n\n   goods\n   forms\n",
        "goods.rst": GOODS,
        "forms.rst": FORMS,
    }.items():
        (source / name).write_text(text, encoding="utf-8")
    return Project(tmp_path)


def column(page: str, place: int) -> list[str]:
    """Return one column of the first table of a page as text."""
    rows = re.findall(r"<tr.*?</tr>", page.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)
    cells = [re.findall(r"<td>(.*?)</td>", row, re.DOTALL)[place] for row in rows]
    return [" ".join(re.sub("<[^>]+>", "", cell).split()) for cell in cells]


def test_a_step_is_shown_with_its_role_in_the_column_of_who_fills_it(project: Project) -> None:
    build = project.build()
    assert build.warnings == []
    assert column(build.output.pages["forms"], 1) == [
        "Check it (Keeper)",
        "a check (Keeper)",
        "Driver",
        "Check it (Keeper), Driver",
        "Driver",
        "the customer",
    ]
    assert column(build.output.pages["forms"], 2)[0] == "see Check it"


def test_names_in_plain_words_become_links(project: Project) -> None:
    page = project.build().output.pages["forms"]
    assert page.count('href="goods.html#procstd-goods.check" title="Check it"') == 4
    assert page.count('href="#procstd.job-role.driver" title="Driver"') == 3


def test_a_form_is_filled_in_at_the_steps_that_its_fields_name(project: Project) -> None:
    page = project.build().output.pages["forms"]
    text = " ".join(re.sub("<[^>]+>", " ", page).split())
    assert "Filled in at 1. Check it (Keeper)" in text


def test_the_blank_form_says_titles_and_roles_not_ids(project: Project) -> None:
    found = project.build().output.files["_procstd/form-note.xlsx"]
    sheet = openpyxl.load_workbook(BytesIO(found)).active
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert [cell for cell in cells if "Keeper" in cell or "Driver" in cell or "driver" in cell] == [
        "Remark: see Check it · Check it (Keeper)",
        "a check (Keeper)",
        "Driver",
        "Check it (Keeper), Driver",
        "Driver",
    ]


EDITS = {
    "the role of a step": ("goods.rst", ":role: keeper", ":role: Driver"),
    "the title of a step": ("goods.rst", ".. step:: Check it", ".. step:: Check the seal"),
    "a step with the name that the table says": (
        "goods.rst",
        ":role: keeper\n",
        ":role: keeper\n\n.. step:: the customer\n",
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_change_reaches_the_table_and_the_blank_form(project: Project, edit: tuple[str, str, str]) -> None:
    project.build()
    project.edit(*edit)
    assert "forms" in project.build_same().written


def test_a_form_that_a_workbook_cannot_hold_is_said_and_offered_in_the_other_format(project: Project) -> None:
    project.edit("forms.rst", "Goods note", "x" * 40_000)
    project.write("list.rst", "List\n====\n\n.. form-list::\n")
    made = project.build()
    message = "note: no file to download: the text has 40000 characters; a cell holds 32767 [procstd.form]"
    assert [line for line in made.warnings if "[procstd.form]" in line] == [f"forms.rst:4: WARNING: {message}"]
    for page in ("forms", "list"):
        assert "form-note.docx" in made.output.pages[page]
        assert "form-note.xlsx" not in made.output.pages[page]
