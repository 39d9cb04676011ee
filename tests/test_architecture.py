"""A file imports its own package and floors below, never above and never its neighbours (CONTRIBUTING.md, "Floors")."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = "sphinxcontrib_procstd"
ROOT = Path(__file__).resolve().parent.parent
FLOORS = {
    **dict.fromkeys(("model", "drawing", "diagnostics"), 0),
    **dict.fromkeys(("config", "syntax", "layout", "render", "lint", "governance", "exchange", "figures"), 1),
    **dict.fromkeys(("doctree",), 2),
    **dict.fromkeys(("sphinx_ext",), 3),
    **dict.fromkeys(("__init__", "__main__", *(path.stem for path in (ROOT / PACKAGE).glob("cli*.py"))), 4),
}
NEIGHBOURS = {"model": {"diagnostics"}}  # the one sideways way: errors know their place
LIBRARIES = {  # what a unit may import beside the standard library
    "layout": {"graphviz", "pygraphviz"},
    "render": {"resvg_py", "weasyprint"},
    "exchange": {"openpyxl", "xlsxwriter", "docx", "xmlschema", "lxml", "defusedxml"},
    "governance": {"icalendar"},
    "figures": {"duckdb", "ibis", "pyarrow", "holidays"},
    "lint": {"jieba", "regex", "spacy"},
    "doctree": {"docutils"},
    "sphinx_ext": {"docutils", "sphinx", "rjieba"},
}


def find_imports(node: ast.AST, *, deferred: bool = False) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Every import below *node*, and whether it waits: inside a function, or for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, deferred
        elif isinstance(child, ast.If) and ast.unparse(child.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            yield from find_imports(ast.Module(child.body, []), deferred=True)
            yield from find_imports(ast.Module(child.orelse, []), deferred=deferred)
        else:
            inside_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from find_imports(child, deferred=deferred or inside_function)


def name_targets(node: ast.Import | ast.ImportFrom, parts: tuple[str, ...]) -> list[str]:
    """Return the dotted names an import asks for, the relative ones made absolute; *parts* is the file's own path."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    above = [PACKAGE, *parts[: len(parts) - node.level]] if node.level else []
    base = ".".join([*above, *filter(None, [node.module])])
    return [f"{base}.{alias.name}" for alias in node.names] if base == PACKAGE else [base]


def is_allowed(unit: str, target: str, *, deferred: bool) -> bool:
    """Tell whether code of *unit* may import *target*."""
    top, _, rest = target.partition(".")
    floor = FLOORS[unit]
    if top != PACKAGE:
        return top in sys.stdlib_module_names or (deferred if floor == 4 else top in LIBRARIES.get(unit, ()))
    wanted = rest.split(".")[0]
    if wanted in {unit, "__version__"} or wanted in NEIGHBOURS.get(unit, ()):
        return True
    wanted_floor = FLOORS.get(wanted, 4)
    return (deferred or wanted_floor in {0, 1, 4}) if floor == 4 else wanted_floor < floor


def find_faults(root: Path) -> list[str]:
    """Check each Python file of the package below *root*; return one line for each forbidden import."""
    faults = []
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root / PACKAGE).with_suffix("").parts
        place, unit = path.relative_to(root).as_posix(), parts[0]
        if unit not in FLOORS:
            faults.append(f"{place}:1: {unit} stands on no floor; add it to FLOORS")
            continue
        for node, deferred in find_imports(ast.parse(path.read_text(encoding="utf-8"))):
            faults += [
                f"{place}:{node.lineno}: {unit} (floor {FLOORS[unit]}) may not import {target}"
                for target in name_targets(node, parts)
                if not is_allowed(unit, target, deferred=deferred)
            ]
    return faults


def test_every_module_imports_its_own_package_and_floors_below() -> None:
    faults = find_faults(ROOT)
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("file", "source", "message"),
    [
        ("model/a.py", "import docutils", "1: model (floor 0) may not import docutils"),
        ("model/a.py", "\nfrom ..layout import text", "2: model (floor 0) may not import sphinxcontrib_procstd.layout"),
        (
            "diagnostics.py",
            "from . import model",
            "1: diagnostics (floor 0) may not import sphinxcontrib_procstd.model",
        ),
        ("config.py", "import sphinx.util", "1: config (floor 1) may not import sphinx.util"),
        (
            "lint/rules/a.py",
            "from sphinxcontrib_procstd.syntax.lists import split_list",
            "1: lint (floor 1) may not import sphinxcontrib_procstd.syntax.lists",
        ),
        ("render/a.py", "def f():\n    import graphviz", "2: render (floor 1) may not import graphviz"),
        ("doctree/html.py", "from sphinx.util import logging", "1: doctree (floor 2) may not import sphinx.util"),
        (
            "sphinx_ext/a.py",
            "if TYPE_CHECKING:\n    from sphinxcontrib_procstd.cli import main",
            "2: sphinx_ext (floor 3) may not import sphinxcontrib_procstd.cli",
        ),
        (
            "sphinx_ext/a.py",
            "from sphinxcontrib_procstd import setup",
            "1: sphinx_ext (floor 3) may not import sphinxcontrib_procstd.setup",
        ),
        ("cli.py", "from sphinx.cmd import build", "1: cli (floor 4) may not import sphinx.cmd"),
        (
            "__init__.py",
            "from . import sphinx_ext",
            "1: __init__ (floor 4) may not import sphinxcontrib_procstd.sphinx_ext",
        ),
        ("helpers.py", "import re", "1: helpers stands on no floor; add it to FLOORS"),
    ],
)
def test_a_forbidden_import_is_named_with_its_place(tmp_path: Path, file: str, source: str, message: str) -> None:
    path = tmp_path / PACKAGE / file
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert find_faults(tmp_path) == [f"{PACKAGE}/{file}:{message}"]


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("model/graph.py", "import re\nfrom .process import Process\nfrom ..diagnostics import Location"),
        ("layout/dot.py", "import graphviz\nfrom sphinxcontrib_procstd.drawing import Drawing\nfrom . import text"),
        ("lint/rules/a.py", "from ..engine import rule\nfrom ...model.graph import Graph"),
        ("sphinx_ext/a.py", "import sphinx\nfrom sphinxcontrib_procstd import __version__, doctree"),
        ("cli.py", "from .diagnostics import Finding\ndef main():\n    from sphinx.cmd import build"),
        ("__main__.py", "from sphinxcontrib_procstd.cli import main"),
        ("__init__.py", "if TYPE_CHECKING:\n    from sphinx.application import Sphinx"),
    ],
)
def test_an_import_of_a_floor_below_is_allowed(tmp_path: Path, file: str, source: str) -> None:
    path = tmp_path / PACKAGE / file
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    assert find_faults(tmp_path) == []


BROAD = {"figures/engine.py driver_faults", "lint/engine.py _guarded"}
"""The two places that catch whatever is raised: around drivers of databases, and around a rule of the linter."""


def test_whatever_is_raised_is_caught_in_two_places_only() -> None:
    found = set()
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(map(catches_all, ast.walk(function))):
                found.add(f"{path.relative_to(ROOT / PACKAGE).as_posix()} {function.name}")
    assert found == BROAD


def catches_all(node: ast.AST) -> bool:
    """Tell whether a node catches or suppresses every exception."""
    if isinstance(node, ast.ExceptHandler):
        named = [node.type] if node.type else []
        return not named or any(name in {"Exception", "BaseException"} for name in map(ast.unparse, named))
    suppresses = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress")
    return suppresses and any(ast.unparse(argument) in {"Exception", "BaseException"} for argument in node.args)
