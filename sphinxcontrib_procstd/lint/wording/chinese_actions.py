"""Chinese steps: one action, or more."""

from __future__ import annotations

import re

from sphinxcontrib_procstd.lint.wording.chinese_shape import holds_object
from sphinxcontrib_procstd.lint.wording.chinese_text import ChineseText
from sphinxcontrib_procstd.lint.wording.hits import Token
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

_CUE = re.compile(
    r"然后|随后|接着|并且|同时|之后再|而后|继而|最后|再(?!次|生|造|现|[一二]次)|并(?![未不非无列联行发购案存入轨])|(?<=[^，。；])后(?=将|把|再)|，|；|。|;|,|、(?=[一-鿿]{2,})"
)
_LONGEST = 80
"""Pieces longer than this are no single action."""
_LINK = re.compile(
    r"^(?:并且|并|同时|然后|随后|接着|再|后|而后|继而|最后|也|还|立即|应|须|需|要|请|由[^，]{1,6}|且|另|另行|一并|逐一|依次|当场|先)+"
)
_CONDITIONAL = re.compile(
    r"^(?:如|若|遇|凡|当|对于|对|因|发现|经|除|每|按|在|自|从|由|凭|根据|依据|一旦|未|不|无|有|为|以|其中|包括|含|注|且|或|否则|超过|直至|直到|至|严禁|禁止|不得|防止|避免|确保|保证|使|均|各|共)"
)
_NO_ORDER = re.compile(
    r"的$|的(?:[，]|退回|退至|转回?|由|为|不|附|须|应|填|报|送|交|视|按|以|作|签)|最多|至多|不超过|不低于|不少于|满\d|没有|统一为|(?<=[^，])[后时]$"
    r"|^(?:[^，。；]{1,7}(?:期限|日期|金额|级别|时间|总额|结果|分辨率|记录)(?:为|距|较|须|不))|[一二三四五六七八九十两\d][项类份人题]$"
)
"""Pieces that order nothing new: a condition (缺少资料的退回), a limit (最多退回2次), an amount (附件3份)."""
_BEFORE_ACT = re.compile(
    r"^[^，。；（(]{1,9}?(?:之前|之后|以后|完成后|前|后|时)(?=[^面台端门者厅勤续排轮视镜方舱半行日天]{2})"
)
_STATES = re.compile(r"^[^，。；]{1,8}?(?:可|应|须|需|不得|不可|要|能|会|为|是|有|达|均|由|放在|位于)")
_TELLING = word_set("通知 告知 致电 联系 汇报 上报 报告 派单 呼叫 电告 请示 提醒 转告 抄送 答复 回复 回访 报警")
_TOLD = word_set("说明 告知 询问 确认 核实 约定 问明 讲明")
_TAKES = re.compile(r"^(?:将|把)[^，。；]")
_TOWARDS = re.compile(r"^(?:给|向|为|与|跟|替|同)[^，。；]")


class _Action:
    """One action of a text: its verb, its object, and where it stands."""

    __slots__ = ("end", "start", "target", "verb")

    def __init__(self, verb: str, target: str, start: int, end: int) -> None:
        self.verb, self.target, self.start, self.end = verb, target, start, end


def second_action(doc: ChineseText, words: Vocabulary) -> tuple[int, int] | None:
    """Return the span of a second action with an object of its own, None where the text orders one action."""
    if joined := _joined_title(doc, words):
        return joined
    first: _Action | None = None
    listed = False  # the piece before is one item of a list of things
    for start, end, sign in _segments(doc):
        cue = sign
        found = _action(doc, start, end, words)
        if cue == "、" and (first is None or listed or first.verb in words["listing_verbs"]):
            continue
        listed = found is None
        if cue == "，" and (following := _NEXT_CUE.match(doc.text, start)):
            cue = following[0]
        if found is None or _TIMED.match(doc.text, end) or (cue == "，" and doc.text[: start - 1].endswith("的")):
            continue  # what is done in one case (满3轮的，退回筛选) is no further act in every other
        if first is None and cue in _NEXT and not _CONDITIONAL.match(doc.text):
            return found.start, found.end
        if first is None:
            first = found
        elif _is_other(found, first, words, cue):
            return found.start, found.end
    return None


_NEXT = frozenset(("然后", "随后", "接着", "而后", "继而", "之后再"))
_NEXT_CUE = re.compile("|".join(sorted(_NEXT)))
_TIMED = re.compile(r"，\d[^，。；]{1,24}起算")
"""What follows the name of a case whose time runs from another event: 退回的仪器，2个工作日从退回时起算."""


