"""The template table as an Excel workbook: a sheet a process, a sheet of further fields, a sheet of records."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError, say
from sphinxcontrib_procstd.exchange.links import readable
from sphinxcontrib_procstd.exchange.package import check_package, core_properties, fix_package
from sphinxcontrib_procstd.exchange.records import RecordTable, record_tables
from sphinxcontrib_procstd.exchange.table import EXTRA_HEADINGS, TemplateTable, template_table
from sphinxcontrib_procstd.exchange.values import unique
from sphinxcontrib_procstd.exchange.wording import Words, is_chinese, wording
from sphinxcontrib_procstd.exchange.xml_ import only_text
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELL = 32_767
"""Longest text of a cell; Excel cuts the rest."""

STYLES = ("procstd title", "procstd label", "procstd value", "procstd heading", "procstd cell", "procstd sign-off")
"""Named cell styles of the workbook. A template file that has one of these names decides how it looks."""

_WIDTHS = (14, 14, 20, 44, 20, 20, 15, 22)
_FONT = "Calibri"
_RECORD_WIDTHS = {1: 18, 2: 22, 3: 48}
_LETTERS = "ABCDEFGHIJKL"
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def export_xlsx(
    processes: Sequence[Process], catalogue: Catalogue, words: Words, template: Path | None = None
) -> bytes:
    """Return processes as a workbook; the same input gives the same bytes.

    ``template`` is a workbook whose named styles (`STYLES`) replace the built-in ones and whose first sheet gives the
    header of the printed pages; its sheets are left out.
    Raises `ProcstdError` when a text is longer than a cell can hold.
    """
    workbook, page_header = _workbook(template)
    writer = _Writer(workbook, words, page_header)
    tables = [(process, template_table(process, catalogue, words)) for process in processes]
    for process, table in tables:
        writer.sheet(process, table)
    if any(table.extras for _, table in tables):
        writer.extras([table for _, table in tables])
    if records := record_tables((readable(process, catalogue) for process in processes), words):
        writer.records(records)
    if not workbook.worksheets:
        workbook.create_sheet()
    target = io.BytesIO()
    workbook.save(target)
    title = processes[0].title if len(processes) == 1 else ""
    return fix_package(target.getvalue(), {"docProps/core.xml": core_properties(title)})


def escaped(text: str) -> str:
    """Return a text as a workbook's XML holds it: ``_x0041_`` would be read as the letter A."""
    return _ESCAPED.sub("_x005F_", only_text(text)) if "_x" in text else only_text(text)


def _workbook(template: Path | None) -> tuple[Workbook, Any]:
    """Return a workbook without sheets but with our styles, and the header of the template's printed pages."""
    try:
        from openpyxl import Workbook, load_workbook
    except ImportError as error:
        message = 'writing Excel files needs openpyxl: pip install "sphinxcontrib-procstd[xlsx]"'
        raise ProcstdError(message) from error
    if template is None:
        workbook = Workbook()
    else:
        check_package(template, Location(str(template)))
        workbook = _load(template, load_workbook)
    page_header = workbook.worksheets[0].oddHeader if template and workbook.worksheets else None
    for sheet in list(workbook.worksheets):
        workbook.remove(sheet)
    known = set(workbook.named_styles)
    for name, style in _styles().items():
        if name not in known:
            workbook.add_named_style(style)
    return workbook, page_header


def _load(template: Path, load: Callable[[Path], Workbook]) -> Workbook:
    try:
        return load(template)
    except (zipfile.BadZipFile, LookupError, ValueError, TypeError, OSError) as error:
        raise ProcstdError(f"not usable as a template: {error}", Location(str(template))) from error


