"""Run the rules over a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sphinxcontrib_procstd.diagnostics import Finding, Location, Severity
from sphinxcontrib_procstd.lint.baseline import without_known
from sphinxcontrib_procstd.lint.cache import WordingCache
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.options import LintOptions
from sphinxcontrib_procstd.lint.registry import Rule, all_rules
from sphinxcontrib_procstd.lint.select import apply_allows, is_selected, with_severity
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process

CRASH = "L900"
"""The code of the finding a crashed rule leaves."""

_CRASH_TEXT = {
    "en": ("rule {code} crashed: {error}", "Report it to the rule's author; the other rules were run."),
    "zh": ("规则 {code} 运行出错：{error}", "请报告给该规则的作者；其他规则已照常运行。"),
}


UNREAD = "L903"
"""The code of the finding that tells that Chinese texts were not checked for wording."""

_UNREAD_TEXT = {
    "en": ("the wording of Chinese texts was not checked", "Install the package rjieba."),
    "zh": ("未检查中文措辞", "请安装 rjieba 软件包。"),
}


def run_lint(
    catalogue: Catalogue,
    options: LintOptions | None = None,
    rules: Sequence[Rule] | None = None,
    cache: WordingCache | None = None,
    more: Iterable[Finding] = (),
) -> list[Finding]:
    """Return the findings of every selected rule, sorted by place; allowed and known ones are left out.

    ``rules`` replaces the shipped and installed ones; ``cache`` spares reading texts already read in another run.
    ``more`` are findings of the caller's own; one about the same words in the same place is left out.
    """
    options = options or LintOptions()
    context = LintContext(catalogue, options, cache)
    found: list[Finding] = []
    for rule in all_rules() if rules is None else rules:
        if is_selected(rule, options):
            found.extend(_run(rule, context))
    said = {(finding.location, finding.excerpt) for finding in found if finding.excerpt}
    found.extend(finding for finding in more if (finding.location, finding.excerpt) not in said)
    if context.left_unread:
        message, hint = _UNREAD_TEXT[context.lang]
        found.append(Finding(code=UNREAD, message=message, hint=hint, location=Location("")))
    found = [finding for raw in found if (finding := with_severity(raw, options))]
    found.sort(key=sort_key)
    return without_known(apply_allows(found, options), options.baseline)


def sort_key(finding: Finding) -> tuple[str, int, int, str, str, str]:
    """Order findings by place, then by code."""
    place = finding.location
    return (place.file, place.line, place.column, finding.code, finding.field, finding.message)


def _run(rule: Rule, context: LintContext) -> Iterator[Finding]:
    for process in context.catalogue.processes:
        yield from _guarded(rule, context, process)
    yield from _guarded(rule, context, None)


def _guarded(rule: Rule, context: LintContext, process: Process | None) -> Iterable[Finding]:
    """Return a rule's findings on one process (None: on the catalogue); a crash is a finding, the run goes on."""
    try:
        return list(rule.check_process(process, context) if process else rule.check_catalogue(context))
    except Exception as error:
        message, hint = _CRASH_TEXT[context.lang]
        text = " ".join(f"{type(error).__name__}: {error}".split())
        return [
            Finding(
                code=CRASH,
                message=message.format(code=rule.code, error=text),
                hint=hint,
                location=process.location if process else Location(""),
                severity=Severity.ERROR,
                process=process.id if process else "",
            )
        ]
