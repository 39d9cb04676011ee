"""What is open while one document is read: the current process, and the ids already taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_KEY = "procstd:context"


@dataclass(frozen=True, slots=True)
class TakenId:
    """An id as given to an object; ``repeated`` when the wanted one was taken and a number was added."""

    id: str
    wanted: str

    @property
    def repeated(self) -> bool:
        """Whether the wanted id was taken."""
        return self.id != self.wanted


@dataclass(slots=True)
class DocumentContext:
    """State of the document being read; Sphinx drops it when the document is done."""

    process: str = ""
    depth: int = 0
    taken: dict[str, set[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, env: BuildEnvironment) -> DocumentContext:
        """Return the context of the document that the environment reads now."""
        document = env.current_document
        if document.get(_KEY) is None:
            document[_KEY] = cls()
        context = document[_KEY]
        assert isinstance(context, cls)  # noqa: S101 - the key is ours
        return context

    def _take(self, space: str, wanted: str) -> TakenId:
        taken = self.taken.setdefault(space, set())
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name)
        return TakenId(name, wanted)

    def open_process(self, wanted: str) -> TakenId:
        """Take an id for a process and make it current."""
        name = self._take("process", wanted)
        self.process = name.id
        return name

    def add_step(self, process: str, wanted: str) -> TakenId:
        """Take an id for a step of a process."""
        return self._take(f"step of {process}", wanted)

    def add_resource(self, kind: str, wanted: str) -> TakenId:
        """Take an id for a register entry."""
        return self._take(kind, wanted)

    def count_record(self, process: str, kind: str) -> int:
        """Return the number of the next record of a kind."""
        key = f"{process} {kind}"
        self.counts[key] = self.counts.get(key, 0) + 1
        return self.counts[key]
