"""G801 not-approved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, Status


class NotApproved(Rule):
    """What: A process in force that nobody approved, or that its own author approved.

    Why: An unapproved rule binds nobody, and an auditor will say so.

    Bad: status: effective without approved-by

    Good: approved-by: Operations director, approved-on: 2026-01-01
    """

    code = "G801"
    name = "not-approved"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the process is in force but nobody approved it",
                "Write who approved it and when (“approved-by”, “approved-on”), or an “approval” record.",
            ),
            "zh": ("流程已正式发布，但没有审批记录", "请写明“审批人”和“审批日期”，或增加“approval”记录。"),
        },
        "own": {
            "en": ("“{excerpt}” approved what “{excerpt}” wrote", "Let somebody else approve."),
            "zh": ("“{excerpt}”审批了自己编写的流程", "请由其他人审批。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield what is in force without another's approval."""
        if process.status is not Status.EFFECTIVE:
            return
        records = [record for record in process.records if record.kind == "approval"]
        people = {mention.name for mention in process.approved_by}
        people |= {record.values[key] for record in records for key in ("role", "name") if record.values.get(key)}
        if not people:
            yield self.finding(context, process.where("approved-by"), process=process, field="approved-by")
        revisions = [
            record for record in process.records if record.kind == "revision" and record.title in {"", process.version}
        ]
        for author in sorted({record.values["by"] for record in revisions if record.values.get("by")} & people):
            yield self.finding(
                context, process.where("approved-by"), "own", process=process, field="approved-by", excerpt=author
            )
