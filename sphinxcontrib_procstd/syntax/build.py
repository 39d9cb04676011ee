"""From the texts of a directive's options to model values, with a remark for whatever cannot be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sphinxcontrib_procstd.diagnostics import did_you_mean, say
from sphinxcontrib_procstd.model.process import (
    Escalation,
    Join,
    Mention,
    Orientation,
    Status,
    StepKind,
    Target,
    TargetKind,
)
from sphinxcontrib_procstd.syntax.block import Remark
from sphinxcontrib_procstd.syntax.choices import FLAG, NOT_ONE_OF
from sphinxcontrib_procstd.syntax.ids import NOT_AN_ID, is_id, mend_id
from sphinxcontrib_procstd.syntax.lists import SEPARATORS, cut, split_items
from sphinxcontrib_procstd.syntax.options import Option, ValueKind, find_option, nearest
from sphinxcontrib_procstd.syntax.targets import parse_escalation, parse_targets

Translate = Callable[[str], str]

ENUMS: Mapping[tuple[str, str], type[Status] | type[StepKind] | type[Join] | type[Orientation]] = {
    ("process", "status"): Status,
    ("step", "kind"): StepKind,
    ("step", "join"): Join,
    ("process", "orientation"): Orientation,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a value that its author wrote as a cross-reference: where it stands, and what it names."""

    start: int
    end: int
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Value:
    """One option's value as plain text (markup taken off), with the cross-references that stood in it."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(slots=True)
class Reading:
    """What is known while the options of one directive are read; ``lines`` gives each option's source line."""

    directive: str
    values: Mapping[str, Value]
    lines: Mapping[str, int]
    translate: Translate = str
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, option: Option, message: str, code: str = "value") -> None:
        """Note a fault at the option's line."""
        self.remarks.append(
            Remark(
                code, say("{option}: {message}", option=option.name, message=message), self.lines.get(option.name, 0)
            )
        )


def build_fields(reading: Reading) -> dict[str, Any]:
    """Return the keyword arguments for a model object: option key -> value. Bad values are left out and remarked."""
    fields: dict[str, Any] = {}
    for name, value in reading.values.items():
        option = find_option(reading.directive, name)
        if option is None or (not value.text.strip() and option.kind is not ValueKind.FLAG):
            continue
        converted = _convert(option, value, reading)
        if converted is not None:
            fields[option.key] = converted
    return fields


def _convert(option: Option, value: Value, reading: Reading) -> Any:
    """Return the value as the option's kind reads it, None when it cannot be read."""
    if option.name == "process":  # the process a step is attached to: an id, or a title to be looked up later
        return value.text.strip()
    if option.kind is ValueKind.ITEMS:
        return build_mentions(value, reading.translate)
    if option.kind is ValueKind.ITEM:
        return _one_mention(option, value, reading)
    reader = _READERS.get(option.kind)
    if reader is not None:
        return reader(option, value.text.strip(), reading)
    if option.name == "escalate":
        return _escalation(value.text, reading)
    return " ".join(reading.translate(value.text).split())


def _escalation(text: str, reading: Reading) -> Escalation:
    written, shown = " ".join(text.split()), " ".join(reading.translate(text).split())
    if shown == written:
        return parse_escalation(written)
    return replace(parse_escalation(written), label=shown, after_label=parse_escalation(shown).after)


def _word(_option: Option, text: str, _reading: Reading) -> str:
    return " ".join(text.split())


def _ids(_option: Option, text: str, _reading: Reading) -> tuple[str, ...]:
    spans = cut(text, SEPARATORS | {" "})
    return tuple(text[start:end].strip() for start, end in spans if text[start:end].strip())


