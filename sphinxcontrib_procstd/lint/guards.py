"""Conditions on branches: whether two of them leave no case over."""

from __future__ import annotations

import re

_PAIRS = frozenset(
    tuple(pair.split("/"))
    for pair in (
        *("yes/no", "approved/rejected", "approved/refused", "approved/returned", "approve/reject", "pass/fail"),
        *("passed/failed", "accepted/rejected", "accepted/refused", "agreed/refused", "complete/missing"),
        *("present/missing", "true/false", "granted/denied", "found/missing", "clean/dirty", "open/closed"),
        *("是/否", "通过/驳回", "通过/退回", "通过/拒绝", "同意/拒绝", "同意/驳回", "批准/驳回", "批准/退回"),
        *("有/无", "成功/失败", "相符/不符", "完整/缺失", "正常/异常", "齐全/缺件", "合格/返工", "阳性/阴性"),
    )
)
_NEGATIONS = ("not ", "no ", "non-", "dis", "un", "in", "没有", "不", "未", "非", "无")
_OVER = ("more than", "greater than", "over", "above", "exceeds", "超过", "大于", "高于", "多于", ">")
_NOT_OVER = (
    *("not more than", "no more than", "at most", "up to", "within", "not over", "not above", "≤", "<="),
    *("不超过", "不大于", "不高于", "不多于", "小于等于", "小于或等于", "至多", "以内", "以下"),
)
_UNDER = ("less than", "under", "below", "fewer than", "低于", "小于", "少于", "不足", "不满", "<")
_NOT_UNDER = (
    *("not less than", "no less than", "at least", "from", "not below", "≥", ">="),
    *("不低于", "不小于", "不少于", "大于等于", "大于或等于", "达到", "至少", "以上"),
)
_SIGNS = {word: kind for kind, words in enumerate((_OVER, _NOT_OVER, _UNDER, _NOT_UNDER)) for word in words}
_LONGEST_FIRST = sorted(_SIGNS, key=len, reverse=True)
_OPPOSITES = frozenset((frozenset((0, 1)), frozenset((2, 3))))
_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,6})?")


def covers_all(guards: list[str]) -> bool:
    """Whether conditions are known to leave no case over: 是/否, approved/rejected, over 500/up to 500."""
    plain = [" ".join(guard.lower().split()) for guard in guards]
    return any(_complement(one, other) for index, one in enumerate(plain[:8]) for other in plain[index + 1 : 8])


def _complement(one: str, other: str) -> bool:
    if (one, other) in _PAIRS or (other, one) in _PAIRS:
        return True
    for long, short in ((one, other), (other, one)):
        if any(long.replace(word, "", 1).strip() == short for word in _NEGATIONS if word in long):
            return True
    if _NUMBER.findall(one) != _NUMBER.findall(other) or not _NUMBER.search(one):
        return False
    return frozenset((_sign(one), _sign(other))) in _OPPOSITES


def _sign(guard: str) -> int:
    return next((_SIGNS[word] for word in _LONGEST_FIRST if word in guard), -1)
