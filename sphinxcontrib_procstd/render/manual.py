"""A printed manual as one page of HTML: cover with document control, contents, chapters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.resources import Resource
from sphinxcontrib_procstd.model.review import next_review
from sphinxcontrib_procstd.render.entries import STATUS_LABELS
from sphinxcontrib_procstd.render.manual_style import WATERMARKED, manual_style
from sphinxcontrib_procstd.render.template import Words

_HREF = re.compile(r'\shref="#([^"]*)"')
_SHORT = 14
"""Characters of a cell that is not broken into lines."""
_ID = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter: its HTML (a heading first), the process that numbers it, its headings (anchor, text)."""

    title: str
    html: str
    process: Process | None = None
    anchor: str = ""
    headings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """What a manual holds. ``process`` or ``role`` is what it is about, neither for the whole handbook."""

    handbook: str
    language: str
    chapters: Sequence[Chapter]
    catalogue: Catalogue = field(repr=False)
    process: Process | None = None
    role: Resource | None = None
    role_name: str = ""

    @property
    def title(self) -> str:
        """The title of the manual."""
        return self.process.title if self.process else self.role_name or self.handbook


def own_ids(html: str, prefix: str) -> str:
    """Return a fragment whose ids, ours left out, bear a prefix: documents put together may share them."""
    ids = {name for name in _ID.findall(html) if not name.startswith("procstd")}

    def marked(found: re.Match[str]) -> str:
        return found[0].replace(found[1], prefix + found[1]) if found[1] in ids else found[0]

    return _HREF.sub(marked, _ID.sub(marked, html))


def manual_html(manual: Manual, words: Words) -> str:
    """Return the whole manual. Links to what is not in it are taken off, so that no link leads to nothing."""
    states = {process.status.value for process in _processes(manual) if process.status}
    marks = {state: words(STATUS_LABELS[state]) for state in states if state in WATERMARKED}
    chapters = "".join(_chapter(chapter, words) for chapter in manual.chapters)
    body = f"{_cover(manual, words)}{_contents(manual.chapters, words)}{chapters}"
    ids = set(_ID.findall(body))
    body = _HREF.sub(lambda found: found[0] if found[1] in ids else "", body)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(manual.language)}"><head><meta charset="utf-8"/>'
        f"<title>{escape(manual.title)}</title><style>{manual_style(words, marks)}</style></head>\n"
        f"<body>{body}</body></html>\n"
    )


def _processes(manual: Manual) -> Iterable[Process]:
    return (chapter.process for chapter in manual.chapters if chapter.process)


def _mark(process: Process | None) -> str:
    state = process.status.value if process and process.status else ""
    return f" marked-{state}" if state in WATERMARKED else ""


def _version(process: Process) -> str:
    return f"V{process.version}" if process.version[:1].isdigit() else process.version


def _chapter(chapter: Chapter, words: Words) -> str:
    process = chapter.process
    facts = {"number": "", "version": "", "effective": ""}
    if process:
        effective = words("in force from {date}").replace("{date}", process.effective) if process.effective else ""
        facts = {"number": process.number, "version": _version(process), "effective": effective}
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in facts.items())
    return f'<section class="chapter{_mark(process)}"{data}>{chapter.html}</section>\n'


def _contents(chapters: Sequence[Chapter], words: Words) -> str:
    items = []
    for chapter in chapters:
        inner = "".join(f'<li><a href="#{escape(anchor)}">{escape(text)}</a></li>' for anchor, text in chapter.headings)
        below = f"<ol>{inner}</ol>" if inner else ""
        number = f"{chapter.process.number}  " if chapter.process and chapter.process.number else ""
        items.append(f'<li><a href="#{escape(chapter.anchor)}">{escape(number + chapter.title)}</a>{below}</li>')
    return f'<nav class="contents"><h2>{escape(words("Contents"))}</h2><ol>{"".join(items)}</ol></nav>\n'


def _cover(manual: Manual, words: Words) -> str:
    kind = words("Operating manual for {role}").replace("{role}", manual.role_name) if manual.role_name else ""
    title = kind or manual.title
    above = manual.handbook if title != manual.handbook else ""
    facts = _control(manual, words) if manual.process else _role_facts(manual, words)
    control = f"<h2>{escape(words('Document control'))}</h2>{_pairs(facts)}" if facts else ""
    listing = _revisions(manual.process, words) if manual.process else _documents(manual, words)
    return (
        f'<section class="cover{_mark(manual.process)}"><p class="cover-name">{escape(above)}</p>'
        f'<h1>{escape(title)}</h1><p class="cover-sub">{escape(words("Operating manual"))}</p>'
        f"{control}{listing}"
        f'<p class="cover-uncontrolled">{escape(words("Printed copies are uncontrolled"))}</p></section>\n'
    )


def _control(manual: Manual, words: Words) -> list[tuple[str, str]]:
    process = manual.process
    if process is None:
        return []
    role = manual.catalogue.role_text
    found = [
        (words("Number"), process.number),
        (words("Version"), process.version),
        (words("Status"), words(STATUS_LABELS[process.status.value]) if process.status else ""),
        (words("Effective date"), process.effective),
        (words("Process owner"), role(process.owner) if process.owner else ""),
        (words("Approver"), words(", ").join(role(mention) for mention in process.approved_by)),
        (words("Approval date"), process.approved_on),
        (words("Next review"), next_review(process)),
        (words("Retention"), process.retention),
    ]
    return [(label, text) for label, text in found if text]


def _role_facts(manual: Manual, words: Words) -> list[tuple[str, str]]:
    role = manual.role
    if role is None:
        return []
    found = []
    if role.department:
        found.append((words("Department"), manual.catalogue.role_text(role.department)))
    if role.backup:
        found.append((words("Backup"), words(", ").join(map(manual.catalogue.role_text, role.backup))))
    return found


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    rows = (f'<tr><th scope="row">{escape(label)}</th><td>{escape(text)}</td></tr>' for label, text in pairs)
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<table class="cover-list"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(text: str) -> str:
    return f'<td class="short">{escape(text)}</td>' if len(text) <= _SHORT else f"<td>{escape(text)}</td>"


def _revisions(process: Process, words: Words) -> str:
    rows = [
        (record.title, record.values.get("date", ""), record.values.get("by", ""), record.body)
        for record in process.records
        if record.kind == "revision"
    ]
    if not rows:
        return ""
    heads = [words(text) for text in ("Version", "Date", "By", "What changed")]
    return f"<h2>{escape(words('Change log'))}</h2>{_table(heads, rows)}"


def _documents(manual: Manual, words: Words) -> str:
    role = manual.catalogue.role_text
    rows = [
        (
            process.number,
            process.title,
            process.version,
            words(STATUS_LABELS[process.status.value]) if process.status else "",
            process.effective,
            role(process.owner) if process.owner else "",
        )
        for process in _processes(manual)
    ]
    heads = [words(text) for text in ("Number", "Process", "Version", "Status", "Effective date", "Process owner")]
    return f"<h2>{escape(words('Processes in this manual'))}</h2>{_table(heads, rows)}" if rows else ""
