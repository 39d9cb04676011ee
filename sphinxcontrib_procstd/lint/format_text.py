"""Findings as text: place, code, message, the source line with a caret, the hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.source import ReadLines, width, with_columns

_COLOURS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[36m"}
_BOLD, _FAINT, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_LONGEST_LINE = 200

_SUMMARY = {
    "en": ("{errors} errors, {warnings} warnings, {infos} remarks", "no findings"),
    "zh": ("{errors} 个错误，{warnings} 个警告，{infos} 条提示", "没有发现问题"),
}


def render(findings: Sequence[Finding], read_lines: ReadLines, *, lang: str = "en", colour: bool = False) -> str:
    """Return the report; ``colour`` adds ANSI colours."""
    read = _cached(read_lines)
    placed = findings if any(finding.location.column for finding in findings) else with_columns(findings, read)
    blocks = [_block(finding, read, colour=colour) for finding in placed]
    count = Counter(finding.severity for finding in findings)
    some, none = _SUMMARY["zh" if lang.startswith("zh") else "en"]
    numbers = {
        "errors": count[Severity.ERROR],
        "warnings": count[Severity.WARNING],
        "infos": count[Severity.INFO],
    }
    return "\n".join([*blocks, some.format_map(numbers) if findings else none]) + "\n"


def _cached(read_lines: ReadLines) -> ReadLines:
    known: dict[str, Sequence[str]] = {}

    def read(name: str) -> Sequence[str]:
        if name not in known:
            known[name] = read_lines(name)
        return known[name]

    return read


def printable(text: str) -> str:
    """Return a text with control characters made visible, so a source cannot steer the terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _block(finding: Finding, read_lines: ReadLines, *, colour: bool) -> str:
    place = finding.location
    start = f"{place}:{place.column}" if place.column else str(place)
    level = f"{_COLOURS[finding.severity]}{finding.severity.value}{_OFF}" if colour else finding.severity.value
    head = f"{_BOLD}{start}{_OFF}" if colour else start
    lines = [f"{printable(head) if not colour else head}: {level} {finding.code} {printable(finding.message)}"]
    about = "/".join(part for part in (finding.process, finding.step, finding.field) if part)
    if about:
        lines[0] += f" [{printable(about)}]"
    lines += _excerpt(finding, read_lines(place.file) if place.file else ())
    if finding.hint:
        hint = f"  → {printable(finding.hint)}"
        lines.append(f"{_FAINT}{hint}{_OFF}" if colour else hint)
    return "\n".join(lines)


def _excerpt(finding: Finding, source: Sequence[str]) -> list[str]:
    place = finding.location
    if not 0 < place.line <= len(source):
        return []
    line = printable(source[place.line - 1].expandtabs(1).rstrip())
    if not line.strip() or len(line) > _LONGEST_LINE:
        return []
    margin = f"{place.line:>5} | "
    shown = [margin + line]
    if place.column:
        found = line[place.column - 1 :]
        marked = finding.excerpt if found.startswith(finding.excerpt) else finding.excerpt.split()[0]
        shown.append(" " * 5 + " | " + " " * width(line[: place.column - 1]) + "^" * max(1, width(marked)))
    return shown
