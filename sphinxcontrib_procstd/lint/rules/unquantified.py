"""A105 unquantified."""

from __future__ import annotations

from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Severity
from sphinxcontrib_procstd.lint.registry import Texts
from sphinxcontrib_procstd.lint.wording_rule import WordingRule


class Unquantified(WordingRule):
    """What: A degree, amount, size, quality or manner without a measure, or an effort without a result (INCOSE R7).

    Why: Enough for one person is too little for the next; work cannot be checked against a feeling.

    Bad: "Add a little water"; "strengthen supervision"; 加适量水; 抓好卫生管理

    Good: "Add 5 mL of water"; 加水5 mL; 每班检查卫生1次并记录
    """

    code = "A105"
    name = "unquantified"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": ("“{words}” has no measure", "Give a number with a unit, or a result one can see."),
            "zh": ("“{words}”没有量化", "请写明数值和单位，或可检查的结果。"),
        },
    }
