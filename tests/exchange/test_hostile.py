"""Files that mean harm or are broken: refused or read safely, with their place, within bounds."""

from __future__ import annotations

import cProfile
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from exchange_samples import COMPLAINT, EMPTY, make_process, make_step

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange.bpmn_import import import_bpmn
from sphinxcontrib_procstd.exchange.csv_ import import_csv
from sphinxcontrib_procstd.exchange.docx_ import export_docx
from sphinxcontrib_procstd.exchange.docx_import import import_docx
from sphinxcontrib_procstd.exchange.escape import Format, escape_inline
from sphinxcontrib_procstd.exchange.json_import import import_json
from sphinxcontrib_procstd.exchange.source import SourceFile, beside, compare, save, source_files, write_process
from sphinxcontrib_procstd.exchange.values import Imported
from sphinxcontrib_procstd.exchange.wording import chinese
from sphinxcontrib_procstd.exchange.xlsx import export_xlsx
from sphinxcontrib_procstd.exchange.xlsx_import import import_xlsx
from sphinxcontrib_procstd.model.process import Record
from sphinxcontrib_procstd.sphinx_ext.interchange import SYNTAX

Read = Callable[..., Imported]
BPMN = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'


def refusal(read: Read, path: Path) -> str:
    """Return the message a file is refused with."""
    with pytest.raises(ProcstdError) as caught:
        read(path, SYNTAX, path.name)
    return str(caught.value)


