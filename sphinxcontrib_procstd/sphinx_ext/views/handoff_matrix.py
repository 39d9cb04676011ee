"""The view ``handoff-matrix``: who hands work to whom, how often, and with which document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.catalogue import DOCUMENT_KINDS
from sphinxcontrib_procstd.model.onboarding import in_force
from sphinxcontrib_procstd.model.responsibility import Actor, Handover
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views import parts
from sphinxcontrib_procstd.sphinx_ext.views.kind import View
from sphinxcontrib_procstd.sphinx_ext.views.subject import no_process, responsibilities, selected
from sphinxcontrib_procstd.sphinx_ext.views.tables import nothing

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

_Pair = tuple[Actor, Actor]


def fill_handoff_matrix(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return a matrix of giving and taking roles, and under it each pair's steps with conditions and documents."""
    options: Mapping[str, str] = view["options"]
    found = selected(options, pages)
    if not options.get("status"):
        found = [process for process in found if in_force(process)]
    if not found:
        return no_process(view, pages)
    chosen = {process.id for process in found}
    pairs: dict[_Pair, list[Handover]] = {}
    for process in found:
        for step in process.steps:
            for one in responsibilities(pages).given.get((process.id, step.id), ()):
                if one.changes_hands and one.giver and one.taker and _in_scope(one, chosen, options):
                    pairs.setdefault((one.giver, one.taker), []).append(one)
    if not pairs:
        return nothing(view, words("No work changes hands here."), pages)
    number = pages.count_figures("-handoff")
    anchors = {pair: f"procstd.-handoff-{number}-{place}" for place, pair in enumerate(_sorted(pairs), 1)}
    label = words("Hand-off matrix")
    tables = _table(pairs, anchors, pages)
    blocks = [*parts.frame(tables, label, "procstd-matrix-box", pages), *_details(view, pairs, anchors, pages)]
    return parts.whole(blocks, "procstd-handoffs")


def _in_scope(one: Handover, chosen: set[str], options: Mapping[str, str]) -> bool:
    """Return whether a hand-over is shown: into other processes too, unless the author chose processes by name."""
    if one.after is None:
        return False
    return one.after.process.id in chosen or (in_force(one.after.process) and not options.get("process"))


def _sorted(pairs: Mapping[_Pair, Sequence[Handover]]) -> list[_Pair]:
    """Return the pairs, those that hand over most often first."""
    return sorted(pairs, key=lambda pair: (-len(pairs[pair]), pair[0].title, pair[1].title, pair[0].key, pair[1].key))


def _table(
    pairs: Mapping[_Pair, Sequence[Handover]], anchors: Mapping[_Pair, str], pages: PageBuilder
) -> list[nodes.Node]:
    givers = list(dict.fromkeys(giver for giver, _ in pairs))
    takers = list(dict.fromkeys(taker for _, taker in pairs))
    corner = words("From ↓ to →")
    heads: list[parts.Inline] = [
        [nodes.Text(corner)],
        *([parts.actor_link(taker, pages)] for taker in takers),
        [nodes.Text(words("Total"))],
    ]
    body: list[list[parts.Inline]] = []
    for giver in givers:
        counts = [len(pairs.get((giver, taker), ())) for taker in takers]
        cells = [_count((giver, taker), count, anchors) for taker, count in zip(takers, counts, strict=True)]
        body.append([[parts.actor_link(giver, pages)], *cells, [parts.number_text(sum(counts))]])
    sums = [sum(len(found) for (_, other), found in pairs.items() if other == taker) for taker in takers]
    body.append([[nodes.Text(words("Total"))], *([parts.number_text(count)] for count in (*sums, sum(sums)))])
    return parts.matrix(heads, body, "procstd-matrix procstd-handoff", pages)


def _count(pair: _Pair, count: int, anchors: Mapping[_Pair, str]) -> parts.Inline:
    if not count:
        return []
    label = words("{giver} to {taker}: {count}").format(giver=pair[0].title, taker=pair[1].title, count=count)
    shown = nodes.reference("", str(count), internal=True, refid=anchors[pair], reftitle=label)
    shown["classes"].append("procstd-count")
    return [shown]


def _details(
    view: nodes.Element, pairs: Mapping[_Pair, Sequence[Handover]], anchors: Mapping[_Pair, str], pages: PageBuilder
) -> list[nodes.Node]:
    """Return each pair with its hand-overs: from step, to step, on which condition, with which documents."""
    items = []
    for pair in _sorted(pairs):
        giver, taker = pair
        arrow = nodes.Text(" → ")
        title = parts.paragraph(
            parts.actor_link(giver, pages), arrow, parts.actor_link(taker, pages), css="procstd-pair-title"
        )
        block = parts.group(title, parts.bullets([_line(one, pages) for one in pairs[pair]]), css="procstd-pair")
        place = block if pages.builder.format == "html" else nodes.target()  # LaTeX labels no container
        place["ids"].append(anchors[pair])
        if place is not block:
            title.insert(0, place)
        items.append(block)
    return [parts.heading(words("Every hand-over"), view), parts.group(*items, css="procstd-pairs")]


def _line(one: Handover, pages: PageBuilder) -> parts.Inline:
    assert one.after is not None  # noqa: S101 - ends change no hands
    guard = [nodes.inline("", one.guard, classes=["procstd-guard"]), nodes.Text(" ")] if one.guard else []
    before, after = one.before, one.after
    process = [parts.process_link(before.process, pages), nodes.Text(words(": "))]
    other = (
        [parts.process_link(after.process, pages), nodes.Text(words(": "))]
        if after.process is not before.process
        else []
    )
    papers = [parts.mention_nodes(mention, pages, DOCUMENT_KINDS) for mention in one.documents]
    with_papers = [nodes.Text(words(" with ")), *parts.separated(papers)] if papers else []
    told = nodes.inline("", "", *with_papers, classes=["procstd-note"])
    steps = [parts.step_link(before, pages), nodes.Text(" → "), *other, parts.step_link(after, pages)]
    return [*guard, *process, *steps, *([told] if papers else [])]


VIEW = View(name="handoff-matrix", fill=fill_handoff_matrix, assets=(parts.STYLE,))
