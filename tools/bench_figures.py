"""Measure how fast figures are reckoned from a large event log, and beside pandas.

Usage: python tools/bench_figures.py [--cases 1000000] [--format parquet|csv] [--pandas] [--folder DIR]

Writes an invented log of ten events a case (once; it is kept in the folder), measures all figures of its process in a
process of its own, and prints seconds, processor seconds and the most memory held. With --pandas the throughput times,
step times, hand-overs and variants alone are reckoned with pandas too, from the same file.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STEPS = 10


def write_log(path: Path, cases: int) -> None:
    """Write a log: each case does ten steps, one in ten repeats a step, one in twenty-five skips one."""
    import duckdb

    query = f"""
        SELECT 'C' || lpad(k::VARCHAR, 7, '0') AS case_id,
            'Step ' || (CASE WHEN h < 10 AND s = 5 THEN 4 WHEN h > 95 AND s = 3 THEN 8 ELSE s END) AS activity,
            to_timestamp(begun + s * 7200 + (q % 3600)::BIGINT) AS start,
            to_timestamp(begun + s * 7200 + 3600 + (q // 7 % 3600)::BIGINT) AS complete,
            'Role ' || (s // 3) AS role,
            CASE WHEN s = 9 THEN CASE WHEN h % 20 = 0 THEN 'error' ELSE 'ok' END END AS outcome,
            CASE WHEN s = 9 THEN 1 + q % 5 END AS satisfaction
        FROM (SELECT k, s, 1735689600 + k * 63 AS begun, hash(k) % 100 AS h, hash(k, s) AS q
            FROM range({cases}) c(k), range({STEPS}) x(s))
        ORDER BY begun + s * 7200
    """  # noqa: S608 - numbers of our own
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"COPY ({query}) TO '{path}'")


def measure_log(path: Path) -> dict[str, float]:
    """Reckon all figures of the log."""
    from sphinxcontrib_procstd.diagnostics import Location
    from sphinxcontrib_procstd.figures.measure import measure
    from sphinxcontrib_procstd.figures.spec import read_spec
    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.model.process import Mention, Process, Step
    from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

    here = Location("bench", 1)
    steps = tuple(
        Step(
            id=f"s{place}",
            title=f"Step {place}",
            location=here,
            role=Mention(name=f"Role {place // 3}"),
            deadline=f"within 2 h of Step {place - 1 - place % 2}" if place > 1 else "at once",
        )
        for place in range(STEPS)
    )
    process = Process(id="bench", title="Bench", location=here, target="18 h", steps=steps)
    started = time.perf_counter()
    spec = read_spec("bench", {"log": path.name, "satisfied": 4})
    found = measure(process, Catalogue(processes=(process,)), spec, path.parent, parse_time_limit)
    return {"seconds": time.perf_counter() - started, "cases": found.cases, "events": found.events}


def measure_pandas(path: Path) -> dict[str, float]:
    """Reckon a part of the figures with pandas."""
    import pandas as pd

    started = time.perf_counter()
    if path.suffix == ".csv":
        log = pd.read_csv(path, dtype=str, parse_dates=["start", "complete"])
    else:
        log = pd.read_parquet(path)
    log = log.sort_values(["case_id", "complete"], kind="stable")
    cases = log.groupby("case_id", sort=False)
    took = (cases["complete"].max() - cases["start"].min()).dt.total_seconds()
    took.quantile([0.5, 0.9])
    before = cases["complete"].shift()
    waited = (log["start"] - before).dt.total_seconds().clip(lower=0)
    waited.groupby(log["activity"]).quantile([0.5, 0.9])
    ((log["role"] != cases["role"].shift()) & before.notna()).sum()
    cases["activity"].agg(",".join).value_counts()
    return {"seconds": time.perf_counter() - started, "cases": len(took), "events": len(log)}


def main() -> int:
    """Write the log, measure in processes of their own, print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--format", choices=("parquet", "csv"), default="parquet")
    parser.add_argument("--pandas", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "procstd-bench")
    parser.add_argument("--run", choices=("figures", "pandas"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    path = args.folder / f"log-{args.cases}.{args.format}"
    if args.run:
        found = (measure_log if args.run == "figures" else measure_pandas)(path)
        used = resource.getrusage(resource.RUSAGE_SELF)
        found |= {"cpu": used.ru_utime + used.ru_stime, "gigabytes": used.ru_maxrss / 1e6}
        print(json.dumps(found))
        return 0
    args.folder.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        write_log(path, args.cases)
    for name in ("figures", *(["pandas"] if args.pandas else [])):
        command = [sys.executable, __file__, "--run", name, "--cases", str(args.cases), "--format", args.format]
        result = subprocess.run([*command, "--folder", str(args.folder)], capture_output=True, text=True, check=False)
        if result.returncode:
            print(f"{name}: {result.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            return 1
        found = json.loads(result.stdout)
        print(
            f"{name:8} {found['events']:>12,} events {found['cases']:>10,} cases  {found['seconds']:6.1f} s  "
            f"{found['cpu']:6.1f} s of processor  {found['gigabytes']:.2f} GB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
