"""Documents out of a handbook, and back in as sources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinxcontrib_procstd.cli import main

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
# 手册

:::{process} 客户投诉处理流程
:id: complaint
:version: 1.1
:::

:::{step} 接收投诉
:id: receive
:role: 客服专员
:input: 客户来电
:output: 投诉登记表
:deadline: 即时
:systems: CRM系统

登记客户名称。
:::

:::{step} 判定级别
:id: classify
:role: 客服主管
:deadline: 接收后2小时内
:next: end [不受理]; receive [资料不全]
:::
"""


def handbook(folder: Path, name: str, text: str) -> Path:
    folder.mkdir()
    (folder / "conf.py").write_text('extensions = ["myst_parser", "sphinxcontrib_procstd"]\n', encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def steps(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, ...]]:
    capsys.readouterr()
    assert main(["export", str(folder), "-q"]) == 0
    (process,) = json.loads(capsys.readouterr().out)["processes"]
    fields = ("title", "role", "input", "output", "deadline", "body")
    return [tuple(step[field] for field in fields) for step in process["steps"]]


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx", "bpmn"])
@pytest.mark.parametrize("markup", ["md", "rst"])
def test_a_process_comes_back_as_it_went_out(
    form: str, markup: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = handbook(tmp_path / "book", "index.md", PAGE)
    assert main(["export", str(book), "-q", "-f", form, "-o", str(tmp_path / "out")]) == 0
    back = tmp_path / "back"
    back.mkdir()
    assert main(["import", str(tmp_path / "out" / f"complaint.{form}"), "--to", markup, "-o", str(back)]) == 0
    (name,) = (path.stem for path in back.glob(f"*.{markup}") if "process" in path.read_text(encoding="utf-8"))
    conf = f'extensions = ["myst_parser", "sphinxcontrib_procstd"]\nroot_doc = "{name}"\n'
    (back / "conf.py").write_text(conf, encoding="utf-8")
    assert steps(back, capsys) == steps(book, capsys)


def test_a_file_that_exists_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = handbook(tmp_path / "book", "index.md", PAGE)
    assert main(["export", str(book), "-q", "-f", "xlsx", "-o", str(tmp_path)]) == 0
    (tmp_path / "complaint.md").write_text("mine", encoding="utf-8")
    assert main(["import", str(tmp_path / "complaint.xlsx"), "-o", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"procstd: {tmp_path}/complaint.md: exists already; --force overwrites it\n"
    assert (tmp_path / "complaint.md").read_text(encoding="utf-8") == "mine"


def test_a_dry_run_shows_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = handbook(tmp_path / "book", "index.md", PAGE)
    assert main(["export", str(book), "-q", "-f", "csv", "-o", str(tmp_path)]) == 0
    assert main(["import", str(tmp_path / "complaint.csv"), "-o", str(tmp_path), "--dry-run"]) == 0
    assert "+:::{step} 接收投诉" in capsys.readouterr().out
    assert not (tmp_path / "complaint.md").exists()


def test_an_unknown_format_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "a.odt")]) == 2
    assert capsys.readouterr().err == (
        f"procstd: {tmp_path}/a.odt: cannot tell its format; known are .bpmn, .csv, .docx, .json, .tsv, .xlsx, .xml\n"
    )


TABLE = "流程步骤,责任岗位,表单\n申请,{role},《申请单》\n"


def test_several_files_share_one_register_and_keep_their_processes_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, role in (("a", "甲"), ("b", "乙")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "buy.csv").write_text(TABLE.format(role=role), encoding="utf-8")
    (tmp_path / "broken.xlsx").write_bytes(b"x")
    out = tmp_path / "out"
    names = [str(tmp_path / name) for name in ("a/buy.csv", "broken.xlsx", "b/buy.csv")]
    assert main(["import", *names, "-o", str(out)]) == 2
    said = capsys.readouterr()
    assert said.out == f"{out}/buy.md\n{out}/buy-2.md\n{out}/registers.md\n"
    assert said.err == (
        f"procstd: {tmp_path}/broken.xlsx: not a readable Office file: File is not a zip file\n"
        f'{tmp_path}/b/buy.csv:2: warning: the id "buy" is taken; the process is called "buy-2"\n'
    )
    registers = (out / "registers.md").read_text(encoding="utf-8")
    assert [registers.count(name) for name in ("{form} 申请单", "{job-role} 甲", "{job-role} 乙")] == [1, 1, 1]


