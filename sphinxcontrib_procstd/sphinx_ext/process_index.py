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
    """Look-up tables of one process: its steps by place, its flows by source, links to its steps."""

    steps: Mapping[tuple[str, str, bool], tuple[Step, int]]
    flows: Mapping[str, list[SequenceFlow]]
    links: Mapping[str, StepLink]

    @classmethod
    def of(cls, process: Process) -> ProcessIndex:
        """Return the tables of a process."""
        steps: dict[tuple[str, str, bool], tuple[Step, int]] = {}
        links: dict[str, StepLink] = {}
        for position, step in enumerate(process.steps, 1):
            steps.setdefault((step.id, step.docname, step.own), (step, position))
            number, anchor = step.number or str(position), step_anchor(process.id, step.id)
            links.setdefault(step.id, StepLink(number, step.title, step.docname, anchor))
        flows: dict[str, list[SequenceFlow]] = {}
        for flow in sequence_flows(process):
            flows.setdefault(flow.source, []).append(flow)
        return cls(steps, flows, links)
