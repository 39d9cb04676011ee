"""A small handbook for tests of who does what: two processes, one handing over to the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Step, Target, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

HERE = Location("a.md", 1)


def a_step(step_id: str, role: str = "", **fields: Any) -> Step:
    step = Step(id=step_id, title=step_id.title(), title_source=step_id.title(), location=HERE)
    return replace(step, role=Mention(name=role) if role else None, **fields)


def a_process(process_id: str, *steps: Step, **fields: Any) -> Process:
    title = process_id.title()
    return replace(Process(id=process_id, title=title, title_source=title, location=HERE, steps=steps), **fields)


def an_entry(kind: ResourceKind, entry_id: str, title: str, **fields: Any) -> Resource:
    return replace(Resource(kind=kind, id=entry_id, title=title, title_source=title, location=HERE), **fields)


def names(*texts: str) -> tuple[Mention, ...]:
    return tuple(Mention(name=text) for text in texts)


def a_record(kind: str, title: str, **values: str) -> Record:
    return Record(kind=kind, title=title, location=HERE, anchor=f"{kind}-1", values=values)


def to_process(name: str, guard: str = "") -> Target:
    return Target(kind=TargetKind.PROCESS, name=name, guard=guard)


ORDER = a_process(
    "order",
    a_step("take", "Clerk", outputs=names("Order form", "Note"), forms=names("Order form"), systems=names("Shop")),
    a_step(
        "check",
        "Buyer",
        inputs=names("form"),
        outputs=names("Approval"),
        accountable=names("Chief"),
        backup=names("Clerk"),
    ),
    a_step("file", "clerk", next=(to_process("bill"),), informed=names("Chief"), systems=names("Shop")),
    number="SOP-2",
    owner=Mention(name="Chief"),
    records=(a_record("training", "Orders in an hour", role="Clerk"), a_record("training", "Buying", role="Buyer")),
)
BILL = a_process("bill", a_step("write", "Cashier"), number="SOP-1")
CATALOGUE = Catalogue(
    processes=(BILL, ORDER),
    resources=(
        an_entry(ResourceKind.FORM, "form", "Order form"),
        an_entry(ResourceKind.SYSTEM, "shop", "Shop"),
        an_entry(ResourceKind.JOB_ROLE, "clerk", "Clerk", backup=names("Buyer"), department=Mention(name="Sales")),
        an_entry(ResourceKind.JOB_ROLE, "buyer", "Buyer"),
        an_entry(ResourceKind.DEPARTMENT, "sales", "Sales"),
    ),
)
