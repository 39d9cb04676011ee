"""Sequence flows of a process: the written ones and those the writing leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sphinxcontrib_procstd.model.process import Process, Step, Target, TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceFlow:
    """One sequence flow (BPMN 2.0, 8.4.13).

    ``source`` is a step id. ``target`` says where it leads: a step of the process, an end, another process.
    ``default`` marks the branch without a condition among branches with conditions. ``parallel`` marks a flow
    that starts together with others. ``written`` is False for a flow the author left to the rule "the following
    step".
    """

    source: str
    target: Target
    default: bool = False
    parallel: bool = False
    written: bool = True

    @property
    def to(self) -> str:
        """The target as the catalogue prints it: a step id, ``end``, ``end [name]`` or ``process:ID``."""
        if self.target.kind is TargetKind.STEP:
            return self.target.name
        if self.target.kind is TargetKind.PROCESS:
            return f"process:{self.target.name}"
        return f"end [{self.target.name}]" if self.target.name else "end"

    @property
    def guard(self) -> str | None:
        """The condition as written, or None."""
        return self.target.guard or None


def following_step(process: Process, index: int) -> Step | None:
    """Return the step the flow falls through to after ``process.steps[index]``.

    Steps attached from another document do not change the flow of those before them: only steps that stand in
    the same document follow one another.
    """
    step = process.steps[index]
    if index + 1 >= len(process.steps):
        return None
    after = process.steps[index + 1]
    return after if after.docname == step.docname and after.own == step.own else None


def _targets(process: Process, index: int, known: frozenset[str]) -> Iterator[tuple[Target, bool, bool]]:
    """Yield (target, parallel, written) for one step, unknown step targets left out."""
    step = process.steps[index]
    for target in step.parallel:
        if target.kind is not TargetKind.STEP or target.name in known:
            yield target, True, True
    for target in step.next:
        if target.kind is not TargetKind.STEP or target.name in known:
            yield target, False, True
    if not step.next and not step.parallel:
        after = following_step(process, index)
        if after is None:
            yield Target(kind=TargetKind.END), False, False
        else:
            yield Target(name=after.id), False, False


def sequence_flows(process: Process) -> tuple[SequenceFlow, ...]:
    """Return every sequence flow of the process, in the order of the steps, then as written."""
    flows: list[SequenceFlow] = []
    known = frozenset(step.id for step in process.steps)
    for index, step in enumerate(process.steps):
        found = list(_targets(process, index, known))
        guarded = any(target.guard for target, parallel, _ in found if not parallel)
        for target, parallel, written in found:
            default = guarded and not parallel and not target.guard
            flows.append(
                SequenceFlow(source=step.id, target=target, default=default, parallel=parallel, written=written)
            )
    return tuple(flows)
