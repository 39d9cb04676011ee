"""What only the whole handbook can tell: taken ids, flows to nowhere, names that nothing bears."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sphinxcontrib_procstd.diagnostics import Finding, Severity, did_you_mean, said_in, say
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.handbook import DocumentFacts, Handbook
from sphinxcontrib_procstd.model.process import Mention, Process, Step, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.sphinx_ext.lookup import names_of
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.syntax.options import nearest

Fields = tuple[tuple[str, tuple[Mention, ...]], ...]
_TAKEN = 'the {kind} id "{id}" is already defined at {place}'
_STEP_TAKEN = 'the step id "{id}" is already defined in the process "{process}" at {place}'
_NO_STEP = '{option}: there is no step "{name}" in this process{hint}'
_NO_PROCESS = '{option}: there is no process "{name}"{hint}'
_NOTHING = '{option}: there is no {kind} "{name}"{hint}'
_KINDS = frozenset(kind.value for kind in ResourceKind)


def check_handbook(handbook: Handbook, documents: Mapping[str, DocumentFacts]) -> list[Finding]:
    """Return every finding about the handbook as a whole, in no particular order."""
    catalogue = handbook.catalogue
    findings = [*_duplicates(catalogue), *_lost(handbook)]
    for resource in catalogue.resources:
        named = ("owner", _one(resource.owner)), ("department", _one(resource.department)), ("backup", resource.backup)
        findings.extend(_unknown(resource, named, catalogue))
    for process in catalogue.processes:
        heads = ("owner", _one(process.owner)), ("approved-by", process.approved_by), ("lanes", process.lanes)
        findings.extend(_unknown(process, (*heads, ("departments", process.departments)), catalogue))
        findings.extend(_unknown_processes(process, catalogue))
        known = dict.fromkeys(step.id for step in process.steps)  # in order: the nearest of two equals is the first
        for step in process.steps:
            findings.extend(_unknown_targets(process, step, known, catalogue))
            findings.extend(_unknown_mentions(process, step, catalogue))
    return [replace(finding, message=said_in(words, finding.message)) for finding in findings]


def _near(name: str, catalogue: Catalogue, kind: str, process: str = "") -> str:
    near = nearest(name, names_of(catalogue, kind, process))
    return did_you_mean(near)


def _duplicates(catalogue: Catalogue) -> Iterator[Finding]:
    if not catalogue.duplicates:
        return
    owners = {id(step): process for process in catalogue.processes for step in process.steps}
    for item in catalogue.duplicates:
        if isinstance(item, Process):
            first = catalogue.process_by_id[item.id].location
            message = say('the process id "{id}" is already defined at {place}', id=item.id, place=first)
        elif isinstance(item, Resource):
            known = catalogue.find(item.kind, item.id)
            message = say(_TAKEN, kind=say(item.kind.value), id=item.id, place=known.location if known else "?")
        else:
            owner = owners[id(item)]  # written apart, or before a process: documents number the steps of each
            known_step = catalogue.find_step(owner, item.id)
            where = known_step.location if known_step else "?"
            message = say(_STEP_TAKEN, id=item.id, process=owner.id, place=where)
        yield Finding(code="F304", message=message, location=item.location, severity=Severity.ERROR, excerpt=item.id)


def _lost(handbook: Handbook) -> Iterator[Finding]:
    for _docname, attached in handbook.lost:
        if attached.process:
            hint = _near(attached.process, handbook.catalogue, "process")
            message = say('there is no process "{name}"{hint}', name=attached.process, hint=hint)
            place = attached.item.where("process")
            yield Finding(
                code="X701", message=message, location=place, severity=Severity.ERROR, excerpt=attached.process
            )


def _unknown_targets(
    process: Process, step: Step, known: Mapping[str, None], catalogue: Catalogue
) -> Iterator[Finding]:
    for field, targets in (("next", step.next), ("parallel", step.parallel)):
        for target in targets:
            message = ""
            if target.kind is TargetKind.STEP and target.name not in known:
                near = nearest(target.name, (*known, "end"))
                message = say(_NO_STEP, option=field, name=target.name, hint=did_you_mean(near))
            elif target.kind is TargetKind.PROCESS and _is_nowhere(target.name, catalogue):
                message = say(
                    _NO_PROCESS, option=field, name=target.name, hint=_near(target.name, catalogue, "process")
                )
            if message:
                yield _finding("F303", message, target.name, field, step, process.id)


def _is_nowhere(name: str, catalogue: Catalogue) -> bool:
    """Return whether no process of this handbook or of one it knows bears a name."""
    return catalogue.find_process(name) is None and catalogue.find_elsewhere(name) is None


def _finding(
    code: str, message: str, name: str, field: str, item: Process | Step | Resource, process: str = ""
) -> Finding:
    return Finding(
        code=code,
        message=message,
        location=item.where(field),
        severity=Severity.ERROR,
        process=item.id if isinstance(item, Process) else process,
        step=item.id if isinstance(item, Step) else "",
        field=field,
        excerpt=name,
    )


def _unknown_mentions(process: Process, step: Step, catalogue: Catalogue) -> Iterator[Finding]:
    fields: Fields = (
        ("forms", step.forms), ("systems", step.systems), ("tools", step.tools), ("input", step.inputs),
        ("output", step.outputs), ("role", _one(step.role)), ("accountable", step.accountable),
        ("consulted", step.consulted), ("informed", step.informed), ("backup", step.backup),
        ("controls", step.controls),
    )  # fmt: skip
    yield from _unknown(step, fields, catalogue, process.id)
    roles = catalogue.of_kind(ResourceKind.JOB_ROLE)
    if step.role and roles and not step.role.kind and catalogue.role_of(step) is None:
        near = _near(step.role.name, catalogue, "job-role")
        message = say('role: "{name}" is not in the register of roles{hint}', name=step.role.name, hint=near)
        yield _finding("R402", message, step.role.name, "role", step, process.id)


def _one(mention: Mention | None) -> tuple[Mention, ...]:
    return (mention,) if mention else ()


def _unknown(
    item: Process | Step | Resource, fields: Fields, catalogue: Catalogue, process: str = ""
) -> Iterator[Finding]:
    """Yield a finding for each name written as a cross-reference (``:form:``) that nothing of its kind bears."""
    for field, mentions in fields:
        for mention in mentions:
            if mention.kind in _KINDS and catalogue.find_mention(mention, ()) is None:
                near = _near(mention.name, catalogue, mention.kind)
                message = say(_NOTHING, option=field, kind=say(mention.kind), name=mention.name, hint=near)
                yield _finding("X701", message, mention.name, field, item, process)


def _unknown_processes(process: Process, catalogue: Catalogue) -> Iterator[Finding]:
    for field, names in (("supersedes", process.supersedes), ("based-on", process.based_on)):
        for name in names:
            if catalogue.find_process(name) is None:
                message = say(_NO_PROCESS, option=field, name=name, hint=_near(name, catalogue, "process"))
                yield _finding("X701", message, name, field, process)
