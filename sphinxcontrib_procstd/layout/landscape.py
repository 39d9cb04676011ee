"""The process map: every process of a handbook as a box, categories as lanes, hand-overs as lines."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from sphinxcontrib_procstd.layout.sizes import SMALL, TASK_PAD, TASK_WIDTH
from sphinxcontrib_procstd.layout.text import text_width
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.graph import FlowEdge, FlowGraph, FlowNode, Lane, NodeKind
from sphinxcontrib_procstd.model.process import Process, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind

LABEL = 8
"""A condition longer than so many characters is left to the text list."""


def hand_overs(process: Process, catalogue: Catalogue) -> Iterator[tuple[Process, str]]:
    """Yield each process that a process goes on to or calls, with the condition (shown form) or ""."""
    for step in process.steps:
        for target in (*step.next, *step.parallel):
            if target.kind is TargetKind.PROCESS and (other := catalogue.find_process(target.name)):
                yield other, target.guard_label or target.guard
        if step.subprocess and (other := catalogue.find_process(step.subprocess)):
            yield other, ""


def ways_onward(process: Process, shown: Container[str], catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return where a process goes on to among those shown (their ids): (condition, title), each once, never itself."""
    ways = (
        (guard, other.title)
        for other, guard in hand_overs(process, catalogue)
        if other.id in shown and other.id != process.id
    )
    return tuple(dict.fromkeys(ways))


def shared_forms(processes: Iterable[Process], catalogue: Catalogue) -> list[tuple[Resource, tuple[str, ...]]]:
    """Return the registered forms that at least two of these processes use, with the ids of those processes."""
    wanted = {process.id for process in processes}
    found = []
    for resource in catalogue.of_kind(ResourceKind.FORM):
        uses = catalogue.uses.get((resource.kind, resource.id), ())
        users = tuple(dict.fromkeys(use.process for use in uses if use.process in wanted))
        if len(users) > 1:
            found.append((resource, users))
    return found


def build_landscape(
    processes: Iterable[Process], catalogue: Catalogue, *, title: str, uncategorised: str = ""
) -> FlowGraph:
    """Return the graph of these processes.

    A process outside the selection that one of them hands over to, or that hands over to one of them, is there as a
    hand-over node in its own category. Categories stand in order of their processes' numbers.
    """
    chosen = sorted(processes, key=_order)
    inside = {process.id for process in chosen}
    links: dict[tuple[str, str], list[str]] = {}
    outside: dict[str, Process] = {}
    for process in catalogue.processes:
        for other, guard in hand_overs(process, catalogue):
            if other.id == process.id or not {other.id, process.id} & inside:
                continue
            links.setdefault((process.id, other.id), []).append(guard)
            outside |= {end.id: end for end in (process, other) if end.id not in inside}
    shown = [*chosen, *sorted(outside.values(), key=_order)]
    lanes: dict[str, Lane] = {}
    for process in shown:
        name = process.category or uncategorised
        lanes.setdefault(name, Lane(id=f"category{len(lanes) + 1}", title=name))
    nodes = [
        FlowNode(
            id=process.id,
            kind=NodeKind.SUBPROCESS if process.id in inside else NodeKind.HANDOVER,
            lane=lanes[process.category or uncategorised].id,
            text=process.title,
            number=_short_number(process.number),
            step=process.id,
            process=process.id,
        )
        for process in shown
    ]
    edges = [
        FlowEdge(id=f"e{index}", source=source, target=target, label=_label(guards))
        for index, ((source, target), guards) in enumerate(sorted(links.items()), 1)
    ]
    return FlowGraph(title=title, lanes=tuple(lanes.values()), nodes=tuple(nodes), edges=tuple(edges))


def _order(process: Process) -> tuple[str, str]:
    return process.number or "\uffff", process.id


def _short_number(number: str) -> str:
    """Return a number that fits the first row of a box, "" for one that does not."""
    return number if text_width(number, SMALL, bold=True) <= TASK_WIDTH - 2 * TASK_PAD else ""


def _label(guards: list[str]) -> str:
    """Return the one condition of a line if it is short."""
    return guards[0] if len(guards) == 1 and len(guards[0]) <= LABEL else ""
