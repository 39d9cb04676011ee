"""Warnings of the build: one place that turns remarks and findings into Sphinx log records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from os.path import isabs
from pathlib import Path
from sys import intern

from sphinx.util import logging

from sphinxcontrib_procstd.diagnostics import Finding, Location, Severity, said_in
from sphinxcontrib_procstd.sphinx_ext.messages import words

logger = logging.getLogger("sphinxcontrib_procstd")


READING_CODES = (
    "blank_line", "caption", "directive", "fence", "file", "flow", "id", "indent", "nesting", "option", "option_colon",
    "option_repeated", "option_value", "process", "table", "title", "value", "view",
)  # fmt: skip
"""Codes of what is said while documents are read."""

_noted: list[Finding] = []
"""What was warned of in the document that is being read, until its facts are taken."""


def whole_path(source: str) -> str:
    """Return a source's path from the root: docutils names included files from the working directory.

    Equal paths are one object, which a pickle holds once.
    """
    if not source or isabs(source):  # noqa: PTH117 - asked for every directive, and a Path is slow to make
        return intern(source)
    path = Path(source)
    return intern(str(path.resolve()) if path.is_file() else source)


def warn(code: str, message: str, file: str, line: int, taken: str = "") -> None:
    """Log one warning at ``file:line``; ``suppress_warnings = ["procstd.CODE"]`` turns it off.

    ``taken`` is the id that something else has already: the linter says that as its own rule does.
    """
    message = said_in(words, message)
    severity = Severity.ERROR if taken else Severity.WARNING
    _noted.append(Finding(code=code, message=message, location=Location(file, line), severity=severity, excerpt=taken))
    _log(code, message, file, line)


def take_noted(srcdir: Path) -> tuple[Finding, ...]:
    """Return what was warned of since the last call: the linter says it again when the document is not read anew."""
    noted = tuple(replace(finding, location=_below(srcdir, finding.location)) for finding in _noted)
    _noted.clear()
    return noted


def _below(srcdir: Path, place: Location) -> Location:
    try:
        return replace(place, file=Path(place.file).relative_to(srcdir).as_posix())
    except ValueError:
        return place


def _log(code: str, message: str, file: str, line: int) -> None:
    location = f"{file}:{line or 1}" if file else ""  # Sphinx takes a place without a line for a document's name
    logger.warning("%s", message, location=location, type="procstd", subtype=code)


def warn_findings(findings: Iterable[Finding], srcdir: Path, language: str = "en") -> None:
    """Log findings, sorted by place, so that parallel and serial builds say the same in the same order."""
    unique = {(f.location, f.code, sentence(f, language)) for f in findings if f.severity is not Severity.INFO}
    for place, code, text in sorted(unique):
        _log(code, text, str(srcdir / place.file) if place.file else "", place.line)


def sentence(finding: Finding, language: str) -> str:
    """Return a finding in one line: what is wrong, and what to write instead."""
    if not finding.hint:
        return finding.message
    stop = "。" if language.startswith("zh") else ". "
    return f"{finding.message}{stop}{finding.hint}"


def read_lines(path: Path) -> list[str]:
    """Return the lines of a source; none where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []
