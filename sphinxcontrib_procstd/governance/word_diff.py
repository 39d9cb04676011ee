"""The words between two texts: which stayed, which went, which came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[.,:/'-][A-Za-z0-9]+)*|\s+|[^\W_]|.", re.DOTALL)
"""A word of Latin letters or a number, blanks, one Chinese character, or one mark."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: ``kept``, ``deleted`` or ``inserted``."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else: both texts, and the words between them."""

    name: str
    old: str
    new: str
    pieces: tuple[Piece, ...]


def words_between(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words that two texts share and those in which they differ; Chinese is compared by character."""
    one, other = _TOKEN.findall(" ".join(old.split())), _TOKEN.findall(" ".join(new.split()))
    pieces: list[Piece] = []
    deleted, inserted = "", ""
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for place, (kind, start, end, first, last) in enumerate(codes):
        kept = "".join(one[start:end]) if kind == "equal" else ""
        if kept.strip() or (kept and place in {0, len(codes) - 1}):
            pieces += _both(deleted, inserted)
            pieces.append(Piece("kept", kept))
            deleted, inserted = "", ""
        else:  # words that came and went, and a mere blank between two of them
            deleted += "".join(one[start:end])
            inserted += kept or "".join(other[first:last])
    return (*pieces, *_both(deleted, inserted))


def _both(deleted: str, inserted: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (("deleted", deleted), ("inserted", inserted)) if text]
