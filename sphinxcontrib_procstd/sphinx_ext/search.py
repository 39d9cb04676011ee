"""The search index: a Chinese one that works, and each word of a build reduced to its stem once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinxcontrib_procstd.model.catalogue import Catalogue

_WORDS = 50_000
"""How many words' stems are kept; a handbook of a thousand processes has fewer."""


_TAUGHT = "procstd_taught"
"""Attribute of a search language that knows the names of the handbook it indexes."""


class procstd_searched(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """Another title of an object, found by search and written nowhere: the number of a process or a form."""

    @classmethod
    def of(cls, name: str, anchor: str) -> procstd_searched:
        """Return what makes search lead from a name to an anchor: it takes the id of a title's parent."""
        return cls("", nodes.title(name, name), ids=[anchor])


def setup_search(app: Sphinx) -> None:
    """Put our Chinese search in the place of Sphinx's."""
    app.connect("config-inited", add_chinese)
    app.connect("doctree-resolved", teach_names)
    app.connect("doctree-resolved", remember_stems)


def add_chinese(app: Sphinx, config: Config) -> None:
    """Register our Chinese search where a handbook will search in Chinese (Sphinx's ``config-inited``)."""
    if (config.html_search_language or config.language or "").startswith("zh"):
        from sphinxcontrib_procstd.sphinx_ext.search_chinese import SearchChinese

        app.add_search_language(SearchChinese)


def teach_names(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Teach the index the names of this handbook, before its first page is indexed (Sphinx's ``doctree-resolved``)."""
    language = getattr(getattr(app.builder, "indexer", None), "lang", None)
    if language is not None and hasattr(language, "learn") and not hasattr(language, _TAUGHT):
        from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

        domain = app.env.domains["procstd"]
        assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
        language.learn(names_in(domain.handbook.catalogue))
        setattr(language, _TAUGHT, True)


def names_in(catalogue: Catalogue) -> Iterator[str]:
    """Yield every name that a reader may look for as one word: titles of register entries, roles, departments."""
    for resource in catalogue.resources:
        yield resource.title
    for process in catalogue.processes:
        yield from (mention.text for mention in process.departments)
        for step in process.steps:
            yield from (mention.text for mention in (*step.forms, *step.systems, *step.tools))
            if step.role:
                yield step.role.text


def remember_stems(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let the index remember the stems of words from page to page (Sphinx's ``doctree-resolved``).

    Sphinx forgets them after each page. In a handbook the same words stand on every page: at 300 processes stemming
    them anew took a seventh of the build.
    """
    language = getattr(getattr(app.builder, "indexer", None), "lang", None)
    if language is not None and "stem" not in vars(language):
        language.stem = lru_cache(maxsize=_WORDS)(language.stem)
