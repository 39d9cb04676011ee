"""A release on record: what every process said, its version, its state and its fingerprint. Compared by ``diff``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError, say
from sphinxcontrib_procstd.governance.canonical import content_of, fingerprint, part_marks
from sphinxcontrib_procstd.governance.verify import Content
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Status
from sphinxcontrib_procstd.model.resources import ResourceKind

FORMAT = "procstd-snapshot"
VERSION = 1
_CONTENT = {"header": dict, "steps": list, "records": list}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessSnapshot:
    """One process of a release. ``content`` is its normative content (`governance.canonical`)."""

    id: str
    title: str
    version: str = ""
    status: str = ""
    effective: str = ""
    owner: str = ""
    revisions: tuple[str, ...] = ()
    formerly: Mapping[str, str] = field(default_factory=dict)
    """Old step id -> the step that bears it now."""
    fingerprint: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)

    def step_title(self, step: str) -> str:
        """Return the title of a step, its id where there is no such step."""
        return next((str(one["title"]) for one in self.content["steps"] if one["id"] == step), step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A release: its processes by id, and the register entries by ``kind:id``. ``language`` is the source's."""

    project: str = ""
    release: str = ""
    language: str = "en"
    processes: Mapping[str, ProcessSnapshot] = field(default_factory=dict)
    registers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    catalogue: Mapping[str, Any] = field(default_factory=dict)


def content_to_sign(process: Process, catalogue: Catalogue) -> Content:
    """Return what a signature on a process would be bound to."""
    content = content_of(process, catalogue)
    return Content(version=process.version, fingerprint=fingerprint(content), parts=part_marks(content))


def take_snapshot(
    catalogue: Catalogue,
    *,
    project: str = "",
    release: str = "",
    language: str = "en",
    whole: Mapping[str, Any] | None = None,
) -> Snapshot:
    """Return the release that a catalogue is; ``whole`` is the catalogue as plain values, kept for other tools."""
    registers = {
        f"{kind.value}:{entry.id}": {
            name: value
            for name, value in (
                ("title", entry.title_source or entry.title),
                ("number", entry.number),
                ("owner", entry.owner.name if entry.owner else ""),
                ("retention", entry.retention),
                ("fields", [list(row.cells) for row in entry.fields]),
            )
            if value
        }
        for kind in ResourceKind
        for entry in catalogue.of_kind(kind)
    }
    return Snapshot(
        project=project,
        release=release,
        language=language,
        processes={process.id: snapshot_of(process, catalogue) for process in catalogue.processes},
        registers=registers,
        catalogue=whole or {},
    )


def snapshot_of(process: Process, catalogue: Catalogue) -> ProcessSnapshot:
    """Return one process as a release holds it."""
    content = content_of(process, catalogue)
    owner = process.originals.get("owner", process.owner)
    assert owner is None or isinstance(owner, Mention)  # noqa: S101 - the option is one name
    return ProcessSnapshot(
        id=process.id,
        title=process.title_source or process.title,
        version=process.version,
        status=process.status.value if process.status else "",
        effective=process.effective,
        owner=content["header"].get("owner", ""),
        revisions=tuple(record.title for record in process.records if record.kind == "revision"),
        formerly={old: step.id for step in process.steps for old in step.formerly},
        fingerprint=fingerprint(content),
        content=content,
    )


def render_snapshot(snapshot: Snapshot) -> str:
    """Return a snapshot as JSON: the same bytes for the same handbook, one value a line, keys sorted."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "project": snapshot.project,
        "release": snapshot.release,
        "language": snapshot.language,
        "processes": [
            {
                "id": one.id, "title": one.title, "version": one.version, "status": one.status, "owner": one.owner,
                "effective": one.effective, "revisions": list(one.revisions), "formerly": dict(one.formerly),
                "fingerprint": one.fingerprint, "content": one.content,
            }
            for _, one in sorted(snapshot.processes.items())
        ],
        "registers": snapshot.registers,
        "catalogue": snapshot.catalogue,
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_snapshot(path: Path) -> Snapshot:
    """Return the snapshot in a file; raises `ProcstdError` when there is none, or one that was altered."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        message = say("the snapshot cannot be read: {why}", why=reason)
        raise ProcstdError(message, Location(str(path))) from error
    return parse_snapshot(text, str(path))


def parse_snapshot(text: str, name: str) -> Snapshot:
    """Return the snapshot that a text is; ``name`` is how messages call it."""
    try:
        document = json.loads(text)
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise ProcstdError(say("this is no snapshot; `procstd snapshot` writes one"), Location(name))
        if document.get("version") != VERSION:
            pattern = "this snapshot has the version {version}; this program reads {known}"
            message = say(pattern, version=repr(document.get("version")), known=VERSION)
            raise ProcstdError(message, Location(name))
        processes = [_process(values, name) for values in document["processes"]]
        registers = {str(key): dict(value) for key, value in document["registers"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        said = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise ProcstdError(say("this is no snapshot: {why}", why=said), Location(name)) from error
    return Snapshot(
        project=str(document.get("project", "")),
        release=str(document.get("release", "")),
        language=str(document.get("language", "en")),
        processes={one.id: one for one in processes},
        registers=registers,
        catalogue=document.get("catalogue") or {},
    )


def _process(values: Mapping[str, Any], name: str) -> ProcessSnapshot:
    """Return one process of a snapshot; its fingerprint must be that of its content."""
    content = values["content"]
    for key, kind in _CONTENT.items():
        if not isinstance(content[key], kind):
            raise TypeError(f'"{key}" is not what a snapshot holds')
    for step in content["steps"]:
        if not (isinstance(step["id"], str) and isinstance(step["title"], str) and isinstance(step["next"], list)):
            raise TypeError("a step is not what a snapshot holds")
    for record in content["records"]:
        texts = isinstance(record, dict) and isinstance(record["kind"], str) and isinstance(record["title"], str)
        if not texts or not isinstance(record.get("values", {}), dict):
            raise TypeError("a record is not what a snapshot holds")
    if values.get("status", "") not in {"", *Status}:
        raise TypeError(f'"{values["status"]}" is no state of a process')
    if str(values["fingerprint"]) != fingerprint(content):
        pattern = 'the process "{process}" was edited in this snapshot: its fingerprint does not fit'
        raise ProcstdError(say(pattern, process=values["id"]), Location(name))
    return ProcessSnapshot(
        **{key: str(values.get(key, "")) for key in ("id", "title", "version", "status", "effective", "owner")},
        revisions=tuple(map(str, values.get("revisions", ()))),
        formerly={str(old): str(new) for old, new in values.get("formerly", {}).items()},
        fingerprint=str(values["fingerprint"]),
        content=content,
    )
