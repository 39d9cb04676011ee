"""Several handbooks published together: what a portal shows of them, and how they hang together.

The handbooks are built apart. What is known of them is what their inventories and catalogues say, so everything here
is text; a process is named by its handbook and its id.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sphinxcontrib_procstd.model.catalogue import bare_name
from sphinxcontrib_procstd.model.graph import FlowEdge, FlowGraph, FlowNode, Lane, NodeKind

LABEL = 8
"""A condition longer than so many characters is left to the text list."""
SHARED_KINDS = ("job_roles", "forms", "systems")
"""The registers that a portal lists, by their keys in the catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A way out of a process: the name it leads to, as written, and the condition ("" for none)."""

    to: str
    guard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalProcess:
    """One process of one handbook; ``uri`` is its address from the portal, "" when its page is not known."""

    id: str
    title: str
    uri: str
    number: str = ""
    category: str = ""
    status: str = ""
    owner: str = ""
    hand_overs: tuple[HandOver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalEntry:
    """One register entry of one handbook: ``kind`` is its key in the catalogue, ``users`` ids of processes."""

    kind: str
    id: str
    title: str
    uri: str
    number: str = ""
    users: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalHandbook:
    """One handbook. ``names`` maps every name its inventory gives a process to the id of that process."""

    name: str
    uri: str
    version: str = ""
    processes: tuple[PortalProcess, ...] = ()
    entries: tuple[PortalEntry, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Link:
    """A hand-over found: from a process to a process, each by handbook and id, and its conditions."""

    source: tuple[str, str]
    target: tuple[str, str]
    guards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Register entries of one title or one number, in one or several handbooks."""

    title: str
    entries: tuple[tuple[PortalHandbook, PortalEntry], ...]

    @property
    def books(self) -> int:
        """How many handbooks have it."""
        return len({book.name for book, _ in self.entries})


