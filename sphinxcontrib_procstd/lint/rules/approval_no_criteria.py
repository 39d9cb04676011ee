"""C203 approval-no-criteria."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, StepKind


class ApprovalNoCriteria(Rule):
    """What: An approval that does not say what has to be true to pass.

    Why: Without criteria the same request passes on Monday and fails on Tuesday.

    Bad: Approve the plan. / 审批方案。

    Good: Approve the plan if its cost is at most 5,000 EUR. / 费用不超过5000元且附风险表的，予以通过。
    """

    code = "C203"
    name = "approval-no-criteria"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "this approval names no criteria",
                "Say what has to be fulfilled for it to pass: a figure, a document, a rule.",
            ),
            "zh": ("该审批没有写明通过标准", "请写明通过的条件：数值、文件或规定。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the approvals whose body, question and guards state no test."""
        for step in process.steps:
            if step.kind is not StepKind.APPROVAL:
                continue
            guards = " ".join(target.guard for target in step.next)
            if not _TEST.search(f"{step.body} {step.decision}") and not _FIGURE.search(guards):
                yield self.finding(context, step.where("body"), process=process, step=step, field="body")


_TEST = re.compile(
    r"\d|《|标准|条件|依据|符合|满足|齐全|一致|不超过|不低于|不得|应当?有|须有|如果|若|的，(?:予以|方可|可)?通过"
    r"|\b(?:criteri|if |when |unless |only |must |complete|within|limit|budget|policy|standard|"
    r"meets?|complies|compliance|according|signed|matches|agrees)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
