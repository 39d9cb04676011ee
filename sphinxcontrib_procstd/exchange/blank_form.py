"""A blank form made from the fields of its register entry: what is asked, and how much room it gets.

The fields stand in a table whose headings people choose; `read_fields` finds name, type, required, choices and who
fills it by the usual headings in Chinese and English. Anything else in the table becomes a note, so nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sphinxcontrib_procstd.exchange.wording import Words
from sphinxcontrib_procstd.model.catalogue import says_none
from sphinxcontrib_procstd.model.resources import Resource

GRID = 12
"""Columns of the sheet: a label takes three, an entry six, a note three."""

_MOST_CHOICES = 30
_BLANK_ROWS = 4


class FieldKind(StrEnum):
    """What is written into a field."""

    TEXT = "text"
    LINES = "lines"
    ONE = "one"
    MANY = "many"
    TICK = "tick"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    TABLE = "table"
    SIGNATURE = "signature"
    FILE = "file"
    AUTOMATIC = "automatic"


_KINDS: tuple[tuple[FieldKind, str], ...] = (
    (FieldKind.LINES, "多行|长文本|multi-?line|long text|paragraph|textarea"),
    (FieldKind.MANY, "多选|复选|multiple|multi-?select|checkboxes"),
    (FieldKind.ONE, "单选|下拉|评分|选择|single|select|choice|drop-?down|radio|rating|score"),
    (FieldKind.TICK, "勾选|是否|tick|check|yes/no|boolean"),
    (FieldKind.TEXT, "日期时间|date ?-?time|timestamp|date and time"),
    (FieldKind.DATE, "日期|date"),
    (FieldKind.TIME, "时间|时刻|time"),
    (FieldKind.TABLE, "明细|表格|数值组|table|line items|list of"),
    (FieldKind.NUMBER, "数值|数字|金额|百分比|整数|number|amount|integer|percent|decimal|currency"),
    (FieldKind.SIGNATURE, "签名|签字|签章|signature|signed"),
    (FieldKind.FILE, "附件|报表|影像|attach|file|upload"),
    (FieldKind.AUTOMATIC, "系统|自动|system|automatic"),
)
_KIND_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)

_COLUMNS: Mapping[str, frozenset[str]] = {
    "name": frozenset(["字段", "字段名", "字段名称", "名称", "项目", "栏目", "内容", "field", "name", "item", "label"]),
    "type": frozenset(["类型", "字段类型", "格式", "type", "format", "kind"]),
    "required": frozenset(["必填", "是否必填", "required", "mandatory", "must"]),
    "choices": frozenset(["选项", "可选值", "取值", "选择项", "choices", "options", "values", "allowed values"]),
    "who": frozenset(
        [
            "填写人/步骤",
            "填写人",
            "填写岗位",
            "填写步骤",
            "谁填",
            "步骤",
            "filled in by",
            "filled in by / step",
            "filled in by/step",
            "by",
            "who",
            "who fills it",
            "step",
            "role",
        ]
    ),
}
_YES = frozenset(["是", "必填", "必须", "y", "yes", "required", "true", "x", "✓", "√", "●", "*", "always"])
_NO = frozenset(["否", "选填", "可选", "非必填", "n", "no", "optional", "false", "never"])

_SPLIT = re.compile(r"[、，；;|\n]|,(?!\d{3}(?!\d))|\s/\s")
_RANGE = re.compile(r"(\d{1,2})\s*(?:至|到|-|–|~|～|to)\s*(\d{1,2})\s*(?:分|级|points?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetField:
    """One field: what it is called, what goes in, whether it must be filled, what may be chosen, and notes."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    type: str = ""
    required: bool = False
    when: str = ""
    """Under which condition it must be filled; "" if always or never."""
    choices: tuple[str, ...] = ()
    who: str = ""
    notes: tuple[str, ...] = ()


def read_fields(resource: Resource) -> tuple[SheetField, ...]:
    """Return the fields of a form's register entry; rows without a name are left out."""
    places = _places(resource.headings)
    found = (_field(row.cells, resource.headings, places) for row in resource.fields)
    return tuple(field for field in found if field.name)


def who_column(headings: Sequence[str]) -> int:
    """Return which column of a field table says who fills a field in, -1 if none does."""
    return _places(headings).get("who", -1)


def _places(headings: Sequence[str]) -> Mapping[str, int]:
    """Return which column holds what; without known headings the first column is the name."""
    places: dict[str, int] = {}
    for index, heading in enumerate(headings):
        folded = " ".join(heading.split()).casefold()
        for column, names in _COLUMNS.items():
            if folded in names:
                places.setdefault(column, index)
    places.setdefault("name", 0)
    return places


def _field(cells: Sequence[str], headings: Sequence[str], places: Mapping[str, int]) -> SheetField:
    def cell(column: str) -> str:
        place = places.get(column, -1)
        return cells[place].strip() if 0 <= place < len(cells) else ""

    written, must = cell("choices"), cell("required")
    choices = () if says_none(written) else split_choices(written)
    kind = kind_of(cell("type"), choices)
    if kind is FieldKind.TABLE and not 2 <= len(choices) <= GRID:
        kind = FieldKind.LINES
    listed = kind in {FieldKind.ONE, FieldKind.MANY, FieldKind.TABLE} and len(choices) > 1
    known = frozenset(places.values())
    notes = [
        f"{headings[index]}: {text}" if index < len(headings) and headings[index] else text
        for index, text in enumerate(cells)
        if index not in known and text.strip() and not says_none(text)
    ]
    if written and not listed and not says_none(written):
        notes.insert(0, written)
    folded = must.casefold()
    return SheetField(
        name=cell("name"),
        kind=kind,
        type=cell("type"),
        required=folded in _YES,
        when=must if must and folded not in _YES | _NO and not says_none(must) else "",
        choices=choices if listed else (),
        who=cell("who"),
        notes=tuple(notes),
    )


