"""X701 unknown-ref."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext, says_nothing
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.catalogue import TOOL_KINDS, bare_name
from sphinxcontrib_procstd.model.process import Process, Step, TargetKind
from sphinxcontrib_procstd.model.resources import ResourceKind


class UnknownRef(Rule):
    """What: A form, system, manual or process that is not in its register.

    Why: The link is dead: the reader cannot open the form the step asks for.

    Bad: forms: 《Complaint regster》

    Good: forms: 《Complaint register》
    """

    code = "X701"
    name = "unknown-ref"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": ("the {kind} “{excerpt}” is not registered", "Register it, or use a registered name."),
            "zh": ("{kind}“{excerpt}”没有登记", "请登记，或使用已登记的名称。"),
        },
        "near": {
            "en": ("the {kind} “{excerpt}” is not registered", "Did you mean “{near}”?"),
            "zh": ("{kind}“{excerpt}”没有登记", "是否应为“{near}”？"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the names that lead nowhere."""
        own = (("supersedes", process.supersedes), ("based-on", process.based_on))
        for field, name in ((field, name) for field, names in own for name in names):
            if context.catalogue.find_process(name) is None:
                yield self._unknown(context, process, None, field, name, "process")
        for step in process.steps:
            yield from self._tools(process, step, context)
            yield from self._processes(process, step, context)

    def _processes(self, process: Process, step: Step, context: LintContext) -> Iterator[Finding]:
        lists = (("next", step.next), ("parallel", step.parallel))
        named = [(to.name, field) for field, targets in lists for to in targets if to.kind is TargetKind.PROCESS]
        if step.subprocess:
            named.append((step.subprocess, "next"))
        for name, field in dict.fromkeys(named):
            if context.catalogue.find_process(name) is None and context.catalogue.find_elsewhere(name) is None:
                yield self._unknown(context, process, step, field, name, "process")

    def _tools(self, process: Process, step: Step, context: LintContext) -> Iterator[Finding]:
        lists = (("forms", step.forms, ResourceKind.FORM), ("systems", step.systems, ResourceKind.SYSTEM))
        found = [(field, mention, kind) for field, mentions, kind in lists for mention in mentions]
        found += [("tools", mention, ResourceKind(mention.kind)) for mention in step.tools if mention.kind in _KINDS]
        for field, mention, kind in found:
            wanted = (kind, *(other for other in TOOL_KINDS if other is not kind))
            register = context.catalogue.of_kind(kind) if not mention.kind else (True,)
            if register and not says_nothing(mention.name) and context.catalogue.find_mention(mention, wanted) is None:
                yield self._unknown(context, process, step, field, mention.name, kind.value)

    def _unknown(
        self, context: LintContext, process: Process, step: Step | None, field: str, name: str, kind: str
    ) -> Finding:
        if kind == "process":
            known = [other.title for other in context.catalogue.processes] + list(context.catalogue.process_by_id)
        else:
            known = [entry.title for entry in context.catalogue.of_kind(ResourceKind(kind))]
        near = context.catalogue.near(bare_name(name), known)
        shown = _KIND_NAMES[kind] if context.lang == "zh" else kind
        place = step.where(field) if step else process.where(field)
        return self.finding(
            context,
            place,
            "near" if near else "",
            process=process,
            step=step,
            field=field,
            excerpt=name,
            near=near,
            kind=shown,
        )


_KINDS = frozenset(kind.value for kind in TOOL_KINDS)
_KIND_NAMES = {"form": "表单", "system": "系统", "manual": "手册", "process": "流程"}
