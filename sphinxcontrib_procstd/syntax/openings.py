"""Lines of a source that open one of our directives."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinxcontrib_procstd.syntax.block import Markup
from sphinxcontrib_procstd.syntax.names import meant_name

_OPENINGS = {
    Markup.RST: re.compile(
        r"(?P<indent>\s*)(?P<marks>\.\.) +(?P<name>[^\s:]+(?::[^\s:]+)?) ?::(?P<title>(?:\s.*)?)", re.DOTALL
    ),
    Markup.MYST: re.compile(
        r"(?P<indent>\s*)(?P<marks>[:`~]{3,})\s*\{(?P<name>[^{}\s]+)\}(?P<title>(?:\s.*)?)", re.DOTALL
    ),
}


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens a directive: its indent and marks, the directive's plain name, and its title."""

    indent: int
    marks: str
    name: str
    title: str


def opening_of(line: str, markup: Markup) -> Opening | None:
    """Return what a line opens, None if it opens none of our directives."""
    found = _OPENINGS[markup].fullmatch(line)
    name = meant_name(found["name"]) if found else ""
    return Opening(len(found["indent"]), found["marks"], name, found["title"].strip()) if found and name else None
