"""A built handbook as a portal needs it: its inventory and its catalogue, as they lie beside its pages."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange.json_ import VERSION
from sphinxcontrib_procstd.exchange.package import MAX_UNPACKED_BYTES, check_file
from sphinxcontrib_procstd.model.portal import SHARED_KINDS, HandOver, PortalEntry, PortalHandbook, PortalProcess

INVENTORY, CATALOGUE = "objects.inv", "procstd-catalogue.json"
_KINDS = {"job_roles": "job-role", "forms": "form", "systems": "system"}
_LINE = re.compile(r"(.+?)\s+procstd:([\w-]+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
"""One line of an inventory of version 2: name, domain:kind, priority, address, shown name."""
_HAND_OVER = re.compile(r"\s*process:\s*(.+?)\s*(?:\[(.*)\]\s*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What an inventory says: project, its version, and (kind, name) -> address from the root of the pages."""

    project: str = ""
    version: str = ""
    places: dict[tuple[str, str], str] = field(default_factory=dict)


def read_inventory(path: Path) -> Inventory:
    """Return the objects of ours in an ``objects.inv``; raises `ProcstdError` for anything but version 2.

    The format is Sphinx's own (sphinx.util.inventory).
    """
    where = Location(str(path))
    check_file(path, where)
    head, _, packed = path.read_bytes().partition(b"zlib.\n")
    lines = head.decode("utf-8", "replace").splitlines()
    first = lines[0].strip() if lines else ""
    if not first.startswith("# Sphinx inventory version "):
        raise ProcstdError("not an inventory of Sphinx", where)
    if not first.endswith(" 2") or len(lines) < 3:
        raise ProcstdError(f"an inventory of another version ({first.rpartition(' ')[2]}); 2 is read", where)
    worker = zlib.decompressobj()
    try:
        text = worker.decompress(packed, MAX_UNPACKED_BYTES).decode("utf-8")
    except (zlib.error, UnicodeDecodeError) as error:
        raise ProcstdError(f"not readable as an inventory: {error}", where) from error
    if not worker.eof:
        raise ProcstdError("an inventory that is cut off or too large", where)
    places = {}
    for found in filter(None, map(_LINE.fullmatch, text.splitlines())):
        name, kind, _priority, uri, _shown = found.groups()
        places[kind, name] = uri[:-1] + name if uri.endswith("$") else uri
    return Inventory(lines[1].partition(":")[2].strip(), lines[2].partition(":")[2].strip(), places)


def read_catalogue(path: Path) -> dict[str, Any]:
    """Return a catalogue as the build wrote it; raises `ProcstdError` when it is none or one of another version."""
    where = Location(str(path))
    check_file(path, where)
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ProcstdError(f"not readable as JSON: {error}", where) from error
    return check_catalogue(document, where)


def check_catalogue(document: object, where: Location) -> dict[str, Any]:
    """Return a catalogue that is one, of this version."""
    version = document.get("version") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(version, int) or isinstance(version, bool):
        raise ProcstdError('not a catalogue: there is no number under "version"', where)
    if version != VERSION:
        raise ProcstdError(f"a catalogue of another version ({version}); {VERSION} is read", where)
    return document


def read_built(folder: Path, name: str, base: str) -> PortalHandbook:
    """Return a built handbook; ``base`` is the address of its folder from the portal, with a slash at its end.

    ``name`` is what it is called, "" for the project's own name. Raises `ProcstdError` when something is missing.
    """
    if not (folder / INVENTORY).is_file():
        message = "no objects.inv here: name the folder of a built handbook (sphinx -b html), or one with conf.py"
        raise ProcstdError(message, Location(str(folder)))
    inventory = read_inventory(folder / INVENTORY)
    if not (folder / CATALOGUE).is_file():
        message = f"no {CATALOGUE} here: set procstd_catalogue = True in conf.py and build the handbook again"
        raise ProcstdError(message, Location(str(folder)))
    return make_handbook(read_catalogue(folder / CATALOGUE), inventory, name or inventory.project or folder.name, base)


def make_handbook(document: dict[str, Any], inventory: Inventory, name: str, base: str) -> PortalHandbook:
    """Return a handbook out of its catalogue and its inventory."""
    places = inventory.places

    def uri(kind: str, key: str) -> str:
        place = places.get((kind, key), "")
        return base + place if place else ""

    processes = tuple(_process(value, uri("process", _text(value, "id"))) for value in _objects(document, "processes"))
    by_place = {places.get(("process", process.id)): process.id for process in processes}
    names = {name: by_place[place] for (kind, name), place in places.items() if kind == "process" and place in by_place}
    names |= {process.id: process.id for process in processes}
    entries = tuple(
        _entry(kind, value, uri(_KINDS[kind], _text(value, "id")))
        for kind in SHARED_KINDS
        for value in _objects(document, kind)
    )
    return PortalHandbook(
        name=name,
        uri=f"{base}index.html",
        version=inventory.version,
        processes=processes,
        entries=entries,
        names=names,
    )


def _process(value: dict[str, Any], uri: str) -> PortalProcess:
    return PortalProcess(
        id=_text(value, "id"),
        title=_text(value, "title") or _text(value, "id"),
        uri=uri,
        number=_text(value, "number"),
        category=_text(value, "category"),
        status=_text(value, "status"),
        owner=_text(value, "owner"),
        hand_overs=tuple(dict.fromkeys(_hand_overs(value))),
    )


def _hand_overs(process: dict[str, Any]) -> Iterator[HandOver]:
    """Yield the ways out of a process: its flows to other processes, and the sub-processes its steps call."""
    for flow in _objects(process, "flows"):
        if found := _HAND_OVER.fullmatch(_text(flow, "to")):
            yield HandOver(to=found[1], guard=_text(flow, "guard"))
    for step in _objects(process, "steps"):
        if _text(step, "kind") == "subprocess":
            for target in _list(step, "next"):
                if found := _HAND_OVER.fullmatch(target):
                    yield HandOver(to=found[1], guard=found[2] or "")


def _entry(kind: str, value: dict[str, Any], uri: str) -> PortalEntry:
    users = (_text(use, "process") for use in _objects(value, "used_by"))
    return PortalEntry(
        kind=kind,
        id=_text(value, "id"),
        title=_text(value, "title") or _text(value, "id"),
        uri=uri,
        number=_text(value, "number"),
        users=tuple(dict.fromkeys(filter(None, users))),
    )


def _text(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _list(value: dict[str, Any], key: str) -> Iterable[str]:
    found = value.get(key)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def _objects(value: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    found = value.get(key)
    yield from (item for item in (found if isinstance(found, list) else []) if isinstance(item, dict))
