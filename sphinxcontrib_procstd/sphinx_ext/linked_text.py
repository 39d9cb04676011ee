"""The text of a body as a person would copy it, and where in it cross-references stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_procstd.model.process import Mention
from sphinxcontrib_procstd.sphinx_ext.inline import is_plain

_MARKED = re.compile("\ue0f1([^\ue0f1\ue0f2]*)\ue0f2")
_MARKS = str.maketrans("", "", "\ue0f1\ue0f2")


def linked_text(blocks: Iterable[nodes.Node]) -> tuple[str, tuple[Mention, ...]]:
    """Return the text of some blocks, one line a paragraph or list item, and the references of ours in it.

    A reference without a title of its own shows what it names as written, an id perhaps: who prints the text may put
    the title of the thing there.
    """
    references: list[nodes.Element] = []
    text = "\n\n".join(found for block in blocks if (found := _block_text(block, references)))
    if not references:
        return text, ()
    parts: list[str] = []
    marked = list(_MARKED.finditer(text))
    if len(marked) != len(references):  # an author typed one of the marks
        return text.translate(_MARKS), ()
    links: list[Mention] = []
    position = length = 0
    for place, reference in zip(marked, references, strict=True):
        words = place[1]
        parts += [text[position : place.start()], words]
        length += place.start() - position
        label = words if reference.get("refexplicit") else ""
        name, kind = str(reference["reftarget"]), str(reference["reftype"])
        links.append(Mention(name=name, label=label, kind=kind, start=length, end=length + len(words)))
        length += len(words)
        position = place.end()
    return "".join((*parts, text[position:])), tuple(links)


def _block_text(block: nodes.Node, references: list[nodes.Element]) -> str:
    """Return the text of one block, references in it marked and put on the list."""
    if isinstance(block, nodes.system_message | nodes.Invisible):
        return ""
    plain = isinstance(block, nodes.TextElement) and all(map(is_plain, block.children))
    if not plain and isinstance(block, nodes.Element) and any(map(_is_special, block.findall())):
        block = block.deepcopy()
        for node in list(filter(_is_special, block.findall())):
            parent = node.parent
            if isinstance(node, nodes.system_message):
                parent.remove(node)
            elif isinstance(node, nodes.Element) and parent is not None:
                references.append(node)
                parent.replace(node, nodes.Text(f"\ue0f1{node.astext()}\ue0f2"))
    return "\n".join(line.strip() for line in block.astext().splitlines() if line.strip())


def _is_special(node: nodes.Node) -> bool:
    if isinstance(node, addnodes.pending_xref):
        return bool(node.get("refdomain") == "procstd" and node["reftype"] != "auto")
    return isinstance(node, nodes.system_message)
