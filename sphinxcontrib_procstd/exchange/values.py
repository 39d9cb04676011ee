"""What an import brings home, and the author's syntax as the importers need it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sphinxcontrib_procstd.diagnostics import Finding, Location, Severity
from sphinxcontrib_procstd.model.process import Mention, Process
from sphinxcontrib_procstd.model.resources import Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The processes of a file, the register entries they need, and what could not be carried over."""

    processes: tuple[Process, ...] = ()
    resources: tuple[Resource, ...] = ()
    report: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """How authors write: handed in by the caller, because this package knows no option table of its own.

    ``column_of`` says what a table heading means (an option of a step, ``process``, ``title``, ``body``, "");
    ``step_title`` takes the number off a step cell; ``option_name`` returns the English name of an option of a
    directive ("" if unknown); ``build_fields`` turns option texts into the fields of a model object, with a
    message for each that cannot be read; ``items`` splits a list; ``make_id`` and ``is_id`` know ids.
    """

    column_of: Callable[[str], str]
    step_title: Callable[[str], str]
    option_name: Callable[[str, str], str]
    build_fields: Callable[[str, Mapping[str, str]], tuple[dict[str, Any], Sequence[str]]]
    items: Callable[[str], tuple[Mention, ...]]
    make_id: Callable[[str], str]
    is_id: Callable[[str], bool]


@dataclass(slots=True)
class Report:
    """Collects findings while a file is read; ``name`` is what messages call the file."""

    name: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, message: str, where: Location | None = None, **about: str) -> None:
        """Note something that was dropped, guessed or mended."""
        self.findings.append(Finding(code=code, message=message, location=where or Location(self.name), **about))  # type: ignore[arg-type] # about: process, step, field

    def info(self, code: str, message: str, where: Location | None = None) -> None:
        """Note something a reader may want to know; nothing was lost."""
        place = where or Location(self.name)
        self.findings.append(Finding(code=code, message=message, location=place, severity=Severity.INFO))


def unique(wanted: str, taken: set[str]) -> str:
    """Return an id that is not taken yet, made from the one wanted, and take it."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name