def _joined_title(doc: ChineseText, words: Vocabulary) -> tuple[int, int] | None:
    """Return the second of two verbs, each with its own object inside, that make up a text: 卸货与报关."""
    if len(doc.tokens) != len(["卸货", "与", "报关"]) or doc.tokens[1].text not in {"与", "和", "及", "、", "并"}:
        return None
    first, second = doc.tokens[0], doc.tokens[2]
    both = all(token.text in words["verbs"] and holds_object(token.text) for token in (first, second))
    recorded = second.text in words["recording_verbs"]
    return (second.start, second.end) if both and not recorded and first.text[1] != second.text[1] else None


_VERB_JOINS = frozenset(("、", "，", "并", "和", "及", "与"))


def third_verb(doc: ChineseText, words: Vocabulary) -> tuple[int, int] | None:
    """Return the last of three verbs or more before one object that make up a text: 扫描、盖章并归档信件."""
    verbs: list[Token] = []
    place = 0
    while place < len(doc.tokens) and doc.tokens[place].text in words["verbs"] | words["recording_verbs"]:
        verbs.append(doc.tokens[place])
        if place + 1 == len(doc.tokens) or doc.tokens[place + 1].text not in _VERB_JOINS:
            break
        place += 2
    rest = doc.text[verbs[-1].end :].strip(" 。") if verbs else ""
    listed = len(verbs) > len(["核对", "登记"]) and rest and not any(char in rest for char in "，；。、并")
    return (verbs[-1].start, verbs[-1].end) if listed else None


def _segments(doc: ChineseText) -> list[tuple[int, int, str]]:
    """Return (start, end, cue) of the pieces between cues, quotations and brackets not cut."""
    pieces, begun, cue = [], 0, ""
    depth = 0
    position = 0
    for found in _CUE.finditer(doc.text):
        depth += sum((char in "（(") - (char in "）)") for char in doc.text[position : found.start()])
        position = found.start()
        if doc.quoted[found.start()] or depth > 0 or not _is_cue(doc, found.start(), found.end()):
            continue
        pieces.append((begun, found.start(), cue))
        begun, cue = found.end(), found[0]
    pieces.append((begun, len(doc.text), cue))
    return pieces


def _is_cue(doc: ChineseText, start: int, end: int) -> bool:
    return doc.text[start] in "，；。;,、后" or (start in doc.borders and end in doc.borders)


def _action(doc: ChineseText, start: int, end: int, words: Vocabulary) -> _Action | None:
    text = doc.text[start:end]
    lead = len(text) - len(text.lstrip())
    for pattern in (_LINK, _BEFORE_ACT):
        if found := pattern.match(text[lead:]):
            lead += found.end()
    body = text[lead:]
    if not body or len(body) > _LONGEST or _NO_ORDER.search(body):
        return None
    if _TOWARDS.match(body):
        return _towards(doc, start + lead, end, words)
    if _TAKES.match(body):
        return _taken(doc, start + lead, end, words)
    if _CONDITIONAL.match(body) and not body.startswith(("对比", "对账", "经办")):
        return None
    token = _leading_verb(doc, start + lead, end, body, words)
    return _with_object(doc, token, end) if token else None


def _leading_verb(doc: ChineseText, place: int, end: int, body: str, words: Vocabulary) -> Token | None:
    """Return the verb a piece begins with, or the one after a role as its subject."""
    token = doc.token_at(place)
    if token is None or token.start != place or not _is_action_verb(token, words):
        return _verb_after_subject(doc, place, end, words)
    if _names_thing(doc, token, words):
        return None
    states = len(token.text) == len("滤布") and token.text not in words["verbs"] and _STATES.match(body)
    return None if states else token


_PAPERS = frozenset(("单", "表", "书", "记录", "报告", "结果", "清单", "费用", "人员"))


def _names_thing(doc: ChineseText, token: Token, words: Vocabulary) -> bool:
    """Whether a verb is the first half of a subject (维修记录同步到…, 派工单由…), or a noun before one (通报写明…)."""
    following = doc.token_at(token.end)
    if following is None or following.tag == "x":
        return False
    if following.text in {"写明", "注明", "载明", "列明"}:
        return True
    after = doc.token_at(following.end)
    return (
        following.text in _PAPERS
        and after is not None
        and (after.tag[:1] in {"v", "p"} or after.text in words["verbs"])
    )


def _with_object(doc: ChineseText, token: Token, end: int) -> _Action | None:
    target = re.sub(r"^(?:了|完|好|出|上|下|到|入|至|回|掉|开)", "", doc.text[token.end : end].strip())
    if not target:
        return _Action(token.text, token.text[1:] if holds_object(token.text) else "", token.start, token.end)
    return _Action(token.text, target, token.start, end) if _is_thing(doc, token.end, end) else None


