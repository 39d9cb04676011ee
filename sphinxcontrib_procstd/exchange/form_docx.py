"""A blank form as a Word document: A4 upright, boxes to fill, boxes to tick."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.exchange.blank_form import GRID, FieldKind, FormCell, FormRow, FormSheet
from sphinxcontrib_procstd.exchange.package import core_properties, fix_package
from sphinxcontrib_procstd.exchange.wording import Words
from sphinxcontrib_procstd.exchange.xml_ import only_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MILLIMETRE = 56.7
"""Twentieths of a point, Word's unit, in a millimetre."""
_COLUMN = int(174 / GRID * _MILLIMETRE)
"""A grid column: A4 less margins of 18 mm, in twelve parts."""
_LINE = 380
_SIZES = {"title": 32, "label": 20, "heading": 20, "entry": 21, "note": 16}
"""Half points."""


def form_docx(form: FormSheet, words: Words) -> bytes:
    """Return a blank form as a Word document; the same input gives the same bytes."""
    body = "".join(
        (
            _paragraph(_run(form.title, "title"), middle=True),
            _table(form.head),
            _paragraph("", after=60),
            _table(form.rows),
            _paragraph(_run(form.legend, "note"), after=60) if form.legend else "",
            _paragraph(_run(form.signature, "entry"), before=360),
        )
    )
    package, document, footer = _empty()
    parts = {
        "word/document.xml": document.replace(_PLACE, body, 1).encode("utf-8", "replace"),
        "word/footer1.xml": footer.replace(_PLACE, _footer(form, words), 1).encode("utf-8", "replace"),
        "docProps/core.xml": core_properties(form.title),
    }
    return fix_package(package, parts)


_PLACE = "<!-- here -->"


@cache
def _empty() -> tuple[bytes, str, str]:
    """Return a document of A4 without content, and its text and footer with a mark where theirs goes.

    It is made once: opening and saving a document takes longer than writing a form into it.
    """
    try:
        import docx
        from docx.shared import Mm
    except ImportError as error:
        message = 'writing Word files needs python-docx: pip install "sphinxcontrib-procstd[docx]"'
        raise ProcstdError(message) from error
    document = docx.Document()
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(16)
    footer: Any = section.footer
    footer.is_linked_to_previous = False
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as package:
        whole = package.read("word/document.xml").decode()
        below = package.read("word/footer1.xml").decode()
    return (
        target.getvalue(),
        re.sub(r"(?=<w:sectPr)", _PLACE, whole, count=1),
        re.sub(r"<w:p[ >/].*(?=</w:ftr>)", _PLACE, below, count=1, flags=re.DOTALL),
    )


def _footer(form: FormSheet, words: Words) -> str:
    """Return the line below each page: number and version, page, retention."""
    page, _, rest = words("Page {page} of {pages}").partition("{page}")
    between, _, end = rest.partition("{pages}")
    tabs = (
        f'<w:tabs><w:tab w:val="center" w:pos="{6 * _COLUMN}"/><w:tab w:val="right" w:pos="{12 * _COLUMN}"/></w:tabs>'
    )
    left, right = form.footer
    runs = (
        f"{_run(left, 'note')}{_tab()}{_run(page, 'note')}{_field('PAGE')}{_run(between, 'note')}{_field('NUMPAGES')}"
        f"{_run(end, 'note')}{_tab()}{_run(right, 'note')}"
    )
    return f"<w:p {_NAMESPACES}><w:pPr>{tabs}</w:pPr>{runs}</w:p>"


_NAMESPACES = f'xmlns:w="{_W}" xmlns:w14="{_W14}"'


def _run(text: str, look: str) -> str:
    if not text:
        return ""
    bold = "<w:b/>" if look in {"title", "label", "heading"} else ""
    grey = '<w:color w:val="595959"/>' if look == "note" else ""
    fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="宋体"/>'
    size = f'<w:sz w:val="{_SIZES[look]}"/>'
    return (
        f'<w:r><w:rPr>{fonts}{bold}{grey}{size}</w:rPr><w:t xml:space="preserve">{escape(only_text(text))}</w:t></w:r>'
    )


def _tab() -> str:
    return "<w:r><w:tab/></w:r>"


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'


def _paragraph(runs: str, *, middle: bool = False, before: int = 0, after: int = 120) -> str:
    where = '<w:jc w:val="center"/>' if middle else ""
    spacing = f'<w:spacing w:before="{before}" w:after="{after}"/>'
    return f"<w:p {_NAMESPACES}><w:pPr>{spacing}{where}</w:pPr>{runs}</w:p>"


def _table(rows: Sequence[FormRow]) -> str:
    """Return rows as a table of twelve columns; no row is broken over pages."""
    if not rows:
        return ""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    columns = f'<w:gridCol w:w="{_COLUMN}"/>' * GRID
    return (
        f'<w:tbl {_NAMESPACES}><w:tblPr><w:tblW w:w="{GRID * _COLUMN}" w:type="dxa"/>'
        f"<w:tblBorders>{sides}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(map(_row, rows))}</w:tbl>"
    )


def _row(row: FormRow) -> str:
    height = f'<w:trHeight w:val="{_LINE * row.lines + 60}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(map(_cell, row.cells))}</w:tr>"


def _cell(cell: FormCell) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/>' if cell.look in {"label", "heading"} else ""
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    size = f'<w:tcW w:w="{cell.span * _COLUMN}" w:type="dxa"/>'
    where = '<w:vAlign w:val="center"/>'
    middle = '<w:jc w:val="center"/>' if cell.look == "heading" else ""
    lead = f'<w:pPr><w:spacing w:before="20" w:after="20"/>{middle}</w:pPr>'
    return f"<w:tc><w:tcPr>{size}{span}{shade}{where}</w:tcPr><w:p>{lead}{_content(cell)}</w:p></w:tc>"


def _content(cell: FormCell) -> str:
    """Return what stands in a cell: a text, or boxes to tick."""
    if cell.field is None or cell.look != "entry":
        if cell.look == "label" and cell.text.endswith(" *"):
            star = '<w:r><w:rPr><w:b/><w:color w:val="C00000"/></w:rPr><w:t xml:space="preserve"> *</w:t></w:r>'
            return _run(cell.text[:-2], "label") + star
        return _run(cell.text, cell.look)
    if cell.field.kind in {FieldKind.ONE, FieldKind.MANY} and cell.field.choices:
        return "".join(f"{_tick_box()}{_run(f' {choice}    ', 'entry')}" for choice in cell.field.choices)
    return _tick_box() if cell.field.kind is FieldKind.TICK else ""


def _tick_box() -> str:
    """Return a box that is ticked with a click in Word 2010 and later, and with a pen on paper."""
    font = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
    states = (
        '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    )
    return (
        f"<w:sdt><w:sdtPr><w14:checkbox>{states}</w14:checkbox></w:sdtPr>"
        f"<w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )
