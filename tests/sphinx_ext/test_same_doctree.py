"""One meaning in both markups: the doctree of ``snippets/rst/NAME.rst`` is that of ``snippets/myst/NAME.md``.

``snippets/expected/NAME.txt`` is the one expected tree; a missing one is written by the first run, to be looked at.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes

from tests.sphinx_ext.conftest import POSITIONS

if TYPE_CHECKING:
    from tests.sphinx_ext.conftest import Desk, Reading

SNIPPETS = Path(__file__).parent / "snippets"
NAMES = sorted(path.stem for path in (SNIPPETS / "rst").glob("*.rst"))
SOURCES = [(name, kind) for name in NAMES for kind in ("rst", "myst")]
MARKUPS = {"rst": "rst", "myst": "md"}


def read(desk: Desk, name: str, kind: str) -> Reading:
    suffix = MARKUPS[kind]
    return desk.read({f"page.{suffix}": (SNIPPETS / kind / f"{name}.{suffix}").read_text(encoding="utf-8")})


def tree(document: nodes.document) -> str:
    """Return a doctree as text, without what tells only where things stand."""
    for node in document.findall(nodes.Element):
        for name, value in list(node.attributes.items()):
            if name in POSITIONS:
                del node[name]
            elif isinstance(value, bool):
                node[name] = int(value)  # docutils 0.21 prints them otherwise than 0.22
    return document.pformat()


def facts(reading: Reading) -> Any:
    """Return what the domain noted, without places."""
    return _plain(reading.domain.documents["page"])


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if hasattr(value, "__slots__") and type(value).__module__.startswith("sphinxcontrib_procstd"):
        return {
            name: _plain(getattr(value, name)) for name in value.__slots__ if name not in {"location", "lines", "line"}
        }
    return value


def test_every_snippet_is_written_in_both_markups() -> None:
    assert sorted(path.stem for path in (SNIPPETS / "myst").glob("*.md")) == NAMES


@pytest.mark.parametrize(("name", "kind"), SOURCES)
def test_the_doctree_is_the_expected_one(desk: Desk, name: str, kind: str) -> None:
    expected = SNIPPETS / "expected" / f"{name}.txt"
    found = tree(read(desk, name, kind).doctree)
    if not expected.exists():
        expected.write_text(found, encoding="utf-8")
        pytest.fail(f"{expected} was missing; it has been written from {kind}")
    assert found == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_the_same(desk: Desk, name: str) -> None:
    assert facts(read(desk, name, "rst")) == facts(read(desk, name, "myst"))


@pytest.mark.parametrize("kind", MARKUPS)
@pytest.mark.parametrize("name", ["process-options", "step-options"])
def test_chinese_names_and_values_give_the_same_facts(desk: Desk, name: str, kind: str) -> None:
    assert facts(read(desk, f"{name}-zh", kind)) == facts(read(desk, name, kind))


@pytest.mark.parametrize(("name", "kind"), SOURCES)
def test_nothing_is_said_about_what_is_right(desk: Desk, name: str, kind: str) -> None:
    reading = read(desk, name, kind)
    known = [warning for warning in reading.warnings if "[procstd.X701]" not in warning and "title" not in warning]
    assert known == []


def test_every_option_of_a_process_and_of_a_step_stands_in_a_snippet(desk: Desk) -> None:
    process = read(desk, "process-options", "myst").process
    empty = {name for name in process.__slots__ if getattr(process, name) in ("", (), None)}
    assert empty == {"steps", "records"}
    step = read(desk, "step-options", "myst").process.steps[0]
    assert {name for name in step.__slots__ if getattr(step, name) in ("", (), None)} == {"subprocess"}
