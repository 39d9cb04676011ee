"""The catalogue as JSON: what the build knows, sorted, the same bytes for the same handbook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sphinxcontrib_procstd.exchange.fields import option_texts
from sphinxcontrib_procstd.exchange.links import readable
from sphinxcontrib_procstd.model.catalogue import Catalogue, says_none
from sphinxcontrib_procstd.model.flow import sequence_flows
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Step, Target, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.model.review import next_review

WRITTEN_FIELDS = frozenset(
    {"owner", "approved-by", "departments", "lanes", "tags"}
    | {"role", "accountable", "consulted", "informed", "backup", "forms", "systems", "tools", "controls"}
)
"""Fields given as written too, under ``written``: their plain values are registered titles or ids."""
VERSION = 1
"""Version of the shape; raised when a key changes its meaning or goes away."""


_REGISTERS = (
    ("forms", ResourceKind.FORM),
    ("systems", ResourceKind.SYSTEM),
    ("manuals", ResourceKind.MANUAL),
    ("job_roles", ResourceKind.JOB_ROLE),
    ("departments", ResourceKind.DEPARTMENT),
    ("externals", ResourceKind.EXTERNAL),
)


def catalogue_json(catalogue: Catalogue, only: frozenset[str] = frozenset()) -> str:
    """Return the catalogue as JSON text; ``only`` names the processes to print (all if empty)."""
    return "".join(catalogue_pieces(catalogue, only))


def catalogue_pieces(catalogue: Catalogue, only: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the catalogue as JSON text, a process or register entry at a time: a large one is never held whole."""
    processes = (process for process in catalogue.processes if not only or process.id in only)
    yield f'{{\n  "version": {VERSION},\n'
    yield from _list_pieces("processes", (process_value(process, catalogue) for process in processes))
    for key, kind in _REGISTERS:
        yield ",\n"
        yield from _list_pieces(key, (resource_value(resource, catalogue) for resource in catalogue.of_kind(kind)))
    yield "\n}\n"


