"""What one process takes of the whole handbook: itself, the names of what it uses, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.exchange.links import readable
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Target, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

_NOWHERE = Location("")


def extract(process: Process, catalogue: Catalogue, *, whole: bool = False, linked: bool = False) -> Catalogue:
    """Return a handbook of one process, from which it exports as from the whole one.

    Register entries are there by id and title, processes it hands over to by their titles. With ``whole`` its entries
    keep all their fields and everything its place in the sources, as the JSON catalogue shows them; with ``linked``
    references in texts stay references. Files made from two extracts that are equal as text (`repr`) are the same.
    """
    shown = process if linked else readable(process, catalogue)
    names = sorted({mention.name for mention in _mentions(shown)} | {mention.text for mention in _mentions(shown)})
    entries: dict[tuple[str, str], Resource] = {}
    for name in names:
        for kind in ResourceKind:
            if entry := catalogue.find(kind, name):
                entries[entry.kind.value, entry.id] = entry if whole else _named(entry)
    others: dict[str, Process] = {}
    for name in _handed_over(shown):
        other = catalogue.find_process(name)
        if other is not None and other.id != process.id:
            others[other.id] = Process(
                id=other.id, title=other.title, title_source=other.title_source, location=_NOWHERE
            )
    own = shown if whole else _placeless(shown)
    processes = {**others, process.id: own}
    return Catalogue(
        processes=tuple(processes[name] for name in sorted(processes)),
        resources=tuple(entries[key] for key in sorted(entries)),
    )


def _named(entry: Resource) -> Resource:
    return Resource(kind=entry.kind, id=entry.id, title=entry.title, title_source=entry.title_source, location=_NOWHERE)


def _placeless(process: Process) -> Process:
    """Return a process without its places; which steps stand in one document still counts for the flow."""
    bare: dict[str, Any] = {"location": _NOWHERE, "lines": {}}
    homes: dict[str, str] = {}
    steps = tuple(
        replace(step, **bare, docname=homes.setdefault(step.docname, f"d{len(homes)}")) for step in process.steps
    )
    records = tuple(replace(record, **bare, docname="", anchor="") for record in process.records)
    home = homes.get(process.docname, "")
    return replace(process, **bare, docname=home, steps=steps, records=records)


def _mentions(value: Any) -> Iterator[Mention]:
    """Yield every name in a process, wherever it stands."""
    if isinstance(value, Mention):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _mentions(item)
    elif is_dataclass(value) and not isinstance(value, Target):
        for field in fields(value):
            yield from _mentions(getattr(value, field.name))


def _handed_over(process: Process) -> Iterator[str]:
    for step in process.steps:
        yield from (target.name for target in (*step.next, *step.parallel) if target.kind is TargetKind.PROCESS)
        if step.subprocess:
            yield step.subprocess
