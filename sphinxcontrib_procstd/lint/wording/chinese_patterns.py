"""Chinese patterns over words: vague wordings that stand in no list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinxcontrib_procstd.lint.wording.chinese_text import NUMBER, ChineseText
from sphinxcontrib_procstd.lint.wording.hits import ACTOR, ESCAPE, OPEN_LIST, TIME, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary

_LOOSE_TIME = re.compile(
    r"(?:好?几|数|若干|三五|两三|一两|三两|四五|十几|几十|十来|多)(?:个)?(?:秒钟?|分钟|小时|钟头|工作日|天|日(?!期|常|志|间|用)|周|星期|月|年|季度)"
    r"|(?:前后|左右)?(?:月底|月初|月末|月中|季末|季初|年末|年中|周初|旬末|年底|年初|周末|中午|傍晚|下班|上班|节假日|晚上|早上|午休)(?:前后|左右)|隔(?:三差五|段时间|些日子)|(?:过|等)(?:一)?(?:阵|段|会)(?:子|时间|儿)?"
)
_ASKING = re.compile("何时|怎么|怎样|如何|多少")
"""Words of a question whose answer is a number: 讲明何时服、怎么服、服几天."""
_NEXT_TIME = re.compile(
    r"(?:下次|下回|哪天|什么时候).{0,3}(?:再|时|有空|方便)|有(?:时间|空|闲|工夫|功夫)(?:了)?(?:再|就|时|的时候|的话)|(?:等|待)(?:有空|闲|方便|不忙|人齐|合适|条件)"
)
_OFTEN = re.compile(
    r"(?<![考出值后内外缺执地空通手辛])勤(?=巡|查|看|换|洗|擦|通风|打扫|检查|消毒|翻|浇|扫|观察|走动|补|清|记|跑|盯|测|问|听|晒|刷|修|喷|维护|保养)"
)
_EARLY = re.compile(r"提前(?=通知|告知|准备|预约|沟通|报备|安排|联系|到岗|到场|申请|协调|提醒|报告|上报|布置|预订|备)")
_COMMA_FIGURE = re.compile(rf"{NUMBER}{{1,4}}\s?(?:个)?(?:小时|天|分钟|工作日|日|周|月)")


def counted_loosely(doc: ChineseText) -> Iterator[Hit]:
    """Yield times counted loosely (几天内, 两三天, 月底前后), put off (有空再…) or just early (提前通知)."""
    for pattern in (_LOOSE_TIME, _NEXT_TIME, _OFTEN):
        for found in pattern.finditer(doc.text):
            asked = pattern is _LOOSE_TIME and _ASKING.search(doc.text)
            if not asked and not doc.quoted[found.start()] and _is_word(doc, found.start()):
                yield Hit(TIME, found.start(), found.end())
    for found in _EARLY.finditer(doc.text):
        clause = doc.before(found.start()) + doc.after(found.end())
        if not doc.quoted[found.start()] and not _COMMA_FIGURE.search(clause) and "还款" not in clause:
            yield Hit(TIME, found.start(), found.end())


def _is_word(doc: ChineseText, start: int) -> bool:
    """Whether a match does not start inside a longer number or word: 茶几, 人数."""
    return doc.text[max(0, start - 1) : start] not in {
        "同",
        "平",
        "对",
        "均",
        "中",
        "茶",
        "人",
        "件",
        "次",
        "天",
        "参",
        "总",
        "份",
        "张",
        "箱",
        "户",
        "第",
        "多",
        "基",
    }


_DEPENDS = re.compile(
    r"视(?![频力图为觉窗线察听野同作])[^，。；\d]{1,10}(?:而定|来定|增减|加减|再定|取舍|调整|确定|决定|把握|掌握|选用|安排)|(?:视(?![频力图为觉窗线察听野同作])|看(?![护到见守管台板板病诊牌])|根据|依据|依(?!据|次|法|照|规)|按照?)(?=[^，。；]{1,14}(?:而定|来定|调整|确定|决定|增减|选择|安排|处理|办理|把握|掌握|考虑|再定|加减|判断|取舍|灵活|酌))"
    r"[^，。；\d]{0,8}(?:情况|轻重|大小|多少|好坏|程度|状态|忙闲|心情|经验|感觉|实际|需要|需求|缓急|天气|客情|难易|人手|时间|条件|口味|喜好|高低|长短|快慢|冷热|厚薄|新旧|紧张|表现|脸色|意愿)"
)
_IF_CAN = re.compile(
    r"能([^，。；的就]{1,4})(?:就|的|则|时)(?:就|尽量|都|则)?\1|能不[^，。；]{1,4}就不|可[^，。；]{1,3}可不"
)


def left_open(doc: ChineseText) -> Iterator[Hit]:
    """Yield what leaves an act to the reader: 视病情轻重调整, 能当面交的当面交."""
    for pattern in (_DEPENDS, _IF_CAN):
        for found in pattern.finditer(doc.text):
            if (
                not doc.quoted[found.start()]
                and not re.search(r"附录|附件|附表|表\s?\d|第.{1,3}[条款]|《|\d", found[0] + doc.after(found.end()))
                and not doc.bracket(found.end())
            ):
                yield Hit(ESCAPE, found.start(), found.end())


_GENERIC_PEOPLE = (
    r"(?:同事|人员|员工|同志|师傅|人士|伙伴|老员工|人手|人选|店员|职工|部门|单位|科室|班组|团队"
    r"|(?<![客工商军病证本个他每专主负责法证])人(?![民行员数次工]))"
)
_LOOSE_HINT = re.compile(rf"(?:{NUMBER}{{0,2}}[位名个])?{_GENERIC_PEOPLE}")
_TWO_PARTIES = re.compile(
    r"(?:自行|自己|私下|之间|一起|互相|相互|双方|两(?:个)?部门|两边|两家|几方|彼此|共同)(?:之间)?(?:自行|友好)?(?:协商|商量|商定|协调|沟通|商议|约定|配合着|看着)(?:解决|决定|确定|处理|后|办理|完成|即可)?"
    r"|(?:自行|自己|内部|私下)(?:消化|解决|协调|化解|摆平)|协商(?:解决|决定|确定|处理|着办)|(?:谁|哪(?:个|家|位|边))[^，。；]{1,8}(?:谁|哪(?:个|家|位|边))|(?:谁|哪位|哪个)(?:有空|方便|在|闲|先|离|顺路|熟|懂|手头|值)"
)


_SOMEONE = re.compile(
    r"(?:^|[，。；]|[夜晚天里上中处时头]|必须|须|要|应)有(?:个)?人(?=[去来在查看管守接送帮扶盯照值陪跟负做打通提协])|某[位个些名]?[^，。；、]{0,4}?(?:老师|人员|员|师|长|部门|同事|领导|主管|经理|科室|单位|人)|(?<=[方家里边上处室部科队组门])的人(?![员民数])(?=[^，。；]|$)"
)


def loose_people(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield groups nobody can look up: 熟悉情况的同事, 相关工作人员; and parties left to sort it out between them."""
    for found in _TWO_PARTIES.finditer(doc.text):
        if not doc.quoted[found.start()]:
            yield Hit(ACTOR, found.start(), found.end())
    for found in _SOMEONE.finditer(doc.text):
        if not doc.quoted[found.start()]:
            yield Hit(ACTOR, found.start(), found.end())
    for found in _LOOSE_HINT.finditer(doc.text):
        start = found.start()
        if doc.quoted[start] or doc.bracket(found.end()):
            continue
        begin = _modifier_start(doc, start, words)
        if begin >= 0:
            yield Hit(ACTOR, begin, found.end())


