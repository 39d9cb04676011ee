"""Blocks of one document shown on the page of another: copied, with ids of their own and links that still lead there.

They are copied with their references unresolved, and become part of the page before Sphinx resolves its references: so
every kind of link, image and formula works in them as in the page's own text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from sphinxcontrib_procstd.sphinx_ext import nodes as our

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_LEFT_OUT = (nodes.system_message, nodes.target, nodes.comment, addnodes.index, our.procstd_view, our.handbook_object)
"""What is said, noted or filled where it was written."""


def transplant(
    blocks: Iterable[nodes.Node],
    *,
    source: str,
    target: str,
    mark: str,
    href: Callable[[str], str],
    env: BuildEnvironment,
) -> list[nodes.Node]:
    """Return copies of blocks of the document ``source`` for the page of ``target``.

    ``mark`` sets their ids apart from all others of the page; ``href`` returns the address of an anchor of ``source``.
    """
    copies = nodes.container("", *(block.deepcopy() for block in blocks if not isinstance(block, _LEFT_OUT)))
    for left_out in [node for node in copies.findall() if isinstance(node, _LEFT_OUT)]:
        left_out.parent.remove(left_out)
    ids = {name for node in copies.findall(nodes.Element) for name in node["ids"]}
    for node in copies.findall(nodes.Element):
        node["ids"] = [f"{name}{mark}" for name in node["ids"]]
        node["names"] = []
        if "backrefs" in node:
            node["backrefs"] = [f"{name}{mark}" for name in node["backrefs"] if name in ids]
        if isinstance(node, nodes.math_block):
            node["number"] = node["label"] = None  # a number is for the one place where the formula stands
        if isinstance(node, addnodes.pending_xref):
            _retarget(node, source, target, env)
    for node in [node for node in copies.findall(nodes.Element) if node.get("refid")]:
        if node["refid"] in ids:
            node["refid"] += mark
        else:
            _lead_back(node, href)
    return list(copies.children)


def _retarget(node: addnodes.pending_xref, source: str, target: str, env: BuildEnvironment) -> None:
    """Have a reference mean on the new page what it meant in its own document."""
    whole = docname_join(source, str(node.get("reftarget", "")))
    if node.get("reftype") == "doc" or (node.get("reftype") == "any" and whole in env.all_docs):
        node["reftarget"] = f"/{whole}"
    node["refdoc"] = target
    node["refwarn"] = False  # that it leads nowhere is said where it is written


def _lead_back(node: nodes.Element, href: Callable[[str], str]) -> None:
    """Turn a link inside the other document into a link to there: a footnote's mark, say."""
    uri, children = href(node["refid"]), list(node.children)
    if isinstance(node, nodes.footnote_reference):
        children = [nodes.Text(f"[{node.astext()}]")]
    link = nodes.reference("", "", *children, internal=True, refuri=uri) if uri else nodes.inline("", "", *children)
    node.parent.replace(node, link)
