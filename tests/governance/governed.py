"""A small process to sign, and changes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.governance.snapshot import content_to_sign
from sphinxcontrib_procstd.governance.verify import Content
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Status, Step, Target, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

HERE = Location("order.md", 1)


def step(name: str, title: str, **values: Any) -> Step:
    return Step(id=name, title=title, title_source=title, location=HERE, **values)


def record(kind: str, title: str, body: str = "", **values: str) -> Record:
    return Record(kind=kind, title=title, location=HERE, body=body, values=values)


PICK = step(
    "pick",
    "Pick the goods",
    role=Mention(name="Storekeeper"),
    body="Put the goods into a box, 20 kg at most.",
    deadline="within 2 h of receipt",
    forms=(Mention(name="Picking list"),),
    next=(Target(name="ship", guard="complete"), Target(kind=TargetKind.END, name="out of stock")),
)
SHIP = step("ship", "Ship the goods", role=Mention(name="Driver"), body="Hand the box over.", deadline="within 1 day")
ORDER = Process(
    id="order",
    title="Order handling",
    title_source="Order handling",
    location=HERE,
    version="1.0",
    status=Status.EFFECTIVE,
    owner=Mention(name="Sales director"),
    goal="Ship within 24 h",
    steps=(PICK, SHIP),
    records=(record("control", "Second count", "Count again.", frequency="daily"),),
)


def catalogue(process: Process = ORDER, *resources: Resource) -> Catalogue:
    return Catalogue(processes=(process,), resources=resources)


def entry(kind: ResourceKind, name: str, title: str) -> Resource:
    return Resource(kind=kind, id=name, title=title, title_source=title, location=HERE)


def with_step(process: Process = ORDER, /, **changes: Any) -> Process:
    """Return the process with its first step changed."""
    return replace(process, steps=(replace(process.steps[0], **changes), *process.steps[1:]))


def content(process: Process = ORDER, *resources: Resource) -> Content:
    return content_to_sign(process, catalogue(process, *resources))
