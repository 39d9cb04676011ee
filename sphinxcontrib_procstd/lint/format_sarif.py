"""Findings as SARIF 2.1.0, the exchange format of static analysis (OASIS)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.baseline import fingerprints
from sphinxcontrib_procstd.lint.registry import find_rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(findings: Sequence[Finding], version: str = "") -> str:
    """Return the report as one SARIF run; ``version`` is the tool's."""
    codes = sorted({finding.code for finding in findings})
    driver: dict[str, object] = {"name": "procstd", "rules": [_rule(code) for code in codes]}
    if version:
        driver["version"] = version
    results = [_result(finding, mark, codes) for finding, mark in fingerprints(findings)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, object]:
    rule = find_rule(code)
    if rule is None:
        return {"id": code}
    sections = rule.sections()
    described: dict[str, object] = {
        "id": code,
        "name": rule.name,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if what := sections.get("What"):
        described["shortDescription"] = {"text": " ".join(what.split())}
    if why := sections.get("Why"):
        described["fullDescription"] = {"text": " ".join(why.split())}
    return described


def _result(finding: Finding, mark: str, codes: list[str]) -> dict[str, object]:
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "partialFingerprints": {"procstd/v1": mark},
    }
    place = finding.location
    if place.file:
        physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.file.replace("\\", "/"), safe="/:")}}
        if place.line:
            region = {"startLine": place.line}
            if place.column:
                region["startColumn"] = place.column
            physical["region"] = region
        location: dict[str, object] = {"physicalLocation": physical}
        if finding.process:
            name = ".".join(part for part in (finding.process, finding.step, finding.field) if part)
            location["logicalLocations"] = [{"fullyQualifiedName": name}]
        result["locations"] = [location]
    return result