def split_choices(text: str) -> tuple[str, ...]:
    """Return the choices of a field: a list, or a range of marks such as ``1至5分``."""
    if (found := _RANGE.fullmatch(text.strip())) and int(found[1]) < int(found[2]) <= int(found[1]) + _BLANK_ROWS * 3:
        return tuple(str(mark) for mark in range(int(found[1]), int(found[2]) + 1))
    parts = (part.strip() for part in _SPLIT.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))[:_MOST_CHOICES]


def kind_of(written: str, choices: Sequence[str]) -> FieldKind:
    """Return what a field holds by the words of its type; without a type, choices make it a choice."""
    for kind, pattern in _KIND_PATTERNS:
        if pattern.search(written):
            return kind
    return FieldKind.ONE if len(choices) > 1 and not written else FieldKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCell:
    """A cell of the sheet: its text, how many of the `GRID` columns it spans, what it is, what may go in."""

    text: str
    span: int
    look: str
    """``label``, ``entry``, ``note`` or ``heading``."""
    field: SheetField | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """A row of the sheet; ``lines`` is its height in lines of text."""

    cells: tuple[FormCell, ...]
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """A blank form, ready to be written in any format."""

    title: str
    head: tuple[FormRow, ...]
    rows: tuple[FormRow, ...]
    legend: str
    signature: str
    footer: tuple[str, str]
    """What stands left (number and version) and right (retention) below each page."""


def blank_form(resource: Resource, keeper: str, words: Words) -> FormSheet:
    """Return the sheet of a form. ``keeper`` is the role or department that keeps it, as shown."""
    fields = read_fields(resource)
    facts = [
        (words("Number"), resource.number),
        (words("Version"), resource.version),
        (words("Kept by"), keeper),
        (words("Retention"), resource.retention),
    ]
    known = [(label, text) for label, text in facts if text]
    number = "  ".join(filter(None, (resource.number, _version(resource.version))))
    kept = f"{words('{label}: ').format(label=words('Retention'))}{resource.retention}" if resource.retention else ""
    return FormSheet(
        title=resource.title,
        head=tuple(_head_rows(known)),
        rows=tuple(row for field in fields for row in _rows(field, words)),
        legend=words("* must be filled in") if any(field.required or field.when for field in fields) else "",
        signature=words("Filled in by (signature) ____________________   Date ______________"),
        footer=(number, kept),
    )


def _version(version: str) -> str:
    return f"V{version}" if version[:1].isdigit() else version


def _head_rows(facts: Sequence[tuple[str, str]]) -> Iterator[FormRow]:
    for index in range(0, len(facts), 2):
        pair = facts[index : index + 2]
        cells = []
        for place, (label, text) in enumerate(pair):
            width = 4 if len(pair) == 2 or place else GRID - 2
            cells += [FormCell(text=label, span=2, look="label"), FormCell(text=text, span=width, look="entry")]
        yield FormRow(cells=tuple(cells))


def _rows(field: SheetField, words: Words) -> Iterator[FormRow]:
    label = f"{field.name} *" if field.required or field.when else field.name
    note = " · ".join(_notes(field, words))
    if field.kind is FieldKind.TABLE:
        heading = FormCell(text=label, span=3, look="label", field=field)
        yield FormRow(cells=(heading, FormCell(text=note, span=GRID - 3, look="note")))
        spans = [GRID * (place + 1) // len(field.choices) for place in range(len(field.choices))]
        widths = [end - start for start, end in zip([0, *spans], spans, strict=False)]
        named = zip(field.choices, widths, strict=True)
        yield FormRow(cells=tuple(FormCell(text=name, span=width, look="heading") for name, width in named))
        for _ in range(_BLANK_ROWS):
            yield FormRow(cells=tuple(FormCell(text="", span=width, look="entry") for width in widths))
        return
    lines = {FieldKind.LINES: 5, FieldKind.SIGNATURE: 2}.get(field.kind, 1)
    yield FormRow(
        cells=(
            FormCell(text=label, span=3, look="label"),
            FormCell(text="", span=6, look="entry", field=field),
            FormCell(text=note, span=3, look="note", field=field),
        ),
        lines=lines,
    )


def _notes(field: SheetField, words: Words) -> Iterator[str]:
    """Yield what stands beside the room for the entry: when it must be filled, by whom, further notes."""
    if field.when:
        yield words("Required: {when}").replace("{when}", field.when)
    if field.kind is FieldKind.MANY and field.choices:
        yield words("several may apply")
    if field.kind is FieldKind.DATE:
        yield words("year-month-day")
    if field.kind in {FieldKind.FILE, FieldKind.AUTOMATIC} and field.type:
        yield field.type
    yield from field.notes
    if field.who:
        yield field.who
