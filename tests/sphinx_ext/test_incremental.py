"""A build on top of an older one shows what a clean build would, and writes no page that stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from builds import Project
from edits import Editor
from wide_edits import WideEditor, add_everything

from sphinxcontrib_procstd.sphinx_ext.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinxcontrib_procstd.model.handbook import DocumentFacts

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.copy("handbook", tmp_path_factory.mktemp("incremental"))
    assert project.build().warnings == []
    return project


@pytest.fixture
def project(built: Project) -> Iterator[Project]:
    """The project as it was first, built; each test leaves its changes to be undone."""
    before = built.sources()
    yield built
    built.restore(before)


@pytest.fixture
def settled(project: Project) -> Project:
    """The same after a build, so that the next build writes what a test's own change makes it write."""
    project.build()
    return project


def test_an_unchanged_build_reads_and_writes_nothing(settled: Project) -> None:
    build = settled.build()
    assert (build.read, build.written, build.warnings) == ([], [], [])


# index lists every page: Sphinx writes a page again when one it lists was read again.
TITLES = {
    "a process: where it is listed, named, handed over to, drawn, and where its uses are": (
        ("complaint.md", "{process} 客户投诉处理流程", "{process} 投诉处理"),
        "audit complaint departments flow forms index lists/customer more-forms notes processes refund roles systems",
    ),
    "a step: in its own page, the drawings and the registers": (
        ("complaint.md", "{step} 接收投诉", "{step} 受理投诉"),
        "complaint flow forms index more-forms roles systems",
    ),
    "a step by the id of which others name it": (
        ("refund.rst", ".. step:: 付款", ".. step:: 打款"),
        "flow index notes refund roles systems",
    ),
    "a form named by its id and linked by its title": (
        ("forms.md", "{form} 投诉登记表", "{form} 投诉台账"),
        "complaint forms index notes refund",
    ),
    "a role": (
        ("roles.md", "{job-role} 出纳\n", "{job-role} 出纳员\n"),
        "index notes purchase refund roles",
    ),
    "a department": (
        ("departments.rst", ".. department:: 财务部", ".. department:: 财务中心"),
        "complaint departments forms index refund",
    ),
    "a row of a data file": (
        ("data/purchase.csv", "申购,采购员", "请购,采购员"),
        "index more-forms notes purchase roles",
    ),
}


@pytest.mark.parametrize(("edit", "pages"), TITLES.values(), ids=TITLES.keys())
def test_a_changed_title_writes_exactly_the_pages_that_show_it(
    settled: Project, edit: tuple[str, str, str], pages: str
) -> None:
    settled.edit(*edit)
    build = settled.build_same()
    assert build.written == sorted(pages.split())
    assert {*build.changed, "index"} == {*pages.split()}


TEXTS = {
    "the text of a step is on its page only": (("complaint.md", "登记来源和内容", "登记来源"), "complaint index"),
    "a time limit is in the drawing too": (("complaint.md", "2小时内", "3小时内"), "complaint flow index"),
    "the input of a step is in the cards of the drawing": (
        ("complaint.md", ":input: 投诉邮件", ":input: 投诉邮件（正本）"),
        "complaint flow index",
    ),
    "the input of an attached step is in the cards of the drawing": (
        ("audit.md", ":input: 退款申请单", ":input: 退款申请单（副本）"),
        "audit flow index refund",
    ),
    "the status of a process is in the lists": (("refund.rst", "draft", "pilot"), "index processes refund"),
    "a department changed the list it filters": (
        ("refund.rst", "财务部", "客服部"),
        "departments index lists/customer refund",
    ),
    "the text of an attached step is on its own page": (("audit.md", "每月抽查", "每周抽查"), "audit index"),
    "the role of an attached step is a lane": (
        ("audit.md", ":process: refund\n:role: 内审员", ":process: refund\n:role: 出纳"),
        "audit flow index refund roles",
    ),
    "an included text is on the page that includes it": (
        ("shared/common.md", "参见{system}", "另见{system}"),
        "index notes",
    ),
    "the owner of a form is in its register": (("more-forms.rst", "采购员", "出纳"), "index more-forms"),
}


