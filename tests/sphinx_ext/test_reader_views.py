"""Forms, access, checklists, questions and controls on pages: what they show, what they say of an empty filter, and
that a change elsewhere reaches them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from builds import Project
from sphinx.testing.util import SphinxTestApp

from sphinxcontrib_procstd.sphinx_ext.views.kind import SUBJECTS
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS

pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")

ORDER = """\
Order
=====

.. process:: Order handling
   :id: order
   :version: 1.0

.. step:: Take the order
   :id: take
   :role: Clerk
   :output: Order form
   :deadline: at once
   :systems: CRM

.. step:: Check the stock
   :id: check
   :role: Lead
   :backup: Clerk
   :deadline: within 2 h
   :systems: ERP
   :controls: Stock check

.. step:: Pack the goods
   :id: pack
   :role: Packer
   :input: Order form
   :deadline: within 4 h

.. control:: Stock check
   :risk: Goods are sold twice
   :owner: Lead
   :step: check

.. faq:: What if the stock is <low>?
   :step: check

   See :process:`returns`.
"""
RETURNS = "Returns\n=======\n\n.. process:: Returns\n   :id: returns\n\n.. step:: Take it back\n   :role: Clerk\n"
FORMS = """\
Forms
=====

.. form:: Order form
   :id: order-form
   :number: F-1
   :owner: Lead
   :retention: 3 years

   ===== ======== ======== ============
   Field Type     Required Choices
   ===== ======== ======== ============
   Goods text     yes      none
   Speed choice   no       slow, fast
   ===== ======== ======== ============

