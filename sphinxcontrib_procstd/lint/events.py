"""Events in words, reduced so that "receipt" meets "Receive" and 指派 meets 指派责任人."""

from __future__ import annotations

import re

from sphinxcontrib_procstd.lint.wordset import word_set

_LATIN = re.compile(r"[A-Za-z]{2,40}")
_STOP = word_set(
    """
    the of a an and or to by for in on at from with after before its his her their this that day time
    """
)
_ZH_LEAD = re.compile(r"^(?:自|从|在|于)?(?:收到|接到|得到|获得|完成|经)")
_ZH_EMPTY = frozenset(("之后", "以后", "完成", "结束", "收到", "接到"))
_STEM = 4


def event_stems(text: str) -> frozenset[str]:
    """Return the stems of a text's words: the first letters of English ones, the character pairs of Chinese ones."""
    stems = {word[:_STEM] for found in _LATIN.findall(text) if (word := found.lower()) not in _STOP}
    for run in re.findall(r"[\u4e00-\u9fff]{2,200}", _ZH_LEAD.sub("", text) or text):
        stems.update(pair for index in range(len(run) - 1) if (pair := run[index : index + 2]) not in _ZH_EMPTY)
    return frozenset(stems)
