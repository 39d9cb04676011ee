"""Every option of every directive, once: English name, Chinese names, what kind of value it takes.

Parsing, warnings, the printed syntax reference and the JSON catalogue all read these tables.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache

from sphinxcontrib_procstd.syntax import choices


class ValueKind(StrEnum):
    """How an option's value is read."""

    TEXT = "text"
    """Inline markup, shown as written."""
    ITEMS = "items"
    """A list of names, each with an optional note in brackets."""
    ITEM = "item"
    """One name with an optional note in brackets."""
    ID = "id"
    """An ASCII id."""
    IDS = "ids"
    """A list of ids."""
    TARGETS = "targets"
    """Where the flow goes: ``target [condition]; target``."""
    CHOICE = "choice"
    """A word of a closed list."""
    FLAG = "flag"
    """Present or not; also yes/no."""
    DATE = "date"
    """An ISO date, ``2026-01-31``."""
    WORD = "word"
    """Plain text, no markup (numbers, versions, tags, file names)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option: ``name`` is the English name, ``zh`` the Chinese ones, the first of them shown in tables."""

    name: str
    zh: tuple[str, ...]
    kind: ValueKind
    help: str
    choices: choices.Choices | None = None
    also: tuple[str, ...] = ()
    """Further English names that are accepted."""

    @property
    def key(self) -> str:
        """The name as a Python and JSON identifier: ``review_cycle``."""
        return self.name.replace("-", "_")


def _option(
    name: str, zh: str, kind: ValueKind, text: str, *, also: str = "", of: choices.Choices | None = None
) -> Option:
    return Option(name=name, zh=tuple(zh.split()), kind=kind, help=text, also=tuple(also.split()), choices=of)


_T, _L, _I, _W, _D = ValueKind.TEXT, ValueKind.ITEMS, ValueKind.ITEM, ValueKind.WORD, ValueKind.DATE

PROCESS_OPTIONS: tuple[Option, ...] = (
    _option("id", "编号标识 标识", ValueKind.ID, "ASCII id, stable, used in links and URLs"),
    _option("number", "流程编号 编号", _W, "document number, such as SOP-CS-001"),
    _option("version", "版本 版本号", _W, "version of the document, such as 1.1"),
    _option("status", "状态", ValueKind.CHOICE, "state of the document", of=choices.STATUS),
    _option("effective", "生效日期", _D, "date from which the process is in force"),
    _option("owner", "流程负责人 负责人", _I, "role that answers for the process"),
    _option("approved-by", "审批人 批准人", _L, "who approved the document", also="approver"),
    _option("approved-on", "审批日期 批准日期", _D, "date of the approval"),
    _option("departments", "涉及部门 部门", _L, "departments in scope", also="department"),
    _option("goal", "目标 流程目标", _T, "what the process achieves, with a number and a unit"),
    _option("target", "目标时限 目标时间", _T, "the goal as a time limit, such as 24 h"),
    _option("start", "起点 流程起点", _T, "the event that starts the process"),
    _option("end", "终点 流程终点", _T, "the state that ends it"),
    _option("category", "分类 类别", _T, "group in lists and in the process map"),
    _option("review-cycle", "复盘周期 评审周期", _T, "how often the document is reviewed"),
    _option("last-reviewed", "上次复盘 上次评审 最近评审", _D, "date of the last review"),
    _option("supersedes", "替代 取代", ValueKind.IDS, "processes that this one replaces"),
    _option("based-on", "依据 参照", ValueKind.IDS, "processes that this one was copied from or follows"),
    _option("calendar", "日历 工作日历", _W, "calendar that counts the working days"),
    _option("access", "查阅权限 权限", _T, "who may read the document"),
    _option("retention", "保存期限 保管期限", _T, "how long records of the process are kept"),
    _option("monitor", "监控 监控方式", _T, "how the process is watched"),
    _option("pilot", "试点范围", _T, "where the process is tried out"),
    _option("tags", "标签", _L, "words to filter lists by", also="tag"),
    _option("lanes", "泳道 泳道顺序", _L, "roles in the order of the lanes"),
    _option("orientation", "方向 泳道方向", ValueKind.CHOICE, "how the swimlane runs", of=choices.ORIENTATION),
    _option("engine", "引擎", ValueKind.CHOICE, "what draws the swimlane", of=choices.ENGINE),
)

