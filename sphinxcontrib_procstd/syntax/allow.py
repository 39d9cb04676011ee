"""Inline exceptions from the linter, found in a source: ``procstd-allow: A101 reason`` in a comment.

The comment stands above what it is meant for: it holds for the next directive of ours, down to the one after that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.syntax.block import Markup
from sphinxcontrib_procstd.syntax.code_lines import code_lines
from sphinxcontrib_procstd.syntax.openings import opening_of

MARK = "procstd-allow"
"""What an exception starts with; a source without it has none."""

_NEXT_CODE = r"(?:[A-Z]\d*|[A-Z]{2,8}\d{1,6}|[a-z]{1,30}(?:[-_][a-z]{1,30})+)(?![A-Za-z0-9])"  # or the reason goes on
_CODES = rf"[A-Za-z][A-Za-z0-9_-]*(?:\s*[,，、]\s*{_NEXT_CODE})*"
_ALLOW = {
    Markup.RST: re.compile(rf"\s*\.\. {MARK}\s*[:：]\s*(?P<codes>{_CODES})?(?P<reason>.*)", re.DOTALL),
    Markup.MYST: re.compile(rf"\s*% ?{MARK}\s*[:：]\s*(?P<codes>{_CODES})?(?P<reason>.*)", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class AllowComment:
    """One exception: the lines from its comment to the last it holds for (from 1), codes, reason."""

    first: int
    last: int
    codes: tuple[str, ...]
    reason: str


def find_allows(lines: Sequence[str], markup: Markup) -> list[AllowComment]:
    """Return the exceptions of a source; what stands in a block of code is an example and none."""
    if not any(MARK in line for line in lines):
        return []
    hidden = code_lines(lines, markup)
    seen = [number for number in range(1, len(lines) + 1) if number not in hidden]
    openings = [number for number in seen if opening_of(lines[number - 1], markup)]
    found = []
    for number in seen:
        if match := _ALLOW[markup].fullmatch(lines[number - 1]):
            place = bisect_right(openings, number)
            last = openings[place + 1] - 1 if place + 1 < len(openings) else len(lines)
            reason = match["reason"].strip().lstrip(":：—–-").strip()
            codes = tuple(code.strip() for code in re.split("[,，、]", match["codes"] or reason.partition(" ")[0]))
            found.append(AllowComment(number, last if place < len(openings) else number, codes, reason))
    return found
