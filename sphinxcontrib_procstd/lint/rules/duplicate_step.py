"""F304 duplicate-step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class DuplicateStep(Rule):
    """What: Two steps, processes or register entries with one id; or two steps with the same title and role.

    Why: A link to the id reaches only one of them; two equal rows are mostly a copy left over.

    Bad: two steps with :id: check

    Good: ids `check-invoice` and `check-goods`
    """

    code = "F304"
    name = "duplicate-step"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "id": {
            "en": (
                "the id “{excerpt}” is already taken in this handbook",
                "Give this one another id; old links keep working with “formerly”.",
            ),
            "zh": ("标识“{excerpt}”已被占用", "请改用其他标识；旧链接可用“曾用标识”保留。"),
        },
        "same": {
            "en": (
                "the step “{title}” has the same title and role as step {number}",
                "Merge the two, or say in the title what tells them apart.",
            ),
            "zh": ("步骤“{title}”与第{number}步的标题和岗位都相同", "请合并两步，或在标题中写明区别。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield steps of one process that look the same."""
        seen: dict[tuple[str, str], int] = {}
        ids: set[str] = set()
        for number, step in enumerate(process.steps, 1):
            if step.id in ids and step not in context.catalogue.duplicates:
                yield self.finding(context, step.location, "id", process=process, step=step, excerpt=step.id)
            ids.add(step.id)
            key = (step.title, context.role_key(step.role))
            if key in seen:
                yield self.finding(
                    context,
                    step.location,
                    "same",
                    process=process,
                    step=step,
                    field="title",
                    severity=Severity.WARNING,
                    title=step.title,
                    number=seen[key],
                )
            seen.setdefault(key, number)

    def check_catalogue(self, context: LintContext) -> Iterator[Finding]:
        """Yield the later definitions of ids already taken."""
        for item in context.catalogue.duplicates:
            yield self.finding(context, item.location, "id", excerpt=item.id)
