"""Rules: what each one is, and how all of them are found."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar

from sphinxcontrib_procstd.diagnostics import Finding, Location, Severity

if TYPE_CHECKING:
    from sphinxcontrib_procstd.lint.context import LintContext
    from sphinxcontrib_procstd.model.process import Process, Step

ENTRY_POINTS = "sphinxcontrib_procstd.lint_rules"
"""The entry point group by which other packages bring rules: each entry names a rule class, or a module of them."""

SECTIONS = ("What", "Why", "Bad", "Good")

Texts = Mapping[str, Mapping[str, tuple[str, str]]]
"""By message name, then by language: (message, what to write instead), both ``str.format`` templates."""


class Rule:
    """One rule. A subclass stands alone in its file, with a docstring of the sections What, Why, Bad and Good.

    Override ``check_process`` for what can be seen in one process, ``check_catalogue`` for the rest.
    """

    code: ClassVar[str] = ""
    name: ClassVar[str] = ""
    severity: ClassVar[Severity] = Severity.WARNING
    texts: ClassVar[Texts] = {}

    def check_process(self, process: Process, context: LintContext) -> Iterator[Finding]:
        """Yield the findings of one process."""
        del process, context
        yield from ()

    def check_catalogue(self, context: LintContext) -> Iterator[Finding]:
        """Yield the findings that need the handbook as a whole."""
        del context
        yield from ()

    def finding(
        self,
        context: LintContext,
        location: Location,
        key: str = "",
        *,
        process: Process | None = None,
        step: Step | None = None,
        field: str = "",
        excerpt: str = "",
        severity: Severity | None = None,
        **values: object,
    ) -> Finding:
        """Return a finding of this rule, its text in the handbook's language."""
        message, hint = self.texts[key][context.lang]
        if excerpt:
            values.setdefault("excerpt", excerpt)
        return Finding(
            code=self.code,
            message=message.format_map(values),
            hint=hint.format_map(values),
            location=location,
            severity=severity or self.severity,
            process=process.id if process else "",
            step=step.id if step else "",
            field=field,
            excerpt=excerpt,
        )

    @classmethod
    def sections(cls) -> dict[str, str]:
        """Return the docstring's sections by name."""
        found: dict[str, list[str]] = {}
        current = ""
        for line in inspect.cleandoc(cls.__doc__ or "").splitlines():
            head, colon, rest = line.partition(":")
            if colon and head in SECTIONS:
                current = head
            found.setdefault(current, []).append(rest if head == current and colon else line)
        return {name: "\n".join(lines).strip() for name, lines in found.items() if name}


def rules_in(module: ModuleType) -> list[type[Rule]]:
    """Return the rule classes a module defines itself."""
    classes = [item for _, item in inspect.getmembers(module, inspect.isclass) if item.__module__ == module.__name__]
    return [item for item in classes if issubclass(item, Rule) and item.code]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return one instance of every rule, shipped and installed, sorted by code."""
    from sphinxcontrib_procstd.lint import rules as shipped

    found: dict[str, type[Rule]] = {}
    for info in pkgutil.iter_modules(shipped.__path__):
        for rule in rules_in(import_module(f"{shipped.__name__}.{info.name}")):
            found[rule.code] = rule
    for entry in entry_points(group=ENTRY_POINTS):
        loaded = entry.load()
        for rule in rules_in(loaded) if isinstance(loaded, ModuleType) else [loaded]:
            found.setdefault(rule.code, rule)
    return tuple(found[code]() for code in sorted(found))


def find_rule(name: str) -> Rule | None:
    """Return the rule with this code or name."""
    return next((rule for rule in all_rules() if name in {rule.code, rule.name}), None)
