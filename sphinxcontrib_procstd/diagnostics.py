"""What went wrong and where: the values every floor speaks in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
