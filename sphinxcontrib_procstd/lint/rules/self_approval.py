"""R404 self-approval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, Step, StepKind


class SelfApproval(Rule):
    """What: Who approves also made what is approved; or two duties that must be kept apart are in one hand.

    Why: Four eyes see more than two, and fraud needs one pair only (separation of duties).

    Bad: plan: role Engineer; approve: role Engineer

    Good: approve: role Engineering manager
    """

    code = "R404"
    name = "self-approval"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": ("“{role}” approves in “{title}” what “{role}” made in “{maker}”", "Let another role approve."),
            "zh": ("“{title}”的审批人“{role}”也是“{maker}”的经办岗位", "请由其他岗位审批。"),
        },
        "pair": {
            "en": (
                "“{role}” does both “{title}” and “{maker}”, which must be kept apart",
                "Give one of the two steps to another role.",
            ),
            "zh": ("“{role}”同时负责“{title}”和“{maker}”，两者应当分离", "请将其中一步交由其他岗位。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield approvals by the maker, then the listed pairs in one hand."""
        facts = context.facts(process)
        for step in process.steps:
            role = context.role_key(step.role)
            if step.kind is not StepKind.APPROVAL or not role:
                continue
            before = [
                facts.steps[flow.source]
                for flow in facts.incoming[step.id]
                if not facts.goes_back(flow.source, step.id)
            ]
            maker = next((other for other in before if context.role_key(other.role) == role), None)
            if maker:
                yield self.finding(
                    context,
                    step.where("role"),
                    process=process,
                    step=step,
                    field="role",
                    role=role,
                    title=step.title,
                    maker=maker.title,
                )
        yield from self._pairs(process, context)

    def _pairs(self, process: Process, context: LintContext) -> Iterator[Finding]:
        by_name: dict[str, Step] = {}
        for step in process.steps:
            for name in (f"{process.id}.{step.id}", step.id, step.title):
                by_name.setdefault(name, step)
        for one, other in context.options.separation:
            first, second = by_name.get(one), by_name.get(other)
            if first is None or second is None or first is second:
                continue
            role = context.role_key(second.role)
            if role and role == context.role_key(first.role):
                yield self.finding(
                    context,
                    second.where("role"),
                    "pair",
                    process=process,
                    step=second,
                    field="role",
                    role=role,
                    title=second.title,
                    maker=first.title,
                )
