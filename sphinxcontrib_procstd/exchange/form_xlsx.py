"""A blank form as an Excel workbook: boxes to fill, lists to choose from, one sheet of A4."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.diagnostics import ProcstdError, say
from sphinxcontrib_procstd.exchange.blank_form import GRID, FieldKind, FormCell, FormRow, FormSheet, SheetField
from sphinxcontrib_procstd.exchange.package import core_properties, fix_package
from sphinxcontrib_procstd.exchange.wording import Words
from sphinxcontrib_procstd.exchange.xlsx import MAX_CELL, escaped, merge
from sphinxcontrib_procstd.exchange.xml_ import only_text

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_COLUMN = 7.4
"""Width of a grid column in characters: twelve of them and the margins make a page of A4."""
_LINE = 15.0
_BOX = "☐"
_GREY = "FF8C8C8C"


def form_xlsx(form: FormSheet, words: Words) -> bytes:
    """Return a blank form as a workbook; the same input gives the same bytes."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        message = 'writing Excel files needs openpyxl: pip install "sphinxcontrib-procstd[xlsx]"'
        raise ProcstdError(message) from error
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = words("Form")
    _Writer(workbook, sheet, words).write(form)
    target = io.BytesIO()
    workbook.save(target)
    return fix_package(target.getvalue(), {"docProps/core.xml": core_properties(form.title)})


