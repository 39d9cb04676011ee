"""The tables of a measured process: its steps, where cases leave the flow, and what is wrong with the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.figures.faults import EXAMPLES, FAULTS
from sphinxcontrib_procstd.figures.private import MARK
from sphinxcontrib_procstd.figures.result import Figures, Share, Spread
from sphinxcontrib_procstd.figures.targets import Light
from sphinxcontrib_procstd.figures.wording import duration, share
from sphinxcontrib_procstd.model.anchors import step_anchor
from sphinxcontrib_procstd.sphinx_ext.kpis import SIGNS
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.tables import build_table, in_box, link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

KEPT, NEARLY = 0.95, 0.8
"""From which share of events within their limit a step counts as on target, and as near it."""

DEVIATIONS = {
    "skipped": "Step skipped",
    "extra": "Step too much",
    "order": "Wrong order",
    "role": "Done by another role",
    "late": "Limit not kept",
}


def step_table(process: Process, figures: Figures, pages: PageBuilder) -> nodes.Node:
    """Return a row for each step: cases, times, limit, and how often it was kept."""
    timed = any(step.waiting for step in figures.steps)
    heads = ["Step", "Cases", "Time", *(["Waiting", "Processing"] if timed else []), "Time limit", "On time"]
    rows = []
    for step in {step.id: step for step in reversed(process.steps)}.values():
        found = figures.step(step.id)
        if found is None:
            continue
        times = [_time(found.elapsed), *([_time(found.waiting), _time(found.processing)] if timed else [])]
        rows.append(
            [
                link(step.title, pages.page(step.docname, step_anchor(process.id, step.id))),
                nodes.Text(f"{found.cases:,}"),
                *times,
                nodes.Text(step.deadline),
                _kept(found.on_time, found.unmeasured),
            ]
        )
    rows.reverse()
    widths = (25, 9, 10, 10, 10, 20, 16) if timed else (30, 10, 14, 26, 20)
    table = build_table([words(text) for text in heads], rows, widths, "procstd-list procstd-figure-table")
    return in_box(table)


def _time(spread: Spread | None) -> nodes.Node:
    return nodes.Text(duration(spread.median, words) if spread else "–")


def _kept(found: Share | None, reason: str) -> nodes.Node:
    if found is None:
        return nodes.inline("", words(reason), classes=["procstd-note"]) if reason else nodes.Text("–")
    light = light_of(found)
    text = f"{SIGNS[light]} {share(found.value)} ({found.part:,}/{found.whole:,})"
    return nodes.inline("", text, classes=["procstd-light", f"procstd-{light.value}"])


def deviation_table(process: Process, figures: Figures, pages: PageBuilder) -> Iterator[nodes.Node]:
    """Yield what cases do that the handbook does not say, the most frequent first."""
    rows = ranked_deviations(process, figures)
    if not rows:
        return
    yield nodes.rubric("", words("Exceptions, the most frequent first"))
    cells = []
    for kind, step_id, name, count, whole in rows:
        step = process.step(step_id) if step_id else None
        what = link(step.title, pages.page(step.docname, step_anchor(process.id, step.id))) if step else None
        where = nodes.inline("", "", *([what] if what else []))
        where += nodes.Text(f" ({name})" if step and name else name)
        part = share(count / whole) if whole else ""
        cells.append([nodes.Text(words(DEVIATIONS[kind])), where, nodes.Text(f"{count:,}"), nodes.Text(part)])
    heads = [words(text) for text in ("Exception", "Step", "Cases", "Share")]
    yield in_box(build_table(heads, cells, (26, 44, 14, 16), "procstd-list procstd-figure-table"))


def ranked_deviations(process: Process, figures: Figures) -> list[tuple[str, str, str, int, int]]:
    """Return (kind, step id, name, count, of how many) of each exception, the most frequent first."""
    return sorted(_deviations(process, figures), key=lambda row: (-row[3], row[0], row[1]))


def _deviations(process: Process, figures: Figures) -> Iterator[tuple[str, str, str, int, int]]:
    """Yield (kind, step id, name, count, of how many)."""
    known = {step.id for step in process.steps}
    for each in figures.conformance.deviations if figures.conformance else ():
        step = each.step if each.step in known else ""
        unknown = words("a role that the handbook does not know") if each.kind == "role" and not each.role else ""
        yield (
            each.kind,
            step,
            each.role or unknown or _unknown(each.activity) or ("" if step else each.step),
            each.cases,
            figures.cases,
        )
    for found in figures.steps:
        if found.on_time and found.on_time.part < found.on_time.whole and found.step in known:
            yield "late", found.step, "", found.on_time.whole - found.on_time.part, found.on_time.whole


def _unknown(activity: str) -> str:
    """Return what an activity that is no step is called here, "" for none: its rank, for its name may be a person's."""
    rank = activity.removeprefix(MARK)
    text = words("unknown activity {number}") if rank else words("another unknown activity")
    return text.replace("{number}", rank) if activity else ""


def fault_list(figures: Figures) -> Iterator[nodes.Node]:
    """Yield what is wrong with the log: each fault with its count and its first lines."""
    if not figures.faults:
        return
    yield nodes.rubric("", words("What the log lacks"))
    items = nodes.bullet_list("")
    for fault in figures.faults:
        item = nodes.list_item("", nodes.paragraph("", f"{fault.count:,} × {words(FAULTS[fault.kind])}"))
        if fault.kind == "unknown" and figures.unknown:
            item += nodes.paragraph("", _unknown_activities(figures), classes=["procstd-note"])
        elif fault.examples:
            first = nodes.paragraph("", "", classes=["procstd-note"])
            for number, example in enumerate(fault.examples):
                first += [nodes.Text(words("; ") if number else ""), _place(example.place)]
                first += nodes.Text(f" {example.text}" if example.text else "")
            item += first
        items += item
    yield items


def _unknown_activities(figures: Figures) -> str:
    """Return how often the most frequent unknown activities were done, and which steps' titles are near theirs."""
    said = []
    for rank, each in enumerate(figures.unknown[:EXAMPLES], 1):
        text = words("{activity}: {count} events, near “{near}”") if each.near else words("{activity}: {count} events")
        text = text.replace("{activity}", _unknown(f"{MARK}{rank}")).replace("{count}", f"{each.events:,}")
        said.append(text.replace("{near}", each.near))
    named = words("Their names are in the report of procstd figures.")
    return words("; ").join(said) + words(". ") + named


def _place(place: str) -> nodes.Node:
    """Return the place of a line; a row of a log without lines in the language of the page."""
    file, row, number = place.rpartition(", row ")
    if not (row and number.isdecimal()):
        return nodes.literal("", place)
    log = file.removesuffix(" (flattened)")
    text = words("{file} (flattened), row {number}") if log != file else words("{file}, row {number}")
    return nodes.literal("", text.replace("{number}", number).replace("{file}", log))


def light_of(found: Share | None) -> Light:
    """Return the light of a step whose limit was kept in this share of events."""
    if found is None:
        return Light.UNKNOWN
    return Light.REACHED if found.value >= KEPT else Light.NEAR if found.value >= NEARLY else Light.MISSED
