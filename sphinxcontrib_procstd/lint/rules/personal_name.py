"""R403 personal-name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.names import is_person
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.resources import ResourceKind


class PersonalName(Rule):
    """What: A person stands where a role belongs.

    Why: People move on; the process then names somebody who has left, and nobody notices.

    Bad: role: Mr Smith; 责任岗位: 张三

    Good: role: Warehouse clerk; 责任岗位: 仓管员
    """

    code = "R403"
    name = "personal-name"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "“{excerpt}” looks like a person, not a role",
                "Write the role; persons belong in the role page or the records.",
            ),
            "zh": ("“{excerpt}”像是人名，而不是岗位", "请写岗位名称；具体人员写在岗位页或记录中。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the persons in role fields."""
        for step in process.steps:
            own = ((step.role,) if step.role else (), step.accountable, step.consulted, step.informed, step.backup)
            for field, mentions in zip(("role", "accountable", "consulted", "informed", "backup"), own, strict=True):
                for mention in mentions:
                    if is_person(mention.text) and not context.catalogue.find_mention(
                        mention, (ResourceKind.JOB_ROLE,)
                    ):
                        yield self.finding(
                            context, step.where(field), process=process, step=step, field=field, excerpt=mention.text
                        )