def _modifier_start(doc: ChineseText, start: int, words: Vocabulary) -> int:
    """Return where a vague modifier before a group begins, -1 if there is none within six words."""
    token = doc.token_before(start)
    attributive = doc.before(start).endswith("的")
    for _ in range(6 if attributive else 2):
        if token is None or token.tag == "x" or token.start < doc.clause_start[start]:
            return -1
        if token.text in words["loose_modifier"] and (
            attributive or token.end == start or token.text in {"相关", "有关"}
        ):
            return token.start
        if token.text in {"持", "取得", "经", "与", "本", "该", "按", "被"}:
            return -1
        token = doc.token_before(token.start)
    return -1


_MEANS_TAIL = re.compile(rf"^(?:共|各|合计|这|上述|以上|前述)?\s?(?:{NUMBER}|全部|所有)")
_WAIT_BEFORE = frozenset(("d", "v", "c", "p", "r", "x", "zg"))


def open_lists(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield 等 that ends a list without a count, and 相关 before a thing nobody names."""
    for index, token in enumerate(doc.tokens):
        if token.text != "等" or doc.quoted[token.start] or _is_waiting(doc, index):
            continue
        following = doc.after(token.end)
        if _MEANS_TAIL.match(following) or re.match("[级待候于同额量分值效价距速压温式]", following):
            continue
        after = doc.text[token.end : token.end + 8]
        if any(word in after[:4] for word in words["list_means"]):
            continue
        yield Hit(OPEN_LIST, token.start, token.end)
    for pattern in (_ALL_SORTS, _ELLIPSIS, _SORT_OF):
        for found in pattern.finditer(doc.text):
            if not doc.quoted[found.start()] and not (pattern is _ALL_SORTS and doc.bracket(found.end())):
                yield Hit(OPEN_LIST, found.start(), found.end())


_ALL_SORTS = re.compile(
    r"各(?:种各样|式各样|种|式)的?(?=[\u4e00-\u9fff]{2})|各(?:类|种|项)(?=报表|资料|文件|单据|材料|证件|工具|用品|记录|凭证|手续|数据|表格|物品|设备|问题|情况|费用|证明|单证|事项|工作|措施|信息)"
)
_ELLIPSIS = re.compile(r"[、，]?(?:……|\.{3}|…)")
_SORT_OF = re.compile(
    r"之类|(?<=[、一-鿿])一类的|这类的|什么的|诸如此类|(?<=[、，])(?:比如|例如|譬如)|(?:以及|和|及|或|与)(?:其[他它余])?(?:类似|同类|相似|相关|有关)的?(?:东西|物品|用品|材料|资料|文件|单据|事项|情形|情况|设备|工具|证明|凭证)"
)


def _is_waiting(doc: ChineseText, index: int) -> bool:
    """Whether 等 is "to wait": it opens its clause or follows an adverb, and no list stands before it."""
    token = doc.tokens[index]
    before = doc.before(token.start)
    if not before.strip():
        return True
    if "、" in before or before.endswith(("”", "》", "）", ")", "」")):
        return False
    previous = doc.tokens[index - 1]
    if previous.text in {
        "须",
        "需",
        "先",
        "再",
        "不",
        "请",
        "要",
        "应",
        "可",
        "在",
        "就",
        "勿",
        "别",
        "必须",
        "得",
        "后",
        "并",
        "并且",
        "然后",
        "时",
        "一",
        "稍",
        "久",
        "只",
        "都",
        "还",
        "应当",
        "不得",
        "无需",
        "同",
        "平",
        "相",
        "对",
        "均",
    }:
        return True
    following = doc.after(token.end)
    return bool(re.match(r".{1,12}(?:后再|后方|再|到齐|签字后|确认后|答复|通知|到位后)", following)) and not re.search(
        "和|及|与", before
    )
