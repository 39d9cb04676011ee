"""A104 open-ended-list."""

from __future__ import annotations

from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Severity
from sphinxcontrib_procstd.lint.registry import Texts
from sphinxcontrib_procstd.lint.wording_rule import WordingRule


class OpenEndedList(WordingRule):
    """What: A list whose end the reader cannot know (INCOSE R9).

    Why: Nobody can check a list for completeness when it ends in "etc.".

    Bad: "Bring passport, visa, etc."; 携带身份证、户口本等

    Good: "Bring passport and visa"; 携带身份证、户口本等2种证件
    """

    code = "A104"
    name = "open-ended-list"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": ("“{words}” leaves the list open", "Name every item, or say how many there are."),
            "zh": ("“{words}”使列举没有边界", "请列全各项，或写明数量（如“等3项”）。"),
        },
    }
