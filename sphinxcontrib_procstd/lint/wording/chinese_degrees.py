"""Chinese degrees: how much, how well, with no measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinxcontrib_procstd.lint.wording.chinese_text import NUMBER, ChineseText
from sphinxcontrib_procstd.lint.wording.hits import DEGREE, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

_DIGIT = re.compile(
    r"\d|[一二两三四五六七八九十百]{1,4}(?:个|次|份|人|名|项|件|箱|套|张|层|倍|成|米|毫米|厘米|公斤|克|升|毫升|元|度|级|遍)"
)
ADJECTIVES = "大小多少高低长短重轻快慢远近忙差好坏旧新脏热冷强弱急贵贱厚薄深浅浓淡紧松湿干乱暗亮吵挤密稀烂窄宽"
_INTENSIFIERS = word_set(
    """
    很 太 非常 十分 过于 极其 极为 比较 较 较为 相当 颇 颇为 略 略微 稍 稍微 偏 更 更加 极 过
    格外 特别 尤其 有点 相对 越来越 不太 不够 甚
    """
)
_AFTER_HEDGE = re.compile(
    r"(?:应|由|在|当天|当日|次日|每|\d|不|需|须|可|为|情况|都|会|要|采用|按|安排|控制|保持|能|完成|符合|一致|合格|正常|满足|达到|具备|稳定|相同|准确|清楚|注意|重要|关注|留意|小心|强调|严重)"
)


def degrees(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield degree adverbs before adjectives, hedges before verbs, 部分 before nouns, 相关 before things."""
    for index, token in enumerate(doc.tokens[:-1]):
        if doc.quoted[token.start] or _in_quiet(doc, token.start, words):
            continue
        after = doc.tokens[index + 1]
        if (
            token.text in _INTENSIFIERS
            and (after.text[0] in ADJECTIVES or after.tag[:1] == "a")
            and not measured(doc, after.end)
        ):
            if not (
                token.text in {"过", "更", "较", "比较"}
                and (_compares(doc, token.start, token.end) or len(after.text) > 2)
            ):
                yield Hit(DEGREE, token.start, after.end)
        elif (
            (
                token.text in words["hedge_before_verb"]
                and (_AFTER_HEDGE.match(doc.after(token.end)) or (token.text in {"一般", "往往"} and after.tag == "v"))
            )
            or (token.text in words["manner_before_verb"] and after.text in words["manner_verbs"])
            or (token.text == "部分" and after.tag[:1] == "n" and _is_partitive(doc, index))
        ):
            yield Hit(DEGREE, token.start, token.end)
    yield from _matching(doc)


_PARTS_OF = re.compile(
    r"(?:相关|有关|相应)的?(?!部门|单位|人员|方面|各方|同事|领导|负责|责任人|机构|科室|岗位|工作人员|班组|团队|主管|专家|权利人|利害)[一-鿿]{2,4}(?=[，。；、）]|$)"
    r"|(?:相关|有关|相应|必要|合适|所需|必需)的?(?:资料|材料|文件|信息|手续|措施|规定|要求|内容|事项|单据|证明|证件|证照|凭证|记录|数据|物品|工具|设备|费用|问题|情况|工作|流程|制度|票据|报告|图纸|用品|备件|准备|处理|调整|说明|动作|操作|防护)"
)
_MANY = re.compile(
    r"(?:质量|品质|成色|外观|手感|口感|卖相|效果|信誉|技术|素质|光线|视线|通风|密封|味道|性能|精神|情绪|关系|环境|气氛|印象|口碑)(?:比较|较|很|不|不太|要)?(?:好|差|佳|优|坏|激动|低落|不稳)"
    r"|(?:复杂|疑难|棘手|简单|麻烦|困难)的?(?:问题|情况|事项|案件|工单|任务|操作|业务|病例|故障|客诉|情形)"
    r"|(?<=[要须应需])(?:要)?(?:足|多|少|够|匀|稳|准|快|慢|轻|重|大|小|厚|薄|紧|松|细|粗|好|巧)(?:一些|一点|些|点)?(?=[，。；]|$)|"
    r"(?:金额|数额|数量|面积|体积|重量|距离|时间|客流量?|人流量?|订单量?|雨量|风力|雨势|风势|火势|噪声|噪音|气味|异味|影响|损失|差异|误差|偏差|压力|难度|波动|差距|污渍|油污|磨损|破损|锈蚀|变形|裂纹)(?:明显|严重|巨大|较|很|太|过)?(?:大|小|多|少|长|短|重|远|强|高|低)(?=[的，。；时）)、]|$)"
    r"|(?:多|少)(?:放|加|带|备|领|取)(?:一?些|点|一点)|[一二两三]?(?:大|小)(?:把|堆|撮|勺|碗)(?!数)|越.{1,2}越.{1,2}|(?:大|小|重|轻|高|低)一?[些点](?!心|火|名|钟)"
    rf"|(?:够|足够|得(?:很|够|更|太|比较|较|十分|非常)?)[{ADJECTIVES}](?:一些|一点|些|点)?(?=[的，。；）)]|$)|尽(?:心|力)|差不多|八九不离十|过得去|说得过去|看得过去|像样|凑合|马虎|草率|大而化之"
)


