"""The normative content of a process in one form, however its author wrote it, and the fingerprint of that form.

Normative is what people act on: title, purpose, goal, scope, owner, every step with all it says, the flow between them,
and the records that tell people what to do (controls, exceptions, key figures). Not normative are the document's own
data (version, state, dates, number, category, tags), how it is drawn, and the records of its life (reviews, approvals,
revisions, training, pilots, questions, pain points).

Version 1 of the canonical form: a JSON object of the content, keys sorted, empty values left out, in UTF-8 without
blanks between tokens. Names are those of their register entries. Lists whose order says nothing are sorted. A flow
leads to the position of a step, so an id can be given or changed. Texts are folded (`fold`).
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from sphinxcontrib_procstd.model.catalogue import DOCUMENT_KINDS, Catalogue
from sphinxcontrib_procstd.model.flow import SequenceFlow, sequence_flows
from sphinxcontrib_procstd.model.governance import ChangeKind, PartChange
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Step, StepKind, TargetKind
from sphinxcontrib_procstd.model.resources import ResourceKind

CANONICAL_VERSION = 1
"""Raised when the same content would get another fingerprint; a sign-off names the form it was made with."""

NORMATIVE_RECORDS = frozenset({"control", "exception", "kpi"})
"""Records that tell people what to do."""

_ACTUAL = frozenset({"actual", "id"})
"""Options of records that say how things stand, or how the record is addressed."""

_ROLES = (ResourceKind.JOB_ROLE, ResourceKind.DEPARTMENT)
_FULL_WIDTH: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TYPOGRAPHY: dict[int, int | str] = {
    **_FULL_WIDTH, 0x3000: " ", 0x00A0: " ", 0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"',
    0x2013: "--", 0x2014: "---", 0x2026: "...",
}  # fmt: skip
"""Full-width forms become half-width, and the typographic characters that Sphinx's smart quotes make what was typed."""


class _Folding(dict[int, int | str | None]):
    """What becomes of each character: found out once, then looked up."""

    def __missing__(self, code: int) -> int | None:
        """Note and return what becomes of a character: invisible ones (category Cf) go."""
        folded = None if unicodedata.category(chr(code)) == "Cf" else code
        self[code] = folded
        return folded


_FOLDING = _Folding(_TYPOGRAPHY)
_WIDE = "[\u2e80-\u2fff\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_BESIDE_WIDE = re.compile(rf"(?<={_WIDE}) | (?={_WIDE})")


def fold(text: str) -> str:
    """Return a text without what only the typesetting says.

    Unicode NFC; letters and marks of either width are one; curly quotes, dashes and ellipses are what was typed for
    them; invisible characters go; white space is one blank, and none beside a Chinese character.
    """
    if text.isascii():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFC", text).translate(_FOLDING)
    return _BESIDE_WIDE.sub("", " ".join(plain.split()))


def content_of(process: Process, catalogue: Catalogue) -> dict[str, Any]:
    """Return the normative content in the words of the source language, empty values left out."""
    names = _Names(catalogue)
    text = _Source(process)
    header = {
        "title": process.title_source or process.title,
        "purpose": text("body"),
        **{name: text(name) for name in ("goal", "target", "start", "end", "access", "retention", "monitor")},
        "calendar": process.calendar,
        "owner": names.one(text("owner"), _ROLES),
        "departments": names.sorted(text("departments"), (ResourceKind.DEPARTMENT, ResourceKind.JOB_ROLE)),
    }
    flows: dict[str, list[SequenceFlow]] = {}
    for flow in sequence_flows(process):
        flows.setdefault(flow.source, []).append(flow)
    return {
        "header": _filled(header),
        "steps": [_step_content(step, flows.get(step.id, ()), names) for step in process.steps],
        "records": [_record_content(record) for record in process.records if record.kind in NORMATIVE_RECORDS],
    }


