"""Differences for people who read a terminal or a merge request: text, and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sphinxcontrib_procstd.governance.diff import Change, HandbookChange, ProcessChange, RecordChange, StepChange
from sphinxcontrib_procstd.governance.labels import (
    CHANGE_LABELS,
    RECORD_LABELS,
    STATUS_LABELS,
    Words,
    field_label,
    remarks,
    version_line,
)
from sphinxcontrib_procstd.governance.word_diff import FieldChange, Piece

_MARKS = {Change.ADDED: "+", Change.REMOVED: "-", Change.MOVED: "↕", Change.CHANGED: "~"}
_COLOURS = {"deleted": "\ue0f1", "inserted": "\ue0f2"}
_RESET, _BOLD = "\ue0f0", "\ue0f3"
_ESCAPES = str.maketrans({"\ue0f0": "\x1b[0m", "\ue0f1": "\x1b[31m", "\ue0f2": "\x1b[32m", "\ue0f3": "\x1b[1m"})
"""Stand-ins for colours, put in when the control characters of the texts themselves are out."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_KEPT_CHARS = 24
"""How many characters of an unchanged stretch are shown on each side of a change."""


def shortened(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with long unchanged stretches cut in their middle."""
    found = list(pieces)
    for index, piece in enumerate(found):
        text = piece.text
        if piece.kind != "kept":
            continue
        head = text[:_KEPT_CHARS] if index else ""
        tail = text[-_KEPT_CHARS:] if index < len(found) - 1 else ""
        if len(text) > len(head) + len(tail) + 8:
            found[index] = Piece("kept", f"{head}…{tail}")
    return found


def render_text(change: HandbookChange, words: Words, *, colour: bool = False) -> str:
    """Return the difference as text; on a terminal deleted words are red and inserted ones green."""
    if not change.processes and not change.entries:
        return words("Nothing changed.") + "\n"
    lines = [line for one in change.processes for line in (*_process_lines(one, words, colour), "")]
    if change.entries:
        lines.append(words("Registers"))
        lines += [
            f"  {_MARKS[one.change]} {one.title} ({one.key}) {words(CHANGE_LABELS[one.change])}"
            for one in change.entries
        ]
        lines.append("")
    if change.roles:
        lines.append(words("Whom it concerns"))
        lines += [f"  {role}: {', '.join(ids)}" for role, ids in change.roles.items()]
    return _CONTROL.sub("", "\n".join(lines).rstrip()).translate(_ESCAPES) + "\n"


def _process_lines(change: ProcessChange, words: Words, colour: bool) -> Iterator[str]:
    name = f"{_MARKS[change.change]} {change.title} ({change.id})"
    facts = [version_line(change, words)]
    if change.change is not Change.CHANGED:
        facts = [words(CHANGE_LABELS[change.change])]
    elif change.old_status != change.status:
        facts.append(state_line(change, words))
    yield (f"{_BOLD}{name}{_RESET}" if colour else name) + ": " + ", ".join(filter(None, facts))
    for remark in remarks(change, words):
        yield f"  ! {remark}"
    yield from (f"  {line}" for one in change.header for line in _field_lines(one, words, colour))
    for step in change.steps:
        yield f"  {_MARKS[step.changes[0]]} {step_line(step, words)}"
        yield from (f"      {line}" for one in step.fields for line in _field_lines(one, words, colour))
    for record in change.records:
        yield f"  {_MARKS[record.change]} {record_line(record, words)}"
        yield from (f"      {line}" for one in record.fields for line in _field_lines(one, words, colour))


def state_line(change: ProcessChange, words: Words) -> str:
    """Return the change of state in words."""
    old, new = (words(STATUS_LABELS[state]) if state else "—" for state in (change.old_status, change.status))
    return f"{old} → {new}"


def step_line(step: StepChange, words: Words) -> str:
    """Return what happened to a step: its place, its title, and the change."""
    kinds = words(", ").join(words(CHANGE_LABELS[kind]) for kind in step.changes)
    if Change.MOVED in step.changes:
        kinds += f" {step.old_position} → {step.position}"
    return f"{step.position or step.old_position}. {step.title}: {kinds}"


def record_line(record: RecordChange, words: Words) -> str:
    """Return what happened to a record."""
    return f"{words(RECORD_LABELS.get(record.kind, 'Control'))} {record.title}: {words(CHANGE_LABELS[record.change])}"


def _field_lines(change: FieldChange, words: Words, colour: bool) -> Iterator[str]:
    parts = []
    for piece in shortened(change.pieces):
        if piece.kind == "kept":
            parts.append(piece.text)
        elif colour:
            parts.append(f"{_COLOURS[piece.kind]}{piece.text}{_RESET}")
        else:
            parts.append(f"[-{piece.text}-]" if piece.kind == "deleted" else f"{{+{piece.text}+}}")
    yield f"{field_label(change.name, words)}: {''.join(parts)}"


def render_markdown(change: HandbookChange, words: Words) -> str:
    """Return the difference as Markdown for a merge request: deleted words struck out, inserted ones bold."""
    lines = [f"# {words('What changed')}", ""]
    if not change.processes and not change.entries:
        return "\n".join([*lines, words("Nothing changed.")]) + "\n"
    for one in change.processes:
        lines += [f"## {_plain(one.title)} (`{one.id}`)", ""]
        facts = [words(CHANGE_LABELS[one.change]) if one.change is not Change.CHANGED else version_line(one, words)]
        facts += [state_line(one, words)] if one.change is Change.CHANGED and one.old_status != one.status else []
        lines += [_plain(", ".join(filter(None, facts))), ""]
        lines += [line for remark in remarks(one, words) for line in (f"> **{_plain(remark)}**", "")]
        lines += [f"- {_field_markdown(each, words)}" for each in one.header]
        for step in one.steps:
            lines.append(f"- {_plain(step_line(step, words))}")
            lines += [f"  - {_field_markdown(each, words)}" for each in step.fields]
        for record in one.records:
            lines.append(f"- {_plain(record_line(record, words))}")
            lines += [f"  - {_field_markdown(each, words)}" for each in record.fields]
        lines.append("")
    if change.entries:
        lines += [f"## {words('Registers')}", ""]
        lines += [f"- {_plain(one.title)} (`{one.key}`): {words(CHANGE_LABELS[one.change])}" for one in change.entries]
        lines.append("")
    if change.roles:
        lines += [f"## {words('Whom it concerns')}", ""]
        lines += [f"- {_plain(role)}: {', '.join(f'`{name}`' for name in ids)}" for role, ids in change.roles.items()]
    return "\n".join(lines).rstrip() + "\n"


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(_CONTROL.sub("", text).split()))


def _field_markdown(change: FieldChange, words: Words) -> str:
    parts = []
    for piece in shortened(change.pieces):
        bare = piece.text.strip()
        text = _plain(bare)
        if piece.kind != "kept" and text:
            text = f"~~{text}~~" if piece.kind == "deleted" else f"**{text}**"
        blank = " " if piece.kind != "kept" else ""
        lead = " " if piece.text[:1].isspace() else blank
        parts.append(f"{lead}{text}{' ' if piece.text[-1:].isspace() else blank}")
    joined = re.sub(r" {2,}", " ", "".join(parts)).strip()
    return f"{_plain(field_label(change.name, words))}: {joined}"