@pytest.mark.parametrize(("edit", "pages"), TEXTS.values(), ids=TEXTS.keys())
def test_a_changed_text_writes_exactly_the_pages_that_show_it(
    settled: Project, edit: tuple[str, str, str], pages: str
) -> None:
    settled.edit(*edit)
    assert settled.build_same().written == sorted(pages.split())


LOOKS = {
    "a text that no other page shows: at that page and those with views": (
        ("complaint.md", "登记来源和内容", "登记来源"),
        "complaint flow lists/customer processes",
    ),
    "a title: at every page with something of ours": (
        ("forms.md", "{form} 投诉登记表", "{form} 投诉台账"),
        """audit complaint departments flow forms hiring lists/customer manuals more-forms notes processes purchase
        refund roles systems""",
    ),
}


@pytest.mark.parametrize(("edit", "pages"), LOOKS.values(), ids=LOOKS.keys())
def test_a_build_looks_at_pages_that_an_edit_may_have_made_stale(
    settled: Project, monkeypatch: pytest.MonkeyPatch, edit: tuple[str, str, str], pages: str
) -> None:
    looked_at: set[str] = set()
    texts = Shown.texts

    def note(shown: Shown, docname: str, facts: DocumentFacts) -> Iterator[str]:
        looked_at.add(docname)
        return texts(shown, docname, facts)

    monkeypatch.setattr(Shown, "texts", note)
    settled.edit(*edit)
    settled.build()
    assert looked_at == {*pages.split()}


NEW = {
    "process": ("hiring.md", "{process} 招聘流程", "{process} 回访记录"),
    "form": ("forms.md", "{form} 退款申请单", "{form} 回访记录\n:id: call-back\n:::\n\n:::{form} 退款申请单"),
    "manual": ("manuals.rst", "投诉分级手册", "回访记录"),
}


@pytest.mark.parametrize("edit", NEW.values(), ids=NEW.keys())
def test_a_name_that_something_new_bears_becomes_a_link(project: Project, edit: tuple[str, str, str]) -> None:
    project.edit(*edit)
    build = project.build_same()
    assert '<span class="procstd-auto">《回访记录》</span></a>' in build.output.pages["notes"]
    assert "notes" in build.written


GONE = {
    "process": ("refund.rst", ":id: refund\n", ":id: repay\n"),
    "step": ("complaint.md", ":id: classify\n:role: 客服主管\n:formerly: grade", ":id: sort\n:role: 客服主管"),
    "form": ("forms.md", ":id: refund-form", ":id: repay-form"),
    "role": ("roles.md", ":id: cashier", ":id: teller"),
}


@pytest.mark.parametrize("edit", GONE.values(), ids=GONE.keys())
def test_a_changed_id_moves_every_link(project: Project, edit: tuple[str, str, str]) -> None:
    project.edit(*edit)
    assert "notes" in project.build_same().written


def test_a_title_that_a_second_step_bears_names_none(settled: Project) -> None:
    settled.edit("hiring.md", "{step} 面试", "{step} 申购")
    build = settled.build_same()
    assert build.written == ["hiring", "index", "notes", "roles"]
    assert build.warnings == ["notes.md:4: WARNING: 没有名为“申购”的步骤；是否指“申购”？ [procstd.X701]"]


@pytest.mark.parametrize("name", ["complaint.md", "forms.md", "roles.md", "audit.md"])
def test_a_deleted_document_takes_its_links_with_it(project: Project, name: str) -> None:
    project.delete(name)
    project.edit("index.md", f"\n{name.removesuffix('.md')}\n", "\n")
    project.build_same()


def test_a_use_that_moves_to_the_next_entry_of_a_register_is_seen(settled: Project) -> None:
    settled.edit("complaint.md", ":informed: 财务部\n", "")
    settled.build()
    settled.edit("refund.rst", "财务部", "客服部")  # from the only use of one to the last of the one before
    assert "departments" in settled.build_same().written


def test_a_record_that_names_steps_that_are_not_there_is_not_written_when_its_process_comes(settled: Project) -> None:
    settled.write("controls.md", "# 控制\n\n:::{control} 双人复核\n:process: leave\n:step: apply, sign\n:::\n")
    settled.edit("index.md", "flow\n", "flow\ncontrols\n")
    settled.build()
    settled.write("hiring.md", settled.text("hiring.md") + "\n:::{process} 请假流程\n:id: leave\n:::\n")
    assert "controls" not in settled.build_same().written


