"""What authors wrote before it was translated: what a signature is bound to, in every language of the handbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.syntax.build import Reading, build_fields

if TYPE_CHECKING:
    from sphinxcontrib_procstd.syntax.build import Value

BODY = "original_body"
"""Attribute of an object of ours: the text of its body as written; taken off when its facts are noted."""


class NoteOriginals(SphinxTransform):
    """Note the text of each body before Sphinx translates it (its own transform has the priority 20)."""

    default_priority = 19

    def apply(self, **kwargs: Any) -> None:
        """Note them."""
        definitions = self.document.substitution_defs
        for node in self.document.findall(our.handbook_object):
            blocks = ("".join(_words(child, definitions)) for child in our.body_of(node))
            node[BODY] = "\n\n".join(text for block in blocks if (text := " ".join(block.split())))


def _words(node: nodes.Node, definitions: Mapping[str, nodes.Element]) -> Iterator[str]:
    """Yield the words of a node: alternative texts and sources of images too, numbers of footnotes not."""
    if isinstance(node, nodes.Text):
        yield node.astext()  # without the marks that docutils keeps for backslashes
    elif isinstance(node, nodes.substitution_reference):
        definition = definitions.get(node.get("refname", ""))
        yield definition.astext() if definition is not None else node.astext()
    elif isinstance(node, nodes.image):
        yield f" [{node.get('alt', '')} {node.get('uri', '')}] "
    elif isinstance(node, nodes.system_message | nodes.Invisible | nodes.footnote_reference | nodes.label):
        return
    else:
        for child in node.children:
            yield from _words(child, definitions)
        if not isinstance(node, nodes.Inline):
            yield "\n"


def originals_of(node: our.handbook_object, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an object before translation that are not the ones in ``fields``, and its body."""
    found: dict[str, Any] = {}
    values: dict[str, Value] = node.get("values", {})
    if isinstance(node, our.procstd_record):
        written = {name: " ".join(value.text.split()) for name, value in values.items()}
        found = {name: text for name, text in written.items() if " ".join(node.translate(text).split()) != text}
        if node.get("title_source", fields["title"]) != fields["title"]:
            found["title"] = node["title_source"]
    elif node.get("translations") or next(our.marked_values(node), None) is not None:
        wanted = {name: value for name, value in values.items() if name != "id"}
        source = build_fields(Reading(directive=node["name"], values=wanted, lines={}))
        found = {name: value for name, value in source.items() if fields.get(name) != value}
    body = node.get(BODY, "")
    if body != fields["body"] and not _alike(body, fields["body"]):
        found["body"] = body
    return found


def _alike(text: str, other: str) -> bool:
    """Return whether a signature takes two texts for the same."""
    from sphinxcontrib_procstd.governance.canonical import fold

    return fold(text) == fold(other)
