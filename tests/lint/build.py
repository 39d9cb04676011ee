"""Processes for tests, built straight from TOML tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import (
    Escalation,
    Join,
    Mention,
    Process,
    Record,
    Status,
    Step,
    StepKind,
    Target,
    TargetKind,
)
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

FILE = "handbook.md"
CASES = Path(__file__).parent / "cases"
_TARGET = re.compile(r"\s*(?P<name>[^\[\];]*?)\s*(?:\[(?P<guard>[^\]]*)\])?\s*")


def mentions(text: str) -> tuple[Mention, ...]:
    found = []
    for item in filter(None, (part.strip() for part in text.split(","))):
        kind, mark, name = item.partition("!")
        found.append(Mention(name=name, kind=kind) if mark else Mention(name=item))
    return tuple(found)


def targets(text: str) -> tuple[Target, ...]:
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _TARGET.fullmatch(part)
        assert match, part
        name, guard = match["name"], match["guard"] or ""
        if name == "end":
            found.append(Target(kind=TargetKind.END, name=guard))
        elif name.startswith("process:"):
            found.append(Target(kind=TargetKind.PROCESS, name=name.removeprefix("process:"), guard=guard))
        else:
            found.append(Target(name=name, guard=guard))
    return tuple(found)


def step(table: dict[str, Any], line: int) -> Step:
    values: dict[str, Any] = {"title": table["id"].capitalize()} | table
    fields = {name: line + place for place, name in enumerate(table)}
    for name in ("accountable", "consulted", "informed", "backup", "forms", "systems", "tools"):
        values[name] = mentions(values.get(name, ""))
    for name in ("next", "parallel"):
        values[name] = targets(values.get(name, ""))
    values["inputs"], values["outputs"] = mentions(values.get("input", "")), mentions(values.get("output", ""))
    values["role"] = Mention(name=values["role"]) if values.get("role") else None
    values["kind"] = StepKind(values.get("kind", "task"))
    values["join"] = Join(values["join"]) if values.get("join") else None
    if "escalate" in values:
        to, _, after = values["escalate"].partition(" after ")
        values["escalate"] = Escalation(to=to, after=after)
    return Step(location=Location(FILE, line), docname="handbook", lines=fields, **values)


def process(table: dict[str, Any], line: int = 1) -> Process:
    values = {"title": "Order handling"} | table
    steps = [step(entry, line + 20 * place) for place, entry in enumerate(values.pop("step", []), 1)]
    records = [
        Record(
            kind=entry.pop("kind"),
            title=entry.pop("title", ""),
            location=Location(FILE, line + 900 + place),
            values=entry,
        )
        for place, entry in enumerate(map(dict, values.pop("record", [])))
    ]
    for name in ("departments", "approved_by", "lanes"):
        values[name] = mentions(values.get(name, ""))
    if "status" in values:
        values["status"] = Status(values["status"])
    if "owner" in values:
        values["owner"] = Mention(name=values["owner"])
    return Process(
        location=Location(FILE, line), docname="handbook", steps=tuple(steps), records=tuple(records), **values
    )


def catalogue(case: dict[str, Any]) -> Catalogue:
    found = [process(table, 1000 * place + 1) for place, table in enumerate(case.get("process", []))]
    resources = []
    for place, entry in enumerate(case.get("register", [])):
        kind, _, title = entry.partition(" ")
        resources.append(
            Resource(kind=ResourceKind(kind), id=f"r{place}", title=title, location=Location(FILE, 9000 + place))
        )
    duplicates = tuple(process(table, 5000) for table in case.get("duplicate", []))
    return Catalogue(processes=tuple(found), resources=tuple(resources), duplicates=duplicates)