def test_a_map_that_does_not_show_a_way_from_a_process_to_itself_is_not_written_for_it(settled: Project) -> None:
    settled.write("map.md", "# 流程图\n\n:::{process-map}\n:::\n")
    settled.edit("index.md", "flow\n", "flow\nmap\n")
    settled.build()
    settled.edit("hiring.md", "end [录用]", "process:hiring [录用]")
    assert settled.build_same().written == ["hiring", "index"]


def test_the_files_of_a_review_calendar_go_with_the_last_page_that_has_one(project: Project) -> None:
    project.write("reviews.md", "# 复盘\n\n:::{review-calendar}\n:::\n\n:::{review-calendar}\n:status: draft\n:::\n")
    project.edit("index.md", "flow\n", "flow\nreviews\n")
    folder = project.folder / "build" / "html" / "_procstd_reviews"
    project.build()
    both = [path.name for path in sorted(folder.glob("*.csv"))]
    project.write("reviews.md", "# 复盘\n\n:::{review-calendar}\n:::\n")
    project.build_same()
    assert [name for name in both if not (folder / name).exists()] == both[:1]
    project.delete("reviews.md")
    project.edit("index.md", "flow\nreviews\n", "flow\n")
    project.build_same()
    assert not folder.exists()


CONTROL = ":::{control} 双人复核\n:process: refund\n:risk: 重复付款\n:::\n"
NO_WORKBOOK = {
    "the last control is gone": ("controls.md", CONTROL, ""),
    "none is wanted any more": ("conf.py", "procstd_blank_forms = True\n", "procstd_blank_forms = False\n"),
}


@pytest.mark.parametrize("edit", NO_WORKBOOK.values(), ids=NO_WORKBOOK.keys())
def test_the_workbook_of_a_control_matrix_goes_when_the_matrix_offers_none(
    project: Project, edit: tuple[str, str, str]
) -> None:
    project.write("conf.py", project.text("conf.py") + "procstd_blank_forms = True\n")
    project.write("controls.md", f"# 控制\n\n{CONTROL}")
    project.write("matrix.md", "# 矩阵\n\n:::{control-matrix}\n:::\n")
    project.edit("index.md", "flow\n", "flow\ncontrols\nmatrix\n")
    folder = project.folder / "build" / "html" / "_procstd"
    project.build()
    assert len([*folder.glob("controls-*.xlsx")]) == 1
    project.edit(*edit)
    project.build_same()
    assert [*folder.glob("controls-*.xlsx")] == []


def test_the_copy_of_a_template_goes_with_the_template(project: Project) -> None:
    project.write("form.txt", "表")
    project.edit("forms.md", ":id: refund-form\n", ":id: refund-form\n:template: form.txt\n")
    copy = project.folder / "build" / "html" / "_procstd" / "template-refund-form.txt"
    project.build_same()
    assert copy.read_text(encoding="utf-8") == "表"
    project.write("form.txt", "新表")
    project.build_same()
    assert copy.read_text(encoding="utf-8") == "新表"
    project.delete("form.txt")
    assert len(project.build_same().warnings) == 1
    assert not copy.exists()
    project.write("form.txt", "又一张表")
    project.build_same()
    assert copy.read_text(encoding="utf-8") == "又一张表"


def test_a_template_that_can_be_no_file_stops_no_later_build(project: Project) -> None:
    names = f"{'很长' * 200}.txt", "form.txt/inner.txt", "shared"
    forms = "".join(f":::{{form}} 表{name[:2]}\n:template: {name}\n:::\n\n" for name in names)
    project.write("forms.md", f"{project.text('forms.md')}\n{forms}")
    project.write("form.txt", "表")
    said = project.build().warnings
    assert [line.count("template") for line in said if line.startswith("forms.md")] == [1, 1, 1]
    assert project.build_same().warnings == said


def test_a_deleted_document_leaves_the_list_of_contents_that_still_names_it(settled: Project) -> None:
    settled.delete("hiring.md")
    build = settled.build_same()
    assert build.written == ["index", "processes", "roles"]
    assert "招聘流程" not in build.output.pages["index"]


