"""A103 escape-clause."""

from __future__ import annotations

from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Severity
from sphinxcontrib_procstd.lint.registry import Texts
from sphinxcontrib_procstd.lint.wording_rule import WordingRule


class EscapeClause(WordingRule):
    """What: Whether or how far the thing is done is left to the reader; no condition one could test (INCOSE R8).

    Why: What may be left out will be left out, and each reader draws the line elsewhere.

    Bad: "Test the sample if necessary"; 必要时复检

    Good: "Test the sample if its pH is above 7.5"; pH大于7.5时复检
    """

    code = "A103"
    name = "escape-clause"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "“{words}” leaves it open whether this is done",
                "State the condition as a test with a figure or a fact, or drop the words.",
            ),
            "zh": ("“{words}”没有可判定的条件", "请改为可判定的条件（数值或事实），或者删去。"),
        },
    }
