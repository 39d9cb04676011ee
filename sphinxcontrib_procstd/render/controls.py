"""The risk and control matrix: which control guards against which risk, and the steps that carry it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sphinxcontrib_procstd.model.catalogue import Catalogue, bare_name
from sphinxcontrib_procstd.model.process import Process, Record, Step

_CUT = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRow:
    """One control of a process. ``record`` is None where steps name a control that nobody has described."""

    process: Process
    name: str
    record: Record | None
    steps: tuple[Step, ...]

    def value(self, name: str) -> str:
        """Return an option of the control, "" if it is not given."""
        return self.record.values.get(name, "") if self.record else ""


def control_rows(processes: Iterable[Process], catalogue: Catalogue) -> tuple[ControlRow, ...]:
    """Return the controls of processes: the described ones as written, then those only steps name."""
    return tuple(row for process in processes for row in _rows(process, catalogue))


def _rows(process: Process, catalogue: Catalogue) -> Iterator[ControlRow]:
    described = [record for record in process.records if record.kind == "control"]
    known: set[str] = set()
    for record in described:
        names = {bare_name(record.title), record.values.get("id", "")} - {""}
        known |= names
        written = filter(None, _CUT.split(record.values.get("step", "")))
        steps = {step.id: step for name in written if (step := catalogue.find_step(process, name))}
        for step in process.steps:
            if any(bare_name(mention.name) in names or mention.text in names for mention in step.controls):
                steps.setdefault(step.id, step)
        yield ControlRow(process=process, name=record.title, record=record, steps=tuple(steps.values()))
    only_named: dict[str, list[Step]] = {}
    for step in process.steps:
        for mention in step.controls:
            if bare_name(mention.name) not in known and mention.text not in known:
                only_named.setdefault(mention.text, []).append(step)
    for name, named_by in only_named.items():
        yield ControlRow(process=process, name=name, record=None, steps=tuple(named_by))
