"""Which rules run, how grave their findings are, and which findings an author has accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from sphinxcontrib_procstd.diagnostics import Finding, Location, Severity
from sphinxcontrib_procstd.lint.options import SEVERITY_OFF, Allow, LintOptions
from sphinxcontrib_procstd.lint.registry import Rule, all_rules, find_rule

NO_REASON = "L901"
"""The code of the finding an inline exception without a reason leaves."""

UNUSED = "L902"
"""The code of the finding an inline exception that accepts nothing leaves."""

OWN_CODES = ("L900", "L901", "L902", "L903")
"""Codes of findings about the run itself."""

_TEXTS = {
    NO_REASON: {
        "en": ("this exception from {codes} gives no reason", "Write why the finding is accepted here."),
        "zh": ("对 {codes} 的豁免没有写明理由", "请写明此处接受该问题的理由。"),
    },
    UNUSED: {
        "en": (
            "this exception from {codes} accepts nothing",
            "Take it out, or move it next to the text it is meant for.",
        ),
        "zh": ("对 {codes} 的豁免没有对应的问题", "请删除该豁免，或移到它所针对的文字旁。"),
    },
}


def matches(name: str, code: str, rule_name: str) -> int:
    """Return how closely a selector (code, prefix or rule name) fits a rule; 0: not at all."""
    if name in {code, rule_name}:
        return 100
    return len(name) if name and name.isascii() and code.startswith(name) else 0


def unknown_selector(names: Iterable[str], more: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return the first selector that fits no rule and none of ``more`` codes, with the one most like it ("": none)."""
    names = list(names)
    if not names:
        return None  # the rules need not be loaded to name none
    rules = all_rules()
    known = [*(rule.code for rule in rules), *(rule.name for rule in rules), *OWN_CODES, *more]
    for name in names:
        if name not in known and not any(code.startswith(name) for code in known if code.isupper()):
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            return name, near[0] if near else ""
    return None


def _closest(names: Iterable[str], code: str, rule_name: str) -> int:
    return max((matches(name, code, rule_name) for name in names), default=0)


def is_selected(rule: Rule, options: LintOptions) -> bool:
    """Whether a rule runs."""
    return is_wanted(rule.code, options, rule.name)


def is_wanted(code: str, options: LintOptions, rule_name: str = "") -> bool:
    """Whether findings of a code are wanted: the closer of ``select`` and ``ignore`` wins, ``ignore`` on a tie."""
    if _severity_name(code, rule_name, options) == SEVERITY_OFF:
        return False
    chosen = _closest(options.select, code, rule_name)
    if options.select and not chosen:
        return False
    left_out = _closest(options.ignore, code, rule_name)
    return not left_out or chosen > left_out


def _severity_name(code: str, rule_name: str, options: LintOptions) -> str:
    fitting = [(matches(name, code, rule_name), value) for name, value in options.severity.items()]
    return max(fitting, default=(0, ""))[1] if any(fit for fit, _ in fitting) else ""


def with_severity(finding: Finding, options: LintOptions) -> Finding | None:
    """Return the finding with the configured severity, None where it is switched off."""
    rule = find_rule(finding.code)
    name = _severity_name(finding.code, rule.name if rule else "", options)
    if name == SEVERITY_OFF:
        return None
    return replace(finding, severity=Severity(name)) if name else finding


def _accepts(allow: Allow, finding: Finding) -> bool:
    rule = find_rule(finding.code)
    return _closest(allow.codes, finding.code, rule.name if rule else "") > 0


def apply_allows(findings: list[Finding], options: LintOptions) -> list[Finding]:
    """Return the findings no inline exception accepts, and those about the exceptions themselves."""
    if not options.allows:
        return findings
    by_file: dict[str, list[Allow]] = {}
    for allow in options.allows:
        by_file.setdefault(allow.file, []).append(allow)
    kept: list[Finding] = []
    used: set[Allow] = set()
    for finding in findings:
        place = finding.location
        fitting = [
            allow
            for allow in by_file.get(place.file, ())
            if allow.covers(place.file, place.line) and _accepts(allow, finding)
        ]
        used.update(fitting)
        if not any(allow.reason.strip() for allow in fitting):
            kept.append(finding)
    for allow in options.allows:
        if allow in used and not allow.reason.strip():
            kept.append(_about(allow, NO_REASON, options, Severity.WARNING))
        elif allow not in used:
            kept.append(_about(allow, UNUSED, options, Severity.INFO))
    return sorted(kept, key=lambda finding: (finding.location, finding.code, finding.message))


def _about(allow: Allow, code: str, options: LintOptions, severity: Severity) -> Finding:
    message, hint = _TEXTS[code][options.lang]
    codes = ", ".join(allow.codes)
    return Finding(
        code=code,
        message=message.format(codes=codes),
        hint=hint,
        location=Location(allow.file, allow.first),
        severity=severity,
    )
