"""A Chinese text cut into words, clauses and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from sphinxcontrib_procstd.lint.wording.hits import Token
from sphinxcontrib_procstd.lint.wording.segmenter import load_segmenter, parts_of
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary

_CLAUSE_ENDS = frozenset("，。；！？;!?\n,：:")
_SENTENCE_ENDS = frozenset("。；！？;!?\n")
_QUOTES = {"“": "”", "《": "》", "「": "」", "『": "』", "【": "】", "‘": "’", '"': '"', "〈": "〉", "[": "]"}
_BRACKETS = {"（": "）", "(": ")", "〔": "〕"}
_FREE = 3
"""A phrase of this length or more counts even where the segmenter set its word borders elsewhere."""
_LONG = frozenset((4, 5, 6))
WINDOW = 60
"""How many characters of a clause are looked at on either side of a word."""

NUMBER = r"(?:\d|[一二两三四五六七八九十百千半零〇])"
TIME_FIGURE = re.compile(
    rf"\d{{1,2}}[:：]\d{{2}}|\d{{1,2}}\s?点|{NUMBER}\s?(?:个)?(?:半)?\s?(?:秒|分钟|刻钟|小时|钟头|工作日|交易日|自然日|天|日|周|星期|个?月|季度|年|h|min|H|时(?!间))"
    r"|当日|当天|次日|当班|当晚|当月|当周|月底|月末|年底|下班前|交班前|闭店前|T\s?\+\s?\d"
)


def _parts(word: str, tag: str) -> tuple[tuple[str, str], ...]:
    """Return the words a dictionary entry is made of: 合理安排 is two, and so is 并打印."""
    if len(word) == len("并打印") and word[0] == "并":
        return ("并", "c"), (word[1:], "v")
    return (parts_of(word) if len(word) in _LONG else ()) or ((word, tag),)


class ChineseText:
    """Words with their classes; look-ups by character position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        place = 0
        for word, tag in load_segmenter().tag(text, False):
            for part, part_tag in _parts(word, tag):
                self.tokens.append(Token(part, part_tag, place, place + len(part)))
                place += len(part)
        self.starts = [token.start for token in self.tokens]
        self.borders = frozenset((*self.starts, len(text)))
        self.quoted = self._quoted()
        self.clause_start, self.clause_end = self._cut(_CLAUSE_ENDS)
        self.sentence_start, self.sentence_end = self._cut(_SENTENCE_ENDS)

    def _quoted(self) -> list[bool]:
        flags = [False] * len(self.text)
        closing, begun = "", 0
        for place, char in enumerate(self.text):
            if closing:
                if char == closing:
                    flags[begun : place + 1] = [True] * (place + 1 - begun)
                    closing = ""
            elif char in _QUOTES:
                closing, begun = _QUOTES[char], place
        return flags

    def _cut(self, ends: frozenset[str]) -> tuple[list[int], list[int]]:
        count = len(self.text)
        starts, stops = [0] * count, [count] * count
        begun = 0
        for place, char in enumerate(self.text):
            starts[place] = begun
            clock = char in ":：" and self.text[place + 1 : place + 2].isdigit()
            if char in ends and not self.quoted[place] and not clock:
                stops[begun : place + 1] = [place] * (place + 1 - begun)
                begun = place + 1
        return starts, stops

    def before(self, place: int) -> str:
        """Return the clause's text before a place."""
        if place >= len(self.text):
            return self.text[-WINDOW:]
        return self.text[max(self.clause_start[place], place - WINDOW) : place]

    def after(self, place: int) -> str:
        """Return the clause's text from a place on."""
        if place >= len(self.text):
            return ""
        return self.text[place : min(self.clause_end[place], place + WINDOW)]

    def next_clause(self, place: int) -> str:
        """Return the text of the clause after the one a place stands in, within the sentence."""
        end = self.clause_end[place]
        if end + 1 >= len(self.text) or self.text[end] in _SENTENCE_ENDS - {"；", ";"}:
            return ""
        return self.after(end + 1)

    def bracket(self, place: int) -> str:
        """Return what the bracket holds that opens at a place (or after a blank), "" if none does."""
        start = place + (self.text[place : place + 1] == " ")
        closing = _BRACKETS.get(self.text[start : start + 1])
        if not closing:
            return ""
        end = self.text.find(closing, start, start + WINDOW)
        return self.text[start + 1 : end] if end > 0 else ""

    def token_at(self, place: int) -> Token | None:
        """Return the word that starts at a place or spans it."""
        found = bisect_left(self.starts, place + 1) - 1
        return self.tokens[found] if 0 <= found < len(self.tokens) and place < len(self.text) else None

    def token_before(self, place: int) -> Token | None:
        """Return the word that ends at or spans the place before."""
        return self.token_at(place - 1) if place > 0 else None

    def phrases(self, words: Vocabulary) -> Iterator[tuple[int, int, str]]:
        """Yield (start, end, list) of listed words, leftmost and longest first; quotations are skipped.

        A short word counts only where the segmenter begins and ends a word, so 大约 is not found in 重大约定.
        """
        place = 0
        while place < len(self.text):
            best = None if self.quoted[place] else self._best(words, place)
            if best is None:
                place += 1
                continue
            length, name = best
            if name != "quiet":
                yield place, place + length, name
            place += length

    def _best(self, words: Vocabulary, place: int) -> tuple[int, str] | None:
        for length, name in words.at(self.text, place):
            if name == "quiet" or length >= _FREE or {place, place + length} <= self.borders:
                return length, name
        return None
