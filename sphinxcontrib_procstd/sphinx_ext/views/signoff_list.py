"""The view ``signoff-list``: whose signatures stand, whose are void, and who has to sign."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.governance.labels import MEANING_LABELS, SIGNOFF_LABELS, changed_parts
from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.model.governance import SignoffReport, SignoffState
from sphinxcontrib_procstd.model.process import Mention
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.heads import STYLE
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.signing import governance_of
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, day, in_box, link, nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_signoff_list(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a table of the signatures on the processes that match: what they are worth today."""
    options, catalogue = view["options"], pages.catalogue
    chosen = [process for process in catalogue.processes if matches(process, options, catalogue)]
    if not chosen:
        return nothing(view, words("No process matches this filter."), pages)
    reports = governance_of(pages.domain).reports
    rows = [row for process in chosen if process.id in reports for row in _rows(reports[process.id], pages)]
    if not rows:
        return nothing(view, words("Nothing was signed."), pages)
    heads = ("Process", "Version", "State", "Meaning", "Role", "Name", "Date", "Notes")
    return [in_box(build_table([words(head) for head in heads], rows, (20, 8, 10, 9, 14, 9, 11, 19), "procstd-list"))]


def _rows(report: SignoffReport, pages: PageBuilder) -> Iterator[list[nodes.Node]]:
    process = pages.catalogue.process_by_id[report.process]
    place = pages.page(process.docname, process_anchor(process.id))
    for one in report.signoffs:
        signoff = one.signoff
        remark = changed_parts(one.changes, process, words) if one.state is SignoffState.VOID else one.why
        css = {SignoffState.VALID: "procstd-ok", SignoffState.VOID: "procstd-due-late"}.get(one.state, "procstd-note")
        state = nodes.inline("", words(SIGNOFF_LABELS[one.state]), classes=[css])
        meaning = words(MEANING_LABELS[signoff.meaning])
        role = pages.catalogue.role_text(Mention(name=signoff.role))
        version, note = nodes.Text(signoff.version), nodes.Text(remark or signoff.comment)
        who = (nodes.Text(text) for text in (meaning, role, signoff.name))
        yield [link(process.title, place), version, state, *who, day(signoff.date[:10]), note]
    for want in (want for want in report.wanted if want.void is None):
        state = nodes.inline("", words("missing"), classes=["procstd-due-late"])
        role = pages.catalogue.role_text(Mention(name=want.role))
        texts = (words(MEANING_LABELS[want.meaning]), role, "", "", "")
        yield [link(process.title, place), nodes.Text(process.version), state, *(nodes.Text(text) for text in texts)]


VIEW = View(name="signoff-list", fill=fill_signoff_list, assets=(STYLE,))
