"""Where queries run: an embedded DuckDB for files, or the engine that holds the log already, through Ibis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.diagnostics import ProcstdError

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends import BaseBackend

    from sphinxcontrib_procstd.figures.spec import LogSpec

MEMORY = "1200MB"
"""What DuckDB may hold; the rest goes to the scratch folder. The whole command then stays under 2 GB."""

EXTRA = 'figures need DuckDB and Ibis: pip install "sphinxcontrib-procstd[figures]"'


@dataclass
class Engine:
    """A connection, and the few things in which engines differ."""

    connection: BaseBackend
    folder: Path
    """Scratch files of a run; it is gone afterwards."""
    kept: list[str] = field(default_factory=list)
    lent: list[ir.Table] = field(default_factory=list)

    @property
    def is_duckdb(self) -> bool:
        """Whether it is DuckDB."""
        return str(self.connection.name) == "duckdb"

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Return a table that holds what a query found, so that it runs once."""
        if not self.is_duckdb:
            return expression.cache()
        name = f"{name}_{len(self.kept)}"
        self.kept.append(name)
        return self.connection.create_table(name, expression, temp=True)

    def drop(self, table: ir.Table) -> None:
        """Forget a kept table, for the room it takes."""
        if self.is_duckdb:
            self.connection.drop_table(table.get_name())

    def lend(self, columns: Mapping[str, Sequence[Any]]) -> ir.Table:
        """Return a small table of ours that queries can join: texts (never null) and whole numbers by column."""
        import ibis
        import pyarrow as pa

        kinds = {
            name: pa.string() if any(isinstance(v, str) for v in values) else pa.int64()
            for name, values in columns.items()
        }
        table = ibis.memtable(pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()}))
        if not self.is_duckdb:
            self.connection.to_pyarrow(table.limit(1))  # Ibis hands it over when it is asked for, not when it is kept
            self.lent.append(table)
        return table

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """Return the rows that a query finds."""
        found: list[dict[str, Any]] = self.connection.to_pyarrow(expression).to_pylist()
        return found

    def row(self, expression: ir.Table) -> dict[str, Any]:
        """Return the one row that a query finds."""
        return self.rows(expression)[0]

    def milliseconds(self, column: Any, time_format: str = "") -> Any:
        """Return a column of stamps or texts as milliseconds since 1970 (UTC), null where it is no stamp."""
        import ibis
        import ibis.expr.datatypes as dt

        zoned = dt.Timestamp(timezone="UTC")
        if column.type().is_string() and time_format:
            if not self.is_duckdb:
                raise ProcstdError("time_format is for log files; an engine's table has columns of stamps")
            made = zoned if "%z" in time_format else dt.timestamp
            read = ibis.udf.scalar.builtin(_strptime, name="try_strptime", signature=((dt.string, dt.string), made))
            column = read(column, time_format)
        stamp = column.try_cast(zoned) if column.type().is_string() else column.cast(zoned)
        if self.is_duckdb:
            return ibis.udf.scalar.builtin(_epoch_ms, name="epoch_ms", signature=((zoned,), dt.int64))(stamp)
        return stamp.epoch_seconds() * 1000 + stamp.millisecond()

    def trace(self, codes: Any, order: Any) -> Any:
        """Return an aggregate: the codes of a group in order, with commas between."""
        if self.is_duckdb:
            return codes.cast("string").group_concat(",", order_by=order)
        placed = order.cast("string").lpad(9, "0") + ":" + codes.cast("string")  # engines that collect in no order
        return placed.collect().sort().map(lambda text: text.substr(10)).join(",")


def _strptime(text: str, time_format: str) -> Any: ...  # DuckDB's own


def _epoch_ms(stamp: Any) -> int: ...  # type: ignore[empty-body]  # DuckDB's own


@contextmanager
def open_engine(spec: LogSpec) -> Iterator[Engine]:
    """Give the engine that a log is measured in; raises `ProcstdError` when it cannot be reached."""
    try:
        import ibis
    except ImportError:
        raise ProcstdError(EXTRA) from None
    with TemporaryDirectory(prefix="procstd-figures-") as name:
        folder = Path(name)
        connection = _connect(ibis, spec) if spec.is_url else _duckdb(ibis, folder, spec)
        try:
            yield Engine(connection, folder)
        finally:
            with suppress(ProcstdError), driver_faults(spec, "cannot disconnect"):
                connection.disconnect()


@contextmanager
def driver_faults(spec: LogSpec, wrong: str) -> Iterator[None]:
    """Turn whatever a database's driver raises into a `ProcstdError` about the log, which names no secret.

    The drivers of six engines have no class of errors in common, and some raise bare ones.
    """
    try:
        yield
    except ProcstdError:
        raise
    except Exception as error:
        raise ProcstdError(f"{spec.shown}: {wrong}: {without_secrets(str(error), spec.log)}") from None


def _duckdb(ibis: Any, folder: Path, spec: LogSpec) -> Any:
    try:
        connection = ibis.duckdb.connect(
            str(folder / "events.duckdb"), memory_limit=MEMORY, temp_directory=str(folder / "spill")
        )
    except (ImportError, AttributeError):
        raise ProcstdError(EXTRA) from None
    for setting, value in (
        ("TimeZone", spec.time_zone),
        ("autoinstall_known_extensions", "false"),  # nothing is fetched from elsewhere
        ("autoload_known_extensions", "false"),
    ):
        connection.raw_sql(f"SET {setting} = {quoted(value)}")
    return connection


def _connect(ibis: Any, spec: LogSpec) -> Any:
    with driver_faults(spec, "cannot connect"):
        try:
            connection = ibis.connect(spec.log)
        except ImportError as error:
            hint = 'pip install "sphinxcontrib-procstd[warehouse]"'
            raise ProcstdError(f"{spec.shown}: the engine's driver is missing ({error.name}); {hint}") from None
    set_time_zone(connection, spec)
    return connection


def set_time_zone(connection: Any, spec: LogSpec) -> None:
    """Have an engine read stamps without a zone in the log's; one that has no such setting reads them as UTC."""
    if connection.name == "duckdb":
        connection.raw_sql(f"SET TimeZone = {quoted(spec.time_zone)}")
    elif connection.name in {"pyspark", "postgres"}:
        connection.raw_sql(f"SET TIME ZONE {quoted(spec.time_zone)}")


def quoted(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def named(text: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + text.replace('"', '""') + '"'


def without_secrets(message: str, address: str) -> str:
    """Return a driver's message without the address it was given and without a password in any other."""
    short = message.replace(address, "the address").strip().splitlines()
    return re.sub(r"//[^/@\s]+@", "//…@", short[0] if short else "")[:300]
