"""Which branch of which split a step stands in, for comparing splits with joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.lint.paths import FlowFacts
from sphinxcontrib_procstd.model.flow import SequenceFlow


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """One branch of one split, inside the branch ``outer``."""

    split: str = ""
    head: str = ""
    parallel: bool = False
    outer: Branch | None = None
    depth: int = 0


NO_BRANCH = Branch()


@dataclass(frozen=True, slots=True)
class ClosedSplit:
    """A split whose branches meet again."""

    split: str
    parallel: bool
    outer: Branch


def entry_branch(flow: SequenceFlow, facts: FlowFacts, branches: Mapping[str, Branch]) -> Branch:
    """Return the branch a flow carries into its target."""
    outer = branches[flow.source]
    if len(facts.outgoing[flow.source]) < 2:
        return outer
    return Branch(
        flow.source, flow.target.name, flow.parallel or bool(facts.together(flow.source)), outer, outer.depth + 1
    )


def closed_splits(found: Sequence[Branch]) -> tuple[list[ClosedSplit], Branch]:
    """Return the splits whose branches meet here, inner ones first, and the branch that goes on from here.

    A split closes where two of its branches meet; what it stood in may close at the same step.
    """
    closed: list[ClosedSplit] = []
    left = list(found)
    while group := _meeting(left):
        split = ClosedSplit(group[0].split, group[0].parallel, group[0].outer or NO_BRANCH)
        closed.append(split)
        left = [*(branch for branch in left if branch.split != split.split), split.outer]
    return closed, left[0] if left else NO_BRANCH


def _meeting(found: Sequence[Branch]) -> list[Branch]:
    """Return branches of one split of which two differ, those deepest inside others first; none if there are none."""
    groups: dict[str, list[Branch]] = {}
    for branch in found:
        if branch.split:
            groups.setdefault(branch.split, []).append(branch)
    meeting = [group for group in groups.values() if len({branch.head for branch in group}) > 1]
    return max(meeting, key=lambda group: group[0].depth, default=[])
