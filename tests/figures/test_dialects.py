"""The queries in the SQL of engines that no test runs: each compiles, and none is DuckDB's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sphinxcontrib_procstd.figures.engine import APPROXIMATE, Engine
from sphinxcontrib_procstd.figures.measure import ROUGH, measure_in
from sphinxcontrib_procstd.figures.spec import read_spec
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit
from tests.figures.samples import ORDER, measured, write_log
from tests.figures.test_engines import TWICE, comparable

SETTINGS: dict[str, Any] = {
    "columns": {"satisfaction": "score"},
    "satisfied": 4,
    "calendar": {"hours": "09:00-17:00", "counts_hours": True},
}


class Foreign(Engine):
    """Runs the queries for other engines in DuckDB, and writes each in the SQL of a dialect too."""

    dialect = ""
    compiled: int = 0

    @property
    def is_duckdb(self) -> bool:
        return False

    @property
    def is_approximate(self) -> bool:
        return self.dialect in APPROXIMATE

    def keep(self, name: str, expression: Any) -> Any:
        self.compile(expression)
        self.kept.append(f"{name}_{len(self.kept)}")
        return self.connection.create_table(self.kept[-1], expression, temp=True)

    def rows(self, expression: Any) -> list[dict[str, Any]]:
        self.compile(expression)
        return super().rows(expression)

    def compile(self, expression: Any) -> None:
        import ibis

        assert "SELECT" in str(ibis.to_sql(expression, dialect=self.dialect))
        self.compiled += 1


@pytest.mark.parametrize("dialect", ["postgres", "clickhouse", "trino", "bigquery", "snowflake"])
def test_every_query_compiles_and_means_the_same(dialect: str, tmp_path: Path) -> None:
    """What is not DuckDB's own is run in DuckDB all the same: the figures are those of a file."""
    import ibis

    here = measured(ORDER, write_log(tmp_path, TWICE), **SETTINGS)
    connection = ibis.duckdb.connect()
    connection.raw_sql("SET TimeZone = 'UTC'")
    source = f"SELECT *, row_number() OVER () AS place FROM read_csv('{tmp_path / 'log.csv'}', all_varchar = true)"
    connection.raw_sql(f"CREATE TABLE orders AS {source}")
    spec = read_spec("order", {"log": "elsewhere://host", "table": "orders", **SETTINGS})
    spec = replace(spec, columns=replace(spec.columns, order="place"))
    engine = Foreign(connection, tmp_path)
    engine.dialect = dialect
    there = measure_in(engine, ORDER, Catalogue(processes=(ORDER,)), spec, tmp_path, parse_time_limit)
    connection.disconnect()
    assert engine.compiled > 30
    if engine.is_approximate:
        assert [note.said() for note in there.notes] == [ROUGH]
        assert (there.cases, there.ways, there.conformance) == (here.cases, here.ways, here.conformance)
    else:
        assert comparable(there) == comparable(here)
