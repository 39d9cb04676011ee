"""Event logs in CSV: every cell stays text, every line that is no row is counted."""

from __future__ import annotations

import codecs
import csv
import gzip
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, cast

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.figures.columns import choose_columns
from sphinxcontrib_procstd.figures.engine import Engine, named, quoted
from sphinxcontrib_procstd.figures.faults import EXAMPLES
from sphinxcontrib_procstd.figures.logs import ROW, Log
from sphinxcontrib_procstd.figures.result import Example, Fault
from sphinxcontrib_procstd.figures.spec import LogSpec

LONGEST = 1_000_000
"""Bytes of the longest line that is read as a row; a longer one is left out and said."""

_BLOCK = 1 << 20
_DELIMITERS = ",;\t|"
_TOLD = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)


def open_csv(path: Path, spec: LogSpec, engine: Engine) -> Log:
    """Return a CSV file as a log; the delimiter is the one its first line has most of."""
    path, long_lines = _prepared(path, spec, engine.folder)
    delimiter, names, skipped = _header(path, spec)
    chosen = choose_columns(spec.columns, names, spec.shown)
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in names)
    source = (
        f"read_csv({quoted(str(path))}, auto_detect = false, header = true, skip = {skipped}, "
        f"delim = {quoted(delimiter)}, quote = '\"', escape = '\"', columns = {{{columns}}}, "
        "store_rejects = true, rejects_limit = 0, "
        f"max_line_size = {2 * LONGEST}, compression = {quoted('gzip' if path.suffix == '.gz' else 'none')})"
    )
    wanted = sorted({name for name in (getattr(chosen, each) for each in chosen.__slots__) if name})
    listed = ", ".join(map(named, wanted))
    rejects = _Rejects(path, spec, delimiter, long_lines, engine, skipped)
    engine.connection.raw_sql(
        f"CREATE TEMP VIEW log_rows AS SELECT row_number() OVER () - 1 AS {ROW}, {listed} FROM {source}"  # noqa: S608 - quoted
    )
    table = engine.connection.table("log_rows")
    return Log(table=table, columns=chosen, places=rejects.places, faults=rejects.faults)


@dataclass
class _Rejects:
    """The lines that are no rows, known once the table has been read, and so the lines of the rows."""

    path: Path
    spec: LogSpec
    delimiter: str
    long_lines: list[int]
    engine: Engine
    skipped: int = 0
    """Lines before the line of names."""

    @cached_property
    def lines(self) -> dict[int, str]:
        """Line -> what is wrong with it."""
        asked = "SELECT line_byte_position, min(error_type::VARCHAR) FROM reject_errors GROUP BY 1 ORDER BY 1"
        rejected = [(int(place), str(kind)) for place, kind in self.engine.connection.raw_sql(asked).fetchall()]
        lines = _lines_at(self.path, [place for place, _ in rejected])
        found = {line: kind for line, (_, kind) in zip(lines, rejected, strict=True)}
        return dict(sorted((found | dict.fromkeys(self.long_lines, "LINE TOO LONG")).items()))

    def faults(self) -> tuple[Fault, ...]:
        """Return what is wrong, with the first lines."""
        examples = tuple(
            Example(place=f"{self.spec.shown}:{line}", text=_REJECTED.get(kind, kind.replace("_", " ").lower()))
            for line, kind in list(self.lines.items())[:EXAMPLES]
        )
        return (Fault(kind="rejected", count=len(self.lines), examples=examples),) if examples else ()

    def places(self, rows: Sequence[int]) -> list[str]:
        """Return where rows stand: the file is read again up to the last one, only when something is wrong."""
        wanted, found = set(rows), {}
        with _opened(self.path) as stream:
            lines = codecs.iterdecode(stream, "utf-8-sig", "replace")
            number, last = -1 - self.skipped, max(wanted, default=-1)  # the line of names is row -1
            for start in _row_starts(lines, self.delimiter):
                if start in self.lines:
                    continue
                if number in wanted:
                    found[number] = start
                if number >= last:
                    break
                number += 1
        return [f"{self.spec.shown}:{found[row]}" if row in found else self.spec.shown for row in rows]


_REJECTED = {
    "TOO MANY COLUMNS": "more cells than columns",
    "MISSING COLUMNS": "fewer cells than columns",
    "UNQUOTED VALUE": "a quote that is not closed",
    "LINE SIZE OVER MAXIMUM": "a line of over 1 MB",
    "LINE TOO LONG": "a line of over 1 MB",
    "INVALID ENCODING": "bytes that are no UTF-8",
    "INVALID STATE": "quotes that do not fit",
}


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.name.casefold().endswith(".gz"):
        with gzip.open(path, "rb") as stream:
            yield cast("IO[bytes]", stream)
    else:
        with path.open("rb") as stream:
            yield stream


