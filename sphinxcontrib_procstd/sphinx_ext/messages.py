"""The interface's own words, in the language of the build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "procstd"
LOCALE_DIR = Path(__file__).parent.parent / "locale"

_translate = get_translation(CATALOGUE)


def words(text: str) -> str:
    """Return an English word or sentence of the interface in the language of the build."""
    return str(_translate(text))


def setup_messages(app: Sphinx) -> None:
    """Load the interface's catalogues."""
    app.add_message_catalog(CATALOGUE, str(LOCALE_DIR))
