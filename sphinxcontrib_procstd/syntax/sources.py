"""Faults in reStructuredText sources that a directive cannot see itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.diagnostics import say
from sphinxcontrib_procstd.syntax.block import Remark
from sphinxcontrib_procstd.syntax.names import (
    INVISIBLE,
    IsKnown,
    is_option_line,
    meant_name,
    near_name,
    no_others,
    odd_indent,
    plain_indent,
    strip_odd,
)

_DIRECTIVE = re.compile(r"(?P<indent> *)\.\. +(?P<name>[^\s:]+(?::[^\s:]+)?) ?::(?P<rest> .*|)", re.DOTALL)
"""A line that docutils reads as a directive."""
_BROKEN = re.compile(
    rf"(?P<dots>[.．。·…]{{1,3}})(?P<gap>[\s{INVISIBLE}]*)(?P<name>(?:procstd[:：])?[^\W_][\w-]{{0,23}})"
    rf"[\s{INVISIBLE}]*(?P<colons>[:：](?:\s?[:：]){{0,2}}|(?=\s))(?P<rest>.*)",
    re.DOTALL,
)
"""A line that may be meant as one."""
_MARKUP = re.compile(r"\.\.(?: +(?P<rest>.*)|)", re.DOTALL)
_NO_COMMENT = re.compile(r"\[[^\]]+\](?: |$)|_[^ ]|\|[^|]+\| ")  # footnotes, targets, substitutions
_BORDER = re.compile(r"([^\w\s])\1+(?:\s|\1)*")
_LITERAL = frozenset({
    "code", "code-block", "sourcecode", "parsed-literal", "literalinclude", "raw", "math", "productionlist",
    "highlight", "mermaid", "graphviz", "uml", "plantuml", "digraph", "graph", "prompt",
})  # fmt: skip
"""Directives whose content is no reStructuredText."""
_ALONE = frozenset({"process", "step", "process-table"})  # names that open no comment a person would write


@dataclass(frozen=True, slots=True)
class Mended:
    """A source made readable: each line with the index it had (a line put in has its successor's), and the faults."""

    lines: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]


def mend_rst(lines: Sequence[str], is_known: IsKnown = no_others) -> Mended:
    """Return a reStructuredText source in which every line meant to open one of our directives does.

    docutils reads ``.. step：Title`` as a comment, a directive right below a paragraph as part of it, and options
    that are not indented with plain blanks as the end of the directive; each would lose the step or its options.
    ``is_known`` tells which names are other extensions' directives.
    """
    return _Mender(lines, is_known).mend()


