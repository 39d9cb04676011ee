"""The records of a process as tables: one a kind, headed by the kind's name; and such tables read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.exchange.fields import RECORD_FIELDS, Field
from sphinxcontrib_procstd.exchange.values import Syntax
from sphinxcontrib_procstd.exchange.wording import Words, is_chinese, wording
from sphinxcontrib_procstd.model.process import Process, Record

LABELS: Mapping[str, tuple[str, str]] = {
    "pain-point": ("Pain point", "痛点"),
    "review": ("Review", "评审"),
    "approval": ("Approval", "审批"),
    "revision": ("Revision", "修订"),
    "training": ("Training", "培训"),
    "pilot": ("Pilot", "试点"),
    "exception": ("Exception handling", "异常处理"),
    "kpi": ("KPI", "指标"),
    "control": ("Control", "控制点"),
    "faq": ("FAQ", "常见问题"),
}
"""What the column of the titles is headed, by kind: it says what the table holds."""

_KINDS = {label.casefold(): kind for kind, labels in LABELS.items() for label in labels}
_CONTENT = frozenset({"content", "内容"})
_CHOSEN = {"substantive": "实质修订", "editorial": "文字修订"}
_CHOICES = {text.casefold(): value for value, chinese in _CHOSEN.items() for text in (value, chinese)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """The records of one kind: headings (kind, content, the options that are used) and a row for each."""

    kind: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def record_tables(processes: Iterable[Process], words: Words) -> list[tuple[RecordTable, tuple[Process, ...]]]:
    """Return the records of some processes, kind by kind, each with the process of every row."""
    found: dict[str, list[tuple[Process, Record]]] = {}
    for process in processes:
        for record in process.records:
            found.setdefault(record.kind, []).append((process, record))
    tables = []
    for kind, fields in RECORD_FIELDS.items():
        if owned := found.get(kind):
            table = _table(kind, fields, [record for _, record in owned], words)
            tables.append((table, tuple(process for process, _ in owned)))
    return tables


def _table(kind: str, fields: Sequence[Field], records: Sequence[Record], words: Words) -> RecordTable:
    say, chinese = wording(words), is_chinese(words)
    used = [field for field in fields if any(record.values.get(field.name) for record in records)]
    labels = (field.zh if chinese else field.name.replace("-", " ").capitalize() for field in used)

    def text(record: Record, field: Field) -> str:
        value = record.values.get(field.name, "")
        return say(value) if field.name == "kind" and value in _CHOSEN else value

    rows = (
        (record.title, record.body, *(text(record, field) for field in used))
        for record in records
    )  # fmt: skip
    return RecordTable(kind=kind, headings=(LABELS[kind][chinese], say("Content"), *labels), rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class RecordColumns:
    """What the columns of a table of records mean; ``process`` is -1 where no column names the process."""

    kind: str
    title: int
    content: int
    process: int
    options: Mapping[str, int]
    unknown: tuple[str, ...]

    def read(self, texts: Sequence[str]) -> tuple[str, str, str, dict[str, str]]:
        """Return the process, title, text and options of a row."""

        def cell(index: int) -> str:
            return texts[index] if 0 <= index < len(texts) else ""

        values = {name: cell(index) for name, index in self.options.items() if cell(index)}
        if "kind" in values:
            values["kind"] = _CHOICES.get(values["kind"].casefold(), values["kind"])
        return " ".join(cell(self.process).split()), " ".join(cell(self.title).split()), cell(self.content), values


def record_columns(texts: Sequence[str], syntax: Syntax) -> RecordColumns | None:
    """Return the columns of a table of records, None when a row is no heading of one."""
    names = [text.casefold() for text in texts]
    content = next((index for index, name in enumerate(names) if name in _CONTENT), -1)
    title = next((index for index, name in enumerate(names[:2]) if name in _KINDS), -1)
    if content < 0 or title < 0:
        return None
    process = 0 if title == 1 and syntax.column_of(texts[0]) == "process" else -1
    kind, options, unknown = _KINDS[names[title]], dict[str, int](), []
    for index, text in enumerate(texts):
        if not text or index in {content, title, process}:
            continue
        option = syntax.option_name(kind, text) or syntax.option_name(kind, text.replace(" ", "-"))
        if option and option not in options and option != "process":
            options[option] = index
        else:
            unknown.append(text)
    return RecordColumns(kind, title, content, process, options, tuple(unknown))
