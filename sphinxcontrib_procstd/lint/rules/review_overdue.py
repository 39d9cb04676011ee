"""G802 review-overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, Status
from sphinxcontrib_procstd.model.review import next_review


class ReviewOverdue(Rule):
    """What: The date of the next review is past; past its grace too, it is an error.

    Why: Processes age: a review that is not held lets them drift from the work.

    Bad: review-cycle: 3 months, last-reviewed: a year ago

    Good: last-reviewed within the cycle
    """

    code = "G802"
    name = "review-overdue"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the review was due on {due}, {days} days ago",
                "Review the process and write the date in “last-reviewed”.",
            ),
            "zh": ("应于{due}复盘，已逾期{days}天", "请完成复盘，并更新“上次复盘”日期。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the reviews that were not held; quiet unless the caller says what day it is."""
        today, due = context.options.today, next_review(process)
        if today is None or not due or process.status is Status.RETIRED:
            return
        days = (today - date.fromisoformat(due)).days
        if days > 0:
            severity = Severity.ERROR if days > context.options.review_grace_days else Severity.WARNING
            yield self.finding(
                context,
                process.where("last-reviewed"),
                process=process,
                field="last-reviewed",
                severity=severity,
                due=due,
                days=days,
            )
