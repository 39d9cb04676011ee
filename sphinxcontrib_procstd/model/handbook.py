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
    """A cross-reference in running text: what it names, from inside which process, and its line.

    ``external``: it asks other handbooks only, with Sphinx's role ``external``.
    """

    kind: str
    target: str
    process: str
    line: int = 0
    external: bool = False


@dataclass(frozen=True, slots=True)
class PlacedView:
    """A place the build fills: the view's name, its options, and the process it stands in ("" if none)."""

    name: str
    options: tuple[tuple[str, str], ...] = ()
    process: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What one document holds, in written order."""

    processes: tuple[Process, ...] = ()
    attached: tuple[Attached, ...] = ()
    resources: tuple[Resource, ...] = ()
    references: tuple[Reference, ...] = ()
    views: tuple[PlacedView, ...] = ()


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
    places = _places(documents, names)
    found = {process_id: documents[docname].processes[position] for process_id, (docname, position) in places.items()}
    owners = Catalogue(processes=tuple(found[process_id] for process_id in sorted(found)))
    attached: dict[str, list[Step | Record]] = {}
    lost: list[tuple[str, Attached]] = []
    for docname in names:
        for item in documents[docname].attached:
            owner = owners.find_process(item.process)  # as a page will find it, when it links to the process
            if owner is None:
                lost.append((docname, item))
            else:
                attached.setdefault(owner.id, []).append(item.item)
    duplicates: list[Process | Step | Resource] = []
    written: dict[tuple[str, int], Process] = {}
    for docname in names:
        for position, own in enumerate(documents[docname].processes):
            process = own
            if places[own.id] == (docname, position):
                process = found[own.id] = _with_attached(own, attached.get(own.id, []), duplicates)
            else:
                duplicates.append(process)
            written[docname, position] = process
    catalogue = Catalogue(
        processes=tuple(found[process_id] for process_id in sorted(found)),
        resources=_resources(documents, names, duplicates),
        duplicates=tuple(duplicates),
    )
    return Handbook(catalogue, written, tuple(lost))


def _places(documents: Mapping[str, DocumentFacts], names: list[str]) -> dict[str, tuple[str, int]]:
    """Return process id -> (docname, position) of the process that keeps the id: the first one that has it."""
    places: dict[str, tuple[str, int]] = {}
    for docname in names:
        for position, own in enumerate(documents[docname].processes):
            places.setdefault(own.id, (docname, position))
    return places


def _resources(
    documents: Mapping[str, DocumentFacts], names: list[str], duplicates: list[Process | Step | Resource]
) -> tuple[Resource, ...]:
    """Return the register entries, sorted by register and id; one whose id is taken goes to the duplicates."""
    found: dict[tuple[str, str], Resource] = {}
    for docname in names:
        for resource in documents[docname].resources:
            if found.setdefault((resource.kind.value, resource.id), resource) is not resource:
                duplicates.append(resource)
    return tuple(found[key] for key in sorted(found))


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
