"""Findings as a GitLab code quality report."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.baseline import fingerprints

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(findings: Sequence[Finding]) -> str:
    """Return the report; GitLab wants a line for every finding, so one about a whole file gets line 1."""
    entries = [_entry(finding, mark) for finding, mark in fingerprints(findings)]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _entry(finding: Finding, mark: str) -> dict[str, object]:
    return {
        "description": f"{finding.message} {finding.hint}".strip(),
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": _LEVELS[finding.severity],
        "location": {"path": finding.location.file, "lines": {"begin": max(1, finding.location.line)}},
    }
