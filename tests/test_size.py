"""No file of the package is over 400 lines and no function over 60: what is longer has a second subject."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "sphinxcontrib_procstd"
FILE_LINES = 400
FUNCTION_LINES = 60


def find_oversized(package: Path) -> list[str]:
    """Return a line for each file and each function of *package* that is too long."""
    faults = []
    for path in sorted(package.rglob("*.py")):
        place, text = path.relative_to(package.parent).as_posix(), path.read_text(encoding="utf-8")
        if (lines := len(text.splitlines())) > FILE_LINES:
            faults.append(f"{place}: {lines} lines, {FILE_LINES} allowed")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    faults.append(f"{place}:{node.lineno}: {node.name} has {lines} lines, {FUNCTION_LINES} allowed")
    return faults


def test_no_file_and_no_function_of_the_package_is_too_long() -> None:
    faults = find_oversized(PACKAGE)
    assert not faults, "\n" + "\n".join(faults)


def test_a_file_and_a_function_that_are_too_long_are_named(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "a.py").write_text("def f():\n" + "    x = 1\n" * 60 + "\n" * 340, encoding="utf-8")
    (package / "b.py").write_text("def g():\n" + "    x = 1\n" * 59 + "\n" * 340, encoding="utf-8")
    assert find_oversized(package) == [
        "package/a.py: 401 lines, 400 allowed",
        "package/a.py:1: f has 61 lines, 60 allowed",
    ]
