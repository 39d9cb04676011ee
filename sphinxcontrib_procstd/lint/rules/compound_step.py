"""A108 compound-step."""

from __future__ import annotations

from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Severity
from sphinxcontrib_procstd.lint.registry import Texts
from sphinxcontrib_procstd.lint.wording_rule import WordingRule


class CompoundStep(WordingRule):
    """What: Two or more actions with different objects or results in one step.

    Why: One row has one role, one output and one time limit; a second action has none of its own.

    Bad: "Weigh the parcel and call the courier"; 称重包裹并通知快递员

    Good: two steps: "Weigh the parcel", "Call the courier"; 分为“称重包裹”“通知快递员”两步
    """

    code = "A108"
    name = "compound-step"
    severity = Severity.INFO
    texts: ClassVar[Texts] = {
        "": {
            "en": ("“{words}” is a second action in this step", "Make it a step of its own."),
            "zh": ("“{words}”是本步骤中的另一个动作", "请拆分为单独的步骤。"),
        },
    }