def test_a_later_import_leaves_the_registers_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = handbook(tmp_path / "book", "index.md", ":::{job-role} 甲\n:::\n")
    (tmp_path / "one.csv").write_text(TABLE.format(role="甲"), encoding="utf-8")
    (tmp_path / "two.csv").write_text(TABLE.format(role="乙"), encoding="utf-8")
    assert main(["import", str(tmp_path / "one.csv"), "-o", str(book), "--handbook", str(book)]) == 0
    assert "{job-role}" not in (book / "registers.md").read_text(encoding="utf-8")
    assert main(["import", str(tmp_path / "two.csv"), "-o", str(book), "--handbook", str(book)]) == 0
    assert capsys.readouterr().out.endswith(f"{book}/two.md\n{book}/registers-2.md\n")
    registers = (book / "registers-2.md").read_text(encoding="utf-8")
    assert "{job-role} 乙" in registers
    assert "{form}" not in registers


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_several_formats_are_written_in_one_run(jobs: str, tmp_path: Path) -> None:
    book = handbook(tmp_path / "book", "index.md", PAGE)
    formats = [part for form in ("json", "csv", "xlsx", "bpmn", "mermaid") for part in ("-f", form)]
    assert main(["export", str(book), "-q", *formats, "-j", jobs, "-o", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "complaint.bpmn", "complaint.csv", "complaint.mmd", "complaint.xlsx", "handbook.json",
    ]  # fmt: skip


def test_several_formats_need_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = handbook(tmp_path / "book", "index.md", PAGE)
    assert main(["export", str(book), "-q", "-f", "csv", "-f", "json"]) == 2
    assert capsys.readouterr().err == "procstd: several formats make several files: name a folder with -o\n"


def test_a_template_gives_its_styles_and_its_page_header(tmp_path: Path) -> None:
    import docx
    from docx.shared import RGBColor
    from openpyxl import Workbook, load_workbook

    book = handbook(tmp_path / "book", "index.md", PAGE)
    workbook = Workbook()
    workbook.worksheets[0].oddHeader.center.text = "衡川仪器"
    workbook.save(tmp_path / "ours.xlsx")
    document = docx.Document()
    document.add_paragraph("content that is not used")
    document.styles.add_style("Procstd Heading", 1).font.color.rgb = RGBColor(0xC0, 0, 0)
    document.sections[0].header.paragraphs[0].text = "衡川仪器"
    document.save(str(tmp_path / "ours.docx"))
    looks = ["--template", str(tmp_path / "ours.xlsx"), "--template", str(tmp_path / "ours.docx")]
    arguments = ["-q", "-f", "xlsx", "-f", "docx", *looks, "-o", str(tmp_path / "out")]
    assert main(["export", str(book), *arguments]) == 0
    sheets = load_workbook(tmp_path / "out" / "complaint.xlsx").worksheets
    assert {sheet.oddHeader.center.text for sheet in sheets} == {"衡川仪器"}
    written = docx.Document(str(tmp_path / "out" / "complaint.docx"))
    assert written.styles["Procstd Heading"].font.color.rgb == RGBColor(0xC0, 0, 0)
    assert [section.header.paragraphs[0].text for section in written.sections] == ["衡川仪器"]
    assert "content that is not used" not in [paragraph.text for paragraph in written.paragraphs]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("look.pptx", "look.pptx: a template is an .xlsx or a .docx file"),
        ("look.xlsx", "look.xlsx: there is no such file"),
    ],
)
def test_a_template_that_cannot_be_one_is_said(
    name: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = handbook(tmp_path / "book", "index.md", PAGE)
    assert main(["export", str(book), "-q", "-f", "xlsx", "--template", name, "-o", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"procstd: {message}\n"


def test_a_file_of_others_does_not_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = {"kind": "\x1b]0;x\x07", "title": "R"}
    catalogue = {"version": 1, "processes": [{"id": "p", "title": "P", "records": [record]}]}
    (tmp_path / "x.json").write_text(json.dumps(catalogue), encoding="utf-8")
    assert main(["import", str(tmp_path / "x.json"), "-o", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().err
    assert 'the record of the unknown kind "\ufffd]0;x\ufffd" was left out' in said
    assert "\x1b" not in said
