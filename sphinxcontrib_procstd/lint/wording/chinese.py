"""Chinese wording: listed words with the conditions that rescue them, and patterns over words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from sphinxcontrib_procstd.lint.wording import (
    chinese_actions,
    chinese_classes,
    chinese_degrees,
    chinese_efforts,
    chinese_patterns,
    chinese_shape,
)
from sphinxcontrib_procstd.lint.wording.chinese_modals import bare_can, is_weak_modal
from sphinxcontrib_procstd.lint.wording.chinese_text import NUMBER, TIME_FIGURE, ChineseText
from sphinxcontrib_procstd.lint.wording.hits import ACTOR, COMPOUND, DEGREE, ESCAPE, MODAL, OPEN_LIST, TIME, TITLE, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary

CODES = {
    "time": TIME,
    "actor": ACTOR,
    "escape": ESCAPE,
    "list": OPEN_LIST,
    "degree": DEGREE,
    "modal": MODAL,
    "effort": DEGREE,
}
_BY_FIELD = {
    "deadline": {"time", "actor", "escape", "list"},
    "title": {"time", "actor", "escape", "list"},
    "role": {"actor", "escape", "list"},
    "output": {"time", "actor", "escape", "list", "degree", "effort"},
    "condition": {"time", "actor", "escape", "list", "degree", "effort"},
    "spec": {"time", "actor", "escape", "list", "degree", "modal", "effort"},
}
_DIGIT = re.compile(NUMBER)
_LIMIT = re.compile(r"内|之前|以前|前(?![台厅门后端])|不晚于|不迟于|最迟|至迟|最晚|不超过|不得超过|截止|限|≤|为止|止")
_LIMIT_START = re.compile(
    r"^\s?(?:且|并|并且|但)?(?:最迟|至迟|最晚|不晚于|不迟于|不得晚于|不得迟于|不超过|不得超过|至多|限|时限|期限|即|也就是|是指|指|须在|应在|在|一般为|以)"
)
_FREQUENCY = re.compile(
    rf"每隔?(?:{NUMBER}{{0,3}})(?:个)?(?:工作日|班|日|天|周|月|季度?|年|半年|小时|分钟|星期|旬|学期|航次|批|次|车|单)|{NUMBER}+次/|[日周月年]检"
)
_CONDITION = re.compile(r"\d|超过|低于|高于|大于|小于|达到|不足|少于|多于|≥|≤|>|<|即|指|如|、")
_EXPLAINED = re.compile(r"^\s?(?:即|也就是|是指|指的是|指|具体为|具体指|意即|系指)")
_REFERENCE = re.compile(r"附录|附件|附表|第.{1,4}[条款章节项]|表\s?\d|图\s?\d|《")
_PREDICATE_BEFORE = frozenset(("v", "d", "p", "c", "vn", "vd", "u"))


def check(text: str, field: str, words: Vocabulary) -> list[Hit]:
    """Return the hits of one Chinese text."""
    doc = ChineseText(text)
    found = list(_listed(doc, field, words))
    if field != "role":
        found += chinese_patterns.counted_loosely(doc)
        found += chinese_patterns.left_open(doc)
        found += chinese_classes.states(doc, words)
        found += chinese_classes.pairs(doc, words, field=field)
    found += chinese_patterns.loose_people(doc, words)
    found += chinese_patterns.open_lists(doc, words)
    if field in {"spec", "output", "condition"}:
        found += chinese_degrees.degrees(doc, words)
        found += chinese_efforts.efforts(doc, words)
        found += chinese_classes.qualities(doc, words, field)
    if field == "spec":
        found += bare_can(doc, words)
        found += chinese_efforts.empty_clauses(doc, words)
    if field == "condition":
        found += chinese_efforts.bare_predicate(doc)
    if field == "deadline":
        found += _deadline(doc, words, found)
    if field == "role":
        found += _role(doc, words, found)
    if field == "title" and chinese_shape.is_weak_title(doc, words):
        found.append(Hit(TITLE, 0, len(text)))
    found = _without_idle_verbs(doc, found)
    span = chinese_actions.second_action(doc, words) if field in {"spec", "title"} else None
    if field == "title":
        span = span or chinese_actions.third_verb(doc, words)
    if span:
        found.append(Hit(COMPOUND, *span))
    return found


def _without_idle_verbs(doc: ChineseText, found: list[Hit]) -> list[Hit]:
    """Leave out 做到 where the same clause says what vague thing is to be done: one fault, one finding."""
    idle = {hit for hit in found if hit.code == DEGREE and doc.text[hit.start : hit.end] == "做到"}
    vague = [hit for hit in found if hit.code == DEGREE and hit not in idle]
    return [
        hit
        for hit in found
        if hit not in idle or not any(hit.end <= other.start <= hit.end + len(doc.after(hit.end)) for other in vague)
    ]


def _listed(doc: ChineseText, field: str, words: Vocabulary) -> Iterator[Hit]:
    for start, end, name in doc.phrases(words):
        if name in _BY_FIELD[field] and _KEEP[name](doc, start, end, words):
            yield Hit(ACTOR if field == "role" and name == "escape" else CODES[name], start, end)


def _keep_time(doc: ChineseText, start: int, end: int, words: Vocabulary) -> bool:
    word, inside, following = doc.text[start:end], doc.bracket(end), doc.after(end)
    around = doc.before(start) + "\n" + following
    if word in words["frequency"] and _FREQUENCY.search(around + "\n" + inside + "\n" + doc.next_clause(start)[:12]):
        return False
    if word in {"最近", "近期", "近"} and re.match(rf"的?{NUMBER}|的", following):
        return bool(re.match("的(?:将来|时间|时候)", following))
    if word in _NO_TIME and _NO_TIME[word](doc, start, end):
        return False
    if word in {"临时", "长期", "短期", "暂时"}:
        after = doc.token_at(end)
        return after is None or after.tag[:1] in "vdx"
    if inside and TIME_FIGURE.search(inside):
        return False
    if (
        _limit_in(doc.before(start))
        or _limit_in(following)
        or (following[:1] in "即指" and TIME_FIGURE.search(following))
    ):
        return False
    after_clause = doc.next_clause(start)
    return not (_LIMIT_START.match(after_clause) and TIME_FIGURE.search(after_clause))


def _is_point(doc: ChineseText, start: int, end: int) -> bool:
    """Whether 时刻 is a point in time (送达时刻, 从退回时刻起算), not "at every moment" (时刻关注)."""
    previous, following = doc.token_before(start), doc.token_at(end)
    if following is None or following.tag[:1] not in {"v", "d", "a"} or following.text[0] == "起":
        return True
    return previous is not None and previous.tag[:1] == "v" and previous.text not in {"要", "须", "应", "需", "应当"}


def _is_dated(doc: ChineseText, start: int, end: int) -> bool:
    """Whether 日后 is "after the day": 提交日后30个工作日, 10个工作日后."""
    return bool(
        re.match(rf"{NUMBER}|不[少超低高早晚得]|起|至|第", doc.after(end))
        or re.search(rf"(?:{NUMBER}|工作|自然|交易)$", doc.before(start))
    )


def _is_stepwise(doc: ChineseText, start: int, end: int) -> bool:
    """Whether 逐步 is "step by step": 逐步执行."""
    del start
    return bool(re.match("执行|操作|核对|检查|测试|填写|点击|演练|完成", doc.after(end)))


_NO_TIME: dict[str, Callable[[ChineseText, int, int], bool]] = {
    "时刻": _is_point,
    "日后": _is_dated,
    "逐步": _is_stepwise,
}


def _limit_in(clause: str) -> bool:
    """Whether a clause states a limit in figures: 2小时内, 17:00前, 不超过3天."""
    for found in TIME_FIGURE.finditer(clause):
        near = clause[found.end() : found.end() + 3]
        before = clause[max(0, found.start() - 6) : found.start()]
        if _LIMIT.search(near) or re.search(r"不晚于|不迟于|最迟|至迟|最晚|不超过|不得超过|截至|限", before):
            return True
    return False


def _keep_actor(doc: ChineseText, start: int, end: int, words: Vocabulary) -> bool:
    del words
    if doc.bracket(end) or _EXPLAINED.match(doc.next_clause(start)):
        return False
    word, following = doc.text[start:end], doc.after(end)
    if word.startswith("其他") or word in {"他人", "任何人", "别人"}:
        return not re.match(r".{0,4}(?:不得|禁止|严禁|不准|不能|不可)", following)
    if word.startswith("各"):
        return not re.match(r"负责人|经理|主管|主任|联络员|[^，。]{0,3}长", following)
    if word in {"领导", "上级"}:
        return not re.match(r"小组|班子|力|审批栏|签字栏|意见栏", following) and not doc.before(start).endswith(
            ("直接", "直属")
        )
    return True


def _keep_escape(doc: ChineseText, start: int, end: int, words: Vocabulary) -> bool:
    word, following, inside = doc.text[start:end], doc.after(end), doc.bracket(end)
    if inside and _CONDITION.search(inside):
        return False
    if _EXPLAINED.match(following) or _EXPLAINED.match(doc.next_clause(start)):
        return False
    if word in {"机动", "灵活", "随意"} and following[:1] in {"车", "性", "岗"}:
        return False
    if word in {"原则上", "尽量", "尽可能"}:
        return True
    if word in {"特殊情况", "特殊情况下", "特殊情形", "特殊情形下"} and re.search(
        rf"(?:超过|低于|高于|少于|不足){NUMBER}", doc.before(start)
    ):
        return False
    before = doc.before(start)
    del words
    near = before[-14:] + following[:12]
    return not (re.search(r"[按依据见]|符合|满足", near) and _REFERENCE.search(near))


def _keep_list(doc: ChineseText, start: int, end: int, words: Vocabulary) -> bool:
    del words
    following = doc.after(end)
    word = doc.text[start:end]
    if word in {"这些", "那些", "此类", "这类"}:
        return False
    if "其他" in word or "其它" in word:
        return not re.match(rf"(?:{NUMBER}|各?[栏列项](?:不|留空|均))", following)
    if word == "诸如":
        return True
    return not re.match(rf"(?:共|各)?{NUMBER}", following)


def _keep_degree(doc: ChineseText, start: int, end: int, words: Vocabulary) -> bool:
    del words
    return chinese_degrees.is_loose_degree(doc, start, end)


def _keep_effort(doc: ChineseText, start: int, end: int, words: Vocabulary) -> bool:
    return chinese_efforts.is_effort(doc, start, end, words)


_KEEP: dict[str, Callable[[ChineseText, int, int, Vocabulary], bool]] = {
    "time": _keep_time,
    "actor": _keep_actor,
    "escape": _keep_escape,
    "list": _keep_list,
    "degree": _keep_degree,
    "modal": is_weak_modal,
    "effort": _keep_effort,
}

_ANCHOR = re.compile(
    r"\d|前|后|时|当|次|每|随|即|同步|同时|T|月|周|季|年|日|无|不适用|班|晚|早|午|夜|节|[一二两三四五六七八九十半]|毕|内|期间|前一|隔[天日]|届|过程中|中|到|起|开|实时|现场|不限|—|-|/"
)


def _deadline(doc: ChineseText, words: Vocabulary, found: Sequence[Hit]) -> Iterator[Hit]:
    whole = doc.text.strip(" 。.")
    if not whole or found:
        return
    listed = any(whole.endswith(word) or whole.startswith(word) for word in words["deadline_time"])
    if (listed and not TIME_FIGURE.search(whole)) or not _ANCHOR.search(whole):
        yield Hit(TIME, 0, len(doc.text))


_LOOSE_ROLE = re.compile(
    r"的(?:人|人员|员工|同事|部门|科室|单位|师傅|老师|主管|经理|领导|职员|同志|同仁|伙伴|班组|小组|团队|专家|技师|工人|那个|几位)$|^(?:归口|对口|相关|有关|某|若干|部分|其他|其余|另外|别的|任何|任一|随便|随机)"
    r"|^(?:经验丰富|有经验|资深的|熟练的|得力|可靠的|信得过|能干|懂|会(?=[说用开做修写看讲弄操])(?!议)|熟悉|擅长)|[哪谁某]|有空|闲着|顺手|顺路|就近"
    r"|(?:些|几个|几位|若干|多名|数名|多位|数位)"
)


def _role(doc: ChineseText, words: Vocabulary, found: Sequence[Hit]) -> Iterator[Hit]:
    whole = doc.text.strip(" 。.")
    if not whole or found:
        return
    vague = whole.endswith(
        (
            "方面",
            "的人",
            "的同事",
            "那边",
            "那里",
            "这里",
            "有人",
            "的人员",
            "等",
            "们",
            "一帮人",
            "口子",
            "口的人",
            "条线",
        )
    )
    either = re.search(r"或者?|/或|谁|任一|任意|其中一[人名位方]|轮流|看情况|随机", whole)
    if whole in words["role_alone"] or vague or either or _LOOSE_ROLE.search(whole):
        yield Hit(ACTOR, 0, len(doc.text))
