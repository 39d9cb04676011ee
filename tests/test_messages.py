"""Every text of the interface has its Chinese: a word that the catalogue lacks would stand in English on a page."""

from __future__ import annotations

import ast
import string
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from sphinxcontrib_procstd.diagnostics import did_you_mean, said_in, say
from sphinxcontrib_procstd.render.entries import FIELD_LABELS, KIND_LABELS, STATUS_LABELS
from sphinxcontrib_procstd.render.template import Column
from sphinxcontrib_procstd.sphinx_ext.views import quiz

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parent.parent / "sphinxcontrib_procstd"
CATALOGUE = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES" / "procstd.po"


def texts_in(path: Path) -> Iterator[str]:
    """Yield the texts handed to ``words`` or ``say`` where they stand, also those of a tuple that is gone through.

    A message may stand in a name of its own, in this module or another.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and is_words(node.func):
            yield from constants(node.args[0])
        elif isinstance(node, ast.Call) and node.args and is_said(node.func, tree):
            yield from constants(node.args[0])
            if isinstance(node.args[0], ast.Name):
                yield from named(tree, node.args[0].id)
        elif isinstance(node, ast.ListComp) and isinstance(node.elt, ast.Call) and is_words(node.elt.func):
            yield from (text for part in node.generators for text in constants(part.iter))


def is_words(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "words"


def is_said(function: ast.expr, tree: ast.Module) -> bool:
    """Return whether a call is one of ``diagnostics.say``."""
    if getattr(function, "id", "") != "say":
        return False
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    own = any(isinstance(node, ast.ClassDef) and node.name == "Message" for node in tree.body)
    return own or any(name.name == "say" for node in imports for name in node.names)


def named(tree: ast.Module, name: str) -> Iterator[str]:
    """Yield the text of a constant, from the module it is imported from if it is not the module's own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets):
            yield from constants(node.value)
        elif isinstance(node, ast.ImportFrom) and node.module and any(one.name == name for one in node.names):
            path = PACKAGE.parent / f"{node.module.replace('.', '/')}.py"
            yield from named(ast.parse(path.read_text(encoding="utf-8")), name)


def constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*constants(node.body), *constants(node.orelse))
    elif isinstance(node, ast.Tuple | ast.List):
        for element in node.elts:
            yield from constants(element)


def chinese() -> dict[str, str]:
    with CATALOGUE.open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream) if message.id}


def test_every_text_of_the_code_has_its_chinese() -> None:
    known = chinese()
    written = {text: path.name for path in sorted(PACKAGE.rglob("*.py")) for text in texts_in(path)}
    assert len(written) > 100
    missing = [f"{path}: {text}" for text, path in written.items() if not known.get(text)]
    assert missing == []


def test_every_label_of_a_table_has_its_chinese() -> None:
    known = chinese()
    labels = [*FIELD_LABELS.values(), *KIND_LABELS.values(), *STATUS_LABELS.values(), *(c.value for c in Column)]
    labels += [*quiz._ASKED.values(), quiz._NEXT_IF]
    assert [label for label in labels if not known.get(label)] == []


def test_a_translation_has_the_fields_of_its_text() -> None:
    for text, translated in chinese().items():
        assert fields(text) == fields(translated), text


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_a_message_is_said_in_any_language_with_what_the_author_wrote_in_it() -> None:
    message = say('"{text}" is not one of {known}{hint}', text="{known}", known="a, b", hint=did_you_mean("a"))
    assert message == '"{known}" is not one of a, b; did you mean "a"?'
    assert said_in(chinese().__getitem__, message) == "“{known}”不在可选值之列：a, b；是否指“a”？"
    assert said_in(chinese().__getitem__, "plain text") == "plain text"
