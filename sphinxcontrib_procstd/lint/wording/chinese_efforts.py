"""Chinese efforts without a result, and conditions without a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinxcontrib_procstd.lint.wording.chinese_degrees import ADJECTIVES
from sphinxcontrib_procstd.lint.wording.chinese_text import ChineseText
from sphinxcontrib_procstd.lint.wording.hits import DEGREE, ESCAPE, Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set


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
        if re.search(r"\d", following) or (token.text in _NOUNS_TOO and _NAMED.match(following)):
            continue
        if any(
            other.text in words["abstract"] and other.end <= token.end + len(following)
            for other in doc.tokens[index + 1 : index + 7]
        ):
            yield Hit(DEGREE, token.start, token.end)
    for found in _EFFORT_FRAMES.finditer(doc.text):
        if not doc.quoted[found.start()]:
            yield Hit(DEGREE, found.start(), found.end())


_NOUNS_TOO = frozenset(("改进", "优化", "完善", "改善", "提升", "落实", "跟进"))
_NAMED = re.compile("清单|项|动作|措施|建议|单|计划|方案|记录|点|意见|表|报告")
"""What makes a noun of the verb before it: 改进项, 改进清单."""

_EFFORT_FRAMES = re.compile(
    r"[\u4e00-\u9fff]{2}好(?=卫生|秩序|现场|环境|关系|工作|形象|客人|顾客|家属|患者|老人|孩子)|把[好严牢][^，。；]{0,8}关|(?:落实|执行|管理|服务|清洁|打扫|检查|沟通|准备|保障|工作)(?:要|须|应)?(?:到位|到边|到底|彻底)|落到实处|(?:多|勤)(?:沟通|留心|留意|关心|提醒|动脑)|多(?:看|听|问|走动|观察|巡|跑)|心中有数|做到(?:心中有数|热情|细致|周到|及时|位|认真|耐心|文明|规范)"
    r"|(?:提高|增强|树立|强化)[^，。；]{0,6}(?:意识|警惕|责任心|观念)|上心|用心(?!脏)|当回事|盯[紧牢住]|拿出[^，。；]{0,6}(?:态度|干劲)|下功夫|花心思|打起精神|尽职|尽责"
)


_OPEN_ENDS = word_set(
    """
    划算 不划算 合算 不合算 值得 不值得 有必要 没必要 可行 不可行 方便 不方便 有意义 没意义 有价值
    没价值 行得通 行不通 来得及 来不及 顾不上 忙不过来 拿不准 吃不准 走不开 合适 不合适 妥当 不妥 恰当
    不恰当
    """
)
_CHECKABLE = word_set(
    """
    正常 异常 合格 完整 齐全 无误 相同 不同 有效 无效 正确 错误 完好 成功 失败 同意 缺失 一致 相符
    不符 空白 相等 唯一 重复 真实 虚假 合法 违法 合规 违规 平衡 安全 属实 到期 过期 独立 公开 免费
    必填 相反 对称 水平 垂直 透明 中性 阴性 阳性 常温 满意 确定 不满 适用 危险 可用 通过 满员 缺货
    无货
    """
)


def bare_predicate(doc: ChineseText) -> Iterator[Hit]:
    """Yield an adjective a condition turns on without a figure: 雨势大, 人手紧."""
    text = doc.text.rstrip("。 ").removesuffix("的话").rstrip("时的")
    for length in (5, 4, 3, 2):
        if text[-length:] in _OPEN_ENDS and not doc.quoted[len(text) - 1]:
            yield Hit(ESCAPE, len(text) - length, len(text))
            return
    if not text or re.search(r"\d", text) or len(text) > 16 or text.endswith("余额充足"):
        return  # a balance is enough to pay or it is not: one can look it up
    last = doc.token_at(len(text) - 1)
    if last is None or doc.quoted[last.start]:
        return
    previous = doc.token_before(last.start)
    if (
        last.tag in {"a", "an", "ad"}
        and len(last.text) == 2
        and last.text not in _CHECKABLE
        and not text.endswith(("一致", "相符"))
    ):
        yield Hit(DEGREE, last.start, last.end)
    elif re.search(r"不[多大好高够稳佳足小少正匀亮清净透牢紧严顺爽快准纯浓淡甜香鲜热冷硬软]$", text):
        yield Hit(DEGREE, len(text) - 2, len(text))
    elif (
        last.text in ADJECTIVES + _MORE
        and len(last.text) == 1
        and previous is not None
        and previous.tag[:1] in {"n", "v", "r"}
        and previous.text not in {"是否", "变"}
    ):
        yield Hit(DEGREE, previous.start, last.end)
    elif _STATES.search(text) or _LOOSE_STATES.search(text):
        yield Hit(DEGREE, 0, len(text))


_MORE = "广繁杂陡滑臭香脆胖瘦老嫩细粗稠稀硬软甜咸凉烫狠猛钝糙旺足饱累乏困晕疼痛痒闷旱涝"
_STATES = re.compile(
    r"(?:可疑|充足|可观|激烈|猛烈|强烈|薄弱|松散|粗糙|模糊|浑浊|肮脏|潮湿|寒冷|炎热|闷热|酷热|严寒|疼痛|难受|虚弱|焦躁|焦虑|烦躁|激动|愤怒|不满|冷淡|消极|积极|热烈|踊跃|活跃|平淡|清淡|萧条|紧俏|畅销|滞销|走俏|难缠|蛮横|无理|过激|冷清|火热|热闹|稀疏|稀少|稀缺|短缺|过剩|饱和|拥挤|空虚|惨淡|兴旺|异样|古怪|发[粘黏烫热黑黄白软硬凉干臭霉暗涩抖麻皱脆]|不支|不济|不振|不力|不善|不周|不灵|不爽|欠佳|太旧|太老|太破|太脏|太差|太乱|太吵|太暗|太亮|太冷|太热|太湿|太干|太滑|太挤|太忙|不对劲|不对头|不正常|不舒服|不适|不稳|不利|不便|不顺|不畅|拥堵|老旧|陈旧|破旧|忙碌|紧俏|泥泞|湿滑|昏暗|嘈杂|凌乱|脏乱|混乱|疲劳|疲惫|困难|吃力|悬殊|偏僻|偏远|频繁|密集|稀疏|低迷|旺盛|充裕|富余)$"
)
_LOOSE_STATES = re.compile(
    r"(?:情节|情况|后果|影响|性质|问题|伤势|病情|态势|程度|形势)(?:比较|较|很|非常)?(?:恶劣|严重|复杂|紧急|特殊|重大|简单|一般|轻|轻微|不明|危急|紧张|突出)|(?:天气|路况|信誉|态度|表现|质量|状况|状态|成色|品相|卖相|关系|印象|环境)(?:比较|较|很|太|不太|非常)?(?:恶劣|差|不好|不佳|良好|好|欠佳|不理想|糟糕|一般|紧张)"
    r"|(?:生意|业务|现场|前台|柜台|厨房|人手|时间|工期|库存|车位|货源|预算|资金)(?:比较|较|很|太|特别|十分)?(?:繁忙|忙|紧张|紧|吃紧|充裕|宽裕|不足|不够|紧缺|偏紧|富余|宽松|空闲|冷清|火爆)$"
)


_EMPTY_VERBS = frozenset(("进行", "予以", "加以", "再", "后", "负责", "并", "给予", "妥善", "一并", "另行", "统一"))


def empty_clauses(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield clauses of generic verbs alone, with neither object nor result: …的，协调处理."""
    begin, generic, other = 0, 0, 0
    for token in (*doc.tokens, None):
        end_of_clause = token is None or token.text in {"，", "。", "；", ",", ";", "："}
        if not end_of_clause and token is not None:
            known = token.text in words["generic"]
            generic += known
            other += not known and token.text not in _EMPTY_VERBS
            continue
        end = token.start if token else len(doc.text)
        if generic >= 1 and not other and begin > 0 and not doc.quoted[begin]:
            yield Hit(DEGREE, begin, end)
        begin, generic, other = (token.end if token else end), 0, 0
