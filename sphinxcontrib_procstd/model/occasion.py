"""What starts a process, read from the words of its start: the clock, a message, or nothing that can be told.

The words are those of BPMN 2.0, 10.5.2: a timer event is a time of day or a day of the calendar, or one that comes
again; a message event is what somebody outside sends. Whoever writes "monthly" or "on receipt of" means these.
"""

from __future__ import annotations

import re

from sphinxcontrib_procstd.model.graph import Trigger

LONGEST = 200
"""How much of a text is read: an occasion is named at its beginning."""

_DAYS = "mon|tues|wednes|thurs|fri|satur|sun"
_SPANS = (
    r"(?:working |business |calendar )?"
    rf"(?:minute|hour|day|night|week|month|quarter|year|morning|evening|(?:{_DAYS})day)s?"
)
_TIMES = re.compile(
    rf"\b(?:every|each)\s(?:\d{{1,3}}\s|other\s|second\s|first\s|last\s)?{_SPANS}\b"
    r"|\b(?:hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually)\b"
    r"|\b(?:month|quarter|year|week)[- ]end\b|\bend of (?:the |each |every )?(?:day|week|month|quarter|year)\b"
    r"|\bon the (?:\d{1,2}(?:st|nd|rd|th)|first|last)\b|\bat \d{1,2}:\d{2}\b"
    r"|每(?:隔|逢)?[一二两三四五六七八九十\d]{0,3}个?(?:分钟|小时|工作日|天|日|晚|早|晨|周|星期|礼拜|旬|月|季|半年|年)"
    r"|(?:年|季度?|月|周)(?:初|中|末|底)|\d{1,2}月\d{1,2}[日号]|(?:周|星期)[一二三四五六日天]"
    r"|定期|按(?:日|周|月|季|年)|\d{1,2}[:：]\d{2}",
    re.IGNORECASE,
)
_MESSAGES = re.compile(
    r"\b(?:receives?|received|on receipt|upon receipt|receipt of|arrives?|notif(?:y|ies|ied)|requests?"
    r"|submits?|applies|complains?|(?:reports?|files?|places?|sends?|makes?|raises?) an?)\b"
    r"|收到|接到|接获|来电|来函|来信|来访|通知|提交|提出|发起|报障|告警|反馈|申报",
    re.IGNORECASE,
)


def read_trigger(text: str, *, handed_over: bool = False) -> Trigger:
    """Return what starts a process whose start is described so; ``handed_over``: another process leads to it."""
    words = text[:LONGEST]
    first = re.split(r"[，,；;。（(]", words, maxsplit=1)[0]
    if _TIMES.search(first):
        return Trigger.TIMER
    if handed_over or _MESSAGES.search(words):
        return Trigger.MESSAGE
    return Trigger.NONE
