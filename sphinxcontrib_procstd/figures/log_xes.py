"""Event logs in XES (IEEE 1849-2023), read as a stream: no document types, no entities, bounded memory."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast
from xml.parsers import expat  # document types are refused before an entity can be declared

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.figures.columns import choose_columns
from sphinxcontrib_procstd.figures.engine import Engine
from sphinxcontrib_procstd.figures.logs import ROW, Log, open_parquet
from sphinxcontrib_procstd.figures.spec import LogSpec

LONGEST = 16_000_000
"""Bytes without one tag's end: more is a bomb, never a log."""

_CHUNK = 1 << 18
_BATCH = 100_000
_VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})
_KEPT = 60
"""Attributes of events and traces that become columns; the rest are left alone."""


@dataclass
class _Reader:
    """Follows the tags of a file; every event becomes one row of texts."""

    write: Callable[[dict[str, str], int], None]
    parser: Any
    depth: int = 0
    trace: dict[str, str] | None = None
    event: dict[str, str] | None = None
    event_depth: int = 0
    trace_depth: int = 0
    line: int = 0
    tags: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.tags += 1
        name = tag.rpartition("}")[2].rpartition(":")[2]
        if name == "trace" and self.trace is None:
            self.trace, self.trace_depth = {}, self.depth
        elif name == "event" and self.event is None:
            self.event, self.event_depth, self.line = {}, self.depth, self.parser.CurrentLineNumber
        elif name in _VALUES:
            self._value(attributes.get("key", ""), attributes.get("value", ""))

    def _value(self, key: str, value: str) -> None:
        if self.event is not None and self.depth == self.event_depth + 1:
            self.event.setdefault(key, value)
        elif self.event is None and self.trace is not None and self.depth == self.trace_depth + 1:
            self.trace.setdefault(f"case:{key}", value)

    def end(self, _tag: str) -> None:
        if self.event is not None and self.depth == self.event_depth:
            row = {**(self.trace or {}), **self.event}
            self.write(row, self.line)
            self.event = None
        elif self.trace is not None and self.event is None and self.depth == self.trace_depth:
            self.trace = None
        self.depth -= 1


def open_xes(path: Path, spec: LogSpec, engine: Engine, progress: Callable[[str], None]) -> Log:
    """Return an XES file, plain or compressed, as a log; attributes of a trace are columns named ``case:KEY``."""
    target = engine.folder / "xes.parquet"
    lines, names = _convert(path, spec, target, progress)
    columns = choose_columns(spec.columns, names, spec.shown)
    log = open_parquet(target, spec, engine, columns)

    def find(rows: Any) -> list[str]:
        wanted = [int(row) for row in rows]
        found = {
            row[ROW]: row[lines]
            for row in engine.rows(log.table.filter(log.table[ROW].isin(wanted)).select(ROW, lines))
        }
        return [f"{spec.shown}:{found[row]}" for row in wanted]

    return Log(table=log.table, columns=columns, places=find)


def _convert(path: Path, spec: LogSpec, target: Path, progress: Callable[[str], None]) -> tuple[str, list[str]]:
    """Write the events into a Parquet file; return the name of its column of lines and those of the others."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    line_column = "procstd_line"
    wanted = _names(path, spec)
    schema = pa.schema([(name, pa.string()) for name in wanted] + [(line_column, pa.int64())])
    with pq.ParquetWriter(target, schema) as writer:
        rows: list[dict[str, Any]] = []
        written = 0

        def flush() -> None:
            nonlocal written
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            written += len(rows)
            rows.clear()
            progress(f"{spec.shown}: {written:,} events read")

        def write(row: dict[str, str], line: int) -> None:
            rows.append({**row, line_column: line})
            if len(rows) >= _BATCH:
                flush()

        _read(path, spec, write)
        flush()
    return line_column, wanted


class _Enough(Exception):  # noqa: N818 - it is no error
    """Enough events were seen."""


def _names(path: Path, spec: LogSpec) -> list[str]:
    """Return the attributes of the first ten thousand events, and those the settings name."""
    seen = 0
    names: dict[str, None] = {}

    def look(row: dict[str, str], _line: int) -> None:
        nonlocal seen
        names.update(dict.fromkeys(row))
        seen += 1
        if seen >= 10_000:
            raise _Enough

    with suppress(_Enough):
        _read(path, spec, look)
    named = [getattr(spec.columns, each) for each in spec.columns.__slots__]
    standard = ["case:concept:name", "concept:name", "time:timestamp", "lifecycle:transition", "org:role"]
    keep = [name for name in dict.fromkeys([*standard, *named]) if name and name in names]
    return [*keep, *[name for name in names if name not in keep][: max(0, _KEPT - len(keep))]]


def _read(path: Path, spec: LogSpec, write: Callable[[dict[str, str], int], None]) -> None:
    """Parse a file and hand over each event with its line; raises `ProcstdError` for what is no well-formed log."""
    parser = expat.ParserCreate()
    reader = _Reader(write, parser)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end

    def refuse(*_arguments: object) -> None:
        raise ProcstdError("document types are not read", Location(spec.shown, parser.CurrentLineNumber))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        with _opened(path) as stream:
            _feed(parser, reader, stream, spec)
    except expat.ExpatError as error:
        message = f"no well-formed XML: {expat.ErrorString(error.code)}"
        raise ProcstdError(message, Location(spec.shown, error.lineno)) from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise ProcstdError("no whole gzip file", Location(spec.shown)) from None


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if path.suffix.casefold() == ".gz" else path.open("rb")


def _feed(parser: Any, reader: _Reader, stream: IO[bytes], spec: LogSpec) -> None:
    quiet, tags = 0, 0
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)
        quiet, tags = (quiet + len(chunk), tags) if reader.tags == tags else (0, reader.tags)
        if quiet > LONGEST:
            raise ProcstdError("over 16 MB without a tag: no event log", Location(spec.shown, parser.CurrentLineNumber))
        if reader.depth > 100:
            raise ProcstdError("nested over 100 deep: no event log", Location(spec.shown, parser.CurrentLineNumber))
    parser.Parse(b"", True)
