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
