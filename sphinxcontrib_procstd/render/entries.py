"""What register entries and records say of themselves, as label-value rows."""

from __future__ import annotations

from collections.abc import Mapping

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind, Way
from sphinxcontrib_procstd.render.template import Segment, Words, joined, mention_segments

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


def way_label(way: Way, words: Words) -> str:
    """Return the words for a way of using an entry."""
    return words(_WAYS[way])


def resource_rows(resource: Resource, catalogue: Catalogue, words: Words) -> tuple[Row, ...]:
    """Return the rows of a register entry, empty fields left out."""
    rows: list[Row] = []
    roles = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)
    if resource.number:
        rows.append((words("Number"), (Segment(resource.number),), ""))
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
        rows.append((words("Blank form"), (Segment(resource.template),), ""))
    if resource.url:
        rows.append((words("Address"), (Segment(resource.url),), ""))
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


def record_rows(texts: Mapping[str, str], words: Words) -> tuple[Row, ...]:
    """Return the rows of a record: its options in written order."""
    return tuple(
        (words(FIELD_LABELS[name]), (Segment(text),), name)
        for name, text in texts.items()
        if text and name in FIELD_LABELS
    )
