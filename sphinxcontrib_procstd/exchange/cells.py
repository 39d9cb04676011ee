"""Rows of text out of CSV and Excel files, within bounds."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError, say
from sphinxcontrib_procstd.model.inside import is_file

MAX_BYTES = 50_000_000
"""Largest file read, and largest size an Excel file may unpack to, in bytes."""
MAX_ROWS, MAX_COLUMNS = 20_000, 200


def read_rows(path: Path, name: str) -> list[list[str]]:
    """Return the rows of a ``.csv`` or ``.xlsx`` file as texts; ``name`` is what messages call it.

    Raises `ProcstdError` when the file is missing, too large, of another kind or cannot be read.
    """
    where = Location(name)
    if not is_file(path):
        raise ProcstdError(say("there is no such file"), where)
    if path.stat().st_size > MAX_BYTES:
        raise ProcstdError(f"larger than {MAX_BYTES // 1_000_000} MB", where)
    kind = path.suffix.casefold()
    if kind in {".csv", ".tsv", ".txt"}:
        return parse_csv(decode(path.read_bytes(), where), where)
    if kind == ".xlsx":
        return _read_xlsx(path, where)
    raise ProcstdError(f'cannot read "{kind or "no suffix"}"; .csv and .xlsx can be read', where)


def decode(data: bytes, where: Location) -> str:
    """Return a file's text: UTF-8 (with or without mark), UTF-16, else GB18030 as Excel saves it in China."""
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ProcstdError("neither UTF-8 nor GB18030", where)


def is_utf_8(data: bytes) -> bool:
    """Return whether `decode` can be sure of the encoding: UTF-8, or UTF-16 with its mark."""
    try:
        return data.startswith((b"\xff\xfe", b"\xfe\xff")) or bool(data.decode("utf-8")) or not data
    except UnicodeDecodeError:
        return False


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > 2 > min(even, odd) and len(data) % 2 == 0:  # its commas and line ends show it
        return ("utf-16-le" if odd else "utf-16-be",)
    return ("utf-8-sig", "gb18030")


def parse_csv(text: str, where: Location) -> list[list[str]]:
    """Return the rows of a CSV text; the separator is the one its first line uses most."""
    return [row for _, row in parse_csv_lines(text, where)]


def parse_csv_lines(text: str, where: Location) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV text, each with the line it ends on."""
    first = text.split("\n", 1)[0]
    separator = max(",;\t|", key=first.count)
    _check_quotes(text, separator, where)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        for count, row in enumerate(reader):
            if count >= MAX_ROWS:
                raise ProcstdError(f"more than {MAX_ROWS} rows", where)
            yield reader.line_num, [cell.strip() for cell in row[:MAX_COLUMNS]]
    except csv.Error as error:
        raise ProcstdError(f"not a table: {error}", Location(where.file, reader.line_num)) from error


def _check_quotes(text: str, separator: str, where: Location) -> None:
    """Raise `ProcstdError` for a quotation mark that is never closed: it would make one cell of all that follows."""
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    begin = 0
    try:
        for _ in zip(range(MAX_ROWS), strict, strict=False):
            begin = strict.line_num
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            message = "a quotation mark is opened in this row and never closed"
            raise ProcstdError(message, Location(where.file, begin + 1)) from error


def _read_xlsx(path: Path, where: Location) -> list[list[str]]:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        message = 'reading Excel files needs openpyxl: pip install "sphinxcontrib-procstd[xlsx]"'
        raise ProcstdError(message, where) from error
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise ProcstdError(f"unpacks to more than {MAX_BYTES // 1_000_000} MB", where)
        workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheet = workbook.worksheets[0]
        rows = [
            ["" if cell is None else str(cell).strip() for cell in row]
            for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
        ]
        workbook.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, IndexError) as error:
        raise ProcstdError(say("not a readable Excel file: {error}", error=error), where) from error
    return [row for row in rows if any(row)]
