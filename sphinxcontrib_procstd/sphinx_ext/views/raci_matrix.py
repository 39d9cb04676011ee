"""The view ``raci-matrix``: who does, answers for, is asked about and told of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.onboarding import in_force
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.model.responsibility import Actor, Duty, Part
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views import parts
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.subject import no_process, responsibilities, selected
from sphinxcontrib_procstd.sphinx_ext.views.tables import nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

LETTERS = {
    Part.RESPONSIBLE: "Responsible: does the step",
    Part.ACCOUNTABLE: "Accountable: answers for the result",
    Part.CONSULTED: "Consulted: is asked before",
    Part.INFORMED: "Informed: is told after",
}
"""What a matrix shows, in this order, with the words for it."""
_SHORT = {
    Part.RESPONSIBLE: "responsible",
    Part.ACCOUNTABLE: "accountable",
    Part.CONSULTED: "consulted",
    Part.INFORMED: "informed",
}


def fill_raci_matrix(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a row a process and a column a role; of a single process a row a step."""
    options: Mapping[str, str] = view["options"]
    found = selected(options, pages)
    if not options.get("status"):
        found = [process for process in found if in_force(process)]
    if not found:
        return no_process(view, pages)
    single = found[0] if len(found) == 1 and options.get("process") else None
    rows = _step_rows(single, pages) if single else [_process_row(process, pages) for process in found]
    actors = list({actor.key: actor for _head, cells in rows for actor in cells}.values())
    if not actors:
        return nothing(view, words("No step names a role."), pages)
    label = (
        words("Responsibilities in {process}").replace("{process}", single.title)
        if single
        else words("Responsibilities")
    )
    tables = _table(rows, actors, words("Step") if single else words("Process"), pages)
    blocks = [*parts.frame(tables, label, "procstd-matrix-box", pages), _legend()]
    return parts.whole(blocks, "procstd-responsibilities")


_Row = tuple[nodes.Node, dict[Actor, frozenset[Part]]]


def _step_rows(process: Process, pages: PageBuilder) -> list[_Row]:
    """Return a row a step: its link, and who has which part in it."""
    known = responsibilities(pages)
    people = _people(process, pages)
    rows = []
    for position, step in enumerate(process.steps, 1):
        held = {actor: known.parts_of(actor)[process.id].get(step.id, frozenset()) & set(LETTERS) for actor in people}
        duty = Duty(process, step, step.number or str(position))
        rows.append((parts.step_link(duty, pages), {actor: found for actor, found in held.items() if found}))
    return rows


def _process_row(process: Process, pages: PageBuilder) -> _Row:
    """Return a row: the process, and who has which parts in any of its steps; its owner is accountable."""
    known = responsibilities(pages)
    held = {}
    for actor in _people(process, pages):
        found = frozenset().union(*known.parts_of(actor)[process.id].values())
        shown = (found | {Part.ACCOUNTABLE} if Part.OWNER in found else found) & set(LETTERS)
        if shown:
            held[actor] = shown
    return parts.process_link(process, pages), held


def _people(process: Process, pages: PageBuilder) -> list[Actor]:
    """Return who has a part in a process: in the order of its lanes and steps, then by name."""
    known = responsibilities(pages)
    lanes = {name: place for place, name in enumerate(pages.catalogue.lanes_of(process))}
    found = [known.actors[key] for key, held in known.parts.items() if process.id in held]
    return sorted(found, key=lambda actor: (lanes.get(actor.title, len(lanes)), actor.title, actor.key))


def _table(rows: Sequence[_Row], actors: Sequence[Actor], first: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return the matrix with its totals."""
    heads: list[parts.Inline] = [[nodes.Text(first)], *([parts.actor_link(actor, pages)] for actor in actors)]
    body: list[list[parts.Inline]] = []
    for head, cells in rows:
        body.append([[head], *(_letters(cells.get(actor, frozenset()), pages) for actor in actors)])
    totals = [_total(Counter(part for _, cells in rows for part in cells.get(actor, ()))) for actor in actors]
    body.append([[nodes.Text(words("Total"))], *([nodes.Text(text)] for text in totals)])
    return parts.matrix(heads, body, "procstd-matrix procstd-raci", pages)


def _letters(held: frozenset[Part], pages: PageBuilder) -> parts.Inline:
    found: list[nodes.Node] = []
    for part in LETTERS:
        if part in held:
            css = ["procstd-letter", f"procstd-letter-{part.value.lower()}"]
            found += [nodes.Text(" ")] * bool(found)
            found += [nodes.inline("", part.value, classes=css), *parts.spoken(f" {words(_SHORT[part])}", pages)]
    return found


def _total(count: Counter[Part]) -> str:
    return " ".join(f"{part.value}{count[part]}" for part in LETTERS if count[part])


def _legend() -> nodes.Node:
    rows = []
    for part, text in LETTERS.items():
        letter = nodes.inline("", part.value, classes=["procstd-letter", f"procstd-letter-{part.value.lower()}"])
        rows.append([letter, nodes.Text(f" {words(text)}")])
    return parts.bullets(rows, "procstd-legend")


VIEW = View(name="raci-matrix", fill=fill_raci_matrix, assets=(parts.STYLE,))
