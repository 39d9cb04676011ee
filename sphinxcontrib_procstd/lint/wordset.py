"""Small closed sets of words written as one text."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that are set apart by blanks."""
    return frozenset(text.split())
