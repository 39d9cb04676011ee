"""A101 vague-time."""

from __future__ import annotations

from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Severity
from sphinxcontrib_procstd.lint.context import FieldText
from sphinxcontrib_procstd.lint.registry import Texts
from sphinxcontrib_procstd.lint.wording_rule import WordingRule


class VagueTime(WordingRule):
    """What: A time word that names no time: when, how often or how long cannot be worked out.

    Why: Two people wait for different lengths of time, and nobody is late. An auditor cannot tell either.

    Bad: "Report the defect promptly"; deadline "as soon as possible"; 尽快上报; 有空时处理

    Good: "Report the defect within 2 h of discovery"; 发现后2小时内上报
    """

    code = "A101"
    name = "vague-time"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "“{words}” names no time",
                "Give a figure and the event that starts the clock, such as “within 2 h of receipt”.",
            ),
            "zh": ("“{words}”没有说明具体时间", "请写明数值、单位和起算事件，例如“接收后2小时内”。"),
        },
    }

    def severity_in(self, field: FieldText) -> Severity:
        """Return an error for a deadline: there the time is all there is."""
        return Severity.ERROR if field.sort == "deadline" else self.severity
