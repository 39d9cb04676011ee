"""Chinese modal verbs: which of them leave a step open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinxcontrib_procstd.lint.wording.chinese_text import NUMBER, ChineseText
from sphinxcontrib_procstd.lint.wording.hits import MODAL, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary

_LIMITED = re.compile(
    rf"(?:以下|以内|不超过|不得超过|限额|内的|上限|最多|至多|只|仅|权限){NUMBER}?|{NUMBER}.{{0,6}}(?:以下|以内|之内|内|以上)"
)
_NOUN_BEFORE = re.compile(
    r"(?:提出|填写|收集|征求|采纳|记录|反馈|形成|给出|附|整改|改进|处理|审核|处置|维修|用药|治疗|优化|的|意见|条|项|征集|报送|汇总)$"
)
_NOUN_AFTER = re.compile(r"[书表箱人栏单率稿函信码值价]|[，。；、）)]|$|对象|人选|供应商|理由|结果|薪资|薪酬|工资")


_LEAVES = (
    "由",
    "先",
    "视",
    "暂",
    "自行",
    "不",
    "选",
    "改",
    "免",
    "省",
    "跳过",
    "请",
    "让",
    "找",
    "与",
    "适当",
    "酌",
    "延后",
    "合并",
)


_RIGHTS = re.compile(
    "中止|拒绝|停止|否决|驳回|申诉|投诉|观看|旁听|参观|进入|离开|撤回|撤销|查阅|退出|暂停|终止|取消|携带|探视|申请|自带|索要|要求|拒收|拒载|拒付|放弃|反对|异议|弃权"
)
"""What somebody has the right to do; leaving it undone breaks no step."""


def is_weak_modal(doc: ChineseText, start: int, end: int, words: Vocabulary) -> bool:
    """Whether a modal word makes a required step optional, rather than speak of a limit, a customer or a device."""
    word, before, following = doc.text[start:end], doc.before(start), doc.after(end)
    if word in {"建议", "推荐", "希望", "预期", "期望", "期待", "努力", "欢迎", "鼓励", "愿意", "自愿", "拟"}:
        if _NOUN_BEFORE.search(before) or _NOUN_AFTER.match(following):
            return False
        if word == "拟" and before.strip() and re.match("[供签购聘用投建录][^，。；]", following):
            return False  # 拟供品类: an attribute, what is planned
        return word in {"建议", "推荐", "希望", "鼓励"} or not _whose(before, words)
    if word in {
        "可以",
        "也可以",
        "也可",
        "亦可",
        "可选",
        "可选择",
        "可不",
        "愿意",
        "可自行",
        "可作",
        "尝试",
        "或可",
        "均可",
    }:
        return not (
            _LIMITED.search(following)
            or _whose(before, words)
            or before.endswith(("才", "方", "均不", "不", "是否", "后", "即", "的"))
            or "是否" in before
            or (before.strip() and _RIGHTS.match(following))
        )
    return word != "宜" or not re.search(r"[适便事权相合]$", before)


def _whose(before: str, words: Vocabulary) -> bool:
    """Whether the clause speaks of a customer or a device: 住客可以…, 系统可以…."""
    return any(name in before for name in words["customer"])


def bare_can(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield 可 before a verb whose subject is a role of one's own: 值班员可抽查…."""
    for index, token in enumerate(doc.tokens[:-1]):
        if token.text != "可" or doc.quoted[token.start]:
            continue
        before, following = doc.before(token.start), doc.after(token.end)
        verb = doc.tokens[index + 1]
        subject = any(before.endswith(name) for name in words["can_subject"])
        subject = subject or (not before.strip() and following.startswith(_LEAVES))
        if _LIMITED.search(doc.next_clause(token.start)[:12]):
            continue
        if not subject or verb.tag[:1] not in {"v", "d", "p"} or _LIMITED.search(following) or _whose(before, words):
            continue
        yield Hit(MODAL, token.start, token.end)
