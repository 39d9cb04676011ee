"""An English text cut into tokens, clauses and quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinxcontrib_procstd.lint.wording.hits import Hit, Token
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary, english_tokens
from sphinxcontrib_procstd.lint.wordset import word_set

CLAUSE_ENDS = frozenset(",;:.!?–—")
SENTENCE_ENDS = frozenset(".;!?")
_OPENING = {"“": "”", "‘": "’", "《": "》", "«": "»", "「": "」"}
_FIRMS = frozenset(("ltd", "limited", "inc", "gmbh", "llc", "plc", "ag", "sa", "bv", "co", "corp", "holdings"))
WINDOW = 40
"""How many tokens of a clause are looked at on either side of a word; longer clauses are no clauses."""

NUMBER_WORDS = word_set(
    """
    one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
    sixty ninety half
    """
)
TIME_UNITS = word_set(
    """
    s sec secs second seconds min mins minute minutes h hr hrs hour hours day days week weeks month
    months quarter year years am pm o'clock noon midnight shift
    """
)


class EnglishText:
    """Tokens with, for each, its clause and whether it stands in quotation marks or a bracket."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [Token(found[0], "", found.start(), found.end()) for found in english_tokens(text)]
        self.words = tuple(token.text.lower() for token in self.tokens)
        self._phrases: list[tuple[int, int, str]] | None = None
        self.quoted = self._quoted()
        self.clause_start, self.clause_end = self._cut(CLAUSE_ENDS)
        self.sentence_start, self.sentence_end = self._cut(SENTENCE_ENDS)

    def _quoted(self) -> list[bool]:
        flags = [False] * len(self.tokens)
        closing, begun = "", 0
        for place, word in enumerate(self.words):
            if closing:
                if word == closing:
                    flags[begun : place + 1] = [True] * (place + 1 - begun)
                    closing = ""
            elif word in _OPENING:
                closing, begun = _OPENING[word], place
            elif word == '"' or (word == "'" and self._opens(place)):
                closing, begun = word, place
        return flags

    def _opens(self, place: int) -> bool:
        """Whether an apostrophe at a place opens a quotation: a space before it, none after it."""
        token = self.tokens[place]
        before = self.text[token.start - 1 : token.start]
        after = self.text[token.end : token.end + 1]
        return (not before or before in " (") and bool(after.strip())

    def _cut(self, ends: frozenset[str]) -> tuple[list[int], list[int]]:
        count = len(self.tokens)
        starts, stops = [0] * count, [count] * count
        begun = 0
        for place, word in enumerate(self.words):
            if place > begun and self._opens_paragraph(place):
                stops[begun:place] = [place] * (place - begun)
                begun = place
            starts[place] = begun
            if word in ends and not self._inside_word(place):
                stops[begun : place + 1] = [place] * (place + 1 - begun)
                begun = place + 1
        return starts, stops

    def _opens_paragraph(self, place: int) -> bool:
        """Whether a blank line, or the mark of a list item, stands before a token."""
        between = self.text[self.tokens[place - 1].end : self.tokens[place].start]
        return "\n\n" in between or ("\n" in between and self.words[place] in {"-", "*", "#", "•"})

    def _inside_word(self, place: int) -> bool:
        """Whether a sign stands inside an abbreviation or a number: e.g., 10.5, F-30."""
        token = self.tokens[place]
        return self.text[token.end : token.end + 1].isalnum() or self.words[max(0, place - 1)] in {
            "g",
            "e",
            "etc",
            "no",
        }

    def before(self, place: int) -> Sequence[str]:
        """Return the words of the clause before a place."""
        return self.words[max(self.clause_start[place], place - WINDOW) : place]

    def after(self, place: int) -> Sequence[str]:
        """Return the words of the clause from a place on."""
        if place >= len(self.words):
            return ()
        return self.words[place : min(self.clause_end[place], place + WINDOW)]

    def word(self, place: int) -> str:
        """Return the word at a place, "" outside the text."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def bracket(self, place: int) -> Sequence[str]:
        """Return the words of the bracket that opens at a place, empty if none does."""
        if self.word(place) not in {"(", "["}:
            return ()
        inside = []
        for word in self.words[place + 1 : place + WINDOW]:
            if word in {")", "]"}:
                break
            inside.append(word)
        return inside

    def next_clause(self, place: int) -> Sequence[str]:
        """Return the words of the clause after the one a place stands in; empty at a sentence's end."""
        end = self.clause_end[place]
        if end >= len(self.words) - 1 or self.words[end] in {".", "!", "?"}:
            return ()
        return self.after(end + 1)

    def hit(self, code: str, first: int, end: int) -> Hit:
        """Return a hit on the tokens from ``first`` up to ``end``."""
        return Hit(code, self.tokens[first].start, self.tokens[min(end, len(self.tokens)) - 1].end)

    def all_phrases(self, words: Vocabulary) -> list[tuple[int, int, str]]:
        """Return (first token, end token, list) of listed phrases, leftmost and longest first, harmless ones too."""
        if self._phrases is None:
            self._phrases = []
            place = 0
            while place < len(self.words):
                best = (
                    None
                    if self.quoted[place] or self._is_name(place)
                    else next(iter(words.at(self.words, place)), None)
                )
                if best:
                    self._phrases.append((place, place + best[0], best[1]))
                place += best[0] if best else 1
        return self._phrases

    def _is_name(self, place: int) -> bool:
        """Whether a word inside a sentence begins with a capital, in a text that is not all in capitals: Rapid Cool."""
        word = self.tokens[place].text
        if word[0].isupper() and self.word(place + 1) in _FIRMS:
            return True
        if not word[0].isupper() or word.isupper() or place == self.sentence_start[place]:
            return False
        before, after = self.tokens[place - 1].text, self.tokens[place + 1].text if place + 1 < len(self.tokens) else ""
        return before[0].isupper() or after[:1].isupper()

    def phrases(self, words: Vocabulary) -> Iterator[tuple[int, int, str]]:
        """Yield the listed phrases that are not harmless."""
        return (found for found in self.all_phrases(words) if found[2] != "quiet")


def is_number(word: str) -> bool:
    """Whether a word states a number."""
    return word[:1].isdigit() or word in NUMBER_WORDS


def has_number(words: Sequence[str]) -> bool:
    """Whether any of the words states a number."""
    return any(is_number(word) for word in words)


def has_time_figure(words: Sequence[str]) -> bool:
    """Whether the words state a figure with a unit of time, or a time of day."""
    for place, word in enumerate(words):
        if is_number(word) and (":" in word or TIME_UNITS.intersection(words[place + 1 : place + 4])):
            return True
    return False
