"""Chinese words: the segmenter, loaded when the first Chinese text is read."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.lint.wording.vocabulary import load_vocabulary

_LIBRARY = "rjieba"
_VERB = 2
_USUAL = 30_000
"""The frequency given to words the dictionary hides in rare longer ones (适量 in 适量水)."""


class Segmenter(Protocol):
    """What is used of the segmenter library."""

    def tag(self, text: str, hmm: bool = ...) -> list[tuple[str, str]]:
        """Return the words of a text with their word classes."""

    def add_word(self, word: str, freq: int, tag: str) -> int:
        """Teach a word."""

    def suggest_freq(self, segment: str) -> int:
        """Return the frequency that keeps a word whole."""

    def has_word(self, word: str) -> bool:
        """Whether the dictionary holds a word."""


def has_segmenter() -> bool:
    """Whether the segmenter library is installed."""
    return find_spec(_LIBRARY) is not None


@cache
def load_segmenter() -> Segmenter:
    """Return the segmenter; its dictionary takes about 0.1 s to load."""
    try:
        module = import_module(_LIBRARY)
    except ImportError as error:
        raise ProcstdError(
            "the wording rules for Chinese need the package rjieba: pip install 'sphinxcontrib-procstd[wording]'"
        ) from error
    segmenter = cast("Segmenter", module.Jieba())
    words = load_vocabulary("zh")
    for verb in words["verbs"]:
        if len(verb) == _VERB and len(segmenter.tag(verb, False)) > 1:
            segmenter.add_word(verb, max(segmenter.suggest_freq(verb), _USUAL), "v")
    for word in words["taught"]:
        segmenter.add_word(word, _USUAL, "d")
    for word in words["taught_nouns"]:
        segmenter.add_word(word, _USUAL, "n")
    return segmenter


@cache
def parts_of(word: str) -> tuple[tuple[str, str], ...]:
    """Return the two-character words a long dictionary entry is made of (合理安排: 合理, 安排).

    The dictionary holds many fixed phrases as one word; what is vague in them has to be seen.
    """
    library = load_segmenter()
    if not (library.has_word(word[:2]) and library.has_word(word[2:])):
        return ()
    return tuple(
        library.tag(part, False)[0] if len(library.tag(part, False)) == 1 else (part, "n")
        for part in (word[:2], word[2:])
    )
