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

FIRST, LAST = -2_208_988_800_000, 7_258_118_400_000
"""Stamps that are taken as such, in milliseconds: from 1900 to before 2200 (UTC)."""

APPROXIMATE = frozenset({"trino", "bigquery"})
"""Engines whose only quantiles are approximate ones."""

_YEAR = r"(19|2[01])\d\d"
_LEAP = r"((19|2[01])(0[48]|[2468][048]|[13579][26])|2000)"
_DAY = (
    rf"({_YEAR}-((0?[13578]|1[02])-(0?[1-9]|[12]\d|3[01])|(0?[469]|11)-(0?[1-9]|[12]\d|30)"
    rf"|0?2-(0?[1-9]|1\d|2[0-8]))|{_LEAP}-0?2-29)"
)
_CLOCK = r"([ T]([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?\s*(Z|z|UTC|GMT|[+-](0\d|1[0-4])(:?[0-5]\d)?)?)?"
STAMP = rf"^\s*{_DAY}{_CLOCK}\s*$"
"""Texts that are a stamp in ISO 8601, of a day that there is. Engines whose casts fail are given no other."""
NUMBER = r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?\s*$"

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

    @property
    def is_postgres(self) -> bool:
        """Whether it is PostgreSQL."""
        return str(self.connection.name) == "postgres"

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Return a table that holds what a query found, so that it runs once."""
        if not (self.is_duckdb or self.is_postgres):
            return expression.cache()
        name = f"{name}_{len(self.kept)}"
        self.kept.append(name)
        return self.connection.create_table(name, expression, temp=True)

    def drop(self, table: ir.Table) -> None:
        """Forget a kept table, for the room it takes."""
        if self.is_duckdb:
            self.connection.raw_sql(f"DROP TABLE {named(table.op().name)}")

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
        if column.type().is_numeric():
            return self._checked(self._of_number(column.cast("float64")))
        if column.type().is_string() and time_format:
            if not self.is_duckdb:
                raise ProcstdError("time_format is for log files; an engine's table has columns of stamps")
            made = zoned if "%z" in time_format else dt.timestamp
            read = ibis.udf.scalar.builtin(_strptime, name="try_strptime", signature=((dt.string, dt.string), made))
            column = read(column, time_format)
        stamp = self.tried(column, STAMP, zoned) if column.type().is_string() else column.cast(zoned)
        return self._checked(self._of_stamp(stamp))

    def tried(self, text: Any, pattern: str, kind: Any) -> Any:
        """Return texts as values of a kind, null where they are none.

        PostgreSQL has no cast that does not fail: it gets only what ``pattern`` knows.
        """
        if self.is_postgres:
            return text.re_search(pattern).ifelse(text, None).cast(kind)
        return text.try_cast(kind)

    def _checked(self, milliseconds: Any) -> Any:
        """Return stamps, null where they lie in no year that work is recorded in: 9999-12-31 means "never"."""
        within = (milliseconds >= FIRST) & (milliseconds < LAST)
        return within.ifelse(milliseconds, None)

    def _of_stamp(self, stamp: Any) -> Any:
        import ibis
        import ibis.expr.datatypes as dt

        if self.is_duckdb:
            zoned = dt.Timestamp(timezone="UTC")
            return ibis.udf.scalar.builtin(_epoch_ms, name="epoch_ms", signature=((zoned,), dt.int64))(stamp)
        return stamp.epoch_seconds() * 1000 + stamp.millisecond()

    def other_milliseconds(self, text: Any) -> Any:
        """Return stamps of texts that are no ISO 8601 but have one meaning only; 1/5/2026 has two.

        Comma before the fraction, day.month.year, 2026年1月5日, seconds or milliseconds since 1970, and the days since
        1900 of a spreadsheet.
        """
        import ibis
        import ibis.expr.datatypes as dt

        zoned = dt.Timestamp(timezone="UTC")
        mended = text.re_replace(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})\b", r"\3-\2-\1")
        mended = mended.re_replace(r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*", r"\1-\2-\3 ")
        mended = mended.re_replace(r"(:\d\d),(\d)", r"\1.\2").strip()
        plain = text.re_search(r"^\d{5,19}([.,]\d{1,12})?$").ifelse(text.replace(",", "."), None)
        number = self._of_number(plain.try_cast("float64"))
        return self._checked(ibis.coalesce(self._of_stamp(mended.try_cast(zoned)), number))

    def _of_number(self, number: Any) -> Any:
        """Return milliseconds of a count of seconds, milliseconds, micro- or nanoseconds since 1970, told by its size.

        In DuckDB a number between is a spreadsheet's day: days since 1899-12-30 by the clock of the log's zone.
        """
        import ibis
        import ibis.expr.datatypes as dt

        serial: Any = None
        if self.is_duckdb:
            wall = ((number - 25569) * 86_400_000).round().cast("int64").as_timestamp("ms")
            serial = self._of_stamp(wall.cast(dt.Timestamp(timezone="UTC")))
        cases = [
            (number >= 10.0**17, number / 10**6),
            (number >= 10.0**14, number / 1000),
            (number >= 10.0**11, number),
        ]
        cases.append((number >= 10.0**8, number * 1000))
        asked = [(condition, value.round().cast("int64")) for condition, value in cases]
        if serial is not None:
            asked.append((number.between(20_000, 80_000), serial))
        return ibis.cases(*asked)

    @property
    def is_approximate(self) -> bool:
        """Whether the engine has no exact quantiles."""
        return str(self.connection.name) in APPROXIMATE

    def quantile(self, column: Any, share: float) -> Any:
        """Return a quantile of a column; an approximate one where the engine has no other."""
        return column.approx_quantile(share) if self.is_approximate else column.quantile(share)

    def trace(self, codes: Any, order: Any) -> Any:
        """Return an aggregate: the codes of a group in order, to be read with `trace_text`.

        In DuckDB it is a list of numbers that hold place and code, sorted in half the time that putting texts together
        in order takes.
        """
        if self.is_duckdb:
            return (order.cast("int64") * _PLACE + codes.cast("int64") + _SHIFT).collect().sort()
        placed = order.cast("string").lpad(9, "0") + ":" + codes.cast("string")  # engines that collect in no order
        return placed.collect().sort().map(lambda text: text.substr(10)).join(",")

    def trace_text(self, trace: Any) -> Any:
        """Return a column of traces as texts: the codes with commas between."""
        if self.is_duckdb:
            return trace.map(lambda placed: (placed % _PLACE - _SHIFT).cast("string")).join(",")
        return trace


_PLACE, _SHIFT = 2**32, 2**31
"""What the place of a code in its trace is multiplied by, and what is added to codes, which may be below 0."""


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
