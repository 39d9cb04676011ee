"""Views of one page's objects: the catalogue's facts, with links from that page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import NoUri

from sphinxcontrib_procstd.doctree.views import (
    Branch,
    DownloadLink,
    FigureView,
    Labelled,
    PageContext,
    ProcessView,
    RecordView,
    ResourceView,
    StepLink,
    StepView,
    TableView,
    Target,
    UsedBy,
)
from sphinxcontrib_procstd.model.anchors import figure_anchor, node_anchor, process_anchor, resource_anchor, step_anchor
from sphinxcontrib_procstd.model.process import Process, Step, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind, Way
from sphinxcontrib_procstd.render.entries import (
    KIND_LABELS,
    STATUS_LABELS,
    Row,
    filled_rows,
    record_rows,
    resource_rows,
    way_label,
)
from sphinxcontrib_procstd.render.report import report_uri
from sphinxcontrib_procstd.render.template import Segment, header_rows, step_cells, step_extras
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.form_files import FormFiles, holds_files
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.process_index import ProcessIndex
from sphinxcontrib_procstd.sphinx_ext.views.filled import fill_view

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.figure_overlay import Overlay


def _folder_of(builder: Builder, docname: str) -> str:
    """Return what relative URLs from a page depend on: its folder, where Sphinx's own rule makes them."""
    if isinstance(builder, StandaloneHTMLBuilder) and type(builder).get_relative_uri is Builder.get_relative_uri:
        folder, slash, name = builder.get_target_uri(docname).rpartition("/")
        return f"{folder}{slash}" if name else docname
    return docname