class _Writer:
    """Writes one form on one sheet; what can be chosen stands on a second, hidden one."""

    def __init__(self, workbook: Workbook, sheet: Worksheet, words: Words) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self.workbook, self.sheet, self.words = workbook, sheet, words
        self.lists: Any = None
        line = Side(style="thin", color=_GREY)
        self.box = Border(left=line, right=line, top=line, bottom=line)
        self.fills = {
            "label": PatternFill("solid", fgColor="FFE8EDF2"),
            "heading": PatternFill("solid", fgColor="FFE8EDF2"),
        }
        self.fonts = {
            "title": Font(bold=True, size=16),
            "label": Font(bold=True, size=10),
            "heading": Font(bold=True, size=10),
            "entry": Font(size=11),
            "note": Font(size=8, color="FF595959"),
        }
        self.left = Alignment(wrap_text=True, vertical="center", indent=1)
        self.middle = Alignment(wrap_text=True, vertical="center", horizontal="center")

    def write(self, form: FormSheet) -> None:
        """Write the whole form."""
        self.set_page(form)
        self.put(1, 1, form.title, "title", GRID, boxed=False)
        self.sheet.row_dimensions[1].height = 32
        row = 2
        for line in form.head:
            self.row(row, line)
            row += 1
        self.sheet.row_dimensions[row].height = 8
        row += 1
        for line in form.rows:
            self.row(row, line)
            row += 1
        if form.legend:
            self.put(row, 1, form.legend, "note", GRID, boxed=False)
            row += 1
        self.sheet.row_dimensions[row + 1].height = 26
        self.put(row + 1, 1, form.signature, "entry", GRID, boxed=False)
        self.sheet.print_area = f"A1:L{row + 1}"

    def set_page(self, form: FormSheet) -> None:
        """Set A4 upright, the page's width filled, with number and retention below."""
        from openpyxl.worksheet.properties import PageSetupProperties

        for letter in "ABCDEFGHIJKL":
            self.sheet.column_dimensions[letter].width = _COLUMN
        self.sheet.page_setup.orientation = "portrait"
        self.sheet.page_setup.paperSize = 9  # A4
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.sheet.print_options.horizontalCentered = True
        self.sheet.sheet_view.showGridLines = False
        footer: Any = self.sheet.oddFooter
        footer.left.text = _footer(form.footer[0])
        footer.center.text = self.words("Page {page} of {pages}").replace("{page}", "&P").replace("{pages}", "&N")
        footer.right.text = _footer(form.footer[1])

    def row(self, number: int, line: FormRow) -> None:
        """Write one row; its height is that of its fullest cell."""
        column, lines = 1, line.lines
        for cell in line.cells:
            self.cell(number, column, cell)
            size = 0.8 if cell.look == "note" else 1.0
            width = sum(2 if ord(char) > 0x2E7F else 1 for char in self.shown(cell)) * size
            lines = max(lines, -(-int(width) // max(1, int(_COLUMN * cell.span - 1))))
            column += cell.span
        self.sheet.row_dimensions[number].height = min(409.0, _LINE * lines + 7)

    def shown(self, cell: FormCell) -> str:
        """Return what a cell shows: boxes to tick; beside a list to choose from its words, for those who print."""
        if cell.look == "note" and cell.field and cell.field.kind is FieldKind.ONE and cell.field.choices:
            return " / ".join(cell.field.choices) + (f"\n{cell.text}" if cell.text else "")
        if cell.field and cell.look == "entry":
            if cell.field.kind is FieldKind.MANY:
                return "   ".join(f"{_BOX} {choice}" for choice in cell.field.choices)
            if cell.field.kind is FieldKind.TICK:
                return _BOX
        return cell.text

    def cell(self, row: int, column: int, cell: FormCell) -> None:
        """Write one cell with what may be entered into it."""
        self.put(row, column, self.shown(cell), cell.look, cell.span)
        if cell.field and cell.look == "entry":
            self.limit(row, column, cell.field)

    def put(self, row: int, column: int, text: str, look: str, span: int, *, boxed: bool = True) -> None:
        """Write a text as a text, whatever it starts with, over some columns."""
        if len(text) > MAX_CELL:
            raise ProcstdError(
                say("the text has {count} characters; a cell holds {most}", count=len(text), most=MAX_CELL)
            )
        for place in range(column, column + span):
            cell: Any = self.sheet.cell(row, place)
            cell.font = self.fonts[look]
            cell.alignment = self.middle if look in {"title", "heading"} else self.left
            if boxed:
                cell.border = self.box
            if look in self.fills:
                cell.fill = self.fills[look]
        first: Any = self.sheet.cell(row, column)
        if text:
            first.value, first.data_type = escaped(text), "s"
            first.quotePrefix = text[0] in "=+-@"
        if span > 1:
            merge(self.sheet, row, row, column, column + span - 1)

    def limit(self, row: int, column: int, field: SheetField) -> None:
        """Let a cell take what its field says: a word of a list, a date, a number; others are asked about."""
        from openpyxl.worksheet.datavalidation import DataValidation

        if field.kind is FieldKind.ONE and field.choices:
            rule = DataValidation(type="list", formula1=self.list_of(field), allow_blank=True)
        elif field.kind is FieldKind.DATE:
            rule = DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True)
            self.sheet.cell(row, column).number_format = "yyyy-mm-dd"
        elif field.kind is FieldKind.NUMBER:
            rule = DataValidation(
                type="decimal", operator="between", formula1="-1E+15", formula2="1E+15", allow_blank=True
            )
        else:
            return
        rule.errorStyle = "warning"
        rule.showErrorMessage = True
        rule.errorTitle = only_text(field.name)[:32]
        self.sheet.add_data_validation(rule)
        rule.add(self.sheet.cell(row, column))

    def list_of(self, field: SheetField) -> str:
        """Return the reference to a field's choices, written on the hidden sheet."""
        if self.lists is None:
            self.lists = self.workbook.create_sheet(self.words("Choices"))
            self.lists.sheet_state = "hidden"
        column = self.lists.max_column + 1 if self.lists["A1"].value is not None else 1
        for row, choice in enumerate(field.choices, 1):
            cell = self.lists.cell(row, column)
            cell.value, cell.data_type = escaped(choice), "s"
        letter = self.lists.cell(1, column).column_letter
        return f"'{self.lists.title}'!${letter}$1:${letter}${len(field.choices)}"


def _footer(text: str) -> str | None:
    return only_text(text).replace("&", "&&").strip() or None
