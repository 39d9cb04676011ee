"""Chinese classes of vagueness: a word of one class beside a word of another, whatever the two words are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sphinxcontrib_procstd.lint.wording.chinese_degrees import ADJECTIVES, measured
from sphinxcontrib_procstd.lint.wording.chinese_text import NUMBER, TIME_FIGURE, ChineseText
from sphinxcontrib_procstd.lint.wording.hits import ACTOR, DEGREE, ESCAPE, MODAL, TIME, Hit, Token
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary
from sphinxcontrib_procstd.lint.wordset import word_set

_REFERRED = re.compile(r"附录|附件|附表|第.{1,4}[条款章节项]|表\s?[\dA-Z一二三四五]|图\s?\d|《|手册|规程|清单|SOP")
_STATE_TAIL = re.compile(r"(?:了)?(?:的)?(?:时候|时(?!间)|时段|期间|再|之后再|后再|之时|那阵|当口|后(?=[，。；]|$))")
_OPEN_TAIL = re.compile(r"的话|时(?!间)|的(?=[，。；,;]|$|就|则|再|由|可|也|都|予以|送|交|转)|就|则(?!表)")


def pairs(doc: ChineseText, words: Vocabulary, *, field: str) -> Iterator[Hit]:
    """Yield a loose modifier before a span of time (合理的期限) or before a thing to be measured (合适的位置)."""
    for index, token in enumerate(doc.tokens):
        if doc.quoted[token.start]:
            continue
        end = _head(doc, token, words["span_noun"])
        if end and token.text in words["span_modifier"]:
            named = field == "output" and token.text in _FREE and end - token.start == len(doc.text.strip())
            if not named and not _timed(doc, token.start, end):
                yield Hit(TIME, token.start, end)
            continue
        end = _head(doc, token, words["measured_noun"])
        if field not in {"spec", "output", "condition"} or not end or token.text not in words["measure_modifier"]:
            continue
        if index and doc.tokens[index - 1].text in {"不", "非", "无", "没有"}:
            continue
        around = doc.before(token.start) + doc.after(end)
        if not (measured(doc, end) or _REFERRED.search(around) or doc.bracket(end) or _names(doc, token, end)):
            yield Hit(DEGREE, token.start, end)


_FREE = frozenset(("空闲", "空余", "特定", "规定"))
"""What a list may hold: the free dates (空闲日期) that one step finds and the next one takes."""
_COMPOUNDS = re.compile(
    "安全(?:措施|培训|防护|距离标|条件|程序|规格|提示|环境|区域|说明|记录方式|处理|方案|保护)|专业(?:培训|处理|人选|指导)|基本(?:条件|程序|手续|培训|空间|说明)|有效(?:面积|容量|高度|长度|宽度|空间|区域|距离|范围)|正式|干燥(?:程度|处理|温度|速率|方式|条件|环境)|通风(?:条件|环境|方式|处理)"
)


def _names(doc: ChineseText, token: Token, end: int) -> bool:
    """Whether modifier and noun make a term: 安全培训, 有效面积."""
    return bool(_COMPOUNDS.match(doc.text[token.start : end]))


def _head(doc: ChineseText, token: Token, nouns: frozenset[str]) -> int:
    """Return the end of a noun of a list that follows a word, with or without 的; 0 if none does."""
    following = doc.token_at(token.end)
    if following is not None and following.text in {"的", "之"}:
        following = doc.token_at(following.end)
    if following is None or doc.quoted[following.start]:
        return 0
    if following.text in nouns:
        return following.end
    return 0


def _timed(doc: ChineseText, start: int, end: int) -> bool:
    clause = doc.before(start) + "\n" + doc.after(end)
    following = doc.next_clause(start)
    explained = bool(re.match("即|指|也就是|以|最迟|不超过", following)) and bool(TIME_FIGURE.search(following))
    return (
        bool(TIME_FIGURE.search(clause) or TIME_FIGURE.search(doc.bracket(end)) or _REFERRED.search(clause))
        or explained
    )


def states(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield waits for a state nobody can date (人少的时候), and conditions of opinion (值得返工的, 觉得合适时)."""
    yield from _listed_states(doc, words)
    for found in _BY_IF.finditer(doc.text):
        known = found["state"] in words["open_state"] and not doc.quoted[found.start()]
        if known and not _timed(doc, found.start(), found.end()):
            yield Hit(ESCAPE, found.start(), found.end())
    for token, after in pairwise(doc.tokens):
        if token.text == "常" and token.tag == "d" and after.tag[:1] == "v" and not doc.quoted[token.start]:
            yield Hit(TIME, token.start, token.end)
    for pattern, code in _FRAMES:
        for found in pattern.finditer(doc.text):
            start, end = found.span()
            if start in doc.borders and not doc.quoted[start] and not doc.bracket(end):
                yield Hit(code, start, end)


