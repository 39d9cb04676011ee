"""The same queries on DuckDB and on Spark: every figure is the same."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.figures.engine import Engine, set_time_zone
from sphinxcontrib_procstd.figures.measure import measure, measure_in
from sphinxcontrib_procstd.figures.result import Figures
from sphinxcontrib_procstd.figures.spec import LogSpec, read_spec
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit
from tests.figures.samples import ORDER, ORDER_LOG, measured, write_log

TWICE = (
    ORDER_LOG
    + "4,pick,2026-02-11 15:00,2026-02-11 16:00,Store,,\n9,take,,soon,Sales,,\n9,sing,,2026-02-12 08:00,Sales,,\n"
)
SETTINGS: dict[str, Any] = {
    "columns": {"satisfaction": "score"},
    "satisfied": 4,
    "time_zone": "Asia/Shanghai",
    "calendar": {"hours": "09:00-17:00", "counts_hours": True},
}


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pyspark = pytest.importorskip("pyspark.sql", reason="needs the extra [warehouse] and Java")
    builder = pyspark.SparkSession.builder.master("local[1]")
    for name, value in (
        ("ui.enabled", "false"),
        ("sql.shuffle.partitions", "1"),
        ("sql.session.timeZone", "Asia/Shanghai"),
    ):
        builder = builder.config(f"spark.{name}", value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # Spark's own
def test_every_figure_is_the_same_on_spark(spark: Any, tmp_path: Path) -> None:
    import ibis

    here = measured(ORDER, write_log(tmp_path, TWICE), **SETTINGS)
    rows = [{**row, "place": place} for place, row in enumerate(csv.DictReader(TWICE.splitlines()))]
    names = [name for name in rows[0] if name != "place"]
    schema = ", ".join([*(f"`{name}` string" for name in names), "place bigint"])
    spark.createDataFrame(rows, schema=schema).createOrReplaceTempView("order_log")
    spec = read_spec("order", {"log": "pyspark://local", "table": "order_log", **SETTINGS})
    spec = replace(spec, columns=replace(spec.columns, order="place"))
    connection = ibis.pyspark.connect(spark)
    set_time_zone(connection, spec)
    engine = Engine(connection, tmp_path)
    there = measure_in(engine, ORDER, Catalogue(processes=(ORDER,)), spec, tmp_path, parse_time_limit)
    assert there.log == "pyspark: order_log"
    assert comparable(there) == comparable(here)


ODD_STAMPS = TWICE + "".join(
    f"8,take,,{stamp},Sales,,\n"
    for stamp in ("2026-02-30 08:00", "2025-02-29", "2026-13-01", "2026-02-12 25:00", "2026-02-12T08:00:00+08:00")
)


@pytest.fixture
def postgres() -> Iterator[Any]:
    """Connect to a PostgreSQL of yours, named in PROCSTD_TEST_POSTGRES."""
    if not os.environ.get("PROCSTD_TEST_POSTGRES"):
        pytest.skip("name a PostgreSQL in PROCSTD_TEST_POSTGRES: postgres://user@host:port/database")
    pytest.importorskip("psycopg", reason="needs the extra [warehouse]")
    import ibis

    connection = ibis.connect(os.environ["PROCSTD_TEST_POSTGRES"])
    connection.raw_sql("SET TIME ZONE 'Asia/Shanghai'").close()
    yield connection
    connection.disconnect()


@pytest.mark.parametrize(
    ("text", "stamp", "order"),
    [
        pytest.param(ODD_STAMPS, "text", "place", id="stamps as text"),
        pytest.param(ORDER_LOG, "timestamp", "place", id="stamps without a zone"),
        pytest.param(ORDER_LOG, "timestamptz", "place", id="stamps with a zone"),
        pytest.param(ORDER_LOG, "timestamp", "", id="no order"),
    ],
)
def test_every_figure_is_the_same_on_postgresql(
    postgres: Any, text: str, stamp: str, order: str, tmp_path: Path
) -> None:
    here = measured(ORDER, write_log(tmp_path, text), **SETTINGS)
    table = f"procstd_test_{os.getpid()}"
    rows = [{**row, "place": place} for place, row in enumerate(csv.DictReader(text.splitlines()))]
    kinds = {"start": stamp, "complete": stamp, "place": "bigint"}
    columns = ", ".join(f'"{name}" {kinds.get(name, "text")}' for name in rows[0])
    marks = ", ".join(["%s"] * len(rows[0]))
    with postgres.con.transaction(), postgres.con.cursor() as cursor:
        cursor.execute(f'CREATE TABLE "{table}" ({columns})')
        values = [[None if value == "" and kinds.get(name) else value for name, value in row.items()] for row in rows]
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', values)
    try:
        spec = read_spec("order", {"log": os.environ["PROCSTD_TEST_POSTGRES"], "table": table, **SETTINGS})
        spec = replace(spec, columns=replace(spec.columns, order=order))
        there = measure(ORDER, Catalogue(processes=(ORDER,)), spec, tmp_path, parse_time_limit)
    finally:
        postgres.raw_sql(f'DROP TABLE "{table}"').close()
    assert there.log == f"postgres: {table}"
    assert comparable(there) == comparable(here)


def comparable(found: Figures) -> Figures:
    """Return figures without what tells one log from another: its name, its digests and its places."""
    return replace(
        found, log="", log_state="", settings="", faults=tuple(replace(fault, examples=()) for fault in found.faults)
    )


def test_a_database_named_by_its_address(tmp_path: Path) -> None:
    """DuckDB's own files are an engine like others: a table there has an order only if a column says so."""
    import duckdb

    write_log(tmp_path, ORDER_LOG)
    with duckdb.connect(tmp_path / "log.duckdb") as connection:
        source = tmp_path / "log.csv"
        connection.execute(f"CREATE TABLE orders AS SELECT * FROM read_csv('{source}', all_varchar = true)")
    address = {"log": f"duckdb://{tmp_path / 'log.duckdb'}", "table": "orders"}
    found = measure(ORDER, Catalogue(processes=(ORDER,)), read_spec("order", address), tmp_path, parse_time_limit)
    assert found.log == "duckdb: orders"
    assert comparable(found) == comparable(measured(ORDER, tmp_path / "log.csv"))


def message_of(spec: LogSpec, folder: Path) -> str:
    with pytest.raises(ProcstdError) as stopped:
        measure(ORDER, Catalogue(processes=(ORDER,)), spec, folder, parse_time_limit)
    return str(stopped.value)


def test_an_engine_that_is_not_there_is_said_without_the_password(tmp_path: Path) -> None:
    unknown = read_spec("order", {"log": "carrier-pigeon".replace("-", "") + "://user:secret@coop/db", "table": "t"})
    assert "secret" not in message_of(unknown, tmp_path)
    assert message_of(unknown, tmp_path).startswith("carrierpigeon: t: cannot connect: ")
    missing = read_spec("order", {"log": f"duckdb://{tmp_path / 'none.duckdb'}", "table": "t"})
    assert message_of(missing, tmp_path).startswith("duckdb: t: the table cannot be read: ")
