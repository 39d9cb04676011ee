"""Where a flow goes: ``assign [normal]; urgent [critical]; end [rejected]; process:ID``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinxcontrib_procstd.diagnostics import say
from sphinxcontrib_procstd.model.process import Escalation, Target, TargetKind
from sphinxcontrib_procstd.syntax.lists import SEPARATORS, cut

_OPEN, _CLOSE = "[［【", "]］】"
_END_WORDS = frozenset({"end", "结束", "终点", "结束流程"})
_PROCESS = re.compile(r"(?:process|流程)\s*[:：]\s*(\S.*)", re.IGNORECASE)
_ROLE = re.compile(r"(?::(?:procstd:)?step:|\{(?:procstd:)?step\})`([^`]+)`")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(frozen=True, slots=True)
class TargetFault:
    """Something in a flow that cannot be read: the words, and what is wrong with them."""

    text: str
    message: str


def parse_targets(text: str) -> tuple[tuple[Target, ...], tuple[TargetFault, ...]]:
    """Return the targets of ``next`` or ``parallel`` in written order, and what could not be read."""
    targets: list[Target] = []
    faults: list[TargetFault] = []
    for start, end in cut(text, SEPARATORS):
        entry = text[start:end].strip()
        if not entry:
            continue
        name, brackets, fault = _take_brackets(entry)
        if fault:
            faults.append(TargetFault(entry, fault))
        target = _target(name, brackets)
        if target is None:
            faults.append(TargetFault(entry, say("a condition without a target")))
        else:
            targets.append(target)
    return tuple(targets), tuple(faults)


def _take_brackets(entry: str) -> tuple[str, list[str], str]:
    """Split ``target [a] [b]`` into the target, the bracket texts, and a fault message ("" if none)."""
    position = next((index for index, char in enumerate(entry) if char in _OPEN), len(entry))
    name, rest = entry[:position].strip(), entry[position:].strip()
    brackets: list[str] = []
    while rest and rest[0] in _OPEN:
        closing = _CLOSE[_OPEN.index(rest[0])]
        depth = 0
        stop = -1
        for index, char in enumerate(rest):
            depth += (char == rest[0]) - (char == closing)
            if depth == 0:
                stop = index
                break
        if stop < 0:
            return name, [*brackets, rest[1:].strip()], say("the bracket {bracket} is not closed", bracket=rest[0])
        brackets.append(rest[1:stop].strip())
        rest = rest[stop + 1 :].strip()
    if rest:
        return name, brackets, say("unexpected text after the condition: {text}", text=repr(rest))
    return name, brackets, ""


def _target(name: str, brackets: list[str]) -> Target | None:
    if not name:
        return None
    if found := _ROLE.fullmatch(name):  # a cross-reference where the bare id is enough
        name = found[1].strip()
    if name.casefold() in _END_WORDS:
        label = brackets[0] if brackets else ""
        return Target(kind=TargetKind.END, name=label, guard="; ".join(brackets[1:]))
    guard = "; ".join(brackets)
    if found := _PROCESS.fullmatch(name):
        return Target(kind=TargetKind.PROCESS, name=found[1].strip().strip("`"), guard=guard)
    return Target(name=name.strip("`"), guard=guard)


_AFTER = re.compile(
    r"^(?P<to>.+?)(?:\s+after\s+|\s*(?:超过|超时|逾期|超出)\s*)(?P<after>.+)$", re.IGNORECASE | re.DOTALL
)
_AFTER_ZH = re.compile(
    r"^(?P<after>[^，,；;]{1,80}?)(?:后|之后)\s*(?:升级(?:至|到|给)|报告?|上报|转|至|→|[，,；;:：])\s*(?P<to>.+)$"
)
_MAX_ESCALATION = 500


def parse_escalation(text: str) -> Escalation:
    """Return where overdue work goes: ``ROLE after LIMIT``, ``角色 超过 4小时`` or ``4小时后升级至角色``."""
    clean = " ".join(text.split())
    if len(clean) <= _MAX_ESCALATION:
        for pattern in (_AFTER, _AFTER_ZH):
            if found := pattern.match(clean):
                return Escalation(to=found["to"].strip(" ，,；;"), after=found["after"].strip())
    return Escalation(to=clean)


def looks_like_id(text: str) -> bool:
    """Return whether a word can be an id: ASCII letters, digits, ``-``, ``_`` and ``.``."""
    return bool(_ID.fullmatch(text))
