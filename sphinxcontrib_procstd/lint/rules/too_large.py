"""F309 too-large."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.flowgraph import build_flow_graph
from sphinxcontrib_procstd.model.process import Process


class TooLarge(Rule):
    """What: A process of more than 50 nodes, 7 lanes or 15 steps (7PMG).

    Why: A picture larger than a page is not read; large models hold more faults.

    Bad: one process of 24 steps

    Good: two processes, the first ending in process:second
    """

    code = "F309"
    name = "too-large"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "the process has {count} {what}, more than {limit}",
                "Split it: hand over with “process:ID”, or put a part into a sub-process.",
            ),
            "zh": (
                "流程有{count}个{what}，超过{limit}个",
                "请拆分：用“process:ID”交接给另一流程，或将一部分改为子流程。",
            ),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the sizes that are over their limit."""
        limits = context.options.limits
        names = {"zh": ("步骤", "泳道", "节点"), "en": ("steps", "lanes", "nodes")}[context.lang]
        lanes, nodes = len(context.catalogue.lanes_of(process)), 0
        if len(process.steps) * 3 > limits.nodes:
            nodes = len(build_flow_graph(process, context.catalogue).nodes)
        counted = ((len(process.steps), limits.steps), (lanes, limits.lanes), (nodes, limits.nodes))
        for what, (count, limit) in zip(names, counted, strict=True):
            if count > limit:
                yield self.finding(context, process.location, process=process, count=count, what=what, limit=limit)
