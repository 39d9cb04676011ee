"""The standard template table: a step becomes a row of cells, a cell a run of segments with or without a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sphinxcontrib_procstd.model.catalogue import AUTO_KINDS, DOCUMENT_KINDS, Catalogue, bare_name
from sphinxcontrib_procstd.model.process import Mention, Process, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.model.review import next_review

Words = Callable[[str], str]
"""Translates the interface's own words (English in, the page's language out)."""


class Column(StrEnum):
    """The columns of the standard template table; the value is the English heading."""

    PROCESS = "Process name"
    ROLE = "Responsible role"
    STEP = "Step"
    STANDARD = "Operating standard"
    INPUT = "Input requirements"
    OUTPUT = "Output requirements"
    DEADLINE = "Time limit"
    TOOLS = "Forms & tools"


_QUOTED = re.compile("《([^《》]+)》")

ROW_COLUMNS = tuple(column for column in Column if column is not Column.PROCESS)
"""The columns of a row; the process's name spans all rows as a heading of its own."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text; ``target`` is the register entry or process it links to, ``uri`` an address instead."""

    text: str
    target: Resource | Process | None = None
    css: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines, each a run of segments. ``field`` names the option whose marked-up text replaces them."""

    column: Column
    lines: tuple[tuple[Segment, ...], ...] = ()
    field: str = ""


def step_cells(step: Step, catalogue: Catalogue, words: Words) -> tuple[Cell, ...]:
    """Return the cells of one step that are not nodes already (all but step title and operating standard)."""
    return (
        Cell(Column.ROLE, tuple(_roles(step, catalogue))),
        Cell(Column.INPUT, _text_lines(step.input, step.inputs, catalogue, words), "input"),
        Cell(Column.OUTPUT, _text_lines(step.output, step.outputs, catalogue, words), "output"),
        Cell(Column.DEADLINE, (running(step.deadline, catalogue, words),) if step.deadline else (), "deadline"),
        Cell(Column.TOOLS, tuple(_tools(step, catalogue))),
    )


def _roles(step: Step, catalogue: Catalogue) -> Iterator[tuple[Segment, ...]]:
    if step.role:
        yield mention_segments(step.role, catalogue, (ResourceKind.JOB_ROLE,))


def mention_segments(mention: Mention, catalogue: Catalogue, kinds: Iterable[ResourceKind]) -> tuple[Segment, ...]:
    """Return a list item as shown: the registered title (linked) or the words as written, then the note."""
    found = catalogue.find_mention(mention, kinds)
    name = Segment(found.title, found) if found else Segment(mention.text)
    return (name, Segment(f" ({mention.note})", css="procstd-note")) if mention.note else (name,)


def _tools(step: Step, catalogue: Catalogue) -> Iterator[tuple[Segment, ...]]:
    for mention, found in catalogue.tools_of(step):
        name = Segment(found.title, found) if found else Segment(mention.text)
        yield (name, Segment(f" ({mention.note})", css="procstd-note")) if mention.note else (name,)


def _text_lines(
    text: str, mentions: tuple[Mention, ...], catalogue: Catalogue, words: Words
) -> tuple[tuple[Segment, ...], ...]:
    """Return an input or output as written, with each registered name in it linked."""
    if not text:
        return ()
    segments: list[Segment] = []
    position = 0
    for mention in mentions:
        found = catalogue.find_mention(mention, DOCUMENT_KINDS)
        shown = mention.text
        start = text.find(shown, position)
        if found is None or start < 0:
            continue
        segments.append(Segment(text[position:start]))
        segments.append(Segment(_shown_title(shown, found, words), found))
        position = start + len(shown)
    segments.append(Segment(text[position:]))
    return (tuple(segment for segment in segments if segment.text),)


def _shown_title(written: str, found: Resource, words: Words) -> str:
    """Return a linked name as shown: as written, an id as the title, a title in its language's quotation marks."""
    if written == found.id:
        return found.title
    bare = bare_name(written)
    return words("{title}").replace("{title}", bare) if bare != written else written


