"""F310 superfluous-gateway."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class SuperfluousGateway(Rule):
    """What: A decision with a question but only one way out, or a `parallel` that starts one step only.

    Why: A diamond that decides nothing makes the reader look for the other way.

    Bad: decision: Urgent? with next: assign

    Good: decision: Urgent? with next: rush [yes]; assign
    """

    code = "F310"
    name = "superfluous-gateway"
    severity = Severity.INFO
    texts: ClassVar[Texts] = {
        "decision": {
            "en": (
                "the decision of “{title}” has only one way out",
                "Add the other way in “next”, or drop the question.",
            ),
            "zh": ("“{title}”的判断只有一个去向", "请在“下一步”补充另一去向，或删去判断。"),
        },
        "parallel": {
            "en": ("“parallel” of “{title}” starts only one step", "Name at least two steps, or use “next”."),
            "zh": ("“{title}”的“并行”只启动一个步骤", "请至少列出两个步骤，或改用“下一步”。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the gateways without a choice."""
        facts = context.facts(process)
        for step in process.steps:
            ways, together = facts.alternatives(step.id), facts.together(step.id)
            if step.decision and len(ways) < 2:
                yield self.finding(
                    context,
                    step.where("decision"),
                    "decision",
                    process=process,
                    step=step,
                    field="decision",
                    title=step.title,
                )
            if len(together) == 1 and not ways:
                yield self.finding(
                    context,
                    step.where("parallel"),
                    "parallel",
                    process=process,
                    step=step,
                    field="parallel",
                    title=step.title,
                )
