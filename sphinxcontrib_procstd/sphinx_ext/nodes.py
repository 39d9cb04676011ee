"""The compact nodes that documents carry: one for each process, step, register entry and record.

A node's first child is its title (a real ``title``, so that search finds it), then one `value` for each option whose
text holds inline markup, then the body. All other values are plain texts in ``node["values"]`` until the facts are
noted, and messages for translators afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageVisitor

from sphinxcontrib_procstd.syntax.build import messages_of

if TYPE_CHECKING:
    from sphinxcontrib_procstd.syntax.build import Value


_CODE = (nodes.literal_block, addnodes.highlightlang)


class handbook_object(nodes.General, nodes.Element, addnodes.translatable):  # noqa: N801 - docutils names nodes so
    """Something a directive of ours defines. ``node["name"]`` is the directive's name."""

    def __setitem__(self, key: Any, item: Any) -> None:
        """Set an attribute, but none that says the object is translated.

        Sphinx says so of a whole node as soon as one message has itself as its translation (a name, a tag), and then
        leaves out all of its others.
        """
        if key != "translated":
            super().__setitem__(key, item)

    def _fast_findall(self, cls: type) -> Iterator[nodes.Node]:
        """Yield this node and those below it that are of a class (docutils' `Node.findall` asks for it).

        docutils makes a generator for every node of a document, and some fifty transforms walk each document: a fifth
        of a build went into that. Most bodies are a paragraph or two, so the upper levels are walked here.
        """
        if isinstance(self, cls):
            yield self
        for child in self.children:
            if isinstance(child, cls):
                yield child
            for inner in child.children:
                if isinstance(inner, cls):
                    yield inner
                for leaf in inner.children:
                    if isinstance(leaf, cls):
                        yield leaf
                    for below in leaf.children:
                        yield from below.findall(cls)

    def walkabout(self, visitor: nodes.NodeVisitor) -> bool:
        """Take a visitor through this node, but spare Sphinx's of code blocks the walk where there is none."""
        if type(visitor) is HighlightLanguageVisitor and not any(next(self.findall(kind), None) for kind in _CODE):
            return False
        return super().walkabout(visitor)

    def preserve_original_messages(self) -> None:
        """Keep the texts that translators see (called by Sphinx before anything is translated)."""
        values: dict[str, Value] = self.get("values", {})
        marked = {child["name"] for child in self.children if isinstance(child, procstd_value)}
        self["messages"] = [text for name, text in messages_of(self["name"], values) if name not in marked]

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Note the translation of one text."""
        translations: dict[str, str] = self.get("translations", {})
        self["translations"] = {**translations, original_message: translated_message}

    def extract_original_messages(self) -> Sequence[str]:
        """Return the texts to translate."""
        messages: list[str] = self.get("messages", [])
        return messages

    def translate(self, text: str) -> str:
        """Return the translation of a text, the text itself if there is none."""
        translations: dict[str, str] = self.get("translations", {})
        return translations.get(text, text)


class procstd_process(handbook_object):  # noqa: N801
    """A process: ``node["index"]`` is its position among the processes of its document."""


class procstd_step(handbook_object):  # noqa: N801
    """A step: ``node["process"]`` is the id of its process as written or known, "" if there is none."""


class procstd_resource(handbook_object):  # noqa: N801
    """A register entry."""


class procstd_record(handbook_object):  # noqa: N801
    """A record of a process: a pain point, a review, a control, ..."""


class procstd_value(nodes.General, nodes.TextElement):  # noqa: N801
    """An option's value with inline markup: ``node["name"]`` is the option's name."""


class procstd_view(nodes.General, nodes.Element):  # noqa: N801
    """A place that the build fills: ``node["view"]`` names what, ``node["options"]`` says of what."""


class procstd_step_table(nodes.General, nodes.Element):  # noqa: N801
    """A run of steps shown as one template table; made while writing, never stored."""


class procstd_record_table(nodes.General, nodes.Element):  # noqa: N801
    """A run of records shown as a table; made while writing, never stored. ``node["records"]`` are its rows."""


class procstd_figure(nodes.General, nodes.Element):  # noqa: N801
    """A swimlane placed by a view; made while writing, never stored. ``node["draw"]()`` draws it."""


OBJECTS: tuple[type[handbook_object], ...] = (procstd_process, procstd_step, procstd_resource, procstd_record)


def title_of(node: handbook_object) -> nodes.title:
    """Return the title node of an object."""
    title = node.children[0]
    assert isinstance(title, nodes.title)  # noqa: S101 - our own directives put it there
    return title


def marked_values(node: handbook_object) -> Iterator[procstd_value]:
    """Yield the values with inline markup."""
    return (child for child in node.children[1:] if isinstance(child, procstd_value))


def body_of(node: handbook_object) -> list[nodes.Node]:
    """Return the nodes of the body."""
    return [child for child in node.children[1:] if not isinstance(child, procstd_value)]


def same_title(node: handbook_object) -> bool:
    """Return whether the section around an object already bears its title."""
    section = node.parent
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    if section is None or not section.children:
        return False
    mine = " ".join(title_of(node).astext().split()).casefold()
    return " ".join(section.children[0].astext().split()).casefold() == mine
