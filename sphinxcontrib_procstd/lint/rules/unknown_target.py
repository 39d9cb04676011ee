"""F303 unknown-target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, TargetKind


class UnknownTarget(Rule):
    """What: A `next`, `parallel` or `escalate` that names no step of the process.

    Why: The flow goes nowhere at this point, and the picture lacks an arrow.

    Bad: next: aprove

    Good: next: approve
    """

    code = "F303"
    name = "unknown-target"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": ("“{excerpt}” is no step of this process", "Use the id of a step of this process."),
            "zh": ("“{excerpt}”不是本流程的步骤", "请使用本流程中步骤的标识。"),
        },
        "near": {
            "en": ("“{excerpt}” is no step of this process", "Did you mean “{near}”?"),
            "zh": ("“{excerpt}”不是本流程的步骤", "是否应为“{near}”？"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the targets that are no step."""
        known = context.facts(process).steps
        for step in process.steps:
            for field, targets in (("next", step.next), ("parallel", step.parallel)):
                for target in targets:
                    if target.kind is TargetKind.STEP and target.name not in known:
                        near = context.catalogue.near(target.name, known)
                        yield self.finding(
                            context,
                            step.where(field),
                            "near" if near else "",
                            process=process,
                            step=step,
                            field=field,
                            excerpt=target.name,
                            near=near,
                        )
