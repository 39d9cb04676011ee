"""Faults in MyST sources that a directive cannot see itself: fences misspelt, or never closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.syntax.block import Remark
from sphinxcontrib_procstd.syntax.sources import DIRECTIVES, NAMES

_FENCE = re.compile(r"(?P<indent>[ ]*)(?P<marks>:{3,}|`{3,}|~{3,})(?P<info>.*)", re.DOTALL)
_INFO = re.compile(r"\s*\{(?:procstd:)?(?P<name>[A-Za-z-]+)\}")
_BROKEN = re.compile(
    rf"(?P<indent>[ ]*)(?P<marks>[:：]+|`{{3,}})[ ]*[{{｛][ ]*(?P<name>(?:procstd:)?(?:{NAMES}))[ ]*[}}｝](?P<rest>.*)",
    re.DOTALL,
)


@dataclass(slots=True)
class _Fence:
    marks: str
    name: str
    line: int


def mend_myst(lines: Sequence[str]) -> tuple[list[str], list[Remark]]:
    """Return a MyST source whose fences of ours open and close, line by line in step with the old one.

    A fence that is never closed is closed on the blank line before the next directive or heading, so that no line
    number moves; only at the end of the file is a line added.
    """
    return _Mender(lines).mend()


class _Mender:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = list(lines)
        self.remarks: list[Remark] = []
        self.open: list[_Fence] = []
        self.stray = 0  # closing fences still to come for fences that were closed early

    def mend(self) -> tuple[list[str], list[Remark]]:
        count = len(self.lines)
        for index in range(count):
            self._read(index)
        while self.open:
            fence = self.open.pop()
            if fence.name in DIRECTIVES:
                self._close_early(fence, count)
        return self.lines, sorted(self.remarks, key=lambda remark: remark.line)

    def _remark(self, code: str, message: str, line: int) -> None:
        self.remarks.append(Remark(code, message, line))

    def _read(self, index: int) -> None:
        if not self._in_code():
            self._mend_opening(index)
        found = _FENCE.fullmatch(self.lines[index])
        if found is None:
            return
        marks, info = found["marks"], found["info"].strip()
        if not info:
            self._read_closing(marks, index)
        elif not self._in_code():
            self._read_opening(marks, info, index)

    def _in_code(self) -> bool:
        """Return whether the innermost open fence is a code block or another extension's directive of text."""
        return bool(self.open) and not self.open[-1].name

    def _mend_opening(self, index: int) -> None:
        line = self.lines[index]
        found = _BROKEN.fullmatch(line)
        if found is None or (_FENCE.fullmatch(line) and _INFO.match(line.lstrip(" :`"))):
            return
        marks = found["marks"] if found["marks"][0] == "`" else ":" * max(3, len(found["marks"]))
        mended = f"{found['indent']}{marks}{{{found['name']}}} {found['rest'].strip()}".rstrip()
        self._remark("fence", f'not a directive as written; read as "{mended.strip()}"', index)
        self.lines[index] = mended

    def _read_opening(self, marks: str, info: str, index: int) -> None:
        found = _INFO.match(info)
        name = found["name"] if found else ""
        while name in DIRECTIVES and self.open and self._is_unclosed(self.open[-1], marks):
            self._close_early(self.open.pop(), index)
        self.open.append(_Fence(marks, name, index))

    def _is_unclosed(self, fence: _Fence, marks: str) -> bool:
        """Return whether a fence around an opening of these marks cannot be meant to hold it (CommonMark 4.5)."""
        return fence.name in DIRECTIVES and fence.marks[0] == marks[0] and len(marks) >= len(fence.marks)

    def _read_closing(self, marks: str, index: int) -> None:
        for position in range(len(self.open) - 1, -1, -1):
            opened = self.open[position].marks
            if opened[0] == marks[0] and len(marks) >= len(opened):
                del self.open[position:]
                return
        if marks[0] != ":":
            self.open.append(_Fence(marks, "", index))  # a code block without a language
        elif self.stray:
            self.stray -= 1
            self.lines[index] = ""

    def _close_early(self, fence: _Fence, before: int) -> None:
        """Close a fence above line ``before``, on a blank line if there is one."""
        self._remark("fence", f'the fence of this "{fence.name}" is never closed', fence.line)
        self.stray += 1
        blank = -1
        for index in range(fence.line + 1, min(before, len(self.lines))):
            if not self.lines[index].strip():
                blank = index
                following = self.lines[index + 1] if index + 1 < len(self.lines) else ""
                if following.startswith("#") and " " in following[:7]:
                    break
        if blank >= 0:
            self.lines[blank] = fence.marks
        elif before >= len(self.lines):
            self.lines.append(fence.marks)