class PageBuilder:
    """Makes the views of one page. Reads the environment only, so that forked writers can run it."""

    def __init__(
        self, builder: Builder, docname: str, figures: dict[str, int] | None = None, *, silent: bool = False
    ) -> None:
        domain = builder.env.domains["procstd"]
        assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
        self.builder = builder
        self.docname = docname
        self.silent = silent
        """Whether faults are said when the page is written, not now."""
        self.pictures = builder.name == "epub"
        """Whether swimlanes are picture files: then no link can lead into one."""
        self.draws = bool(builder.config.procstd_swimlane)
        self.domain = domain
        self.handbook = domain.handbook
        self.catalogue = self.handbook.catalogue
        self.facts = domain.documents.get(docname)
        self.context = PageContext(words=words, href=self.href, page=self.page)
        self.forms = FormFiles(builder, docname)
        self._pages = domain.uris.setdefault(_folder_of(builder, docname), {})
        """URLs of other documents, each worked out once for all pages of a folder."""
        self._figures = {} if figures is None else figures
        """How many pictures of a process views placed; shared where many documents are written into one."""

    def page(self, docname: str, anchor: str) -> str:
        """Return the URL of an anchor of a document, from this page; "" where this builder leaves that document out.

        Without a document the anchor is an address from the root of the output: a place in another handbook.
        """
        if not docname:
            return self.away(anchor)
        if docname == self.docname:
            return f"#{anchor}"
        uri = self._pages.get(docname)
        if uri is None:
            try:
                uri = self.builder.get_relative_uri(self.docname, docname)
            except (NoUri, NotImplementedError):  # the latter: a builder that writes no pages
                return ""
            self._pages[docname] = uri
        return f"#{anchor}" if "#" in uri else f"{uri}#{anchor}"  # "#" in it: every document is on this page

    def away(self, uri: str) -> str:
        """Return the address of a place in another handbook from this page, as intersphinx would."""
        if "://" in uri or not holds_files(self.builder):
            return uri if "://" in uri else ""
        here = self.builder.get_target_uri(self.docname).partition("#")[0]
        return "../" * here.count("/") + uri

    def href(self, target: Target) -> str:
        """Return the URL of a process or register entry, from this page."""
        if isinstance(target, Process):
            return self.page(target.docname, process_anchor(target.id))
        return self.page(target.docname, resource_anchor(target.kind, target.id))

    def process_of(self, node: our.handbook_object) -> Process | None:
        """Return the assembled process a node is, or belongs to."""
        if isinstance(node, our.procstd_process):
            return self.handbook.written[self.docname, node["index"]]
        if not node["attached"] and self.facts is not None:
            for position, process in enumerate(self.facts.processes):
                if process.id == node["process"]:
                    return self.handbook.written[self.docname, position]
        return self.catalogue.find_process(node["process"]) if node["process"] else None

    def view_of(self, node: our.handbook_object) -> ProcessView | StepView | ResourceView | RecordView:
        """Return the view of a node."""
        if isinstance(node, our.procstd_process):
            return self.process_view(node)
        if isinstance(node, our.procstd_step):
            return self.step_view(node)
        if isinstance(node, our.procstd_record):
            known = record_rows(node["texts"], self.process_of(node), self.catalogue, self.step_segment, words)
            rows = (*known, *self.measured_rows(node))
            return RecordView(node["name"], words(KIND_LABELS[node["name"]]), node["ids"][0], rows)
        return self.resource_view(node)

    def measured_rows(self, node: our.handbook_object) -> Iterator[Row]:
        """Yield what a KPI record shows of what was measured."""
        if node["name"] == "kpi" and "measure" in node["texts"]:
            from sphinxcontrib_procstd.sphinx_ext.kpis import kpi_rows  # loaded where it is used

            yield from kpi_rows(node["texts"], self.process_of(node), self.builder.config, self.builder.srcdir)

    def process_view(self, node: our.handbook_object) -> ProcessView:
        """Return the header block of a process."""
        process = self.handbook.written[self.docname, node["index"]]
        status = process.status.value if process.status else ""
        draws = self.draws and bool(process.steps)
        if draws:
            self.look_for_engine(process.engine, process)
        return ProcessView(
            process=process,
            anchor=process_anchor(process.id),
            shows_title=not our.same_title(node),
            rows=header_rows(process, self.catalogue, words),
            status=status,
            status_label=words(STATUS_LABELS[status]) if status else "",
            figure=(lambda: self.figure(process, overlay=self.overlay(process))) if draws else None,
            downloads=(lambda: self.downloads(process)) if self.domain.downloads else None,
        )

    def downloads(self, process: Process) -> tuple[DownloadLink, ...]:
        """Return links to the files of a process, which are made now if they are not there."""
        from sphinxcontrib_procstd.sphinx_ext.downloads import links_of  # the exporters are loaded where they are used

        return links_of(process, self.builder, self.docname)

    def count_figures(self, process_id: str) -> int:
        """Return the number of the next picture of a process that a view places on this page."""
        self._figures[process_id] = self._figures.get(process_id, 0) + 1
        return self._figures[process_id]

    def look_for_engine(self, engine: str, asking: Process | nodes.Element) -> str:
        """Look for the engine that a process or a view asks for; return where it does."""
        if not engine or self.builder.format not in {"html", "latex"}:
            return ""  # other builders draw nothing
        from sphinxcontrib_procstd.sphinx_ext.engine import look_for_engine, place_of

        place = place_of(asking, self.builder.srcdir)
        look_for_engine(engine, place)
        return place

    def figure(
        self,
        process: Process,
        orientation: str = "",
        mark: str = "",
        engine: str = "",
        place: str = "",
        overlay: Overlay | None = None,
    ) -> FigureView:
        """Return the swimlane of a process, drawn now (in the writer's process).

        ``mark`` sets its ids apart; ``overlay`` is what it shows of how the process ran.
        """
        from sphinxcontrib_procstd.sphinx_ext.figures import draw_figure  # the layout is loaded where it is used

        if not engine:
            engine, place = process.engine, self.look_for_engine(process.engine, process)

        def draw(stylesheet: str) -> FigureView:
            config = self.builder.config
            return draw_figure(
                process, self.catalogue, config, self.page, orientation, mark, engine, place, stylesheet, overlay
            )

        return self.as_shown(draw)

    def overlay(self, process: Process) -> Overlay | None:
        """Return what the swimlane of a process shows of how it ran, None where it shall show nothing."""
        if not process.figures:
            return None
        from sphinxcontrib_procstd.sphinx_ext.figure_overlay import overlay_of  # loaded where it is used

        return overlay_of(process, self.builder.config, self.builder.srcdir)

    def figure_latex(
        self, process: Process, orientation: str, engine: str, place: str, overlay: Overlay | None = None
    ) -> nodes.Node:
        """Return the swimlane of a process as a picture for LaTeX."""
        from sphinxcontrib_procstd.sphinx_ext.paper_figures import figure_latex  # the layout is loaded where it is used

        if not engine:
            engine, place = process.engine, self.look_for_engine(process.engine, process)
        return figure_latex(process, self.catalogue, self.builder.config, orientation, engine, place, overlay)

    def as_shown(self, draw: Callable[[str], FigureView]) -> FigureView:
        """Return a drawn figure; ``draw`` gets the style sheet of a picture file, "" for a figure of the page."""
        if not self.pictures:
            return draw("")
        from sphinxcontrib_procstd.sphinx_ext.pictures import as_picture, picture_stylesheet

        return as_picture(draw(picture_stylesheet()), self.builder, self.docname)

    def step_of(self, node: our.handbook_object) -> Step:
        """Return a step node's facts."""
        assert self.facts is not None  # noqa: S101 - the node noted facts when it was read
        if not node["attached"]:
            for process in self.facts.processes:
                if process.id == node["process"]:
                    own: Step = process.steps[node["index"]]
                    return own
        step = self.facts.attached[node["index"]].item
        assert isinstance(step, Step)  # noqa: S101 - it noted this one
        return step

    def step_view(self, node: our.handbook_object) -> StepView:
        """Return one row."""
        step = self.step_of(node)
        process = self.process_of(node)
        position = self.index(process).position(step) if process else 0
        anchor = node["ids"][0] if node["ids"] else ""
        here = process is not None and process.docname == self.docname and self.draws
        return StepView(
            step=step,
            number=step.number or (str(position) if position else ""),
            anchor=anchor,
            cells=step_cells(step, self.catalogue, words),
            extras=step_extras(step, self.catalogue, words),
            branches=tuple(self.branches(process, step)) if process else (),
            together=bool(step.parallel),
            old_anchors=tuple(step_anchor(process.id, old) for old in step.formerly) if process else (),
            figure=self.place_in_figure(process, step) if here and process else "",
            report=self.report(process, step, anchor) if process else "",
        )

    def place_in_figure(self, process: Process, step: Step) -> str:
        """Return the anchor of a step's box in the swimlane, of the whole swimlane where it is a picture."""
        return figure_anchor(process.id) if self.pictures else node_anchor(process.id, step.id)

    def branches(self, process: Process, step: Step) -> Iterator[Branch]:
        """Yield the ways on from a step, unless the flow simply falls through to the next one."""
        flows = self.index(process).flows.get(step.id, [])
        if len(flows) == 1 and not flows[0].written and not step.decision:
            return
        for flow in flows:
            target = flow.target
            guard = target.guard_label or target.guard
            if target.kind is TargetKind.STEP:
                yield Branch(guard, flow.default, step=self.step_link(process, target.name))
            elif target.kind is TargetKind.PROCESS:
                other, away = self.catalogue.find_process(target.name), self.catalogue.find_elsewhere(target.name)
                text, uri = (away.title, self.away(away.uri)) if away else (target.name, "")
                yield Branch(guard, flow.default, process=other, text=text, uri=uri)
            else:
                name = target.label or target.name
                text = words("End: {name}").format(name=name) if name else words("End")
                yield Branch(guard, flow.default, text=text)

    def step_link(self, process: Process, step_id: str) -> StepLink:
        """Return a link to a step of a process."""
        found = self.index(process).links.get(step_id)
        return found or StepLink("", step_id, process.docname, process_anchor(process.id))

    def report(self, process: Process, step: Step, anchor: str) -> str:
        """Return the address at which a problem with a step is reported, "" if conf.py names none."""
        config = self.builder.config
        if not config.procstd_report_problem or not holds_files(self.builder):
            return ""
        page = f"{self.builder.get_target_uri(self.docname).partition('#')[0]}#{anchor}"
        base = getattr(config, "html_baseurl", "") or ""
        return report_uri(
            config.procstd_report_problem,
            {
                "process": process.id,
                "process_title": process.title,
                "step": step.id,
                "step_title": step.title,
                "version": process.version,
                "url": f"{base.rstrip('/')}/{page}" if base else page,
            },
        )

    def step_segment(self, process: Process, step: Step) -> Segment:
        """Return a link to a step as a piece of text: number and title."""
        place = self.step_link(process, step.id)
        text = f"{place.number}. {place.title}" if place.number else place.title
        return Segment(text, uri=self.page(place.docname, place.anchor))

    def index(self, process: Process) -> ProcessIndex:
        """Return the look-up tables of a process, made once a build."""
        return self.domain.index(process)

    def table_view(self, node: our.handbook_object, *, continued: bool) -> TableView:
        """Return the head of the table that starts with this step."""
        process = self.process_of(node)
        return TableView(process.title if process else node["process"], process, continued)

    def resource_view(self, node: our.handbook_object) -> ResourceView:
        """Return a register entry with what uses it."""
        kind = ResourceKind(node["name"])
        resource = self.resource_of(kind, node)
        uses = tuple(self.used_by(resource)) if self.catalogue.find(kind, resource.id) is resource else ()
        return ResourceView(
            resource=resource,
            anchor=resource_anchor(kind, resource.id),
            kind_label=words(KIND_LABELS[kind.value]),
            shows_title=not our.same_title(node),
            rows=self.resource_rows(resource),
            used_by=uses,
            downloads=self.forms.downloads(resource) if kind is ResourceKind.FORM else (),
        )

    def resource_rows(self, resource: Resource) -> tuple[Labelled, ...]:
        """Return what a register entry says of itself; the template of a form is a link to the file."""
        rows = resource_rows(resource, self.catalogue, words)
        filled = filled_rows(resource, self.catalogue, self.step_segment, words)
        if resource.template and not rows[-1][1][0].uri:
            uri = self.forms.template(resource)
            rows = (*rows[:-1], (rows[-1][0], (Segment(resource.template, uri=uri),), ""))
        return (*rows, *filled)

    def resource_of(self, kind: ResourceKind, node: our.handbook_object) -> Resource:
        """Return the facts of a register entry of this page."""
        assert self.facts is not None  # noqa: S101 - the node noted facts when it was read
        return next(entry for entry in self.facts.resources if entry.kind is kind and entry.id == node["id"])

    def used_by(self, resource: Resource) -> Iterator[UsedBy]:
        """Yield the uses of an entry, process by process, step by step, the ways of one step together."""
        grouped: dict[str, dict[str, list[Way]]] = {}
        for use in self.catalogue.uses.get((resource.kind, resource.id), ()):
            grouped.setdefault(use.process, {}).setdefault(use.step, []).append(use.way)
        for process_id, steps in grouped.items():
            process = self.catalogue.process_by_id[process_id]
            uses = []
            for step_id, ways in steps.items():
                labels = tuple(way_label(way, words) for way in ways)
                uses.append((self.step_link(process, step_id) if step_id else None, labels))
            yield UsedBy(process, tuple(uses))

    def number_of(self, node: our.handbook_object) -> str:
        """Return the number that a process or a register entry is looked for by, "" if it has none."""
        view = node["view"]
        found = getattr(view, "process", None) or getattr(view, "resource", None)
        return found.number if found is not None else ""

    def search_texts(self, node: our.handbook_object) -> Iterator[str]:
        """Yield the texts of an object that stand in no child node, for the search index."""
        view = node["view"]
        for _label, segments, _option in (*getattr(view, "rows", ()), *getattr(view, "extras", ())):
            yield from (segment.text for segment in segments)
        for cell in getattr(view, "cells", ()):
            for line in cell.lines:
                yield from (segment.text for segment in line)

    def fill(self, view: our.procstd_view) -> list[nodes.Node]:
        """Return the nodes that a view stands for."""
        return fill_view(view, self)
