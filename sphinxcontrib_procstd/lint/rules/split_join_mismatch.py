"""F308 split-join-mismatch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.branches import Branch, closed_splits, entry_branch
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Join, Process, Step


class SplitJoinMismatch(Rule):
    """What: Parallel ways meet at a step that waits for one only, or alternatives at one that waits for all.

    Why: The step would be done twice, or never.

    Bad: parallel: a; b, both next: c, and c without join

    Good: c: join: all
    """

    code = "F308"
    name = "split-join-mismatch"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "any": {
            "en": (
                "“{title}” is reached by ways that run at the same time ({split}) but does not wait for all",
                "Write “join: all”.",
            ),
            "zh": ("同时进行的分支（{split}）汇合于“{title}”，但未等待全部完成", "请写“汇合: 全部”（join: all）。"),
        },
        "all": {
            "en": (
                "“{title}” waits for all its entries, but they are alternatives ({split}): it may wait for ever",
                "Write “join: any”, or start the ways with “parallel”.",
            ),
            "zh": (
                "“{title}”等待全部前序完成，但前序是二选一（{split}），会一直等待",
                "请写“汇合: 任一”（join: any），或改用“并行”。",
            ),
        },
        "back": {
            "en": (
                "“{title}” waits for all its entries, but one comes back from “{split}” after it: it waits for ever",
                "Lead the way back to a step before this one, or write “join: any”.",
            ),
            "zh": (
                "“{title}”等待全部前序完成，但其中一条来自其后的“{split}”，会一直等待",
                "请将返回的流向指向本步骤之前的步骤，或写“汇合: 任一”（join: any）。",
            ),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the joins that do not fit the split they close."""
        facts = context.facts(process)
        branches: dict[str, Branch] = {}
        for step_id in facts.order:
            step = facts.steps[step_id]
            entries = [
                flow
                for flow in facts.incoming[step_id]
                if flow.source in branches and not facts.goes_back(flow.source, step_id)
            ]
            found = [entry_branch(flow, facts, branches) for flow in entries]
            closed, branches[step_id] = closed_splits(found)
            for split in closed:
                key = "any" if split.parallel and step.join is not Join.ALL else ""
                key = "all" if not split.parallel and step.join is Join.ALL else key
                if key:
                    yield self._about(context, process, step, key, facts.steps[split.split])
                    break
            back = next((flow for flow in facts.incoming[step_id] if facts.goes_back(flow.source, step_id)), None)
            if back is not None and step.join is Join.ALL:
                yield self._about(context, process, step, "back", facts.steps[back.source])

    def _about(self, context: LintContext, process: Process, step: Step, key: str, other: Step) -> Finding:
        return self.finding(
            context,
            step.where("join"),
            key,
            process=process,
            step=step,
            field="join",
            title=step.title,
            split=other.title,
        )
