"""Inline markup in titles and option values: parsed by the document's own parser, stripped of what could do harm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_procstd.syntax.block import Markup
from sphinxcontrib_procstd.syntax.build import Span, Value

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective

_MARKUP = re.compile(r"[`*_|\[\]<>\\~{}!$&@#^]|://")
"""What can start inline markup in either language; a text without any of it needs no parser."""

_PLAIN_LINE = re.compile(r"[^\W\d_][^\t]*")
"""A line that starts with a letter: it can open no list, table, quote, heading, fence or directive."""
_ENUMERATOR = re.compile(r"\w{1,6}[.)]\s")

_EMPHASIS = (nodes.emphasis, nodes.strong, nodes.literal)

_UNSAFE_SCHEMES = ("javascript:", "vbscript:", "data:")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_WIDE = r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6]"
_WIDE_BREAK = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t]*(?={_WIDE})")


def join_wide(text: str) -> str:
    """Return the text without line breaks between Chinese characters, which would show as blanks."""
    return _WIDE_BREAK.sub("", text) if "\n" in text else text


def clean(text: str) -> str:
    """Return the text without control characters and bidirectional overrides, which could disguise what it says."""
    return _CONTROL.sub("", text)


def has_markup(text: str) -> bool:
    """Return whether a text needs a parser at all."""
    return bool(_MARKUP.search(text))


def is_plain_paragraph(lines: Sequence[str], markup: Markup) -> bool:
    """Return whether lines can only be one paragraph whose line breaks mean nothing."""
    if markup is Markup.MYST and any(line.endswith(("  ", "\\")) for line in lines[:-1]):
        return False
    if not lines or any(not _PLAIN_LINE.match(line) or _ENUMERATOR.match(line) for line in lines):
        return False
    return "::" not in lines[-1] and "|" not in "".join(lines)


def parse_line(directive: SphinxDirective, text: str, line: int) -> list[nodes.Node]:
    """Return the inline nodes of one text, harmless ones only.

    ``line`` is the line as the parser counts. What cannot be read is shown as it was written; the log has the message.
    """
    if not has_markup(text):
        return [nodes.Text(text)]
    found, _messages = directive.parse_inline(text, lineno=line)
    if all(map(is_plain, found)):
        return found
    holder = nodes.inline("", "", *found)
    if next(iter(holder.findall(nodes.system_message)), None) is not None:
        return [nodes.Text(text)]  # MyST puts its messages in place of what it could not read
    disarm(holder)
    for wrong in list(holder.findall(nodes.problematic)):
        _replace(wrong, nodes.Text(wrong.astext()))
    return list(holder.children)


def is_plain(node: nodes.Node) -> bool:
    """Return whether an inline node is text or emphasized text, as most are: nothing in it needs a closer look."""
    if type(node) is nodes.Text:
        return True
    return type(node) in _EMPHASIS and all(type(child) is nodes.Text for child in node.children)


def disarm(root: nodes.Element) -> None:
    """Show raw markup as the text it is, and take the target off links that could run a script."""
    for raw in list(root.findall(nodes.raw)):
        _replace(raw, nodes.Text(raw.astext()))
    for link in list(root.findall(nodes.reference)):
        if not is_safe_url(str(link.get("refuri", ""))):
            _replace(link, nodes.Text(link.astext()))
    for image in list(root.findall(nodes.image)):
        if not is_safe_url(str(image.get("uri", ""))):
            _replace(image, nodes.Text(str(image.get("alt", ""))))


def is_safe_url(url: str) -> bool:
    """Return whether following a URL cannot run a script."""
    return not _INVISIBLE.sub("", url).casefold().startswith(_UNSAFE_SCHEMES)


def _replace(node: nodes.Node, new: nodes.Text) -> None:
    parent = node.parent
    if parent is None:
        return
    index = parent.index(node)
    if isinstance(parent, nodes.TextElement) or not isinstance(node, nodes.raw):
        parent.children[index] = new
        new.parent = parent
    else:  # a raw block among blocks
        paragraph = nodes.paragraph("", "", new)
        parent.children[index] = paragraph
        paragraph.parent = parent


def value_of(found: Iterable[nodes.Node]) -> Value:
    """Return inline nodes as plain text, with the cross-references of ours that stand in it."""
    parts: list[str] = []
    spans: list[Span] = []
    position = 0
    for node in found:
        text = node.astext()
        if isinstance(node, addnodes.pending_xref) and node.get("refdomain") == "procstd":
            spans.append(Span(position, position + len(text), node["reftype"], node["reftarget"]))
        parts.append(text)
        position += len(text)
    return Value("".join(parts), tuple(spans))
