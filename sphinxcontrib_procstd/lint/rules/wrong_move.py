"""G805 wrong-move."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Location, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.governance import MOVES, may_have_gone
from sphinxcontrib_procstd.model.process import Process, Status


class WrongMove(Rule):
    """What: Since the last release a process went to a state that its former one does not lead to, or is gone.

    Why: What is in force is revised or retired, not turned back into a draft: people may be working by it.

    Bad: effective in the last release, draft now; effective in the last release, deleted now

    Good: effective, then under revision, then effective again; effective, then retired
    """

    code = "G805"
    name = "wrong-move"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the state went from “{old}” to “{new}”, which the life cycle does not allow",
                "From “{old}” it goes to: {ways}.",
            ),
            "zh": ("状态由“{old}”变为“{new}”，不符合生命周期", "“{old}”之后可以是：{ways}。"),
        },
        "gone": {
            "en": (
                "the process “{excerpt}” was in force in the last release and is gone",
                "Retire it first (status: retired); take it out in a later release.",
            ),
            "zh": ("流程“{excerpt}”在上次发布时有效，现已不存在", "请先将状态改为“废止”，在以后的版本中再删除。"),
        },
    }
    _zh: ClassVar = {
        Status.DRAFT: "草稿", Status.IN_REVIEW: "评审中", Status.PILOT: "试点", Status.EFFECTIVE: "正式发布",
        Status.UNDER_REVISION: "修订中", Status.RETIRED: "废止",
    }  # fmt: skip

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the moves that are not allowed."""
        version, before = context.options.states.get(process.id, ("", ""))
        if not before or process.status is None:
            return
        old, new = Status(before), process.status
        if not may_have_gone(old, new, same_version=version == process.version):
            ways = [state for state in Status if state in MOVES[old]]
            stop = "、" if context.lang == "zh" else ", "
            nothing = "无" if context.lang == "zh" else "nothing else"
            yield self.finding(
                context,
                process.where("status"),
                process=process,
                field="status",
                old=self._word(old, context),
                new=self._word(new, context),
                ways=stop.join(self._word(way, context) for way in ways) or nothing,
            )

    def check_catalogue(self, context: LintContext) -> Iterator[Finding]:
        """Yield what was in force and is gone."""
        for name, (_version, before) in sorted(context.options.states.items()):
            if before == Status.EFFECTIVE and name not in context.catalogue.process_by_id:
                yield self.finding(context, Location(""), "gone", excerpt=name)

    def _word(self, state: Status, context: LintContext) -> str:
        return self._zh[state] if context.lang == "zh" else state.value.replace("-", " ")
