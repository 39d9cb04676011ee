"""The view ``review-calendar``: which reviews are overdue, which are due soon, and whose they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.governance.due import LABELS, Due, DueState
from sphinxcontrib_procstd.model.anchors import process_anchor
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.heads import STYLE
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.review_files import FORMATS, download_name
from sphinxcontrib_procstd.sphinx_ext.signing import governance_of
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, day, in_box, link, nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def fill_review_calendar(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return counts, the reviews by urgency (or owner by owner), and the same as calendar and CSV."""
    options: Mapping[str, str] = view["options"]
    catalogue = pages.catalogue
    chosen = [process for process in catalogue.processes if matches(process, options, catalogue)]
    if not chosen:
        return nothing(view, words("No process matches this filter."), pages)
    dues = governance_of(pages.domain).dues(chosen)
    count = Counter(due.state for due in dues)
    counted = [f"{words(LABELS[state])}: {count[state]}" for state in DueState if count[state]]
    made: list[nodes.Node] = [nodes.paragraph("", " · ".join(counted), classes=["procstd-note"])]
    if options.get("group") == "owner":
        owners: dict[str, list[Due]] = {}
        for due in dues:
            owners.setdefault(_owner(due, pages), []).append(due)
        for owner, own in sorted(owners.items(), key=lambda item: (item[1][0].date is None, item[1][0].date, item[0])):
            made += [nodes.rubric("", owner or words("No owner")), _table(own, pages, with_owner=False)]
    else:
        made.append(_table(dues, pages, with_owner=True))
    return [*made, *_downloads(options, pages)]


def _owner(due: Due, pages: PageBuilder) -> str:
    owner = due.process.owner
    return pages.catalogue.role_text(owner) if owner else ""


def _table(dues: list[Due], pages: PageBuilder, *, with_owner: bool) -> nodes.container:
    heads = ["Next review", "State", "Process", "Process owner", "Last review", "Review cycle"]
    widths = [14, 16, 30, 16, 12, 12]
    if not with_owner:
        del heads[3], widths[3]
    rows = []
    for due in dues:
        process = due.process
        state = nodes.inline("", words(LABELS[due.state]), classes=[f"procstd-due-{due.state.value}"])
        title = link(process.title, pages.page(process.docname, process_anchor(process.id)))
        owner = [nodes.Text(_owner(due, pages) or "—")] if with_owner else []
        last, cycle = day(process.last_reviewed or process.effective or "—"), nodes.Text(process.review_cycle or "—")
        rows.append([day(due.date.isoformat() if due.date else "—"), state, title, *owner, last, cycle])
    return in_box(build_table([words(head) for head in heads], rows, tuple(widths), "procstd-list"))


def _downloads(options: Mapping[str, str], pages: PageBuilder) -> list[nodes.Node]:
    """Return links to the files that the build writes beside the page; only where it writes pages."""
    if pages.builder.format != "html" or pages.builder.name == "epub":
        return []
    line = nodes.paragraph("", f"{words('Download')}: ", classes=["procstd-note"])
    for number, (suffix, label) in enumerate(FORMATS.items()):
        root = pages.builder.get_relative_uri(pages.docname, pages.builder.config.root_doc)
        depth = "../" * root.count("../")
        if pages.builder.name == "dirhtml":
            depth = "../" * (0 if pages.docname == "index" else pages.docname.removesuffix("/index").count("/") + 1)
        line += nodes.Text(words(", ")) if number else nodes.Text("")
        line += nodes.reference("", words(label), internal=True, refuri=f"{depth}{download_name(options, suffix)}")
    return [line]


VIEW = View(name="review-calendar", fill=fill_review_calendar, assets=(STYLE,))
