"""Tables as companies have them: other headings, several processes, merged cells, other encodings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinxcontrib_procstd.exchange.csv_ import import_csv
from sphinxcontrib_procstd.exchange.docx_import import import_docx
from sphinxcontrib_procstd.exchange.values import Imported
from sphinxcontrib_procstd.exchange.xlsx_import import import_xlsx
from sphinxcontrib_procstd.sphinx_ext.interchange import SYNTAX


def told(found: Imported) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each process's title with its steps' titles and roles."""
    return [(p.title, [(step.title, step.role.name if step.role else "") for step in p.steps]) for p in found.processes]


def workbook(path: Path, rows: list[list[Any]], *merges: str) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for merge in merges:
        book.worksheets[0].merge_cells(merge)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_every_encoding_and_with_every_separator(encoding: str, separator: str, tmp_path: Path) -> None:
    rows = ("名称,步骤,岗位,输入", "采购,1. 申请,申请人,需求", ",2. 审批,经理,")
    (tmp_path / "x.csv").write_bytes("\r\n".join(rows).replace(",", separator).encode(encoding))
    assert told(import_csv(tmp_path / "x.csv", SYNTAX)) == [("采购", [("申请", "申请人"), ("审批", "经理")])]


def test_several_processes_in_a_sheet_with_merged_first_column(tmp_path: Path) -> None:
    rows = [["流程名称", "责任人", "步骤说明"], ["采购", "甲", "申请"], ["", "乙", "审批"], ["付款", "丙", "复核"]]
    assert told(import_xlsx(workbook(tmp_path / "x.xlsx", rows, "A2:A3"), SYNTAX)) == [
        ("采购", [("申请", "甲"), ("审批", "乙")]), ("付款", [("复核", "丙")]),
    ]  # fmt: skip


def test_tables_below_one_another_are_named_by_the_row_across(tmp_path: Path) -> None:
    head = ["步骤", "岗位", "操作要求"]
    rows = [["采购"], head, ["申请", "甲", "填表"], [], ["付款"], ["目标", "3日内"], head, ["复核", "乙", ""]]
    found = import_xlsx(workbook(tmp_path / "x.xlsx", rows, "A1:C1", "A5:C5"), SYNTAX)
    assert told(found) == [("采购", [("申请", "甲")]), ("付款", [("复核", "乙")])]
    assert found.processes[1].goal == "3日内"


def test_a_role_merged_over_steps_is_the_role_of_each(tmp_path: Path) -> None:
    rows = [["流程步骤", "责任岗位"], ["申请", "甲"], ["登记", None], ["审批", None]]
    found = import_xlsx(workbook(tmp_path / "x.xlsx", rows, "B2:B3"), SYNTAX)
    assert told(found)[0][1] == [("申请", "甲"), ("登记", "甲"), ("审批", "")]


def test_a_step_merged_over_rows_is_one_step(tmp_path: Path) -> None:
    rows = [["流程步骤", "责任岗位", "操作规范"], ["申请", "甲", "第一句。"], [None, None, "第二句。"]]
    step = import_xlsx(workbook(tmp_path / "x.xlsx", rows, "A2:A3", "B2:B3"), SYNTAX).processes[0].steps[0]
    assert (step.title, step.body) == ("申请", "第一句。\n第二句。")


def test_unknown_columns_and_rows_without_a_step_are_reported_with_their_place(tmp_path: Path) -> None:
    rows = [["流程步骤", "操作规范", "颜色"], ["申请", "填表", "红"], ["", "签字", ""]]
    found = import_xlsx(workbook(tmp_path / "x.xlsx", rows), SYNTAX, "x.xlsx")
    assert [f"{finding.location}: {finding.message}" for finding in found.report] == [
        'x.xlsx:Sheet!A1: unknown column "颜色": its cells were left out',
        "x.xlsx:Sheet!A3: a row without a step was joined to the step above it",
    ]


def test_dates_and_numbers_are_read_as_people_see_them(tmp_path: Path) -> None:
    from datetime import datetime

    day = datetime(2026, 9, 1)  # noqa: DTZ001 # Excel knows no time zones
    rows = [["生效日期", day, "版本", 2], ["流程步骤", "责任岗位"], ["申请", "甲"]]
    process = import_xlsx(workbook(tmp_path / "x.xlsx", rows), SYNTAX).processes[0]
    assert (process.effective, process.version) == ("2026-09-01", "2")


def test_a_sheet_without_a_table_is_said(tmp_path: Path) -> None:
    found = import_xlsx(workbook(tmp_path / "x.xlsx", [["a", "b"]]), SYNTAX, "x.xlsx")
    assert [f"{finding.location}: {finding.message}" for finding in found.report] == [
        'x.xlsx: no table with a column "流程步骤" / "Step" was found'
    ]


def test_a_word_table_with_a_title_above_and_a_repeated_heading(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("采购流程")
    document.add_paragraph("目标：3日内完成采购")
    table = document.add_table(rows=0, cols=3)
    head = ("步骤", "岗位", "操作要求")
    for row in (head, ("申请", "甲", "填表"), head, ("审批", "乙", "签字"), ("编制：", "", "批准：")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "x.docx"))
    found = import_docx(tmp_path / "x.docx", SYNTAX)
    assert told(found) == [("采购流程", [("申请", "甲"), ("审批", "乙")])]
    assert found.processes[0].goal == "3日内完成采购"
