"""Processes and logs for the tests of figures, small enough to reckon by hand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.figures.measure import measure
from sphinxcontrib_procstd.figures.result import Figures
from sphinxcontrib_procstd.figures.spec import read_spec
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Join, Mention, Process, Step, Target, TargetKind
from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

pytest.importorskip("ibis", reason="needs the extra [figures]")

REPOSITORY = Path(__file__).resolve().parents[2]


def shared_logs() -> Path | None:
    """Return the folder of public logs on a developer's machine, None where there is none."""
    named = os.environ.get("PROCSTD_SHARED")
    folders = [Path(named)] if named else [REPOSITORY.parent / "shared", REPOSITORY.parent.parent / "shared"]
    return next((folder / "data" / "logs" for folder in folders if (folder / "data" / "logs").is_dir()), None)


def targets(text: str) -> tuple[Target, ...]:
    """Return targets: ``a; b; end; process:x``."""
    found = []
    for name in filter(None, (part.strip() for part in text.split(";"))):
        if name == "end":
            found.append(Target(kind=TargetKind.END))
        elif name.startswith("process:"):
            found.append(Target(kind=TargetKind.PROCESS, name=name.removeprefix("process:")))
        else:
            found.append(Target(name=name))
    return tuple(found)


def step(step_id: str, title: str = "", **fields: Any) -> Step:
    role = fields.pop("role", "")
    for name in ("next", "parallel"):
        fields[name] = targets(fields.get(name, ""))
    if "join" in fields:
        fields["join"] = Join(fields["join"])
    mention = Mention(name=role) if role else None
    title = title or step_id.capitalize()
    return Step(id=step_id, title=title, location=Location("p.md", 1), docname="p", role=mention, **fields)


def process(*steps: Step, **fields: Any) -> Process:
    return Process(
        **{"id": "p", "title": "P", "location": Location("p.md", 1), "docname": "p", "steps": steps} | fields
    )


def measured(found: Process, log: Path, **settings: Any) -> Figures:
    spec = read_spec(found.id, {"log": log.name, **settings})
    return measure(found, Catalogue(processes=(found,)), spec, log.parent, parse_time_limit)


def write_log(folder: Path, text: str, name: str = "log.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


ORDER = process(
    step("take", "Take the order", role="Sales"),
    step("pick", "Pick the goods", role="Store", deadline="within 2 h of Take the order"),
    step("check", "Check the goods", role="Store", deadline="within 1 working day", next="pack; pick"),
    step("pack", "Pack the goods", role="Store", next="end"),
    id="order",
    target="24 h",
)
"""take, pick, check, and then either pack (the end) or pick again."""

ORDER_LOG = """\
case_id,activity,start,complete,role,outcome,score
1,take,2026-01-05 08:00,2026-01-05 09:00,Sales,,
1,pick,2026-01-05 10:00,2026-01-05 11:00,Store,,
1,check,2026-01-05 11:00,2026-01-05 12:00,Store,,
1,pack,2026-01-05 14:00,2026-01-05 16:00,Store,ok,5
2,take,2026-01-30 09:00,2026-01-30 10:00,Sales,,
2,pick,2026-01-30 12:00,2026-01-30 13:00,Store,,
2,check,2026-02-02 09:00,2026-02-02 10:00,Store,error,
2,pick,2026-02-02 11:00,2026-02-02 12:00,Sales,,
2,check,2026-02-04 09:00,2026-02-04 10:00,Store,,
2,pack,2026-02-04 10:00,2026-02-04 12:00,Store,ok,2
3,take,2026-02-09 09:00,2026-02-09 10:00,Sales,,
3,pack,2026-02-09 11:00,2026-02-09 12:00,Store,ok,4
4,take,2026-02-10 09:00,2026-02-10 10:00,Sales,,
4,pick,2026-02-11 15:00,2026-02-11 16:00,Store,,
"""
"""Four orders: 1 as written, 2 with a second round, 3 skips two steps, 4 is still open."""
