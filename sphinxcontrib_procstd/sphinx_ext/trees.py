"""The trees of documents in a large handbook: on disk until their pages are written, not all in memory.

A serial build keeps the tree of every document it has read until it writes its page, though it has put it into a file
as well: 50 KB each, most of what a build of thousands of processes needs. Opening the file again takes about a
twentieth of what the page costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MANY = 2_000
"""From so many documents on trees are let go: about 100 MB of them."""


def let_trees_go(app: Sphinx) -> None:
    """Connect what lets go of trees (for an extension's set-up)."""
    app.connect("source-read", _let_read_go)
    app.connect("html-page-context", _let_written_go, priority=950)


def _let_read_go(app: Sphinx, docname: str, content: list[str]) -> None:
    """Forget the trees of the documents read before this one; Sphinx opens their files when it writes them."""
    if _is_large(app.env):
        _kept(app.env, "_write_doc_doctree_cache").clear()


def _let_written_go(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Forget what the file of a written document held."""
    if doctree is not None and _is_large(app.env):
        _kept(app.env, "_pickled_doctree_cache").pop(pagename, None)


def _is_large(env: BuildEnvironment) -> bool:
    return len(env.found_docs) >= MANY


def _kept(env: BuildEnvironment, name: str) -> dict[str, Any]:
    """Return what Sphinx keeps by document; a Sphinx that keeps it elsewhere just needs the memory."""
    kept = getattr(env, name, None)
    return kept if isinstance(kept, dict) else {}
