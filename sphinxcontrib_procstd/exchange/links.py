"""Cross-references in running text: as readers of a document see them, and as their author wrote them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Step
from sphinxcontrib_procstd.model.resources import ResourceKind

_Item = TypeVar("_Item", Process, Step, Record)
_REGISTERS = {kind.value: kind for kind in ResourceKind}


def with_links(text: str, links: tuple[Mention, ...], show: Callable[[Mention, str], str]) -> str:
    """Return a text with each reference in it as ``show`` writes it; it gets the reference and its words."""
    parts: list[str] = []
    position = 0
    for link in links:
        if position <= link.start <= link.end <= len(text):
            parts += [text[position : link.start], show(link, text[link.start : link.end])]
            position = link.end
    return "".join((*parts, text[position:]))


def readable(process: Process, catalogue: Catalogue) -> Process:
    """Return a process whose texts say the titles of what they refer to, as its page does: a file has no links."""
    titles = _Titles(process, catalogue)
    return replace(
        titles.shown(process),
        steps=tuple(map(titles.shown, process.steps)),
        records=tuple(map(titles.shown, process.records)),
    )


class _Titles:
    def __init__(self, process: Process, catalogue: Catalogue) -> None:
        self.process, self.catalogue = process, catalogue

    def shown(self, item: _Item) -> _Item:
        if not item.links:
            return item
        changed: dict[str, Any] = {"links": {}}
        for name, links in item.links.items():
            key = name.replace("-", "_")
            text = getattr(item, key, None)
            if isinstance(text, str):
                changed[key] = with_links(text, links, self.title)
        return replace(item, **changed)

    def title(self, link: Mention, words: str) -> str:
        """Return the words of a reference: those its author gave it, else the title of what it names."""
        return words if link.label else self.title_of(link) or words

    def title_of(self, link: Mention) -> str:
        name = " ".join(link.name.split())
        if link.kind in _REGISTERS:
            entry = self.catalogue.find(_REGISTERS[link.kind], name)
            return entry.title if entry else ""
        if link.kind == "process":
            process = self.catalogue.find_process(name)
            return process.title if process else ""
        step = self.step(name) if link.kind == "step" else None
        return step.title if step else ""

    def step(self, name: str) -> Step | None:
        """Return the step of a name: in this process first, then ``process.step``, then a title only one step bears."""
        if found := self.catalogue.find_step(self.process, name):
            return found
        head, _, tail = name.partition(".")
        if (other := self.catalogue.find_process(head)) and (found := self.catalogue.find_step(other, tail)):
            return found
        titled = self.catalogue.find_titled_step(name)
        return titled[1] if titled else None