def _list_pieces(key: str, values: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield one key with its list, as ``json.dumps`` with an indentation of 2 would write it."""
    before = f'  "{key}": ['
    for value in values:
        text = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n    ")  # no string holds a line end
        yield f"{before}\n    {text}"
        before = ","
    yield "\n  ]" if before == "," else f"{before}]"


def process_value(process: Process, catalogue: Catalogue) -> dict[str, Any]:
    """Return one process as plain values. Empty fields are there, empty: a reader need not ask whether a key exists."""
    process = readable(process, catalogue)
    return {
        "id": process.id,
        "title": process.title,
        "file": process.location.file,
        "line": process.location.line,
        "number": process.number,
        "version": process.version,
        "status": process.status.value if process.status else "",
        "effective": process.effective,
        "owner": catalogue.role_text(process.owner) if process.owner else "",
        "approved_by": [catalogue.role_text(mention) for mention in process.approved_by],
        "approved_on": process.approved_on,
        "departments": [_title(mention, catalogue, ResourceKind.DEPARTMENT) for mention in process.departments],
        "goal": process.goal,
        "target": process.target,
        "start": process.start,
        "end": process.end,
        "category": process.category,
        "review_cycle": process.review_cycle,
        "last_reviewed": process.last_reviewed,
        "next_review": next_review(process),
        "supersedes": list(process.supersedes),
        "based_on": list(process.based_on),
        "calendar": process.calendar,
        "access": process.access,
        "retention": process.retention,
        "monitor": process.monitor,
        "pilot": process.pilot,
        "tags": [tag.text for tag in process.tags],
        "orientation": process.orientation.value,
        "engine": process.engine,
        "figures": process.figures,
        "body": process.body,
        "lanes": list(catalogue.lanes_of(process)),
        "steps": [step_value(step, position, catalogue) for position, step in enumerate(process.steps, 1)],
        "flows": [
            {"from": flow.source, "to": flow.to, "guard": flow.guard, "default": flow.default}
            for flow in sequence_flows(process)
        ],
        "records": [_record_value(record) for record in process.records],
        "written": _written(process),
    }


def _written(item: Process | Step) -> dict[str, str]:
    """Return the fields whose lists above hold registered titles or ids, as their author wrote them."""
    return {field.name: text for field, text in option_texts(item) if field.name in WRITTEN_FIELDS}


def step_value(step: Step, position: int, catalogue: Catalogue) -> dict[str, Any]:
    """Return one step as plain values."""
    tools = list(catalogue.tools_of(step))

    def ids(kind: ResourceKind) -> list[str]:
        return list(dict.fromkeys(found.id for _, found in tools if found and found.kind is kind))

    return {
        "id": step.id,
        "title": step.title,
        "file": step.location.file,
        "line": step.location.line,
        "number": step.number or str(position),
        "role": catalogue.role_text(step.role) if step.role else "",
        "input": step.input,
        "output": step.output,
        "deadline": step.deadline,
        "forms": ids(ResourceKind.FORM),
        "systems": ids(ResourceKind.SYSTEM),
        "manuals": ids(ResourceKind.MANUAL),
        "unregistered": list(
            dict.fromkeys(mention.text for mention, found in tools if found is None and not says_none(mention.name))
        ),
        "kind": step.kind.value,
        "decision": step.decision,
        "next": [_target_text(target) for target in step.next],
        "parallel": [_target_text(target) for target in step.parallel],
        "join": step.join.value if step.join else "",
        "key": step.key,
        "accountable": [catalogue.role_text(mention) for mention in step.accountable],
        "consulted": [catalogue.role_text(mention) for mention in step.consulted],
        "informed": [catalogue.role_text(mention) for mention in step.informed],
        "backup": [catalogue.role_text(mention) for mention in step.backup],
        "controls": [mention.text for mention in step.controls],
        "evidence": step.evidence,
        "escalate": {"to": step.escalate.to, "after": step.escalate.after} if step.escalate else None,
        "formerly": list(step.formerly),
        "body": step.body,
        "written": _written(step),
    }


def _target_text(target: Target) -> str:
    name = target.name
    if target.kind is TargetKind.END:
        name = f"end [{target.name}]" if target.name else "end"
    elif target.kind is TargetKind.PROCESS:
        name = f"process:{target.name}"
    return f"{name} [{target.guard}]" if target.guard else name


def record_key(kind: str, option: str) -> str:
    """Return the key of a record's option: a revision's own ``kind`` must not hide that it is a revision."""
    key = option.replace("-", "_")
    return f"{kind.replace('-', '_')}_{key}" if key in {"kind", "title", "body"} else key


def _record_value(record: Record) -> dict[str, Any]:
    values = {record_key(record.kind, name): text for name, text in sorted(record.values.items())}
    return {"kind": record.kind, "title": record.title, "body": record.body, **values}


def resource_value(resource: Resource, catalogue: Catalogue) -> dict[str, Any]:
    """Return one register entry as plain values; keys that its register does not know are left out."""
    value: dict[str, Any] = {
        "id": resource.id,
        "title": resource.title,
        "file": resource.location.file,
        "line": resource.location.line,
        "number": resource.number,
        "owner": catalogue.role_text(resource.owner) if resource.owner else "",
        "body": resource.body,
    }
    if resource.kind is ResourceKind.FORM:
        if resource.version:
            value["version"] = resource.version
        value["retention"] = resource.retention
        value["template"] = resource.template
        value["fields"] = [dict(zip(resource.headings, row.cells, strict=False)) for row in resource.fields]
    if resource.url:
        value["url"] = resource.url
    if resource.kind is ResourceKind.JOB_ROLE:
        department = resource.department
        value["department"] = _title(department, catalogue, ResourceKind.DEPARTMENT) if department else ""
        value["backup"] = [catalogue.role_text(mention) for mention in resource.backup]
    uses = catalogue.uses.get((resource.kind, resource.id), ())
    value["used_by"] = [{"process": use.process, "step": use.step or None, "way": use.way.value} for use in uses]
    return value


def _title(mention: Mention, catalogue: Catalogue, kind: ResourceKind) -> str:
    found = catalogue.find_mention(mention, (kind,))
    return found.title if found else mention.text
