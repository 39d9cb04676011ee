"""What the parts of a process and the kinds of change are called; English, to be translated by the caller."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sphinxcontrib_procstd.governance.diff import Bump, Change, ProcessChange
from sphinxcontrib_procstd.model.governance import Meaning, PartChange, SignoffState
from sphinxcontrib_procstd.model.process import Process

Words = Callable[[str], str]

FIELD_LABELS: Mapping[str, str] = {
    "title": "Title", "purpose": "Purpose", "goal": "Goal", "target": "Target", "start": "Start", "end": "End",
    "departments": "Departments", "owner": "Process owner", "calendar": "Calendar", "access": "Access",
    "retention": "Retention", "monitor": "Monitoring", "role": "Responsible role", "accountable": "Accountable",
    "consulted": "Consulted", "informed": "Informed", "backup": "Backup", "body": "Operating standard",
    "input": "Input requirements", "output": "Output requirements", "deadline": "Time limit", "tools": "Forms & tools",
    "decision": "Question", "next": "Next", "join": "Waits for", "kind": "Kind", "key": "Key step",
    "controls": "Controls", "evidence": "Evidence", "escalate": "When overdue",
}  # fmt: skip
CHANGE_LABELS = {
    Change.ADDED: "added",
    Change.REMOVED: "removed",
    Change.MOVED: "moved",
    Change.CHANGED: "reworded",
}
MEANING_LABELS = {Meaning.REVIEW: "Reviewed", Meaning.APPROVE: "Approved"}
SIGNOFF_LABELS = {
    SignoffState.VALID: "valid",
    SignoffState.VOID: "VOID",
    SignoffState.UNPROVEN: "unproven",
    SignoffState.RENEWED: "void, signed again",
    SignoffState.EARLIER: "earlier version",
}
STATUS_LABELS = {
    "draft": "Draft",
    "in-review": "In review",
    "pilot": "Pilot",
    "effective": "Effective",
    "under-revision": "Under revision",
    "retired": "Retired",
}
RECORD_LABELS = {"control": "Control", "exception": "Exception handling", "kpi": "KPI"}


def field_label(name: str, words: Words) -> str:
    """Return what a field is called; an option of a record that has no label of its own by its name."""
    return words(FIELD_LABELS[name]) if name in FIELD_LABELS else name


def version_line(change: ProcessChange, words: Words) -> str:
    """Return what the version did, in a few words; "" for a process that is new or gone."""
    if change.bump is Bump.NEW:
        return ""
    if change.bump is Bump.ROSE:
        line = words("version {old} → {new}")
    elif change.bump is Bump.FELL:
        line = words("the version went back: {old} → {new}")
    else:
        line = words("still version {new}") if change.content else words("version {new}")
    return line.replace("{old}", change.old_version or "—").replace("{new}", change.version or "—")


def remarks(change: ProcessChange, words: Words) -> list[str]:
    """Return what is not as the standard wants it: a version that did not rise, no change-log line, a wrong move."""
    found = []
    if change.content and change.change is Change.CHANGED:
        if change.bump in {Bump.SAME, Bump.FELL}:
            found.append(words("The content changed, the version did not rise."))
        elif not change.logged:
            found.append(words("The change log has no line for this version."))
    if change.wrong_move and change.change is Change.REMOVED:
        found.append(words("It was in force and is gone without having been retired."))
    elif change.wrong_move:
        text = words("The state cannot go from {old} to {new}.")
        old, new = (words(STATUS_LABELS[state]) for state in (change.old_status, change.status))
        found.append(text.replace("{old}", old).replace("{new}", new))
    return found


def part_text(change: PartChange, process: Process | None, words: Words) -> str:
    """Return a changed part in words: ``step Classify (reworded)``."""
    name, _, rest = change.part.partition(":")
    if name == "header":
        what = words("the header")
    elif name == "order":
        return words("the order of the steps")
    elif name == "step":
        step = process.step(rest) if process else None
        what = words("step “{step}”").replace("{step}", step.title if step else rest)
    else:
        label = words(RECORD_LABELS.get(name, "Control"))
        what = f"{label} “{rest}”"
    return (
        words("{what} ({change})")
        .replace("{change}", words(CHANGE_LABELS[Change(change.kind.value)]))
        .replace("{what}", what)
    )


def changed_parts(changes: tuple[PartChange, ...], process: Process | None, words: Words) -> str:
    """Return what changed since a sign-off, in one line; that it is unknown where there is nothing to tell."""
    if not changes:
        return words("what changed cannot be told")
    return words(", ").join(part_text(change, process, words) for change in changes)