class _Mender:
    def __init__(self, lines: Sequence[str], is_known: IsKnown) -> None:
        self.lines = lines
        self.is_known = is_known
        self.mended: list[tuple[str, int]] = []
        self.remarks: list[Remark] = []
        self.markup: list[int] = []  # indents of the explicit markup blocks that the line above stands in
        self.literal_indent = -1  # indent of what announced a block that is no markup, -1: none
        self.name = ""  # our directive whose options may follow
        self.indent = 0  # ... and its indent
        self.head = False  # no blank line yet since its first line
        self.blanks = 0  # blank lines since the last line of text
        self.indent_said = False  # its indent was remarked
        self.odd = False  # the lines of the directive above are indented with odd blanks

    def mend(self) -> Mended:
        for index, line in enumerate(self.lines):
            if not strip_odd(line):
                self.mended.append((line if not line.strip() else "", index))
                self.blanks += 1
                self.head = False
            elif self.literal_indent >= 0 and _indent(line) > self.literal_indent:
                self.mended.append((line, index))
            else:
                self.literal_indent = -1
                self._read(line, index)
        return Mended(tuple(self.mended), tuple(self.remarks))

    def _remark(self, code: str, message: str, index: int) -> None:
        self.remarks.append(Remark(code, message, index))

    def _next(self, index: int) -> str:
        return self.lines[index + 1] if index + 1 < len(self.lines) else ""

    def _read(self, line: str, index: int) -> None:
        text = self._as_directive(line, index)
        found = _DIRECTIVE.fullmatch(text)
        name = meant_name(found["name"]) if found else ""
        if not name:
            text = self._below_directive(text, index)
        indent = _indent(text)
        above = self.mended[-1][0] if self.mended else ""
        if name and above.strip() and indent not in self.markup and not _BORDER.fullmatch(above.strip()):
            self._remark("blank_line", say("blank line missing before the directive"), index)
            self.mended.append(("", index))
        self.mended.append((text, index))
        if name:
            self.name, self.indent, self.head, self.indent_said = name, indent, True, False
        self.blanks = 0
        self._note_literal(text, found["name"] if found else "", name, index)

    def _note_literal(self, text: str, directive: str, ours: str, index: int) -> None:
        """Note what block the line belongs to, and whether what is indented below it is no markup."""
        indent, words = _indent(text), text.strip()
        markup = _MARKUP.fullmatch(words)
        self.markup = [outer for outer in self.markup if outer < indent]
        if markup is not None:
            self.markup.append(indent)
            rest = markup["rest"] or ""
            comment = not directive and not _NO_COMMENT.match(rest) and (rest or self._next(index).strip())
            if comment or directive.casefold() in _LITERAL:
                self.literal_indent = indent
            return
        if words.endswith("::") and not ours and not self._next(index).strip():
            self.literal_indent = indent

    def _below_directive(self, line: str, index: int) -> str:
        """Return a line below one of our directives, indented so that docutils takes it as its own."""
        if not self.name or _indent(line) > self.indent:
            return line
        odd = odd_indent(line)
        if odd is None and not self.head:
            self.odd = False
        if odd is not None and (self.odd or self.head):
            self.odd = True
            line = plain_indent(odd) + strip_odd(line)
            self._say_indent(say("indented with full-width or no-break blanks; read as plain ones"), index)
            if _indent(line) > self.indent:
                return line
        if self._is_outdented_option(line):
            self._say_indent(
                say('an option of "{name}" must be indented below it; read as that option', name=self.name), index
            )
            self.head = True
            return " " * (self.indent + 3) + line.strip()
        self.name = ""
        return line

    def _say_indent(self, message: str, index: int) -> None:
        if not self.indent_said:
            self._remark("indent", message, index)
        self.indent_said = True

    def _is_outdented_option(self, line: str) -> bool:
        if _indent(line) < self.indent or not is_option_line(self.name, line):
            return False
        if self.head:
            return True
        above = self.mended[-2][0] if self.blanks == 1 and len(self.mended) > 1 else ""
        known = line.strip()[:1] in {":", "："} and is_option_line(self.name, line.strip()[1:])
        return known and _DIRECTIVE.fullmatch(above) is not None

    def _as_directive(self, line: str, index: int) -> str:
        """Return the line as the directive it was meant to be, with a remark if it was not one."""
        words = strip_odd(line)
        if not words or words[0] not in ".．。·…":
            return line
        good = _DIRECTIVE.fullmatch(line)
        if good is not None and (fold_plain(good["name"]) or self.is_known(good["name"])):
            return line
        found = _BROKEN.fullmatch(words)
        name = self._name_of(found, index) if found else ""
        if found is None or not name:
            return line
        indent = odd_indent(line)
        before = plain_indent(indent) if indent is not None else line[: len(line) - len(words)]
        rest = found["rest"].strip()
        shown = f".. {name}::{' ' if rest else ''}{rest}"
        self._remark("directive", say('not a directive as written; read as "{shown}"', shown=shown), index)
        return before + shown

    def _name_of(self, found: re.Match[str], index: int) -> str:
        """Return the directive that a broken line opens, "" when it may well be something else."""
        dots, colons = len(found["dots"]), sum(char in ":：" for char in found["colons"])
        rest = found["rest"]
        name = meant_name(found["name"])
        if colons >= 2 and dots == 2 and not name and not self.is_known(found["name"]):
            return near_name(found["name"])  # ".. stpe:: Title"
        if colons >= 2 or not name:
            return name
        if dots != 2 or (colons == 1 and not found["gap"] and name not in _ALONE):
            return ""  # "... step: by step" is prose
        followed = _indent(self._next(index)) > 0 and is_option_line(name, self._next(index))
        if colons == 1:
            return name if followed or name in _ALONE or "：" in found["colons"] else ""
        return name if followed and rest.strip() else ""


def fold_plain(name: str) -> bool:
    """Return whether a directive's name is one of ours as docutils reads it: any case, but no other width."""
    return name.isascii() and bool(meant_name(name)) and "_" not in name


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
