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
    return Branch(flow.source, flow.target.name, flow.parallel or bool(facts.together(flow.source)), outer)


def common_split(found: Sequence[Branch]) -> ClosedSplit | None:
    """Return the split whose branches meet here: all of one split, not all of one branch."""
    if len(found) < 2:
        return None
    first = found[0]
    same = all(branch.split == first.split and branch.split for branch in found)
    apart = len({branch.head for branch in found}) > 1
    return ClosedSplit(first.split, first.parallel, first.outer or NO_BRANCH) if same and apart else None
