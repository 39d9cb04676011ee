"""Names of the directives, and faults in reStructuredText sources that a directive cannot see itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.syntax.block import Remark
from sphinxcontrib_procstd.syntax.options import RECORD_OPTIONS, RESOURCE_OPTIONS

DIRECTIVES: tuple[str, ...] = ("process", "step", "process-table", *RESOURCE_OPTIONS, *RECORD_OPTIONS)
"""Names of the directives that hold content of a handbook."""

NAMES = "|".join(re.escape(name) for name in sorted(DIRECTIVES, key=len, reverse=True))

_GOOD = re.compile(rf"\s*\.\.[ ]+(?:procstd:)?(?:{NAMES})::(?:\s|$)")
_BROKEN = re.compile(
    rf"(?P<indent>\s*)\.{{1,3}}(?P<gap>\s*)(?P<domain>procstd:)?(?P<name>{NAMES})\s*(?P<colons>[:：]{{1,3}})(?P<rest>.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A source made readable: each line with the index it had (a line put in has its successor's), and the faults."""

    lines: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]


def mend_rst(lines: Sequence[str]) -> Mended:
    """Return a reStructuredText source in which every line meant to open one of our directives does.

    docutils reads ``.. step：Title`` as a comment, and a directive right below a paragraph as part of it; either
    would make the step vanish.
    """
    mended: list[tuple[str, int]] = []
    remarks: list[Remark] = []
    markup_indent = -1  # indent of the explicit markup block that the line above belongs to, -1: none
    literal_indent = -1  # indent of the paragraph that announced a literal block with "::"
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if not line.strip():
            mended.append((line, index))
            continue
        if literal_indent >= 0 and indent > literal_indent:
            mended.append((line, index))
            continue
        literal_indent = -1
        text = _as_directive(line, index, remarks)
        above = mended[-1][0] if mended else ""
        if _GOOD.match(text) and above.strip() and markup_indent != indent:
            remarks.append(Remark("blank_line", "blank line missing before the directive", index))
            mended.append(("", index))
        mended.append((text, index))
        if text.lstrip().startswith(".. "):
            markup_indent = indent
        elif indent <= markup_indent:
            markup_indent = -1
        if text.rstrip().endswith("::") and not _GOOD.match(text):
            literal_indent = indent
    return Mended(tuple(mended), tuple(remarks))


def _as_directive(line: str, index: int, remarks: list[Remark]) -> str:
    """Return the line as the directive it was meant to be, with a remark if it was not one."""
    if _GOOD.match(line):
        return line
    found = _BROKEN.fullmatch(line)
    if found is None or (found["colons"] == ":" and not found["gap"]):
        return line
    rest = found["rest"]
    name = (found["domain"] or "") + found["name"]
    remarks.append(
        Remark(
            "directive",
            f'not a directive as written; read as ".. {name}::{" " if rest.strip() else ""}{rest.strip()}"',
            index,
        )
    )
    return f"{found['indent']}.. {name}:: {rest.strip()}".rstrip()
