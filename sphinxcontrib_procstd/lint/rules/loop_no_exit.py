"""F306 loop-no-exit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, Step, TargetKind


class LoopNoExit(Rule):
    """What: A loop that nothing leaves; or one without a limit of rounds and without an escalation.

    Why: A case can go round for ever, and nobody is told.

    Bad: check: next rework [faulty]; rework: next check

    Good: rework: escalate: Quality manager after 3 working days
    """

    code = "F306"
    name = "loop-no-exit"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "exit": {
            "en": ("the loop {way} has no way out", "Give one of its steps a “next” that leaves the loop."),
            "zh": ("循环 {way} 没有出口", "请让其中某一步的“下一步”离开循环。"),
        },
        "limit": {
            "en": (
                "the loop {way} has neither a limit of rounds nor an escalation",
                "Say after how many rounds or which time it goes to whom (“escalate”).",
            ),
            "zh": ("循环 {way} 没有次数上限，也没有升级处理", "请写明最多几轮，或超时后交由谁处理（“升级”）。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the loops without an exit, then those without a bound."""
        facts = context.facts(process)
        for loop in facts.loops:
            inside = set(loop)
            first = facts.steps[loop[0]]
            way = " → ".join([*loop[:6], *(["…"] if len(loop) > 6 else []), loop[0]])
            exits = not facts.astray.isdisjoint(inside) or any(
                flow.target.kind is not TargetKind.STEP or flow.target.name not in inside
                for step_id in loop
                for flow in facts.outgoing[step_id]
            )
            if not exits:
                yield self.finding(
                    context, first.where("next"), "exit", process=process, step=first, field="next", way=way
                )
            elif not any(_is_bounded(facts.steps[step_id]) for step_id in loop):
                yield self.finding(
                    context,
                    first.where("next"),
                    "limit",
                    process=process,
                    step=first,
                    field="next",
                    way=way,
                    severity=Severity.INFO,
                )


_ROUNDS = re.compile(
    r"[\d一二两三四五]\s?(?:次|轮|回|遍)|\b(?:once|twice)\b"
    r"|\b(?:\d{1,3}|two|three|four|five) (?:times|rounds|attempts|tries)"
    r"|(?:second|third) (?:time|round|attempt|refusal)",
    re.IGNORECASE,
)


def _is_bounded(step: Step) -> bool:
    guards = " ".join(target.guard for target in step.next)
    return step.escalate is not None or _ROUNDS.search(f"{step.body} {guards}") is not None
