"""What register entries and records say of themselves, as label-value rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind, Way
from sphinxcontrib_procstd.render.template import Segment, Words, joined, mention_segments, running

Row = tuple[str, tuple[Segment, ...], str]

_WAYS = {
    Way.ROLE: "does the step",
    Way.ACCOUNTABLE: "accountable",
    Way.CONSULTED: "consulted",
    Way.INFORMED: "informed",
    Way.BACKUP: "stands in",
    Way.INPUT: "input",
    Way.OUTPUT: "output",
    Way.TOOL: "tool",
    Way.OWNER: "process owner",
    Way.DEPARTMENT: "in scope",
    Way.TEXT: "mentioned",
}


TEMPLATE = "template"
"""The option of a form that names its template: a file beside the sources, or an address."""

_SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)


def safe_uri(text: str) -> str:
    """Return an address that a link may lead to, "" for any other text: no scheme can run a script."""
    return text if _SAFE.fullmatch(text) else ""


def way_label(way: Way, words: Words) -> str:
    """Return the words for a way of using an entry."""
    return words(_WAYS[way])


def resource_rows(resource: Resource, catalogue: Catalogue, words: Words) -> tuple[Row, ...]:
    """Return the rows of a register entry, empty fields left out."""
    rows: list[Row] = []
    roles = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)
    if resource.number:
        rows.append((words("Number"), (Segment(resource.number),), ""))
    if resource.version:
        rows.append((words("Version"), (Segment(resource.version),), ""))
    if resource.owner:
        label = words("Comes from") if resource.kind is ResourceKind.EXTERNAL else words("Kept by")
        if resource.kind is ResourceKind.DEPARTMENT:
            label = words("Led by")
        rows.append((label, mention_segments(resource.owner, catalogue, roles), ""))
    if resource.department:
        department = mention_segments(resource.department, catalogue, (ResourceKind.DEPARTMENT,))
        rows.append((words("Department"), department, ""))
    if resource.backup:
        rows.append((words("Backup"), joined(resource.backup, catalogue, roles, words), ""))
    if resource.retention:
        rows.append((words("Retention"), (Segment(resource.retention),), "retention"))
    if resource.template:
        rows.append((words("Template"), (Segment(resource.template, uri=safe_uri(resource.template)),), TEMPLATE))
    if resource.url:
        rows.append((words("Address"), (Segment(resource.url, uri=safe_uri(resource.url)),), ""))
    return tuple(rows)


STATUS_LABELS = {
    "draft": "Draft",
    "in-review": "In review",
    "pilot": "Pilot",
    "effective": "Effective",
    "under-revision": "Under revision",
    "retired": "Retired",
}

KIND_LABELS = {
    "process": "Process",
    "step": "Step",
    "form": "Form",
    "system": "System",
    "manual": "Manual",
    "job-role": "Job role",
    "department": "Department",
    "external": "External input",
    "pain-point": "Pain point",
    "review": "Review",
    "approval": "Approval",
    "revision": "Revision",
    "training": "Training",
    "pilot": "Pilot",
    "exception": "Exception handling",
    "kpi": "KPI",
    "control": "Control",
    "faq": "FAQ",
}
"""What an entry or record is called, by its directive."""

FIELD_LABELS = {
    "action": "Action",
    "actual": "Measured",
    "by": "By",
    "channel": "Channel",
    "completeness": "Completeness",
    "date": "Date",
    "deadline": "Time limit",
    "department": "Department",
    "duration": "Duration",
    "effective": "Effective date",
    "end": "Last day",
    "evidence": "Evidence",
    "feasibility": "Feasibility",
    "formula": "Formula",
    "frequency": "Frequency",
    "goal": "Goal",
    "kind": "Kind",
    "material": "Material",
    "meaning": "Meaning",
    "mode": "Mode",
    "name": "Name",
    "owner": "Answers for it",
    "resolution": "Resolution",
    "responsibility": "Clear responsibility",
    "result": "Result",
    "risk": "Risk",
    "role": "Responsible role",
    "source": "Source",
    "start": "First day",
    "step": "Steps",
    "target": "Target",
    "team": "Team",
    "time": "Time",
    "trigger": "Trigger",
    "type": "Control type",
    "unit": "Unit",
}
"""The label of each option of a record."""


StepSegment = Callable[[Process, Step], Segment]
"""Makes the link to a step: its number and title, and where it stands."""

_PEOPLE = frozenset({"role", "owner", "department"})
_KINDS_OF_PEOPLE = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)
_CUT = re.compile(r"[、，,；;\s]+")


def record_rows(
    texts: Mapping[str, str], process: Process | None, catalogue: Catalogue, step: StepSegment, words: Words
) -> tuple[Row, ...]:
    """Return the rows of a record: its options in written order, steps and roles linked."""
    rows: list[Row] = []
    for name, text in texts.items():
        if not text or name not in FIELD_LABELS:
            continue
        segments = running(text, catalogue, words)
        if name == "step":
            segments = _step_segments(text, process, catalogue, step, words)
        elif name in _PEOPLE:
            found = catalogue.find_any(text, _KINDS_OF_PEOPLE)
            segments = (Segment(found.title if found else text, found),)
        rows.append((words(FIELD_LABELS[name]), segments, "" if name in _PEOPLE | {"step"} else name))
    return tuple(rows)


def _step_segments(
    text: str, process: Process | None, catalogue: Catalogue, step: StepSegment, words: Words
) -> tuple[Segment, ...]:
    """Return the steps that a record names as links; a name that no step bears stays as written.

    It looks the same whether there is no such step or no such process, so that a page need not be written again.
    """
    segments: list[Segment] = []
    for name in filter(None, _CUT.split(text)):
        found = catalogue.find_step(process, name) if process else None
        if segments:
            segments.append(Segment(words(", ")))
        segments.append(step(process, found) if process and found else Segment(name))
    return tuple(segments)


def filled_rows(resource: Resource, catalogue: Catalogue, step: StepSegment, words: Words) -> tuple[Row, ...]:
    """Return the row that says at which steps a form is filled in, and by whom; none if no step has it to fill."""
    if resource.kind is not ResourceKind.FORM:
        return ()
    segments: list[Segment] = []
    for process, found in filling_steps(resource, catalogue):
        if segments:
            segments.append(Segment(words("; ")))
        segments.append(step(process, found))
        if found.role:
            segments.append(Segment(words(" ({note})").replace("{note}", catalogue.role_text(found.role))))
    return ((words("Filled in at"), tuple(segments), ""),) if segments else ()


def filling_steps(resource: Resource, catalogue: Catalogue) -> tuple[tuple[Process, Step], ...]:
    """Return the steps at which a form is filled in.

    These are the steps that put something out on it, else those that work with it, and those its own fields name.
    """
    uses = catalogue.uses.get((resource.kind, resource.id), ())
    found: list[tuple[Process, Step]] = []
    for way in (Way.OUTPUT, Way.TOOL):
        places = dict.fromkeys((use.process, use.step) for use in uses if use.way is way and use.step)
        if places and not found:
            named = ((catalogue.process_by_id[process], name) for process, name in places)
            found = [(process, step) for process, name in named if (step := process.step(name))]
    for field in resource.fields:
        mentions = (mention for links in field.links.values() for mention in links if mention.kind == "step")
        for one in filter(None, (catalogue.find_named_step(mention.name) for mention in mentions)):
            if one not in found:
                found.append(one)
    return tuple(found)
