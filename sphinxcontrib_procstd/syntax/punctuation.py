"""Punctuation that is wrong whatever the words mean: doubled marks, and half-width marks between Chinese characters."""

from __future__ import annotations

import re

_DOUBLED = re.compile(r"([，、；：,;])\1+|(?<!。)。。(?!。)")
_HAN = r"[\u4e00-\u9fff》」』）】]"
_HALF_WIDTH = re.compile(rf"(?<={_HAN})[ ]?([,;])[ ]?(?=[\u4e00-\u9fff《「『（【])")
_FULL = {",": "，", ";": "；"}
_MARKUP = re.compile(r"`|\{|<|\\|https?:")


def mend_punctuation(text: str) -> str:
    """Return a text with doubled marks made single and marks between Chinese characters made full-width.

    Nothing is changed in a text that holds markup, a link or code. Ellipses (``。。。``, ``……``) stay.
    """
    if _MARKUP.search(text):
        return text
    single = _DOUBLED.sub(lambda found: found[0][0], text)
    return _HALF_WIDTH.sub(lambda found: _FULL[found[1]], single)
