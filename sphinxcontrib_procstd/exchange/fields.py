"""The fields of processes, steps and register entries, and their values as the option texts that would write them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sphinxcontrib_procstd.model.flow import following_step
from sphinxcontrib_procstd.model.process import (
    Escalation,
    Mention,
    Orientation,
    Process,
    Step,
    StepKind,
    Target,
    TargetKind,
)
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the option's English name, its Chinese name, and whether authors may use inline markup in it."""

    name: str
    zh: str
    markup: bool = False

    @property
    def key(self) -> str:
        """The attribute of the model object."""
        return self.name.replace("-", "_")

    @property
    def label(self) -> str:
        """The English name as people read it in a document; `name_of_label` knows it again."""
        return _LABELS.get(self.name) or self.name.replace("-", " ").capitalize()


_LABELS = {
    "id": "ID",
    "owner": "Process owner",
    "effective": "Effective date",
    "approved-by": "Approver",
    "approved-on": "Approval date",
    "target": "Target time",
    "last-reviewed": "Last review",
    "kind": "Kind of step",
    "key": "Key step",
    "escalate": "Escalation",
    "formerly": "Former ids",
}
_NAMES = {label.casefold(): name for name, label in _LABELS.items()}


def name_of_label(label: str) -> str:
    """Return the option that an English label of ours stands for, as an author would write it."""
    return _NAMES.get(" ".join(label.split()).casefold(), label.strip().replace(" ", "-"))


def _fields(text: str) -> tuple[Field, ...]:
    """Read ``name zh`` pairs; a ``*`` after the name says that inline markup is allowed."""
    words = text.split()
    return tuple(
        Field(name.rstrip("*"), zh, name.endswith("*")) for name, zh in zip(words[::2], words[1::2], strict=True)
    )


PROCESS_FIELDS = _fields(
    "id 标识 number 流程编号 version 版本 status 状态 effective 生效日期 owner* 流程负责人 approved-by* 审批人"
    " approved-on 审批日期 departments* 涉及部门 goal* 目标 target* 目标时限 start* 起点 end* 终点 category* 分类"
    " review-cycle* 复盘周期 last-reviewed 上次复盘 supersedes 替代 based-on 依据 calendar 日历 access* 查阅权限"
    " retention* 保存期限 monitor* 监控 pilot* 试点范围 tags* 标签 lanes* 泳道 orientation 方向 engine 引擎"
    " figures 实测"
)
STEP_FIELDS = _fields(
    "id 标识 role* 责任岗位 accountable* 问责岗位 consulted* 咨询岗位 informed* 知会岗位 backup* 备岗 input* 输入要求"
    " output* 输出要求 deadline* 时间节点 forms* 表单 systems* 系统 tools* 相关表单/工具 next 下一步 decision* 判断"
    " parallel 并行 join 汇合 kind 步骤类型 number 步骤编号 key 关键节点 controls* 控制点 evidence* 证据"
    " escalate* 超时升级 formerly 曾用标识"
)
RESOURCE_FIELDS: Mapping[ResourceKind, tuple[Field, ...]] = {
    ResourceKind.FORM: _fields("id 标识 number 编号 version 版本 owner* 负责人 retention* 保存期限 template 模板"),
    ResourceKind.SYSTEM: _fields("id 标识 number 编号 owner* 负责人 url 网址"),
    ResourceKind.MANUAL: _fields("id 标识 number 编号 owner* 负责人 url 网址"),
    ResourceKind.JOB_ROLE: _fields("id 标识 department* 部门 backup* 备岗"),
    ResourceKind.DEPARTMENT: _fields("id 标识 owner* 负责人"),
    ResourceKind.EXTERNAL: _fields("id 标识 owner* 来源"),
}
RECORD_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "pain-point": _fields("source* 来源 step 步骤 date 日期 owner* 负责人"),
    "review": _fields(
        "department* 部门 role* 责任岗位 name* 姓名 date 日期 completeness* 完整性 responsibility* 职责清晰"
        " feasibility* 可行性 result* 结果 resolution* 处理情况"
    ),
    "approval": _fields("role* 责任岗位 name* 姓名 date 日期 time 时间 meaning* 签署含义"),
    "revision": _fields("date 日期 by* 修订人 effective 生效日期 kind 修订类型"),
    "training": _fields("role* 责任岗位 goal* 目标 mode* 方式 material* 材料 date 日期 duration* 时长"),
    "pilot": _fields("team* 团队 start 开始 end 结束 result* 结果"),
    "exception": _fields("trigger* 触发条件 role* 责任岗位 deadline* 时限 channel* 渠道 action* 处理措施 step 步骤"),
    "kpi": _fields(
        "formula* 公式 source* 来源 target* 目标 unit* 单位 actual* 实际值 measure 实测指标"
        " frequency* 频率 owner* 负责人"
    ),
    "control": _fields("id 标识 risk* 风险 owner* 负责人 frequency* 频率 evidence* 证据 type* 控制类型 step 步骤"),
    "faq": _fields("step 步骤 role* 责任岗位"),
}
"""The options of each kind of record. A kind that is none of these is never written: it could be any directive."""