@dataclass(frozen=True, eq=False)
class Portal:
    """Handbooks in the order they are shown in; no two bear one name."""

    handbooks: tuple[PortalHandbook, ...]

    @cached_property
    def processes(self) -> Mapping[tuple[str, str], PortalProcess]:
        """Every process by its handbook's name and its id."""
        return {(book.name, process.id): process for book in self.handbooks for process in book.processes}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The hand-overs between processes, within handbooks and between them, sorted."""
        found: dict[tuple[tuple[str, str], tuple[str, str]], list[str]] = {}
        for book, process, way in self._ways():
            ends = self._meant(book, way.to)
            if ends and ends[0] != (book.name, process.id):
                found.setdefault(((book.name, process.id), ends[0]), []).append(way.guard)
        return tuple(
            Link(source=source, target=target, guards=tuple(dict.fromkeys(filter(None, guards))))
            for (source, target), guards in sorted(found.items())
        )

    def _ways(self) -> Iterator[tuple[PortalHandbook, PortalProcess, HandOver]]:
        for book in self.handbooks:
            for process in book.processes:
                for way in process.hand_overs:
                    yield book, process, way

    def _meant(self, book: PortalHandbook, name: str) -> list[tuple[str, str]]:
        """Return the processes a name may mean: the handbook's own first, else those of the others, in order."""
        for books in ((book,), (other for other in self.handbooks if other is not book)):
            found = [
                (one.name, one.names[text])
                for one in books
                for text in dict.fromkeys((name, bare_name(name)))
                if text in one.names and (one.name, one.names[text]) in self.processes
            ]
            if found:
                return list(dict.fromkeys(found))
        return []

    def outgoing(self, name: str, process_id: str) -> list[Link]:
        """Return the hand-overs that leave a process."""
        return self._outgoing.get((name, process_id), [])

    @cached_property
    def _outgoing(self) -> Mapping[tuple[str, str], list[Link]]:
        found: dict[tuple[str, str], list[Link]] = {}
        for link in self.links:
            found.setdefault(link.source, []).append(link)
        return found

    def shared(self, kind: str) -> list[Shared]:
        """Return the entries of one register, those of one title or one number together.

        What several handbooks have comes first; then the titles decide.
        """
        groups: dict[tuple[str, str], list[tuple[PortalHandbook, PortalEntry]]] = {}
        found: list[list[tuple[PortalHandbook, PortalEntry]]] = []
        for book in self.handbooks:
            for entry in (entry for entry in book.entries if entry.kind == kind):
                names = [
                    ("title", _folded(entry.title)),
                    *([("number", _folded(entry.number))] if entry.number else []),
                ]
                held = next((groups[name] for name in names if name in groups), None)
                if held is None:
                    held = []
                    found.append(held)
                held.append((book, entry))
                groups |= dict.fromkeys((name for name in names if name not in groups), held)
        shared = (Shared(title=_titles(entry for _, entry in held), entries=tuple(held)) for held in found)
        return sorted(shared, key=lambda one: (-one.books, _folded(one.title), one.entries[0][0].name))

    def faults(self) -> list[str]:
        """Return what does not fit together, one sentence each: ids borne twice, hand-overs to nowhere."""
        return [*self._taken(), *self._astray()]

    def _taken(self) -> Iterator[str]:
        bearers: dict[str, list[str]] = {}
        for book in self.handbooks:
            for process in book.processes:
                bearers.setdefault(process.id, []).append(book.name)
        for process_id, names in sorted(bearers.items()):
            if len(names) > 1:
                yield f'the process id "{process_id}" is borne in several handbooks: {_listed(names)}'

    def _astray(self) -> Iterator[str]:
        said = set()
        for book, process, way in self._ways():
            ends = self._meant(book, way.to)
            where = f'{book.name}: the process "{process.id}" hands over to "{way.to}"'
            text = f"{where}, which no handbook has" if not ends else ""
            if len(ends) > 1:
                text = f'{where}, which several handbooks have; "{ends[0][0]}" is taken ({_listed(n for n, _ in ends)})'
            if text and text not in said:
                said.add(text)
                yield text


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _titles(entries: Iterable[PortalEntry]) -> str:
    """Return the titles of entries that are one thing: a form may have a name in each language."""
    titles: dict[str, str] = {}
    for entry in entries:
        titles.setdefault(_folded(entry.title), bare_name(entry.title))
    return " / ".join(titles.values())


def _folded(title: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", bare_name(title)).casefold().split())


def build_portal_map(portal: Portal, *, title: str, most: int) -> FlowGraph:
    """Return the map over all handbooks: a lane a handbook, a box a process, a line a hand-over.

    Of more than ``most`` processes only those linked between handbooks are there, and none if those are too many.
    """
    shown, links = set(portal.processes), portal.links
    if len(shown) > most:
        links = tuple(link for link in links if link.source[0] != link.target[0])
        shown = {end for link in links for end in (link.source, link.target)}
    if len(shown) > most:
        shown, links = set(), ()
    lanes: dict[str, str] = {}
    nodes: dict[tuple[str, str], FlowNode] = {}
    for book in portal.handbooks:
        for process in sorted(book.processes, key=lambda one: (one.number or "\uffff", one.id)):
            if (book.name, process.id) in shown:
                lane = lanes.setdefault(book.name, f"book{len(lanes) + 1}")
                nodes[book.name, process.id] = _node(process, lane)
    edges = (
        FlowEdge(id=f"e{position}", source=nodes[link.source].id, target=nodes[link.target].id, label=_label(link))
        for position, link in enumerate(links, 1)
    )
    heads = tuple(Lane(id=lane, title=name) for name, lane in lanes.items())
    return FlowGraph(title=title, lanes=heads, nodes=tuple(nodes.values()), edges=tuple(edges))


def _node(process: PortalProcess, lane: str) -> FlowNode:
    name = f"{lane}.{process.id}"
    return FlowNode(id=name, kind=NodeKind.SUBPROCESS, lane=lane, text=process.title, step=name, process=process.id)


def _label(link: Link) -> str:
    """Return the one condition of a line if it is short."""
    return link.guards[0] if len(link.guards) == 1 and len(link.guards[0]) <= LABEL else ""