def build_mentions(value: Value, translate: Translate = str) -> tuple[Mention, ...]:
    """Return the items of a list field. A translation with as many items gives each its label."""
    shown = translate(value.text)
    items = split_items(value.text)
    labels = split_items(shown) if shown != value.text else []
    if labels and len(labels) != len(items):
        return tuple(Mention(name=item.name, note=item.note, start=item.start, end=item.end) for item in labels)
    mentions = []
    for index, item in enumerate(items):
        mention = Mention(name=item.name, note=item.note, start=item.start, end=item.end)
        for span in value.spans:
            if item.start <= span.start and span.end <= item.end:
                mention = replace(mention, name=span.target, kind=span.kind, label=item.name)
                break
        if labels:
            label = labels[index]
            mention = replace(mention, label=label.name, note=label.note, start=label.start, end=label.end)
        mentions.append(mention)
    return tuple(mentions)


def _one_mention(option: Option, value: Value, reading: Reading) -> Mention | None:
    mentions = build_mentions(value, reading.translate)
    if len(mentions) > 1:
        names = ", ".join(mention.name for mention in mentions)
        pattern = "one name expected, found {count} ({names}); the first one is used"
        reading.remark(option, say(pattern, count=len(mentions), names=names))
    return mentions[0] if mentions else None


def _id(option: Option, text: str, reading: Reading) -> str:
    if is_id(text):
        return text
    mended = mend_id(text)
    reading.remark(option, say(NOT_AN_ID, text=text, mended=mended), "id")
    return mended


def _targets(option: Option, text: str, reading: Reading) -> tuple[Target, ...]:
    targets, faults = parse_targets(text)
    for fault in faults:
        reading.remark(option, say('cannot read "{text}": {why}', text=fault.text, why=fault.message), "flow")
    return tuple(_translated(target, reading.translate) for target in targets)


def _translated(target: Target, translate: Translate) -> Target:
    guard = translate(target.guard) if target.guard else ""
    name = translate(target.name) if target.name and target.kind is TargetKind.END else ""
    return replace(
        target, guard_label=guard if guard != target.guard else "", label=name if name and name != target.name else ""
    )


def _choice(option: Option, text: str, reading: Reading) -> Any:
    if option.choices is None:  # never: every CHOICE names its list
        return text
    found = option.choices.find(text)
    if found is None:
        near = nearest(text, option.choices.words())
        known = option.choices.offered(text)
        reading.remark(option, say(NOT_ONE_OF, text=text, known=known, hint=did_you_mean(near)))
        return None
    enum = ENUMS.get((reading.directive.replace("process-table", "process"), option.name))
    return enum(found) if enum else found


def _flag(option: Option, text: str, reading: Reading) -> bool | None:
    found = FLAG.find(text)
    if found is None:
        reading.remark(option, say('"{text}" is neither yes nor no', text=text))
        return None
    return found == "yes"


def _date(option: Option, text: str, reading: Reading) -> str:
    clean = unicodedata.normalize("NFKC", text).strip()
    for old, new in (("年", "-"), ("月", "-"), ("日", ""), ("/", "-"), (".", "-")):
        clean = clean.replace(old, new)
    parts = clean.split("-")
    if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
        try:
            return date(*(int(part) for part in parts)).isoformat()
        except (ValueError, OverflowError):
            pass
    reading.remark(option, say('"{text}" is not a date such as 2026-01-31', text=text))
    return " ".join(text.split())


def messages_of(directive: str, values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """Yield (option name, text to translate) for every value a reader sees, in the order written."""
    for name, value in values.items():
        option = find_option(directive, name)
        if option is None or not value.text.strip():
            continue
        if option.kind in {ValueKind.TEXT, ValueKind.ITEM, ValueKind.ITEMS}:
            yield name, value.text
        elif option.kind is ValueKind.TARGETS:
            for target in parse_targets(value.text)[0]:
                if target.kind is TargetKind.END and target.name:
                    yield name, target.name
                if target.guard:
                    yield name, target.guard


_READERS: Mapping[ValueKind, Callable[[Option, str, Reading], Any]] = {
    ValueKind.ID: _id,
    ValueKind.IDS: _ids,
    ValueKind.TARGETS: _targets,
    ValueKind.CHOICE: _choice,
    ValueKind.FLAG: _flag,
    ValueKind.DATE: _date,
    ValueKind.WORD: _word,
}
