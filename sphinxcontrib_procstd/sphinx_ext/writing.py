"""Just before a page is written: steps are gathered into tables, and every object gets its view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_procstd.doctree.views import ProcessView
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.assets import ASSETS
from sphinxcontrib_procstd.sphinx_ext.heads import STYLE, head_of
from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder
from sphinxcontrib_procstd.sphinx_ext.record_tables import group_records
from sphinxcontrib_procstd.sphinx_ext.search import procstd_searched
from sphinxcontrib_procstd.sphinx_ext.spelled import take_apart
from sphinxcontrib_procstd.sphinx_ext.views.kind import find_view

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_FILLED = "procstd-filled"
"""What views of a page were filled with, until it is written."""


class Pages:
    """The page builders of one written file: several where a builder puts many documents into one."""

    def __init__(self, builder: Builder, docname: str, doctree: nodes.document) -> None:
        self.builder = builder
        self.docname = docname
        self._made: dict[str, PageBuilder] = {}
        self._figures: dict[str, int] = {}
        for start in doctree.findall(addnodes.start_of_file):
            for child in start.children:  # Sphinx puts them here without telling them
                child.parent = start

    def of(self, node: nodes.Node) -> PageBuilder:
        """Return the page builder of the document that a node was written in."""
        docname = self.docname
        while node.parent is not None:
            node = node.parent
            if isinstance(node, addnodes.start_of_file | nodes.document) and "docname" in node:
                docname = str(node["docname"])
                break
        if docname not in self._made:
            self._made[docname] = PageBuilder(self.builder, docname, self._figures)
        return self._made[docname]


def prepare_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give the nodes of an HTML page what their visitors need (Sphinx's ``doctree-resolved``)."""
    builder = app.builder
    if builder.format != "html":
        return
    objects = list(doctree.findall(our.handbook_object))
    views = list(doctree.findall(our.procstd_view))
    if not objects and not views:
        return
    pages = Pages(builder, docname, doctree)
    texts: dict[str, None] = {}
    for node in objects:
        page = pages.of(node)
        node["page"] = page.context
        node["view"] = drawn_ahead(app, page.view_of(node))
        texts.update(dict.fromkeys(page.search_texts(node)))
        index_title_once(node)
        if number := page.number_of(node):
            node.append(procstd_searched.of(number, node["view"].anchor))
    add_heads(doctree, objects, pages)
    if views:
        fill_views(doctree, views, pages)
    if objects:  # for the search index, each text once; no visitor writes it
        objects[0].append(nodes.Text(" ".join(texts)))
    group_steps(doctree, pages)
    if group_records(doctree, pages):
        doctree[ASSETS] = sorted({*doctree.get(ASSETS, ()), STYLE})
    if builder.name == "singlehtml":
        mend_references(doctree)


def fill_views(doctree: nodes.document, views: list[our.procstd_view], pages: Pages) -> None:
    """Put in the place of each view what it shows, and note what files that takes."""
    assets = {name for view in views for name in find_view(view["view"]).assets}
    doctree[ASSETS] = sorted({*doctree.get(ASSETS, ()), *assets})
    filled: list[nodes.Node] = []
    for view in views:
        made = pages.of(view).fill(view)
        filled += made
        view.replace_self(made)
    doctree[_FILLED] = filled


def drawn_ahead(app: Sphinx, view: Any) -> Any:
    """Return the view of an object, with two jobs that of a process with its swimlane drawn.

    Sphinx gets pages ready in one process and writes them in the others: with two jobs the one that writes has nearly
    all the work, while the other waits for it.
    """
    if not (isinstance(view, ProcessView) and view.figure and app.parallel == 2 and app.builder.parallel_ok):
        return view
    drawn = view.figure()
    return replace(view, figure=lambda: drawn)


def index_title_once(node: our.handbook_object) -> None:
    """Make the title of a process plain text for the search index where the section around it has its id and title."""
    if isinstance(node, our.procstd_process) and not node["ids"]:
        node.children[0] = nodes.inline("", "", *our.title_of(node).children)


def add_heads(doctree: nodes.document, objects: list[our.handbook_object], pages: Pages) -> None:
    """Put before each process how it stands: its state, its sign-offs, what changed since the last release."""
    for node in objects:
        if isinstance(node, our.procstd_process) and (blocks := head_of(node["view"].process, pages.of(node))):
            doctree[ASSETS] = [STYLE]
            node.parent.insert(node.parent.index(node), blocks)


def forget_page(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Take apart what is written of ours (Sphinx's ``html-page-context``, after all others).

    A node and its parent hold each other: trees of written pages would stay until the collector comes, which a build
    lets come seldom.
    """
    if doctree is None:
        return
    take_apart(doctree.attributes.pop(_FILLED, ()))
    written: list[nodes.Element] = [*doctree.findall(our.handbook_object), *doctree.findall(our.procstd_step_table)]
    for node in written:
        node.attributes.pop("view", None)
        node.attributes.pop("page", None)
        for child in node.children:
            child.parent = None
        node.children = []


def mend_references(doctree: nodes.document) -> None:
    """Let links to other documents of the same page lead to their anchors, not to ``#document-name#anchor``."""
    for link in doctree.findall(nodes.reference):
        document, _, anchor = str(link.get("refuri", "")).removeprefix("#").partition("#")
        if anchor and document.startswith("document-"):
            link["refuri"] = f"#{anchor}"


def group_steps(doctree: nodes.document, pages: Pages) -> None:
    """Put each run of neighbouring steps of one process into a table."""
    seen: set[str] = set()
    parents = {id(node.parent): node.parent for node in doctree.findall(our.procstd_step) if node.parent is not None}
    for parent in parents.values():
        children: list[nodes.Node] = []
        table: our.procstd_step_table | None = None
        for child in parent.children:
            if not isinstance(child, our.procstd_step):
                table = None if not _is_invisible(child) else table
                children.append(child)
                continue
            if table is None or table["process"] != child["process"]:
                table = our.procstd_step_table("", process=child["process"])
                page = pages.of(child)
                table["page"] = page.context
                table["view"] = page.table_view(child, continued=child["process"] in seen)
                seen.add(child["process"])
                children.append(table)
            table += child
        parent.children = children
        for child in children:
            child.parent = parent


def _is_invisible(node: nodes.Node) -> bool:
    """Return whether a node between two steps leaves the table whole."""
    return isinstance(node, nodes.Invisible | nodes.system_message) and not isinstance(node, our.handbook_object)
