"""An event log of any known format as a table of texts, and the place of each of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.figures.columns import choose_columns
from sphinxcontrib_procstd.figures.engine import Engine, driver_faults, quoted, without_secrets
from sphinxcontrib_procstd.figures.result import Fault, Note
from sphinxcontrib_procstd.figures.spec import Columns, LogSpec

if TYPE_CHECKING:
    import ibis.expr.types as ir

ROW = "procstd_row"
"""The column that numbers the rows of a log, from 0."""


def place_unknown(name: str) -> Callable[[Sequence[int]], list[str]]:
    """Return what names places in a table without an order: nothing but the table."""
    return lambda rows: [name for _ in rows]


def place_by_row(name: str) -> Callable[[Sequence[int]], list[str]]:
    """Return what names places in a log that has rows but no lines."""
    return lambda rows: [f"{name}, row {row + 1}" for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A log as it is: a table, what its columns mean, and what its reader has to say.

    ``places`` names where rows stand (``file:line`` where there are lines). ``faults`` gives those the reader met
    itself, once the table has been read; ``notes`` are sentences to show.
    """

    table: ir.Table
    columns: Columns
    places: Callable[[Sequence[int]], list[str]]
    faults: Callable[[], tuple[Fault, ...]] = tuple
    notes: tuple[Note, ...] = ()


Progress = Callable[[str], None]


def open_log(spec: LogSpec, folder: Path, engine: Engine, progress: Progress = lambda _text: None) -> Log:
    """Return the log of a spec; ``folder`` is where its path starts. Raises `ProcstdError` for one that is none."""
    if spec.is_url:
        return _open_table(spec, engine)
    path = folder / spec.log
    if not path.is_file():
        raise ProcstdError("there is no such event log", Location(spec.shown))
    name = path.name.casefold()
    if name.endswith((".xes", ".xes.gz")):
        from sphinxcontrib_procstd.figures.log_xes import open_xes

        return open_xes(path, spec, engine, progress)
    if name.endswith((".jsonocel", ".xmlocel", ".xml", ".sqlite", ".sqlite3", ".db", ".json", ".sqliteocel")):
        from sphinxcontrib_procstd.figures.log_ocel import open_ocel

        return open_ocel(path, spec, engine)
    if name.endswith((".parquet", ".pq")):
        return open_parquet(path, spec, engine)
    if name.endswith((".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")):
        from sphinxcontrib_procstd.figures.log_csv import open_csv

        return open_csv(path, spec, engine)
    raise ProcstdError(
        "cannot tell its format; known are .csv .tsv .xes .xes.gz .parquet .jsonocel .xmlocel .sqlite",
        Location(spec.shown),
    )


def open_parquet(path: Path, spec: LogSpec, engine: Engine, columns: Columns | None = None) -> Log:
    """Return a Parquet file as a log."""
    import duckdb

    source = f"read_parquet({quoted(str(path))}, file_row_number = true)"
    try:
        engine.connection.raw_sql(
            f"CREATE TEMP VIEW log_rows AS SELECT file_row_number AS {ROW}, * EXCLUDE file_row_number FROM {source}"  # noqa: S608 - quoted
        )
        table = engine.connection.table("log_rows")
    except duckdb.Error as error:
        raise ProcstdError(f"cannot be read: {without_secrets(str(error), str(path))}", Location(spec.shown)) from None
    chosen = columns or choose_columns(spec.columns, [name for name in table.columns if name != ROW], spec.shown)
    return Log(table=table, columns=chosen, places=place_by_row(spec.shown))


def _open_table(spec: LogSpec, engine: Engine) -> Log:
    """Return a table that stays in its engine; without a column that orders them, ties go by the activity's name."""
    import ibis

    with driver_faults(spec, "the table cannot be read"):
        table = engine.connection.table(spec.table)
    columns = choose_columns(spec.columns, table.columns, spec.shown)
    row = table[columns.order].cast("int64") if columns.order else ibis.literal(0, "int64")
    places = place_by_row(spec.shown) if columns.order else place_unknown(spec.shown)
    return Log(table=table.mutate(**{ROW: row}), columns=columns, places=places)
