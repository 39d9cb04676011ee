"""From rows of texts to processes: what imports from spreadsheets, Word files and CSV share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.exchange.drafts import Draft, StepDraft
from sphinxcontrib_procstd.exchange.fields import name_of_label
from sphinxcontrib_procstd.exchange.records import RecordColumns, record_columns
from sphinxcontrib_procstd.exchange.values import Report, Syntax
from sphinxcontrib_procstd.model.process import Record

PROCESS, TITLE, BODY = "process", "title", "body"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``merged`` marks a cell that a merged range above covers; its text is that range's."""

    text: str = ""
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of cells and where it stands."""

    cells: tuple[Cell, ...]
    where: Location

    @property
    def texts(self) -> list[str]:
        """The texts of the row's cells."""
        return [cell.text for cell in self.cells]


_EXTRA = {"field": "field", "字段": "field", "content": "content", "内容": "content"}
_DESCRIPTION = frozenset({"description", "purpose", "流程说明", "说明", "目的", "流程描述"})
_SIGN_OFF = re.compile(
    r"(?:编制人?|审核人?|批准人?|会签|prepared by|reviewed by|approved by)\s*(?:[:：]|$)", re.IGNORECASE
)
MAX_TITLE = 60
"""Longest line above a table that is taken for its title."""
_LABELLED = re.compile(r"\s*(?P<label>[^:：\n]{1,24}?)\s*[:：]\s*(?P<value>.+)", re.DOTALL)


