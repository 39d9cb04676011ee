"""A106 weak-modal."""

from __future__ import annotations

from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Severity
from sphinxcontrib_procstd.lint.registry import Texts
from sphinxcontrib_procstd.lint.wording_rule import WordingRule


class WeakModal(WordingRule):
    """What: A verb makes a step optional that the process requires.

    Why: A standard says what is done; what may be done belongs in a note or in a condition.

    Bad: "The clerk should count the cash"; 收银员可以清点现金

    Good: "The clerk counts the cash"; 收银员清点现金
    """

    code = "A106"
    name = "weak-modal"
    severity = Severity.INFO
    texts: ClassVar[Texts] = {
        "": {
            "en": ("“{words}” makes the step optional", "Say what is done, or state the condition under which it is."),
            "zh": ("“{words}”使步骤成为可选", "请直接写明要做的动作，或写明适用条件。"),
        },
    }
