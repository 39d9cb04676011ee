"""T603 exceeds-target."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.paths import FlowFacts
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class ExceedsTarget(Rule):
    """What: The longest way through the process takes longer, by the limits of its steps, than its target allows.

    Why: Everybody keeps the limit of their own step, and the customer still waits too long.

    Bad: goal: 24 h; steps of 4 h, 2 working days, 8 h

    Good: limits that add up to 24 h at most
    """

    code = "T603"
    name = "exceeds-target"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the limits add up to {total}, over the target of {target}: {sum} (by way of {way})",
                "Shorten a limit on this way, or raise the target.",
            ),
            "zh": ("各步时限合计{total}，超过目标{target}：{sum}（路径：{way}）", "请缩短该路径上的时限，或调整目标。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the longest way, with its arithmetic, if it is over the target."""
        field = "target" if process.target.strip() else "goal"
        text = (process.target or process.goal).strip()
        target = context.limit(text) if text else None
        allowed = target.minutes(context.options.calendar) if target else None
        if not allowed:
            return
        minutes: dict[str, float] = {}
        for step in process.steps:
            limit = context.limit(step.deadline.strip()) if step.deadline.strip() else None
            length = limit.minutes(context.options.calendar) if limit else None
            if length:
                minutes[step.id] = length
        facts = context.facts(process)
        total, way = facts.longest(minutes)
        if total > allowed:
            names = [facts.steps[step_id].title for step_id in way if step_id in minutes]
            yield self.finding(
                context,
                process.where(field),
                process=process,
                field=field,
                total=shown(total, context.lang),
                target=shown(allowed, context.lang),
                sum=" + ".join(shown(minutes[step_id], context.lang) for step_id in way if step_id in minutes),
                way=" → ".join(names) + _branch(way, facts),
            )


def _branch(way: tuple[str, ...], facts: FlowFacts) -> str:
    """Return the conditions on a way, in square brackets as authors write them."""
    guards = []
    for source, target in pairwise(way):
        guards += [
            flow.target.guard for flow in facts.outgoing[source] if flow.target.name == target and flow.target.guard
        ][:1]
    return "".join(f" [{guard}]" for guard in guards)


def shown(minutes: float, lang: str) -> str:
    """Return minutes as people write them: 30 min, 26 h."""
    if minutes < 60 or minutes % 6:
        return f"{minutes:g} 分钟" if lang == "zh" else f"{minutes:g} min"
    return f"{minutes / 60:g} 小时" if lang == "zh" else f"{minutes / 60:g} h"