@pytest.mark.parametrize("name", ["complaint", "forms", "roles"])
def test_a_renamed_document_is_linked_under_its_new_name(project: Project, name: str) -> None:
    project.rename(f"{name}.md", f"new-{name}.md")
    project.edit("index.md", f"\n{name}\n", f"\nnew-{name}\n")
    build = project.build_same()
    assert f'href="new-{name}.html' in build.output.pages["notes"]


@pytest.mark.parametrize("reference", ["{doc}`complaint`", "{any}`the-label`", "{ref}`the-label`", "[](complaint.md)"])
def test_a_title_quoted_by_a_reference_of_sphinx_is_as_fresh_as_ours(settled: Project, reference: str) -> None:
    settled.write("complaint.md", "(the-label)=\n\n" + settled.text("complaint.md"))
    settled.write("quote.md", f"# 引用\n\n{reference}\n")
    settled.edit("index.md", "flow\n", "flow\nquote\n")
    settled.build()
    settled.edit("complaint.md", "{process} 客户投诉处理流程", "{process} 投诉处理")
    build = settled.build_same()
    assert "投诉处理</span></a>" in build.output.pages["quote"]


def test_what_another_builder_has_read_is_still_written(settled: Project) -> None:
    settled.edit("forms.md", "{form} 投诉登记表", "{form} 投诉台账")
    settled.edit("data/purchase.csv", "三家比价", "两家比价")
    settled.build("dummy")
    build = settled.build_same()
    assert build.read == []
    assert build.written == ["complaint", "forms", "index", "notes", "purchase", "refund"]


def test_after_a_build_that_was_killed_every_page_is_written(settled: Project) -> None:
    settled.edit("forms.md", "{form} 投诉登记表", "{form} 投诉台账")
    with pytest.raises(KeyboardInterrupt):
        settled.build(stop_at="notes")
    build = settled.build_same()
    assert build.written == [name for name in sorted(build.output.pages) if settled.has(name)]


def test_a_page_written_by_itself_leaves_the_others_to_be_written(settled: Project) -> None:
    settled.edit("forms.md", "{form} 投诉登记表", "{form} 投诉台账")
    settled.build(only=["forms.md"])
    assert settled.build_same().written == ["complaint", "index", "notes", "refund"]


@pytest.mark.parametrize("seed", [1])
def test_random_edits_leave_nothing_stale(tmp_path: Path, seed: int) -> None:
    project = Project.copy("handbook", tmp_path, language="en")
    project.show_every_view()
    editor = Editor(project, seed)
    project.build()
    for number in range(1, 26):
        edit = editor.edit()
        print(number, edit)
        if number % 5:
            project.build()
        else:
            project.build_same()
            assert {*project.build().written} <= {"index"}  # Sphinx reads a list that names no document every time


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("seed", [2, 3, 4, 5])
def test_200_random_edits_leave_nothing_stale(tmp_path: Path, seed: int, jobs: int) -> None:
    project = Project.copy("handbook", tmp_path, language="en")
    project.show_every_view(steady=seed % 2 == 0)
    editor = Editor(project, seed)
    project.build(jobs=jobs)
    for number in range(1, 201):
        edit = editor.edit()
        print(number, edit)
        build = project.build_same(jobs=jobs)
        assert build.needless == [] or edit.startswith("change_config")  # Sphinx writes all pages for a setting


def edit_everything(project: Project, seed: int, edits: int, jobs: int) -> None:
    """Edit a handbook with everything in it; after each edit the pages must be those of a clean build."""
    add_everything(project)
    editor = WideEditor(project, seed)
    project.build(jobs=jobs)
    written = 0
    for number in range(1, edits + 1):
        edit = editor.edit()
        print(number, edit, flush=True)
        build = project.build_same(jobs=jobs)
        written += len(build.written)
        assert build.needless == [] or edit.startswith("change_config")  # Sphinx writes all pages for a setting
    print(f"{edits} edits, {written} pages written", flush=True)


def test_edits_of_a_handbook_with_everything_leave_nothing_stale(tmp_path: Path) -> None:
    edit_everything(Project.copy("handbook", tmp_path, language="en"), seed=1, edits=8, jobs=1)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_200_edits_of_a_handbook_with_everything_leave_nothing_stale(tmp_path: Path, seed: int, jobs: int) -> None:
    edit_everything(Project.copy("handbook", tmp_path, language="en"), seed=seed, edits=200, jobs=jobs)
