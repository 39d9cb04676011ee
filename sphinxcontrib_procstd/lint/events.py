"""Events in words, reduced so that "receipt" meets "Receive" and 指派 meets 指派责任人."""

from __future__ import annotations

import re

from sphinxcontrib_procstd.lint.wordset import word_set

_LATIN = re.compile(r"[A-Za-z]{2,40}")
_STOP = word_set(
    """
    the of a an and or to by for in on at from with after before its his her their this that day time
    being been is are was were has have having it
    """
)
_ZH_LEAD = re.compile(r"^(?:自|从|在|于)?(?:收到|接到|得到|获得|完成|经)")
_ZH_EMPTY = frozenset(("之后", "以后", "完成", "结束", "收到", "接到"))
_STEM = 4
_ENDINGS = ("ments", "ment", "ings", "ing", "als", "al", "ed", "es", "e", "s")
_IRREGULAR = {
    "paid": "pay", "sent": "send", "bought": "buy", "built": "build", "made": "make", "sold": "sell", "told": "tell",
    "written": "write", "wrote": "write", "taken": "take", "took": "take", "given": "give", "gave": "give",
    "chosen": "choose", "chose": "choose", "drawn": "draw", "held": "hold", "kept": "keep", "left": "leave",
    "met": "meet", "put": "put", "quote": "quot", "quotation": "quot", "lost": "lose", "found": "find",
    "loss": "lose", "sale": "sell", "choice": "choose", "known": "know", "begun": "begin", "broken": "break",
}  # fmt: skip


def event_stems(text: str) -> frozenset[str]:
    """Return the stems of a text's words: the first letters of English ones, the character pairs of Chinese ones."""
    stems = {_stem(word) for found in _LATIN.findall(text) if (word := found.lower()) not in _STOP}
    for run in re.findall(r"[\u4e00-\u9fff]{2,200}", _ZH_LEAD.sub("", text) or text):
        stems.update(pair for index in range(len(run) - 1) if (pair := run[index : index + 2]) not in _ZH_EMPTY)
    return frozenset(stems)


def _stem(word: str) -> str:
    """Return the beginning that the forms of a verb and its noun share: baking, baked, bake; payment, paid, pay."""
    word = _IRREGULAR.get(word, word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= len("pay"):
            word = word.removesuffix(ending)
            break
    if len(word) > len("fit") and word[-1] == word[-2]:
        word = word[:-1]
    if len(word) > len("dry") and word[-1] == "y":
        word = word[:-1] + "i"
    return word[:_STEM]
