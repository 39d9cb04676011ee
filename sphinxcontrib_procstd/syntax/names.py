"""Names of the directives: as they are written, and as they are mistyped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from sphinxcontrib_procstd.syntax.options import RECORD_OPTIONS, RESOURCE_OPTIONS, find_option
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS

DIRECTIVES: tuple[str, ...] = ("process", "step", "process-table", *RESOURCE_OPTIONS, *RECORD_OPTIONS, *VIEW_OPTIONS)
"""Names of the directives that hold content of a handbook."""

CHINESE: Mapping[str, str] = {
    "流程": "process", "步骤": "step", "流程步骤": "step", "流程表": "process-table",
    "表单": "form", "系统": "system", "手册": "manual", "岗位": "job-role", "角色": "job-role", "部门": "department",
    "外部": "external", "外部输入": "external", "外部来源": "external",
    "痛点": "pain-point", "评审": "review", "审批": "approval", "修订": "revision", "修订记录": "revision",
    "培训": "training", "试点": "pilot", "异常": "exception", "异常处理": "exception", "指标": "kpi",
    "控制": "control", "控制点": "control", "常见问题": "faq", "问答": "faq",
    "流程清单": "process-list", "流程地图": "process-map", "流程图": "swimlane", "泳道图": "swimlane",
    "检查报告": "lint-report",
    "变更记录": "change-log", "修订清单": "change-log", "复盘日历": "review-calendar", "复盘计划": "review-calendar",
    "变更内容": "what-changed", "签署清单": "signoff-list",
    "指标表": "kpi-table",
    "实测指标": "figures",
    "表单清单": "form-list", "表单列表": "form-list", "系统清单": "system-list", "权限矩阵": "system-list",
    "检查清单": "checklist", "检查单": "checklist", "操作清单": "checklist", "常见问题清单": "faq-list",
    "自测": "quiz", "测验": "quiz", "自测题": "quiz", "风险控制矩阵": "control-matrix", "控制矩阵": "control-matrix",
    "岗位页": "role-page", "新人路径": "onboarding", "入职路径": "onboarding", "部门页": "department-page",
    "责任分工": "raci-matrix", "责任矩阵": "raci-matrix", "交接矩阵": "handoff-matrix",
}  # fmt: skip
"""What an author may write for a directive's name; it is read as that directive, with a warning."""

IsKnown = Callable[[str], bool]
"""Whether some extension has a directive of this name."""

INVISIBLE = "\u200b-\u200f\u2060\ufeff\u00ad"
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_MIN_TWO_SLIPS = 6  # letters of a name in which two slips still leave it recognisable


def no_others(_name: str) -> bool:
    """Say that no other directive is known."""
    return False


def fold_name(text: str) -> str:
    """Return a directive's name as it is compared: no case, full-width letters and invisible characters folded."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold().strip().replace("_", "-")
    return folded.removeprefix("procstd:")


def meant_name(written: str) -> str:
    """Return the directive that a name can only mean ("" if none): right but for width, case or language."""
    name = fold_name(written)
    return name if name in DIRECTIVES else CHINESE.get(name, "")


@lru_cache(maxsize=4096)
def near_name(written: str) -> str:
    """Return the directive that a misspelt name is a slip or two away from, "" if none."""
    name = fold_name(written)
    if not name.isascii() or not 3 <= len(name) <= 16:
        return ""
    near: list[tuple[int, str]] = []
    for known in DIRECTIVES:
        allowed = 2 if min(len(name), len(known)) >= _MIN_TWO_SLIPS else 1
        if abs(len(name) - len(known)) <= allowed and (count := slips(name, known)) <= allowed:
            near.append((count, known))
    return min(near)[1] if near else ""


def slips(one: str, other: str) -> int:
    """Return how many letters were left out, added, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        after = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, after[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            after.append(cost)
        before, row = row, after
    return row[-1]


_OPTION = re.compile(r"(?P<lead>[:：]?)\s*(?P<name>[^\s:：`][^:：`]{0,39}?)\s*(?P<colon>[:：])")


def is_option_line(directive: str, line: str) -> bool:
    """Return whether a line is an option of a directive, however its colons are written."""
    found = _OPTION.match(strip_odd(line))
    if found is None:
        return False
    known = find_option(directive, found["name"]) is not None
    return known if not found["lead"] else (known or bool(re.match(r"\s", strip_odd(line)[found.end() :] or " ")))


_ODD_EDGE = re.compile(rf"[\s{INVISIBLE}]*")


def strip_odd(line: str) -> str:
    """Return a line without the blanks of any width, and invisible characters, before it."""
    found = _ODD_EDGE.match(line)
    return line[found.end() :] if found else line


def odd_indent(line: str) -> str | None:
    """Return what stands before a line's text if it is more than plain blanks, else None."""
    indent = line[: len(line) - len(strip_odd(line))]
    return indent if indent.strip(" ") else None


def plain_indent(indent: str) -> str:
    """Return an indent in plain blanks: a full-width one takes two columns, an invisible character none."""
    width = sum(0 if _INVISIBLE.match(char) else 2 if char == "\u3000" else 4 if char == "\t" else 1 for char in indent)
    return " " * width
