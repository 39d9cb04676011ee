"""What only the whole handbook can tell: taken ids, flows to nowhere, names that nothing bears."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.handbook import DocumentFacts, Handbook
from sphinxcontrib_procstd.model.process import Mention, Process, Step, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.sphinx_ext.lookup import names_of
from sphinxcontrib_procstd.syntax.options import nearest

_KINDS = frozenset(kind.value for kind in ResourceKind)


def check_handbook(handbook: Handbook, documents: Mapping[str, DocumentFacts]) -> list[Finding]:
    """Return every finding about the handbook as a whole, in no particular order."""
    catalogue = handbook.catalogue
    findings = [*_duplicates(catalogue), *_lost(handbook)]
    for process in catalogue.processes:
        findings.extend(_unknown_processes(process, catalogue))
        for step in process.steps:
            findings.extend(_unknown_targets(process, step, catalogue))
            findings.extend(_unknown_mentions(process, step, catalogue))
    return findings


def _near(name: str, catalogue: Catalogue, kind: str, process: str = "") -> str:
    near = nearest(name, names_of(catalogue, kind, process))
    return f'; did you mean "{near}"?' if near else ""


def _duplicates(catalogue: Catalogue) -> Iterator[Finding]:
    for item in catalogue.duplicates:
        if isinstance(item, Process):
            first = catalogue.process_by_id[item.id].location
            message = f'the process id "{item.id}" is already defined at {first}'
        elif isinstance(item, Resource):
            known = catalogue.find(item.kind, item.id)
            message = f'the {item.kind.value} id "{item.id}" is already defined at {known.location if known else "?"}'
        else:
            message = f'the step id "{item.id}" is already taken in its process'
        yield Finding(code="F304", message=message, location=item.location, severity=Severity.ERROR, excerpt=item.id)


def _lost(handbook: Handbook) -> Iterator[Finding]:
    for _docname, attached in handbook.lost:
        if attached.process:
            hint = _near(attached.process, handbook.catalogue, "process")
            message = f'there is no process "{attached.process}"{hint}'
            place = attached.item.where("process")
            yield Finding(
                code="X701", message=message, location=place, severity=Severity.ERROR, excerpt=attached.process
            )


def _unknown_targets(process: Process, step: Step, catalogue: Catalogue) -> Iterator[Finding]:
    known = {other.id for other in process.steps}
    for field, targets in (("next", step.next), ("parallel", step.parallel)):
        for target in targets:
            message = ""
            if target.kind is TargetKind.STEP and target.name not in known:
                near = nearest(target.name, (*known, "end"))
                hint = f'; did you mean "{near}"?' if near else ""
                message = f'{field}: there is no step "{target.name}" in this process{hint}'
            elif target.kind is TargetKind.PROCESS and catalogue.find_process(target.name) is None:
                message = f'{field}: there is no process "{target.name}"{_near(target.name, catalogue, "process")}'
            if message:
                yield _finding("F303", message, target.name, field, process, step)


def _finding(code: str, message: str, name: str, field: str, process: Process, step: Step | None = None) -> Finding:
    place = step.where(field) if step else process.where(field)
    return Finding(
        code=code,
        message=message,
        location=place,
        severity=Severity.ERROR,
        process=process.id,
        step=step.id if step else "",
        field=field,
        excerpt=name,
    )


def _unknown_mentions(process: Process, step: Step, catalogue: Catalogue) -> Iterator[Finding]:
    fields: tuple[tuple[str, tuple[Mention, ...]], ...] = (
        ("forms", step.forms), ("systems", step.systems), ("tools", step.tools), ("input", step.inputs),
        ("output", step.outputs), ("role", (step.role,) if step.role else ()), ("accountable", step.accountable),
        ("consulted", step.consulted), ("informed", step.informed), ("backup", step.backup),
    )  # fmt: skip
    for field, mentions in fields:
        for mention in mentions:
            if mention.kind in _KINDS and catalogue.find_mention(mention, ()) is None:
                near = _near(mention.name, catalogue, mention.kind)
                message = f'{field}: there is no {mention.kind} "{mention.name}"{near}'
                yield _finding("X701", message, mention.name, field, process, step)
    roles = catalogue.of_kind(ResourceKind.JOB_ROLE)
    if step.role and roles and not step.role.kind and catalogue.role_of(step) is None:
        near = _near(step.role.name, catalogue, "job-role")
        message = f'role: "{step.role.name}" is not in the register of roles{near}'
        yield _finding("R402", message, step.role.name, "role", process, step)


def _unknown_processes(process: Process, catalogue: Catalogue) -> Iterator[Finding]:
    for field, names in (("supersedes", process.supersedes), ("based-on", process.based_on)):
        for name in names:
            if catalogue.find_process(name) is None:
                message = f'{field}: there is no process "{name}"{_near(name, catalogue, "process")}'
                yield _finding("X701", message, name, field, process)
