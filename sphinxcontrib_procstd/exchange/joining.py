"""What several files bring home, as if it had stood in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sphinxcontrib_procstd.diagnostics import Finding
from sphinxcontrib_procstd.exchange.values import Imported, unique
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Step, Target, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind


def joined(first: Imported, second: Imported, known: Catalogue) -> tuple[Imported, list[Finding]]:
    """Return two imports as one, and what was renamed for it.

    A process whose id is taken, also by a process of the handbook ``known``, gets a number. A register entry that is
    there already, by title, is left out; one whose id is taken gets a number.
    """
    taken = {process.id for process in (*known.processes, *first.processes)}
    names: dict[str, str] = {}
    findings = []
    for process in second.processes:
        names[process.id] = unique(process.id, taken)
        if names[process.id] != process.id:
            message = f'the id "{process.id}" is taken; the process is called "{names[process.id]}"'
            findings.append(Finding(code="id", message=message, location=process.location))
    processes = tuple(_renamed(process, names) for process in second.processes)
    resources = tuple(_new_entries(first, second, known))
    return Imported(
        processes=first.processes + processes,
        resources=first.resources + resources,
        report=(*first.report, *second.report, *findings),
    ), findings


def _renamed(process: Process, names: dict[str, str]) -> Process:
    """Return a process under its new name; what hands over to it in the same file does so still."""
    if all(old == new for old, new in names.items()):
        return process

    def target(found: Target) -> Target:
        itself = found.kind is TargetKind.PROCESS and found.name in names
        return replace(found, name=names[found.name]) if itself else found

    def link(found: Mention) -> Mention:
        return replace(found, name=names.get(found.name, found.name)) if found.kind == "process" else found

    def step(found: Step) -> Step:
        return replace(
            found,
            next=tuple(map(target, found.next)),
            parallel=tuple(map(target, found.parallel)),
            subprocess=names.get(found.subprocess, found.subprocess),
            links={name: tuple(map(link, links)) for name, links in found.links.items()},
        )

    return replace(process, id=names.get(process.id, process.id), steps=tuple(map(step, process.steps)))


def _new_entries(first: Imported, second: Imported, known: Catalogue) -> Iterator[Resource]:
    there = Catalogue(resources=first.resources)
    taken = {kind: {entry.id for entry in (*known.of_kind(kind), *there.of_kind(kind))} for kind in _kinds(second)}
    for entry in second.resources:
        if known.find(entry.kind, entry.title) is None and there.find(entry.kind, entry.title) is None:
            yield replace(entry, id=unique(entry.id, taken[entry.kind]))


def _kinds(found: Imported) -> set[ResourceKind]:
    return {entry.kind for entry in found.resources}
