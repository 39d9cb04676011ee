"""Faults in MyST sources that a directive cannot see itself: fences misspelt, or never closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.diagnostics import say
from sphinxcontrib_procstd.syntax.block import Remark
from sphinxcontrib_procstd.syntax.names import (
    INVISIBLE,
    IsKnown,
    fold_name,
    is_option_line,
    meant_name,
    near_name,
    no_others,
    strip_odd,
)

_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<marks>:{3,}|`{3,}|~{3,})(?P<info>.*)", re.DOTALL)
_INFO = re.compile(r"\{(?P<name>[^{}\s]+)\}(?:\s.*|)", re.DOTALL)
"""What stands behind the marks where MyST reads a directive."""
_BLANK = rf"[\s{INVISIBLE}]*"
_BRACED = re.compile(
    rf"(?P<marks>[:：]+|[`｀]{{3,}}|[~～]{{3,}}|·{{3,}}){_BLANK}(?P<open>[{{｛(（\[［【《<]){_BLANK}"
    rf"(?P<name>[^\W_][\w:：-]{{0,31}})(?P<rest>.*)",
    re.DOTALL,
)
_BARE = re.compile(rf"(?P<marks>[:：]{{3,}}){_BLANK}(?P<name>[^\W_][\w-]{{0,31}})(?P<rest>|\s.*)", re.DOTALL)
_CLOSING = re.compile(r"[:：]{2,}|[`｀]{3,}|[~～]{3,}|·{3,}")
_PLAIN = {"：": ":", "｀": "`", "·": "`", "～": "~"}
_CLOSERS = "}｝)）]］】》>"
_ITEM = re.compile(r"[ ]*(?:[-*+]|\d{1,9}[.)])[ ]+")
_LITERAL = frozenset({
    "code", "code-block", "code-cell", "sourcecode", "parsed-literal", "literalinclude", "raw", "math", "mermaid",
    "graphviz", "uml", "plantuml", "prompt", "eval-rst", "highlight", "productionlist",
})  # fmt: skip
"""Directives whose content is no Markdown."""
NO_TITLE = "\u2060"
"""Stands for the title behind a fence that has none: MyST 5.1 does not tell a title from the line below the fence."""
TIGHT = "\u2060\u2060"
"""Stands behind a fence that another one follows at once: MyST puts a blank line between them that is not there."""
_MAX_OPEN = 40
"""How many open fences are kept; more are the work of a machine or a mistake."""
_MAX_LOST = 50
"""How many unclosed code blocks are mended; each is found only at the end of the file."""


@dataclass(slots=True)
class _Fence:
    marks: str
    name: str  # "" for a block that is no Markdown
    ours: bool
    line: int
    written: str  # the marks that stand there now
    remark: int = -1  # which remark says that they are others than at first


def mend_myst(lines: Sequence[str], is_known: IsKnown = no_others) -> tuple[list[str], list[Remark]]:
    """Return a MyST source whose fences of ours open and close, line by line in step with the old one.

    A fence that is never closed is closed on the blank line before the next directive or heading, so that no line
    number moves; only at the end of the file is a line added. ``is_known`` tells which names are other extensions'
    directives.
    """
    return _Mender(lines, is_known).mend()


def mend_for_parser(lines: Sequence[str], is_known: IsKnown = no_others) -> tuple[list[str], list[Remark]]:
    """Return the same with what directives cannot know by themselves told behind their fences (`NO_TITLE`, `TIGHT`)."""
    mender = _Mender(lines, is_known)
    mended, remarks = mender.mend()
    for index in mender.untitled | mender.tight:
        marks = [NO_TITLE] * (index in mender.untitled) + [TIGHT] * (index in mender.tight)
        mended[index] = " ".join([mended[index].rstrip(), *marks])
    return mended, remarks


class _Mender:
    def __init__(self, lines: Sequence[str], is_known: IsKnown) -> None:
        self.lines = list(lines)
        self.is_known = is_known
        self.remarks: list[Remark] = []
        self.open: list[_Fence] = []
        self.untitled: set[int] = set()  # lines of fences of ours without a title
        self.tight: set[int] = set()  # and of those right above another fence of colons
        self.stray = 0  # closing fences still to come for fences that were closed early
        self.items = [0]  # columns of the texts of the list items around the line

    def mend(self) -> tuple[list[str], list[Remark]]:
        index = lost = 0
        count = len(self.lines)
        while index < count:
            self._read(index)
            index += 1
            if index == count and self._in_code() and lost < _MAX_LOST:
                lost += 1
                index = self._close_code(self.open[-1], count)
        while self.open:
            fence = self.open.pop()
            if fence.ours:
                self._close_early(fence, count)
        return self.lines, sorted(self.remarks, key=lambda remark: remark.line)

    def _remark(self, code: str, message: str, line: int) -> None:
        self.remarks.append(Remark(code, message, line))

    def _in_code(self) -> bool:
        """Return whether the innermost open fence holds no Markdown."""
        return bool(self.open) and not self.open[-1].name

    def _read(self, index: int) -> None:
        if not self._in_code():
            self._note_item(self.lines[index])
            words = strip_odd(self.lines[index])
            if words and words[0] in ":：`｀~～·":
                self._mend_opening(index, words)
                self._mend_closing(index, words)
        found = _FENCE.fullmatch(self.lines[index])
        if found is None:
            return
        marks, info = found["marks"], found["info"].strip()
        if not info:
            self._read_closing(marks, index)
        elif not self._in_code():
            self._read_opening(marks, info, index)

    def _note_item(self, line: str) -> None:
        text = line.lstrip(" ")
        if text:
            indent = len(line) - len(text)
            self.items = [column for column in self.items if column <= indent]
            if found := _ITEM.match(line):
                self.items.append(found.end())

    def _mend_opening(self, index: int, words: str) -> None:
        line = self.lines[index]
        fence = _FENCE.fullmatch(line)
        info = _INFO.fullmatch(fence["info"].strip()) if fence else None
        if fence is not None and info is not None and self._is_read(info["name"]):
            if meant_name(info["name"]):
                self._mend_indent(fence["indent"], index)
            return
        mended = self._braced(words) or self._bare(words, index)
        if mended:
            self._remark("fence", say('not a directive as written; read as "{shown}"', shown=mended), index)
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            self.lines[index] = indent + mended
            self._mend_indent(indent, index)

    def _is_read(self, written: str) -> bool:
        """Return whether MyST finds a directive of this name, or nothing tells which one was meant."""
        name = meant_name(written)
        if name:
            return written.isascii() and "_" not in written
        return self.is_known(written) or not near_name(written)

    def _braced(self, words: str) -> str:
        """Return ``：：：{step} Title``, ``:::{step}Title``, ``:::(step) Title`` as they were meant."""
        found = _BRACED.fullmatch(words)
        if found is None:
            return ""
        marks, braces = _plain(found["marks"]), found["open"] in "{｛"
        rest = found["rest"].lstrip()
        closed = rest[:1] in _CLOSERS and bool(rest)
        name = meant_name(found["name"])
        if not name and closed and braces and len(marks) >= 3 and not self.is_known(found["name"]):
            name = near_name(found["name"])
        if not name or not (closed or braces) or (len(marks) < 3 and not braces):
            return ""
        title = rest[1:] if closed else rest
        if not closed and title.rstrip()[-1:] in {"}", "｝"}:
            title = title.rstrip()[:-1]  # ":::{step Title}"
        return f"{marks[0] * max(3, len(marks))}{{{name}}} {title.strip()}".rstrip()

    def _bare(self, words: str, index: int) -> str:
        """Return ``:::step Title`` as it was meant; without a title or options it is a plain division."""
        found = _BARE.fullmatch(words)
        name = meant_name(found["name"]) if found else ""
        if found is None or not name:
            return ""
        below = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        if not found["rest"].strip() and not is_option_line(name, below):
            return ""
        return f"{_plain(found['marks'])}{{{name}}} {found['rest'].strip()}".rstrip()

    def _mend_indent(self, indent: str, index: int) -> None:
        """Take off an indent of four or more, which makes a fence a code block."""
        width = len(indent.expandtabs(4))
        if width - self.items[-1] < 4:
            return
        self._remark("fence", say("a fence indented by four blanks or more is a code block; read without them"), index)
        found = _FENCE.fullmatch(self.lines[index])
        marks = found["marks"] if found else ":::"
        for position in range(index, len(self.lines)):
            text = self.lines[position].expandtabs(4) if "\t" in self.lines[position] else self.lines[position]
            blank = len(text) - len(text.lstrip(" "))
            if text.strip() and blank < width and position > index:
                return
            self.lines[position] = text[min(width, blank) :]
            if position > index and self.lines[position].rstrip() == marks:
                return

    def _mend_closing(self, index: int, words: str) -> None:
        """Make a closing fence of one that is too short or has full-width marks."""
        text = words.strip()
        if not any(fence.ours for fence in self.open) or _CLOSING.fullmatch(text) is None:
            return
        marks, opened = _plain(text), self.open[-1].marks
        short = len(marks) < len(opened)
        if marks[0] != opened[0] or (short and (not self.open[-1].ours or (len(marks) < 3 and len(opened) > 3))):
            return
        fence = _FENCE.fullmatch(self.lines[index])
        if fence is not None and (len(marks) >= len(opened) or self.stray or self._closes_other(marks)):
            return
        closing = marks if len(marks) >= len(opened) else opened
        self._remark("fence", say('not a closing fence as written; read as "{closing}"', closing=closing), index)
        self.lines[index] = closing

    def _closes_other(self, marks: str) -> bool:
        return any(fence.marks[0] == marks[0] and len(marks) >= len(fence.marks) for fence in self.open)

    def _read_opening(self, marks: str, info: str, index: int) -> None:
        found = _INFO.fullmatch(info)
        name = found["name"] if found else "division" if marks[0] == ":" else ""
        ours = bool(found) and bool(meant_name(name))
        quoted = marks[0] == "`" and "`" in info
        if quoted and not ours:
            return  # a paragraph (CommonMark 4.5)
        while ours and self.open and self._is_unclosed(self.open[-1], marks):
            self._close_early(self.open.pop(), index)
        self._lengthen(marks, ours=ours)
        fence = _Fence(marks, "" if fold_name(name) in _LITERAL else name, ours, index, marks)
        if quoted:
            why = "a title with back-quotes cannot stand behind a fence of back-quotes"
            self._rewrite(fence, "~" * len(marks), why)
        if self.open and self.open[-1].line == index - 1 and self.open[-1].ours and marks[0] == ":":
            self.tight.add(index - 1)
        self.open.append(fence)
        if ours and info.endswith("}") and info.find("}") == len(info) - 1:  # a title may end in a brace, too
            self.untitled.add(index)
        del self.open[:-_MAX_OPEN]

    def _lengthen(self, marks: str, *, ours: bool) -> None:
        """Give the fences around a new one more marks than it has, or its end would be theirs."""
        needed = len(marks)
        for fence in reversed(self.open):
            if not (ours or fence.ours):
                return
            if fence.written[0] == marks[0] and len(fence.written) <= needed:
                self._rewrite(
                    fence, marks[0] * (needed + 1), say("a block inside has as many marks as the one around it")
                )
                needed += 1

    def _rewrite(self, fence: _Fence, marks: str, why: str) -> None:
        line = self.lines[fence.line].replace(fence.written, marks, 1)
        fence.written = marks
        self.lines[fence.line] = line
        remark = Remark("fence", say('{why}; read as "{shown}"', why=why, shown=line.strip()), fence.line)
        if fence.remark < 0:
            fence.remark = len(self.remarks)
            self.remarks.append(remark)
        else:
            self.remarks[fence.remark] = remark

    def _is_unclosed(self, fence: _Fence, marks: str) -> bool:
        """Return whether a fence around an opening of these marks cannot be meant to hold it (CommonMark 4.5)."""
        return fence.ours and fence.marks[0] == marks[0] and len(marks) >= len(fence.marks)

    def _read_closing(self, marks: str, index: int) -> None:
        position = self._closed_by(marks)
        if position >= 0:
            if not _closes(marks, self.open[position].written):
                self.lines[index] = self.open[position].written
            for fence in self.open[position + 1 :]:
                if fence.ours:
                    self._remark(
                        "fence", say('the fence of this "{name}" is never closed', name=fence.name), fence.line
                    )
            del self.open[position:]
        elif marks[0] != ":":
            self.open.append(_Fence(marks, "", False, index, marks))  # a code block without a language
        elif self.stray:
            self.stray -= 1
            self.lines[index] = ""

    def _closed_by(self, marks: str) -> int:
        """Return which open fence the marks close, -1 for none: the outermost, as Markdown has it (CommonMark 4.5)."""
        for position, fence in enumerate(self.open):
            if _closes(marks, fence.written):
                return position
        for position in range(len(self.open) - 1, -1, -1):
            if _closes(marks, self.open[position].marks):
                return position
        return -1

    def _close_early(self, fence: _Fence, before: int) -> None:
        """Close a fence above line ``before``, on a blank line if there is one."""
        hint = say("; close it, or give it more marks than those inside") if before < len(self.lines) else ""
        self._remark(
            "fence", say('the fence of this "{name}" is never closed{hint}', name=fence.name, hint=hint), fence.line
        )
        self.stray += 1
        blank = -1
        for index in range(fence.line + 1, min(before, len(self.lines))):
            if not self.lines[index].strip():
                blank = index
                following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
                if following.startswith("#") and " " in following[:7]:
                    break
        if blank >= 0:
            self.lines[blank] = fence.written
        elif before >= len(self.lines):
            self.lines.append(fence.written)

    def _close_code(self, fence: _Fence, count: int) -> int:
        """Close a code block that swallows a directive of ours; return the line to read on from."""
        blank = -1
        for index in range(fence.line + 1, count):
            text = self.lines[index]
            if not text.strip():
                blank = index
                continue
            found = _FENCE.fullmatch(text)
            info = _INFO.fullmatch(found["info"].strip()) if found else None
            if info is not None and meant_name(info["name"]) and blank >= 0:
                message = say(
                    'this code block is never closed and takes in the "{name}" of line {line}',
                    name=info["name"],
                    line=index + 1,
                )
                self._remark("fence", message, fence.line)
                self.lines[blank] = fence.written
                self.open.pop()
                return blank + 1
        return count


def _closes(marks: str, opened: str) -> bool:
    return marks[0] == opened[0] and len(marks) >= len(opened)


def _plain(marks: str) -> str:
    """Return marks of a fence in their half-width form."""
    return "".join(_PLAIN.get(char, char) for char in marks)
