"""R401 step-no-role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext, says_nothing
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class StepNoRole(Rule):
    """What: A step without a responsible role.

    Why: Work without an owner is left undone, and falls between two lanes.

    Bad: a step without :role:

    Good: role: Service agent
    """

    code = "R401"
    name = "step-no-role"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": ("the step “{title}” has no responsible role", "Name the one role that does it in “role”."),
            "zh": ("步骤“{title}”没有责任岗位", "请在“责任岗位”中写明由哪个岗位负责。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the steps nobody does."""
        for step in process.steps:
            if step.role is None or not step.role.text.strip() or says_nothing(step.role.text):
                yield self.finding(
                    context, step.where("role"), process=process, step=step, field="role", title=step.title
                )
