"""Someone's steps as blocks: what comes in and from whom, what to do, by when, to whom it goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.process import Process, Status, TargetKind
from sphinxcontrib_procstd.model.responsibility import Actor, Duty, Handover
from sphinxcontrib_procstd.render.entries import STATUS_LABELS
from sphinxcontrib_procstd.render.template import Column, step_cells
from sphinxcontrib_procstd.sphinx_ext.lookup import anchor_of, find_reference, page_of
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views import parts
from sphinxcontrib_procstd.sphinx_ext.views.subject import responsibilities
from sphinxcontrib_procstd.sphinx_ext.views.tables import link

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_QUOTED = re.compile("《([^《》]+)》")
_CHINESE = re.compile("[\u4e00-\u9fff]")


def process_heading(process: Process, view: nodes.Element, pages: PageBuilder) -> nodes.Node:
    """Return a heading that names a process, with its number, and its state where nobody is bound by it yet."""
    state = process.status.value if process.status and process.status is not Status.EFFECTIVE else ""
    told = [text for text in (process.number, words(STATUS_LABELS[state]) if state else "") if text]
    note = [nodes.inline("", f" {' · '.join(told)}", classes=["procstd-note"])] if told else []
    return parts.heading([parts.process_link(process, pages), *note], view, 1)


def duty_list(steps: Iterable[Duty], pages: PageBuilder, *, who: bool = False) -> nodes.Node:
    """Return steps of one process, in order; ``who`` names the role of each."""
    return parts.group(*(_duty(duty, pages, who=who) for duty in steps), css="procstd-duties")


def _duty(duty: Duty, pages: PageBuilder, *, who: bool) -> nodes.Node:
    step = duty.step
    cells = {cell.column: parts.segment_nodes(cell.lines, pages) for cell in step_cells(step, pages.catalogue, words)}
    rows: list[tuple[str, Sequence[nodes.Node]]] = [
        (words("Responsible role"), _lines(cells[Column.ROLE]) if who else []),
        (words("I receive") if not who else words("Comes in"), [*_lines(cells[Column.INPUT]), *_origins(duty, pages)]),
        (words("I do") if not who else words("To do"), _doing(step.body, pages)),
        (words("By when"), _lines(cells[Column.DEADLINE])),
        (words("Goes to"), [*_lines(cells[Column.OUTPUT]), *_destinations(duty, pages)]),
        (words("Forms & tools"), _lines([[*parts.separated(cells[Column.TOOLS])]] if cells[Column.TOOLS] else [])),
    ]
    title = parts.paragraph(parts.step_link(duty, pages), css="procstd-duty-title")
    return parts.group(title, parts.labelled(rows, "procstd-fields"), css="procstd-duty")


def _doing(body: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return the operating standard as paragraphs and lists.

    The facts hold a list as a block of one line an item, and a paragraph that the author broke looks the same. After a
    colon, and in Chinese, where such breaks are taken out, it is a list.
    """
    found: list[nodes.Node] = []
    before = ""
    for block in filter(None, map(str.strip, body.split("\n\n"))):
        lines = block.splitlines()
        if len(lines) > 1 and (before.endswith((":", "：")) or _CHINESE.search(block)):
            found.append(parts.bullets(_running(line, pages) for line in lines))
        else:
            found.append(parts.paragraph(*_running(" ".join(lines), pages)))
        before = block
    return found


def _running(text: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return running text with each 《title》 linked and quoted as the language quotes."""
    found: list[nodes.Node] = []
    for place, piece in enumerate(_QUOTED.split(text)):
        if place % 2 == 0:
            found += [nodes.Text(piece)] if piece else []
            continue
        named = find_reference(pages.catalogue, "auto", piece, "")
        shown = words("{title}").replace("{title}", named.title if named else piece)
        found.append(link(shown, pages.page(page_of(named), anchor_of(named)) if named else ""))
    return found


def _lines(lines: Iterable[Sequence[nodes.Node]]) -> list[nodes.Node]:
    alone = "procstd-alone"  # a line that is one link: its target is as high as a finger needs
    return [parts.paragraph(*line, css=alone if len(line) == 1 else "") for line in lines]


def _origins(duty: Duty, pages: PageBuilder) -> list[nodes.Node]:
    """Return from whom the work comes; for the first step, the event that starts the process."""
    found = responsibilities(pages).received.get((duty.process.id, duty.step.id), ())
    lines = [_line("←", one.giver, one.before, duty, one.guard, pages) for one in found]
    if not lines and duty.process.start and duty.process.steps[0] is duty.step:
        lines = [[nodes.Text("← "), *_running(duty.process.start, pages)]]
    return [parts.paragraph(*line, css="procstd-way") for line in lines]


def _destinations(duty: Duty, pages: PageBuilder) -> list[nodes.Node]:
    """Return to whom the work goes on."""
    found = responsibilities(pages).given.get((duty.process.id, duty.step.id), ())
    return [parts.paragraph(*_destination(one, duty, pages), css="procstd-way") for one in found]


def _destination(one: Handover, duty: Duty, pages: PageBuilder) -> list[nodes.Node]:
    if one.after is not None:
        return _line("→", one.taker, one.after, duty, one.guard, pages)
    name = one.target.label or one.target.name
    text = words("End: {name}").format(name=name) if name else words("End")
    if one.target.kind is TargetKind.PROCESS:
        other = pages.catalogue.find_process(one.target.name)
        away = pages.catalogue.find_elsewhere(one.target.name)
        shown = link(away.title, pages.away(away.uri)) if away else nodes.Text(name)
        return [*_guard(one.guard), nodes.Text("→ "), parts.process_link(other, pages) if other else shown]
    return [*_guard(one.guard), nodes.Text(f"→ {text}")]


def _line(arrow: str, who: Actor | None, other: Duty, duty: Duty, guard: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return one way: under which condition, who, in which step, and of which other process."""
    named = [parts.actor_link(who, pages), nodes.Text(words(": "))] if who else []
    elsewhere = other.process.id != duty.process.id
    process = [nodes.Text(" ("), parts.process_link(other.process, pages), nodes.Text(")")] if elsewhere else []
    return [*_guard(guard), nodes.Text(f"{arrow} "), *named, parts.step_link(other, pages), *process]


def _guard(guard: str) -> list[nodes.Node]:
    return [nodes.inline("", guard, classes=["procstd-guard"]), nodes.Text(" ")] if guard else []


def steps_named(process: Process, steps: Iterable[str], pages: PageBuilder) -> list[nodes.Node]:
    """Return links to steps by their ids, after a colon; nothing where the process itself is meant."""
    wanted = set(steps)
    found = [
        [parts.step_link(Duty(process, step, step.number or str(position)), pages)]
        for position, step in enumerate(process.steps, 1)
        if step.id in wanted
    ]
    return [nodes.Text(words(": ")), *parts.separated(found)] if found else []
