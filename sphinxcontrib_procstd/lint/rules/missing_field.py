"""C201 missing-field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.context import LintContext
from sphinxcontrib_procstd.lint.registry import Rule, Texts
from sphinxcontrib_procstd.model.process import Process, Step


class MissingField(Rule):
    """What: A column of the template table is empty, or holds a placeholder.

    Why: An empty cell does not tell "none needed" from "forgotten".

    Bad: an empty output; output: TBD; 输出要求: 待定

    Good: output: none; 输出要求: 无
    """

    code = "C201"
    name = "missing-field"
    severity = Severity.ERROR
    texts: ClassVar[Texts] = {
        "": {
            "en": ("the column “{column}” is empty", "Fill it in; if there is none, write “none”."),
            "zh": ("“{column}”一栏为空", "请填写；确实没有时写“无”。"),
        },
        "placeholder": {
            "en": (
                "“{excerpt}” in the column “{column}” only holds a place",
                "Write the content, or “none” if there is none.",
            ),
            "zh": ("“{column}”一栏的“{excerpt}”只是占位", "请填写实际内容；确实没有时写“无”。"),
        },
    }

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the empty columns of every step."""
        for step in process.steps:
            for name, columns, text, severity in _columns(step):
                column = columns[context.lang == "zh"]
                if not text.strip():
                    yield self.finding(
                        context,
                        step.where(name),
                        process=process,
                        step=step,
                        field=name,
                        column=column,
                        severity=severity,
                    )
                elif context.is_placeholder(text):
                    yield self.finding(
                        context,
                        step.where(name),
                        "placeholder",
                        process=process,
                        step=step,
                        field=name,
                        column=column,
                        excerpt=text.strip(),
                        severity=severity,
                    )


def _columns(step: Step) -> Iterator[tuple[str, tuple[str, str], str, Severity]]:
    """Yield (field, column in English and Chinese, text, severity) of the columns an author fills."""
    tools = "、".join(mention.name for mention in (*step.forms, *step.systems, *step.tools))
    if step.role:  # a step without one is R401's
        yield "role", ("Responsible role", "责任岗位"), step.role.text, Severity.ERROR
    yield "body", ("Operating standard", "操作规范"), step.body, Severity.ERROR
    yield "input", ("Input requirements", "输入要求"), step.input, Severity.WARNING
    yield "output", ("Output requirements", "输出要求"), step.output, Severity.ERROR
    yield "deadline", ("Time limit", "时间节点"), step.deadline, Severity.ERROR
    yield "forms", ("Forms & tools", "相关表单/工具"), tools, Severity.WARNING