def _is_action_verb(token: Token, words: Vocabulary) -> bool:
    if token.text in words["generic"]:
        return (token.tag[:1] == "v" or token.text in words["plain_verbs"]) and len(token.text) >= 2
    return token.text in words["verbs"] or (
        token.tag == "v"
        and len(token.text) == 2
        and token.text not in words["recording_verbs"]
        and token.text not in _NO_ACTIONS
    )


_NO_ACTIONS = word_set(
    """
    没有 进行 超过 低于 高于 达到 属于 位于 包括 需要 应当 可以 能够 不能 不得 具有 存在 出现 发生
    剩余 来信 成为 作为 等于 大于 小于 以及 根据 按照 符合 满足 开始 结束 完成 显示 变为 变成 完毕
    """
)
_ROLE_ENDS = (
    "员",
    "师",
    "长",
    "工",
    "岗",
    "部",
    "主管",
    "经理",
    "主任",
    "班组",
    "前台",
    "客服",
    "会计",
    "出纳",
    "护士",
    "医生",
    "司机",
    "科",
    "室",
    "组",
    "人",
    "厨",
    "老师",
)


def _verb_after_subject(doc: ChineseText, place: int, end: int, words: Vocabulary) -> Token | None:
    """Return the verb after a subject that is a role: 保管员清点…."""
    token = doc.token_at(place)
    for _ in range(3):
        if token is None or token.end >= end or token.tag[:1] not in {"n", "j", "l", "z", "b", "v"}:
            return None
        following = doc.token_at(token.end)
        if token.text.endswith(_ROLE_ENDS) and following is not None:
            return following if following.end < end and _is_action_verb(following, words) else None
        token = following
    return None


def _is_thing(doc: ChineseText, start: int, end: int) -> bool:
    """Whether an object stands between two places: a noun, a title in quotation marks, letters."""
    for place in range(start, min(end, start + 24)):
        if doc.quoted[place] or (doc.text[place].isascii() and doc.text[place].isalpha()):
            return True
    token = doc.token_at(start) if start < end else None
    while token is not None and token.start < min(end, start + 24):
        if (
            token.tag[:1] in {"n", "l", "j", "r", "i", "g", "b", "z", "m", "s"}
            or (token.tag[:1] in {"v", "a"} and len(token.text) >= 2)
            or (len(token.text) == 1 and token.tag not in {"f", "d", "u", "uj", "ul", "x", "p", "c", "y"})
        ):
            return token.text not in {"其", "之", "它", "后"}
        token = doc.token_at(token.end)
    return False


def _taken(doc: ChineseText, start: int, end: int, words: Vocabulary) -> _Action | None:
    """Return the action of 把/将 + object + verb."""
    verbs = []
    token = doc.token_at(start + 1)
    while token is not None and token.start < min(end, start + 16):
        if token.start > start + 1 and (token.text in words["verbs"] or token.tag == "v"):
            verbs.append(token)
        token = doc.token_at(token.end)
    chosen = next((verb for verb in verbs if verb.tag == "v"), verbs[-1] if verbs else None)
    target = doc.text[start + 1 : chosen.start] if chosen else ""
    return _Action(chosen.text, target, start, end) if chosen and target and target not in {"其", "它", "之"} else None


def _towards(doc: ChineseText, start: int, end: int, words: Vocabulary) -> _Action | None:
    """Return the action of 给/向 + receiver + verb."""
    token = doc.token_at(start + 1)
    while token is not None and token.start < min(end, start + 12):
        if token.start > start + 1 and _is_action_verb(token, words):
            return _Action(token.text, doc.text[start + 1 : end], start, end)
        token = doc.token_at(token.end)
    return None


_MOVED_INTO = re.compile("^[倒放装移送推投填导灌注][入进至到]$")
_VESSEL = re.compile("[机锅桶箱袋盆罐柜炉池车盒筒槽盘碗杯瓶格篮架]$")


def _is_other(found: _Action, first: _Action, words: Vocabulary, cue: str) -> bool:
    """Whether a later action is one of its own: another verb, another object, no record of the first."""
    if found.verb in words["recording_verbs"] or found.verb == first.verb:
        return False
    if first.verb in _TELLING and found.verb in _TOLD:
        return False
    if cue in _NEXT and found.target:
        return first.target[:2] != found.target[:2]
    if _MOVED_INTO.search(found.verb) and first.target and _VESSEL.search(found.target.rstrip("中内里")):
        return False  # the thing itself is put somewhere: 称取面粉，倒入和面机
    if not found.target or (not first.target and found.verb not in _TELLING and found.verb[0] not in "将把"):
        return False
    if not first.target:
        return True
    head, other = found.target[:2], first.target[:2]
    if head == other or found.target in first.target or first.target in found.target:
        return False
    return cue != "、" or len(found.target) > 1
