"""Just before a page is written: steps are gathered into tables, and every object gets its view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def prepare_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give the nodes of an HTML page what their visitors need (Sphinx's ``doctree-resolved``)."""
    builder = app.builder
    if builder.format != "html":
        return
    objects = list(doctree.findall(our.handbook_object))
    views = list(doctree.findall(our.procstd_view))
    if not objects and not views:
        return
    pages = PageBuilder(builder, docname)
    texts: dict[str, None] = {}
    for node in objects:
        node["page"] = pages.context
        node["view"] = pages.view_of(node)
        texts.update(dict.fromkeys(pages.search_texts(node)))
    for view in views:
        view.replace_self(pages.fill(view))
    if objects:  # for the search index, each text once; no visitor writes it
        objects[0].append(nodes.Text(" ".join(texts)))
    group_steps(doctree, pages)


def group_steps(doctree: nodes.document, pages: PageBuilder) -> None:
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
                table["page"] = pages.context
                table["view"] = pages.table_view(child, continued=child["process"] in seen)
                seen.add(child["process"])
                children.append(table)
            table += child
        parent.children = children
        for child in children:
            child.parent = parent


def _is_invisible(node: nodes.Node) -> bool:
    """Return whether a node between two steps leaves the table whole."""
    return isinstance(node, nodes.Invisible | nodes.system_message) and not isinstance(node, our.handbook_object)
