"""The register entries that imported processes need: forms, systems, manuals, roles, departments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.exchange.values import Report, unique
from sphinxcontrib_procstd.model.catalogue import TOOL_KINDS, Catalogue, bare_name
from sphinxcontrib_procstd.model.process import Mention, Process
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

_BY_NAME = (
    (
        ResourceKind.MANUAL,
        re.compile(r"(?:手册|指南|指引|规范|标准|说明书|manual|guide|handbook|standard)$", re.IGNORECASE),
    ),
    (
        ResourceKind.FORM,
        re.compile(r"(?:表|单|登记簿|台账|申请书|模板|form|register|sheet|log|template)$", re.IGNORECASE),
    ),
    (
        ResourceKind.SYSTEM,
        re.compile(
            r"(?:系统|平台|软件|邮箱|system|platform|portal|app|\b(?:CRM|ERP|OA|MES|PLM|SAP|Jira|Slack))$",
            re.IGNORECASE,
        ),
    ),
)
_NONE = frozenset({"无", "none", "n/a", "-", "—", "不适用"})


def guess_kind(name: str) -> ResourceKind | None:
    """Return which register a tool belongs to, as its name tells: 《…》 is a document, …系统 a system."""
    bare = bare_name(name)
    for kind, pattern in _BY_NAME:
        if pattern.search(bare):
            return kind
    return ResourceKind.FORM if bare != name.strip() else None


def collect_resources(
    processes: Iterable[Process], make_id: Callable[[str], str], known: Catalogue, report: Report
) -> tuple[Resource, ...]:
    """Return an entry for each role, department, form, system and manual that ``known`` does not hold."""
    found: dict[tuple[ResourceKind, str], Resource] = {}
    taken: dict[ResourceKind, set[str]] = {kind: {entry.id for entry in known.of_kind(kind)} for kind in ResourceKind}
    unsorted: dict[str, Location] = {}
    for process in processes:
        for mention, kind, where in _mentions(process):
            title = bare_name(mention.name)
            if not title or title.casefold() in _NONE or mention.kind:
                continue
            if kind is None:
                if known.find_any(title, TOOL_KINDS) is None:
                    unsorted.setdefault(title, where)
            elif (kind, title) not in found and known.find(kind, title) is None:
                found[kind, title] = Resource(
                    kind=kind, id=unique(make_id(title), taken[kind]), title=title, title_source=title, location=where
                )
    for title, where in unsorted.items():
        if not any((kind, title) in found for kind in TOOL_KINDS):
            report.info(
                "register", f'"{title}" is neither a form, a system nor a manual by its name; it stays text', where
            )
    return tuple(sorted(found.values(), key=lambda entry: (entry.kind.value, entry.id)))


def _mentions(process: Process) -> Iterator[tuple[Mention, ResourceKind | None, Location]]:
    """Yield every name with the register it belongs to, None for a tool of no evident kind."""
    for mention in process.departments:
        yield mention, ResourceKind.DEPARTMENT, process.location
    for mention in process.lanes:
        yield mention, ResourceKind.JOB_ROLE, process.location
    for step in process.steps:
        if step.role:
            yield step.role, ResourceKind.JOB_ROLE, step.location
        for mention in step.forms:
            yield mention, ResourceKind.FORM, step.location
        for mention in step.systems:
            yield mention, ResourceKind.SYSTEM, step.location
        for mention in step.tools:
            yield mention, guess_kind(mention.name), step.location
