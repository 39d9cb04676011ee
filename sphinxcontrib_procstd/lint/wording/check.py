"""One entrance for both languages."""

from __future__ import annotations

import re

from sphinxcontrib_procstd.lint.wording import chinese, english
from sphinxcontrib_procstd.lint.wording.hits import Hit
from sphinxcontrib_procstd.lint.wording.vocabulary import Vocabulary, load_vocabulary

_CHINESE = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")


def guess_language(text: str, default: str = "en") -> str:
    """Return ``"zh"`` for a text with Chinese characters, ``"en"`` for one with Latin letters only."""
    if _CHINESE.search(text):
        return "zh"
    return "en" if _LATIN.search(text) else default


def check_wording(text: str, lang: str, field: str, vocabulary: Vocabulary | None = None) -> list[Hit]:
    """Return the wordings at fault in one field, sorted by place.

    ``lang`` is ``"zh"`` or ``"en"``; ``field`` one of ``hits.FIELDS``. One place is reported once for each code.
    """
    words = vocabulary or load_vocabulary(lang)
    found = chinese.check(text, field, words) if lang == "zh" else english.check(text, field, words)
    return _without_inner(sorted(set(found), key=lambda hit: (hit.start, -hit.end, hit.code)))


def _without_inner(hits: list[Hit]) -> list[Hit]:
    """Return the hits without those that lie inside another of the same code; of two that overlap, the first stays."""
    ends: dict[str, int] = {}
    kept = []
    for hit in hits:
        if hit.start >= ends.get(hit.code, 0):
            kept.append(hit)
            ends[hit.code] = hit.end
    return kept
