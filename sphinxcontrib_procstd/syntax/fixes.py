"""Mend in a source what can be mended without a guess: the text then says what the build read in it all along."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sphinxcontrib_procstd.syntax.block import Markup, read_block, written_option
from sphinxcontrib_procstd.syntax.code_lines import code_lines
from sphinxcontrib_procstd.syntax.fences import mend_myst
from sphinxcontrib_procstd.syntax.names import IsKnown, no_others
from sphinxcontrib_procstd.syntax.openings import Opening, opening_of
from sphinxcontrib_procstd.syntax.options import canonical_name
from sphinxcontrib_procstd.syntax.punctuation import mend_punctuation
from sphinxcontrib_procstd.syntax.sources import mend_rst

_NOT_TEXT = frozenset(("id", "next", "parallel", "number", "version", "formerly", "process", "file", "engine"))
"""Options whose values are no prose: their marks mean something."""
_MAX_ROUNDS = 8
"""A line taken out can bring the next fault into view; each round mends at least one, and real files need two."""


@dataclass(slots=True)
class _Edit:
    """What becomes of one line: its new text, None to take it out; ``above`` is put in before it."""

    text: str | None
    above: tuple[str, ...] = ()


def fix_source(text: str, markup: Markup, is_known: IsKnown = no_others) -> str:
    """Return the source with its options, colons and fences as they should be written; unchanged where all is well.

    ``is_known`` tells which names are other extensions' directives.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    fixed = lines
    for _ in range(_MAX_ROUNDS):
        before, fixed = fixed, _fix_options(_fix_openings(fixed, markup, is_known), markup)
        if fixed == before:
            break
    return text if fixed == lines else newline.join(fixed)


def _fix_openings(lines: list[str], markup: Markup, is_known: IsKnown) -> list[str]:
    """Return the lines with every line that was meant to open a directive doing so."""
    hidden = code_lines(lines, markup)
    if markup is Markup.RST:
        mended = mend_rst(lines, is_known).lines
        if any(index + 1 in hidden and line != lines[index] for line, index in mended):
            return lines  # the two do not agree on what is code
        return [line for line, _ in mended]
    mended_lines, _ = mend_myst(lines, is_known)
    return [
        new if number not in hidden and _is_plain_mending(old, new) else old
        for number, (old, new) in enumerate(zip(lines, mended_lines, strict=False), 1)
    ]


def _is_plain_mending(old: str, new: str) -> bool:
    """Whether a fence is the same one, rightly written: a fence that was closed for its author is a guess."""
    if old == new or not old.strip():
        return False
    return opening_of(new, Markup.MYST) is not None or unicodedata.normalize("NFKC", old).strip() == new.strip()


def _fix_options(lines: list[str], markup: Markup) -> list[str]:
    """Return the lines with every option of a directive of ours written ``:name: value``."""
    hidden = code_lines(lines, markup)
    edits: dict[int, _Edit] = {}
    for index, line in enumerate(lines):
        if index + 1 not in hidden and (opening := opening_of(line, markup)):
            edits.update(_edits(opening, lines, index, markup))
    fixed: list[str] = []
    for index, line in enumerate(lines):
        edit = edits.get(index, _Edit(line))
        fixed += edit.above
        if edit.text is not None:
            fixed.append(edit.text)
    return fixed


def _edits(opening: Opening, lines: list[str], index: int, markup: Markup) -> dict[int, _Edit]:
    """Return the edits of one directive's block, by index of line."""
    content = _content(opening, lines, index + 1, markup)
    gap = next((number for number, line in enumerate(content) if line.strip()), len(content))
    start = index if opening.title else index + 1 + gap
    block_lines = [opening.title, *content] if opening.title else content[gap:]
    block = read_block(opening.name, block_lines, titled=bool(opening.title), markup=markup, gap=gap)
    edits: dict[int, _Edit] = {}
    odd = {remark.line for remark in block.remarks if remark.code == "option_colon"}
    for place in sorted({option.line for option in block.options.values()} | odd):
        written = written_option(opening.name, block_lines[place])
        if written is not None and (place in odd or lines[start + place].lstrip().startswith(":")):
            edits[start + place] = _Edit(_option_line(opening.name, lines[start + place], written, place in odd))
    for remark in block.remarks:
        place = start + remark.line
        if remark.code == "blank_line" and not lines[place].strip():
            while place < len(lines) and not lines[place].strip():
                edits[place] = _Edit(None)
                place += 1
        elif remark.code == "blank_line" and place > index:
            edits[place] = _Edit(lines[place], ("",))
    return {place: edit for place, edit in edits.items() if edit.text != lines[place] or edit.above}


def _content(opening: Opening, lines: list[str], first: int, markup: Markup) -> list[str]:
    """Return the lines of a directive's block as far as its options can go."""
    found: list[str] = []
    for line in lines[first:]:
        if markup is Markup.RST and line.strip() and len(line) - len(line.lstrip()) <= opening.indent:
            break
        if markup is Markup.MYST and line.strip().startswith(opening.marks[:3]):
            break
        found.append(line)
    return found


def _option_line(directive: str, line: str, written: tuple[str, str], odd: bool) -> str:
    name, value = written
    canonical = canonical_name(directive, name)
    mended = value if canonical in _NOT_TEXT else mend_punctuation(value)
    if not odd and canonical == name and (mended == value or value not in line):
        return line
    if not odd and canonical == name:
        return line.replace(value, mended)
    value = mended
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}:{canonical}: {value}".rstrip()
