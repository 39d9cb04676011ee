"""R402 unknown-role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext, says_nothing
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.resources import ResourceKind


class UnknownRole(Rule):
    """What: A role that is not in the register, once the handbook has a register of roles.

    Why: Two spellings are two lanes and two role pages; the second one is empty.

    Bad: role: Servce agent

    Good: role: Service agent
    """

    code = "R402"
    name = "unknown-role"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the role “{excerpt}” is not in the register",
                "Register it with “job-role”, or use a registered name.",
            ),
            "zh": ("岗位“{excerpt}”不在岗位登记中", "请用“job-role”登记，或使用已登记的名称。"),
        },
        "near": {
            "en": ("the role “{excerpt}” is not in the register", "Did you mean “{near}”?"),
            "zh": ("岗位“{excerpt}”不在岗位登记中", "是否应为“{near}”？"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the roles nobody registered."""
        roles = context.catalogue.of_kind(ResourceKind.JOB_ROLE)
        if not roles:
            return
        names = [role.title for role in roles]
        for step in process.steps:
            own = ((step.role,) if step.role else (), step.accountable, step.consulted, step.informed, step.backup)
            for field, mentions in zip(("role", "accountable", "consulted", "informed", "backup"), own, strict=True):
                kinds = (
                    (ResourceKind.JOB_ROLE,)
                    if field in {"role", "backup"}
                    else (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)
                )
                for mention in mentions:
                    if says_nothing(mention.name) or context.catalogue.find_mention(mention, kinds):
                        continue
                    near = context.catalogue.near(mention.name, names)
                    yield self.finding(
                        context,
                        step.where(field),
                        "near" if near else "",
                        process=process,
                        step=step,
                        field=field,
                        excerpt=mention.name,
                        near=near,
                    )
