"""The interface's own words, in the language of the build."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation, translators

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "procstd"
LOCALE_DIR = Path(__file__).parent.parent / "locale"

_QUOTED = re.compile("《([^《》]+)》")

_translate = get_translation(CATALOGUE)
_said: dict[str, str] = {}
_said_by: object = None
"""What each text became, and the catalogue that said so: pages ask for the same few words again and again."""


def words(text: str) -> str:
    """Return an English word or sentence of the interface in the language of the build."""
    global _said_by  # noqa: PLW0603 - the language of a build is global in Sphinx
    catalogue = translators.get(("general", CATALOGUE))
    if catalogue is not _said_by:
        _said.clear()
        _said_by = catalogue
    found = _said.get(text)
    if found is None:
        found = _said[text] = str(_translate(text))
    return found


def quote_titles(text: str) -> str:
    """Return running text in which each 《title》 is quoted as the language of the build quotes titles."""
    return _QUOTED.sub(lambda found: words("{title}").replace("{title}", found[1]), text)


def setup_messages(app: Sphinx) -> None:
    """Load the interface's catalogues."""
    translators.pop(("general", CATALOGUE), None)  # an earlier build of this process, in another language perhaps
    app.add_message_catalog(CATALOGUE, str(LOCALE_DIR))
    _said.clear()
