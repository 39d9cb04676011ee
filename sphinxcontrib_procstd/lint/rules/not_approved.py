"""G801 not-approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.governance import Meaning, SignoffState, Wanted
from sphinxcontrib_procstd.model.process import Process, Status


class NotApproved(Rule):
    """What: A process in force that nobody approved, or its own author; a sign-off that no longer fits what it signed.

    Why: An unapproved rule binds nobody, and an auditor will say so. An approval is of the text as it stood that day.

    Bad: status: effective without approved-by; a step reworded after `procstd sign`

    Good: approved-by: Operations director, approved-on: 2026-01-01; reworded, then signed again
    """

    code = "G801"
    name = "not-approved"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the process is in force but nobody approved it",
                "Write who approved it and when (“approved-by”, “approved-on”), or an “approval” record.",
            ),
            "zh": ("流程已正式发布，但没有审批记录", "请写明“审批人”和“审批日期”，或增加“approval”记录。"),
        },
        "own": {
            "en": ("“{excerpt}” approved what “{excerpt}” wrote", "Let somebody else approve."),
            "zh": ("“{excerpt}”审批了自己编写的流程", "请由其他人审批。"),
        },
        "void": {
            "en": (
                "the sign-off ({meaning}) of {name}, {role}, on {date} is void, the text changed: {changes} ({place})",
                "Raise the version, or have {role} sign again: procstd sign.",
            ),
            "zh": (
                "{name}（{role}）于{date}的签署（{meaning}）已失效：签署后内容有变更：{changes}（{place}）",
                "请升级版本号，或请{role}重新签署：procstd sign。",
            ),
        },
        "unproven": {
            "en": (
                "the sign-off ({meaning}) of {name}, {role}, on {date} does not count: {why} ({place})",
                "Have {role} sign again with their key: procstd sign --ssh-key.",
            ),
            "zh": (
                "{name}（{role}）于{date}的签署（{meaning}）不予承认：{why}（{place}）",
                "请{role}用本人密钥重新签署：procstd sign --ssh-key。",
            ),
        },
        "missing": {
            "en": ("{role} has not signed version {version} ({meaning})", "Have {role} sign: procstd sign."),
            "zh": ("{role}尚未签署{version}版（{meaning}）", "请{role}签署：procstd sign。"),
        },
    }
    _meanings: ClassVar = {
        "en": {Meaning.APPROVE: "approve", Meaning.REVIEW: "review"},
        "zh": {Meaning.APPROVE: "批准", Meaning.REVIEW: "评审"},
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield what is in force without another's approval, and what is wrong with its sign-offs."""
        if process.status is Status.EFFECTIVE:
            yield from self._approval(process, context)
        report = context.options.signoffs.get(process.id)
        if report is None or process.status is Status.RETIRED:
            return
        for want in report.wanted if report.signoffs or context.options.signoff_required else ():
            yield self._wanted(want, process, context)

    def check_catalogue(self, context: LintContext) -> Iterator[Finding]:
        """Yield what is wrong with the sign-off files themselves."""
        for fault in context.options.signoff_faults:
            yield replace(fault, severity=self.severity)

    def _approval(self, process: Process, context: LintContext) -> Iterator[Finding]:
        records = [record for record in process.records if record.kind == "approval"]
        people = {mention.name for mention in process.approved_by}
        people |= {record.values[key] for record in records for key in ("role", "name") if record.values.get(key)}
        if not people:
            yield self.finding(context, process.where("approved-by"), process=process, field="approved-by")
        revisions = [
            record for record in process.records if record.kind == "revision" and record.title in {"", process.version}
        ]
        for author in sorted({record.values["by"] for record in revisions if record.values.get("by")} & people):
            yield self.finding(
                context, process.where("approved-by"), "own", process=process, field="approved-by", excerpt=author
            )

    def _wanted(self, want: Wanted, process: Process, context: LintContext) -> Finding:
        place, meaning = process.where("approved-by"), self._meanings[context.lang][want.meaning]
        if want.void is None:
            return self.finding(
                context, place, "missing", process=process, field="approved-by", role=want.role, meaning=meaning,
                version=process.version or "—",
            )  # fmt: skip
        signoff = want.void.signoff
        known = context.options.signoff_changes.get(process.id, {})
        return self.finding(
            context,
            place,
            "void" if want.void.state is SignoffState.VOID else "unproven",
            process=process,
            field="approved-by",
            meaning=meaning,
            name=signoff.name,
            role=signoff.role,
            date=signoff.date,
            changes=known.get(str(signoff.location), "—"),
            why=want.void.why,
            place=signoff.location,
        )
