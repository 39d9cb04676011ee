"""Files to download beside the page of each process: there, the same on every machine, never stale, never left over."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from builds import Project

from sphinxcontrib_procstd.sphinx_ext import downloads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")

FORMATS = ["xlsx", "docx", "csv", "bpmn", "json", "md"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.copy("handbook", tmp_path_factory.mktemp("downloads"), procstd_downloads=FORMATS)
    assert project.build().warnings == []
    return project


@pytest.fixture
def project(built: Project) -> Iterator[Project]:
    """The project as it was first, built; each test leaves its changes to be undone."""
    before = built.sources()
    yield built
    built.restore(before)
    built.overrides["procstd_downloads"] = FORMATS
    built.build()


def folder_of(project: Project, place: str = "build", builder: str = "html") -> Path:
    return project.folder / place / builder / "_downloads" / "procstd"


def stamps(project: Project) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder_of(project).iterdir()}


def changed(project: Project, before: dict[str, int]) -> list[str]:
    """Return the processes whose files were written again."""
    return sorted({name.partition(".")[0] for name, stamp in stamps(project).items() if before.get(name) != stamp})


def links(page: Path) -> dict[str, str]:
    """Return the address of each download on a page, and the name to save it under."""
    row = re.search(r'<div class="procstd-downloads">.*?</div>', page.read_text(encoding="utf-8"), re.DOTALL)
    return dict(re.findall(r'href="([^"]+)" download="([^"]+)"', row[0])) if row else {}


def test_each_link_of_a_page_leads_to_a_file(project: Project) -> None:
    page = project.folder / "build" / "html" / "complaint.html"
    found = links(page)
    assert [name.rpartition(".")[2] for name in found] == ["xlsx", "docx", "csv", "json", "bpmn", "md"]
    assert found["_downloads/procstd/complaint.xlsx"] == "SOP-CS-001 客户投诉处理流程.xlsx"
    assert all((page.parent / address).is_file() for address in found)


def test_pages_in_folders_of_their_own_link_upwards(project: Project) -> None:
    project.build(builder="dirhtml")
    page = project.folder / "build" / "dirhtml" / "complaint" / "index.html"
    found = links(page)
    assert "../_downloads/procstd/complaint.bpmn" in found
    assert all((page.parent / address).is_file() for address in found)


def test_references_in_texts_are_titles_in_documents_and_references_in_sources(project: Project) -> None:
    assert "按投诉分级手册分级。" in (folder_of(project) / "complaint.csv").read_text(encoding="utf-8-sig")
    assert "按{manual}`complaint-manual`分级。" in (folder_of(project) / "complaint.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_clean_build_makes_the_same_bytes(project: Project, jobs: int) -> None:
    project.build_clean(jobs=jobs)
    clean = folder_of(project, "clean")
    assert {path.name: path.read_bytes() for path in clean.iterdir()} == {
        path.name: path.read_bytes() for path in folder_of(project).iterdir()
    }


def test_a_build_that_changes_nothing_writes_no_file(project: Project) -> None:
    before = stamps(project)
    assert project.build().written == []
    assert stamps(project) == before


@pytest.mark.parametrize(
    ("name", "old", "new", "files"),
    [
        ("complaint.md", "登记来源和内容。", "登记来源、内容和电话。", ["complaint"]),
        ("forms.md", "投诉登记表", "客户投诉登记表", ["complaint"]),
        ("refund.rst", ".. process:: ", ".. process:: 新", ["complaint", "refund"]),
        ("index.md", "# ", "# 新", []),
    ],
    ids=["a step", "a form it uses", "a process it hands over to", "another page"],
)
def test_a_file_is_made_anew_when_what_it_says_has_changed_and_only_then(
    project: Project, name: str, old: str, new: str, files: list[str]
) -> None:
    before = stamps(project)
    text = project.text(name)
    assert old in text
    project.write(name, text.replace(old, new, 1))
    project.build()
    assert changed(project, before) == files
    project.build_clean()
    assert {path.name: path.read_bytes() for path in folder_of(project, "clean").iterdir()} == {
        path.name: path.read_bytes() for path in folder_of(project).iterdir()
    }


def test_a_file_that_someone_took_away_is_made_again(project: Project) -> None:
    (folder_of(project) / "refund.docx").unlink()
    project.build()
    assert (folder_of(project) / "refund.docx").is_file()


def test_the_files_of_a_process_that_is_gone_go_too(project: Project) -> None:
    project.edit("complaint.md", ":id: complaint\n", ":id: grievance\n")
    project.build()
    names = {path.name.partition(".")[0] for path in folder_of(project).iterdir()}
    assert "grievance" in names
    assert "complaint" not in names


def test_a_build_that_died_leaves_no_stale_file(project: Project) -> None:
    project.edit("complaint.md", "登记来源和内容。", "登记来源。")
    with pytest.raises(KeyboardInterrupt):
        project.build(stop_at="complaint")
    project.build()
    assert "登记来源。" in (folder_of(project) / "complaint.csv").read_text(encoding="utf-8-sig")


def test_nothing_is_left_when_the_setting_is_taken_back(project: Project) -> None:
    project.overrides["procstd_downloads"] = []
    project.build()
    assert not folder_of(project).exists()
    assert links(project.folder / "build" / "html" / "complaint.html") == {}


def test_other_builders_make_no_files(project: Project) -> None:
    project.build(builder="singlehtml")
    assert not (project.folder / "build" / "singlehtml" / "_downloads").exists()
    page = project.folder / "build" / "singlehtml" / "index.html"
    assert links(page) == {}


def test_a_missing_library_is_warned_of_once_and_leaves_no_link(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "find_spec", lambda name: None if name == "docx" else name)
    assert project.build().warnings == [
        (
            'conf.py:1: WARNING: procstd_downloads：“docx”未生成；请运行：pip install "sphinxcontrib-procstd[docx]"'
            " [procstd.download]"
        )
    ]
    assert not (folder_of(project) / "complaint.docx").exists()


def test_what_a_format_cannot_hold_is_warned_of_with_its_place(project: Project) -> None:
    project.edit("complaint.md", "登记来源和内容。", "登记" * 20_000)
    (warning,) = project.build().warnings
    assert warning.startswith("complaint.md:1: WARNING: complaint：没有可下载的文件：")
    assert warning.endswith(": 文本有40000个字符；单元格最多容纳32767个 [procstd.download]")
    assert not any("xlsx" in address for address in links(project.folder / "build" / "html" / "complaint.html"))


def test_a_template_decides_how_files_look_and_makes_them_anew(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font, NamedStyle

    project = Project.copy("handbook", tmp_path, procstd_downloads=["xlsx"], procstd_templates=["look.xlsx"])
    place = "conf.py:1: WARNING: procstd_templates：没有文件'look.xlsx' [procstd.download]"
    assert project.build().warnings == [place]
    book = Workbook()
    book.add_named_style(NamedStyle(name="procstd heading", font=Font(name="Kai", color="FFFF0000")))
    book.save(project.source / "look.xlsx")
    assert project.build().warnings == []
    with zipfile.ZipFile(io.BytesIO((folder_of(project) / "complaint.xlsx").read_bytes())) as package:
        assert b"FFFF0000" in package.read("xl/styles.xml")
