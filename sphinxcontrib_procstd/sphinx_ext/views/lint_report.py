"""The view ``lint-report``: what the linter finds, as a table of the handbook's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.lint.registry import find_rule
from sphinxcontrib_procstd.model.anchors import process_anchor, step_anchor
from sphinxcontrib_procstd.render.filters import FILTERS, matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, in_box, link, nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_LABELS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Remark"}
_ORDER = {severity: place for place, severity in enumerate(Severity)}


def fill_lint_report(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a line of counts, and a table of findings: gravest first, each with a link to its step."""
    options, catalogue = view["options"], pages.catalogue
    if not any(matches(process, options, catalogue) for process in catalogue.processes):
        return nothing(view, words("No process matches this filter."), pages)
    found = filtered(pages.domain, options)
    if not found:
        return [nodes.paragraph("", words("The linter finds nothing to improve."), classes=["procstd-note"])]
    count = Counter(finding.severity for finding in found)
    counted = [f"{words(_LABELS[severity])}: {count[severity]}" for severity in Severity if count[severity]]
    heads = [words(text) for text in ("Severity", "Process", "Step", "Finding", "Rule")]
    rows = [list(_row(finding, pages)) for finding in found]
    table = build_table(heads, rows, (10, 20, 20, 40, 10), "procstd-list")
    return [nodes.paragraph("", " · ".join(counted), classes=["procstd-note"]), in_box(table)]


def filtered(domain: ProcstdDomain, options: Mapping[str, str]) -> list[Finding]:
    """Return the findings that a report shows: by gravity, then by process and place."""
    catalogue = domain.handbook.catalogue
    shown = {process.id for process in catalogue.processes if matches(process, options, catalogue)}
    whole = not any(options.get(name, "").strip() for name in FILTERS)
    found = [finding for finding in domain.findings if finding.process in shown or (whole and not finding.process)]
    return sorted(found, key=lambda f: (_ORDER[f.severity], f.process, f.location, f.code, f.message))


def _row(finding: Finding, pages: PageBuilder) -> Iterator[nodes.Node]:
    process = pages.catalogue.process_by_id.get(finding.process)
    step = process.step(finding.step) if process and finding.step else None
    yield nodes.Text(words(_LABELS[finding.severity]))
    yield link(process.title, pages.page(process.docname, process_anchor(process.id))) if process else nodes.Text("")
    place = pages.page(step.docname, step_anchor(process.id, step.id)) if process and step else ""
    yield link(step.title, place) if step else nodes.Text("" if process else str(finding.location))
    rule = find_rule(finding.code)
    yield nodes.Text(f"{finding.message} {finding.hint}".strip())
    yield nodes.literal("", finding.code, **({"reftitle": rule.name} if rule else {}))


VIEW = View(name="lint-report", fill=fill_lint_report, steady=False)
