"""Titles that a page quotes by Sphinx's own references: ``:doc:``, ``:ref:``, ``:any:`` and MyST's links.

A document's title is often its process's. Sphinx leaves a page as it is when a title it quotes has changed; with
these texts in its digest it is written again like any other page that shows the title.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx import addnodes
from sphinx.util import docname_join

from sphinxcontrib_procstd.sphinx_ext.elsewhere import named_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

Quotes = tuple[tuple[str, str], ...]
"""What a document may quote: (a document it names or "", a label it names or "")."""

_KINDS = frozenset({"doc", "ref", "any", "myst"})


def collect_quotes(document: nodes.Node, docname: str) -> Quotes:
    """Return what a document, or a part of it, quotes, each once, in order."""
    found: dict[tuple[str, str], None] = {}
    for node in document.findall(addnodes.pending_xref):
        kind, target = node.get("reftype"), str(node.get("reftarget", ""))
        if kind not in _KINDS or node.get("refexplicit") or node.get("refdomain") == "procstd":
            continue
        if node.get("refdomain") == "doc":  # MyST: a document as Sphinx names it, and a heading in it
            found[target, str(node.get("reftargetid") or "")] = None
        else:
            label = "" if kind == "doc" else " ".join(target.lower().split())
            found["" if kind == "ref" else docname_join(docname, target), label] = None
    return tuple(found)


def quoted_texts(env: BuildEnvironment, quotes: Quotes) -> Iterator[str]:
    """Yield what the quoted titles are now."""
    labels = env.domaindata["std"]["labels"]
    for docname, label in quotes:
        title = env.titles.get(docname)
        slugs = env.metadata.get(docname, {}).get("myst_slugs", {}) if label else {}
        yield "\x1f".join(map(repr, (title.astext() if title else "", labels.get(label), slugs.get(label))))
        if label and label not in labels and not slugs:
            yield named_elsewhere(env, "ref", label)
        if docname and title is None:
            yield named_elsewhere(env, "doc", docname)


def is_standard(env: BuildEnvironment, docname: str, target: str) -> bool:
    """Return whether a name in a document is that of another document or of a label."""
    return docname_join(docname, target) in env.all_docs or target.lower() in env.domaindata["std"]["labels"]
