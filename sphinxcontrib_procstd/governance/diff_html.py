"""Differences as a page of their own, and as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from html import escape
from importlib.resources import files

from sphinxcontrib_procstd.governance.diff import Change, HandbookChange, ProcessChange
from sphinxcontrib_procstd.governance.diff_text import record_line, shortened, state_line, step_line
from sphinxcontrib_procstd.governance.labels import CHANGE_LABELS, Words, field_label, remarks, version_line
from sphinxcontrib_procstd.governance.word_diff import FieldChange

VERSION = 1


def style() -> str:
    """Return the style sheet of reports that stand alone."""
    return files(__package__).joinpath("report.css").read_text(encoding="utf-8")


def render_json(change: HandbookChange) -> str:
    """Return the difference as JSON: the values of `governance.diff`, sorted and deterministic."""
    values = asdict(change)
    values["roles"] = {role: list(ids) for role, ids in change.roles.items()}
    return json.dumps({"version": VERSION, **values}, ensure_ascii=False, indent=2) + "\n"


def render_html(change: HandbookChange, words: Words, *, language: str, old: str, new: str) -> str:
    """Return the difference as one page that needs no other file; ``old`` and ``new`` name the releases."""
    title = words("What changed")
    body = "".join(_body(change, words))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language.replace("_", "-"))}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}: {escape(old)} → {escape(new)}</title>\n"
        f"<style>\n{style()}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        f'<p class="facts">{escape(old)} → {escape(new)}</p>\n{body}</main>\n</body>\n</html>\n'
    )


def _body(change: HandbookChange, words: Words) -> Iterator[str]:
    if not change.processes and not change.entries:
        yield f"<p>{escape(words('Nothing changed.'))}</p>\n"
    for one in change.processes:
        yield from _process(one, words)
    if change.entries:
        yield f"<article>\n<h2>{escape(words('Registers'))}</h2>\n<ul>\n"
        for entry in change.entries:
            label = escape(words(CHANGE_LABELS[entry.change]))
            yield f"<li>{escape(entry.title)} <code>{escape(entry.key)}</code>: {label}</li>\n"
        yield "</ul>\n</article>\n"
    if change.roles:
        yield f"<article>\n<h2>{escape(words('Whom it concerns'))}</h2>\n<ul>\n"
        for role, ids in change.roles.items():
            links = ", ".join(f'<a href="#{escape(name)}"><code>{escape(name)}</code></a>' for name in ids)
            yield f"<li>{escape(role)}: {links}</li>\n"
        yield "</ul>\n</article>\n"


def _process(change: ProcessChange, words: Words) -> Iterator[str]:
    facts = [
        words(CHANGE_LABELS[change.change]) if change.change is not Change.CHANGED else version_line(change, words)
    ]
    if change.change is Change.CHANGED and change.old_status != change.status:
        facts.append(state_line(change, words))
    name = f"{escape(change.title)} <code>{escape(change.id)}</code>"
    facts_html = escape(", ".join(filter(None, facts)))
    yield f'<article id="{escape(change.id)}">\n<h2>{name}</h2>\n<p class="facts">{facts_html}</p>\n'
    yield from (f'<p class="remark">{escape(remark)}</p>\n' for remark in remarks(change, words))
    yield from _fields(change.header, words)
    for step in change.steps:
        yield f"<h3>{escape(step_line(step, words))}</h3>\n"
        yield from _fields(step.fields, words)
    for record in change.records:
        yield f"<h3>{escape(record_line(record, words))}</h3>\n"
        yield from _fields(record.fields, words)
    yield "</article>\n"


def _fields(changes: Iterable[FieldChange], words: Words) -> Iterator[str]:
    items = [f"<dt>{escape(field_label(one.name, words))}</dt><dd>{pieces_html(one)}</dd>" for one in changes]
    if items:
        yield f"<dl>{''.join(items)}</dl>\n"


def pieces_html(change: FieldChange) -> str:
    """Return the words of a field with what was deleted and inserted marked, also for those who hear the page."""
    tags = {"deleted": "del", "inserted": "ins"}
    parts = []
    for piece in shortened(change.pieces):
        tag = tags.get(piece.kind)
        parts.append(f"<{tag}>{escape(piece.text)}</{tag}>" if tag else escape(piece.text))
    return "".join(parts)
