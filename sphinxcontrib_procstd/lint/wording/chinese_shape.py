"""The shape of Chinese titles: verb and object."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinxcontrib_procstd.lint.wording.chinese_text import ChineseText
from sphinxcontrib_procstd.lint.wording.hits import Token
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

_SKIPPED = frozenset('、，。 （）()《》“”"-—/')
_NOMINAL_TAILS = (
    "流程",
    "管理",
    "工作",
    "制度",
    "事项",
    "情况",
    "要求",
    "规定",
    "方案",
    "计划",
    "记录",
    "报告",
    "标准",
    "说明",
    "表",
    "单",
    "清单",
    "台账",
    "环节",
    "阶段",
    "机制",
    "问题",
    "业务",
    "活动",
    "过程",
    "事宜",
)


def _content(doc: ChineseText) -> list[Token]:
    found = [token for token in doc.tokens if token.text not in _SKIPPED and token.text.strip()]
    while found and (found[0].text.isdigit() or found[0].text in {".", "步骤", "第"}):
        found = found[1:]
    return found


def is_weak_title(doc: ChineseText, words: Vocabulary) -> bool:
    """Whether a title is no specific verb with an object."""
    tokens = _content(doc)
    if not tokens:
        return bool(doc.text.strip())
    if _RESULTING.match(doc.text.lstrip()) or doc.text.strip() in _HAND_OUT_WORK:
        return False
    first, last = tokens[0], tokens[-1]
    if _is_verb(first, words):
        return _weak_after_verb(tokens, words, doc)
    if first.text in words["generic"]:
        return first.text not in words["plain_verbs"] or len(rest_of(tokens)) < _SPECIFIC
    if first.text in {
        "向",
        "对",
        "将",
        "把",
        "为",
        "与",
        "按",
        "由",
        "经",
        "在",
        "从",
        "给",
        "同",
        "就",
        "凭",
        "逐",
        "每",
        "逐项",
        "逐条",
        "再次",
        "重新",
        "二次",
        "当面",
        "现场",
        "电话",
        "在线",
        "首次",
        "定期",
        "不",
        "未",
    }:
        return not any(_is_verb(token, words) for token in tokens[1:])
    if last.text in words["generic"] or any(doc.text.rstrip().endswith(tail) for tail in _NOMINAL_TAILS):
        return True
    if _is_verb(last, words) or _ends_in_verb(doc, words):
        return False
    return not _has_inner_verb(tokens, words)


_RESULTING = re.compile(r"^[调升降拧抬放拉推压加减拆清](?:高|低|大|小|紧|松|平|直|空|满|厚|薄)[\u4e00-\u9fff]{2,12}$")
"""A verb of one character, what it brings about, and the object: 调高温度."""
_HAND_OUT_WORK = frozenset(("分配工作", "分派工作", "布置工作", "交接工作", "移交工作", "分配任务", "布置任务"))
"""Verbs whose object is the work itself, unlike 清洁工作, which is a noun."""
_SPECIFIC = 2
"""Words an object needs for a plain verb to say enough: 办理入厂手续, but not 办理手续."""


_EMPTY_NOUNS = frozenset(
    ("相关", "有关", "工作", "各项", "各类", "事项", "事宜", "业务", "活动", "任务", "情况", "其他")
)


def rest_of(tokens: Sequence[Token]) -> list[Token]:
    """Return the words of an object that tell something."""
    return [
        token for token in tokens[1:] if token.tag[:1] not in {"u", "x", "p", "c"} and token.text not in _EMPTY_NOUNS
    ]


def _is_verb(token: Token, words: Vocabulary) -> bool:
    text = token.text
    if text in words["generic"]:
        return False
    if text in words["verbs"] or (len(text) == 2 and token.tag in {"v", "vi", "vd"}):
        return True
    if len(text) == 2 and text[0] in _VERB_CHARS and holds_object(text):
        return True
    return len(text) == 3 and text[:2] in words["verbs"]


def _weak_after_verb(tokens: Sequence[Token], words: Vocabulary, doc: ChineseText) -> bool:
    """Whether a title that begins with a specific verb has no object, or ends in a generic one (投诉处理)."""
    verb, rest = tokens[0], tokens[1:]
    if not rest:
        return not holds_object(verb.text)
    if len(rest) == 1 and rest[0].text in words["generic"]:
        return True
    if (
        len(rest) <= 2
        and verb.text not in words["document_verbs"]
        and doc.text.rstrip().endswith(("管理", "工作", "流程", "处理", "事宜", "事项"))
        and rest[0].text not in {"不合格"}
    ):
        return True
    if len(rest) == 1 and rest[0].text in _DOCUMENTS and verb.text not in words["document_verbs"]:
        return True
    joined = any(token.text in _JOINS for token in rest)
    return (
        joined
        and not holds_object(verb.text)
        and all(token.text in _JOINS or token.text in words["verbs"] for token in rest)
    )


_JOINS = frozenset(("并", "及", "和", "与", "后", "再"))
_DOCUMENTS = word_set(
    """
    小结 总结 通知单 通知书 记录 记录表 记录单 报告 报告单 报表 表 单 清单 台账 方案 计划 流程 制度
    标准 须知 指南 手册 说明 说明书 要求 规范 细则 规则 日志 凭证 证明 协议 合同 结果 数据 信息
    资料 图 模板 时间 日期 地点 范围 原则 要点 目标 指标
    """
)


_VERB_CHARS = frozenset(
    "办打换取送收发开关锁装卸拆洗擦扫拖煮炒蒸烤切磨刨焊喷涂染印裁缝织纺熨叠挂贴封签盖写填抄录拍查验测称量核点清算对报交付缴退还借领存调派排订定选招聘"
    "培教考审批评议约访接迎带护喂养种播浇施剪割摘挖铺砌架吊运搬推拉提放摆码堆移拨充加注抽灌冲压拧紧松钻铣铸锻烘晒晾腌泡酿配拌混搅滤筛分拣包裹扎捆套钉粘补修改制造编译校刻雕租赁"
)
_OBJECT_CHARS = frozenset(
    "奶毛针关税单货款账库票车件料药班证章字号箱袋床台菜地水油门锁机户标名会约假样血液卡岗网电话费金钱案档表房客诊科餐餐具衣物包"
)


def holds_object(verb: str) -> bool:
    """Whether a two-character verb carries its object: 发货, 签字."""
    return len(verb) == 2 and verb[1] in _OBJECT_CHARS


def _ends_in_verb(doc: ChineseText, words: Vocabulary) -> bool:
    text = doc.text.rstrip("。 ")
    return text[-2:] in words["verbs"] and len(text) > 2


def _has_inner_verb(tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a verb with its object stands after a subject or an adverbial: 客服登记投诉."""
    for index, token in enumerate(tokens[1:-1], 1):
        if len(token.text) >= 2 and token.text in words["verbs"] and tokens[index + 1].text != "的":
            return tokens[index - 1].tag[:1] not in {"v"} and tokens[-1].text not in words["generic"]
    return False