def _styles() -> dict[str, Any]:
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

    line = Side(style="thin", color="FF8C8C8C")
    box = Border(left=line, right=line, top=line, bottom=line)
    grey = PatternFill("solid", fgColor="FFE8EDF2")
    top = Alignment(wrap_text=True, vertical="top")
    level = Alignment(wrap_text=True, vertical="center")
    middle = Alignment(wrap_text=True, vertical="center", horizontal="center")
    looks: dict[str, dict[str, Any]] = {
        "procstd title": {"font": Font(name=_FONT, bold=True, size=16), "alignment": middle},
        "procstd label": {
            "font": Font(name=_FONT, bold=True, size=10),
            "fill": grey,
            "border": box,
            "alignment": level,
        },
        "procstd value": {"font": Font(name=_FONT, size=10), "border": box, "alignment": level},
        "procstd heading": {
            "font": Font(name=_FONT, bold=True, size=10),
            "fill": grey,
            "border": box,
            "alignment": middle,
        },
        "procstd cell": {"font": Font(name=_FONT, size=10), "border": box, "alignment": top},
        "procstd sign-off": {"font": Font(name=_FONT, size=10), "border": box, "alignment": top},
    }
    return {name: NamedStyle(name=name, **look) for name, look in looks.items()}


@dataclass
class _Writer:
    workbook: Workbook
    words: Words
    page_header: Any = None

    def __post_init__(self) -> None:
        self.say = wording(self.words)
        self.names: set[str] = set()

    def sheet(self, process: Process, table: TemplateTable) -> None:
        """Write one process on a sheet of its own."""
        sheet = self.workbook.create_sheet(self.name(process.title))
        self.set_page(sheet, f"{process.number}  V{process.version}" if process.version else process.number)
        for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width
        self.put(sheet, 1, 1, table.title, "procstd title", last=8)
        sheet.row_dimensions[1].height = 30
        row = self.header(sheet, table, 2) + 1
        for column, text in enumerate(table.headings, 1):
            self.put(sheet, row, column, text, "procstd heading")
        sheet.print_title_rows = f"{row}:{row}"
        sheet.freeze_panes = f"A{row + 1}"
        for number, cells in enumerate(table.rows, row + 1):
            for column, text in enumerate(cells, 1):
                self.put(sheet, number, column, text if column > 1 or number == row + 1 else "", "procstd cell")
            sheet.row_dimensions[number].height = _height(cells[1:], _WIDTHS[1:])
        last = row + len(table.rows)
        if len(table.rows) > 1:
            merge(sheet, row + 1, last, 1, 1)
        self.sign_off(sheet, last + 2)

    def name(self, title: str) -> str:
        """Return a sheet name that Excel allows and that is not taken (its case does not count)."""
        plain = _NOT_IN_NAMES.sub(" ", only_text(title)).strip()[:26].strip() or "Sheet"
        found = unique(plain.casefold(), self.names)
        return plain + found[len(plain.casefold()) :]

    def set_page(self, sheet: Worksheet, note: str) -> None:
        from openpyxl.worksheet.header_footer import HeaderFooter
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        sheet.HeaderFooter = HeaderFooter(oddHeader=self.page_header)
        footer: Any = sheet.HeaderFooter.oddFooter
        footer.left.text = only_text(note).replace("&", "&&").strip() or None
        footer.center.text = f"{self.say('Page')} &P {self.say('of')} &N {self.say('pages')}".strip()
        footer.right.text = self.say("Printed copies are uncontrolled")

    def header(self, sheet: Worksheet, table: TemplateTable, row: int) -> int:
        """Write the header block, two fields a row, and return the row after it."""
        for index, (label, text) in enumerate(table.header):
            column = 1 if index % 2 == 0 else 5
            self.put(sheet, row + index // 2, column, label, "procstd label")
            self.put(sheet, row + index // 2, column + 1, text, "procstd value", last=column + 3)
            widths = [sum(_WIDTHS[column : column + 3])]
            line = sheet.row_dimensions[row + index // 2]
            line.height = max(line.height or 18, _height([text], widths))
        row += (len(table.header) + 1) // 2
        if table.description:
            self.put(sheet, row, 1, self.say("Description"), "procstd label")
            self.put(sheet, row, 2, table.description, "procstd value", last=8)
            sheet.row_dimensions[row].height = _height([table.description], [sum(_WIDTHS[1:])])
            row += 1
        return row

    def sign_off(self, sheet: Worksheet, row: int) -> None:
        """Write three boxes to sign in."""
        colon = "：" if is_chinese(self.words) else ":"
        names = ("Prepared by", "Reviewed by", "Approved by")
        for (first, last), name in zip(((1, 3), (4, 4), (5, 8)), names, strict=True):
            text = f"{self.say(name)}{colon}\n\n{self.say('Signature and date')}{colon}"
            self.put(sheet, row, first, text, STYLES[5], last=last)
        sheet.row_dimensions[row].height = 60

    def extras(self, tables: Iterable[TemplateTable]) -> None:
        """Write the sheet of fields that the eight columns cannot say."""
        sheet = self.workbook.create_sheet(self.name(self.say("More fields")))
        self.set_page(sheet, "")
        for letter, width in zip("ABCD", (28, 28, 18, 80), strict=True):
            sheet.column_dimensions[letter].width = width
        for column, text in enumerate(EXTRA_HEADINGS, 1):
            self.put(sheet, 1, column, self.say(text), "procstd heading")
        sheet.print_title_rows = "1:1"
        sheet.freeze_panes = "A2"
        row = 1
        for table in tables:
            for values in table.extras:
                row += 1
                for column, text in enumerate((table.title, *values), 1):
                    self.put(sheet, row, column, text, "procstd cell")

    def records(self, tables: Iterable[tuple[RecordTable, Sequence[Process]]]) -> None:
        """Write the sheet of records: a table for each kind, with a column that names the process."""
        sheet = self.workbook.create_sheet(self.name(self.say("Records")))
        self.set_page(sheet, "")
        for number in range(1, 13):
            sheet.column_dimensions[_LETTERS[number - 1]].width = _RECORD_WIDTHS.get(number, 15)
        row = 0
        for table, owners in tables:
            row += 1 if row == 0 else 2
            for column, text in enumerate((self.say("Process name"), *table.headings), 1):
                self.put(sheet, row, column, text, "procstd heading")
            for process, values in zip(owners, table.rows, strict=True):
                row += 1
                texts = (process.title, *values)
                for column, text in enumerate(texts, 1):
                    self.put(sheet, row, column, text, "procstd cell")
                widths = [_RECORD_WIDTHS.get(column, 15) for column in range(1, len(texts) + 1)]
                sheet.row_dimensions[row].height = _height(texts, widths)

    def put(self, sheet: Worksheet, row: int, column: int, text: str, style: str, last: int = 0) -> None:
        """Write a text as a text, whatever it starts with; ``last`` is the last column it spans."""
        if len(text) > MAX_CELL:
            place = Location(f"{sheet.title}!{sheet.cell(row, column).coordinate}")
            raise ProcstdError(
                say("the text has {count} characters; a cell holds {most}", count=len(text), most=MAX_CELL), place
            )
        cell: Any = sheet.cell(row, column)
        cell.style = style
        if text:
            cell.value = escaped(text)
            cell.data_type = "s"
            if text[0] in "=+-@":
                cell.quotePrefix = True
        if last:
            for number in range(column + 1, last + 1):
                sheet.cell(row, number).style = style
            merge(sheet, row, row, column, last)


def merge(sheet: Worksheet, top: int, bottom: int, left: int, right: int) -> None:
    """Merge cells that are styled already: openpyxl's own way would work out their borders again, which is slow."""
    from openpyxl.worksheet.cell_range import CellRange

    sheet.merged_cells.add(CellRange(min_row=top, max_row=bottom, min_col=left, max_col=right))


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return the height in points that the fullest cell of a row needs; Excel does not measure merged cells."""
    most = 1
    for text, width in zip(texts, widths, strict=True):
        lines = 0
        for line in text.split("\n"):
            units = sum(2 if ord(char) > 0x2E7F else 1 for char in line) * 1.05
            lines += max(1, -(-int(units) // max(1, int(width))))
        most = max(most, lines)
    return min(409.0, 14.0 * most + 4)
