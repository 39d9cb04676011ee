"""X702 unused-ref."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, Status, TargetKind
from sphinxcontrib_procstd.model.resources import ResourceKind


class UnusedRef(Rule):
    """What: A register entry that nothing uses; or a process that is retired or superseded and still handed over to.

    Why: A register full of dead entries is no register; work sent to a dead process gets lost.

    Bad: a form no step names

    Good: the form named in a step, or its entry taken out
    """

    code = "X702"
    name = "unused-ref"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the {kind} “{title}” is registered but never used",
                "Name it where it is used, or take the entry out.",
            ),
            "zh": ("{kind}“{title}”已登记但从未使用", "请在使用处写明，或删去该登记。"),
        },
        "dead": {
            "en": ("“{excerpt}” is {state} and still used here", "Hand over to the process that took its place."),
            "zh": ("“{excerpt}”{state}，但此处仍在使用", "请改为交接给替代它的流程。"),
        },
    }

    def check_catalogue(self, context: LintContext) -> Iterator[Finding]:
        """Yield the entries nobody uses."""
        backups = {mention.name for role in context.catalogue.of_kind(ResourceKind.JOB_ROLE) for mention in role.backup}
        owners = {entry.owner.name for entry in context.catalogue.resources if entry.owner}
        owners |= {entry.department.name for entry in context.catalogue.resources if entry.department}
        owners |= {
            text
            for process in context.catalogue.processes
            for record in process.records
            for name in ("department", "role", "owner")
            if (text := record.values.get(name, "").strip())
        }
        for entry in context.catalogue.resources:
            known = {entry.id, entry.title} & (backups | owners)
            if (entry.kind, entry.id) not in context.catalogue.uses and not known:
                kind = _KIND_NAMES[entry.kind] if context.lang == "zh" else entry.kind.value.replace("-", " ")
                yield self.finding(
                    context, entry.location, field=entry.kind.value, excerpt=entry.title, kind=kind, title=entry.title
                )

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the hand-overs to processes that are no longer in force."""
        for step in process.steps:
            for target in (*step.next, *step.parallel):
                other = context.catalogue.find_process(target.name) if target.kind is TargetKind.PROCESS else None
                if other and other.status is Status.RETIRED and process.status is not Status.RETIRED:
                    state = "已废止" if context.lang == "zh" else "retired"
                    yield self.finding(
                        context,
                        step.where("next"),
                        "dead",
                        process=process,
                        step=step,
                        field="next",
                        excerpt=target.name,
                        state=state,
                    )


_KIND_NAMES = {
    ResourceKind.FORM: "表单",
    ResourceKind.SYSTEM: "系统",
    ResourceKind.MANUAL: "手册",
    ResourceKind.JOB_ROLE: "岗位",
    ResourceKind.DEPARTMENT: "部门",
    ResourceKind.EXTERNAL: "外部输入",
}
