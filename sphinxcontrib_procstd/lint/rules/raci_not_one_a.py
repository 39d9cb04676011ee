"""R405 raci-not-one-a."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class RaciNotOneA(Rule):
    """What: A step that does not have exactly one accountable role, or has nobody responsible.

    Why: Two who answer for it each wait for the other; none is worse.

    Bad: accountable: Sales director, Finance director

    Good: accountable: Sales director
    """

    code = "R405"
    name = "raci-not-one-a"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "many": {
            "en": (
                "{count} roles are accountable for “{title}”; there must be exactly one",
                "Keep one in “accountable”; put the others in “consulted” or “informed”.",
            ),
            "zh": ("“{title}”有{count}个问责岗位，应当只有一个", "请只保留一个“问责岗位”，其余写入“咨询”或“知会”。"),
        },
        "none": {
            "en": (
                "nobody is accountable for “{title}”, though most steps of this process name somebody",
                "Name one role in “accountable”.",
            ),
            "zh": ("“{title}”没有问责岗位，而本流程多数步骤已写明", "请在“问责岗位”写明一个岗位。"),
        },
        "nobody": {
            "en": (
                "somebody is accountable for “{title}”, but nobody is responsible",
                "Name the role that does it in “role”.",
            ),
            "zh": ("“{title}”有问责岗位，却没有责任岗位", "请在“责任岗位”写明由谁执行。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the steps whose accountability is not clear."""
        named = sum(bool(step.accountable) for step in process.steps)
        used = 2 * named >= len(process.steps)  # where few steps name somebody, the others answer for themselves
        for step in process.steps:
            count = len(step.accountable)
            if count > 1:
                yield self.finding(
                    context,
                    step.where("accountable"),
                    "many",
                    process=process,
                    step=step,
                    field="accountable",
                    title=step.title,
                    count=count,
                )
            elif used and not count:
                yield self.finding(
                    context,
                    step.where("accountable"),
                    "none",
                    process=process,
                    step=step,
                    field="accountable",
                    title=step.title,
                )
            if count and step.role is None:
                yield self.finding(
                    context,
                    step.where("role"),
                    "nobody",
                    process=process,
                    step=step,
                    field="accountable",
                    title=step.title,
                )
