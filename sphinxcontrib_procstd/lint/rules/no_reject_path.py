"""F305 no-reject-path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, StepKind


class NoRejectPath(Rule):
    """What: An approval that has only one way out: it can only pass.

    Why: An approval that cannot refuse is no control, only a delay.

    Bad: kind: approval; next: carry-out

    Good: kind: approval; next: carry-out [approved]; work-out [rejected]
    """

    code = "F305"
    name = "no-reject-path"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the approval “{title}” has no way for a refusal",
                "Write two conditions in “next”, such as “carry-out [approved]; rework [rejected]”.",
            ),
            "zh": ("审批“{title}”没有驳回的去向", "请在“下一步”写明两种结果，例如“执行 [通过]; 修改 [驳回]”。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the approvals with fewer than two alternatives."""
        facts = context.facts(process)
        for step in process.steps:
            if step.kind is StepKind.APPROVAL and len({flow.to for flow in facts.alternatives(step.id)}) < 2:
                yield self.finding(
                    context, step.where("next"), process=process, step=step, field="next", title=step.title
                )
