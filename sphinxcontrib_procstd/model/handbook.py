"""From what each document holds to the catalogue of the whole handbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process, Record, Step
from sphinxcontrib_procstd.model.resources import Resource


@dataclass(frozen=True, slots=True)
class Attached:
    """A step or record written apart from its process, with the id or title of the process it names."""

    process: str
    item: Step | Record


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference in running text: what it names, from inside which process, and its line."""

    kind: str
    target: str
    process: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What one document holds, in written order."""

    processes: tuple[Process, ...] = ()
    attached: tuple[Attached, ...] = ()
    resources: tuple[Resource, ...] = ()
    references: tuple[Reference, ...] = ()
    views: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Handbook:
    """The catalogue, and the assembled process of each place a process is written in.

    ``written`` maps (docname, position in the document) to the process with its attached steps, also for a
    process whose id was already taken. ``lost`` lists attached items whose process does not exist.
    """

    catalogue: Catalogue
    written: Mapping[tuple[str, int], Process]
    lost: tuple[tuple[str, Attached], ...] = ()


def assemble(documents: Mapping[str, DocumentFacts]) -> Handbook:
    """Return the handbook of these documents. The order of the mapping does not matter."""
    names = sorted(documents)
    owners = _owners(documents, names)
    attached: dict[tuple[str, int], list[Step | Record]] = {}
    lost: list[tuple[str, Attached]] = []
    for docname in names:
        for item in documents[docname].attached:
            owner = owners.get(item.process)
            if owner is None:
                lost.append((docname, item))
            else:
                attached.setdefault(owner, []).append(item.item)
    duplicates: list[Process | Step | Resource] = []
    written: dict[tuple[str, int], Process] = {}
    processes: dict[str, Process] = {}
    for docname in names:
        for position, own in enumerate(documents[docname].processes):
            process = _with_attached(own, attached.get((docname, position), []), duplicates)
            written[docname, position] = process
            if process.id in processes:
                duplicates.append(process)
            else:
                processes[process.id] = process
    resources: dict[tuple[str, str], Resource] = {}
    for docname in names:
        for resource in documents[docname].resources:
            if (resource.kind.value, resource.id) in resources:
                duplicates.append(resource)
            else:
                resources[resource.kind.value, resource.id] = resource
    catalogue = Catalogue(
        processes=tuple(processes[process_id] for process_id in sorted(processes)),
        resources=tuple(resources[key] for key in sorted(resources)),
        duplicates=tuple(duplicates),
    )
    return Handbook(catalogue, written, tuple(lost))


def _owners(documents: Mapping[str, DocumentFacts], names: list[str]) -> dict[str, tuple[str, int]]:
    """Return id or title -> the place of the process that attached items mean by it; ids win over titles."""
    owners: dict[str, tuple[str, int]] = {}
    for key in ("id", "title_source", "title"):
        for docname in names:
            for position, process in enumerate(documents[docname].processes):
                owners.setdefault(getattr(process, key), (docname, position))
    return owners


def _with_attached(
    process: Process, items: list[Step | Record], duplicates: list[Process | Step | Resource]
) -> Process:
    if not items:
        return process
    known = {step.id for step in process.steps}
    steps: list[Step] = []
    for item in items:
        if isinstance(item, Step):
            if item.id in known:
                duplicates.append(item)
            known.add(item.id)
            steps.append(item)
    records = tuple(item for item in items if isinstance(item, Record))
    return replace(process, steps=process.steps + tuple(steps), records=process.records + records)


def all_steps(documents: Mapping[str, DocumentFacts]) -> Iterator[tuple[str, Step]]:
    """Yield (docname, step) for every step that stands in a document, sorted by document."""
    for docname in sorted(documents):
        for process in documents[docname].processes:
            for step in process.steps:
                yield docname, step
        for item in documents[docname].attached:
            if isinstance(item.item, Step):
                yield docname, item.item
