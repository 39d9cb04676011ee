"""T601 deadline-unparsable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext, says_nothing
from sphinxcontrib_procstd.lint.options import read_no_time_limit
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class DeadlineUnparsable(Rule):
    """What: A time limit that names no length, no clock time and no event.

    Why: It cannot be added up, watched or missed.

    Bad: deadline: when convenient

    Good: deadline: within 2 h of receipt
    """

    code = "T601"
    name = "deadline-unparsable"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "“{excerpt}” cannot be read as a time limit",
                "Write a duration and its event (“within 2 h of receipt”), a clock time, or “at once”.",
            ),
            "zh": (
                "无法识别时间节点“{excerpt}”",
                "请写时长和起算事件（“接收后2小时内”）、钟点（“每日17:00前”）或“即时”。",
            ),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the deadlines the parser makes nothing of."""
        if context.options.parse_time_limit is read_no_time_limit:
            return
        for step in process.steps:
            text = step.deadline.strip()
            if text and not says_nothing(text) and not context.is_placeholder(text) and context.limit(text) is None:
                yield self.finding(
                    context, step.where("deadline"), process=process, step=step, field="deadline", excerpt=text
                )
