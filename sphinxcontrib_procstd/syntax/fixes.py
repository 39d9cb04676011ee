"""Mend in a source what can be mended without a guess: the text then says what the build read in it all along."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.syntax.block import Markup, read_block, written_option
from sphinxcontrib_procstd.syntax.code_lines import code_lines
from sphinxcontrib_procstd.syntax.fences import mend_myst
from sphinxcontrib_procstd.syntax.options import canonical_name
from sphinxcontrib_procstd.syntax.sources import NAMES, mend_rst

_RST_OPENING = re.compile(rf"(?P<indent>\s*)\.\. (?:procstd:)?(?P<name>{NAMES})::(?P<title>(?:\s.*)?)", re.DOTALL)
_MYST_OPENING = re.compile(
    rf"(?P<indent>\s*)(?P<marks>[:`~]{{3,}})\s*\{{(?:procstd:)?(?P<name>{NAMES})\}}(?P<title>.*)", re.DOTALL
)


@dataclass(slots=True)
class _Edit:
    """What becomes of one line: its new text, None to take it out; ``above`` is put in before it."""

    text: str | None
    above: tuple[str, ...] = ()


def fix_source(text: str, markup: Markup) -> str:
    """Return the source with its options, colons and fences as they should be written; unchanged where all is well."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    fixed = _fix_options(_fix_openings(lines, markup), markup)
    return text if fixed == lines else newline.join(fixed)


def _fix_openings(lines: list[str], markup: Markup) -> list[str]:
    """Return the lines with every line that was meant to open a directive doing so."""
    hidden = code_lines(lines, markup)
    if markup is Markup.RST:
        mended = mend_rst(lines)
        return lines if _differs_inside(lines, mended.lines, hidden) else [line for line, _ in mended.lines]
    mended_lines, _ = mend_myst(lines)
    return [
        new if new != old and number not in hidden and _MYST_OPENING.fullmatch(new) else old
        for number, (old, new) in enumerate(zip(lines, mended_lines, strict=False), 1)
    ]


def _differs_inside(lines: list[str], mended: Sequence[tuple[str, int]], hidden: frozenset[int]) -> bool:
    return any(index + 1 in hidden and line != lines[index] for line, index in mended)


def _fix_options(lines: list[str], markup: Markup) -> list[str]:
    """Return the lines with every option of a directive of ours written ``:name: value``."""
    hidden = code_lines(lines, markup)
    opening = _RST_OPENING if markup is Markup.RST else _MYST_OPENING
    edits: dict[int, _Edit] = {}
    for index, line in enumerate(lines):
        if index + 1 not in hidden and (found := opening.fullmatch(line)):
            edits.update(_edits(found, lines, index, markup))
    fixed: list[str] = []
    for index, line in enumerate(lines):
        edit = edits.get(index, _Edit(line))
        fixed += edit.above
        if edit.text is not None:
            fixed.append(edit.text)
    return fixed


def _edits(opening: re.Match[str], lines: list[str], index: int, markup: Markup) -> dict[int, _Edit]:
    """Return the edits of one directive's block, by index of line."""
    title = opening["title"].strip()
    start = index if title else index + 1
    block_lines = [title] if title else []
    block_lines += _content(opening, lines, index + 1, markup)
    block = read_block(opening["name"], block_lines, titled=bool(title), markup=markup)
    edits: dict[int, _Edit] = {}
    odd = {remark.line for remark in block.remarks if remark.code == "option_colon"}
    for place in sorted({option.line for option in block.options.values()} | odd):
        written = written_option(opening["name"], block_lines[place])
        if written is not None and (place in odd or lines[start + place].lstrip().startswith(":")):
            edits[start + place] = _Edit(_option_line(opening["name"], lines[start + place], written, place in odd))
    for remark in block.remarks:
        place = start + remark.line
        if remark.code == "blank_line" and not lines[place].strip():
            while not lines[place].strip():
                edits[place] = _Edit(None)
                place += 1
        elif remark.code == "blank_line":
            edits[place] = _Edit(lines[place], ("",))
    return {place: edit for place, edit in edits.items() if edit.text != lines[place] or edit.above}


def _content(opening: re.Match[str], lines: list[str], first: int, markup: Markup) -> list[str]:
    """Return the lines of a directive's block as far as its options can go."""
    found: list[str] = []
    depth = len(opening["indent"])
    for line in lines[first:]:
        if markup is Markup.RST and line.strip() and len(line) - len(line.lstrip()) <= depth:
            break
        if markup is Markup.MYST and line.strip().startswith(opening["marks"][:3]):
            break
        found.append(line)
    return found


def _option_line(directive: str, line: str, written: tuple[str, str], odd: bool) -> str:
    name, value = written
    if not odd and canonical_name(directive, name) == name:
        return line
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}:{canonical_name(directive, name)}: {value}".rstrip()
