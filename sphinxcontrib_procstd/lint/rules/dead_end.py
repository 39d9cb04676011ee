"""F302 dead-end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class DeadEnd(Rule):
    """What: A step from which no way leads to an end of the process or to another process.

    Why: A case that comes here is never finished.

    Bad: a: next b; b: next a

    Good: b: next a [rejected]; end [approved]
    """

    code = "F302"
    name = "dead-end"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "no way leads from the step “{title}” to an end",
                "Lead it on with “next”: to a later step, to “end”, or to another process.",
            ),
            "zh": ("从步骤“{title}”出发无法到达终点", "请用“下一步”指向后续步骤、“结束”或其他流程。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the steps that lead nowhere."""
        ending = context.facts(process).ending
        for step in process.steps:
            if step.id not in ending:
                yield self.finding(
                    context, step.where("next"), process=process, step=step, field="next", title=step.title
                )
