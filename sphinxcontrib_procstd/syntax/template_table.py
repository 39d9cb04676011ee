"""The template table as source: which column is which, and what a row says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sphinxcontrib_procstd.diagnostics import say
from sphinxcontrib_procstd.syntax.options import ValueKind, find_option, fold, nearest, options_of

PROCESS, TITLE, BODY = "process", "title", "body"
"""Columns that are no option of a step: the process's name, the step's title, the operating standard."""

_OWN_COLUMNS: Mapping[str, str] = {
    fold(name): column
    for column, names in {
        PROCESS: ("流程名称", "名称", "process name", "process"),
        TITLE: ("流程步骤", "步骤", "步骤说明", "步骤名称", "step", "step title", "process step"),
        BODY: ("操作规范", "操作要求", "规范", "operating standard", "standard", "specification"),
    }.items()
    for name in names
}
_ENGLISH_COLUMNS: Mapping[str, str] = {
    fold(name): option
    for name, option in {
        "Responsible role": "role",
        "Input requirements": "input",
        "Output requirements": "output",
        "Time limit": "deadline",
        "Forms & tools": "tools",
        "Forms and tools": "tools",
    }.items()
}
_NUMBER = re.compile(r"\s*(?:步骤|step)?\s*[(（]?\d{1,4}\s*(?:[.、．)）:：]|\s)\s*", re.IGNORECASE)


def column_of(heading: str) -> str:
    """Return what a heading means: a column of its own, or the English name of a step's option; "" if unknown."""
    key = fold(heading)
    if key in _OWN_COLUMNS:
        return _OWN_COLUMNS[key]
    if key in _ENGLISH_COLUMNS:
        return _ENGLISH_COLUMNS[key]
    option = find_option("step", heading)
    return option.name if option else ""


def nearest_heading(heading: str) -> str:
    """Return the known heading most like a written one."""
    known = [name for option in options_of("step") for name in (option.name, *option.zh)]
    own = ["流程名称", "流程步骤", "步骤", "操作规范", "Process name", "Step", "Operating standard"]
    english = ["Responsible role", "Input requirements", "Output requirements", "Time limit", "Forms & tools"]
    return nearest(heading, [*own, *english, *known])


NO_STEP_COLUMN = 'no table with a column "流程步骤" / "Step" was found{hint}'
"""What is said of a table that cannot be a template table."""


def near_step_column(headings: Sequence[str]) -> str:
    """Return the end of a message that names the heading most like that of the steps, "" if none comes near."""
    for heading in headings:
        if column_of(heading):
            continue
        near = nearest_heading(heading)
        if near and column_of(near) == TITLE:
            return say('; did you mean "{near}" by "{name}"?', near=near, name=heading)
    return ""


def step_title(cell: str) -> str:
    """Return a step's title from its cell: the text without the number it starts with."""
    text = " ".join(cell.split())
    found = _NUMBER.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the index of the first row that names the step column and one more, -1 if there is none."""
    for index, row in enumerate(rows):
        columns = [column_of(cell) for cell in row]
        if TITLE in columns and sum(map(bool, columns)) > 1:
            return index
    return -1


def is_list(column: str) -> bool:
    """Return whether lines of a cell are items of a list."""
    option = find_option("step", column)
    return option is not None and option.kind in {ValueKind.ITEMS, ValueKind.ITEM}
