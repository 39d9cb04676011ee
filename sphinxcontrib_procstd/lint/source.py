"""Find the wording of a finding in the source: its line and its column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from sphinxcontrib_procstd.diagnostics import Finding, Location

ReadLines = Callable[[str], Sequence[str]]
"""Return the lines of a source file by the name findings bear; empty where it cannot be read."""

REACH = 40
"""How many lines below a field's first line its wording is looked for (the body is many lines long)."""

_NEXT = re.compile(r"\s*(?:\.\. |[:`]{3,}\{)(?:procstd:)?(?:step|process)\b")
"""A line that opens another step or process: what is looked for stands above it."""


def locate(finding: Finding, lines: Sequence[str], count: int = 0) -> Location:
    """Return the finding's place with the line and column of its wording; unchanged where that is not found.

    ``count`` tells how many times the same words were found in the same field before.
    """
    place = finding.location
    words = finding.excerpt.split()
    if not words or not 0 < place.line <= len(lines):
        return place
    last = min(place.line + (REACH if finding.field else 0), len(lines))
    last = next((number for number in range(place.line + 1, last + 1) if _NEXT.match(lines[number - 1])), last + 1)
    for wanted in (finding.excerpt, words[0]):
        found = [Location(place.file, *where) for where in _places(wanted, lines, range(place.line, last))]
        if found:
            return found[min(count, len(found) - 1)]
    return place


def _places(words: str, lines: Sequence[str], numbers: range) -> Iterator[tuple[int, int]]:
    """Yield the line and column of each time some words stand in these lines."""
    for number in numbers:
        column = lines[number - 1].find(words)
        while column >= 0:
            yield number, column + 1
            column = lines[number - 1].find(words, column + len(words))


def with_columns(findings: Sequence[Finding], read_lines: ReadLines) -> list[Finding]:
    """Return the findings with the places of their wording; each file is read once."""
    files: dict[str, Sequence[str]] = {}
    seen: Counter[tuple[Location, str, str, str]] = Counter()
    placed = []
    for finding in findings:
        name = finding.location.file
        if name not in files:
            files[name] = read_lines(name) if name else ()
        key = (finding.location, finding.code, finding.field, finding.excerpt)
        place = locate(finding, files[name], seen[key])
        seen[key] += 1
        placed.append(finding if place is finding.location else replace(finding, location=place))
    return placed


def width(text: str) -> int:
    """Return how many terminal columns a text takes: East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
