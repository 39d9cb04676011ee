"""Which step an activity of the log is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.drawing import clean_text
from sphinxcontrib_procstd.figures.plan import Plan
from sphinxcontrib_procstd.figures.result import Unknown
from sphinxcontrib_procstd.model.catalogue import Catalogue, bare_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What the activities of a log mean.

    ``codes`` maps each activity to the code of its step, or to a code below 0 of its own where it is none.
    ``ignored`` are left out. ``names`` tells the activity of a code below 0. ``unknown`` are the most frequent
    activities that are no step, at most `MOST_UNKNOWN`; ``unknown_events`` counts the events of all of them.
    """

    codes: Mapping[str, int]
    ignored: frozenset[str]
    unknown: tuple[Unknown, ...]
    names: Mapping[int, str]
    unknown_events: int = 0


MOST_UNKNOWN = 100
"""Activities without a step that are listed: a log read by the wrong column has a million."""
MOST_NEAR = 20
"""Of these the ones whose nearest step is looked for."""


def match_activities(counts: Mapping[str, int], settings: Mapping[str, str], plan: Plan, catalogue: Catalogue) -> Match:
    """Return what the activities mean: as the settings say, else by id, former id, title or number and title."""
    codes_by_id = {step.id: step.code for step in plan.steps}
    by_fold = _folded(plan)
    titles = [title for step in plan.process.steps for title in dict.fromkeys((step.title, step.title_source)) if title]
    codes: dict[str, int] = {}
    names: dict[int, str] = {}
    ignored: set[str] = set()
    unknown: list[Unknown] = []
    for activity in sorted(counts, key=lambda name: (-counts[name], name)):
        wanted = settings.get(activity, activity)
        if activity in settings and not wanted:
            ignored.add(activity)
            continue
        step = catalogue.find_step(plan.process, wanted) if plan.steps else None
        code = codes_by_id[step.id] if step else by_fold.get(_fold(wanted))
        if code is None and activity in settings:
            near = get_close_matches(wanted, codes_by_id, n=1, cutoff=0.5)
            hint = f'; did you mean "{near[0]}"?' if near else f"; there are {', '.join(codes_by_id)}"
            where = f"procstd_figures[{plan.process.id!r}]['activities']"
            raise ProcstdError(f'{where}: there is no step "{wanted}"{hint}')
        if code is None:
            code = -len(names) - 1
            names[code] = shown = clean_text(activity)[:200]
            if len(unknown) < MOST_UNKNOWN:
                near = get_close_matches(shown, titles, n=1, cutoff=0.5) if len(unknown) < MOST_NEAR else []
                unknown.append(Unknown(activity=shown, events=counts[activity], near=near[0] if near else ""))
        codes[activity] = code
    events = sum(counts[activity] for activity, code in codes.items() if code < 0)
    return Match(codes=codes, ignored=frozenset(ignored), unknown=tuple(unknown), names=names, unknown_events=events)


def _fold(name: str) -> str:
    """Return a name without what people write differently: case, spaces, the number in front."""
    text = bare_name(name).casefold().replace("_", " ").replace("-", " ")
    head, dot, rest = text.partition(".")
    if dot and head.strip().isdigit() and rest.strip():
        text = rest
    return "".join(text.split())


def _folded(plan: Plan) -> dict[str, int]:
    """Return the folded names of all steps; one that several steps bear means none of them."""
    found: dict[str, set[int]] = {}
    codes = {step.id: step.code for step in plan.steps}
    for step in plan.process.steps:
        for name in (step.id, *step.formerly, step.title, step.title_source):
            if name:
                found.setdefault(_fold(name), set()).add(codes[step.id])
    return {name: next(iter(which)) for name, which in found.items() if len(which) == 1}
