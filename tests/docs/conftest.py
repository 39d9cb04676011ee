"""What the tests of the documentation share: code blocks read out of pages, and builds in processes of their own."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(r"^(?P<marks>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=marks)$", re.MULTILINE | re.DOTALL)
_CAPTION = re.compile(r":caption: (?P<name>\S+)\n\n")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, its caption ("" if none), its text, and where it starts."""

    language: str
    caption: str
    text: str
    start: int


def read_blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a Markdown page."""
    blocks = []
    for found in _FENCE.finditer(text):
        caption = _CAPTION.match(found["text"])
        body = found["text"][caption.end() :] if caption else found["text"]
        language = found["info"].removeprefix("{code-block}").strip()
        blocks.append(Block(language, caption["name"] if caption else "", body, found.start()))
    return blocks


def read_page(name: str) -> str:
    """Return the source of a page of the documentation."""
    return (DOCS / name).read_text(encoding="utf-8")


def write_project(folder: Path, files: dict[str, str]) -> Path:
    """Write files of a project below a folder, and return the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def build(source: Path, output: Path, *options: str, builder: str = "html") -> str:
    """Build a project the way the documentation says to; return what was warned of, and fail on another error."""
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "--keep-going", "-b", builder, "--no-color", *options]
    command += ["-d", str(output.parent / f"{output.name}-doctrees"), str(source), str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0 or "-W" in options, done.stderr
    return done.stderr


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the documentation as ``make docs`` does, once, and return the folder of its pages."""
    output = tmp_path_factory.mktemp("handbook") / "html"
    assert build(DOCS, output, "-W") == ""
    return output
