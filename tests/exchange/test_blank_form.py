"""Blank forms: what is read out of a field table, and what a person finds in the files made of it."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.exchange.blank_form import FieldKind, blank_form, kind_of, read_fields, split_choices
from sphinxcontrib_procstd.exchange.form_docx import form_docx
from sphinxcontrib_procstd.exchange.form_xlsx import form_xlsx
from sphinxcontrib_procstd.model.resources import FormField, Resource, ResourceKind

HEADINGS = ("字段", "类型", "必填", "选项", "填写人/步骤")
ROWS = (
    ("投诉编号", "文本", "是", "无", "系统生成"),
    ("投诉级别", "单选", "是", "普通、紧急、特急", "客服主管"),
    ("附带资料", "多选", "否", "照片、录音", "客服专员"),
    ("登记日期", "日期", "是", "无", ""),
    ("费用（元）", "数值", "费用超过5,000元时必填", "无", ""),
    ("处理动作", "明细表", "是", "动作、岗位、时刻", ""),
)


def form(rows: tuple[tuple[str, ...], ...] = ROWS, headings: tuple[str, ...] = HEADINGS, **more: str) -> Resource:
    return Resource(
        kind=ResourceKind.FORM,
        id="register",
        title=more.pop("title", "投诉登记表"),
        location=Location("forms.md", 1),
        headings=headings,
        fields=tuple(FormField(cells=row) for row in rows),
        **more,
    )


def english(text: str) -> str:
    return text


def test_fields_are_read_by_the_usual_headings() -> None:
    fields = {field.name: field for field in read_fields(form())}
    assert [field.kind.value for field in fields.values()] == ["text", "one", "many", "date", "number", "table"]
    assert [name for name, field in fields.items() if field.required] == [
        "投诉编号",
        "投诉级别",
        "登记日期",
        "处理动作",
    ]
    assert fields["投诉级别"].choices == ("普通", "紧急", "特急")
    assert fields["投诉级别"].who == "客服主管"
    assert fields["费用（元）"].when == "费用超过5,000元时必填"


def test_english_headings_do_as_well_and_other_columns_become_notes() -> None:
    rows = (("Rooms", "list", "yes", "A, B", "clerk", "at most two"),)
    (field,) = read_fields(form(rows, ("Field", "Type", "Required", "Choices", "Filled in by", "Remark")))
    assert (field.name, field.required, field.who, field.notes) == (
        "Rooms",
        True,
        "clerk",
        ("A, B", "Remark: at most two"),
    )


@pytest.mark.parametrize(
    ("written", "choices"),
    [
        ("普通、紧急", ("普通", "紧急")),
        ("不超过5,000元、超过5,000元", ("不超过5,000元", "超过5,000元")),
        ("1至5分", ("1", "2", "3", "4", "5")),
        ("CRM系统产品目录", ("CRM系统产品目录",)),
    ],
)
def test_choices_are_split_as_people_write_them(written: str, choices: tuple[str, ...]) -> None:
    assert split_choices(written) == choices


def test_a_field_without_a_type_but_with_choices_is_a_choice() -> None:
    assert kind_of("", ("a", "b")) is FieldKind.ONE
    assert kind_of("", ()) is FieldKind.TEXT


def test_the_workbook_offers_lists_checks_dates_and_shows_who_and_when() -> None:
    book = load_workbook(io.BytesIO(form_xlsx(blank_form(form(number="FM-1", version="2"), "主管", english), english)))
    sheet = book.active
    assert sheet.page_setup.paperSize == 9
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert texts[:7] == ["投诉登记表", "Number", "FM-1", "Version", "2", "Kept by", "主管"]
    assert "投诉编号 *" in texts
    assert "☐ 照片   ☐ 录音" in texts
    assert "Required: 费用超过5,000元时必填" in texts
    assert sheet.oddFooter.left.text == "FM-1  V2"
    rules = {rule.type: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules == {"list": "'Choices'!$A$1:$A$3", "date": "1", "decimal": "-1E+15"}
    assert [cell.value for cell in book["Choices"]["A"]] == ["普通", "紧急", "特急"]
    assert book["Choices"].sheet_state == "hidden"


def test_the_document_is_a4_with_boxes_to_tick() -> None:
    document = docx.Document(io.BytesIO(form_docx(blank_form(form(), "主管", english), english)))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.paragraphs[0].text == "投诉登记表"
    xml = document.element.xml
    assert xml.count("<w14:checkbox>") == 5
    assert "* must be filled in" in xml
    heads = [
        cell.text for row in document.tables[1].rows for cell in row.cells if cell.text in {"动作", "岗位", "时刻"}
    ]
    assert set(heads) == {"动作", "岗位", "时刻"}


@pytest.mark.parametrize("write", [form_xlsx, form_docx])
def test_the_same_form_gives_the_same_bytes_of_one_date(write: object) -> None:
    one, other = (write(blank_form(form(), "", english), english) for _ in range(2))  # type: ignore[operator]
    assert one == other
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(one)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=6).map(tuple), max_size=4).map(tuple), st.text())
def test_any_text_makes_files_that_open(rows: tuple[tuple[str, ...], ...], title: str) -> None:
    sheet = blank_form(form(rows, title=title), "", english)
    book = load_workbook(io.BytesIO(form_xlsx(sheet, english)))
    assert not any(cell.data_type == "f" for tab in book.worksheets for row in tab.iter_rows() for cell in row)
    docx.Document(io.BytesIO(form_docx(sheet, english)))


def test_a_formula_is_a_text_and_markup_is_shown() -> None:
    rows = (('=HYPERLINK("http://x")', "<b>text</b>", "yes", "=1+1、@b", "&"),)
    sheet = blank_form(form(rows), "", english)
    xml = zipfile.ZipFile(io.BytesIO(form_xlsx(sheet, english))).read("xl/worksheets/sheet1.xml").decode()
    assert not re.search(r"<f[ >]", xml)
