"""Processes out of Word documents: the template table as people have it, with merged cells and a header block."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange.cells import MAX_COLUMNS
from sphinxcontrib_procstd.exchange.drafts import build_processes
from sphinxcontrib_procstd.exchange.package import check_package
from sphinxcontrib_procstd.exchange.table_import import Cell, Row, TableReader
from sphinxcontrib_procstd.exchange.values import Imported, Report, Syntax
from sphinxcontrib_procstd.exchange.xml_ import parse_events
from sphinxcontrib_procstd.model.catalogue import Catalogue

_BLANKS = {"br": "\n", "cr": "\n", "tab": " "}
MAX_TABLE_ROWS = 20_000
MAX_TABLE_DEPTH = 5
"""How deep tables may stand in one another; the text of inner ones goes into the cell around them."""


def import_docx(path: Path, syntax: Syntax, name: str = "", known: Catalogue | None = None) -> Imported:
    """Return the processes in the tables of a Word document. ``name`` is what messages call the file.

    Raises `ProcstdError` when the file cannot be read.
    """
    report = Report(name or str(path))
    where = Location(report.name)
    check_package(path, where, report)
    try:
        with zipfile.ZipFile(path) as package:
            data = package.read("word/document.xml")
            names = package.namelist()
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError) as error:
        raise ProcstdError(f"not a readable Word file: {error}", where) from error
    if pictures := sum(name.startswith("word/media/") for name in names):
        report.add("picture", f"{pictures} pictures were left out")
    document = _Document(TableReader(syntax, report), report)
    parse_events(data, where, document.start, document.end, document.text)
    return build_processes(document.reader.drafts, syntax, report, known)


@dataclass
class _Cell:
    """A cell being read: its finished paragraphs, how many columns it spans, what it is of a vertical merge."""

    lines: list[str] = field(default_factory=list)
    span: int = 1
    merge: str = ""


@dataclass
class _Document:
    """Follows the document's events; keeps one table of rows at a time."""

    reader: TableReader
    report: Report
    tables: int = 0
    depth: int = 0
    cell: _Cell | None = None
    row: list[_Cell] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    style: str = ""
    tops: dict[int, str] = field(default_factory=dict)
    in_text: int = 0
    deleted: int = 0

    def start(self, name: str, attributes: dict[str, str], _line: int) -> None:
        """Follow a start tag."""
        tag = name.rpartition("}")[2]
        value = next((text for key, text in attributes.items() if key.rpartition("}")[2] == "val"), "")
        if tag == "tbl":
            self.open_table()
        elif tag == "tc" and self.depth == 1:
            self.cell = _Cell()
        elif tag == "gridSpan" and self.cell and self.depth == 1:
            self.cell.span = min(int(value), MAX_COLUMNS) if value.isdecimal() else 1
        elif tag == "vMerge" and self.cell and self.depth == 1:
            self.cell.merge = "top" if value == "restart" else "below"
        elif tag == "p":
            self.line, self.style = [], ""
        elif tag == "pStyle":
            self.style = value
        elif tag in _BLANKS:
            self.line.append(_BLANKS[tag])
        elif tag == "t":
            self.in_text += 1
        elif tag == "del":
            self.deleted += 1

    def end(self, name: str) -> None:
        """Follow an end tag."""
        tag = name.rpartition("}")[2]
        if tag == "t":
            self.in_text -= 1
        elif tag == "p":
            self.end_paragraph()
        elif tag == "tc" and self.depth == 1 and self.cell:
            self.row.append(self.cell)
            self.cell = None
        elif tag == "tr" and self.depth == 1:
            self.end_row()
        elif tag == "tbl":
            self.depth -= 1
            if self.depth == 0:
                self.reader.read(self.rows)
                self.reader.end_table()
        elif tag == "del":
            self.deleted -= 1

    def text(self, found: str) -> None:
        """Follow text; what a reviewer marked as deleted is not read."""
        if self.in_text and not self.deleted:
            self.line.append(found)

    def open_table(self) -> None:
        self.depth += 1
        if self.depth > MAX_TABLE_DEPTH:
            raise ProcstdError(f"tables more than {MAX_TABLE_DEPTH} deep in one another", Location(self.report.name))
        if self.depth == 1:
            self.tables += 1
            self.rows, self.row, self.tops = [], [], {}

    def end_paragraph(self) -> None:
        text = "".join(self.line).strip()
        self.line = []
        if self.cell is not None:
            self.cell.lines.append(text)
        elif self.depth == 0 and text:
            if self.style.casefold().startswith(("heading", "title", "procstdtitle")) or self.style.isdecimal():
                self.reader.heading(text)
            else:
                self.reader.line(text)

    def end_row(self) -> None:
        if len(self.rows) >= MAX_TABLE_ROWS:
            raise ProcstdError(f"a table of more than {MAX_TABLE_ROWS} rows", Location(self.report.name))
        cells: list[Cell] = []
        for read in self.row:
            column = len(cells)
            text = "\n\n".join(read.lines).strip()
            if read.merge == "below":
                cells.append(Cell(self.tops.get(column, ""), merged=True))
            else:
                self.tops[column] = text
                cells.append(Cell(text))
            cells += [Cell(merged=True)] * (read.span - 1)
        place = f"{self.report.name}:table {self.tables}, row {len(self.rows) + 1}"
        self.rows.append(Row(tuple(cells[:MAX_COLUMNS]), Location(place)))
        self.row = []
