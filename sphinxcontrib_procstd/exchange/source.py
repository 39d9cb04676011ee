"""Clean sources in the documented flat form, MyST or reStructuredText, that read back as the same values."""

from __future__ import annotations

import difflib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange.escape import (
    Format,
    body_lines,
    escape_inline,
    escape_line,
    escape_title,
    one_line,
    option_value,
)
from sphinxcontrib_procstd.exchange.fields import PROCESS_FIELDS, RECORD_FIELDS, STEP_FIELDS, in_one_place, option_texts
from sphinxcontrib_procstd.exchange.links import with_links
from sphinxcontrib_procstd.exchange.values import Imported
from sphinxcontrib_procstd.exchange.xml_ import SURROGATES
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

RECORD_KINDS = frozenset(RECORD_FIELDS)
LINKED = frozenset({"process", "step", *(kind.value for kind in ResourceKind)})
"""Cross-reference roles of the handbook."""
_NAME = re.compile(r"[a-z][a-z-]{0,30}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_REGISTER_FILE = "registers"
_UNPLAIN = re.compile(r"[`<>\\]")
_REGISTERS = (
    (ResourceKind.JOB_ROLE, "Job roles", "岗位"),
    (ResourceKind.DEPARTMENT, "Departments", "部门"),
    (ResourceKind.FORM, "Forms", "表单"),
    (ResourceKind.SYSTEM, "Systems", "系统"),
    (ResourceKind.MANUAL, "Manuals", "手册"),
    (ResourceKind.EXTERNAL, "External inputs", "外部输入"),
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to write: its name within the folder, and its text."""

    name: str
    text: str


def write_process(process: Process, markup: Format, *, chinese: bool = False) -> str:
    """Return a process as the text of a source file. ``chinese`` writes the options under their Chinese names."""
    return _Writer(markup, chinese).process(process)


def write_registers(resources: Iterable[Resource], markup: Format, *, chinese: bool = False) -> str:
    """Return register entries as the text of a source file, a section for each register."""
    return _Writer(markup, chinese).registers(resources)


def write_heading(title: str, markup: Format) -> str:
    """Return the heading of a document."""
    return _Writer(markup, chinese=False).heading(title, 1)


def write_block(
    directive: str, title: str, options: Iterable[tuple[str, str]], body: str, markup: Format, chinese: bool
) -> str:
    """Return one directive with options by their English names; ``chinese`` writes the Chinese ones."""
    known = {"process": PROCESS_FIELDS, "step": STEP_FIELDS, **RECORD_FIELDS}[directive]
    fields = {option.name: option for option in known}
    written = []
    for name, text in options:
        value = option_value(one_line(text), markup, marked=bool(fields[name].markup))
        written.append((fields[name].zh if chinese else name, value))
    return _Writer(markup, chinese).block(directive, title, written, body_lines(body, markup))


def file_stem(process_id: str) -> str:
    """Return the name of a process's file without its suffix, one that no system reserves."""
    taken = _RESERVED.fullmatch(process_id) or process_id in {_REGISTER_FILE, "index"}
    return f"process-{process_id}" if taken else process_id


def source_files(imported: Imported, markup: Format, *, chinese: bool = False) -> tuple[SourceFile, ...]:
    """Return what an import writes: a file for each process, named by its id, and one for the registers."""
    files: list[SourceFile] = []
    taken: set[str] = set()
    for process in imported.processes:
        stem = file_stem(process.id)
        while stem.casefold() in taken:  # two ids may differ by case alone, which not every disk can tell
            stem += "-2"
        taken.add(stem.casefold())
        text = write_process(process, markup, chinese=chinese)
        files.append(SourceFile(f"{stem}.{markup}", text.translate(SURROGATES)))
    if imported.resources:
        text = write_registers(imported.resources, markup, chinese=chinese)
        files.append(SourceFile(f"{_REGISTER_FILE}.{markup}", text.translate(SURROGATES)))
    return tuple(files)


def beside(files: Iterable[SourceFile], folder: Path) -> tuple[SourceFile, ...]:
    """Return the files with a free name for the registers: a later import must not stop at an earlier one's."""

    def free(file: SourceFile) -> SourceFile:
        stem, _, suffix = file.name.partition(".")
        path, number = folder / file.name, 1
        while stem == _REGISTER_FILE and path.is_file() and path.read_bytes() != file.text.encode():
            number += 1
            path = folder / f"{stem}-{number}.{suffix}"
        return SourceFile(path.name, file.text)

    return tuple(map(free, files))


def compare(files: Iterable[SourceFile], folder: Path) -> str:
    """Return what writing would change, as a unified difference: for a dry run."""
    parts: list[str] = []
    for file in files:
        path = folder / file.name
        old = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        before = str(path) if path.is_file() else "/dev/null"
        parts += difflib.unified_diff(old.splitlines(), file.text.splitlines(), before, str(path), lineterm="")
    return "".join(f"{line}\n" for line in parts)


def save(files: Sequence[SourceFile], folder: Path, *, force: bool = False) -> list[Path]:
    """Write files into a folder, each whole or not at all, and return their paths.

    Raises `ProcstdError`, with nothing written, when one exists and ``force`` is not set.
    """
    paths = [folder / file.name for file in files]
    if not force:
        for path, file in zip(paths, files, strict=True):
            if path.exists() and path.read_bytes() != file.text.encode():
                raise ProcstdError("exists already; --force overwrites it", Location(str(path)))
    folder.mkdir(parents=True, exist_ok=True)
    for path, file in zip(paths, files, strict=True):
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{file.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(file.text.encode())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    return paths


@dataclass
class _Writer:
    markup: Format
    chinese: bool
    references: list[str] = field(default_factory=list)

    def process(self, process: Process) -> str:
        process = in_one_place(process)
        blocks = [self.heading(process.title, 1), self.directive("process", process)]
        blocks += [self.directive("step", step) for step in process.steps]
        blocks += [self.record(record) for record in process.records if record.kind in RECORD_KINDS]
        return "\n\n".join(blocks) + "\n"

    def registers(self, resources: Iterable[Resource]) -> str:
        entries = list(resources)
        blocks = [self.heading("登记册" if self.chinese else "Registers", 1)]
        for kind, english, chinese in _REGISTERS:
            own = [entry for entry in entries if entry.kind is kind]
            if own:
                blocks.append(self.heading(chinese if self.chinese else english, 2))
                blocks += [self.resource(entry) for entry in own]
        return "\n\n".join(blocks) + "\n"

    def resource(self, entry: Resource) -> str:
        """Return a register entry; the fields of a form as a table, which its body holds as plain text too."""
        rows = [entry.headings, *(row.cells for row in entry.fields)]
        table = "\n".join(cell for row in rows for cell in row if cell)
        paragraphs = [text for text in entry.body.split("\n\n") if not table or text != table]
        lines = body_lines("\n\n".join(paragraphs), self.markup)
        if entry.headings:
            lines += ["", *self.table(rows)]
        return self.block(entry.kind.value, entry.title, self.options(entry), lines)

    def table(self, rows: Sequence[Sequence[str]]) -> list[str]:
        escape = escape_inline if self.markup is Format.MD else escape_line  # its cells hold blocks
        cells = [[escape(one_line(cell), self.markup) for cell in row] for row in rows]
        if self.markup is Format.MD:
            lines = [f"| {' | '.join(row)} |" for row in cells]
            return [lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]]
        items = [f"{'* -' if not index else '  -'} {cell}".rstrip() for row in cells for index, cell in enumerate(row)]
        return [".. list-table::", "   :header-rows: 1", "", *(f"   {item}" for item in items)]

    def heading(self, title: str, level: int) -> str:
        text = escape_title(one_line(title), self.markup) or "—"
        if self.markup is Format.MD:
            return f"{'#' * level} {text}"
        width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
        return f"{text}\n{'=-'[level - 1] * max(width, 4)}"

    def directive(self, name: str, item: Process | Step) -> str:
        options = list(self.options(item, item.links))
        return self.block(name, item.title, options, self.body(item))

    def body(self, item: Process | Step | Record) -> list[str]:
        text = with_links(item.body, item.links.get("body", ()), self.link)
        return self.resolved("\n".join(body_lines(text, self.markup))).split("\n") if text else []

    def options(
        self, item: Process | Step | Resource, links: Mapping[str, tuple[Mention, ...]] | None = None
    ) -> Iterator[tuple[str, str]]:
        """Yield option names and values, names in lists as cross-references where their author wrote them so."""
        for option, plain in option_texts(item, self.show):
            written = with_links(plain, (links or {}).get(option.name, ()), self.link)
            text = one_line(written) if option.markup else " ".join(written.split())
            value = option_value(text, self.markup, marked=bool(option.markup))
            yield option.zh if self.chinese else option.name, self.resolved(value)

    def show(self, mention: Mention) -> str:
        """Return a name, or a stand-in for the cross-reference to be put in once the rest is escaped."""
        if not mention.kind or not _NAME.fullmatch(mention.kind):
            return mention.text
        name, label = (_UNPLAIN.sub("", part) for part in (mention.name, mention.label))
        target = f"{label} <{name}>" if label and label != name else name
        colons = f"{{{mention.kind}}}" if self.markup is Format.MD else f":{mention.kind}:"
        self.references.append(f"{colons}`{target}`")
        return f"\ue0ff{len(self.references) - 1}\ue0ff"

    def link(self, link: Mention, words: str) -> str:
        return self.show(replace(link, label=words if link.label else "")) if link.kind in LINKED else words

    def resolved(self, text: str) -> str:
        for index, reference in enumerate(self.references):
            text = text.replace(f"\ue0ff{index}\ue0ff", reference)
        self.references.clear()
        return text

    def record(self, record: Record) -> str:
        plain = {field.name for field in RECORD_FIELDS.get(record.kind, ()) if not field.markup}
        values = [
            (name, option_value(one_line(text), self.markup, marked=name not in plain))
            for name, text in record.values.items()
            if _NAME.fullmatch(name) and text.strip()
        ]
        return self.block(record.kind, record.title, values, self.body(record))

    def block(self, name: str, title: str, options: Iterable[tuple[str, str]], content: list[str]) -> str:
        text = escape_inline(one_line(title), self.markup)
        lines = [f":{option}: {value}" for option, value in options]
        if content:
            lines += ["", *content]
        if self.markup is Format.MD:
            return "\n".join([f":::{{{name}}} {text}".rstrip(), *lines, ":::"])
        indented = (f"   {line}" if line else "" for line in lines)
        return "\n".join([f".. {name}:: {text}".rstrip(), *indented])
