"""Processes and registers out of a JSON catalogue, of this version or an older one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange.fields import PROCESS_FIELDS, RECORD_FIELDS, STEP_FIELDS
from sphinxcontrib_procstd.exchange.json_ import VERSION, WRITTEN_FIELDS, record_key
from sphinxcontrib_procstd.exchange.package import check_file
from sphinxcontrib_procstd.exchange.source import RECORD_KINDS
from sphinxcontrib_procstd.exchange.values import Imported, Report, Syntax, unique
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Step, StepKind, TargetKind
from sphinxcontrib_procstd.model.resources import FormField, Resource, ResourceKind

_REVISIONS = frozenset({"substantive", "editorial"})
_OF_EVERY_RECORD = frozenset({"kind", "title", "body", "process"})
REGISTERS = {
    "forms": ResourceKind.FORM,
    "systems": ResourceKind.SYSTEM,
    "manuals": ResourceKind.MANUAL,
    "job_roles": ResourceKind.JOB_ROLE,
    "departments": ResourceKind.DEPARTMENT,
    "externals": ResourceKind.EXTERNAL,
}


def import_json(path: Path, syntax: Syntax, name: str = "") -> Imported:
    """Return the processes and register entries in a JSON catalogue. ``name`` is what messages call the file.

    Raises `ProcstdError` when the file is no catalogue or one of a later version.
    """
    report = Report(name or str(path))
    where = Location(report.name)
    check_file(path, where)
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ProcstdError(f"not readable as JSON: {error}", where) from error
    version = document.get("version") if isinstance(document, dict) else None
    if not isinstance(version, int) or isinstance(version, bool):
        raise ProcstdError('not a catalogue: there is no number under "version"', where)
    if version > VERSION:
        raise ProcstdError(f"written by a later version ({version}); this one reads up to {VERSION}", where)
    return _Reader(syntax, report).read(document)


@dataclass
class _Reader:
    syntax: Syntax
    report: Report
    taken: set[str] = field(default_factory=set)

    def read(self, document: dict[str, Any]) -> Imported:
        processes = tuple(map(self.process, self.objects(document, "processes")))
        resources = tuple(
            self.resource(kind, value) for key, kind in REGISTERS.items() for value in self.objects(document, key)
        )
        return Imported(processes=processes, resources=resources, report=tuple(self.report.findings))

    def objects(self, value: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
        """Yield the objects in a list; whatever else is there is reported."""
        found = value.get(key) or []
        for item in found if isinstance(found, list) else [found]:
            if isinstance(item, dict):
                yield item
            else:
                self.report.add("value", f'something under "{key}" is no object; it was left out')

    def texts(self, value: dict[str, Any], fields: tuple[Any, ...]) -> dict[str, str]:
        """Return option name -> text: as written where the file says so, else from the plain values."""
        written = value.get("written")
        texts = {}
        for option in fields:
            plain = value.get(option.key)
            if isinstance(written, dict) and option.name in WRITTEN_FIELDS:
                plain = written.get(option.name, "")
            elif isinstance(plain, list):
                separator = "; " if option.name in {"next", "parallel"} else "\n"
                plain = separator.join(item for item in plain if isinstance(item, str))
            elif isinstance(plain, dict):
                plain = " after ".join(filter(None, (str(plain.get("to", "")), str(plain.get("after", "")))))
            elif isinstance(plain, bool):
                plain = "yes" if plain else ""
            if isinstance(plain, str) and plain:
                texts[option.name] = plain
        return texts

    def fields(self, directive: str, texts: dict[str, str], where: Location) -> dict[str, Any]:
        found, messages = self.syntax.build_fields(directive, texts)
        for message in messages:
            self.report.add("value", message, where)
        return found

    def process(self, value: dict[str, Any]) -> Process:
        where = self.place(value)
        fields = self.fields("process", self.texts(value, PROCESS_FIELDS), where)
        title = _text(value, "title") or "—"
        process_id = unique(fields.pop("id", "") or self.syntax.make_id(title), self.taken)
        steps = tuple(self.step(step, position) for position, step in enumerate(self.objects(value, "steps"), 1))
        records = tuple(filter(None, map(self.record, self.objects(value, "records"))))
        return Process(
            **fields, id=process_id, title=title, title_source=title, location=where, body=_text(value, "body"),
            steps=steps, records=records,
        )  # fmt: skip

    def step(self, value: dict[str, Any], position: int) -> Step:
        where = self.place(value)
        texts = self.texts(value, STEP_FIELDS)
        if texts.get("number") == str(position):
            del texts["number"]  # the counted one
        if "written" not in value:  # the first files of version 1 sorted the tools by register
            manuals = self.texts({"tools": [*_list(value, "manuals"), *_list(value, "unregistered")]}, STEP_FIELDS)
            texts.update(manuals)
        fields = self.fields("step", texts, where)
        fields.pop("process", None)
        for name in ("input", "output"):
            if name in fields:
                fields[name + "s"] = self.syntax.items(fields[name])
        if fields.get("kind") is StepKind.SUBPROCESS:
            named = (target.name for target in fields.get("next", ()) if target.kind is TargetKind.PROCESS)
            fields["subprocess"] = next(named, "")
        title = _text(value, "title") or "—"
        step_id = fields.pop("id", "") or self.syntax.make_id(title)
        return Step(
            **fields, id=step_id, title=title, title_source=title, location=where, body=_text(value, "body")
        )  # fmt: skip

    def record(self, value: dict[str, Any]) -> Record | None:
        kind = _text(value, "kind")
        if kind in _REVISIONS:  # the first files of version 1 had the revision's own kind in this place
            value = {**value, "kind": "revision", record_key("revision", "kind"): kind}
            kind = "revision"
        if kind not in RECORD_KINDS:
            self.report.add("record", f'the record of the unknown kind "{kind}" was left out')
            return None
        options = {record_key(kind, field.name): field.name for field in RECORD_FIELDS[kind]}
        own = {options[key]: text for key, text in value.items() if key in options and isinstance(text, str)}
        if unknown := value.keys() - options.keys() - _OF_EVERY_RECORD:
            self.report.add("record", f"unknown keys of a {kind} were left out: {', '.join(sorted(unknown))}")
        return Record(
            kind=kind, title=_text(value, "title"), body=_text(value, "body"), values=own, location=self.place(value)
        )

    def resource(self, kind: ResourceKind, value: dict[str, Any]) -> Resource:
        rows = [row for row in self.objects(value, "fields") if kind is ResourceKind.FORM]
        headings = tuple(rows[0]) if rows else ()
        owner, department = _text(value, "owner"), _text(value, "department")
        title = _text(value, "title") or "—"
        return Resource(
            kind=kind, id=_text(value, "id") or self.syntax.make_id(title), title=title, title_source=title,
            location=self.place(value), number=_text(value, "number"), version=_text(value, "version"),
            body=_text(value, "body"),
            owner=Mention(name=owner) if owner else None, retention=_text(value, "retention"),
            template=_text(value, "template"), url=_text(value, "url"), headings=headings,
            department=Mention(name=department) if department else None,
            backup=tuple(Mention(name=name) for name in _list(value, "backup")),
            fields=tuple(FormField(cells=tuple(str(cell) for cell in row.values())) for row in rows),
        )  # fmt: skip

    def place(self, value: dict[str, Any]) -> Location:
        """Return where the source stood when the catalogue was written, else the catalogue itself."""
        line = value.get("line")
        return Location(_text(value, "file") or self.report.name, line if isinstance(line, int) and line > 0 else 0)


def _text(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _list(value: dict[str, Any], key: str) -> list[str]:
    found = value.get(key)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []
