"""The standard template table as plain text: what spreadsheets, Word files and CSV share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sphinxcontrib_procstd.exchange.fields import (
    STEP_FIELDS,
    Field,
    in_one_place,
    listed,
    mention_text,
    option_texts,
)
from sphinxcontrib_procstd.exchange.links import readable
from sphinxcontrib_procstd.exchange.records import RecordTable, record_tables
from sphinxcontrib_procstd.exchange.wording import Words, is_chinese, wording
from sphinxcontrib_procstd.model.catalogue import DOCUMENT_KINDS, TOOL_KINDS, Catalogue, bare_name
from sphinxcontrib_procstd.model.process import Mention, Process, Step
from sphinxcontrib_procstd.model.resources import ResourceKind

HEADINGS = (
    "Process name",
    "Responsible role",
    "Step",
    "Operating standard",
    "Input requirements",
    "Output requirements",
    "Time limit",
    "Forms & tools",
)
"""The eight columns, as the English interface names them."""
EXTRA_HEADINGS = ("Process name", "Step", "Field", "Content")
"""The columns of the table of further fields."""

_IN_TABLE = frozenset({"role", "input", "output", "deadline", "tools"})
_NOT_FOR_READERS = frozenset(
    {"id", "supersedes", "based-on", "calendar", "tags", "lanes", "orientation", "engine", "figures"}
)
_CHOICES = frozenset({"status", "key", "kind", "join", "orientation"})
_SEPARATORS = frozenset("、，,；;\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTable:
    """One process as it is filed: title, header block, the eight columns, sign-off lines, further fields.

    ``rows`` have one cell a heading, the process's name in the first. ``extras`` are (step cell, field, content)
    for what the eight columns cannot say; the step cell is empty for a field of the process. ``records`` are tables of
    their own, one a kind.
    """

    title: str
    header: tuple[tuple[str, str], ...]
    description: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    extras: tuple[tuple[str, str, str], ...]
    records: tuple[RecordTable, ...] = ()


def template_table(process: Process, catalogue: Catalogue, words: Words) -> TemplateTable:
    """Return a process as the template table, its labels in the language of ``words``."""
    writer, process = _Writer(catalogue, words), in_one_place(readable(process, catalogue))
    return TemplateTable(
        title=process.title,
        header=tuple(writer.header(process)),
        description=process.body,
        headings=tuple(map(writer.say, HEADINGS)),
        rows=tuple(writer.row(process, step, position) for position, step in enumerate(process.steps, 1)),
        extras=tuple(writer.extras(process)),
        records=tuple(table for table, _ in record_tables((process,), words)),
    )


def step_cell(step: Step, position: int) -> str:
    """Return the text of a step's cell: its number and title."""
    return f"{step.number or position}. {step.title}"


@dataclass(frozen=True)
class _Writer:
    catalogue: Catalogue
    words: Words

    @property
    def say(self) -> Words:
        return wording(self.words)

    def label(self, field: Field) -> str:
        """Return a field's label; the importers know it by this name."""
        return field.zh if is_chinese(self.words) else field.label

    def header(self, process: Process) -> Iterator[tuple[str, str]]:
        for field, text in self.texts(process):
            if field.name not in _NOT_FOR_READERS:
                yield self.label(field), self.shown(field, text)

    def shown(self, field: Field, text: str) -> str:
        """Return a field's text in the words of the document; the author syntax knows them in both languages."""
        if field.name == "escalate" and is_chinese(self.words):
            return text.replace(" after ", " 超过 ", 1)
        return self.say(text) if field.name in _CHOICES else text

    def row(self, process: Process, step: Step, position: int) -> tuple[str, ...]:
        tools = [*step.forms, *step.systems, *step.tools]
        return (
            process.title,
            self.item(step.role, (ResourceKind.JOB_ROLE,)) if step.role else "",
            step_cell(step, position),
            step.body,
            self.text(step.input, step.inputs),
            self.text(step.output, step.outputs),
            step.deadline,
            self.items(tools, TOOL_KINDS),
        )

    def extras(self, process: Process) -> Iterator[tuple[str, str, str]]:
        for field, text in self.texts(process):
            if field.name in _NOT_FOR_READERS:
                yield "", self.label(field), self.shown(field, text)
        for position, step in enumerate(process.steps, 1):
            for field, text in self.texts(step):
                if field.name not in _IN_TABLE:
                    yield step_cell(step, position), self.label(field), self.shown(field, text)

    def texts(self, item: Process | Step) -> Iterator[tuple[Field, str]]:
        """Yield the fields of an item as a reader knows them: registered names instead of ids."""
        return option_texts(item, lambda mention: self.name(mention, tuple(ResourceKind)))

    def item(self, mention: Mention, kinds: Iterable[ResourceKind]) -> str:
        return mention_text(mention, lambda written: self.name(written, kinds))

    def items(self, mentions: Iterable[Mention], kinds: Iterable[ResourceKind]) -> str:
        kinds = tuple(kinds)
        return listed(self.item(mention, kinds) for mention in mentions)

    def name(self, mention: Mention, kinds: Iterable[ResourceKind]) -> str:
        """Return a name as written; an id becomes the title of its register entry."""
        found = self.catalogue.find_mention(mention, kinds)
        if found is None or bare_name(mention.text) in {found.title, found.title_source}:
            return mention.text
        # a title with a separator or a bracket at its end would be read as several names, or as a name and a note
        torn = not _SEPARATORS.isdisjoint(found.title) or found.title.endswith((")", "）"))
        return f"《{found.title}》" if torn else found.title

    def text(self, text: str, mentions: tuple[Mention, ...]) -> str:
        """Return an input or output as written, ids in it as titles."""
        parts: list[str] = []
        position = 0
        for mention in mentions:
            found = self.catalogue.find_mention(mention, DOCUMENT_KINDS)
            start = text.find(mention.text, position)
            if found is not None and found.id == mention.text and start >= 0:
                parts += [text[position:start], self.name(mention, DOCUMENT_KINDS)]
                position = start + len(mention.text)
        return "".join((*parts, text[position:]))


def extra_columns(tables: Iterable[tuple[Process, TemplateTable]]) -> tuple[str, ...]:
    """Return the labels of the fields of steps that these tables say beside the eight columns, in a fixed order."""
    used = {label for _, table in tables for cell, label, _ in table.extras if cell}
    known = [name for field in STEP_FIELDS for name in (field.zh, field.label)]
    return tuple(name for name in known if name in used)
