"""A list as an Excel workbook: one sheet of A4 across, headings repeated and filtered."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.exchange.package import core_properties, fix_package
from sphinxcontrib_procstd.exchange.xlsx import MAX_CELL, escaped
from sphinxcontrib_procstd.exchange.xml_ import only_text


def list_xlsx(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    """Return rows of texts as a workbook; the same input gives the same bytes. ``widths`` are in characters."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
        from openpyxl.worksheet.properties import PageSetupProperties
    except ImportError as error:
        message = 'writing Excel files needs openpyxl: pip install "sphinxcontrib-procstd[xlsx]"'
        raise ProcstdError(message) from error
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = only_text(title)[:31].translate(str.maketrans("[]:*?/\\'", "        ")).strip() or "Sheet"
    line = Side(style="thin", color="FF8C8C8C")
    box, wrap = Border(left=line, right=line, top=line, bottom=line), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate((heads, *rows), 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.border, cell.alignment, cell.font = box, wrap, Font(bold=number == 1, size=10)
            if number == 1:
                cell.fill = PatternFill("solid", fgColor="FFE8EDF2")
            if text:
                cell.value, cell.data_type = escaped(text[:MAX_CELL]), "s"
                cell.quotePrefix = text[0] in "=+-@"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target = io.BytesIO()
    workbook.save(target)
    return fix_package(target.getvalue(), {"docProps/core.xml": core_properties(title)})
