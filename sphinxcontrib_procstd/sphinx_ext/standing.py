"""How a process stands, at the head of its page: its state, its sign-offs, what changed since the last release."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.doctree.standard import link
from sphinxcontrib_procstd.governance.diff import Change, ProcessChange
from sphinxcontrib_procstd.governance.diff_text import record_line, state_line, step_line
from sphinxcontrib_procstd.governance.labels import MEANING_LABELS, changed_parts, remarks, version_line
from sphinxcontrib_procstd.model.anchors import process_anchor, step_anchor
from sphinxcontrib_procstd.model.governance import CheckedSignoff, SignoffReport, SignoffState, Wanted
from sphinxcontrib_procstd.model.process import Mention, Process, Status
from sphinxcontrib_procstd.render.entries import STATUS_LABELS
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.signing import governance_of
from sphinxcontrib_procstd.sphinx_ext.spelled import spelled

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_SAYS = {
    Status.DRAFT: "This is a draft. Nobody works by it yet.",
    Status.IN_REVIEW: "This process is in review and not yet in force.",
    Status.PILOT: "This process is being tried out. It is in force only where the pilot runs.",
    Status.UNDER_REVISION: "This process is under revision. What stands here stays in force until the new version is.",
    Status.RETIRED: "This process is retired. Do not work by it.",
}
"""What the page of a process says in each state; one in force needs no word."""


def standing(process: Process, pages: PageBuilder) -> list[nodes.Node]:
    """Return the blocks at the head of a process's page; none for a process in force that nobody signed."""
    made = [*_state(process, pages)]
    found = governance_of(pages.domain)
    report = found.reports.get(process.id)
    if report is not None and pages.catalogue.process_by_id.get(process.id) is process:
        made += _signatures(report, process, pages.catalogue)
    change = found.changes.get(process.id)
    if change is not None:
        made += _changes(change, process, pages)
    return made


def standing_texts(builder: Builder, docname: str, process: Process) -> Iterator[str]:
    """Yield what the blocks say, for finding pages that have gone stale."""
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder  # it is made with this module

    for node in standing(process, PageBuilder(builder, docname, silent=True)):
        yield spelled(node)


def _block(css: str, *children: nodes.Node) -> nodes.container:
    return nodes.container("", *children, classes=["procstd-standing", f"procstd-{css}"])


def _state(process: Process, pages: PageBuilder) -> Iterator[nodes.Node]:
    """Yield the banner of a state, and the watermark that its printed pages bear."""
    if process.status not in _SAYS:
        return
    label = words(STATUS_LABELS[process.status.value])
    text = nodes.paragraph("", "", nodes.strong("", label), nodes.Text(f" {words(_SAYS[process.status])}"))
    banner = _block(f"state-{process.status.value}", text)
    if process.status is Status.PILOT and process.pilot:
        banner += nodes.paragraph("", words("Pilot: {scope}").replace("{scope}", process.pilot))
    if process.status is Status.RETIRED:
        after = [other for other in pages.catalogue.processes if process.id in other.supersedes]
        if after:
            line = nodes.paragraph("", f"{words('Replaced by')} ")
            for number, other in enumerate(after):
                line += nodes.Text(words(", ")) if number else nodes.Text("")
                line += link(other.title, pages.page(other.docname, process_anchor(other.id)))
            banner += line
    yield banner
    mark = f'<div class="procstd-watermark" aria-hidden="true">{escape(label)}</div>'
    yield nodes.raw("", mark, format="html")


def _signatures(report: SignoffReport, process: Process, catalogue: Catalogue) -> Iterator[nodes.Node]:
    """Yield who signed, and what no longer stands."""
    items = [_line(one, catalogue) for one in report.valid]
    if items:
        head = nodes.paragraph("", words("Signed as it stands here"), classes=["procstd-standing-title"])
        mark = nodes.paragraph("", f"{words('Fingerprint')} ", classes=["procstd-note"])
        mark += nodes.literal("", report.fingerprint.rpartition(":")[2][:16])
        yield _block("signed", head, _list(items), mark)
    wrong: list[nodes.list_item] = []
    reasons: dict[str, list[CheckedSignoff]] = {}
    for one in report.void:
        reasons.setdefault(_why(one, process), []).append(one)
    for why, void in reasons.items():
        wrong += [_line(one, catalogue) for one in void]
        wrong[-1] += nodes.paragraph("", why)
    wrong += [_wanted(want, catalogue) for want in report.wanted if want.void is None]
    for fault in report.faults:
        text = words("A record of a sign-off cannot be relied on: {place}: {message}")
        text = text.replace("{place}", str(fault.location)).replace("{message}", fault.message)
        wrong.append(nodes.list_item("", nodes.paragraph("", text)))
    if wrong:
        title = words("VOID") if report.void else words("Signatures are missing")
        yield _block("void", nodes.paragraph("", title, classes=["procstd-standing-title"]), _list(wrong))


def _why(one: CheckedSignoff, process: Process) -> str:
    if one.state is not SignoffState.VOID:
        return one.why
    text = words("The text changed after signing: {changes}.")
    return text.replace("{changes}", changed_parts(one.changes, process, words))


def _list(items: list[nodes.list_item]) -> nodes.bullet_list:
    return nodes.bullet_list("", *items)


def _line(one: CheckedSignoff, catalogue: Catalogue) -> nodes.list_item:
    signoff = one.signoff
    text = words("{meaning} by {name}, {role}, on {date}").replace("{meaning}", words(MEANING_LABELS[signoff.meaning]))
    day = signoff.date[:10]
    role = catalogue.role_text(Mention(name=signoff.role))
    text = text.replace("{date}", day).replace("{role}", role).replace("{name}", signoff.name)
    item = nodes.list_item("", nodes.paragraph("", text))
    if signoff.comment:
        item += nodes.paragraph("", signoff.comment, classes=["procstd-note"])
    return item


def _wanted(want: Wanted, catalogue: Catalogue) -> nodes.list_item:
    text = words("{role} has not signed this version.").replace("{role}", catalogue.role_text(Mention(name=want.role)))
    return nodes.list_item("", nodes.paragraph("", text))


def _changes(change: ProcessChange, process: Process, pages: PageBuilder) -> Iterator[nodes.Node]:
    """Yield what changed since the last release; a step that is gone keeps its anchor here."""
    if change.change is Change.ADDED:
        yield _block("changed", nodes.paragraph("", words("New since the last release.")))
        return
    facts = [version_line(change, words), *([state_line(change, words)] if change.old_status != change.status else [])]
    head = nodes.paragraph("", f"{words('Changed since the last release')}: {words(', ').join(facts)}")
    head["classes"] = ["procstd-standing-title"]
    items = []
    if change.header:
        items.append(nodes.list_item("", nodes.paragraph("", words("The header was reworded."))))
    for step in change.steps:
        gone = step.changes == (Change.REMOVED,)
        text = step_line(step, words)
        here = process.step(step.id)
        target = pages.page(here.docname, step_anchor(process.id, step.id)) if here and not gone else ""
        item = nodes.list_item("", nodes.paragraph("", "", link(text, target)))
        if gone:
            item["ids"] = [step_anchor(process.id, step.old_id)]
            item["classes"] = ["procstd-gone"]
        items.append(item)
    items += [nodes.list_item("", nodes.paragraph("", record_line(record, words))) for record in change.records]
    notes = [nodes.paragraph("", remark, classes=["procstd-remark"]) for remark in remarks(change, words)]
    yield _block("changed", head, *([_list(items)] if items else []), *notes)
