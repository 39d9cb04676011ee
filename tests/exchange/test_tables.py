"""The template table through CSV, Excel and Word: what goes out comes back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from exchange_samples import COMPLAINT, EMPTY, bare, make_process, make_step, processes, without
from hypothesis import given, settings

from sphinxcontrib_procstd.exchange.csv_ import export_csv, guard, import_csv, unguard
from sphinxcontrib_procstd.exchange.docx_ import export_docx
from sphinxcontrib_procstd.exchange.docx_import import import_docx
from sphinxcontrib_procstd.exchange.table import template_table
from sphinxcontrib_procstd.exchange.values import Imported
from sphinxcontrib_procstd.exchange.wording import Words, chinese, english
from sphinxcontrib_procstd.exchange.xlsx import export_xlsx
from sphinxcontrib_procstd.exchange.xlsx_import import import_xlsx
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.sphinx_ext.interchange import SYNTAX

Export = Callable[..., bytes]
Import = Callable[..., Imported]
FORMATS = [("csv", export_csv, import_csv), ("xlsx", export_xlsx, import_xlsx), ("docx", export_docx, import_docx)]
HEADINGS_ZH = ["流程名称", "责任岗位", "流程步骤", "操作规范", "输入要求", "输出要求", "时间节点", "相关表单/工具"]


def through(name: str, write: Export, read: Import, folder: Path, *items: Process, words: Words = chinese) -> Imported:
    path = folder / f"x.{name}"
    path.write_bytes(write(list(items), EMPTY, words))
    return read(path, SYNTAX, path.name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


@settings(max_examples=40)
@given(process=processes())
def test_a_workbook_returns_every_field(process: Process, folder: Path) -> None:
    found = through("xlsx", export_xlsx, import_xlsx, folder, process)
    assert [bare(item) for item in found.processes] == [bare(process)]


@settings(max_examples=40)
@given(process=processes())
def test_a_word_document_returns_every_field(process: Process, folder: Path) -> None:
    found = through("docx", export_docx, import_docx, folder, process, words=english)
    assert [bare(item) for item in found.processes] == [bare(process)]


@settings(max_examples=40)
@given(process=processes())
def test_csv_returns_every_field_of_the_steps_but_the_kinds_of_tools(process: Process, folder: Path) -> None:
    found = through("csv", export_csv, import_csv, folder, process).processes[0]
    tools = ("forms", "systems", "tools")
    assert found.records == ()  # one table of steps has no place for them
    assert bare(without(found, of_steps=tools))["steps"] == bare(without(process, of_steps=tools))["steps"]
    assert [[(m.name, m.note) for m in (*step.forms, *step.systems, *step.tools)] for step in process.steps] == [
        [(m.name, m.note) for m in step.tools] for step in found.steps
    ]


@pytest.mark.parametrize(("name", "write", "read"), FORMATS)
@pytest.mark.parametrize("words", [chinese, english])
def test_the_complaint_table_returns_the_same_cells(
    name: str, write: Export, read: Import, words: Words, tmp_path: Path
) -> None:
    found = through(name, write, read, tmp_path, COMPLAINT, words=words).processes[0]
    assert template_table(found, EMPTY, words).rows == template_table(COMPLAINT, EMPTY, words).rows


@pytest.mark.parametrize(("name", "write", "read"), FORMATS)
def test_several_processes_come_back_in_their_order(name: str, write: Export, read: Import, tmp_path: Path) -> None:
    other = make_process("采购流程", make_step("提出申请", role="申请人"), make_step("审批", role="采购经理"))
    found = through(name, write, read, tmp_path, COMPLAINT, other).processes
    assert [(p.title, len(p.steps)) for p in found] == [("客户投诉处理流程", 5), ("采购流程", 2)]


@pytest.mark.parametrize(("name", "write", "read"), FORMATS)
def test_the_same_input_gives_the_same_bytes(name: str, write: Export, read: Import) -> None:
    assert write([COMPLAINT], EMPTY, chinese) == write([COMPLAINT], EMPTY, chinese)


def test_registers_are_made_for_roles_departments_forms_systems_and_manuals(tmp_path: Path) -> None:
    found = through("xlsx", export_xlsx, import_xlsx, tmp_path, COMPLAINT).resources
    assert sorted((entry.kind.value, entry.title) for entry in found) == [
        ("department", "客服部"),
        ("department", "技术支持部"),
        ("department", "质量部"),
        ("form", "投诉登记表"),
        ("job-role", "客服专员"),
        ("job-role", "客服主管"),
        ("job-role", "技术支持工程师"),
        ("job-role", "质量经理"),
        ("manual", "投诉分类标准手册"),
        ("system", "CRM系统"),
        ("system", "OA审批系统"),
        ("system", "客服工单系统"),
    ]


def test_the_sheet_is_landscape_a4_with_merged_cells_repeated_heading_and_page_numbers() -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(export_xlsx([COMPLAINT], EMPTY, chinese))).worksheets[0]
    row = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "流程名称")
    assert [sheet.cell(row, column).value for column in range(1, 9)] == HEADINGS_ZH
    assert f"A{row + 1}:A{row + 5}" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == f"${row}:${row}"
    assert sheet.oddFooter.center.text == "第 &P 页 / 共 &N 页"
    assert sheet.cell(row + 7, 1).value == "编制：\n\n签字/日期："


def test_the_word_document_is_landscape_a4_with_repeated_heading_and_page_numbers() -> None:
    with zipfile.ZipFile(io.BytesIO(export_docx([COMPLAINT], EMPTY, chinese))) as package:
        body = package.read("word/document.xml").decode()
        footer = "".join(package.read(name).decode() for name in package.namelist() if "footer" in name)
    assert 'w:orient="landscape"' in body
    assert 'w:w="16838" w:h="11906"' in body
    assert "<w:tblHeader/>" in body
    assert body.count("<w:vMerge/>") == 4
    assert 'w:instr="PAGE"' in footer
    assert [body.count(f"{name}：") for name in ("编制", "审核", "批准", "签字/日期")] == [1, 1, 1, 3]


def test_a_formula_goes_out_as_text_and_comes_back_unchanged(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    title = '=HYPERLINK("http://x","y")'
    process = make_process("流程", make_step("步骤", body=title, role="岗位"), make_step("下一步骤", body="x"))
    sheet = load_workbook(io.BytesIO(export_xlsx([process], EMPTY, chinese))).worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == title)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert through("csv", export_csv, import_csv, tmp_path, process).processes[0].steps[0].body == title
    assert b"\"'=HYPERLINK(" in export_csv([process], EMPTY, chinese)


@pytest.mark.parametrize("text", ["=1+1", "'=1", "''=1", "+1", "-5", "@x", "'x", "x", "", "＝1"])
def test_the_guard_is_taken_off_again(text: str) -> None:
    assert unguard(guard(text)) == text


def test_a_template_decides_how_the_workbook_looks(tmp_path: Path) -> None:
    from openpyxl import Workbook, load_workbook
    from openpyxl.styles import Font, NamedStyle

    book = Workbook()
    book.add_named_style(NamedStyle(name="procstd heading", font=Font(color="FFFF0000")))
    book.save(tmp_path / "look.xlsx")
    data = export_xlsx([COMPLAINT], EMPTY, chinese, tmp_path / "look.xlsx")
    workbook = load_workbook(io.BytesIO(data))
    cell = next(cell for row in workbook.worksheets[0].iter_rows() for cell in row if cell.value == "流程步骤")
    assert cell.font.color.rgb == "FFFF0000"
    assert [sheet.title for sheet in workbook.worksheets] == ["客户投诉处理流程", "补充字段"]


def test_a_text_too_long_for_a_cell_is_refused_with_its_place() -> None:
    process = make_process("流程", make_step("步骤", body="x" * 40_000))
    with pytest.raises(Exception, match=r"流程!D4: the text has 40000 characters; a cell holds 32767"):
        export_xlsx([process], EMPTY, chinese)


def test_a_workbook_without_steps_to_name_twice_has_unique_sheet_names() -> None:
    from openpyxl import load_workbook

    twins = [replace(COMPLAINT, title="A/B:C"), replace(COMPLAINT, title="a b c")]
    names = load_workbook(io.BytesIO(export_xlsx(twins, EMPTY, chinese))).sheetnames
    assert names == ["A B C", "a b c-2", "补充字段"]
