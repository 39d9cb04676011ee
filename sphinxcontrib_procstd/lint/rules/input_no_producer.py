"""D501 input-no-producer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext, document_key, says_nothing
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.catalogue import bare_name
from sphinxcontrib_procstd.model.process import Mention, Process
from sphinxcontrib_procstd.model.resources import ResourceKind


class InputNoProducer(Rule):
    """What: An input that no step puts out, no other process hands over, and nobody registered as coming from outside.

    Why: The step waits for a paper that nobody writes; or two names mean one paper.

    Bad: output: Solution plan — input: Solution proposal

    Good: input: Solution plan; or an `external` entry for what comes from outside
    """

    code = "D501"
    name = "input-no-producer"
    severity = Severity.WARNING
    texts: ClassVar[Texts] = {
        "": {
            "en": (
                "nothing produces the input “{excerpt}”",
                "Let a step put it out under this name, or register it as “external”.",
            ),
            "zh": ("输入“{excerpt}”没有来源", "请让某一步骤以同名输出，或登记为“external”（外部输入）。"),
        },
        "near": {
            "en": ("nothing produces the input “{excerpt}”", "There is an output “{near}”: use one name for both."),
            "zh": ("输入“{excerpt}”没有来源", "已有输出“{near}”：请统一名称。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the inputs without a source."""
        for step in process.steps:
            for mention in step.inputs:
                name = bare_name(mention.name)
                if (
                    says_nothing(name)
                    or context.is_placeholder(name)
                    or self._has_source(mention, name, process, context)
                ):
                    continue
                outputs = [
                    bare_name(other.name) for other_step in process.steps[:_MOST] for other in other_step.outputs
                ]
                near = context.catalogue.near(name, outputs)
                yield self.finding(
                    context,
                    step.where("input"),
                    "near" if near else "",
                    process=process,
                    step=step,
                    field="input",
                    excerpt=mention.name,
                    near=near,
                )

    def _has_source(self, mention: Mention, name: str, process: Process, context: LintContext) -> bool:
        if document_key(name) in context.produced:
            return True
        found = context.catalogue.find_mention(mention, (*_SOURCES, ResourceKind.FORM))
        if found is None:
            return False
        if found.kind in _SOURCES:
            return True
        outputs = (other for step in process.steps for other in (*step.outputs, *step.forms))
        return any(context.catalogue.find_mention(other, (ResourceKind.FORM,)) is found for other in outputs)


_SOURCES = (ResourceKind.EXTERNAL, ResourceKind.MANUAL, ResourceKind.SYSTEM)
_MOST = 60
"""So many steps are searched for a near name: no process that large is read anyway."""