STEP_OPTIONS: tuple[Option, ...] = (
    _option("id", "编号标识 标识", ValueKind.ID, "ASCII id, unique in the process"),
    _option("role", "责任岗位 岗位 责任人", _I, "the one role that does the step"),
    _option("accountable", "问责岗位 最终负责 负责岗位", _L, "who answers for the result"),
    _option("consulted", "咨询岗位 征询", _L, "who is asked before"),
    _option("informed", "知会岗位 知会", _L, "who is told after"),
    _option("backup", "备岗 替补岗位", _L, "who stands in"),
    _option("input", "输入要求 输入", _T, "what the step needs", also="inputs"),
    _option("output", "输出要求 输出", _T, "what the step leaves", also="outputs"),
    _option("deadline", "时间节点 时限 完成时限", _T, "time limit, as people write it", also="time-limit"),
    _option("forms", "表单", _L, "forms to fill", also="form"),
    _option("systems", "系统", _L, "systems to work in", also="system"),
    _option("tools", "相关表单/工具 工具 相关表单与工具", _L, "forms, systems and manuals alike", also="tool"),
    _option("next", "下一步 后续步骤 流向", ValueKind.TARGETS, "where the flow goes; the following step if absent"),
    _option("decision", "判断 决策 判断条件", _T, "the question on the diamond"),
    _option("parallel", "并行", ValueKind.TARGETS, "steps that start together"),
    _option("join", "汇合", ValueKind.CHOICE, "how a step with several entries waits", of=choices.JOIN),
    _option("kind", "步骤类型 类型", ValueKind.CHOICE, "what sort of work it is", of=choices.KIND),
    _option("process", "所属流程", ValueKind.ID, "the process it belongs to, when written elsewhere"),
    _option("number", "步骤编号 编号 序号", _W, "number to show instead of the counted one"),
    _option("key", "关键节点 关键步骤", ValueKind.FLAG, "a key node of the process"),
    _option("controls", "控制点 控制", _L, "controls the step carries out", also="control"),
    _option("evidence", "证据 留痕", _T, "what proves that the step was done"),
    _option("escalate", "超时升级 升级 逾期升级", _T, "where overdue work goes: ROLE after LIMIT"),
    _option("formerly", "曾用标识 原标识", ValueKind.IDS, "old ids; links to them keep working"),
)

FORM_OPTIONS: tuple[Option, ...] = (
    _option("id", "标识", ValueKind.ID, "ASCII id"),
    _option("number", "编号 表单编号", _W, "form number"),
    _option("version", "版本 版本号", _W, "version of the form, printed on the blank form"),
    _option("owner", "负责人 归口部门 归口岗位", _I, "role or department that keeps the form"),
    _option("retention", "保存期限 保管期限", _T, "how long filled forms are kept"),
    _option("template", "模板", _W, "file or link of the blank form"),
)
SYSTEM_OPTIONS: tuple[Option, ...] = (
    _option("id", "标识", ValueKind.ID, "ASCII id"),
    _option("number", "编号", _W, "number in the inventory"),
    _option("owner", "负责人 归口部门 归口岗位", _I, "role or department that keeps it"),
    _option("url", "网址 链接", _W, "where to open it"),
)
ROLE_OPTIONS: tuple[Option, ...] = (
    _option("id", "标识", ValueKind.ID, "ASCII id"),
    _option("department", "部门 所属部门", _I, "the department the role belongs to"),
    _option("backup", "备岗 替补岗位", _L, "roles that stand in"),
)
DEPARTMENT_OPTIONS: tuple[Option, ...] = (
    _option("id", "标识", ValueKind.ID, "ASCII id"),
    _option("owner", "负责人", _I, "role that leads it"),
)
EXTERNAL_OPTIONS: tuple[Option, ...] = (
    _option("id", "标识", ValueKind.ID, "ASCII id"),
    _option("owner", "来源 提供方", _I, "who it comes from", also="source"),
)

_WHO = _option("role", "责任岗位 岗位", _I, "the role in charge")
_WHEN = _option("date", "日期", _D, "date")
_BY = _option("by", "执行人 修订人", _T, "person")
_OWN = _option("owner", "负责人", _I, "role that answers for it")
_STEP = _option("step", "步骤 对应步骤", ValueKind.IDS, "the steps it concerns", also="steps")
_NAME = _option("name", "姓名", _T, "name of the person")
_SOURCE = _option("source", "来源", _T, "where it was learned or measured")
_EVERY = _option("frequency", "频率", _T, "how often")
_RESULT = _option("result", "结果 结论", _T, "outcome")

