"""What the wording check returns, and the codes it speaks in."""

from __future__ import annotations

from typing import NamedTuple

TIME, ACTOR, ESCAPE, OPEN_LIST = "A101", "A102", "A103", "A104"
DEGREE, MODAL, TITLE, COMPOUND = "A105", "A106", "A107", "A108"

FIELDS = ("deadline", "spec", "output", "role", "title", "condition")
"""The fields a text can stand in; what may be said depends on it."""


class Hit(NamedTuple):
    """One wording at fault: ``text[start:end]``."""

    code: str
    start: int
    end: int


class Token(NamedTuple):
    """One word, number or sign, with the segmenter's word class where it gives one."""

    text: str
    tag: str
    start: int
    end: int
