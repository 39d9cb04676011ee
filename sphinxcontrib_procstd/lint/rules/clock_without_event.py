"""D503 clock-without-event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.events import event_stems
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, Step, StepKind


class ClockWithoutEvent(Rule):
    """What: A time limit counted from an event that no step of the process produces.

    Why: Nobody knows when the clock starts, so nobody is ever late.

    Bad: deadline: within 4 h of transfer, in a process where nothing is transferred

    Good: deadline: within 4 h of assignment, after a step “Assign the agent”
    """

    code = "D503"
    name = "clock-without-event"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the clock of “{excerpt}” starts at “{event}”, which no other step produces",
                "Count from what an earlier step does, in its words.",
            ),
            "zh": ("“{excerpt}”从“{event}”起算，但没有步骤产生该事件", "请改从前面某一步骤的动作起算，并使用其用词。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the limits whose event nobody produces."""
        events = [event_stems(_happens(step)) for step in process.steps]
        common = event_stems(process.start)
        count: Counter[str] = Counter(stem for stems in events for stem in stems)
        for step, own in zip(process.steps, events, strict=True):
            limit = context.limit(step.deadline) if step.deadline else None
            if limit is None or len(limit.anchor) < 2 or _is_start(limit.anchor):
                continue
            if step is process.steps[0] and not process.start.strip():
                continue  # it may count from the start, which C202 asks for
            wanted = event_stems(limit.anchor)
            near = common | event_stems(f"{step.input} {' '.join(target.guard for target in step.next)}")
            if wanted and not any(stem in near or count[stem] > (stem in own) for stem in wanted):
                yield self.finding(
                    context,
                    step.where("deadline"),
                    process=process,
                    step=step,
                    field="deadline",
                    excerpt=step.deadline,
                    event=limit.anchor,
                )


def _happens(step: Step) -> str:
    """Return the words for what a step brings about; a step that waits says in its body what for."""
    waited = step.body if step.kind is StepKind.WAIT else ""
    return f"{step.title} {step.output} {waited}"


_START = re.compile(
    r"(?:the )?(?:start|begin(?:ning)?)(?: of (?:the |this )?(?:process|procedure))?|(?:the )?process start"
    r"|(?:本?流程)?(?:开始|启动|发起|起始)",
    re.IGNORECASE,
)


def _is_start(anchor: str) -> bool:
    """Whether an event is the start of the process itself, which its header names."""
    return _START.fullmatch(anchor.strip()) is not None
