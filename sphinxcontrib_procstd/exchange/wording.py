"""The words of exported files, in the language of the handbook."""

from __future__ import annotations

from collections.abc import Callable

Words = Callable[[str], str]
"""Translates the interface's own words: English in, the handbook's language out."""

_CHINESE = {
    "Process name": "流程名称",
    "Responsible role": "责任岗位",
    "Step": "流程步骤",
    "Operating standard": "操作规范",
    "Input requirements": "输入要求",
    "Output requirements": "输出要求",
    "Time limit": "时间节点",
    "Forms & tools": "相关表单/工具",
    "Description": "流程说明",
    "Prepared by": "编制",
    "Reviewed by": "审核",
    "Approved by": "批准",
    "Signature and date": "签字/日期",
    "Page": "第",
    "of": "页 / 共",
    "pages": "页",
    "More fields": "补充字段",
    "Field": "字段",
    "Content": "内容",
    "Printed copies are uncontrolled": "打印件为非受控文件",
    "Approval date": "审批日期",
    "No role": "未指定岗位",
    "Start": "开始",
    "End": "结束",
    "yes": "是",
    "Records": "记录",
    "approval": "审批",
    "notify": "通知",
    "wait": "等待",
    "system": "系统",
    "subprocess": "子流程",
    "all": "全部",
    "any": "任一",
    "top-down": "自上而下",
    "left-right": "从左到右",
    "substantive": "实质修订",
    "editorial": "文字修订",
    "draft": "草稿",
    "in-review": "评审中",
    "pilot": "试点",
    "effective": "正式发布",
    "under-revision": "修订中",
    "retired": "废止",
}


_ENGLISH = {
    "draft": "Draft",
    "in-review": "In review",
    "pilot": "Pilot",
    "effective": "Effective",
    "under-revision": "Under revision",
    "retired": "Retired",
    "substantive": "Substantive",
    "editorial": "Editorial",
    "yes": "Yes",
}


def is_chinese(words: Words) -> bool:
    """Return whether the interface speaks Chinese."""
    return words("Process name") == "流程名称"


def wording(words: Words) -> Words:
    """Return ``words`` with the further words that only exported files use."""
    own = _CHINESE if is_chinese(words) else _ENGLISH

    def say(text: str) -> str:
        return own.get(text) or words(text)

    return say


def english(text: str) -> str:
    """Return the words as they stand in the code: the English interface."""
    return text


def chinese(text: str) -> str:
    """Return the Chinese words of an exported file: for use without a handbook's own translations."""
    return _CHINESE.get(text, text)
