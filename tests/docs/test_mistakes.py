"""The warnings that the page "When something is mistyped" shows are those of the build, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.docs.conftest import read_blocks, read_page, write_project

if TYPE_CHECKING:
    from sphinx.testing.util import SphinxTestApp

ABOVE = {
    "md": "# Trap\n\n:::{process} Complaints\n:id: complaints\n:::\n\n",
    "rst": "Trap\n====\n\n.. process:: Complaints\n   :id: complaints\n\n",
}
"""What stands above each trap: a process, unless the page says that there is none."""


@dataclass(frozen=True)
class Trap:
    """One entry of the page: its heading, the markup, what was typed, and the warning shown under it."""

    name: str
    suffix: str
    text: str
    warning: str
    in_process: bool


def read_traps() -> list[Trap]:
    page = read_page("mistakes.md").partition("## Traps")[2].partition("## Silence")[0]
    traps = []
    for part in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        typed, warned = read_blocks(rest)[:2]
        suffix = {"markdown": "md", "rst": "rst"}[typed.language]
        traps.append(Trap(name, suffix, typed.text, warned.text.strip(), "% no process above" not in rest))
    return traps


TRAPS = read_traps()


def test_page_has_traps_of_both_markups() -> None:
    assert {trap.suffix for trap in TRAPS} == {"md", "rst"}
    assert len(TRAPS) >= 16


@pytest.mark.parametrize("trap", TRAPS, ids=[trap.name for trap in TRAPS])
def test_build_says_what_the_page_shows(trap: Trap, tmp_path: Path, make_app: Callable[..., SphinxTestApp]) -> None:
    above = ABOVE[trap.suffix] if trap.in_process else ""
    conf = 'extensions = ["myst_parser", "sphinxcontrib_procstd"]\nroot_doc = "trap"\n'
    write_project(tmp_path, {"conf.py": conf, f"trap.{trap.suffix}": above + trap.text})
    app = make_app("dummy", srcdir=tmp_path)
    app.build()
    said = re.sub(r"\x1b\[[0-9;]*m", "", app.warning.getvalue()).strip().splitlines()
    page, number, rest = trap.warning.split(":", 2)
    place, line = str(tmp_path / page), int(number) + above.count("\n")
    code = rest.rpartition(" ")[2]
    assert said[0] == f"{place}:{line}:{rest}"
    assert [other for other in said if not (other.startswith(f"{place}:{line}:") and other.endswith(code))] == []
