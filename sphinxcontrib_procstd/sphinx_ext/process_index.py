"""Look-up tables of one process, so that no page searches through its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinxcontrib_procstd.doctree.views import StepLink
from sphinxcontrib_procstd.model.anchors import step_anchor
from sphinxcontrib_procstd.model.flow import SequenceFlow, sequence_flows
from sphinxcontrib_procstd.model.process import Process, Step


@dataclass(frozen=True, slots=True)
class ProcessIndex:
    """Look-up tables of one process: the position of each of its steps, its flows by source, links to its steps."""

    positions: Mapping[int, int]
    """Position (from 1) by the step's identity: several steps may bear one id, and the process keeps them all alive."""
    flows: Mapping[str, list[SequenceFlow]]
    links: Mapping[str, StepLink]

    @classmethod
    def of(cls, process: Process) -> ProcessIndex:
        """Return the tables of a process."""
        positions: dict[int, int] = {}
        links: dict[str, StepLink] = {}
        for position, step in enumerate(process.steps, 1):
            positions[id(step)] = position
            number, anchor = step.number or str(position), step_anchor(process.id, step.id)
            links.setdefault(step.id, StepLink(number, step.title, step.docname, anchor))
        flows: dict[str, list[SequenceFlow]] = {}
        for flow in sequence_flows(process):
            flows.setdefault(flow.source, []).append(flow)
        return cls(positions, flows, links)

    def position(self, step: Step) -> int:
        """Return the position (from 1) of a step in the process, 0 for one that is not in it."""
        return self.positions.get(id(step), 0)
