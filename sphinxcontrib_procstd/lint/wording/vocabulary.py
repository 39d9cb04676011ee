"""The word lists: data files, changed by configuration, ready to be matched."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

Phrase = str | tuple[str, ...]
"""A phrase in the units of its language: a text of characters in Chinese, a tuple of tokens in English."""

_EMPTY: frozenset[str] = frozenset()

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,:]\d+)*|[^\sA-Za-z0-9]")
"""English tokens: words with inner hyphens and apostrophes, numbers, single signs."""

MATCHED = ("quiet", "time", "actor", "escape", "list", "degree", "modal", "effort")
"""Lists looked for in running text, in order of precedence where two hold the same phrase."""


def english_tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the English tokens of a text."""
    return _WORD.finditer(text)


class Vocabulary:
    """The word lists of one language, indexed for looking up what starts at a place."""

    def __init__(self, lang: str, lists: Mapping[str, frozenset[str]]) -> None:
        self.lang = lang
        self.lists = lists
        index: dict[str, dict[int, dict[Phrase, str]]] = {}
        for name in MATCHED:
            for entry in sorted(lists.get(name, ())):
                phrase = self.phrase(entry)
                if phrase:
                    index.setdefault(phrase[0], {}).setdefault(len(phrase), {}).setdefault(phrase, name)
        self._index = {first: tuple(sorted(by_length.items(), reverse=True)) for first, by_length in index.items()}

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return one list by name, empty if there is none."""
        return self.lists.get(name, _EMPTY)

    def phrase(self, entry: str) -> Phrase:
        """Return an entry as the units it is matched in: characters in Chinese, tokens in English."""
        return entry if self.lang == "zh" else tuple(found[0].lower() for found in english_tokens(entry))

    def at(self, units: Phrase, place: int) -> Iterator[tuple[int, str]]:
        """Yield (length, list) of the phrases that start at a place, longest first."""
        for length, phrases in self._index.get(units[place], ()):
            if name := phrases.get(units[place : place + length]):
                yield length, name


def _entries(lang: str, text: str) -> Iterable[str]:
    if lang == "zh":
        return text.split()
    return (entry for part in text.split(",") if (entry := " ".join(part.split())))


@cache
def _shipped(lang: str) -> Mapping[str, frozenset[str]]:
    source = files("sphinxcontrib_procstd.lint").joinpath("words", f"{lang}.toml").read_text(encoding="utf-8")
    return {name: frozenset(_entries(lang, text)) for name, text in tomllib.loads(source).items()}


def list_names(lang: str) -> frozenset[str]:
    """Return the names of the word lists of a language."""
    return frozenset(_shipped(lang))


@cache
def _load(lang: str, changes: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    lists = dict(_shipped(lang))
    for name, entries in changes:
        added = {entry.removeprefix("+") for entry in entries if not entry.startswith("-")}
        removed = {entry.removeprefix("-") for entry in entries if entry.startswith("-")}
        lists[name] = (lists.get(name, frozenset()) | added) - removed
    return Vocabulary(lang, lists)


def load_vocabulary(lang: str, changes: Mapping[str, Sequence[str]] | None = None) -> Vocabulary:
    """Return the word lists of a language, with a configuration's additions (``+word``) and removals (``-word``)."""
    frozen = tuple(sorted((name, tuple(entries)) for name, entries in (changes or {}).items()))
    return _load(lang, frozen)
