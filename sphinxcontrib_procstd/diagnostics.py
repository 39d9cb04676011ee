"""What went wrong and where: the values every floor speaks in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

_FIELD = re.compile(r"\{(\w+)\}")
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Message(str):
    """A sentence in English that remembers what it was made from, so that a door can say it in another language.

    ``pattern`` is the sentence with ``{name}`` for what varies, ``values`` what stands there; a value may itself be a
    message. Whoever only wants the English takes it as the string it is.
    """

    pattern: str
    values: Mapping[str, object]


def say(pattern: str, **values: object) -> Message:
    """Return the message of a pattern."""
    made = Message(_filled(pattern, values))
    made.pattern, made.values = pattern, values
    return made


def said_in(words: Callable[[str], str], message: str) -> str:
    """Return a message in the language of ``words``, which translates patterns; other text as it is."""
    if not isinstance(message, Message):
        return message
    values = {
        name: said_in(words, value) if isinstance(value, str) else value for name, value in message.values.items()
    }
    return _filled(words(message.pattern), values)


def did_you_mean(near: str) -> str:
    """Return the end of a message that offers the nearest name, "" if there is none."""
    return say('; did you mean "{near}"?', near=near) if near else ""


def _filled(pattern: str, values: Mapping[str, object]) -> str:
    """Return a pattern with its fields filled in, each once: what an author wrote is no pattern."""
    return _FIELD.sub(lambda found: str(values.get(found[1], found[0])), pattern)


def printable(text: object) -> str:
    """Return a text for the terminal: nothing that came from a file of others steers it, and what would can be seen."""
    return _STEERS.sub("\N{REPLACEMENT CHARACTER}", str(text))


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file.

    ``file`` is the path as Sphinx prints it, ``line`` counts from 1 (0: the file as a whole),
    ``column`` counts characters from 1 (0: unknown).
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line``, as compilers print it."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a person should look at.

    ``code`` is the stable rule code (``F303``) or the warning subtype (``option``); ``hint`` says what to
    write instead. ``process``, ``step`` and ``field`` name the object, empty where there is none. ``excerpt`` is
    the wording at fault as it stands in the field, by which a door can find its column in the source.
    """

    code: str
    message: str
    location: Location
    severity: Severity = Severity.WARNING
    hint: str = ""
    process: str = ""
    step: str = ""
    field: str = ""
    excerpt: str = ""


class ProcstdError(Exception):
    """A fault that stops a command: what is wrong and, where it is known, the place."""

    def __init__(self, message: str, location: Location | None = None) -> None:
        self.message = message
        self.location = location
        super().__init__(f"{location}: {message}" if location else message)


def said_whole(words: Callable[[str], str], error: ProcstdError) -> str:
    """Return a fault with its place, its message in the language of ``words``."""
    message = said_in(words, error.message)
    return f"{error.location}: {message}" if error.location else message
