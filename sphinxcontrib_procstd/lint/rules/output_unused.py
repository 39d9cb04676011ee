"""D502 output-unused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext, document_key, says_nothing
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.catalogue import bare_name
from sphinxcontrib_procstd.model.process import Process, TargetKind
from sphinxcontrib_procstd.model.resources import ResourceKind


class OutputUnused(Rule):
    """What: An output that no step takes in and that is no result of the process.

    Why: Work that nobody uses can be saved; or the step that uses it forgot to say so.

    Bad: output: Weekly list, which nobody reads

    Good: a later step with input: Weekly list
    """

    code = "D502"
    name = "output-unused"
    severity = Severity.INFO
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "nobody uses the output “{excerpt}”",
                "Name it in the “input” of the step that uses it, or drop it.",
            ),
            "zh": ("输出“{excerpt}”没有被使用", "请在使用它的步骤的“输入要求”中写明，或删去。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the outputs that go nowhere."""
        facts = context.facts(process)
        for step in process.steps:
            if any(flow.target.kind is not TargetKind.STEP for flow in facts.outgoing[step.id]):
                continue
            for mention in step.outputs:
                name = bare_name(mention.name)
                if (
                    says_nothing(name)
                    or context.is_placeholder(name)
                    or document_key(name) in context.consumed
                    or name.casefold() in process.end.casefold()
                ):
                    continue
                if not context.catalogue.find_mention(mention, (ResourceKind.FORM,)):
                    yield self.finding(
                        context, step.where("output"), process=process, step=step, field="output", excerpt=mention.name
                    )
