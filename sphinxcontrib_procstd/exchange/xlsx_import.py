"""Processes out of Excel workbooks: as people file them, with merged cells and several processes a sheet."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange.cells import MAX_COLUMNS
from sphinxcontrib_procstd.exchange.drafts import build_processes
from sphinxcontrib_procstd.exchange.package import check_package
from sphinxcontrib_procstd.exchange.table_import import Cell, Row, TableReader
from sphinxcontrib_procstd.exchange.values import Imported, Report, Syntax
from sphinxcontrib_procstd.exchange.xml_ import parse_xml
from sphinxcontrib_procstd.model.catalogue import Catalogue

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_SHEET_ROWS = 20_000
"""Most rows read of a sheet; what lies below is reported."""
MAX_EMPTY_ROWS = 500
"""A gap of empty rows that ends a sheet."""

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, LookupError, ValueError, TypeError, OSError)
MAX_MERGED = 200_000


def import_xlsx(path: Path, syntax: Syntax, name: str = "", known: Catalogue | None = None) -> Imported:
    """Return the processes in a workbook, from all its sheets. ``name`` is what messages call the file.

    Values are read, formulas are not calculated, macros never run. Raises `ProcstdError` when the file cannot be read.
    """
    report = Report(name or str(path))
    where = Location(report.name)
    check_package(path, where, report)
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        message = 'reading Excel files needs openpyxl: pip install "sphinxcontrib-procstd[xlsx]"'
        raise ProcstdError(message, where) from error
    reader, place = TableReader(syntax, report), where
    try:
        parts = _sheet_parts(path, where)
        workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        for sheet in workbook.worksheets:
            place = Location(f"{report.name}:{sheet.title}")
            merges = _merges(path, parts.get(sheet.title, ""), sheet.title, report)
            reader.heading("")
            reader.read(_rows(sheet, merges, report))
        workbook.close()
    except (
        zipfile.BadZipFile,
        zlib.error,
        InvalidFileException,
        ParseError,
        LookupError,
        ValueError,
        TypeError,
        OSError,
    ) as error:
        raise ProcstdError(f"not a readable Excel file: {error}", place) from error
    return build_processes(reader.drafts, syntax, report, known)


def _sheet_parts(path: Path, where: Location) -> dict[str, str]:
    """Return sheet title -> the part that holds it."""
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        links = parse_xml(package.read("xl/_rels/workbook.xml.rels"), where)
        targets = {link.get("Id"): link.get("Target") for link in links.children}
        found = {}
        for sheet in parse_xml(package.read("xl/workbook.xml"), where).walk():
            if sheet.name == "sheet":
                target = targets.get(sheet.get("id"), "")
                part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                if part in names:
                    found[sheet.get("name")] = part
        return found


def _merges(path: Path, part: str, title: str, report: Report) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return each covered place -> the first place of its merged range; formulas are remarked."""
    from openpyxl.utils import column_index_from_string

    if not part:
        return {}
    with zipfile.ZipFile(path) as package:
        data = package.read(part)
    if _FORMULA.search(data):
        report.info("formula", "holds formulas; their last saved results were read", Location(f"{report.name}:{title}"))
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for found in _MERGE.finditer(data):
        left, right = (column_index_from_string(found[index].decode()) for index in (1, 3))
        top, bottom, right = int(found[2]), min(int(found[4]), MAX_SHEET_ROWS), min(right, MAX_COLUMNS)
        if len(covered) + (bottom - top + 1) * (right - left + 1) > MAX_MERGED:
            place = Location(f"{report.name}:{title}")
            report.add("merged", f"more than {MAX_MERGED} merged cells; the others were left out", place)
            break
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    covered[row, column] = (top, left)
    return covered


def _rows(sheet: Worksheet, merges: Mapping[tuple[int, int], tuple[int, int]], report: Report) -> Iterator[Row]:
    """Yield the rows of a sheet, merged ranges filled downwards."""
    tops: dict[tuple[int, int], str] = {}
    wanted = set(merges.values())
    widths: dict[int, int] = {}
    for covered_row, covered_column in merges:
        widths[covered_row] = max(widths.get(covered_row, 0), covered_column)
    sheet.reset_dimensions()  # type: ignore[attr-defined] # a sheet opened for reading only has it
    empty = 0
    place = f"{report.name}:{sheet.title}"
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MAX_SHEET_ROWS:
            report.add("rows", f"more than {MAX_SHEET_ROWS} rows; those below were left out", Location(place, number))
            return
        cells = []
        missing = (None,) * (widths.get(number, 0) - len(values))
        for column, value in enumerate((*values[:MAX_COLUMNS], *missing), 1):
            text = _text(value)
            origin = merges.get((number, column))
            if origin is not None:
                cells.append(Cell(tops.get(origin, "") if origin[1] == column else "", merged=True))
                continue
            if (number, column) in wanted:
                tops[number, column] = text
            cells.append(Cell(text))
        empty = empty + 1 if not any(cell.text for cell in cells) else 0
        if empty > MAX_EMPTY_ROWS:
            return
        yield Row(tuple(cells), Location(f"{place}!A{number}"))


def _text(value: object) -> str:
    """Return a cell's value as people see it: dates without midnight, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value).strip()
    if hasattr(value, "isoformat") and text.endswith(" 00:00:00"):
        return text[:-9]
    if "_x" in text:
        text = _CODED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