def _prepared(path: Path, spec: LogSpec, folder: Path) -> tuple[Path, list[int]]:
    """Return the file to read, in UTF-8 and without endless lines, and the numbers of the lines left out."""
    encoding = codecs.lookup(spec.encoding).name
    with _opened(path) as stream:
        first = stream.read(_BLOCK)
        if encoding == "utf-8" and first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            encoding = "utf-16"
        if encoding == "utf-8":
            _check_utf8(first, spec)
            if (b"\n" in first or b"\r" not in first) and not _has_long_line(first, stream):
                return path, []
    copy = folder / "log.csv"
    with _opened(path) as stream, copy.open("wb") as target:
        return copy, _copy_lines(stream, target, encoding)


def _check_utf8(block: bytes, spec: LogSpec) -> None:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(block)
    except UnicodeDecodeError as error:
        line = block.count(b"\n", 0, error.start) + 1
        message = 'is not UTF-8; name its encoding in procstd_figures, such as "encoding": "gb18030"'
        raise ProcstdError(message, Location(spec.shown, line)) from None


def _has_long_line(block: bytes, stream: IO[bytes]) -> bool:
    """Return whether a block has no line end at all: only a line longer than `LONGEST` fills one."""
    while len(block) == _BLOCK:
        if b"\n" not in block:
            return True
        block = stream.read(_BLOCK)
    return False


def _copy_lines(stream: IO[bytes], target: IO[bytes], encoding: str) -> list[int]:
    """Copy a file line by line into UTF-8; a line that is too long becomes an empty one, and its number is returned."""
    decode = codecs.getincrementaldecoder(encoding)(errors="replace").decode
    left_out, number, length, line = [], 1, 0, bytearray()
    old_ends = False  # lines that end with a carriage return alone, as on computers of the last century
    while block := stream.read(_BLOCK):
        text = decode(block).encode("utf-8", "replace")
        old_ends = old_ends or (number == 1 and not length and b"\n" not in text)
        for part in (text.replace(b"\r", b"\n") if old_ends else text).splitlines(keepends=True):
            length += len(part)
            if length <= LONGEST:
                line += part
            if part.endswith(b"\n"):
                if length > LONGEST:
                    left_out.append(number)
                    line = bytearray(b"\n")
                target.write(line)
                number, length, line = number + 1, 0, bytearray()
    if length > LONGEST:
        left_out.append(number)
    else:
        target.write(line)
    return left_out


def _header(path: Path, spec: LogSpec) -> tuple[str, list[str], int]:
    """Return the delimiter, the names of the columns, and the lines before them (``sep=;``, as Excel writes it).

    Raises `ProcstdError` where there are none.
    """
    with _opened(path) as stream:
        line = stream.readline(LONGEST).decode("utf-8-sig", "replace").strip("\r\n")
        told = _TOLD.fullmatch(line)
        if told:
            line = stream.readline(LONGEST).decode("utf-8", "replace").strip("\r\n")
    if not line.strip():
        raise ProcstdError("is empty: not even a line of column names", Location(spec.shown, 1))
    delimiter = told[1] if told else max(_DELIMITERS, key=line.count)
    names: dict[str, None] = {}
    for number, cell in enumerate(next(csv.reader([line], delimiter=delimiter)), 1):
        name = cell.strip() or f"column {number}"
        names[name if name not in names else f"{name} {number}"] = None
    return delimiter, list(names), int(bool(told))


def _lines_at(path: Path, places: list[int]) -> Iterator[int]:
    """Yield the line of each byte, given in order: DuckDB counts rows, and a row may have several lines."""
    if not places:
        return
    with _opened(path) as stream:
        line, start, block = 1, 0, stream.read(_BLOCK)
        for place in places:
            while block and place >= start + len(block):
                line += block.count(b"\n")
                start += len(block)
                block = stream.read(_BLOCK)
            yield line + block.count(b"\n", 0, place - start)


def _row_starts(lines: Iterator[str], delimiter: str) -> Iterator[int]:
    """Yield the line each row starts on, empty lines left out; quotes may hold line ends (RFC 4180)."""
    reader = csv.reader(lines, delimiter=delimiter)
    start = 1
    for row in reader:
        if row:
            yield start
        start = reader.line_num + 1
