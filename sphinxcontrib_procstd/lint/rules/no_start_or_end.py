"""C202 no-start-or-end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process


class NoStartOrEnd(Rule):
    """What: A process without a start, without an end, or whose goal has no number with a unit.

    Why: Without both ends nobody knows which cases the process covers; without a figure nobody knows whether it works.

    Bad: goal: serve customers well

    Good: goal: answer every complaint within 24 hours
    """

    code = "C202"
    name = "no-start-or-end"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "start": {
            "en": ("the process has no start", "Name the event that sets it going in “start”."),
            "zh": ("流程没有写明起点", "请在“起点”中写明触发事件。"),
        },
        "end": {
            "en": ("the process has no end", "Name the state that finishes it in “end”."),
            "zh": ("流程没有写明终点", "请在“终点”中写明结束状态。"),
        },
        "goal": {
            "en": (
                "the goal names no number with a unit",
                "Say what is reached by when or how often, such as “within 24 hours” or “error rate at most 1 %”.",
            ),
            "zh": ("目标没有数值和单位", "请写明可衡量的目标，例如“24小时内答复”或“差错率不超过1%”。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the ends a process lacks."""
        for name, text in (("start", process.start), ("end", process.end)):
            if not text.strip():
                yield self.finding(context, process.where(name), name, process=process, field=name)
        if not _FIGURE.search(process.goal) and not process.target.strip():
            yield self.finding(
                context, process.where("goal"), "goal", process=process, field="goal", severity=Severity.WARNING
            )


_FIGURE = re.compile(
    r"(?<![A-Za-z\d])\d[\d.,]{0,12}\s?(?:[A-Za-z%％‰℃°€$¥]|[\u4e00-\u9fff])|[一二两三四五六七八九十百零](?:个|次|天|日|小时|分钟|周|月|成|倍|件|份|项|%)"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|zero) [a-z]|100"
)