def rewritten(data: bytes, changes: dict[str, bytes]) -> bytes:
    """Return a package with parts replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, part in changes.items():
            new.writestr(name, part)
    return target.getvalue()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>',
         "x.bpmn: holds a document type declaration (DOCTYPE), which is refused"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
         "x.bpmn: holds a document type declaration (DOCTYPE), which is refused"),
        (f"{BPMN}\n<process>", "x.bpmn:2: not well-formed XML: no element found"),
        (BPMN + "<a>" * 300 + "</a>" * 300, "x.bpmn: elements more than 200 deep"),
        (BPMN + "<a/>" * 900_000, "x.bpmn: more than 800000 tags"),
        ("", "x.bpmn:1: not well-formed XML: no element found"),
    ],
)  # fmt: skip
def test_xml_with_entities_depth_or_mass_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.bpmn").write_text(text, encoding="utf-8")
    assert refusal(import_bpmn, tmp_path / "x.bpmn") == message


def test_a_model_in_gbk_is_read(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="GBK"?>{BPMN}<process id="p" name="采购"><task id="t" name="申请"/></process>'
    (tmp_path / "x.bpmn").write_bytes(f"{text}</definitions>".encode("gbk"))
    found = import_bpmn(tmp_path / "x.bpmn", SYNTAX).processes[0]
    assert (found.title, found.steps[0].title) == ("采购", "申请")


@pytest.mark.parametrize(("read", "name"), [(import_xlsx, "x.xlsx"), (import_docx, "x.docx")])
def test_what_is_no_package_is_refused(read: Read, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0 an old binary file")
    assert refusal(read, tmp_path / name) == f"{name}: not a readable Office file: File is not a zip file"
    (tmp_path / name).unlink()
    assert refusal(read, tmp_path / name) == f"{name}: there is no such file"


@pytest.mark.parametrize("keep", [100, 1_000, 4_000])
def test_a_truncated_file_is_refused(keep: int, tmp_path: Path) -> None:
    for name, read, data in (
        ("x.xlsx", import_xlsx, export_xlsx([COMPLAINT], EMPTY, chinese)),
        ("x.docx", import_docx, export_docx([COMPLAINT], EMPTY, chinese)),
    ):
        (tmp_path / name).write_bytes(data[:keep])
        assert refusal(read, tmp_path / name).startswith(f"{name}: not a readable Office file: ")


def test_a_package_whose_parts_are_damaged_is_refused(tmp_path: Path) -> None:
    data = bytearray(export_xlsx([COMPLAINT], EMPTY, chinese))
    for place in range(200, len(data) - 2000, 97):
        data[place] ^= 0x5A
    (tmp_path / "x.xlsx").write_bytes(bytes(data))
    assert refusal(import_xlsx, tmp_path / "x.xlsx").startswith("x.xlsx: not a readable ")


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(150):
            part.write(b" " * 1_000_000)
    tracemalloc.start()
    message = refusal(import_xlsx, tmp_path / "x.xlsx")
    assert message == "x.xlsx: the part 'xl/worksheets/sheet1.xml' unpacks to more than 200 times its size"
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_document_type_in_a_package_is_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for name, part, read, data in (
        ("x.xlsx", "xl/sharedStrings.xml", import_xlsx, export_xlsx([COMPLAINT], EMPTY, chinese)),
        ("x.docx", "word/document.xml", import_docx, export_docx([COMPLAINT], EMPTY, chinese)),
    ):
        (tmp_path / name).write_bytes(rewritten(data, {part: bomb}))
        message = f"{name}: the part {part!r} holds a document type declaration, which is refused"
        assert refusal(read, tmp_path / name) == message


def test_part_names_that_climb_out_are_refused(tmp_path: Path) -> None:
    data = rewritten(export_docx([COMPLAINT], EMPTY, chinese), {"../../evil.xml": b"<a/>"})
    (tmp_path / "x.docx").write_bytes(data)
    assert refusal(import_docx, tmp_path / "x.docx") == "x.docx: the part name '../../evil.xml' is refused"


def test_macros_and_formulas_are_said_and_not_run(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["流程名称", "流程步骤", "责任岗位"],
        ["采购", "1. 申请", "申请人"],
        ["", "2. 审批", '=CMD|"/c calc"!A0'],
    ):
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    data = rewritten((tmp_path / "x.xlsx").read_bytes(), {"xl/vbaProject.bin": b"macro"})
    (tmp_path / "x.xlsx").write_bytes(data)
    found = import_xlsx(tmp_path / "x.xlsx", SYNTAX, "x.xlsx")
    assert [step.role for step in found.processes[0].steps][1] is None
    assert [f"{finding.location}: {finding.message}" for finding in found.report] == [
        "x.xlsx: the file holds macros; they were not read",
        "x.xlsx:Sheet: holds formulas; their last saved results were read",
    ]


def test_a_cell_far_away_and_a_merge_over_everything_cost_nothing(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["流程步骤", "责任岗位"])
    sheet.append(["申请", "申请人"])
    sheet["XFD1048576"] = "far"
    sheet.merge_cells("A5:B6")
    book.save(tmp_path / "x.xlsx")
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(tmp_path / "x.xlsx") as package:
        wide = package.read(part).replace(b"A5:B6", b"A5:XFD1048576")
    (tmp_path / "x.xlsx").write_bytes(rewritten((tmp_path / "x.xlsx").read_bytes(), {part: wide}))
    found = import_xlsx(tmp_path / "x.xlsx", SYNTAX, "x.xlsx")
    assert [step.title for step in found.processes[0].steps] == ["申请"]
    assert found.report[0].message == "more than 200000 merged cells; the others were left out"


def test_a_csv_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"\xff\xff\x00\x80\xff")
    assert refusal(import_csv, tmp_path / "x.csv") == "x.csv: neither UTF-8 nor GB18030"


def test_ten_thousand_rows_are_read_whole(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["流程名称", "责任岗位", "流程步骤", "操作规范", "输入要求", "输出要求", "时间节点", "相关表单/工具"])
    for number in range(10_000):
        sheet.append(
            [f"流程{number // 20}", "专员", f"{number % 20 + 1}. 步骤{number}", "做。", "甲", "乙", "2小时内", "《表》"]
        )
    book.save(tmp_path / "x.xlsx")
    found = import_xlsx(tmp_path / "x.xlsx", SYNTAX)
    assert (len(found.processes), sum(len(process.steps) for process in found.processes)) == (500, 10_000)


def test_file_names_stay_in_the_folder_and_differ_on_every_disk(tmp_path: Path) -> None:
    names = ["con", "A", "a", "registers"]
    found = Imported(processes=tuple(make_process("P", make_step("s"), process_id=name) for name in names))
    files = source_files(found, Format.MD)
    assert [file.name for file in files] == ["process-con.md", "A.md", "a-2.md", "process-registers.md"]


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("mine", encoding="utf-8")
    files = [SourceFile("a.md", "new\n"), SourceFile("b.md", "new\n")]
    with pytest.raises(ProcstdError, match=r"b\.md: exists already; --force overwrites it$"):
        save(files, tmp_path)
    assert not (tmp_path / "a.md").exists()
    assert compare(files, tmp_path).splitlines() == [
        "--- /dev/null",
        f"+++ {tmp_path / 'a.md'}",
        "@@ -0,0 +1 @@",
        "+new",
        f"--- {tmp_path / 'b.md'}",
        f"+++ {tmp_path / 'b.md'}",
        "@@ -1 +1 @@",
        "-mine",
        "+new",
    ]
    assert save(files, tmp_path, force=True) == [tmp_path / "a.md", tmp_path / "b.md"]
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == "new\n"


def test_a_record_of_an_unknown_kind_is_no_directive() -> None:
    process = make_process("P", make_step("s"))
    record = Record(kind="raw", title="html", location=Location(""), body="<script>")
    object.__setattr__(process, "records", (record,))
    assert "raw" not in write_process(process, Format.RST)


def refused_with(path: Path, content: bytes, read: Callable[..., object]) -> str:
    path.write_bytes(content)
    with pytest.raises(ProcstdError) as found:
        read(path, SYNTAX, path.name)
    return str(found.value)


@pytest.mark.parametrize(("name", "read"), [("x.xlsx", import_xlsx), ("x.docx", import_docx)])
def test_an_old_or_locked_office_file_is_called_so(name: str, read: Callable[..., object], tmp_path: Path) -> None:
    assert refused_with(tmp_path / name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), read) == (
        f"{name}: an old Office file or one with a password;"
        " open it in Office and save it as .xlsx or .docx without one"
    )


@pytest.mark.parametrize("name", ["../../evil.txt", "..\\..\\evil.txt", "/etc/evil", "\\evil", "C:\\evil"])
def test_part_names_of_every_system_that_climb_out_are_refused(name: str, tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("word/document.xml", "<x/>")
        package.writestr(name, "x")
    assert (
        refused_with(tmp_path / "x.docx", target.getvalue(), import_docx)
        == f"x.docx: the part name {name!r} is refused"
    )


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_row(tmp_path: Path) -> None:
    text = '步骤,岗位\n申请,甲\n"审批,乙\n付款,丙\n'
    assert refused_with(tmp_path / "x.csv", text.encode(), import_csv) == (
        "x.csv:3: a quotation mark is opened in this row and never closed"
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
def test_a_table_in_another_encoding_is_read_and_that_is_said(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes("步骤,岗位\n申请,甲\n审批,乙\n".encode(encoding))
    found = import_csv(tmp_path / "x.csv", SYNTAX, "x.csv")
    assert [step.title for step in found.processes[0].steps] == ["申请", "审批"]
    assert [f"{finding.location}: {finding.message}" for finding in found.report] == [
        "x.csv: is not UTF-8; it was read as GB18030 or UTF-16. See that the text is right"
    ]


def test_ids_and_titles_of_a_catalogue_name_no_file_outside_and_open_no_directive(tmp_path: Path) -> None:
    evil = {"id": "../../evil", "title": "x\n:::\n:::{raw} html\n<script>", "steps": [{"id": "../a", "title": "y"}]}
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"version": 1, "processes": [evil, {"id": "con", "title": "c"}]}), encoding="utf-8")
    files = source_files(import_json(path, SYNTAX), Format.MD)
    assert [file.name for file in files] == ["evil.md", "process-con.md"]
    assert all("\n:::{raw}" not in file.text for file in files)


def test_a_chain_of_many_thousand_tasks_is_no_quadratic_work(tmp_path: Path) -> None:
    def calls(count: int) -> int:
        tasks = "".join(f'<task id="t{n}" name="T{n}"/>' for n in range(count))
        flows = "".join(f'<sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>' for n in range(count - 1))
        path = tmp_path / f"{count}.bpmn"
        space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
        path.write_text(f'<definitions xmlns="{space}"><process id="p">{tasks}{flows}</process></definitions>', "utf-8")
        profile = cProfile.Profile()
        with profile:
            import_bpmn(path, SYNTAX)
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(1200) < 2.5 * calls(600)


def test_an_address_that_would_run_is_no_link_in_imported_text() -> None:
    said = "JavaScript:x() vbscript:y data:text/html,z http://example.org metadata: none"
    escaped = r"JavaScript\:x() vbscript\:y data\:text/html,z http://example.org metadata\: none"
    assert escape_inline(said, Format.RST) == escaped


@pytest.mark.parametrize("markup", Format)
def test_half_a_character_is_written_as_one_that_is_lost_and_read_again(markup: Format, tmp_path: Path) -> None:
    catalogue = {
        "version": 1,
        "processes": [{"id": "p", "title": "A\ud800"}],
        "forms": [{"id": "f", "title": "B\udfff"}],
    }
    (tmp_path / "x.json").write_text(json.dumps(catalogue), encoding="utf-8")
    files = source_files(import_json(tmp_path / "x.json", SYNTAX), markup)
    written = save(files, tmp_path / "out")
    texts = [path.read_text(encoding="utf-8") for path in written]
    assert "A\ufffd" in texts[0]
    assert "B\ufffd" in texts[1]
    assert save(files, tmp_path / "out") == written  # the same content is no reason to refuse
    assert [file.name for file in beside(files, tmp_path / "out")] == [path.name for path in written]
    assert compare(files, tmp_path / "out") == ""


OPENERS = (
    ".. include:: conf.py",
    ".. raw:: html",
    "..",
    ":field: x",
    ">>> x",
    "=====",
    "| x",
    "- x",
    "1. x",
    "__ x",
    "+++",
)


@pytest.mark.parametrize("text", OPENERS)
def test_no_imported_title_or_cell_opens_a_directive(text: str, tmp_path: Path) -> None:
    entry = {"id": "f", "title": "F", "fields": [{"Field": text}]}
    catalogue = {"version": 1, "processes": [{"id": "p", "title": text}], "forms": [entry]}
    (tmp_path / "x.json").write_text(json.dumps(catalogue), encoding="utf-8")
    process, registers = source_files(import_json(tmp_path / "x.json", SYNTAX), Format.RST)
    tree = publish_doctree(process.text.partition(".. process::")[0], settings_overrides={"report_level": 5})
    assert [(type(child), child.astext()) for child in tree.children] == [(nodes.title, text)]
    table = registers.text[registers.text.index(".. form::") :].partition("\n\n")[2].replace("\n   ", "\n").strip()
    cells = publish_doctree(table, settings_overrides={"report_level": 5}).findall(nodes.entry)
    assert [(cell.astext(), type(cell[0])) for cell in cells] == [("Field", nodes.paragraph), (text, nodes.paragraph)]