def _listed_states(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    for place in sorted(doc.borders):
        if place >= len(doc.text) or doc.quoted[place]:
            continue
        for name, tail, code in (("loose_state", _STATE_TAIL, TIME), ("open_state", _OPEN_TAIL, ESCAPE)):
            end = _listed_end(doc, place, words[name], tail)
            if end and not _timed(doc, place, end) and not doc.bracket(end):
                yield Hit(code, place, end)


def _listed_end(doc: ChineseText, place: int, listed: frozenset[str], tail: re.Pattern[str]) -> int:
    for length in (6, 5, 4, 3, 2, 1):
        if doc.text[place : place + length] in listed and (found := tail.match(doc.text, place + length)):
            return found.end()
    return 0


_HASTE = re.compile(
    r"(?<=[前后])(?:些|几|数|好几|若干)(?:天|日|周|月|年|小时|分钟)|趁[^，。；\d]{1,8}(?:时|的时候|机|热|空|早|着)|隔(?:上|了|个)?(?:一?[段些阵]|几|好几)(?:日子|时间|子|天)|(?:要|须|应|需|得|尽)早(?![班会晚上餐点市读教八间])(?=[一-鿿])"
    r"|(?:需要|要|想|能)[^，。；]{1,3}多久就?[^，。；]{1,3}多久|[早快](?:点儿?|些)(?=[^钟心炒递餐])"
)
_BY_IF = re.compile(
    r"(?:如果|如|若|假如|倘若|只要|除非|一旦|凡)(?:感到|觉得)?(?P<state>[一-鿿]{2,5}?)(?=[，,]|则|就|即|可|的话|时|$)"
)
_GRUMBLE = re.compile(
    r"(?:嫌|怕|图)(?:麻烦|累|省事|方便|慢|贵|重|烦|费事)|(?:实在|真的?)(?:不行|忙不过来|没办法|没时间|需要)"
)
_ASKED = re.compile(r"(?:给|交|由|让|请|找|叫|转|通知|问|喊|托|派|报|告知|联系)[^，。；、]{1,10}的人(?![员民数力事名])")
_OPINION = re.compile(
    r"(?:觉得|认为|感到|感觉|判断为|看来|自认)[^，。；\d]{0,6}(?:必要|合适|需要|可行|妥当|价值|值得|不对|不妥|有问题|没问题|可以|合理|严重|重要|满意|行得通)"
    r"|(?:自己|自行|自主|各自|由其|自个儿)[^，。；\d]{0,3}(?:拿主意|做主|作主|定夺|掂量|拿捏|衡量|估计|估摸|琢磨|权衡|斟酌|选择|取舍|裁量|看着|裁定|考虑|摸索|决断|说了算)"
    r"|值得[^，。；\d]{1,4}的|不影响[^，。；]{1,10}的?(?:前提|情况|条件)下|如?非必要|除非[^，。；]{0,4}(?:必要|必须|特殊|例外)|(?:如|若)无特殊|(?:个别|极端|少数|某些|一些|有些|部分|疑难|例外|异常|紧急|突发|意外)(?:情况|情形|场合|时候)下?(?=[，。；]|$|可|由|除外|不受|例外)"
    r"|(?:见|相)机而|量体裁衣|(?:凭|靠)[^，。；]{0,4}(?:经验|感觉|手感|印象|记忆|直觉|良心|自觉)|(?:谁|怎么)(?:觉得|认为|方便|顺手|合适|省事)[^，。；]{0,4}(?:谁|怎么)?"
)
_LEAST = re.compile(
    r"(?:压|降|减|控制|缩|减少|降低|压缩|缩短|限制|控|放|调|开|做|提升|发挥|提高)(?:缩|低|少)?(?:到|至|在|为|成)最(?:低|小|少|短|大|高|佳|优)(?!值|限|位)|最(?:大|小|优)化"
)
_LOOSE_COUNT = re.compile(
    rf"几(?=[把根块本封辆层包支枝颗粒束串捆扇排面部套间座艘架顶杯碗盘壶罐桶筐篮只头匹棵株])|(?:一两|两三|三两|三四|三五|四五|五六|六七|七八|八九|十来|十几|几十|上百|成百|数十|数百|好几)(?!{NUMBER}|分之)(?=[个名位份张台家种条组处盒瓶袋项遍下滴勺片页行次件箱人只根块本封辆层包])[一-鿿]"
)
_LOOSE_PLACE = re.compile(
    r"(?:阴凉|干燥|通风|温暖|僻静|安静|隐蔽|显眼|醒目|明显|方便|安全|合适|适当|空旷|平坦|宽敞|背风|向阳|阴暗|潮湿)(?:、?(?:干燥|通风|避光|阴凉))*的?(?:处(?![理置方分罚所])|地方|位置)"
)
_CLAUSES = re.compile(
    r"(?:天色|天气|路况|信号|身体|精神|状态|光线|视线|气色|脸色|心情|情绪|胃口|手气|货品|成色|品相|生意|行情|收成)(?:不太|不大|很|太|比较)?(?:不好|不佳|差|糟|坏|恶劣|好|不对|难看|低落)"
    r"|(?<![台海龙顺通中接防送暖])[风雨雪雾火人车货客单活浪](?:大|小|多|少|急|忙|猛|浓|杂)(?=的|时|就|了|$|，|不[^，。；])|(?:噪声|噪音|音量|温度|湿度|压力|速度|转速|亮度|浓度|水位|流量|成本|费用)(?:要|须|应|得)(?:低|高|大|小|快|慢|足|稳)(?=[，。；]|$)"
    r"|(?:难|好|不好|不易|难以|不便)(?:认|找|记|读|看清|办|做|搞|弄|说|判断|处理|辨认|沟通|对付|缠|卖|拿|搬|清洗|理解|懂|解释|归类|界定|分辨|区分)(?=的|$|时|，)"
    r"|[一-鿿][紧松快慢轻重大小多少高低厚薄粗细干湿软硬深浅浓淡近远早晚好稳牢匀](?:一?些|一?点)(?=[，。；]|$)|(?:要|须|应|得)[一-鿿]{1,3}透(?=[，。；]|$)|(?:^|(?<=[，。；把将]))(?:重|轻|大|小|高|低|长|短|厚|薄|贵|旧|脏|急|远|近)的(?=[一-鿿])"
    r"|个好[一-鿿]{2}|得到(?:有效|明显|显著|切实|充分)?(?:提升|改善|加强|提高|保障|满足|优化|增强|落实|缓解|控制|认可|好评)|(?<=[垫放备留加给带装塞填铺补喂浇])[足够](?=[一-鿿])(?![以额不])"
    r"|(?:客流|人流|订单|需求|投诉|库存|成本|价格|温度|压力|销量|业绩|质量|效率|满意度)[^，。；\d]{0,3}(?:猛增|激增|骤增|大增|剧增|大涨|上涨|上升|下降|下滑|骤降|锐减|大减|减少|增加|增多|波动|恶化|好转|回升|回落|提升|提高|改善)(?=$|，|时|的(?:话|时候))"
)
_TWICE = re.compile(r"([慢轻快稳多少勤早细重紧])[一-鿿]\1[一-鿿]")
_ENOUGH_FOR = re.compile(
    r"(?:便于|易于|利于|适合|适于|方便)[^，。；]{1,6}的(?:位置|地方|地点|高度|角度|距离|方式|形式|大小|亮度|时间|光线|处|容器|工具|方法)|(?<=[留带加放备要做用给拿取垫涂抹撒倒喷买领存配])(?:一?些|一?点儿?)(?=[^儿心名火钟菜餐到位检])"
)
_TO_BE = re.compile(
    r"(?:要|须|应|需|保持|务必)(?:清楚|清晰|整齐|干净|端正|平整|牢靠|美观|充足|充分|及时|准确及时|到位|得体|周到)|保持(?:安静|清洁|整洁|卫生|新鲜|警惕|警觉|耐心|冷静|克制|联系|沟通|联络|关注|低温|高温|美观|舒适|湿润|距离|适当|低调|礼貌|友好|热情|专注|清醒|良好)(?![^，。；]{0,12}\d)"
)
_MAKES_FEEL = re.compile(
    r"(?:让|使|令|给)[^，。；]{1,8}(?:感受|感到|满意|放心|舒适|舒心|安心|温暖|愉快|信服|印象|方便(?!面))"
)
_UNNAMED_RULE = re.compile(
    r"(?:按照?|依照?|依据|根据|照)(?:有关|相关|现行|既定|正常|通常|一般|常规|以往|往常|惯常|平时|习惯|公司|单位|上面)?的?(?:规定|要求|惯例|老办法|途径|做法|章程|政策|精神|套路|路子|老规矩)(?=[^的，。；、与和及]{2,})"
    r"|照章(?=[办执行处])|依规(?=[办处执])|(?:正常|常规|通常|惯常|一般|平常)的?(?:途径|渠道|做法|手续|方式|程序)"
)
_RATHER = re.compile(
    r"以[^，。；]{1,8}为(?:宜|佳|好|妙)(?=[，。；]|$)|优先(?:由|考虑|选用|采用|使用)|(?:不|无须|不必)强求|(?:是|为)(?:最好|更好|宜)(?=[，。；]|$)"
)
_LOOSE_WHO = re.compile(
    r"(?:更|上一?)(?:高|上)?一?层(?:领导|级)?(?=[，。；]|$|处理|审批|决定|报告|汇报)|(?:随便|任意|任何)?(?:哪|那)(?:位|个|名)(?=[^，。；]{0,4}(?:员|师|生|长|工|同事|主管|经理|人))|(?:随便|任意)(?:一?[位个名])"
    r"|(?:主管|分管|值班|带班)领导|(?<=[找请让叫喊派由])[^，。；]{0,4}?(?:懂|会|熟|有)[^，。；]{1,8}的(?:人|同事|师傅|员工|老师)"
)
_BUSY = re.compile(
    r"(?:预留|留)(?:出|有|足|够)?(?:了)?(?:充足|足够|充分|合理|适当|一定|准备|处理|反应|缓冲)?的?(?:时间|余量|余地)|常(?=[缺来去犯丢忘坏漏迟早晚换出发生见有])(?![见用规设数态温压年驻])|(?:可接受|能接受|可以接受|说得过去)的?(?:时间|期限|时限)|(?:[年季月周]|季度|年度|月度|上半年|下半年)(?:中段|前后|左右|中期|下旬左右)|(?:用不着|不用|不需要|没用)了?(?:就|时|的时候|后)|(?:避开|错开|避免|绕开|赶在)[^，。；\d]{0,6}(?:高峰|忙时|繁忙|忙碌|旺季|人多)(?:期|时段|时间|时)?(?![^，。；]{0,6}[\d（(])|(?:不固定|不确定|随机)的?(?:时间|时段)|(?:早晚|迟早|或早或晚|不多时|少顷|转眼|顷刻间|争分夺秒|分秒必争|马不停蹄|快马加鞭|按时按点)"
)
_FRAMES = (
    (_HASTE, TIME),
    (_GRUMBLE, ESCAPE),
    (_ASKED, ACTOR),
    (_OPINION, ESCAPE),
    (_LOOSE_WHO, ACTOR),
    (_BUSY, TIME),
    (_RATHER, MODAL),
)


_NAMED_SIZES = frozenset(("大额", "小额", "大单", "小单", "大订单", "小订单", "重要", "代表性"))
"""Words that name a class of documents where a document is named: 大额付款批复."""


def qualities(doc: ChineseText, words: Vocabulary, field: str) -> Iterator[Hit]:
    """Yield qualities nobody can measure: words of opinion, 得 and 地 with an adjective, idioms, loose phrases."""
    named = _NAMED_SIZES if field == "output" else frozenset[str]()
    for index, token in enumerate(doc.tokens):
        loose = token.text in words["evaluative"] or _is_idiom(token, words) or _is_manner(doc, index)
        if loose and token.text not in named and _is_unmeasured(doc, token, words):
            yield Hit(DEGREE, token.start, token.end)
    yield from _sized(doc)
    yield from (hit for hit in _evaluative_spans(doc, words) if doc.text[hit.start : hit.end] not in named)
    yield from _phrased(doc)


def _is_unmeasured(doc: ChineseText, token: Token, words: Vocabulary) -> bool:
    """Whether a word is used, not quoted or part of a harmless one, and no figure or reference measures it."""
    if doc.quoted[token.start] or _quiet_at(doc, token.start, words):
        return False
    return not measured(doc, token.end) and not _REFERRED.search(doc.bracket(token.end))


def _phrased(doc: ChineseText) -> Iterator[Hit]:
    """Yield what the patterns of loose phrases find."""
    for pattern in (_LEAST, _LOOSE_COUNT, _LOOSE_PLACE, _CLAUSES, _TO_BE, _TWICE, _ENOUGH_FOR, _MAKES_FEEL):
        for found in pattern.finditer(doc.text):
            figure = pattern is _CLAUSES and re.search(NUMBER, doc.after(found.end()))
            if not figure and not doc.quoted[found.start()]:
                yield Hit(DEGREE, found.start(), found.end())
    for found in _UNNAMED_RULE.finditer(doc.text):
        before, after = doc.before(found.start()), doc.after(found.end())
        named = _REFERRED.search(before + after) or doc.bracket(found.end()) or re.search(NUMBER, after)
        if not doc.quoted[found.start()] and not named:
            yield Hit(DEGREE, found.start(), found.end())


_SIZES = frozenset("多少大小高低长短重轻快慢远近贵旧脏差")


def _sized(doc: ChineseText) -> Iterator[Hit]:
    """Yield a thing with a bare size before 的 or 时: 疵点多的布, 金额大时; and 简单 before a verb."""
    for index, token in enumerate(doc.tokens[:-1]):
        after = doc.tokens[index + 1]
        if doc.quoted[token.start]:
            continue
        if token.text in _SIZES and index and after.text in {"的", "时", "就", "的话"}:
            before = doc.tokens[index - 1]
            named = (
                before.tag[:1] == "n"
                and len(before.text) >= len("疵点")
                and before.start >= doc.clause_start[token.start]
            )
            if (
                named
                and not re.search(r"[\d比较于]", doc.before(token.start))
                and not re.search(r"\d", doc.after(token.end))
            ):
                yield Hit(DEGREE, before.start, token.end)
        elif token.text == "简单" and after.tag[:1] == "v":
            yield Hit(DEGREE, token.start, token.end)


def _evaluative_spans(doc: ChineseText, words: Vocabulary) -> Iterator[Hit]:
    """Yield words of opinion of three characters or more that the segmenter cut up (条理清楚), on its word borders."""
    for place in sorted(doc.borders):
        for length in (5, 4, 3, 2):
            end = place + length
            if end in doc.borders and doc.text[place:end] in words["evaluative"] and not doc.quoted[place]:
                if not _quiet_at(doc, place, words) and not measured(doc, end):
                    yield Hit(DEGREE, place, end)
                break


def _quiet_at(doc: ChineseText, start: int, words: Vocabulary) -> bool:
    for place in range(max(0, start - 4), start + 1):
        for length, name in words.at(doc.text, place):
            if name == "quiet" and place + length > start:
                return True
    return False


_IDIOM = 4


def _is_idiom(token: Token, words: Vocabulary) -> bool:
    return token.tag == "i" and len(token.text) == _IDIOM and token.text not in words["plain_idioms"]


_PLAIN = word_set(
    """
    正常 异常 合格 完整 齐全 无误 相同 不同 有效 无效 正确 错误 完好 成功 失败 一致 相符 不符 空白 相等
    唯一 重复 真实 虚假 合法 违法 合规 违规 平衡 属实 到期 过期 独立 公开 免费 必填 相反 对称 水平 垂直
    透明 中性 阴性 阳性 满员 缺货 无货 连续 合同 固定 全开 清单 清理 漂流 混匀 松动 扎紧 满 绿 红 黄 蓝
    黑 白 灰 紫 橙 空 齐 关 开 平 直 正 反 圆 方 实 虚 净 干 湿 透 全 单独 分别 逐一 全部 同时 直接
    不足 平行 交叉 对折 密封 匿名 实名 保密 书面 口头 当面 准确 竖直 横向 纵向 封闭 敞开 拧紧 关紧 关严
    平齐 对齐 齐平 归零 稳定 到位 完毕 充满 装满 倒空 清空 排空 烘干 晾干 擦干 沥干 干透 湿透 公平 公正
    自动 手动 人工 临时 最低 最高 最大 最小 最近 最新 固体 液体 透光 通用 专用 统一 集中 分开 分散 锁定
    锁死 明确 清楚 简单 安全 健康 卫生 具体 详细 重要 紧急 特殊 一般 普通 主要 次要 新 旧 老 大 小 多
    少 高 低 长 短 好 坏 快 慢
    """
)
"""Adjectives one can check, or that other rules judge."""


def _is_manner(doc: ChineseText, index: int) -> bool:
    """Whether an adjective is a manner: 慢条斯理地…, 拧得牢, 务必…牢, 安排得周到."""
    token = doc.tokens[index]
    if token.tag not in {"a", "ad", "z", "an"} or token.text in _PLAIN:
        return False
    before = doc.tokens[index - 1] if index else None
    after = doc.token_at(token.end)
    if after is not None and after.text == "地":
        return True
    if before is not None and before.text == "得" and before.start > doc.clause_start[token.start]:
        return True
    ends = after is None or after.tag == "x"
    if after is not None and after.text in {"些", "一些", "点", "一点", "一点儿"}:
        return True
    ordered = re.search("务必|一定要|必须|要|应|须|尽", doc.before(token.start)) is not None
    return (
        ends
        and ordered
        and len(token.text) == 1
        and token.text in _FIRM
        and before is not None
        and before.tag[:1] == "v"
    )


_FIRM = frozenset("牢稳匀细透好准实妥轻柔" + ADJECTIVES)
