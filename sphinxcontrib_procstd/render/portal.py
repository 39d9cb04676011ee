"""The page of a portal: handbooks, one map, all processes by category, and what the handbooks share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

from sphinxcontrib_procstd.model.portal import Link, Portal, PortalHandbook, PortalProcess, Shared
from sphinxcontrib_procstd.render.entries import STATUS_LABELS
from sphinxcontrib_procstd.render.style import escape, safe_href

Words = Callable[[str], str]
STYLE, SCRIPT = "portal.css", "portal.js"
SHEETS = ("procstd.css", "procstd-swimlane.css")
"""Style sheets of the handbooks that the portal uses too."""
MOST_HUNDREDS = 40
"""The widest picture that the style sheet has a class for, in hundreds of pixels."""
MOST_USERS = 20
"""An entry that more processes use tells their number; the handbooks' own pages of it name them."""
MANY = 500
"""Of more processes a phone lays out only those in view."""
KINDS = {"forms": "Form", "job_roles": "Role", "systems": "System"}
"""What one entry of a register is called, by its key in the catalogue."""
_STATIC = Path(__file__).parent.parent / "static"


def portal_files() -> dict[str, bytes]:
    """Return what the page loads, by file name."""
    own = {name: Path(__file__).with_name(name).read_bytes() for name in (STYLE, SCRIPT)}
    return own | {name: (_STATIC / name).read_bytes() for name in SHEETS}


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalMap:
    """The drawn map: ``svg``, ``heads`` (its lane headers alone, which stay in view) and its ``width`` in pixels."""

    svg: str
    heads: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalPage:
    """What the page is made of; ``picture`` is the map, `None` where there are too many processes to draw.

    ``language`` is a language tag of HTML, ``files`` the address of the folder with `portal_files`.
    """

    portal: Portal
    title: str
    language: str
    picture: PortalMap | None
    words: Words
    files: str = "procstd-portal/"

    def html(self) -> str:
        """Return the page."""
        words = self.words
        parts = {
            "handbooks": (words("Handbooks"), self._books()),
            "map": (words("Process map"), self._map()),
            "processes": (words("Processes"), self._processes()),
            "forms": (words("Forms"), self._shared("forms")),
            "roles": (words("Roles"), self._shared("job_roles")),
            "systems": (words("Systems"), self._shared("systems")),
        }
        shown = {name: part for name, part in parts.items() if part[1]}
        links = "".join(f'<li><a href="#{name}">{escape(head)}</a></li>' for name, (head, _) in shown.items())
        sections = "\n".join(
            f'<section id="{name}" aria-labelledby="{name}-head">\n<h2 id="{name}-head">{escape(head)}</h2>\n'
            f"{body}\n</section>"
            for name, (head, body) in shown.items()
        )
        return (
            f"{self._head()}<header>\n<h1>{escape(self.title)}</h1>\n"
            f'<p class="portal-sum">{escape(self._sum())}</p>\n'
            f'<nav aria-label="{escape(words("On this page"))}"><ul>{links}</ul></nav>\n</header>\n'
            f'<main id="main">\n{sections}\n</main>\n</body>\n</html>\n'
        )

    def _head(self) -> str:
        sheets = "".join(f'<link rel="stylesheet" href="{self.files}{name}">\n' for name in (*SHEETS, STYLE))
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(self.language)}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(self.title)}</title>\n{sheets}"
            f'<script src="{self.files}{SCRIPT}" defer></script>\n</head>\n<body data-theme="auto">\n'
            f'<a class="portal-skip" href="#main">{escape(self.words("Skip to the content"))}</a>\n'
        )

    def _sum(self) -> str:
        words, portal = self.words, self.portal
        away = sum(link.source[0] != link.target[0] for link in portal.links)
        text = words("{books} handbooks, {processes} processes, {links} hand-overs between handbooks")
        return text.format(books=len(portal.handbooks), processes=len(portal.processes), links=away)

    def _books(self) -> str:
        return f'<ul class="portal-books">{"".join(map(self._book, self.portal.handbooks))}</ul>'

    def _book(self, book: PortalHandbook) -> str:
        words = self.words
        counted = words("{processes} processes, {forms} forms, {roles} roles").format(
            processes=len(book.processes),
            forms=sum(entry.kind == "forms" for entry in book.entries),
            roles=sum(entry.kind == "job_roles" for entry in book.entries),
        )
        version = f"<p>{escape(words('Version'))} {escape(book.version)}</p>" if book.version else ""
        gone = {link.target[0]: 0 for link in self.portal.links if link.source[0] == book.name != link.target[0]}
        to = words("Hands over to {names}").format(names=words(", ").join(gone)) if gone else ""
        lines = "".join(f"<p>{escape(line)}</p>" for line in (counted, to) if line)
        return f"<li><h3>{_link(book.name, book.uri)}</h3>{version}{lines}</li>"

    def _map(self) -> str:
        words = self.words
        if not self.portal.links and not self.picture:
            return ""
        lost = words("There are too many processes to draw them in one map; here they are in words.")
        items = "".join(f"<li>{self._name(*link.source)} {self._way(link)}</li>" for link in self.portal.links)
        listed = f"<details><summary>{escape(words('The map in words'))}</summary><ul>{items}</ul></details>"
        drawn = self._figure(self.picture) if self.picture else f"<p>{escape(lost)}</p>"
        return drawn + (listed if items else "")

    def _figure(self, picture: PortalMap) -> str:
        """Return the map in the frame that wide swimlanes have: it scrolls, and the lane headers stay at its edge."""
        label, hint = self.words("Process map, scrolls sideways"), self.words("Scroll to see the rest.")
        least = min(int(picture.width / 100), MOST_HUNDREDS)
        heads = f'<div class="procstd-heads" aria-hidden="true">{picture.heads}</div>' if picture.heads else ""
        return (
            f'<figure class="procstd-figure procstd-wide procstd-scrolling procstd-least-{least} portal-map">'
            f'<div class="procstd-scroll" role="region" tabindex="0" aria-label="{escape(label)}">'
            f'<div class="procstd-sheet">{heads}{picture.svg}</div></div>'
            f'<figcaption><span class="procstd-hint" aria-hidden="true">{escape(hint)}</span></figcaption></figure>'
        )

    def _name(self, book: str, process_id: str) -> str:
        process = self.portal.processes[book, process_id]
        return _link(process.title, process.uri)

    def _way(self, link: Link) -> str:
        """Return where a hand-over leads, with the handbook if it is another one."""
        guards = self.words(", ").join(link.guards)
        guard = f'<span class="portal-guard">{escape(guards)}</span> ' if guards else ""
        other = f" ({escape(link.target[0])})" if link.target[0] != link.source[0] else ""
        return f"{guard}→ {self._name(*link.target)}{other}"

    def _processes(self) -> str:
        """Return the list of processes, a table a category, and the form that filters it."""
        groups: dict[str, list[tuple[PortalHandbook, PortalProcess]]] = {}
        for book in self.portal.handbooks:
            for process in sorted(book.processes, key=lambda one: (one.number or "\uffff", one.id)):
                groups.setdefault(process.category, []).append((book, process))
        if not groups:
            return ""
        names = sorted(groups, key=lambda name: (not name, name))
        return self._filter(names) + "".join(self._group(name, groups[name]) for name in names)

    def _filter(self, categories: list[str]) -> str:
        words = self.words
        books = {str(position): book.name for position, book in enumerate(self.portal.handbooks, 1)}
        menus = self._menu("book", words("Handbook"), books)
        menus += self._menu("category", words("Category"), {name: name for name in categories if name})
        count = escape(words("{shown} of {all} processes"))
        return (
            f'<form class="portal-filter" role="search" hidden data-count="{count}">'
            f'<label>{escape(words("Search"))}<input type="search" autocomplete="off"></label>{menus}'
            '<output aria-live="polite"></output></form>'
        )

    def _menu(self, name: str, label: str, values: dict[str, str]) -> str:
        if len(values) < 2:
            return ""
        items = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in values.items())
        every = f'<option value="">{escape(self.words("All"))}</option>'
        return f'<label>{escape(label)}<select name="{name}">{every}{items}</select></label>'

    def _group(self, category: str, held: Iterable[tuple[PortalHandbook, PortalProcess]]) -> str:
        words = self.words
        heads = [words("Process"), words("Handbook"), words("Owner"), words("Status"), words("Hands over to")]
        title = escape(category or words("No category"))
        rows = "".join(self._row(book, process, heads) for book, process in held)
        long = " portal-long" if len(self.portal.processes) > MANY else ""
        return f'<div class="portal-group{long}"><h3>{title}</h3>{_table(heads, rows)}</div>'

    def _row(self, book: PortalHandbook, process: PortalProcess, heads: list[str]) -> str:
        place = self.portal.handbooks.index(book) + 1
        status = self.words(STATUS_LABELS[process.status]) if process.status in STATUS_LABELS else process.status
        ways = [self._way(link) for link in self.portal.outgoing(book.name, process.id)]
        cells = (_link(book.name, book.uri), escape(process.owner), escape(status), _list(ways))
        number = f'<span class="portal-no">{escape(process.number)}</span>' if process.number else ""
        return (
            f'<tr role="row" data-book="{place}" data-category="{escape(process.category)}">'
            f'<th scope="row" role="rowheader">{number}{_link(process.title, process.uri)}</th>'
            f"{_cells(cells, heads[1:])}</tr>"
        )

    def _shared(self, kind: str) -> str:
        words = self.words
        heads = [words(KINDS[kind]), words("Registered in"), words("Used by")]
        rows = "".join(self._entry(shared, heads) for shared in self.portal.shared(kind))
        return _table(heads, rows) if rows else ""

    def _entry(self, shared: Shared, heads: list[str]) -> str:
        books = [_link(book.name, entry.uri) for book, entry in shared.entries]
        users = dict.fromkeys(
            (book.name, user)
            for book, entry in shared.entries
            for user in entry.users
            if (book.name, user) in self.portal.processes
        )
        many_users = self.words("{count} processes").format(count=len(users))
        used = _list(starmap(self._name, users)) if len(users) <= MOST_USERS else escape(many_users)
        many = self.words("in {count} handbooks").format(count=shared.books)
        badge = f'<span class="portal-many">{escape(many)}</span>' if shared.books > 1 else ""
        numbers = dict.fromkeys(entry.number for _, entry in shared.entries if entry.number)
        number = f'<span class="portal-no">{escape(self.words(", ").join(numbers))}</span>' if numbers else ""
        cells = _cells((_list(books), used), heads[1:])
        return f'<tr role="row"><th scope="row" role="rowheader">{number}{escape(shared.title)}{badge}</th>{cells}</tr>'


def _table(heads: Iterable[str], rows: str) -> str:
    """Return a table. Its roles are said, because on a phone it is shown as blocks, and browsers then forget them."""
    cells = "".join(f'<th scope="col" role="columnheader">{escape(head)}</th>' for head in heads)
    head = f'<thead role="rowgroup"><tr role="row">{cells}</tr></thead>'
    return f'<table role="table">{head}<tbody role="rowgroup">{rows}</tbody></table>'


def _cells(cells: Iterable[str], heads: Iterable[str]) -> str:
    return "".join(_cell(cell, head) for cell, head in zip(cells, heads, strict=True))


def _cell(cell: str, head: str) -> str:
    return f'<td role="cell" data-label="{escape(head)}">{cell}</td>' if cell else '<td role="cell"></td>'


def _list(items: Iterable[str]) -> str:
    found = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{found}</ul>" if found else ""


def _link(text: str, uri: str) -> str:
    href = safe_href(uri)
    return f'<a href="{href}">{escape(text)}</a>' if href else escape(text)
