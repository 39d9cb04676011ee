"""Find the wording of a finding in the source: its line and its column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from sphinxcontrib_procstd.diagnostics import Finding, Location

ReadLines = Callable[[str], Sequence[str]]
"""Return the lines of a source file by the name findings bear; empty where it cannot be read."""

REACH = 40
"""How many lines below a field's first line its wording is looked for (the body is many lines long)."""


def locate(finding: Finding, lines: Sequence[str]) -> Location:
    """Return the finding's place with the line and column of its wording; unchanged where that is not found."""
    place = finding.location
    words = finding.excerpt.split()
    if not words or not 0 < place.line <= len(lines):
        return place
    for wanted in (finding.excerpt, words[0]):
        for number in range(place.line, min(place.line + REACH, len(lines)) + 1):
            column = lines[number - 1].find(wanted)
            if column >= 0:
                return Location(place.file, number, column + 1)
    return place


def with_columns(findings: Sequence[Finding], read_lines: ReadLines) -> list[Finding]:
    """Return the findings with the places of their wording; each file is read once."""
    files: dict[str, Sequence[str]] = {}
    placed = []
    for finding in findings:
        name = finding.location.file
        if name not in files:
            files[name] = read_lines(name) if name else ()
        placed.append(replace(finding, location=locate(finding, files[name])))
    return placed


def width(text: str) -> int:
    """Return how many terminal columns a text takes: East Asian wide characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