def _matching(doc: ChineseText) -> Iterator[Hit]:
    for found in _PARTS_OF.finditer(doc.text):
        before = doc.before(found.start())
        named = re.search(r"与[^，]{1,12}$|和[^，]{1,8}$", before) and doc.text[found.start() : found.start() + 2] in {
            "相关",
            "有关",
        }
        if (
            not doc.quoted[found.start()]
            and not named
            and not doc.bracket(found.end())
            and _REFERRED.search(before) is None
            and not (found[0].startswith(("所需", "必需")) and _WRITTEN.search(before))
        ):
            yield Hit(DEGREE, found.start(), found.end())
    for found in _MANY.finditer(doc.text):
        if not doc.quoted[found.start()] and not measured(doc, found.end()):
            yield Hit(DEGREE, found.start(), found.end())


_WRITTEN = re.compile("写明|列出|列明|注明|载明|填写|记录|登记")
"""Verbs that name the things themselves: 写明所需备件."""
_REFERRED = re.compile(r"(?:附录|附件|附表|第.{1,3}[条款]|表\d|》|所列|列明|载明)[^，]{0,6}$")


def _in_quiet(doc: ChineseText, start: int, words: Vocabulary) -> bool:
    """Whether a word starts a harmless longer one, or stands in one that started up to four characters earlier."""
    for place in range(max(0, start - 4), start + 1):
        for length, name in words.at(doc.text, place):
            if name == "quiet" and place + length > start:
                return True
    return False


def _is_partitive(doc: ChineseText, index: int) -> bool:
    """Whether 部分 means "some of": at a clause's start or after a verb, not 第二部分, 破损部分."""
    token = doc.tokens[index]
    if not doc.before(token.start).strip():
        return True
    return doc.tokens[index - 1].tag[:1] in {"v", "p", "c", "d"} and doc.tokens[index - 1].text not in {
        "磨损",
        "破损",
        "剩余",
        "损坏",
        "余下",
        "超出",
        "超额",
    }


def _compares(doc: ChineseText, start: int, end: int) -> bool:
    """Whether 较 or 比较 compares with something named, with a figure: 较去年增加8%."""
    following = doc.after(end)
    if re.match(r"去年|上年|上月|上周|上期|同期|前|昨|标准|计划|预算|基准|历史|原|首次|上一", following):
        return bool(_DIGIT.search(following))
    return doc.text[start:end] == "更" and following[:1] in "换新改正衣名替"


def measured(doc: ChineseText, end: int) -> bool:
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
    colon = (
        doc.text[doc.clause_end[last] : doc.clause_end[last] + 1] in {"：", ":"}
        if doc.clause_end[last] < len(doc.text)
        else False
    )
    return bool((colon or re.match(r"即|指|也就是|是指", next_clause)) and _DIGIT.search(next_clause[:14]))


_CHANGES = re.compile(
    r"^(?:地)?(?:延长|增加|减少|提高|降低|调高|调低|加|减|缩短|推迟|提前|放宽|上浮|下浮|上调|下调|稀释|补)[^，]{0,6}\d"
)
_APPROXIMATORS = frozenset(("大约", "大概", "差不多", "几乎", "大致", "约", "将近", "接近", "不少", "不大", "略"))


_SEE = re.compile(r"见(?:表|图|附录|附件|附表|第|《)|(?:按|依)(?:照|据)?(?:表|图|附录|附件|附表)\s?[\dA-Z一二三四五]")


def is_loose_degree(doc: ChineseText, start: int, end: int) -> bool:
    """Whether a listed degree word stands without its measure."""
    word, before, following = doc.text[start:end], doc.before(start), doc.after(end)
    if _SEE.search(before + following):
        return False
    if measured(doc, end) or _CHANGES.match(following):
        return False
    if word in _APPROXIMATORS and (
        re.match(rf"\s?{NUMBER}|于", following) or (word == "差不多" and _DIGIT.search(before[-6:]))
    ):
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
        return after.tag[:1] in {"a", "d"} or after.text[0] in ADJECTIVES
    if re.match(r"去年|上年|上月|上周|上期|同期|昨|标准|计划|预算|基准|历史|原|首次|上一|前", doc.after(end)):
        return not _DIGIT.search(doc.after(end))
    return after.tag[:1] in {"a", "d", "v"} or after.text[0] in ADJECTIVES
