"""A102 vague-actor."""

from __future__ import annotations

from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Severity
from sphinxcontrib_procstd.lint.registry import Texts
from sphinxcontrib_procstd.lint.wording_rule import WordingRule


class VagueActor(WordingRule):
    """What: Somebody acts, decides, receives or confirms who cannot be narrowed to a role.

    Why: A task for everybody is done by nobody; when it goes wrong, no one answers for it.

    Bad: "Inform the relevant department"; role "someone from the shop floor"; 上报有关领导

    Good: "Inform the quality department"; 上报质量部经理
    """

    code = "A102"
    name = "vague-actor"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": ("“{words}” names no role", "Name the role or the department that acts."),
            "zh": ("“{words}”没有落实到岗位", "请写明具体岗位或部门名称。"),
        },
    }
