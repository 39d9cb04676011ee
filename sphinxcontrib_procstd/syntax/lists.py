"""Lists as people write them: separators in two widths, brackets that hold together, notes at the end."""

from __future__ import annotations

from dataclasses import dataclass

SEPARATORS = frozenset("、，,；;\n")
PAIRS = {"《": "》", "（": "）", "(": ")", "「": "」", "“": "”", "【": "】", "[": "]", "［": "］"}
NOTE_PAIRS = {")": "(", "）": "（"}
_MEANT = SEPARATORS | set(PAIRS) | set(PAIRS.values()) | {"`"}
"""Every character that means something in a list."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its name, the note from its trailing bracket, and where the name stands in the text."""

    name: str
    note: str
    start: int
    end: int


def cut(text: str, separators: frozenset[str] = SEPARATORS) -> list[tuple[int, int]]:
    """Return the (start, end) spans between separators that stand outside brackets and back-quotes.

    A bracket that is never closed holds nothing together: the text after it is cut as usual. Linear in the text.
    """
    closes = _closing_positions(text)
    spans: list[tuple[int, int]] = []
    start = position = 0
    while position < len(text):
        char = text[position]
        if position in closes:
            position = closes[position] + 1
            continue
        if char in separators:
            spans.append((start, position))
            start = position + 1
        position += 1
    spans.append((start, len(text)))
    return spans


def _closing_positions(text: str) -> dict[int, int]:
    """Return opening position -> closing position of every bracket pair and back-quoted stretch."""
    closes: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    quote = -1
    for position, char in enumerate(text):
        if char == "`":
            if quote >= 0:
                closes[quote] = position
                quote = -1
            else:
                quote = position
        elif quote >= 0:
            continue
        elif char in PAIRS:
            stack.append((PAIRS[char], position))
        elif stack and char == stack[-1][0]:
            closes[stack.pop()[1]] = position
    return closes


def split_items(text: str) -> list[Item]:
    """Return the items of a list field, empty ones left out.

    ``《投诉登记表》(系统自动)`` is one item, named ``《投诉登记表》``, with the note ``系统自动``.
    """
    if _MEANT.isdisjoint(text):  # one name and nothing else, as most often
        name = text.strip()
        lead = len(text) - len(text.lstrip())
        return [Item(name, "", lead, lead + len(name))] if name else []
    items: list[Item] = []
    for start, end in cut(text):
        raw = text[start:end]
        lead = len(raw) - len(raw.lstrip())
        item = raw.strip()
        if not item:
            continue
        name, note = split_note(item)
        items.append(Item(name, note, start + lead, start + lead + len(name)))
    return items


def split_note(item: str) -> tuple[str, str]:
    """Return an item's name and the note in its trailing round bracket ("" if there is none)."""
    opening = NOTE_PAIRS.get(item[-1:])
    if opening is None:
        return item, ""
    for start, end in _closing_positions(item).items():
        if end == len(item) - 1 and item[start] == opening and item[:start].strip():
            return item[:start].rstrip(), item[start + 1 : end].strip()
    return item, ""
