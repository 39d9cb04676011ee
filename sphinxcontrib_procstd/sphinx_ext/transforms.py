"""Changes to a document: sections for processes, links for 《…》, and standard nodes for builders that need them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxSmartQuotes, SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.inline import is_plain, join_wide

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_TITLE = re.compile(r"《([^《》\n]{1,120})》")
_NO_LINKS = (
    nodes.title,
    nodes.literal,
    nodes.reference,
    nodes.FixedTextElement,
    addnodes.pending_xref,
    nodes.math,
    nodes.raw,
)


_QUOTABLE = re.compile("[\"'`\\\\\0&]|--|\\.\\.|\\. \\.")
"""What smart quotes may change, however `smartquotes_action` is set."""


class SparePlainTexts(SphinxSmartQuotes):
    """Spare Sphinx's smart quotes the titles and paragraphs of ours in which there is nothing to mend.

    It takes every text apart, character by character, to put the same one back: most bodies hold no quotation mark.
    """

    default_priority = SphinxSmartQuotes.default_priority - 1

    def apply(self, **kwargs: Any) -> None:
        """Mark the texts; Sphinx puts new ones, without a mark, in their place."""
        if not self.is_available() or "-" in self.config.smartquotes_action:  # "-1" undoes what is typographic
            return
        for item in self.document.findall(our.handbook_object):
            for block in item.children:
                if isinstance(block, nodes.title | nodes.paragraph) and all(map(is_plain, block.children)):
                    self._mark(block)

    def _mark(self, block: nodes.TextElement) -> None:
        texts = list(block.findall(nodes.Text))
        if not any(map(_QUOTABLE.search, texts)):
            for text in texts:
                text.support_smartquotes = False  # type: ignore[attr-defined] # the mark that Sphinx looks for


class ProcessSections(SphinxTransform):
    """Give a process a section of its own where no heading above it bears its title already.

    So every process is in the table of contents, and a document that starts with a process has a title.
    """

    default_priority = 15  # before translation, so that a title and its heading are compared in one language

    def apply(self, **kwargs: Any) -> None:
        """Wrap each such process, and what follows it up to the next one."""
        seen: set[int] = set()
        for process in list(self.document.findall(our.procstd_process)):
            parent = process.parent
            if not isinstance(parent, nodes.document | nodes.section):
                continue
            first = id(parent) not in seen
            seen.add(id(parent))
            if not (first and our.same_title(process)):
                self._wrap(parent, process)

    def _wrap(self, parent: nodes.Element, process: our.procstd_process) -> None:
        start = parent.index(process)
        stop = start + 1
        while stop < len(parent.children) and not isinstance(parent.children[stop], our.procstd_process):
            stop += 1
        source = our.title_of(process)
        title = nodes.title(source.rawsource, "", *(child.deepcopy() for child in source.children))
        title.source, title.line = source.source, source.line
        section = nodes.section("", title, *parent.children[start:stop], ids=list(process["ids"]))
        section.source, section.line = process.source, process.line
        process["ids"] = []
        section["names"] = []
        parent.children[start:stop] = [section]
        section.parent = parent


class WideBreaks(SphinxTransform):
    """Take out line breaks between Chinese characters: a reader would see a blank in the middle of a word."""

    default_priority = 590

    def apply(self, **kwargs: Any) -> None:
        """Join the lines of each text."""
        for text in list(self.document.findall(nodes.Text)):
            if "\n" not in text or _in_fixed_text(text):
                continue
            joined = _between_neighbours(text) if text == "\n" else join_wide(text)
            if joined != text:
                text.parent.replace(text, nodes.Text(joined))


def _between_neighbours(text: nodes.Text) -> str:
    """Return what a line break that MyST keeps as a text of its own becomes between the texts around it."""
    siblings = text.parent.children
    index = siblings.index(text)
    if not 0 < index < len(siblings) - 1:
        return str(text)
    before, after = siblings[index - 1].astext(), siblings[index + 1].astext()
    return join_wide(f"{before[-1:]}\n{after[:1]}")[1:-1] if before and after else str(text)


def _in_fixed_text(text: nodes.Text) -> bool:
    node = text.parent
    while isinstance(node, nodes.TextElement):
        if isinstance(node, nodes.FixedTextElement | nodes.literal):
            return True
        node = node.parent
    return False


class AutoLinks(SphinxTransform):
    """Turn 《name》 in running text into a reference that becomes a link if something bears the name."""

    default_priority = 600  # after translation, before the domains note what a document holds

    def apply(self, **kwargs: Any) -> None:
        """Replace each such stretch of text."""
        if not self.config.procstd_autolink:
            return
        for text in list(self.document.findall(nodes.Text)):
            if "《" in text and _TITLE.search(text) and self._may_link(text):
                self._link(text)

    def _may_link(self, text: nodes.Text) -> bool:
        node = text.parent
        if not isinstance(node, nodes.TextElement):
            return False
        while isinstance(node, nodes.TextElement | addnodes.pending_xref):
            if isinstance(node, _NO_LINKS):
                return False
            node = node.parent
        return True

    def _link(self, text: nodes.Text) -> None:
        parent = text.parent
        pieces: list[nodes.Node] = []
        position, words = 0, text.astext()
        for found in _TITLE.finditer(words):
            if found.start() > position:
                pieces.append(nodes.Text(words[position : found.start()]))
            shown = nodes.inline(found[0], found[0], classes=["procstd-auto"])
            pieces.append(
                addnodes.pending_xref(
                    found[0],
                    shown,
                    refdomain="procstd",
                    reftype="auto",
                    reftarget=found[1].strip(),
                    refexplicit=True,
                    refwarn=False,
                    refdoc=self.env.current_document.docname,
                )
            )
            position = found.end()
        if position < len(words):
            pieces.append(nodes.Text(words[position:]))
        index = parent.index(text)
        parent.children[index : index + 1] = pieces
        for piece in pieces:
            piece.parent = parent


def builder_of(env: BuildEnvironment) -> Builder:
    """Return the builder. Sphinx 9 deprecates ``env.app`` and has its own post-transforms ask ``env._app``."""
    app = getattr(env, "_app", None) or env.app
    builder: Builder = app.builder
    return builder


class FieldFillers(SphinxPostTransform):
    """Say in the field table of a form whose step it is that fills a field, and link roles and steps named there."""

    default_priority = 3  # before our nodes are replaced, and before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Complete the table of each form."""
        forms = [node for node in self.document.findall(our.procstd_resource) if node["name"] == "form"]
        if forms and builder_of(self.env).name != "gettext":
            from sphinxcontrib_procstd.sphinx_ext.form_fields import complete_table  # loaded where it is used

            domain: Any = self.env.domains["procstd"]
            for node in forms:
                complete_table(node, domain.handbook.catalogue)


