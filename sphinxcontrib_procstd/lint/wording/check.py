"""One entrance for both languages."""

from __future__ import annotations

from sphinxcontrib_procstd.lint.wording import chinese, english
from sphinxcontrib_procstd.lint.wording.hits import Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary, load_vocabulary

LONGEST = 20_000
"""Only the first part of a longer text is read: no step is that long."""


def guess_language(text: str, default: str = "en") -> str:
    """Return ``"zh"`` for a text with Chinese characters, ``"en"`` for one with Latin letters only."""
    if any("\u4e00" <= char <= "\u9fff" for char in text):
        return "zh"
    return "en" if any(char.isascii() and char.isalpha() for char in text) else default


def check_wording(text: str, lang: str, field: str, vocabulary: Vocabulary | None = None) -> list[Hit]:
    """Return the wordings at fault in one field, sorted by place.

    ``lang`` is ``"zh"`` or ``"en"``; ``field`` one of ``hits.FIELDS``. One place is reported once for each code.
    """
    words = vocabulary or load_vocabulary(lang)
    text = text[:LONGEST]
    found = chinese.check(text, field, words) if lang == "zh" else english.check(text, field, words)
    return sorted(set(found), key=lambda hit: (hit.start, hit.end, hit.code))
