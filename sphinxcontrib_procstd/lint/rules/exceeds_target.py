"""T603 exceeds-target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.clocks import Clock, clock_for
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.paths import FlowFacts, Way
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.timelimit import TimeLimit


class ExceedsTarget(Rule):
    """What: A way through the process takes longer, by the limits of its steps, than the process's target allows.

    Each branch over the target is named, with its sum. The sum is made on one clock, the target's: in hours a day is
    24 h; in working days a working day is the calendar's hours (8 unless the process or the settings say otherwise);
    in calendar days a working day is 7/5 days. Clock times and events have no length and are not counted.

    Why: Everybody keeps the limit of their own step, and the customer still waits too long.

    Bad: target: 24 h; steps of 4 h, 2 working days, 8 h

    Good: limits that add up to 24 h at most
    """

    code = "T603"
    name = "exceeds-target"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the limits add up to {total}, over the target of {target}: {sum} (by way of {way}){rule}",
                "Shorten a limit on this way, or raise the target.",
            ),
            "zh": (
                "各步时限合计{total}，超过目标{target}：{sum}（路径：{way}）{rule}",
                "请缩短该路径上的时限，或调整目标。",
            ),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield every branch whose longest way is over the target, longest first, with its arithmetic."""
        field = "target" if process.target.strip() else "goal"
        text = (process.target or process.goal).strip()
        target = context.limit(text) if text else None
        if target is None:
            return
        clock = clock_for(target, process.calendar, context.options.calendar)
        allowed = clock.hours(target)
        if not allowed:
            return
        limits = _limits(process, context, clock)
        facts = context.facts(process)
        for way in facts.longest_ways({step_id: hours for step_id, (_, hours) in limits.items()}):
            if way.length <= allowed + _NOTHING:
                continue
            counted = [limits[step_id] for step_id in way.steps if step_id in limits]
            yield self.finding(
                context,
                process.where(field),
                process=process,
                field=field,
                total=clock.shown(way.length, context.lang),
                target=clock.shown(allowed, context.lang),
                sum=" + ".join(clock.shown(hours, context.lang) for _, hours in counted),
                way=_named(way, facts, limits),
                rule=_rule(clock, [limit for limit, _ in counted], context.lang),
            )


_NOTHING = 1e-9
_RULES = {
    "working": {"en": "1 working day counts as {}", "zh": "1 个工作日按{}计"},
    "calendar": {"en": "1 calendar day counts as {}", "zh": "1 个自然日按{}计"},
    "hours": {"en": "{} count as 1 working day", "zh": "{}按 1 个工作日计"},
}


def _limits(process: Process, context: LintContext, clock: Clock) -> Mapping[str, tuple[TimeLimit, float]]:
    """Return the limits with a length, by step, and that length in hours of the clock."""
    found: dict[str, tuple[TimeLimit, float]] = {}
    for step in process.steps:
        limit = context.limit(step.deadline.strip()) if step.deadline.strip() else None
        if limit is not None and (hours := clock.hours(limit)):
            found.setdefault(step.id, (limit, hours))
    return found


def _rule(clock: Clock, limits: list[TimeLimit], lang: str) -> str:
    """Return what was converted in a sum and how, "" where nothing was."""
    kinds = dict.fromkeys(kind for limit in limits if (kind := clock.converts(limit)))
    said = []
    for kind in sorted(kinds):
        text = _RULES[kind]["zh" if lang == "zh" else "en"]
        if kind == "hours":
            length = f"{clock.working_day:g} 小时" if lang == "zh" else f"{clock.working_day:g} h"
        else:
            length = clock.shown(clock.working_day if kind == "working" else clock.calendar_day, lang)
        said.append(text.format(length))
    if not said:
        return ""
    return "；" + "，".join(said) if lang == "zh" else "; " + ", ".join(said)


def _named(way: Way, facts: FlowFacts, limits: Mapping[str, object]) -> str:
    """Return the steps of a way that have limits, and the conditions on it in brackets as authors write them."""
    names = " → ".join(facts.steps[step_id].title for step_id in way.steps if step_id in limits)
    guards = []
    for source, target in pairwise(way.steps):
        guards += [
            flow.target.guard for flow in facts.outgoing[source] if flow.target.name == target and flow.target.guard
        ][:1]
    return names + "".join(f" [{guard}]" for guard in (*guards, way.ending) if guard)
