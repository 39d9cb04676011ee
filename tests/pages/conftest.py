"""A small handbook in Chinese, built once to HTML in Chinese and once in English."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
import sphinx.locale
from bs4 import BeautifulSoup
from sphinx.testing.util import SphinxTestApp

SOURCE = Path(__file__).parent / "handbook"


@dataclass(frozen=True)
class Site:
    """A built handbook: its pages and what the build warned of."""

    folder: Path
    warnings: str

    def page(self, name: str) -> BeautifulSoup:
        """Return a parsed page."""
        return BeautifulSoup((self.folder / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def build(source: Path, target: Path, **settings: object) -> Site:
    """Build a copy of a handbook to HTML."""
    shutil.copytree(source, target)
    warning = StringIO()
    sphinx.locale.translators.pop(("general", "handbook"), None)  # Sphinx keeps another test's catalogue of this name
    app = SphinxTestApp("html", srcdir=target, warning=warning, status=StringIO(), confoverrides=settings)
    try:
        app.build()
    finally:
        app.cleanup()
    text = re.sub(r"\x1b\[[0-9;]*m", "", warning.getvalue()).replace(f"{target}/", "")
    return Site(Path(app.outdir), text)


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the handbook in its own language."""
    return build(SOURCE, tmp_path_factory.mktemp("pages") / "zh")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the handbook translated."""
    return build(SOURCE, tmp_path_factory.mktemp("pages") / "en", language="en")
