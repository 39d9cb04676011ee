"""Chinese patterns over words: vague wordings that stand in no list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinxcontrib_procstd.lint.wording.chinese_text import NUMBER, ChineseText
from sphinxcontrib_procstd.lint.wording.hits import ACTOR, DEGREE, ESCAPE, OPEN_LIST, TIME, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary

_DIGIT = re.compile(r"\d|[一二两三四五六七八九十百]{1,4}(?:个|次|份|人|名|项|件|箱|套|张|层|倍|成|米|毫米|厘米|公斤|克|升|毫升|元|度|级|遍)")
_ADJECTIVES = "大小多少高低长短重轻快慢远近忙差好坏旧新脏热冷强弱急贵贱厚薄深浅浓淡紧松湿干乱暗亮吵挤密稀烂窄宽"
_INTENSIFIERS = frozenset("很 太 非常 十分 过于 极其 极为 比较 较 较为 相当 颇 颇为 略 略微 稍 稍微 偏 更 更加 极 过 格外 特别 尤其 有点 相对 越来越 不太 不够 甚".split())
_LOOSE_TIME = re.compile(
    r"(?:好?几|数|若干|三五|两三|一两|三两|四五|十几|几十|十来|多)(?:个)?(?:秒钟?|分钟|小时|钟头|工作日|天|日(?!期|常|志|间|用)|周|星期|月|年|季度)"
    r"|(?:前后|左右)?(?:月底|月初|年底|年初|周末|中午|傍晚|下班|上班|节假日|晚上|早上|午休)(?:前后|左右)|隔(?:三差五|段时间|些日子)|(?:过|等)(?:一)?(?:阵|段|会)(?:子|时间|儿)?"
)
_NEXT_TIME = re.compile(r"(?:下次|下回|哪天|什么时候).{0,3}(?:再|时|有空|方便)|有(?:时间|空|闲|工夫|功夫)(?:了)?(?:再|就|时|的时候|的话)|(?:等|待)(?:有空|闲|方便|不忙|人齐|合适|条件)")
_OFTEN = re.compile(r"(?<![考出值后内外缺执地空通手辛])勤(?=巡|查|看|换|洗|擦|通风|打扫|检查|消毒|翻|浇|扫|观察|走动|补|清|记|跑|盯|测|问|听|晒|刷|修|喷|维护|保养)")
_EARLY = re.compile(r"提前(?=通知|告知|准备|预约|沟通|报备|安排|联系|到岗|到场|申请|协调|提醒|报告|上报|布置|预订|备)")
_COMMA_FIGURE = re.compile(rf"{NUMBER}{{1,4}}\s?(?:个)?(?:小时|天|分钟|工作日|日|周|月)")


def counted_loosely(doc: ChineseText) -> Iterator[Hit]:
    """Yield times counted loosely (几天内, 两三天, 月底前后), put off (有空再…) or early without a figure (提前通知)."""
    for pattern in (_LOOSE_TIME, _NEXT_TIME, _OFTEN):
        for found in pattern.finditer(doc.text):
            if not doc.quoted[found.start()] and _is_word(doc, found.start()):
                yield Hit(TIME, found.start(), found.end())
    for found in _EARLY.finditer(doc.text):
        clause = doc.before(found.start()) + doc.after(found.end())
        if not doc.quoted[found.start()] and not _COMMA_FIGURE.search(clause) and "还款" not in clause:
            yield Hit(TIME, found.start(), found.end())


def _is_word(doc: ChineseText, start: int) -> bool:
    """Whether a match does not start inside a longer number or word: 茶几, 人数."""
    return doc.text[max(0, start - 1) : start] not in {"同", "平", "对", "均", "中", "茶", "人", "件", "次", "天", "参", "总", "份", "张", "箱", "户", "第", "多", "基"}


_DEPENDS = re.compile(
    r"视(?![频力图为觉窗线察听野同作])[^，。；\d]{1,10}(?:而定|来定|增减|加减|再定|取舍|调整|确定|决定|把握|掌握|选用|安排)|(?:视(?![频力图为觉窗线察听野同作])|看(?![护到见守管台板板病诊牌])|根据|依据|依(?!据|次|法|照|规)|按照?)(?=[^，。；]{1,14}(?:而定|来定|调整|确定|决定|增减|选择|安排|处理|办理|把握|掌握|考虑|再定|加减|判断|取舍|灵活|酌))"
    r"[^，。；\d]{0,8}(?:情况|轻重|大小|多少|好坏|程度|状态|忙闲|心情|经验|感觉|实际|需要|需求|缓急|天气|客情|难易|人手|时间|条件|口味|喜好|高低|长短|快慢|冷热|厚薄|新旧|紧张|表现|脸色|意愿)"
)
_IF_CAN = re.compile(r"能([^，。；的就]{1,4})(?:就|的|则|时)(?:就|尽量|都|则)?\1|能不[^，。；]{1,4}就不|可[^，。；]{1,3}可不")


def left_open(doc: ChineseText) -> Iterator[Hit]:
    """Yield what leaves an act to the reader: 视病情轻重调整, 能当面交的当面交."""
    for pattern in (_DEPENDS, _IF_CAN):
        for found in pattern.finditer(doc.text):
            if not doc.quoted[found.start()] and not re.search(r"附录|附件|附表|表\s?\d|第.{1,3}[条款]|《|\d", found[0] + doc.after(found.end())) and not doc.bracket(found.end()):
                yield Hit(ESCAPE, found.start(), found.end())


_GENERIC_PEOPLE = r"(?:同事|人员|员工|同志|师傅|人士|伙伴|老员工|人手|人选|店员|职工|部门|单位|科室|班组|团队|(?<![客工商军病证本个他每专主负责法证])人(?![民行员数次工]))"
_LOOSE_HINT = re.compile(rf"(?:{NUMBER}{{0,2}}[位名个])?{_GENERIC_PEOPLE}")
_TWO_PARTIES = re.compile(
    r"(?:自行|自己|私下|之间|一起|互相|相互|双方|两(?:个)?部门|两边|两家|几方|彼此|共同)(?:之间)?(?:自行|友好)?(?:协商|商量|商定|协调|沟通|商议|约定|配合着|看着)(?:解决|决定|确定|处理|后|办理|完成|即可)?"
    r"|协商(?:解决|决定|确定|处理|着办)|(?:谁|哪(?:个|家|位|边))[^，。；]{1,8}(?:谁|哪(?:个|家|位|边))|(?:谁|哪位|哪个)(?:有空|方便|在|闲|先|离|顺路|熟|懂|手头|值)"
)


def loose_people(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield groups nobody can look up: 熟悉情况的同事, 相关工作人员; and parties left to sort it out between them."""
    for found in _TWO_PARTIES.finditer(doc.text):
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
    for _ in range(6 if attributive else 1):
        if token is None or token.tag == "x" or token.start < doc.clause_start[start]:
            return -1
        if token.text in words["loose_modifier"]:
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
    for found in _ELLIPSIS.finditer(doc.text):
        if not doc.quoted[found.start()]:
            yield Hit(OPEN_LIST, found.start(), found.end())
    for found in _SORT_OF.finditer(doc.text):
        if not doc.quoted[found.start()]:
            yield Hit(OPEN_LIST, found.start(), found.end())