@dataclass
class TableReader:
    """Reads tables in the order they stand in a file; ``drafts`` are the processes found so far."""

    syntax: Syntax
    report: Report
    drafts: list[Draft] = field(default_factory=list)
    _header: dict[str, str] = field(default_factory=dict)
    _title: str = ""
    _columns: list[str] = field(default_factory=list)
    _current: Draft | None = None
    _extra: Mapping[str, int] | None = None
    _headings: list[str] = field(default_factory=list)
    _records: RecordColumns | None = None

    def heading(self, text: str) -> None:
        """Note a heading above a table: the title of the process in it, unless its first column names one."""
        self.end_table()
        self._title, self._header = " ".join(text.split()), {}

    def end_table(self) -> None:
        """Close the table being read."""
        self._columns, self._current, self._extra, self._records = [], None, None, None

    def line(self, text: str) -> None:
        """Read a line of text outside tables: ``Goal: within 24 hours``."""
        found = _LABELLED.fullmatch(text)
        if found and self._note(found["label"], found["value"]):
            return
        if not self._title and not found and len(text) <= MAX_TITLE:
            self._title = " ".join(text.split())

    def read(self, rows: Iterable[Row]) -> None:
        """Read the rows of one table or sheet."""
        for row in rows:
            if any(row.texts) and not self._opens_table(row):
                self._read_row(row, row.texts)

    def _opens_table(self, row: Row) -> bool:
        """Return whether a row is the heading of a table, whose rows then follow."""
        texts = row.texts
        if columns := record_columns(texts, self.syntax):
            self._start_records(columns, row.where)
        elif self._is_extra_heading(texts):
            self._columns, self._records = [], None
        elif self._is_heading(texts):
            self._start_table(row)
        else:
            return False
        return True

    def _read_row(self, row: Row, texts: Sequence[str]) -> None:
        if self._records is not None:
            self._read_record(self._records, texts, row.where)
        elif self._extra is not None:
            self._read_extra(texts, row.where)
        elif not self._columns:
            self._read_block(row)
        elif self._is_sign_off(texts):
            self.end_table()
        elif _is_banner(row):
            self.heading(next(filter(None, texts)))
        else:
            self._read_step(row)

    def _is_sign_off(self, texts: Sequence[str]) -> bool:
        """Return whether a row is the lines to sign on: below the steps, so nothing stands in the step's column."""
        title = self._columns.index(TITLE)
        written = [text for text in texts if text]
        signed = [bool(_SIGN_OFF.match(text)) for text in written]
        return all(signed) or (signed[0] and not (title < len(texts) and texts[title]))

    def _is_heading(self, texts: Sequence[str]) -> bool:
        columns = [self._column_of(text) for text in texts]
        return TITLE in columns and len(set(filter(None, columns))) > 1

    def _column_of(self, text: str) -> str:
        """Return what a heading means; English labels may write an option's name with blanks."""
        if not text or len(text) > 40:
            return ""
        return self.syntax.column_of(text) or self.syntax.column_of(name_of_label(text))

    def _is_extra_heading(self, texts: Sequence[str]) -> bool:
        places = {_EXTRA[text.casefold()]: i for i, text in enumerate(texts) if text.casefold() in _EXTRA}
        if len(places) < 2:
            return False
        for index, text in enumerate(texts):
            if (column := self._column_of(text)) in {PROCESS, TITLE}:
                places[column] = index
        self._extra = places
        return True

    def _start_table(self, row: Row) -> None:
        if self._current is None or row.texts != self._headings:  # else it is the heading of a further page
            self._current = None
        self._columns, self._extra, self._records = [], None, None
        self._headings = row.texts
        for text in row.texts:
            column = self._column_of(text)
            if column in self._columns and column:
                self.report.add("column", f'a second column "{text}" was left out', row.where)
                column = ""
            elif text and not column:
                self.report.add("column", f'unknown column "{text}": its cells were left out', row.where)
            self._columns.append(column)

    def _read_block(self, row: Row) -> None:
        """Read a row above the table: the title, or labels and values side by side."""
        cells = [cell.text for cell in row.cells if cell.text and not cell.merged]
        if len(cells) == 1:
            if (found := _LABELLED.fullmatch(cells[0])) and self._note(found["label"], found["value"]):
                return
            if not self._title or not self._header:
                self._title, self._header = " ".join(cells[0].split()), {}
            return
        position = 0
        while position < len(cells):
            if position + 1 < len(cells) and self._note(cells[position], cells[position + 1]):
                position += 2
                continue
            if found := _LABELLED.fullmatch(cells[position]):
                self._note(found["label"], found["value"])
            position += 1

    def _note(self, label: str, value: str) -> bool:
        """Keep a field of the header block; return whether the label is one."""
        name = label.strip().rstrip(":：").strip()
        if name.casefold() in _DESCRIPTION:
            self._header[BODY] = value
            return True
        if name.casefold() in {"流程名称", "process name", "process"}:
            self._title = value
            return True
        option = self.syntax.option_name("process", name) or self.syntax.option_name("process", name_of_label(name))
        if option:
            self._header[option] = value
        return bool(option)

    def _read_step(self, row: Row) -> None:
        named: dict[str, Cell] = {}
        for column, cell in zip(self._columns, row.cells, strict=False):
            if column:
                named[column] = cell
        self._choose_process(named.pop(PROCESS, Cell()), row.where)
        texts = {column: cell.text for column, cell in named.items() if cell.text}
        draft = self._current
        if not texts or draft is None:
            return
        title = named.get(TITLE, Cell())
        if draft.steps and (title.merged or not title.text):
            below = {column: cell.text for column, cell in named.items() if cell.text and not cell.merged}
            if below and not title.merged:
                self.report.add("row", "a row without a step was joined to the step above it", row.where)
            draft.steps[-1].join(below)
            return
        draft.steps.append(StepDraft(texts=texts, where=row.where))

    def _choose_process(self, cell: Cell, where: Location) -> None:
        """Make the process of this row the current one; an empty or merged cell goes on with the last."""
        name = " ".join(cell.text.split())
        if self._current is not None and (not name or cell.merged or name == self._current.title):
            return
        if self._current is None and not name:
            name = self._title
        known = next((draft for draft in self.drafts if draft.title == name), None) if name else None
        if known is None:
            known = Draft(title=name, where=where)
            self.drafts.append(known)
        for option, text in self._header.items():
            known.header.setdefault(option, text)
        self._header, self._title = {}, ""
        self._current = known

    def _read_extra(self, texts: Sequence[str], where: Location) -> None:
        places = self._extra or {}
        found = {name: texts[index] for name, index in places.items() if index < len(texts)}
        title = " ".join(found.get(PROCESS, "").split())
        draft = self._draft(title)
        if draft is None:
            self.report.add("extra", f'a field of the unknown process "{title}" was left out', where)
            return
        draft.extras.append((" ".join(found.get(TITLE, "").split()), found["field"], found["content"], where))

    def _draft(self, title: str) -> Draft | None:
        """Return the process of a title, the last one where none is given."""
        if not title:
            return self.drafts[-1] if self.drafts else None
        return next((draft for draft in self.drafts if draft.title == title), None)

    def _start_records(self, columns: RecordColumns, where: Location) -> None:
        self._columns, self._extra, self._records = [], None, columns
        for text in columns.unknown:
            self.report.add("column", f'unknown column "{text}": its cells were left out', where)

    def _read_record(self, columns: RecordColumns, texts: Sequence[str], where: Location) -> None:
        name, title, body, values = columns.read(texts)
        draft = self._draft(name)
        if draft is None:
            self.report.add("record", f'a record of the unknown process "{name}" was left out', where)
        elif title or body or values:
            record = Record(kind=columns.kind, title=title or "—", body=body, values=values, location=where)
            draft.records.append(record)


def _is_banner(row: Row) -> bool:
    """Return whether a row is one cell across the table: the title of the next process."""
    written = [cell for cell in row.cells if cell.text and not cell.merged]
    return len(written) == 1 and sum(cell.merged and not cell.text for cell in row.cells) >= 2