class GatheredNodes(SphinxPostTransform):
    """Give views what they show of other documents with its markup."""

    default_priority = 4  # before our nodes are replaced, and before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Have each view fetch its own."""
        builder = builder_of(self.env)
        views = list(self.document.findall(our.procstd_view))
        if not views or builder.name == "gettext":
            return
        from sphinxcontrib_procstd.sphinx_ext.views.kind import find_view  # loaded where it is used
        from sphinxcontrib_procstd.sphinx_ext.writing import Pages

        pages = Pages(builder, self.env.current_document.docname, self.document)
        for view in views:
            if gather := find_view(view["view"]).gather:
                gather(view, pages.of(view))


class StandardNodes(SphinxPostTransform):
    """Replace our nodes for every builder that is not HTML."""

    default_priority = 5  # before references are resolved: those in titles, values and bodies stay as they are

    def run(self, **kwargs: Any) -> None:
        """Replace them."""
        builder = builder_of(self.env)
        if builder.format == "html" or builder.name == "gettext":
            return
        objects = list(self.document.findall(our.handbook_object))
        views = list(self.document.findall(our.procstd_view))
        if objects or views:
            from sphinxcontrib_procstd.sphinx_ext.standard import Replacement  # loaded where it is used

            Replacement(self.document, builder, self.env.current_document.docname).run(objects, views)
