"""The template table as CSV, and back. The columns beside the eight are those ``process-table`` reads too."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.exchange.cells import decode, is_utf_8, parse_csv_lines
from sphinxcontrib_procstd.exchange.drafts import build_processes
from sphinxcontrib_procstd.exchange.package import check_file
from sphinxcontrib_procstd.exchange.table import HEADINGS, extra_columns, template_table
from sphinxcontrib_procstd.exchange.table_import import Cell, Row, TableReader
from sphinxcontrib_procstd.exchange.values import Imported, Report, Syntax
from sphinxcontrib_procstd.exchange.wording import Words, wording
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠|%]")
_NOT_TWICE = frozenset({"表单", "系统", "Forms", "Systems"})
"""Fields the eighth column says already; a column of their own would say them again."""


def guard(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe before what could start one."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Return the text of a cell without the apostrophe that `guard` put there."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def export_csv(processes: Sequence[Process], catalogue: Catalogue, words: Words) -> bytes:
    """Return processes as one CSV table, UTF-8 with the mark that Excel looks for."""
    tables = [template_table(process, catalogue, words) for process in processes]
    say = wording(words)
    pairs = zip(processes, tables, strict=True)
    more = [label for label in extra_columns(pairs) if label not in _NOT_TWICE]
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([*map(say, HEADINGS), *more])
    for table in tables:
        values: dict[str, dict[str, str]] = {}
        for cell, label, text in table.extras:
            values.setdefault(cell, {})[label] = text
        for row in table.rows:
            own = values.get(row[2], {})
            writer.writerow(map(guard, (*row, *(own.get(label, "") for label in more))))
    return target.getvalue().encode("utf-8-sig", "replace")


def import_csv(path: Path, syntax: Syntax, name: str = "", known: Catalogue | None = None) -> Imported:
    """Return the processes in a CSV file (UTF-8, UTF-16 or GB18030; comma, semicolon, tab or bar).

    ``name`` is what messages call the file. Raises `ProcstdError` when the file cannot be read at all.
    """
    report = Report(name or str(path))
    where = Location(report.name)
    check_file(path, where)
    reader = TableReader(syntax, report)
    data = path.read_bytes()
    text = decode(data, where)
    if not is_utf_8(data):
        report.info("encoding", "is not UTF-8; it was read as GB18030 or UTF-16. See that the text is right", where)
    reader.read(
        Row(tuple(Cell(unguard(text)) for text in row), Location(report.name, line))
        for line, row in parse_csv_lines(text, where)
    )
    return build_processes(reader.drafts, syntax, report, known)
