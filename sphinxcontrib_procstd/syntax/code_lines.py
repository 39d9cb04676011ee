"""Which lines of a source are code: what stands there is an example, and means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinxcontrib_procstd.syntax.block import Markup

_FENCE = re.compile(r"\s*(?P<marks>`{3,}|~{3,})(?P<info>.*)", re.DOTALL)
_DIRECTIVE = re.compile(r"\s*\{[^}]+\}")
_CODE_DIRECTIVE = re.compile(r"\s*\{(?:code|code-block|sourcecode|code-cell|literalinclude|math|raw|parsed-literal)\}")
_RST_CODE = re.compile(r"\s*\.\. (?:code|code-block|sourcecode|highlight|math|raw|parsed-literal)::")


def code_lines(lines: Sequence[str], markup: Markup) -> frozenset[int]:
    """Return the numbers (from 1) of the lines inside blocks of code."""
    return frozenset(_rst_code(lines) if markup is Markup.RST else _myst_code(lines))


def _myst_code(lines: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the lines inside fenced code."""
    fences: list[tuple[str, bool]] = []  # the marks of each open fence, and whether it holds code
    for number, line in enumerate(lines, 1):
        found = _FENCE.fullmatch(line)
        marks, code = fences[-1] if fences else ("", False)
        if code:
            yield number
        if found is None:
            continue
        info = found["info"].strip()
        if marks and not info and found["marks"].startswith(marks):
            fences.pop()
        elif not code:
            fences.append((found["marks"], not _DIRECTIVE.match(info) or bool(_CODE_DIRECTIVE.match(info))))


def _rst_code(lines: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the lines inside literal blocks and code directives."""
    depth = -1
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        if depth >= 0 and indent > depth:
            yield number
            continue
        depth = -1
        text = line.rstrip()
        if _RST_CODE.match(line) or (text.endswith("::") and not text.lstrip().startswith(".. ")):
            depth = indent
