"""``process-table``: the template table itself as source, in every form it can have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from sphinxcontrib_procstd.cli import main

if TYPE_CHECKING:
    from pathlib import Path

MYST = """\
# 手册

:::{process-table} 回访流程
:id: survey
:负责人: 客服主管

| 责任岗位 | 流程步骤 | 操作规范 | 输入要求 | 输出要求 | 时间节点 | 相关表单/工具 |
| --- | --- | --- | --- | --- | --- | --- |
| 客服专员 | 1. 发送问卷 | 当日**全部**发出 | 无 | 问卷 | 即时 | CRM系统、《问卷》 |
| 客服主管 | 2、汇总得分 | 计算平均分 | 问卷 | 得分表 | 3个工作日内 | 无 |
:::
"""

CSV = """\
流程名称,岗位,步骤,规范,输入,输出,时限,工具,next
回访流程,客服专员,1. 发送问卷,当日全部发出,无,问卷,即时,"CRM系统、《问卷》",
,客服主管,2、汇总得分,计算平均分,问卷,得分表,3个工作日内,无,end [完成]
"""


class Handbook:
    """A project in a folder, read through the command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.warnings: list[str] = []
        conf = 'extensions = ["myst_parser", "sphinxcontrib_procstd"]\nexclude_patterns = ["*.txt"]\n'
        (folder / "conf.py").write_text(conf, encoding="utf-8")

    def read(self, name: str, text: str) -> dict[str, object]:
        """Return the only process of a handbook with this one document."""
        (self.folder / name).write_text(text, encoding="utf-8")
        assert main(["export", str(self.folder)]) == 0
        captured = self.capsys.readouterr()
        self.warnings = captured.err.replace(f"{self.folder}/", "").splitlines()
        (process,) = json.loads(captured.out)["processes"]
        return process


@pytest.fixture
def handbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Handbook:
    return Handbook(tmp_path, capsys)


def rows(process: dict[str, object]) -> list[tuple[str, ...]]:
    fields = ("title", "role", "body", "input", "output", "deadline")
    return [tuple(step[field] for field in fields) for step in process["steps"]]


EXPECTED = [
    ("发送问卷", "客服专员", "当日全部发出", "无", "问卷", "即时"),
    ("汇总得分", "客服主管", "计算平均分", "问卷", "得分表", "3个工作日内"),
]


def test_a_markdown_table_is_a_process(handbook: Handbook) -> None:
    process = handbook.read("index.md", MYST)
    assert (process["id"], process["title"], process["owner"]) == ("survey", "回访流程", "客服主管")
    assert rows(process) == EXPECTED
    assert handbook.warnings == []


def test_a_list_table_in_restructuredtext_is_a_process(handbook: Handbook) -> None:
    text = """\
手册
====

.. process-table:: 回访流程
   :id: survey

   .. list-table::
      :header-rows: 1

      * - 责任岗位
        - 流程步骤
        - 操作规范
        - 输入要求
        - 输出要求
        - 时间节点
      * - 客服专员
        - 1. 发送问卷
        - 当日全部发出
        - 无
        - 问卷
        - 即时
      * - 客服主管
        - 2. 汇总得分
        - 计算平均分
        - 问卷
        - 得分表
        - 3个工作日内
"""
    assert rows(handbook.read("index.rst", text)) == EXPECTED
    assert handbook.warnings == []


def test_csv_in_the_body_takes_the_title_from_its_first_column(handbook: Handbook) -> None:
    body = "".join(f"   {line}\n" for line in CSV.splitlines())
    process = handbook.read("index.rst", f"A\n=\n\n.. process-table::\n\n{body}")
    assert process["title"] == "回访流程"
    assert rows(process) == EXPECTED
    assert [flow["to"] for flow in process["flows"]][-1] == "end [完成]"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_the_encodings_excel_writes(handbook: Handbook, encoding: str) -> None:
    (handbook.folder / "survey.csv").write_bytes(CSV.encode(encoding))
    process = handbook.read("index.md", "# A\n\n:::{process-table}\n:id: survey\n:file: survey.csv\n:::\n")
    assert rows(process) == EXPECTED
    assert handbook.warnings == []


def test_an_excel_file_is_read(handbook: Handbook) -> None:
    workbook = Workbook()
    for line in CSV.splitlines():
        workbook.active.append(line.replace('"', "").split(","))
    workbook.save(handbook.folder / "survey.xlsx")
    process = handbook.read("index.md", "# A\n\n:::{process-table} 回访\n:file: survey.xlsx\n:::\n")
    assert rows(process) == EXPECTED


def test_step_ids_come_from_the_titles_and_stay(handbook: Handbook) -> None:
    first = [step["id"] for step in handbook.read("index.md", MYST)["steps"]]
    more = MYST.replace(
        "| 客服主管 | 2、", "| 客服专员 | 2. 催收问卷 | 电话催收 | 无 | 无 | 即时 | 无 |\n| 客服主管 | 3、"
    )
    second = [step["id"] for step in handbook.read("index.md", more)["steps"]]
    assert [second[0], second[2]] == first


def test_tools_and_forms_are_told_apart(handbook: Handbook) -> None:
    text = MYST + "\n:::{system} CRM系统\n:id: crm\n:::\n\n:::{form} 问卷\n:id: sheet\n:::\n"
    step = handbook.read("index.md", text)["steps"][0]
    assert (step["systems"], step["forms"], step["unregistered"]) == (["crm"], ["sheet"], [])


def test_an_unknown_column_is_said_with_the_nearest(handbook: Handbook) -> None:
    handbook.read("index.md", MYST.replace("时间节点", "时间结点"))
    assert handbook.warnings == [
        'index.md:7: WARNING: unknown column "时间结点"; did you mean "时间节点"? [procstd.table]'
    ]


def test_a_body_without_a_table_is_said(handbook: Handbook) -> None:
    process = handbook.read("index.md", "# A\n\n:::{process-table} 空\n:id: empty\n\nNothing here.\n:::\n")
    assert process["steps"] == []
    assert handbook.warnings == [
        'index.md:3: WARNING: no table with a column "流程步骤" / "Step" was found [procstd.table]'
    ]


def test_a_file_outside_the_source_folder_is_refused(handbook: Handbook) -> None:
    handbook.read("index.md", "# A\n\n:::{process-table} 外\n:id: out\n:file: ../../etc/passwd.csv\n:::\n")
    assert handbook.warnings[0] == (
        'index.md:5: WARNING: "../../etc/passwd.csv" lies outside the source folder [procstd.file]'
    )


def test_a_missing_file_is_said(handbook: Handbook) -> None:
    handbook.read("index.md", "# A\n\n:::{process-table} 缺\n:id: gone\n:file: gone.csv\n:::\n")
    assert handbook.warnings[0] == 'index.md:5: WARNING: cannot read "gone.csv": there is no such file [procstd.file]'


def test_a_file_that_is_no_excel_file_is_said(handbook: Handbook) -> None:
    (handbook.folder / "bad.xlsx").write_bytes(b"PK not a zip")
    handbook.read("index.md", "# A\n\n:::{process-table} 坏\n:id: bad\n:file: bad.xlsx\n:::\n")
    assert handbook.warnings[0] == (
        'index.md:5: WARNING: cannot read "bad.xlsx": not a readable Excel file: File is not a zip file [procstd.file]'
    )
