"""Findings as GitHub workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from sphinxcontrib_procstd.diagnostics import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(findings: Sequence[Finding]) -> str:
    """Return one command a line."""
    return "".join(_command(finding) + "\n" for finding in findings)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _command(finding: Finding) -> str:
    place = finding.location
    values = {"file": place.file, "line": place.line or "", "col": place.column or "", "title": finding.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items() if value)
    text = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"
