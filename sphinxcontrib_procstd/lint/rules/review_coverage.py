"""G804 review-coverage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.resources import ResourceKind

_REJECTED = re.compile(r"不通过|未通过|不同意|退回|否决|\b(?:rejected|not approved|failed|declined)\b", re.IGNORECASE)
"""How a review says no."""


class ReviewCoverage(Rule):
    """What: A department in scope did not review the process; or a reviewer comes from outside the scope.

    Why: Who was not asked finds the fault after the release; who is not concerned cannot judge it.

    Bad: departments: Service, Quality — one review, by Finance

    Good: one `review` record from Service and one from Quality
    """

    code = "G804"
    name = "review-coverage"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "missing": {
            "en": ("the department “{excerpt}” is in scope but did not review", "Add its “review” record."),
            "zh": ("涉及部门“{excerpt}”没有参与评审", "请补充该部门的“review”评审记录。"),
        },
        "outside": {
            "en": (
                "the reviewing department “{excerpt}” is not in scope",
                "Add it to “departments”, correct the review record, or say in a comment why it was asked.",
            ),
            "zh": (
                "评审部门“{excerpt}”不在涉及部门之内",
                "请将其加入“涉及部门”，更正评审记录，或用注释说明邀请的理由。",
            ),
        },
        "rejected": {
            "en": (
                "the review of “{excerpt}” ended with “{result}”, and nothing says what became of it",
                "Write what was done in “resolution”, or hold the review again.",
            ),
            "zh": ("“{excerpt}”的评审结论为“{result}”，但没有处理情况", "请填写“处理情况”，或重新评审。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the gaps between the scope and the reviews, once there is a review."""
        reviews = [record for record in process.records if record.kind == "review" and record.values.get("department")]
        if not reviews or not process.departments:
            return
        scope = {self._key(context, mention.name): mention.name for mention in process.departments}
        heard = {self._key(context, record.values["department"]): record for record in reviews}
        for key, name in scope.items():
            if key not in heard:
                yield self.finding(
                    context, process.where("departments"), "missing", process=process, field="departments", excerpt=name
                )
        for key, record in heard.items():
            result = record.values.get("result", "")
            if _REJECTED.search(result) and not record.values.get("resolution"):
                yield self.finding(
                    context,
                    record.where("result"),
                    "rejected",
                    process=process,
                    field="result",
                    excerpt=record.values["department"],
                    result=result,
                )
            if key not in scope:
                yield self.finding(
                    context,
                    record.where("department"),
                    "outside",
                    process=process,
                    field="department",
                    excerpt=record.values["department"],
                )

    def _key(self, context: LintContext, name: str) -> str:
        found = context.catalogue.find(ResourceKind.DEPARTMENT, name)
        return found.id if found else name.strip()
