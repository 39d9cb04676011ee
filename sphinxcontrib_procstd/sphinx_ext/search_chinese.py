"""Search in Chinese: the index cut into words by a segmenter, the query cut in the browser by the index's own words.

Sphinx's own search language for Chinese needs a package that nothing declares, names a stemmer that Sphinx 9.0 and 9.1
do not ship (the browser then stops with ``ChineseStemmer is not defined``), and looks a whole Chinese query up as one
word. This one takes its place for every ``language`` that starts with ``zh``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.search import SearchLanguage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rjieba import Jieba

_SCRIPT = Path(__file__).parent.parent / "search" / "chinese.js"
_IDEOGRAPHS = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = re.compile(f"[{_IDEOGRAPHS}]+")
_RUN = re.compile(rf"[{_IDEOGRAPHS}]+|[^\W_{_IDEOGRAPHS}]+(?:[-_./][^\W_{_IDEOGRAPHS}]+)*")
"""A run of Chinese characters, or a word of letters and digits with the marks that join its parts: SOP-CS-001."""
_JOINT = re.compile(r"[-_./]")
_LONGEST = 24
"""Characters of the longest name taught to the segmenter as one word."""
_SURE = 1_000_000
"""The frequency of a taught name: it is kept whole against any words of the dictionary that it is made of."""


def fold(text: str) -> str:
    """Return a text as it is indexed: full-width letters, digits and signs as half-width ones, no capitals."""
    return unicodedata.normalize("NFKC", text).lower()


class SearchChinese(SearchLanguage):
    """Chinese, mixed with Latin letters and numbers as handbooks mix them."""

    lang = "zh"
    language_name = "Chinese"
    stopwords: frozenset[str] = frozenset()  # "IT" is a department here, and a stop word of English
    js_stemmer_rawcode = ""
    js_splitter_code = _SCRIPT.read_text(encoding="utf-8")

    @cached_property
    def segmenter(self) -> Jieba:
        """The segmenter with a dictionary of its own; it takes about 0.1 s to load."""
        from rjieba import Jieba

        return Jieba()

    def learn(self, names: Iterable[str]) -> None:
        """Teach the names of roles, forms, systems and so on as words."""
        for word in sorted({part for name in names for part in _CHINESE.findall(fold(name))}):
            if 2 <= len(word) <= _LONGEST:
                self.segmenter.add_word(word, _SURE, "n")

    def split(self, input: str) -> list[str]:  # noqa: A002 - the base class names it so
        """Return the words of a text: each long one, and the shorter words in it."""
        return [word for run in _RUN.findall(fold(input)) for word in self._words_of(run)]

    def _words_of(self, run: str) -> Iterator[str]:
        if _CHINESE.match(run):
            yield from self.segmenter.cut_for_search(run)
            return
        yield run
        parts = _JOINT.split(run)
        yield from parts if len(parts) > 1 else ()

    def stem(self, word: str) -> str:
        """Return the word as it is: the browser finds a Latin word by its beginning."""
        return word

    def word_filter(self, word: str) -> bool:
        """Return whether a word is worth a place in the index."""
        return len(word) > 1 and not (word.isdigit() and len(word) < 3)  # 8001 is a telephone, 12 is anything
