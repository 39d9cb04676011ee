"""Remember the findings of a whole run: where nothing changed, there is nothing to look for again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from sphinxcontrib_procstd.diagnostics import Finding, Location, Severity


def read_findings(path: Path, key: str) -> list[Finding] | None:
    """Return the findings kept under a key, None where there are none, or a file that cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="ascii"))
        return [_finding(*row) for row in data["findings"]] if data["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def write_findings(path: Path, key: str, findings: Sequence[Finding]) -> None:
    """Keep the findings of a run in one move; the last run's are all that is kept."""
    part = path.with_name(path.name + ".part")
    rows = [_row(finding) for finding in findings]
    part.write_text(json.dumps({"key": key, "findings": rows}, separators=(",", ":")), encoding="ascii")
    part.replace(path)


def _row(finding: Finding) -> list[str | int]:
    place = finding.location
    return [
        *(place.file, place.line, place.column, finding.code, finding.severity.value, finding.message, finding.hint),
        *(finding.process, finding.step, finding.field, finding.excerpt),
    ]


_SEVERITIES = {severity.value: severity for severity in Severity}


def _finding(
    file: str, line: int, column: int, code: str, severity: str, message: str, hint: str,
    process: str, step: str, field: str, excerpt: str,
) -> Finding:  # fmt: skip
    return Finding(
        code=code,
        message=message,
        location=Location(file, line, column),
        severity=_SEVERITIES[severity],
        hint=hint,
        process=process,
        step=step,
        field=field,
        excerpt=excerpt,
    )
