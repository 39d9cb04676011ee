"""What a cross-reference names, and where that stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sphinxcontrib_procstd.model.anchors import full_step_id, process_anchor, resource_anchor, step_anchor
from sphinxcontrib_procstd.model.catalogue import AUTO_KINDS, Catalogue
from sphinxcontrib_procstd.model.process import Process, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

KINDS = ("process", "step", *(kind.value for kind in ResourceKind))
"""Object types, each with a cross-reference role of the same name."""

_RESOURCE_KINDS: Mapping[str, ResourceKind] = {kind.value: kind for kind in ResourceKind}


@dataclass(frozen=True, slots=True)
class Found:
    """A defined thing: its kind (the role's name), the object, and for a step its process."""

    kind: str
    item: Process | Step | Resource
    process: Process | None = None

    @property
    def title(self) -> str:
        """The title as shown."""
        return self.item.title


def anchor_of(found: Found) -> str:
    """Return the anchor of a found thing in its page."""
    if isinstance(found.item, Resource):
        return resource_anchor(found.item.kind, found.item.id)
    if isinstance(found.item, Step):
        return step_anchor(found.process.id if found.process else "", found.item.id)
    return process_anchor(found.item.id)


def page_of(found: Found) -> str:
    """Return the docname of the page a found thing stands in."""
    return found.item.docname


def find_reference(catalogue: Catalogue, kind: str, target: str, process: str) -> Found | None:
    """Return what ``target`` names: by id or exact title, for a step first within ``process``."""
    target = " ".join(target.split())
    if kind == "process":
        found = catalogue.find_process(target)
        return Found("process", found) if found else None
    if kind == "step":
        return find_step(catalogue, target, process)
    if kind == "auto":
        return _find_auto(catalogue, target)
    if kind in _RESOURCE_KINDS:
        resource = catalogue.find(_RESOURCE_KINDS[kind], target)
        return Found(kind, resource) if resource else None
    return None


def _find_auto(catalogue: Catalogue, target: str) -> Found | None:
    resource = catalogue.find_any(target, AUTO_KINDS)
    if resource:
        return Found(resource.kind.value, resource)
    process = catalogue.find_process(target)
    return Found("process", process) if process else None


def find_all(catalogue: Catalogue, target: str) -> list[Found]:
    """Return everything that ``target`` names, whatever its kind: for references that say no kind."""
    found = (find_reference(catalogue, kind, target, "") for kind in KINDS)
    return [one for one in found if one]


def find_step(catalogue: Catalogue, target: str, process_id: str) -> Found | None:
    """Return the step named by a full id, by a short id or title in the given process, or by a title only it bears."""
    here = catalogue.find_process(process_id) if process_id else None
    if here and (step := catalogue.find_step(here, target)):
        return Found("step", step, here)
    head, dot, tail = target.partition(".")
    if dot and (other := catalogue.find_process(head)) and (step := catalogue.find_step(other, tail)):
        return Found("step", step, other)
    named = catalogue.find_titled_step(target)
    return Found("step", named[1], named[0]) if named else None


def all_objects(catalogue: Catalogue) -> Iterator[Found]:
    """Yield everything there is to refer to; of several that bear one id, the one that references find."""
    for process in catalogue.processes:
        yield Found("process", process)
        for step in process.steps:
            if catalogue.find_step(process, step.id) is step:
                yield Found("step", step, process)
    for resource in catalogue.resources:
        yield Found(resource.kind.value, resource)


def names_in_inventory(found: Found) -> list[str]:
    """Return the ids by which other handbooks may refer to something: its own first, then those it had before."""
    if isinstance(found.item, Step) and found.process is not None:
        return [full_step_id(found.process.id, name) for name in dict.fromkeys((found.item.id, *found.item.formerly))]
    return [found.item.id]


_LIKE_A_LINE = re.compile(r"\s\S+\s+-?\d+\s")


def is_inventory_name(title: str) -> bool:
    """Return whether a line of an inventory can hold a title: one with a number in it could be taken for two fields."""
    return bool(title) and not title.startswith("#") and not _LIKE_A_LINE.search(f"{title} ")


InventoryObject = tuple[str, str, str, str, str, int]
"""Name, shown name, kind, docname, anchor and priority, as Sphinx wants them."""


def inventory_objects(catalogue: Catalogue) -> Iterator[InventoryObject]:
    """Yield everything that search and other handbooks may find.

    Old step ids and titles are there for other handbooks to refer by; search finds an object once, by its title.
    """
    for found in all_objects(catalogue):
        place = found.item.docname, anchor_of(found)
        names = names_in_inventory(found)
        yield names[0], found.title, found.kind, *place, 1
        for name in names[1:]:
            yield name, found.title, found.kind, *place, -1
        for title in dict.fromkeys((found.item.title_source, found.title)):
            other = find_reference(catalogue, found.kind, title, "")
            if other and other.item is found.item and title not in names and is_inventory_name(title):
                yield title, found.title, found.kind, *place, -1


def names_of(catalogue: Catalogue, kind: str, process_id: str) -> Iterator[str]:
    """Yield every name a reference of this kind could have meant, for the nearest match."""
    if kind == "process":
        for process in catalogue.processes:
            yield from (process.id, process.title)
    elif kind == "step":
        here = catalogue.find_process(process_id) if process_id else None
        for process in (here,) if here else catalogue.processes:
            for step in process.steps:
                yield from ((step.id, step.title) if here else (f"{process.id}.{step.id}", step.title))
        if here:
            for process in catalogue.processes:
                yield from (f"{process.id}.{step.id}" for step in process.steps)
    elif kind in _RESOURCE_KINDS:
        for resource in catalogue.of_kind(_RESOURCE_KINDS[kind]):
            yield from (resource.id, resource.title)