def running(text: str, catalogue: Catalogue, words: Words) -> tuple[Segment, ...]:
    """Return running text with each 《title》 linked, if something bears it, and quoted as the language quotes."""
    if "《" not in text:
        return (Segment(text),)
    segments = []
    for place, piece in enumerate(_QUOTED.split(text)):
        if place % 2:
            found = catalogue.find_any(piece, AUTO_KINDS) or catalogue.find_process(piece)
            segments.append(Segment(words("{title}").replace("{title}", piece), found))
        elif piece:
            segments.append(Segment(piece))
    return tuple(segments)


def step_extras(step: Step, catalogue: Catalogue, words: Words) -> tuple[tuple[str, tuple[Segment, ...], str], ...]:
    """Return what a step says beside the eight columns: (label, segments, option name), in a fixed order."""
    people = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)
    found: list[tuple[str, tuple[Segment, ...], str]] = []
    for label, mentions in (
        (words("Accountable"), step.accountable),
        (words("Consulted"), step.consulted),
        (words("Informed"), step.informed),
        (words("Backup"), step.backup),
        (words("Controls"), step.controls),
    ):
        if mentions:
            found.append((label, joined(mentions, catalogue, people, words), ""))
    if step.evidence:
        found.append((words("Evidence"), running(step.evidence, catalogue, words), "evidence"))
    if step.escalate:
        text = step.escalate.label or " ".join(filter(None, (step.escalate.to, step.escalate.after)))
        found.append((words("If overdue"), (Segment(_escalation_text(step, text, words)),), "escalate"))
    return tuple(found)


def _escalation_text(step: Step, text: str, words: Words) -> str:
    escalation = step.escalate
    if escalation is None or escalation.label or not escalation.after:
        return text
    return words("{after}: to {to}").format(after=escalation.after, to=escalation.to)


def joined(
    mentions: Iterable[Mention], catalogue: Catalogue, kinds: Iterable[ResourceKind], words: Words
) -> tuple[Segment, ...]:
    """Return a list as one line, separated as the language separates."""
    segments: list[Segment] = []
    for mention in mentions:
        if segments:
            segments.append(Segment(words(", ")))
        segments.extend(mention_segments(mention, catalogue, tuple(kinds)))
    return tuple(segments)


def header_rows(
    process: Process, catalogue: Catalogue, words: Words
) -> tuple[tuple[str, tuple[Segment, ...], str], ...]:
    """Return the header block of a process: (label, segments, option name), empty fields left out."""
    roles = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)
    rows: list[tuple[str, tuple[Segment, ...], str]] = []

    def add(label: str, text: str, option: str = "") -> None:
        if text:
            rows.append((words(label), (Segment(text),), option))

    add("Number", process.number)
    add("Version", process.version)
    add("Effective date", process.effective)
    if process.owner:
        rows.append((words("Process owner"), mention_segments(process.owner, catalogue, roles), ""))
    if process.approved_by:
        approvers = joined(process.approved_by, catalogue, roles, words)
        on = (Segment(words(" on {date}").format(date=process.approved_on)),) if process.approved_on else ()
        rows.append((words("Approver"), (*approvers, *on), ""))
    add("Goal", process.goal, "goal")
    add("Target time", process.target, "target")
    add("Start", process.start, "start")
    add("End", process.end, "end")
    if process.departments:
        departments = joined(process.departments, catalogue, (ResourceKind.DEPARTMENT,), words)
        rows.append((words("Departments"), departments, ""))
    for label, text, option in (
        ("Category", process.category, "category"),
        ("Review cycle", process.review_cycle, "review-cycle"),
        ("Last reviewed", process.last_reviewed, ""),
        ("Next review", next_review(process), ""),
        ("Monitoring", process.monitor, "monitor"),
        ("Pilot", process.pilot, "pilot"),
        ("Access", process.access, "access"),
        ("Retention", process.retention, "retention"),
        ("Calendar", process.calendar, ""),
    ):
        add(label, text, option)
    for label, names in (("Supersedes", process.supersedes), ("Based on", process.based_on)):
        if names:
            rows.append((words(label), tuple(_processes(names, catalogue, words)), ""))
    add("Tags", words(", ").join(tag.text for tag in process.tags))
    return tuple(rows)


def _processes(names: tuple[str, ...], catalogue: Catalogue, words: Words) -> Iterator[Segment]:
    for index, name in enumerate(names):
        if index:
            yield Segment(words(", "))
        found = catalogue.find_process(name)
        yield Segment(found.title, found) if found else Segment(name)
