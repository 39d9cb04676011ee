"""F311 fake-join."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class FakeJoin(Rule):
    """What: A step with `join` that has fewer than two entries.

    Why: There is nothing to wait for; mostly a flow to it is missing.

    Bad: join: all on a step that one flow enters

    Good: join: all where two parallel ways meet
    """

    code = "F311"
    name = "fake-join"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": ("“{title}” has “join” but fewer than two entries", "Lead a second way to it, or take “join” out."),
            "zh": ("“{title}”写了“汇合”，但只有{count}个入口", "请补充另一条流向，或删去“汇合”。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the joins that join nothing."""
        facts = context.facts(process)
        for step in process.steps:
            count = len(facts.incoming[step.id]) + (process.steps[0] is step)
            if step.join is not None and count < 2:
                yield self.finding(
                    context, step.where("join"), process=process, step=step, field="join", title=step.title, count=count
                )