def canonical_text(content: Mapping[str, Any]) -> str:
    """Return the canonical form of a content: what the fingerprint is made of."""
    positions = {step["id"]: place for place, step in reversed(list(enumerate(content["steps"], 1)))}
    steps = []
    for step in content["steps"]:
        ways = [{**way, "to": positions[way["to"]]} if "to" in way else way for way in step["next"]]
        steps.append({name: value for name, value in {**step, "next": ways}.items() if name != "id"})
    folded = _folded({"canonical": CANONICAL_VERSION, **content, "steps": steps})
    return json.dumps(folded, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 fingerprint of a content, with the version of its form: ``p1-sha256:…``."""
    digest = hashlib.sha256(canonical_text(content).encode("utf-8", "surrogatepass")).hexdigest()
    return f"p{CANONICAL_VERSION}-sha256:{digest}"


def part_marks(content: Mapping[str, Any]) -> dict[str, str]:
    """Return a short mark for each part of a content, by which a changed part is found again."""
    marks = {"header": _mark(content["header"]), "order": _mark([step["id"] for step in content["steps"]])}
    for step in content["steps"]:
        marks[f"step:{step['id']}"] = _mark(step)
    for record in content["records"]:
        key = f"{record['kind']}:{fold(record['title'])}"
        marks[key] = _mark([marks.get(key, ""), record])
    return marks


def part_changes(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[PartChange, ...]:
    """Return which parts are not what they were; steps of the new order first, what is gone last."""
    found = [
        PartChange(ChangeKind.CHANGED if part in old else ChangeKind.ADDED, part)
        for part, mark in new.items()
        if old.get(part) != mark and part != "order"
    ]
    found += [PartChange(ChangeKind.REMOVED, part) for part in old if part not in new and part != "order"]
    same_steps = {part for part in old if part.startswith("step:")} == {p for p in new if p.startswith("step:")}
    if same_steps and old.get("order") != new.get("order"):
        found.append(PartChange(ChangeKind.CHANGED, "order"))
    return tuple(found)


def _mark(value: Any) -> str:
    text = json.dumps(_folded(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, Mapping):
        return _filled({name: _folded(item) for name, item in value.items()})
    if isinstance(value, list):
        return [_folded(item) for item in value]
    return value


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [], {}, None, False)}


class _Source:
    """The values of an object before translation."""

    def __init__(self, item: Process | Step | Record) -> None:
        self.item = item

    def __call__(self, name: str) -> Any:
        return self.item.originals[name] if name in self.item.originals else getattr(self.item, name)


class _Names:
    """Names as their register entries bear them; a name that is in no register as it is written."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def one(self, mention: Mention | None, kinds: tuple[ResourceKind, ...]) -> str:
        if mention is None:
            return ""
        found = self.catalogue.find_mention(mention, kinds)
        name = (found.title_source or found.title) if found else mention.name
        return f"{name} ({mention.note})" if mention.note else name

    def sorted(self, mentions: Iterable[Mention], kinds: tuple[ResourceKind, ...]) -> list[str]:
        return sorted({self.one(mention, kinds) for mention in mentions}, key=fold)


def _step_content(step: Step, flows: Iterable[SequenceFlow], names: _Names) -> dict[str, Any]:
    text = _Source(step)
    uses = {names.one(mention, DOCUMENT_KINDS) for name in ("forms", "systems", "tools") for mention in text(name)}
    escalation = text("escalate")
    fields = {
        "title": step.title_source or step.title,
        "role": names.one(text("role"), _ROLES),
        **{name: names.sorted(text(name), _ROLES) for name in ("accountable", "consulted", "informed", "backup")},
        **{name: text(name) for name in ("body", "input", "output", "deadline", "decision", "evidence")},
        "tools": sorted(uses, key=fold),
        "controls": sorted({mention.name for mention in text("controls")}, key=fold),
        "escalate": " ".join(filter(None, (escalation.to, escalation.after))) if escalation else "",
        "kind": step.kind.value if step.kind is not StepKind.TASK else "",
        "join": step.join.value if step.join else "",
        "key": step.key,
    }
    return {"id": step.id, **_filled(fields), "next": [_way(flow) for flow in flows]}


def _way(flow: SequenceFlow) -> dict[str, Any]:
    """Return a way on: ``to`` a step of the process, or ``out`` of it (an end, another process)."""
    where = {"to": flow.target.name} if flow.target.kind is TargetKind.STEP else {"out": flow.to}
    return _filled({**where, "guard": flow.target.guard, "parallel": flow.parallel})


def _record_content(record: Record) -> dict[str, Any]:
    original = record.originals
    values = {name: original.get(name, value) for name, value in record.values.items() if name not in _ACTUAL}
    title, body = original.get("title", record.title), original.get("body", record.body)
    return {"kind": record.kind, "title": title, **_filled({"body": body, "values": _filled(values)})}
