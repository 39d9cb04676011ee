"""Standard docutils nodes for builders without visitors of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_procstd.doctree.standard import Parts, Row, Shape, StandardPage
from sphinxcontrib_procstd.doctree.views import ProcessView, RecordView, ResourceView
from sphinxcontrib_procstd.model.anchors import figure_anchor
from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.heads import head_of
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.writing import Pages, group_steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.builders import Builder

    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

PLAIN_FORMATS = frozenset({"text", "man", "texinfo"})
"""Formats that are read in a terminal, where the template table would be wider than the screen."""

_OURS = (our.handbook_object, our.procstd_value, our.procstd_view, our.procstd_step_table, our.procstd_figure)

_UPRIGHT = r"\begingroup\renewcommand{\sphinxcrossref}[1]{#1}"
"""LaTeX before what we set: links upright, since most names here are links."""

_SMALL = (
    r"\footnotesize\setlength{\tabcolsep}{3pt}"
    r"\makeatletter\let\procstdrestore\@arrayparboxrestore"
    r"\def\@arrayparboxrestore{\procstdrestore\@rightskip0pt plus 3em\rightskip\@rightskip}\makeatother"
)
"""LaTeX before a template table: its seven columns share the width of an A4 page, too narrow to be justified."""


_MOST_COLUMNS = 7
"""Columns of a table of which each can have room for a word."""

_NEVER_FIRST = ("、", "，", "。", "；", "：", "）", "”", "！", "？")


class Replacement:
    """Replaces our nodes in one document, which may be many put together."""

    def __init__(self, document: nodes.document, builder: Builder, docname: str) -> None:
        self.document = document
        self.latex = builder.format == "latex"
        self.shape = Shape.LIST if builder.format in PLAIN_FORMATS else Shape.TABLE
        self.pages = Pages(builder, docname, document)

    def run(self, objects: Sequence[our.handbook_object], views: Sequence[our.procstd_view]) -> None:
        """Replace these nodes."""
        for node in objects:
            node["view"] = self.pages.of(node).view_of(node)
        self.take_over_targets(objects)
        for view in views:
            view.replace_self(self.filled(view))
        group_steps(self.document, self.pages)
        for table in list(self.document.findall(our.procstd_step_table)):
            table.replace_self(self.steps(table))
        for node in objects:
            if not isinstance(node, our.procstd_step):
                node.replace_self(self.standard(node))
        if self.latex:
            keep_punctuation(self.document)

    def take_over_targets(self, objects: Sequence[our.handbook_object]) -> None:
        """Take out targets that point at our nodes: the nodes have their ids, and become targets themselves."""
        ids = {name for node in objects for name in node["ids"]}
        for target in list(self.document.findall(nodes.target)):
            if target.get("refid") in ids and target.parent is not None:
                target.parent.remove(target)

    def page(self, node: nodes.Node) -> tuple[PageBuilder, StandardPage]:
        """Return what makes the views and the nodes of a node's page."""
        pages = self.pages.of(node)
        return pages, StandardPage(pages.context, self.shape)

    def standard(self, node: our.handbook_object) -> list[nodes.Node]:
        """Return the nodes that a process, register entry or record becomes."""
        pages, page = self.page(node)
        view, parts = node["view"], parts_of(node)
        if isinstance(view, ProcessView):
            flow = self.flow(view.process, pages, page) if view.figure else []
            lead = _UPRIGHT + least_columns(parts.body)
            return self.in_latex(lead, [*head_of(view.process, pages), *page.process(parts, view), *flow])
        if isinstance(view, ResourceView):
            return self.in_latex(_UPRIGHT + least_columns(parts.body), page.resource(parts, view))
        assert isinstance(view, RecordView)  # noqa: S101 - steps are in tables by now
        return page.record(parts, view)

    def in_latex(self, lead: str, blocks: list[nodes.Node]) -> list[nodes.Node]:
        """Return blocks in a LaTeX group that starts with ``lead``, if this is LaTeX."""
        if not self.latex:
            return blocks
        return [nodes.raw("", lead, format="latex"), *blocks, nodes.raw("", r"\endgroup", format="latex")]

    def flow(self, process: Process, pages: PageBuilder, page: StandardPage) -> list[nodes.Node]:
        """Return the swimlane of a process in words."""
        from sphinxcontrib_procstd.sphinx_ext.figures import flow_lines  # loads the layout

        overlay = pages.overlay(process)
        graph = build_flow_graph(process, pages.catalogue)
        graph = overlay.over(graph) if overlay else graph
        lines = flow_lines(graph, process, pages.catalogue, pages.page)
        caption = words("Swimlane of {process}").format(process=process.title)
        words_only = page.flow(caption, lines, figure_anchor(process.id))
        words_only += [nodes.paragraph("", overlay.note)] if overlay else []
        if not self.latex:
            return words_only
        from sphinxcontrib_procstd.sphinx_ext.paper_figures import figure_latex  # loaded where it is used

        place = pages.look_for_engine(process.engine, process)
        return [figure_latex(process, pages.catalogue, pages.builder.config, place=place, overlay=overlay), *words_only]

    def steps(self, table: our.procstd_step_table) -> list[nodes.Node]:
        """Return the nodes that a run of steps becomes."""
        _, page = self.page(table)
        steps = [child for child in table.children if isinstance(child, our.procstd_step)]
        made = page.steps([Row(parts_of(step), step["view"]) for step in steps], table["view"], printed=self.latex)
        return self.in_latex(_UPRIGHT + (_SMALL if isinstance(made[0], nodes.table) else ""), made)

    def filled(self, view: our.procstd_view) -> list[nodes.Node]:
        """Return the nodes that a view stands for."""
        pages, page = self.page(view)
        holder = nodes.container("", *pages.fill(view))
        for figure in list(holder.findall(our.procstd_figure)):
            drawn = figure["draw"]()
            picture = [figure["latex"]()] if self.latex else []
            note = [nodes.paragraph("", drawn.note)] if drawn.note else []
            figure.replace_self([*picture, *page.flow(drawn.caption, drawn.flow, drawn.anchor), *note])
        return list(holder.children)


def least_columns(body: Iterable[nodes.Node]) -> str:
    """Return what keeps a column of a body's tables broad enough for a word such as "Required" where it is a heading.

    LaTeX's tabulary parts the breadth by the length of all texts: beside long ones nothing is left for short words.
    """
    counts = [group["cols"] for node in body for group in node.findall(nodes.tgroup)]
    if not counts or not 1 < max(counts) <= _MOST_COLUMNS:
        return ""
    return rf"\setlength{{\tymin}}{{\dimexpr\linewidth*10/{18 * max(counts)}-2\tabcolsep\relax}}"


def keep_punctuation(document: nodes.document) -> None:
    """Move a mark that must not start a line into the link before it: xeCJK would break the line between 》 and it."""
    for link in list(document.findall(lambda node: isinstance(node, nodes.reference | addnodes.pending_xref))):
        after = link.next_node(descend=False, siblings=True)
        if isinstance(after, nodes.Text) and after[:1] in _NEVER_FIRST and link.astext().endswith("》"):
            last = list(link.findall(nodes.Text))[-1]
            last.parent.replace(last, nodes.Text(last + after[0]))
            after.parent.replace(after, nodes.Text(after[1:]))


def parts_of(node: our.handbook_object) -> Parts:
    """Return the parts of a node of ours, taken off it."""
    return Parts(
        ids=list(node["ids"]),
        title=list(our.title_of(node).children),
        marked={value["name"]: list(value.children) for value in our.marked_values(node)},
        body=our.body_of(node),
    )