.. system:: CRM
.. system:: ERP
.. job-role:: Clerk
.. job-role:: Lead
.. job-role:: Packer
"""
VIEWS = ("form-list", "system-list", "checklist", "faq-list", "quiz", "control-matrix")
INDEX = "Book\n====\n\n.. toctree::\n\n   order\n   returns\n   forms\n" + "".join(f"   {name}\n" for name in VIEWS)


def write_project(folder: Path, **options: str) -> Project:
    source = folder / "source"
    source.mkdir(parents=True)
    files = {"conf.py": 'extensions = ["sphinxcontrib_procstd"]\n', "index.rst": INDEX}
    files |= {"order.rst": ORDER, "returns.rst": RETURNS, "forms.rst": FORMS}
    for name in VIEWS:
        files[f"{name}.rst"] = f"{name}\n{'=' * len(name)}\n\n.. {name}::\n{options.get(name.replace('-', '_'), '')}"
    for name, text in files.items():
        (source / name).write_text(text, encoding="utf-8")
    return Project(folder)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    build = write_project(tmp_path_factory.mktemp("views")).build()
    assert build.warnings == []
    return build.output.pages


def text_of(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_a_form_says_where_it_is_filled_in_and_offers_blank_forms(pages: dict[str, str]) -> None:
    page = pages["forms"]
    assert (
        '<dt>Filled in at</dt><dd><a class="procstd-link" href="order.html#procstd-order.take">1. Take the order</a>'
        in page
    )
    assert "1. Take the order (Clerk)" in text_of(page)
    assert '<a class="procstd-download" href="_procstd/form-order-form.xlsx" download="F-1 Order form.xlsx">' in page
    assert 'href="_procstd/form-order-form.docx"' in page


def test_the_list_of_forms_has_a_row_a_form(pages: dict[str, str]) -> None:
    assert "Order form F-1 Lead 3 years 1. Take the order Excel Word" in text_of(pages["form-list"])


def test_access_names_each_role_with_its_steps_and_who_stands_in(pages: dict[str, str]) -> None:
    text = text_of(pages["system-list"])
    assert "CRM — Clerk — Order handling 1" in text
    assert "ERP — Lead — Order handling 2 Clerk — Order handling (as backup) 2" in text


def test_a_checklist_is_no_record_and_every_box_has_a_name(pages: dict[str, str]) -> None:
    page = pages["checklist"]
    assert "A working aid, not a record" in page
    assert '<input type="checkbox" value="take" aria-label="Done: 1. Take the order"/>' in page
    assert 'data-key="order@1.0"' in page
    assert "Result: Order form · Clerk · at once" in text_of(page)


def test_questions_stand_with_answers_that_name_what_they_refer_to(pages: dict[str, str]) -> None:
    page = pages["faq-list"]
    assert "What if the stock is &lt;low&gt;?" in page
    assert "See Returns ." in text_of(page)
    assert "Steps: 2. Check the stock" in text_of(page)


def test_each_question_of_a_test_leads_to_its_step(pages: dict[str, str]) -> None:
    page = pages["quiz"]
    assert page.count("<fieldset") == page.count("<details>") == 6
    assert page.count('href="order.html#procstd-order.') == 5
    assert "Order handling: Who does the step “Take the order”?" in page


def test_a_control_links_to_its_step_and_the_matrix_can_be_downloaded(pages: dict[str, str]) -> None:
    page = pages["control-matrix"]
    assert "Goods are sold twice Stock check Lead" in text_of(page)
    assert 'href="order.html#procstd-order.check">2. Check the stock</a>' in page
    assert re.search(r'href="_procstd/controls-[0-9a-f]{12}\.xlsx">Download as Excel', page)


def test_a_record_links_its_steps_and_roles(pages: dict[str, str]) -> None:
    page = pages["order"]
    assert '<dt>Steps</dt><dd><a class="procstd-link" href="#procstd-order.check">2. Check the stock</a></dd>' in page
    assert (
        '<dt>Answers for it</dt><dd><a class="procstd-link" href="forms.html#procstd.job-role.lead">Lead</a></dd>'
        in page
    )


@pytest.mark.parametrize("name", VIEWS)
def test_a_filter_that_matches_nothing_offers_the_nearest_name(tmp_path: Path, name: str) -> None:
    project = write_project(tmp_path, **{name.replace("-", "_"): "   :role: Clark\n"})
    build = project.build()
    said = 'No process matches this filter. Nothing is called "Clark"; did you mean "Clerk"?'
    assert build.warnings == [f"{name}.rst:4: WARNING: {name}: {said} [procstd.view]"]
    assert "No process matches this filter." in text_of(build.output.pages[name])


ALL_VIEWS = sorted(set(VIEW_OPTIONS) - {"what-changed"})  # that one needs a release to compare with


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_view_says_on_the_page_and_at_its_place_which_name_is_unknown(tmp_path: Path, language: str) -> None:
    project = write_project(tmp_path)
    project.overrides = {"language": language}
    subjects = {name: {"role": "Clerk", "department": "Shop"}[option] for name, option in SUBJECTS.items()}
    views = "".join(f"\n.. {name}:: {subjects.get(name, '')}\n   :process: ordre\n" for name in ALL_VIEWS)
    (project.source / "index.rst").write_text(f"{INDEX}\n.. department:: Shop\n{views}", encoding="utf-8")
    build = project.build()
    asked = {
        "en": 'Nothing is called "ordre"; did you mean "order"?',
        "zh_CN": "没有名为“ordre”的条目；是否指“order”？",
    }[language]
    assert [warning.split()[2] for warning in build.warnings if warning.endswith(f"{asked} [procstd.view]")] == [
        f"{name}:" for name in ALL_VIEWS
    ]
    assert text_of(build.output.pages["index"]).replace("&quot;", '"').count(asked) == len(ALL_VIEWS)


def test_an_unknown_name_beside_known_ones_is_said_and_the_view_is_filled(tmp_path: Path) -> None:
    build = write_project(tmp_path, form_list="   :process: order, retruns\n").build()
    said = 'Nothing is called "retruns"; did you mean "Returns"?'
    assert build.warnings == [f"form-list.rst:4: WARNING: form-list: {said} [procstd.view]"]
    assert "Order form" in build.output.pages["form-list"]


def test_a_state_that_is_none_is_said_where_it_is_written(tmp_path: Path) -> None:
    build = write_project(tmp_path, quiz="   :status: efective\n").build()
    assert build.warnings[0] == (
        'quiz.rst:5: WARNING: status: "efective" is not one of draft, in-review, pilot, effective, '
        'under-revision, retired; did you mean "effective"? [procstd.value]'
    )


EDITS = {
    "a step's title": ("order.rst", ".. step:: Take the order", ".. step:: Note the order"),
    "a step's role": ("order.rst", ":role: Packer", ":role: Clerk"),
    "a deadline": ("order.rst", "within 4 h", "within 5 h"),
    "a form's number": ("forms.rst", "F-1", "F-9"),
    "a form's title": ("forms.rst", ".. form:: Order form", ".. form:: Order sheet"),
    "a role's title": ("forms.rst", ".. job-role:: Lead\n", ".. job-role:: Lead\n   :id: head\n"),
    "a process's title": ("returns.rst", ".. process:: Returns", ".. process:: Returned goods"),
    "a control": ("order.rst", "Goods are sold twice", "Goods are sold to two"),
    "a form is gone": ("forms.rst", "   :id: order-form\n", "   :id: other-form\n"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = write_project(tmp_path_factory.mktemp("edited"))
    project.build()
    return project


def files_of(project: Project, place: str) -> dict[str, bytes]:
    folder = project.folder / place / "html" / "_procstd"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_change_reaches_every_view_and_every_file(built: Project, edit: tuple[str, str, str]) -> None:
    before = built.sources()
    built.edit(*edit)
    built.build_same()
    assert files_of(built, "build") == files_of(built, "clean")
    built.restore(before)


def test_parallel_writers_make_the_same_files(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    project.build(place="one")
    project.build(place="two", jobs=2)
    assert files_of(project, "one") == files_of(project, "two")


@pytest.mark.parametrize(("builder", "suffix"), [("text", "txt"), ("latex", "tex"), ("singlehtml", "html")])
def test_other_builders_show_the_views_too(tmp_path: Path, builder: str, suffix: str) -> None:
    project = write_project(tmp_path)
    app = SphinxTestApp(builder, srcdir=project.source, builddir=tmp_path / "out")
    app.build()
    app.cleanup()
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(app.outdir.rglob(f"*.{suffix}")))
    for words in ("Result: Order form", "Goods are sold twice", "Who does the step"):
        assert words in text


def report_link(tmp_path: Path, **config: Any) -> str:
    project = write_project(tmp_path)
    project.overrides = config
    (found,) = re.findall(r'<a class="procstd-report" href="([^"]*)"', project.build().output.pages["order"])[:1] or [
        ""
    ]
    return str(found)


def test_a_step_links_to_where_its_problems_are_reported(tmp_path: Path) -> None:
    address = "https://example.org/new?title={process}.{step}%20{step_title}&amp={version}&u={url}"
    assert report_link(tmp_path, procstd_report_problem=address, html_baseurl="https://h.example/") == (
        "https://example.org/new?title=order.take%20Take%20the%20order&amp;amp=1.0"
        "&amp;u=https%3A%2F%2Fh.example%2Forder.html%23procstd-order.take"
    )


def test_without_an_address_there_is_no_such_link(tmp_path: Path) -> None:
    assert report_link(tmp_path) == ""


def test_a_template_is_copied_and_one_that_is_missing_is_said(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    project.write("files/blank.xlsx", "a workbook")
    project.edit("forms.rst", ":number: F-1", ":number: F-1\n   :template: files/blank.xlsx")
    build = project.build()
    assert build.warnings == []
    assert 'href="_procstd/template-order-form.xlsx">files/blank.xlsx</a>' in build.output.pages["forms"]
    project.edit("forms.rst", "files/blank.xlsx", "../conf.py")
    build = project.build()
    message = 'template: "../conf.py" is neither an https: address nor a file inside the source folder'
    assert build.warnings == [f"forms.rst:7: WARNING: {message} [procstd.file]"]
    assert "template-order-form.xlsx" not in files_of(project, "build")


def test_no_forms_are_made_when_conf_py_says_so(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    project.overrides = {"procstd_blank_forms": False}
    build = project.build()
    assert "procstd-download" not in build.output.pages["forms"]
    assert not (tmp_path / "build" / "html" / "_procstd").exists()