RECORD_OPTIONS: Mapping[str, tuple[Option, ...]] = {
    "pain-point": (_SOURCE, _STEP, _WHEN, _OWN),
    "review": (
        _option("department", "部门 评审部门", _I, "reviewing department"),
        _WHO,
        _NAME,
        _WHEN,
        _option("completeness", "完整性", _T, "is anything missing?"),
        _option("responsibility", "职责清晰", _T, "is every duty clear?", also="clarity"),
        _option("feasibility", "可行性", _T, "can it be done as written?"),
        _RESULT,
        _option("resolution", "处理情况 意见处理", _T, "what became of the comments"),
    ),
    "approval": (
        _WHO,
        _NAME,
        _WHEN,
        _option("time", "时间", _W, "time of day"),
        _option("meaning", "签署含义 含义", _T, "what the signature says"),
    ),
    "revision": (
        _WHEN,
        _BY,
        _option("effective", "生效日期", _D, "effective date"),
        _option("kind", "修订类型 类型", ValueKind.CHOICE, "does it change the work?", of=choices.REVISION),
    ),
    "training": (
        _WHO,
        _option("goal", "目标 培训目标", _T, "what people can do afterwards"),
        _option("mode", "方式 培训方式", _T, "in person, video, ..."),
        _option("material", "材料 培训材料", _T, "what is used"),
        _WHEN,
        _option("duration", "时长", _T, "how long"),
    ),
    "pilot": (
        _option("team", "团队 试点团队", _T, "who tries it"),
        _option("start", "开始 开始日期", _D, "first day"),
        _option("end", "结束 结束日期", _D, "last day"),
        _RESULT,
    ),
    "exception": (
        _option("trigger", "触发条件", _T, "what goes wrong"),
        _WHO,
        _option("deadline", "时限 时间节点", _T, "by when"),
        _option("channel", "渠道 上报渠道", _T, "through which channel"),
        _option("action", "处理措施 措施", _T, "what is done"),
        _STEP,
    ),
    "kpi": (
        _option("formula", "公式 计算公式", _T, "how it is calculated"),
        _SOURCE,
        _option("target", "目标 目标值", _T, "the value to reach"),
        _option("unit", "单位", _T, "unit of the value"),
        _option("actual", "实际值 当前值", _T, "the last measured value"),
        _option("measure", "实测指标", ValueKind.CHOICE, "the measured figure it is", of=choices.MEASURE),
        _EVERY,
        _OWN,
    ),
    "control": (
        _option("id", "标识", ValueKind.ID, "ASCII id"),
        _option("risk", "风险", _T, "what the control guards against"),
        _OWN,
        _EVERY,
        _option("evidence", "证据 留痕", _T, "what proves it"),
        _option("type", "控制类型 类型", _T, "preventive or detective, manual or automatic"),
        _STEP,
    ),
    "faq": (_STEP, _WHO),
}

RESOURCE_OPTIONS: Mapping[str, tuple[Option, ...]] = {
    "form": FORM_OPTIONS,
    "system": SYSTEM_OPTIONS,
    "manual": SYSTEM_OPTIONS,
    "job-role": ROLE_OPTIONS,
    "department": DEPARTMENT_OPTIONS,
    "external": EXTERNAL_OPTIONS,
}

FILE_OF_TABLE = _option("file", "文件", _W, "a .csv or .xlsx file inside the source folder with the table")
PROCESS_OF_RECORD = _option("process", "所属流程", ValueKind.ID, "the process it belongs to, when written elsewhere")


@cache
def options_of(directive: str) -> tuple[Option, ...]:
    """Return the options of a directive by its name (without the domain)."""
    if directive == "process":
        return PROCESS_OPTIONS
    if directive == "process-table":
        return (*PROCESS_OPTIONS, FILE_OF_TABLE)
    if directive == "step":
        return STEP_OPTIONS
    if directive in RESOURCE_OPTIONS:
        return RESOURCE_OPTIONS[directive]
    from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS, view_options  # it is built with `Option`

    if directive in VIEW_OPTIONS:
        return view_options(directive)
    return (*RECORD_OPTIONS[directive], PROCESS_OF_RECORD)


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return an option's name as it is compared: full-width letters folded, no case, no blanks or hyphens.

    Characters that show nothing (zero-width blanks, direction marks) do not count either.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(
        char for char in text if not char.isspace() and char not in "-_" and unicodedata.category(char) != "Cf"
    )


@cache
def _names(directive: str) -> Mapping[str, Option]:
    names: dict[str, Option] = {}
    for option in options_of(directive):
        for name in (option.name, *option.also, *option.zh):
            names.setdefault(fold(name), option)
    return names


@lru_cache(maxsize=4096)
def find_option(directive: str, name: str) -> Option | None:
    """Return the option that a written name means, in either language."""
    return _names(directive).get(fold(name))


def canonical_name(directive: str, name: str) -> str:
    """Return an option's name as the reference spells it; a name that means no option is returned as it is."""
    option = find_option(directive, name)
    if option is None:
        return name
    return next(known for known in (option.name, *option.also, *option.zh) if fold(known) == fold(name))


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the known name most like a written one, "" when none comes near."""
    known = {fold(candidate): candidate for candidate in names}
    found = get_close_matches(fold(name), list(known), n=1, cutoff=0.6)
    if not found and any(ord(char) > 127 for char in name):  # two Chinese characters of three are near enough
        found = get_close_matches(fold(name), list(known), n=1, cutoff=0.5)
    return known[found[0]] if found else ""


def nearest_option(directive: str, name: str) -> str:
    """Return the accepted option name most like a written one, in the language it was written in."""
    return nearest(name, (text for option in options_of(directive) for text in (option.name, *option.zh)))