Show = Callable[[Mention], str]
"""How a name in a list is written: plain, or as a cross-reference of a markup."""


def is_wide(text: str) -> bool:
    """Return whether a text holds Chinese characters or full-width punctuation."""
    return any("\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\uffef" for char in text)


def mention_text(mention: Mention, show: Show | None = None) -> str:
    """Return a list item as an author writes it: the name, then the note in brackets of the same width."""
    name = show(mention) if show else mention.text
    if not mention.note:
        return name
    return f"{name}（{mention.note}）" if is_wide(name + mention.note) else f"{name} ({mention.note})"


_MARKS = str.maketrans("", "", "《》")


def listed(texts: Iterable[str]) -> str:
    """Return names as one line, separated in the width of their words; book-title marks alone make no Chinese."""
    names = list(texts)
    return ("、" if any(is_wide(name.translate(_MARKS)) for name in names) else ", ").join(names)


def mentions_text(mentions: Iterable[Mention], show: Show | None = None) -> str:
    """Return a list as one line, separated in the width of its words."""
    return listed(mention_text(mention, show) for mention in mentions)


def target_text(target: Target) -> str:
    """Return one entry of ``next`` as an author writes it: ``assign [normal]``."""
    name = target.label or target.name
    guard = target.guard_label or target.guard
    if target.kind is TargetKind.END:
        # a condition needs the bracket of the name before it, also an empty one
        name = f"end [{name}]" if name or guard else "end"
    elif target.kind is TargetKind.PROCESS:
        name = f"process:{name}"
    return f"{name} [{guard}]" if guard else name


def value_text(value: Any, show: Show | None = None) -> str:
    """Return a field's value as the option text that reads back as this value."""
    if value is None or value is False or value == ():
        return ""
    if isinstance(value, Mention):
        return mention_text(value, show)
    if isinstance(value, Escalation):
        after = value.after_label or value.after
        return f"{value.to} after {after}" if after else value.to
    if value is True:
        return "yes"
    if not isinstance(value, tuple):
        return str(value)
    if isinstance(value[0], Mention):
        return mentions_text(value, show)
    if isinstance(value[0], Target):
        return "; ".join(map(target_text, value))
    return ", ".join(value)


def option_texts(item: Process | Step | Resource, show: Show | None = None) -> Iterator[tuple[Field, str]]:
    """Yield every field that says something, with its text, in the order of the documentation."""
    if isinstance(item, Process):
        known = PROCESS_FIELDS
    else:
        known = STEP_FIELDS if isinstance(item, Step) else RESOURCE_FIELDS[item.kind]
    for field in known:
        value = getattr(item, field.key)
        if value is StepKind.TASK or value is Orientation.AUTO:
            continue
        if text := value_text(value, show):
            yield field, text


def in_one_place(process: Process) -> Process:
    """Return the process as if all its steps had been written in one document, one after the other.

    A step that nothing follows in its own document ends there; among steps in one place that must be said.
    """
    if all(step.own for step in process.steps):
        return process
    steps = []
    for index, step in enumerate(process.steps):
        goes_on = step.next or step.parallel or index + 1 == len(process.steps) or following_step(process, index)
        ends = step.next if goes_on else (Target(kind=TargetKind.END),)
        steps.append(replace(step, own=True, docname=process.docname, next=ends))
    return replace(process, steps=tuple(steps))
