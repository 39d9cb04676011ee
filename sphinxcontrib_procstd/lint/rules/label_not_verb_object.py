"""A107 label-not-verb-object."""

from __future__ import annotations

from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Severity
from sphinxcontrib_procstd.lint.registry import Texts
from sphinxcontrib_procstd.lint.wording_rule import WordingRule


class LabelNotVerbObject(WordingRule):
    """What: A title without a verb or an object, or whose only verb says nothing of its own (7PMG).

    Why: A label of verb and object is read and understood fastest, and shows what the step changes.

    Bad: "Complaint"; "Handle complaint"; 投诉; 处理投诉

    Good: "Register complaint"; 登记投诉
    """

    code = "A107"
    name = "label-not-verb-object"
    severity = Severity.INFO
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the title “{words}” is no specific verb with an object",
                "Write what is done to what, such as “Register the complaint”.",
            ),
            "zh": ("标题“{words}”不是“具体动词＋对象”", "请写明对什么做什么，例如“登记投诉”。"),
        },
    }
