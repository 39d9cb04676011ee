"""F301 unreachable-step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class UnreachableStep(Rule):
    """What: A step to which no way leads from the first step.

    Why: Nobody will ever do it: either it is dead, or a flow is missing.

    Bad: a step after one whose `next` jumps past it

    Good: a `next` of an earlier step that names it
    """

    code = "F301"
    name = "unreachable-step"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": ("no way leads to the step “{title}”", "Name it in the “next” of an earlier step, or take it out."),
            "zh": ("没有任何流向到达步骤“{title}”", "请在前面某一步骤的“下一步”中指向它，或者删去。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the steps that cannot be reached."""
        reached = context.facts(process).reached
        for step in process.steps:
            if step.id not in reached:
                yield self.finding(context, step.location, process=process, step=step, title=step.title)
