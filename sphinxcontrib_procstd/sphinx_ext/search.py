"""The search index: each word of a build is reduced to its stem once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_WORDS = 50_000
"""How many words' stems are kept; a handbook of a thousand processes has fewer."""


def remember_stems(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let the index remember the stems of words from page to page (Sphinx's ``doctree-resolved``).

    Sphinx forgets them after each page. In a handbook the same words stand on every page: at 300 processes stemming
    them anew took a seventh of the build.
    """
    language = getattr(getattr(app.builder, "indexer", None), "lang", None)
    if language is not None and "stem" not in vars(language):
        language.stem = lru_cache(maxsize=_WORDS)(language.stem)
