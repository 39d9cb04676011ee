"""R404 self-approval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Mention, Process, Step, StepKind


class SelfApproval(Rule):
    """What: Who approves also made what is approved, or the two roles, or two duties, are listed to be kept apart.

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
        "roles": {
            "en": (
                "“{other}” approves in “{title}” what “{role}” made in “{maker}”; the two roles must be kept apart",
                "Let a role approve that is not paired with the maker's.",
            ),
            "zh": (
                "“{title}”由“{other}”审批“{role}”在“{maker}”中经办的事项，两岗位应当分离",
                "请由不在分离清单中的岗位审批。",
            ),
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
            yield from self._apart(process, step, before, context)
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

    def _apart(self, process: Process, step: Step, before: list[Step], context: LintContext) -> Iterator[Finding]:
        """Yield the makers whose role is paired with the approver's in the list of roles that must be kept apart."""
        approver = context.role_key(step.role)
        for maker in before:
            role = context.role_key(maker.role)
            if role and role != approver and frozenset((role, approver)) in _role_pairs(context):
                yield self.finding(
                    context,
                    step.where("role"),
                    "roles",
                    process=process,
                    step=step,
                    field="role",
                    role=role,
                    other=approver,
                    title=step.title,
                    maker=maker.title,
                )

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


def _role_pairs(context: LintContext) -> frozenset[frozenset[str]]:
    """Return the pairs of the list as roles, in the words roles are told apart by; what names steps names no role."""
    return frozenset(
        frozenset(context.role_key(Mention(name=name)) for name in pair) for pair in context.options.separation
    )
