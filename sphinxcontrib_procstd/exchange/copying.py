"""A new process from one there is: its work is kept, its history is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from sphinxcontrib_procstd.exchange.fields import in_one_place
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Status, Step, Target, TargetKind

_HISTORY = frozenset({"approval", "review", "revision", "pilot"})
"""Records that speak of the old document. A copy has been reviewed, approved and tried by nobody."""

_Item = TypeVar("_Item", Process, Step, Record)


def copy_process(process: Process, new_id: str, title: str) -> Process:
    """Return a process as the draft of a new one.

    Steps, flows, registers, texts and the records that describe the work (pain points, training, exceptions, figures,
    controls, questions) are kept. Number, dates, approvals and what else belongs to the life of the old document are
    not; ``based-on`` names it.
    """
    process = in_one_place(process)
    copied = _Copy(process.id, new_id)
    return replace(
        copied.linked(process),
        id=new_id,
        title=title,
        title_source=title,
        number="",
        version="0.1",
        status=Status.DRAFT,
        effective="",
        approved_by=(),
        approved_on="",
        last_reviewed="",
        pilot="",
        supersedes=(),
        based_on=(process.id,),
        steps=tuple(map(copied.step, process.steps)),
        records=tuple(copied.linked(record) for record in process.records if record.kind not in _HISTORY),
    )


class _Copy:
    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new

    def step(self, step: Step) -> Step:
        """Return a step without the ids it had before: links to those lead to the old process."""
        return replace(
            self.linked(step),
            formerly=(),
            next=tuple(map(self.target, step.next)),
            parallel=tuple(map(self.target, step.parallel)),
            subprocess=self.new if step.subprocess == self.old else step.subprocess,
        )

    def target(self, target: Target) -> Target:
        itself = target.kind is TargetKind.PROCESS and target.name == self.old
        return replace(target, name=self.new) if itself else target

    def linked(self, item: _Item) -> _Item:
        """Return an item whose references to steps of the old process lead to those of the new one."""
        links: Mapping[str, tuple[Mention, ...]] = {
            name: tuple(map(self.link, found)) for name, found in item.links.items()
        }
        return replace(item, links=links)

    def link(self, link: Mention) -> Mention:
        head, dot, tail = link.name.partition(".")
        own = link.kind == "step" and dot and head == self.old
        return replace(link, name=f"{self.new}.{tail}") if own else link
