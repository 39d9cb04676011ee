"""The base of the rules on wording: one class of faults each, found by the wording check."""

from __future__ import annotations

from collections.abc import Iterator

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import FieldText, LintContext
from sphinxcontrib_procstd.lint.registry import Rule
from sphinxcontrib_procstd.model.process import Process

_SHOWN = 60


class WordingRule(Rule):
    """Reports the hits that bear its code."""

    def severity_in(self, field: FieldText) -> Severity:
        """Return how grave the fault is in a field."""
        del field
        return self.severity

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield one finding for each hit."""
        for field, hits in context.hits(process):
            for hit in hits:
                if hit.code != self.code:
                    continue
                words = field.text[hit.start : hit.end]
                shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
                yield self.finding(
                    context,
                    field.location,
                    field.sort if field.sort in self.texts else "",
                    process=process,
                    step=field.step,
                    field=field.name,
                    excerpt=words,
                    severity=self.severity_in(field),
                    words=shown,
                )
