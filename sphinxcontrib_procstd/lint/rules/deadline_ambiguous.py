"""T602 deadline-ambiguous."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class DeadlineAmbiguous(Rule):
    """What: A time limit in days of unknown kind, or one that does not say what starts the clock.

    Why: Three days over a weekend are one working day; a duration from nowhere never ends.

    Bad: deadline: 3 days; 时间节点: 3天内

    Good: deadline: within 3 working days of receipt; 时间节点: 接收后3个工作日内
    """

    code = "T602"
    name = "deadline-ambiguous"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "day-kind": {
            "en": (
                "“{excerpt}” does not say whether working days or calendar days",
                "Write “working days” or “calendar days”.",
            ),
            "zh": ("“{excerpt}”没有说明是工作日还是自然日", "请写“工作日”或“自然日”。"),
        },
        "no-anchor": {
            "en": (
                "“{excerpt}” does not say what starts the clock",
                "Name the event, such as “within 2 h of receipt”.",
            ),
            "zh": ("“{excerpt}”没有写明起算事件", "请写明起算事件，例如“接收后2小时内”。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the two ways of reading a limit."""
        for step in process.steps:
            limit = context.limit(step.deadline.strip()) if step.deadline.strip() else None
            for ambiguity in sorted(limit.ambiguities if limit else ()):
                yield self.finding(
                    context,
                    step.where("deadline"),
                    ambiguity.value,
                    process=process,
                    step=step,
                    field="deadline",
                    excerpt=step.deadline.strip(),
                )
