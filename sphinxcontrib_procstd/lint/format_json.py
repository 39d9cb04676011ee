"""Findings as JSON: one object with a version, a list, and the counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.baseline import fingerprints
from sphinxcontrib_procstd.lint.registry import find_rule


def render(findings: Sequence[Finding]) -> str:
    """Return the report; every finding has every key."""
    count = Counter(finding.severity for finding in findings)
    entries = [_entry(finding, mark) for finding, mark in fingerprints(findings)]
    summary = {severity.value: count[severity] for severity in Severity}
    return json.dumps({"version": 1, "findings": entries, "summary": summary}, ensure_ascii=False, indent=2) + "\n"


def _entry(finding: Finding, mark: str) -> dict[str, object]:
    rule = find_rule(finding.code)
    return {
        "code": finding.code,
        "name": rule.name if rule else "",
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "file": finding.location.file,
        "line": finding.location.line,
        "column": finding.location.column,
        "process": finding.process,
        "step": finding.step,
        "field": finding.field,
        "excerpt": finding.excerpt,
        "fingerprint": mark,
    }
