"""What a page shows of the rest of the handbook, as plain texts: the same texts, the same page.

Everything is taken from the functions that pages are made with, so that what they show and what is compared here
cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.graph import FlowEdge, FlowGraph, FlowNode, Lane, NodeKind
from sphinxcontrib_procstd.model.handbook import Attached, DocumentFacts, Handbook, PlacedView, Reference
from sphinxcontrib_procstd.model.process import Process, Record, Step, TargetKind
from sphinxcontrib_procstd.model.resources import Resource
from sphinxcontrib_procstd.render.entries import filled_rows, record_rows, resource_rows
from sphinxcontrib_procstd.render.template import Segment, header_rows, step_cells, step_extras
from sphinxcontrib_procstd.sphinx_ext.figure_cards import card_parts
from sphinxcontrib_procstd.sphinx_ext.form_fields import filler_texts
from sphinxcontrib_procstd.sphinx_ext.lookup import KINDS, Found, anchor_of, find_all, find_reference, page_of

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.process_index import ProcessIndex


NAMED_KINDS = frozenset({*KINDS, "auto"})
"""References of these kinds say what they mean; any other may mean several things."""
TABLED = frozenset({"review", "approval", "revision"})
"""Kinds of records that pages of HTML show as tables, without links."""
_NEXT = "\x1d"
"""Stands after each object: what moves from the last place of one to the first of the next is another text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Tells what pages show.

    ``draws``: whether the page of a process draws its swimlane. ``reports``: whether steps link to a place for reports,
    which names the version. ``is_taken``: whether Sphinx itself knows a document
    or a label of this name, which a reference without a kind then means (from which document, the name). ``view``:
    what a view on the page of a document shows.
    """

    handbook: Handbook
    index: Callable[[Process], ProcessIndex]
    draws: bool
    reports: bool = False
    is_taken: Callable[[str, str], bool]
    elsewhere: Callable[[str, str], str] = field(default=lambda _kind, _name: "")
    """What other handbooks know under a name, for references of a kind."""
    view: Callable[[str, PlacedView, Shown], Iterable[str]] = field(default=lambda _docname, _view, _shown: ())
    head: Callable[[str, Process], Iterable[str]] = field(default=lambda _docname, _process: ())
    """What stands at the head of a process's page, on the page of a document."""
    measured: Callable[[Process, FlowGraph], tuple[str, FlowGraph]] = field(default=lambda _process, graph: ("", graph))
    """What stands under the picture of a process of how it ran, and the graph with the figures in it."""
    kpi: Callable[[Mapping[str, str], Process], Iterable[str]] = field(default=lambda _values, _process: ())
    """What a KPI record shows of what was measured."""
    tabled: Container[str] = ()
    """Which of `TABLED` this builder shows so."""
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    """Texts of the links to processes and steps, by their ids, as they are made."""

    def texts(self, docname: str, facts: DocumentFacts) -> Iterator[str]:
        """Yield what the page of one document shows of the rest of the handbook, in a fixed order."""
        catalogue = self.handbook.catalogue
        yield from self._objects(docname, facts)
        for resource in facts.resources:
            yield from _segments(resource_rows(resource, catalogue, str))
            yield from _segments(filled_rows(resource, catalogue, self._step_segment, str))
            yield from self._uses(resource)
            yield from filler_texts(resource, catalogue)
            yield _NEXT
        for reference in facts.references:
            one = None if reference.external else self._named(docname, reference)
            yield _link(one) if one else f"-{self.elsewhere(reference.kind, reference.target)}"
        for view in facts.views:
            yield view.name
            yield from self.view(docname, view, self)
            yield _NEXT

    def _named(self, docname: str, reference: Reference) -> Found | None:
        """Return what a reference names here; of several that one without a kind may mean the first is taken."""
        catalogue = self.handbook.catalogue
        if reference.kind not in NAMED_KINDS and not self.is_taken(docname, reference.target):
            return next(iter(find_all(catalogue, reference.target)), None)
        return find_reference(catalogue, reference.kind, reference.target, reference.process)

    def _objects(self, docname: str, facts: DocumentFacts) -> Iterator[str]:
        """Yield what the processes of a document, and what is attached to others, show of the rest."""
        for position in range(len(facts.processes)):
            process = self.handbook.written[docname, position]
            yield from self.head(docname, process)
            yield _NEXT
            yield from self._process(process)
            yield _NEXT
            for step in process.steps:
                if step.docname == docname and step.own:
                    yield from self._step(process, step)
            for record in facts.processes[position].records:
                yield from self._record(process, record)
        for attached in facts.attached:
            yield from self._attached(attached)

    def _attached(self, attached: Attached) -> Iterator[str]:
        """Yield a row that stands apart from its process, or a record."""
        owner = self.handbook.catalogue.find_process(attached.process)
        if isinstance(attached.item, Step):
            yield _place(owner)
            yield from self._step(owner, attached.item)
            return
        yield from self._record(owner, attached.item)

    def _process(self, process: Process) -> Iterator[str]:
        """Yield the header block and the swimlane."""
        yield from _segments(header_rows(process, self.handbook.catalogue, str))
        if self.draws and process.steps:
            yield from self.swimlane(process, measured=process.figures)

    def swimlane(self, process: Process, *, measured: bool) -> Iterator[str]:
        """Yield what the picture of a process shows, with the figures of how it ran or without."""
        catalogue = self.handbook.catalogue
        graph = build_flow_graph(process, catalogue)
        if measured:
            note, graph = self.measured(process, graph)
            yield note
        yield _join(graph.title, process.orientation.value, process.engine)
        yield from (_join(*_LANE(lane)) for lane in graph.lanes)
        yield from (_join(*_NODE(node)) for node in graph.nodes)
        yield from (_join(*_EDGE(edge)) for edge in graph.edges)
        drawn = {step.id: step for step in reversed(process.steps)}  # of several with one id the first
        for step in drawn.values():  # where a box leads, and what its card says
            yield _join(step.docname, *card_parts(step, catalogue))
        for node in graph.nodes:
            if node.kind is NodeKind.HANDOVER:
                name = node.id.removeprefix("process:")
                yield (
                    repr(catalogue.find_elsewhere(name))
                    if not node.process
                    else _place(catalogue.find_process(node.process))
                )

    def _step(self, process: Process | None, step: Step) -> Iterator[str]:
        """Yield one row."""
        catalogue = self.handbook.catalogue
        yield from _segments((cell.field, line, "") for cell in step_cells(step, catalogue, str) for line in cell.lines)
        yield from _segments(step_extras(step, catalogue, str))
        yield _NEXT
        if process is None:
            return
        if self.reports:
            yield _join(process.title, process.version)
        index = self.index(process)
        yield str(index.position(step))
        for flow in index.flows.get(step.id, ()):
            if flow.target.kind is TargetKind.STEP:
                yield repr(index.links.get(flow.target.name))
            elif flow.target.kind is TargetKind.PROCESS:
                yield _place(catalogue.find_process(flow.target.name))
                yield repr(catalogue.find_elsewhere(flow.target.name))
            yield _join(flow.to, flow.default, flow.written, flow.guard)

    def _record(self, process: Process | None, record: Record) -> Iterator[str]:
        """Yield the fields of a record: they name steps and roles."""
        rows = record_rows(record.values, process, self.handbook.catalogue, self._step_segment, str)
        yield from _segments(rows, linked=record.kind not in self.tabled)
        if process is not None and record.kind == "kpi" and "measure" in record.values:
            yield from self.kpi(record.values, process)
        yield _NEXT

    def _step_segment(self, process: Process, step: Step) -> Segment:
        place = self.index(process).links[step.id]
        return Segment(_join(place.number, place.title), uri=_join(place.docname, place.anchor))

    def _uses(self, resource: Resource) -> Iterator[str]:
        """Yield what a register entry is used by."""
        catalogue = self.handbook.catalogue
        if catalogue.find(resource.kind, resource.id) is not resource:
            return
        for use in catalogue.uses.get((resource.kind, resource.id), ()):
            key = use.process, use.step
            if key not in self.places:  # a step uses several things: its texts are made once
                process = catalogue.process_by_id[use.process]
                self.places[key] = _join(_place(process), self.index(process).links[use.step] if use.step else "")
            yield self.places[key]
            yield use.way.value


_LANE, _NODE, _EDGE = (attrgetter(*(each.name for each in fields(part))) for part in (Lane, FlowNode, FlowEdge))
"""The values of all fields: a quarter of what ``repr`` takes."""


def _place(item: Process | Resource | None) -> str:
    """Return what a link to something shows of it: its title, page and anchor."""
    if item is None:
        return "-"
    kind = item.kind.value if isinstance(item, Resource) else "process"
    return f"{item.title}\x1f{item.docname}\x1f{kind}\x1f{item.id}"


def _join(*parts: object) -> str:
    return "\x1f".join(map(str, parts))


def _link(found: Found) -> str:
    return _join(found.title, page_of(found), anchor_of(found))


def _segments(rows: Iterable[tuple[str, tuple[Segment, ...], str]], *, linked: bool = True) -> Iterator[str]:
    for label, segments, _option in rows:
        yield f"{_NEXT}{label}"
        for segment in segments:
            yield f"{segment.text}\x1e{segment.uri}\x1e{_place(segment.target) if segment.target and linked else ''}"