_ELLIPSIS = re.compile(r"[、，]?(?:……|\.{3}|…)")
_SORT_OF = re.compile(r"之类|(?<=[、一-鿿])一类的|这类的|什么的|诸如此类|(?<=[、，])(?:比如|例如|譬如)|(?:以及|和|及|或|与)(?:其[他它余])?(?:类似|同类|相似|相关|有关)的?(?:东西|物品|用品|材料|资料|文件|单据|事项|情形|情况|设备|工具|证明|凭证)")


def _is_waiting(doc: ChineseText, index: int) -> bool:
    """Whether 等 is "to wait": it opens its clause or follows an adverb, and no list stands before it."""
    token = doc.tokens[index]
    before = doc.before(token.start)
    if not before.strip():
        return True
    if "、" in before or before.endswith(("”", "》", "）", ")", "」")):
        return False
    previous = doc.tokens[index - 1]
    if previous.text in {"须", "需", "先", "再", "不", "请", "要", "应", "可", "在", "就", "勿", "别", "必须", "得", "后", "并", "并且", "然后", "时", "一", "稍", "久", "别", "只", "都", "还", "应当", "不得", "无需", "同", "平", "相", "对", "均"}:
        return True
    following = doc.after(token.end)
    return bool(re.match(r".{1,12}(?:后再|后方|再|到齐|签字后|确认后|答复|通知|到位后)", following)) and not re.search("和|及|与", before)


_AFTER_HEDGE = re.compile(r"(?:应|由|在|不|需|须|可|为|情况|都|会|要|采用|按|安排|控制|保持|能|完成|符合|一致|合格|正常|满足|达到|具备|稳定|相同|准确|清楚|注意|重要|关注|留意|小心|强调|严重)")


