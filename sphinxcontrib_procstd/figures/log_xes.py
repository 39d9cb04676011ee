"""Event logs in XES (IEEE 1849-2023), read as a stream: no document types, no entities, bounded memory."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast
from xml.parsers import expat  # document types are refused before an entity can be declared

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.figures.columns import choose_columns
from sphinxcontrib_procstd.figures.engine import Engine
from sphinxcontrib_procstd.figures.logs import ROW, Log, open_parquet
from sphinxcontrib_procstd.figures.result import Note
from sphinxcontrib_procstd.figures.spec import Columns, LogSpec

LONGEST = 16_000_000
"""Bytes without one tag's end: more is a bomb, never a log."""

_CHUNK = 1 << 18
_BATCH = 100_000
_VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})
_MOST_NAMES = 10_000
"""Attributes of events and traces whose names are noted; only the columns that are read are kept."""
_LOOKED_AT = 100_000
"""Events whose attributes are noted before the log is read."""
_HELD = 10_000
"""Events of a trace that are held back until its own attributes are known, which may come after them."""
_DEEPEST = 100
_CASE = "case:concept:name"


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
    held: list[tuple[dict[str, str], int]] = field(default_factory=list)
    traces: int = 0
    nameless: int = 0
    shown: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.tags += 1
        if self.depth > _DEEPEST:
            raise ProcstdError(
                "nested over 100 deep: no event log", Location(self.shown, self.parser.CurrentLineNumber)
            )
        name = tag.rpartition("}")[2].rpartition(":")[2]
        if name == "trace" and self.trace is None:
            self.trace, self.trace_depth = {}, self.depth
            self.traces += 1
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
            if self.trace is None:  # an event of no trace: it has no case
                self.write(self.event, self.line)
            else:
                self.held.append((self.event, self.line))
                if len(self.held) >= _HELD:
                    self._release()
            self.event = None
        elif self.trace is not None and self.event is None and self.depth == self.trace_depth:
            self._release()
            self.trace = None
        self.depth -= 1

    def _release(self) -> None:
        """Hand over the events of the trace; one without a name gets the name of its place."""
        trace = self.trace
        if trace is None:
            return
        if self.held and not trace.get(_CASE):
            self.nameless += 1
            trace[_CASE] = f"trace {self.traces}"
        for event, line in self.held:
            self.write({**trace, **event}, line)
        self.held.clear()


def open_xes(path: Path, spec: LogSpec, engine: Engine, progress: Callable[[str], None]) -> Log:
    """Return an XES file, plain or compressed, as a log; attributes of a trace are columns named ``case:KEY``."""
    target = engine.folder / "xes.parquet"
    columns = choose_columns(spec.columns, _names(path, spec), spec.shown)
    nameless = _convert(path, spec, columns, target, progress)
    log = open_parquet(target, spec, engine, columns)
    lines = _LINE
    note = Note(text="Traces without a name: {0}. Each counts as a case of its own.", values=(f"{nameless:,}",))

    def find(rows: Any) -> list[str]:
        wanted = [int(row) for row in rows]
        found = {
            row[ROW]: row[lines]
            for row in engine.rows(log.table.filter(log.table[ROW].isin(wanted)).select(ROW, lines))
        }
        return [f"{spec.shown}:{found[row]}" for row in wanted]

    return Log(table=log.table, columns=columns, places=find, notes=(note,) if nameless else ())


_LINE = "procstd_line"
"""The column of the lines that events start on."""


def _convert(path: Path, spec: LogSpec, columns: Columns, target: Path, progress: Callable[[str], None]) -> int:
    """Write the columns that are read into a Parquet file; return how many traces have no name."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = sorted({name for name in (getattr(columns, each) for each in columns.__slots__) if name})
    schema = pa.schema([(name, pa.string()) for name in wanted] + [(_LINE, pa.int64())])
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
            rows.append({**{name: row.get(name) for name in wanted}, _LINE: line})
            if len(rows) >= _BATCH:
                flush()

        nameless = _read(path, spec, write)
        flush()
    return nameless


class _Enough(Exception):  # noqa: N818 - it is no error
    """Enough events were seen."""


def _names(path: Path, spec: LogSpec) -> list[str]:
    """Return the names of the attributes that the first events have, and those that a log of any kind must have."""
    seen = 0
    names: dict[str, None] = dict.fromkeys((_CASE, "concept:name", "time:timestamp"))

    def look(row: dict[str, str], _line: int) -> None:
        nonlocal seen
        if len(names) < _MOST_NAMES:
            names.update(dict.fromkeys(row))
        seen += 1
        if seen >= _LOOKED_AT:
            raise _Enough

    with suppress(_Enough):
        _read(path, spec, look)
    return list(names)


def _read(path: Path, spec: LogSpec, write: Callable[[dict[str, str], int], None]) -> int:
    """Parse a file and hand over each event with its line; return how many traces have no name.

    Raises `ProcstdError` for what is no well-formed log.
    """
    parser = expat.ParserCreate()
    reader = _Reader(write, parser, shown=spec.shown)
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
    return reader.nameless


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if path.suffix.casefold() == ".gz" else path.open("rb")


def _feed(parser: Any, reader: _Reader, stream: IO[bytes], spec: LogSpec) -> None:
    quiet, tags = 0, 0
    while chunk := stream.read(_CHUNK):
        parser.Parse(chunk, False)
        quiet, tags = (quiet + len(chunk), tags) if reader.tags == tags else (0, reader.tags)
        if quiet > LONGEST:
            raise ProcstdError("over 16 MB without a tag: no event log", Location(spec.shown, parser.CurrentLineNumber))
    parser.Parse(b"", True)
