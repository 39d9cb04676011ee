"""F307 branch-unlabelled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.guards import covers_all
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, StepKind, TargetKind


class BranchUnlabelled(Rule):
    """What: A branch whose conditions do not say which way a case goes: none, two equal ones, or none for the rest.

    Why: Two readers take different ways, or a case fits no way at all.

    Bad: next: a; b — next: a [large]; b [large] — next: a [red]; b [blue]

    Good: next: a [over 500 EUR]; b
    """

    code = "F307"
    name = "branch-unlabelled"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "none": {
            "en": (
                "{count} ways leave “{title}” without a condition",
                "Give each way but one a condition in square brackets; the one without is the default.",
            ),
            "zh": ("“{title}”有{count}个去向没有写条件", "请给每个去向在方括号中写明条件，只留一个作为默认。"),
        },
        "equal": {
            "en": (
                "the condition “{excerpt}” stands on two ways out of “{title}”",
                "Make the conditions exclude each other.",
            ),
            "zh": ("“{title}”的两个去向条件相同：“{excerpt}”", "请让各条件互不重叠。"),
        },
        "default": {
            "en": (
                "no way out of “{title}” is left for the other cases",
                "Add a way without a condition (the default), or conditions that cover every case.",
            ),
            "zh": ("“{title}”没有其余情况的去向", "请增加一个不写条件的去向作为默认，或使条件覆盖所有情况。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the faults of every branch."""
        facts = context.facts(process)
        for step in process.steps:
            flows = facts.alternatives(step.id)
            guards = [" ".join(flow.target.guard.split()) for flow in flows]
            named = [flow for flow in flows if flow.target.kind is TargetKind.END and flow.target.name]
            bare = guards.count("") - (len(named) if len(flows) > 1 else 0)  # the name of an end says when
            where = step.where("next")
            if len(flows) > 1 and bare > 1:
                yield self.finding(
                    context, where, "none", process=process, step=step, field="next", title=step.title, count=bare
                )
            for guard in sorted({guard for guard in guards if guard and guards.count(guard) > 1}):
                yield self.finding(
                    context, where, "equal", process=process, step=step, field="next", title=step.title, excerpt=guard
                )
            settled = bare or named or step.kind is StepKind.WAIT  # what is waited for happens, or its time is up
            if guards and not settled and not covers_all(guards):
                yield self.finding(
                    context, where, "default", process=process, step=step, field="next", title=step.title
                )
