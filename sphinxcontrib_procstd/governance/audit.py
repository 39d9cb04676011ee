"""The audit pack of a process: everything an auditor asks for in one folder, the same bytes for the same handbook."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from sphinxcontrib_procstd.governance.diff_html import style
from sphinxcontrib_procstd.governance.due import harmless
from sphinxcontrib_procstd.governance.labels import Words
from sphinxcontrib_procstd.model.process import Process, Record

Row = Sequence[str]

RECORD_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "review": (
        "title", "department", "role", "name", "date", "completeness", "responsibility", "feasibility", "result",
        "body", "resolution",
    ),
    "approval": ("title", "role", "name", "date", "time", "meaning", "body"),
    "revision": ("title", "date", "by", "effective", "kind", "body"),
    "control": ("title", "risk", "owner", "type", "frequency", "step", "evidence", "body"),
}  # fmt: skip
"""What the table of each kind of record holds: title, options, body."""
COLUMN_LABELS = {
    "title": "Title", "department": "Department", "role": "Role", "name": "Name", "date": "Date", "time": "Time",
    "completeness": "Completeness", "responsibility": "Clear responsibility", "feasibility": "Feasibility",
    "result": "Result", "body": "Text", "resolution": "Resolution", "meaning": "Meaning", "by": "By",
    "effective": "Effective date", "kind": "Kind", "risk": "Risk", "owner": "Answers for it", "type": "Control type",
    "frequency": "Frequency", "step": "Steps", "evidence": "Evidence",
}  # fmt: skip
SECTIONS = {
    "review": "Reviews", "approval": "Approvals", "revision": "Revisions", "control": "Controls",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPack:
    """What goes into a pack: label-value rows, tables by file name, and files as they are.

    ``facts`` are the control header; ``tables`` maps a file name to (heading, column heads, rows).
    """

    process: Process
    language: str
    facts: Sequence[tuple[str, str]]
    tables: Mapping[str, tuple[str, Row, Sequence[Row]]]
    data: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)


def record_table(process: Process, kind: str, words: Words) -> tuple[str, Row, Sequence[Row]]:
    """Return the records of a kind as a table with its heading; columns that nobody filled are left out."""
    records = [record for record in process.records if record.kind == kind]
    columns = [name for name in RECORD_COLUMNS[kind] if any(_cell(record, name) for record in records)]
    rows = [[_cell(record, name) for name in columns] for record in records]
    return words(SECTIONS[kind]), [words(COLUMN_LABELS[name]) for name in columns], rows


def _cell(record: Record, name: str) -> str:
    if name == "title":
        return record.title
    return record.body if name == "body" else record.values.get(name, "")


def render_pack(pack: AuditPack, words: Words) -> dict[str, bytes]:
    """Return the files of a pack by name; ``SHA256SUMS`` names the others, as sha256sum(1) checks them."""
    files = dict(pack.files)
    for name, (_heading, heads, rows) in pack.tables.items():
        files[f"{name}.csv"] = _csv(heads, rows)
    facts = [{"label": label, "value": value} for label, value in pack.facts]
    document = {"version": 1, "process": pack.process.id, "facts": facts, **pack.data}
    files["index.json"] = (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
    files["index.html"] = "".join(_page(pack, sorted([*files, "SHA256SUMS"]), words)).encode("utf-8", "replace")
    sums = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    files["SHA256SUMS"] = "".join(sums).encode()
    return dict(sorted(files.items()))


def _csv(heads: Row, rows: Iterable[Row]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in (heads, *rows))
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")


def _page(pack: AuditPack, names: Iterable[str], words: Words) -> Iterator[str]:
    title = f"{words('Audit pack')}: {pack.process.title}"
    yield (
        f'<!DOCTYPE html>\n<html lang="{escape(pack.language.replace("_", "-"))}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style()}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(title)}</h1>\n<dl class="facts-grid">'
    )
    for label, value in pack.facts:
        yield f"<div><dt>{escape(label)}</dt><dd>{escape(value) or '—'}</dd></div>"
    yield "</dl>\n"
    for heading, heads, rows in pack.tables.values():
        yield f"<h2>{escape(heading)}</h2>\n"
        if not rows:
            yield f'<p class="facts">{escape(words("None."))}</p>\n'
            continue
        head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
        label = escape(heading)
        yield f'<div class="box" role="region" tabindex="0" aria-label="{label}"><table>\n'
        yield f"<thead><tr>{head}</tr></thead>\n"
        yield f"<tbody>\n{body}</tbody>\n</table></div>\n"
    yield f"<h2>{escape(words('Files'))}</h2>\n<ul>\n"
    yield from (f'<li><a href="{escape(name)}">{escape(name)}</a></li>\n' for name in names)
    yield "</ul>\n</main>\n</body>\n</html>\n"
