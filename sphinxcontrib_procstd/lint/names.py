"""Tell a person's name from a role's."""

from __future__ import annotations

import re

from sphinxcontrib_procstd.lint.wordset import word_set

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_TITLED = re.compile(
    r"(?:小|老|阿)?[{}](?:总|经理|主任|老师|师傅|主管|部长|院长|医生|护士|科长|处长|局长|会计|工程师|先生|女士|姐|哥|叔|姨)".format(
        "".join(sorted(_SURNAMES))
    )
)
_NICKNAME = re.compile(r"[小老阿][{}]".format("".join(sorted(_SURNAMES))))
_ROLE_CHARS = frozenset(
    "员师长工岗部组科室处站厂店司会方理管任计纳台服事务政购产发销检控储库流保护人手医生士班队局所院校级"
)
_ROLE_STARTS = frozenset(
    (
        "高工",
        "金工",
        "白班",
        "方案",
        "万能",
        "任课",
        "程序",
        "石油",
        "毛坯",
        "金融",
        "金属",
        "江湖",
        "高级",
        "高管",
        "高层",
        "田间",
        "马术",
    )
)
_EN_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.? [A-Z][a-z'’-]{1,30}(?: [A-Z][a-z'’-]{1,30})?")
_EN_NAME = re.compile(r"([A-Z][a-z]{1,20})(?: [A-Z]\.)? [A-Z][a-z'’-]{1,30}")
_FIRST_NAMES = word_set(
    """
    James John Robert Michael William David Richard Joseph Thomas Charles Mary Patricia Jennifer Linda
    Elizabeth Barbara Susan Jessica Sarah Karen Anna Maria Peter Paul Mark George Kevin Brian Edward
    Ronald Anthony Daniel Matthew Andrew Steven Emma Olivia Laura Julia Lisa Nancy Betty Helen Sandra
    Donna Carol Ruth Sharon Michelle Kimberly Emily Alice Bob Tom Tim Jim Joe Jack Sam Ben Max Kate Jane
    Jean Ann Anne Lucy Amy Eva Eve Nina Olga Ivan Igor Hans Klaus Jan Juan Carlos Jose Luis Pedro Ana
    Marta Sofia Chen Li Wei Wang Zhang Mohammed Ahmed Ali Fatima Omar Hiroshi Yuki Kenji Raj Priya Anil
    Sanjay Simon Stephen Philip Adam Eric Henry Frank Martin Oliver Oscar Harry Grace Chloe Sophie
    """
)


def is_person(text: str) -> bool:
    """Whether a role field holds a person's name rather than a role: 张三, 王经理, Mr Smith, Jane Doe."""
    text = text.strip()
    if _TITLED.fullmatch(text) or _NICKNAME.fullmatch(text) or _EN_TITLE.fullmatch(text):
        return True
    found = _EN_NAME.fullmatch(text)
    if found:
        return found[1] in _FIRST_NAMES
    if not 2 <= len(text) <= 3 or text[0] not in _SURNAMES or text[:2] in _ROLE_STARTS:
        return False
    return not any(char in _ROLE_CHARS for char in text[1:]) and all("\u4e00" <= char <= "\u9fff" for char in text)
