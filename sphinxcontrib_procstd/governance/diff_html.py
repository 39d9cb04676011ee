"""Differences as a page of their own, and as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from html import escape

from sphinxcontrib_procstd.governance.diff import Change, FieldChange, HandbookChange, ProcessChange
from sphinxcontrib_procstd.governance.diff_text import record_line, shortened, state_line, step_line
from sphinxcontrib_procstd.governance.labels import CHANGE_LABELS, Words, field_label, remarks, version_line

VERSION = 1

STYLE = """\
:root { color-scheme: light dark; --text: #1b2433; --muted: #5a6678; --line: #d5dbe3; --paper: #fff; --raised: #f6f8fb;
  --bad: #a3321f; --bad-soft: #fdeeea; --ok: #1f6f43; --ok-soft: #e9f7ef; --warn: #8a5300; --warn-soft: #fff5e1; }
@media (prefers-color-scheme: dark) { :root { --text: #e4e9f1; --muted: #a3afc1; --line: #3b4657; --paper: #12161d;
  --raised: #1d2430; --bad: #ff9d8a; --bad-soft: #3a1d17; --ok: #7fd6a4; --ok-soft: #17301f; --warn: #f0c069; --warn-soft: #352a14; } }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; font: 1rem/1.65 system-ui, "Noto Sans CJK SC", "PingFang SC",
  "Microsoft YaHei", sans-serif; color: var(--text); background: var(--paper); overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; } h2 { margin: 2.2rem 0 .4rem; font-size: 1.2rem; } h3 { margin: 1.2rem 0 .3rem; font-size: 1rem; }
code { font-size: .88em; color: var(--muted); } .facts { margin: 0; color: var(--muted); }
.remark { margin: .5rem 0; padding: .4rem .8rem; color: var(--warn); background: var(--warn-soft); border-radius: .4rem; font-weight: 600; }
article { border-top: 1px solid var(--line); } dl { margin: .3rem 0 0; padding: .1rem .9rem; background: var(--raised); border-radius: .5rem; }
dt { margin-top: .5rem; color: var(--muted); font-size: .82rem; font-weight: 600; } dd { margin: 0 0 .5rem; }
del { color: var(--bad); background: var(--bad-soft); } ins { color: var(--ok); background: var(--ok-soft); text-decoration: none; font-weight: 600; }
ul { padding-inline-start: 1.3rem; } @media print { body { max-width: none; padding: 0; } dl, .remark { break-inside: avoid; } }
"""


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
        f"<title>{escape(title)}: {escape(old)} → {escape(new)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(title)}</h1>\n<p class="facts">{escape(old)} → {escape(new)}</p>\n{body}</main>\n</body>\n</html>\n'
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
    yield f'<article id="{escape(change.id)}">\n<h2>{name}</h2>\n<p class="facts">{escape(", ".join(filter(None, facts)))}</p>\n'
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