def degrees(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield degree adverbs before adjectives, hedges before verbs, 部分 before nouns, 相关 before things."""
    for index, token in enumerate(doc.tokens[:-1]):
        if doc.quoted[token.start] or _in_quiet(doc, token.start, words):
            continue
        after = doc.tokens[index + 1]
        if token.text in _INTENSIFIERS and (after.text[0] in _ADJECTIVES or after.tag[:1] == "a") and not _rescued(doc, after.end):
            if not (token.text in {"过", "更", "较", "比较"} and (_compares(doc, token.start, token.end) or len(after.text) > 2)):
                yield Hit(DEGREE, token.start, after.end)
        elif token.text in words["hedge_before_verb"] and _AFTER_HEDGE.match(doc.after(token.end)):
            yield Hit(DEGREE, token.start, token.end)
        elif token.text in words["manner_before_verb"] and after.text in words["manner_verbs"]:
            yield Hit(DEGREE, token.start, token.end)
        elif token.text == "部分" and after.tag[:1] == "n" and _is_partitive(doc, index):
            yield Hit(DEGREE, token.start, token.end)
    yield from _matching(doc)


_PARTS_OF = re.compile(
    r"(?:相关|有关|相应|必要|合适|所需|必需)的?(?:资料|材料|文件|信息|手续|措施|规定|要求|内容|事项|单据|证明|证件|证照|凭证|记录|数据|物品|工具|设备|费用|问题|情况|工作|流程|制度|票据|报告|图纸|用品|备件|准备|处理|调整|说明|动作|操作|防护)"
)
_MANY = re.compile(
    r"(?:质量|品质|成色|外观|手感|口感|卖相|效果|信誉|技术|素质|光线|视线|通风|密封|味道|性能|精神|情绪|关系|环境|气氛|印象|口碑)(?:比较|较|很|不|不太|要)?(?:好|差|佳|优|坏|激动|低落|不稳)"
    r"|(?:复杂|疑难|棘手|简单|麻烦|困难)的?(?:问题|情况|事项|案件|工单|任务|操作|业务|病例|故障|客诉|情形)"
    r"|(?<=[要须应需])(?:要)?(?:足|多|少|够|匀|稳|准|快|慢|轻|重|大|小|厚|薄|紧|松|细|粗|好|巧)(?:一些|一点|些|点)?(?=[，。；]|$)|"
    r"(?:金额|数额|数量|面积|体积|重量|距离|时间|客流量?|人流量?|订单量?|雨量|风力|雨势|风势|火势|噪声|噪音|气味|异味|影响|损失|差异|误差|偏差|压力|难度|波动|差距|污渍|油污|磨损|破损|锈蚀|变形|裂纹)(?:明显|严重|巨大|较|很|太|过)?(?:大|小|多|少|长|短|重|远|强|高|低)(?=[的，。；时）)、]|$)"
    r"|(?:多|少)(?:放|加|带|备|领|取)(?:一?些|点|一点)|[一二两三]?(?:大|小)(?:把|堆|撮|勺|碗)(?!数)|越.{1,2}越.{1,2}|(?:大|小|重|轻|高|低)一?[些点](?!心|火|名|钟)"
    rf"|(?:够|足够|得(?:很|够|更|太|比较|较|十分|非常)?)[{_ADJECTIVES}](?:一些|一点|些|点)?(?=[的，。；）)]|$)|尽(?:心|力)|差不多|八九不离十|过得去|说得过去|看得过去|像样|凑合|马虎|草率|大而化之"
)


def _matching(doc: ChineseText) -> Iterator[Hit]:
    for found in _PARTS_OF.finditer(doc.text):
        before = doc.before(found.start())
        named = re.search(r"与[^，]{1,12}$|和[^，]{1,8}$", before) and doc.text[found.start() : found.start() + 2] in {"相关", "有关"}
        if not doc.quoted[found.start()] and not named and not doc.bracket(found.end()) and _REFERRED.search(before) is None:
            yield Hit(DEGREE, found.start(), found.end())
    for found in _MANY.finditer(doc.text):
        if not doc.quoted[found.start()] and not _rescued(doc, found.end()):
            yield Hit(DEGREE, found.start(), found.end())


_REFERRED = re.compile(r"(?:附录|附件|附表|第.{1,3}[条款]|表\d|》|所列|列明|载明)[^，]{0,6}$")


def _in_quiet(doc: ChineseText, start: int, words: Vocabulary) -> bool:
    """Whether a word starts a harmless longer one, or stands in one that started up to four characters earlier."""
    for place in range(max(0, start - 4), start + 1):
        for length, name in words.at(doc.chars, place):
            if name == "quiet" and place + length > start:
                return True
    return False


def _is_partitive(doc: ChineseText, index: int) -> bool:
    """Whether 部分 means "some of": at a clause's start or after a verb, not 第二部分, 破损部分."""
    token = doc.tokens[index]
    if not doc.before(token.start).strip():
        return True
    return doc.tokens[index - 1].tag[:1] in {"v", "p", "c", "d"} and doc.tokens[index - 1].text not in {"磨损", "破损", "剩余", "损坏", "余下", "超出", "超额"}


def _compares(doc: ChineseText, start: int, end: int) -> bool:
    """Whether 较 or 比较 compares with something named, with a figure: 较去年增加8%."""
    following = doc.after(end)
    if re.match(r"去年|上年|上月|上周|上期|同期|前|昨|标准|计划|预算|基准|历史|原|首次|上一", following):
        return bool(_DIGIT.search(following))
    return doc.text[start:end] == "更" and following[:1] in "换新改正衣名替"


def _rescued(doc: ChineseText, end: int) -> bool:
    """Whether a figure right behind measures the word: a bracket, 即, a colon."""
    if _DIGIT.search(doc.bracket(end)):
        return True
    following = doc.after(end)
    for offset in range(1, 7):
        if inside := doc.bracket(end + offset):
            return bool(_DIGIT.search(inside))
    if re.match(r".{0,6}(?:即|指|为)\s?[^，]{0,6}\d", following):
        return True
    last = min(end, len(doc.text) - 1)
    next_clause = doc.next_clause(last) if doc.text else ""
    colon = doc.text[doc.clause_end[last] : doc.clause_end[last] + 1] in {"：", ":"} if doc.clause_end[last] < len(doc.text) else False
    return bool((colon or re.match(r"即|指|也就是|是指", next_clause)) and _DIGIT.search(next_clause[:14]))


_CHANGES = re.compile(r"^(?:地)?(?:延长|增加|减少|提高|降低|调高|调低|加|减|缩短|推迟|提前|放宽|上浮|下浮|上调|下调|稀释|补)[^，]{0,6}\d")
_APPROXIMATORS = frozenset(("大约", "大概", "差不多", "几乎", "大致", "约", "将近", "接近", "不少", "不大", "略"))


def is_loose_degree(doc: ChineseText, start: int, end: int) -> bool:
    """Whether a listed degree word stands without its measure."""
    word, before, following = doc.text[start:end], doc.before(start), doc.after(end)
    if _rescued(doc, end) or _CHANGES.match(following):
        return False
    if word in _APPROXIMATORS and (re.match(rf"\s?{NUMBER}|于", following) or (word == "差不多" and _DIGIT.search(before[-6:]))):
        return False
    if word in {"较", "比较", "相对"}:
        return _is_rather(doc, start, end)
    if word in {"很", "太", "极", "颇", "略", "稍", "非常", "十分", "过于", "格外"}:
        return not re.match(r"分[钟之]|可能", following) and not (word == "略" and before[-1:] in "策战省忽")
    if word.startswith("严") or word in {"切实", "主动", "积极"}:
        return not re.match(r"地?(?:按|依|遵|执行|禁止|照|限定)", following)
    if word in {"醒目", "显眼", "严重", "轻微", "明显"}:
        return not re.match(r"(?:缺陷|隐患|事故|等级|级|不良|违约|失信|度)", following)
    if word in {"够", "不够"}:
        return not re.match(rf"{NUMBER}|用|买|支付|抵扣|扣", following)
    return not (before.endswith(("不", "非")) and word in {"适当", "合理"})


def _is_rather(doc: ChineseText, start: int, end: int) -> bool:
    if _compares(doc, start, end):
        return False
    after = doc.token_at(end)
    if after is None or after.tag == "x":
        return False
    if doc.text[start:end] == "比较":
        return after.tag[:1] in {"a", "d"} or after.text[0] in _ADJECTIVES
    if re.match(r"去年|上年|上月|上周|上期|同期|昨|标准|计划|预算|基准|历史|原|首次|上一|前", doc.after(end)):
        return not _DIGIT.search(doc.after(end))
    return after.tag[:1] in {"a", "d", "v"} or after.text[0] in _ADJECTIVES


_UNTIL_CLAUSE = re.compile(r"[，。；]")


def is_effort(doc: ChineseText, start: int, end: int, words: Vocabulary) -> bool:
    """Whether an effort verb names no result one can look at: 做好…管理, but not 做好记录."""
    word, following = doc.text[start:end], doc.after(end)
    if re.search(r"\d", following[:24]) and word not in {"注意", "重视", "注重", "留意"}:
        return False
    if word in {"注意", "留意", "注重"} and (not following.strip() or following[:1] in "：:"):
        return False
    if word == "做好" and (not following.strip() or any(result in following[-6:] for result in words["effort_result"])):
        return False
    if word in {"加强", "强化"} and following[:1] in "版型筋针":
        return False
    return not (word == "杜绝" and not following.strip())


def efforts(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield verbs of improvement over abstract nouns: 提升服务质量, 确保工作有序; and 把好…关, …落到实处."""
    for index, token in enumerate(doc.tokens):
        if token.text not in words["effort_abstract_verbs"] or doc.quoted[token.start]:
            continue
        following = doc.after(token.end)
        if re.search(r"\d", following):
            continue
        if any(other.text in words["abstract"] and other.end <= token.end + len(following) for other in doc.tokens[index + 1 : index + 7]):
            yield Hit(DEGREE, token.start, token.end)
    for found in _EFFORT_FRAMES.finditer(doc.text):
        if not doc.quoted[found.start()]:
            yield Hit(DEGREE, found.start(), found.end())


_EFFORT_FRAMES = re.compile(
    r"把[好严牢][^，。；]{0,8}关|(?:落实|执行|管理|服务|清洁|打扫|检查|沟通|准备|保障|工作)(?:要|须|应)?(?:到位|到边|到底|彻底)|落到实处|(?:多|勤)(?:沟通|留心|留意|关心|提醒|动脑)|多(?:看|听|问|走动|观察|巡|跑)|心中有数|做到(?:心中有数|热情|细致|周到|及时|位|认真|耐心|文明|规范)"
    r"|(?:提高|增强|树立|强化)[^，。；]{0,6}(?:意识|警惕|责任心|观念)|上心|用心(?!脏)|当回事|盯[紧牢住]|拿出[^，。；]{0,6}(?:态度|干劲)|下功夫|花心思|打起精神|尽职|尽责"
)


_CHECKABLE = frozenset(
    "正常 异常 合格 完整 齐全 无误 相同 不同 有效 无效 正确 错误 完好 成功 失败 同意 缺失 一致 相符 不符 空白 相等 唯一 重复 真实 虚假 合法 违法 合规 违规 平衡 安全 属实 到期 过期 独立 公开 免费 必填 相反 对称 水平 垂直 透明 中性 阴性 阳性 常温 满意 确定 不满 适用 危险 可用 通过 满员 缺货 无货".split()
)


def bare_predicate(doc: ChineseText) -> Iterator[Hit]:
    """Yield an adjective a condition turns on without a figure: 雨势大, 人手紧."""
    text = doc.text.rstrip("时的。 的话")
    if not text or re.search(r"\d", text) or len(text) > 16:
        return
    last = doc.token_at(len(text) - 1)
    if last is None or doc.quoted[last.start]:
        return
    previous = doc.token_before(last.start)
    if last.tag in {"a", "an", "ad"} and len(last.text) == 2 and last.text not in _CHECKABLE and not text.endswith(("一致", "相符")):
        yield Hit(DEGREE, last.start, last.end)
    elif re.search(r"不[多大好高够稳佳足小少]$", text):
        yield Hit(DEGREE, len(text) - 2, len(text))
    elif last.text in _ADJECTIVES and len(last.text) == 1 and previous is not None and previous.tag[:1] in {"n", "v", "r"} and previous.text not in {"是否", "变"}:
        yield Hit(DEGREE, previous.start, last.end)
    elif _LOOSE_STATES.search(text):
        yield Hit(DEGREE, 0, len(text))


_LOOSE_STATES = re.compile(
    r"(?:情节|情况|后果|影响|性质|问题|伤势|病情|态势|程度|形势)(?:比较|较|很|非常)?(?:恶劣|严重|复杂|紧急|特殊|重大|简单|一般|轻|轻微|不明|危急|紧张|突出)|(?:天气|路况|信誉|态度|表现|质量|状况|状态|成色|品相|卖相|关系|印象|环境)(?:比较|较|很|太|不太|非常)?(?:恶劣|差|不好|不佳|良好|好|欠佳|不理想|糟糕|一般|紧张)"
    r"|(?:生意|业务|现场|前台|柜台|厨房|人手|时间|工期|库存|车位|货源|预算|资金)(?:比较|较|很|太|特别|十分)?(?:繁忙|忙|紧张|紧|吃紧|充裕|宽裕|不足|不够|紧缺|偏紧|富余|宽松|空闲|冷清|火爆)$"
)
