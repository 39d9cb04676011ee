"""Warnings of the build: one place that turns remarks and findings into Sphinx log records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sphinx.util import logging

from sphinxcontrib_procstd.diagnostics import Finding, Severity

logger = logging.getLogger("sphinxcontrib_procstd")


def whole_path(source: str) -> str:
    """Return a source's path from the root: docutils names included files from the working directory."""
    path = Path(source)
    return str(path.resolve()) if source and not path.is_absolute() and path.is_file() else source


def warn(code: str, message: str, file: str, line: int) -> None:
    """Log one warning at ``file:line``; ``suppress_warnings = ["procstd.CODE"]`` turns it off."""
    location = f"{file}:{line}" if line else file
    logger.warning("%s", message, location=location, type="procstd", subtype=code)


def warn_findings(findings: Iterable[Finding], srcdir: Path) -> None:
    """Log findings, sorted by place, so that parallel and serial builds say the same in the same order."""
    unique = {(f.location, f.code, f.message): f for f in findings if f.severity is not Severity.INFO}
    for key in sorted(unique):
        finding = unique[key]
        warn(finding.code, finding.message, str(srcdir / finding.location.file), finding.location.line)
