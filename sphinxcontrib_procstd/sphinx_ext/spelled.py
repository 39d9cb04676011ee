"""Nodes spelled out, to tell whether a page still shows the same."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes


def spelled(node: nodes.Node) -> str:
    """Return all that a tree of nodes shows as one text: no two different trees have the same.

    docutils' own ``pformat`` is meant for people: it indents each line once for each level, and does not tell one text
    from the same one in two pieces.
    """
    parts: list[str] = []
    _spell(node, parts)
    return "".join(parts)


def _spell(node: nodes.Node, parts: list[str]) -> None:
    if isinstance(node, nodes.Text):
        parts.append(f"{len(node)}:{node}")
        return
    assert isinstance(node, nodes.Element)  # noqa: S101 - what is not a text is an element
    said = [f"{name}={value!r}" for name, value in node.attributes.items() if value or value == 0]
    if len(said) > 1:
        said.sort()
    parts.append(f"<{node.tagname} {' '.join(said)}>" if said else f"<{node.tagname}>")
    for child in node.children:
        _spell(child, parts)
    parts.append("/")


def take_apart(made: Iterable[nodes.Node]) -> None:
    """Let go of nodes that nobody needs any more.

    A node and its parent hold each other: they would stay until the collector comes, which walks over all the rest.
    """
    for node in made:
        if isinstance(node, nodes.Element):
            take_apart(node.children)
            node.children = []
