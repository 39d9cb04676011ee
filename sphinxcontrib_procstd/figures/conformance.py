"""How recorded cases fit the written flow: which follow it, how well it fits, and where they leave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from sphinxcontrib_procstd.figures.alignment import Alignment, align
from sphinxcontrib_procstd.figures.net import Net
from sphinxcontrib_procstd.figures.plan import Plan
from sphinxcontrib_procstd.figures.replay import Replayer, Tokens, fitness
from sphinxcontrib_procstd.figures.result import Conformance, Deviation, Share

MOST_VARIANTS = 100_000
"""Variants replayed, the most frequent first; what is left out is said."""

MOST_DIAGNOSED = 2000
"""Deviating variants whose deviations are looked into, the most frequent first."""

Variant = tuple[tuple[int, ...], int]
"""A trace and its cases."""

Progress = Callable[[str], None]


def check_conformance(
    net: Net,
    plan: Plan,
    variants: Sequence[Variant],
    strangers: Iterable[tuple[int, str, int]],
    names: Mapping[int, str],
    progress: Progress = lambda _text: None,
) -> Conformance:
    """Return how the variants fit the net.

    ``strangers`` are (code, role, cases) of steps done by another role; ``names`` tells those of unknown codes.
    """
    ranked = sorted(variants, key=lambda variant: (-variant[1], variant[0]))
    played = sorted(ranked[:MOST_VARIANTS])
    total = sum(cases for _, cases in variants)
    sums: Counter[str] = Counter()
    whole_cases = followed = 0
    deviating: list[Variant] = []
    replayer = Replayer(net)
    for number, (trace, cases) in enumerate(played):
        if number % 2000 == 1999:
            progress(f"{number + 1:,} of {len(played):,} variants replayed")
        tokens = replayer.replay(trace)
        whole = is_whole(trace, plan)
        if whole:
            whole_cases += cases
            _add(sums, tokens, cases)
        known = all(code >= 0 for code in trace)
        clean = known and not tokens.missing and not tokens.remaining
        if not whole:
            clean = known and not replayer.play(trace).missing
        if clean:
            followed += cases
        else:
            deviating.append((trace, cases))
    deviating.sort(key=lambda variant: (-variant[1], variant[0]))
    found: Counter[tuple[str, int]] = Counter()
    diagnosed = 0
    for number, (trace, cases) in enumerate(deviating[:MOST_DIAGNOSED]):
        if number % 100 == 99:
            progress(f"{number + 1:,} of {min(len(deviating), MOST_DIAGNOSED):,} deviating variants looked into")
        alignment = align(net, trace, whole=is_whole(trace, plan))
        if alignment is None:
            continue
        diagnosed += cases
        followed += cases if alignment.is_clean else 0  # the replay took a silent way that led astray
        for deviation in dict.fromkeys(_deviations(alignment)):
            found[deviation] += cases
    out = sum(cases for _, cases in deviating)
    return Conformance(
        following=Share(part=followed, whole=sum(cases for _, cases in played)),
        fitness=fitness(sums["m"], sums["c"], sums["r"], sums["p"]) if sums["c"] else None,
        replayed=Share(part=whole_cases, whole=total),
        missing=sums["m"],
        consumed=sums["c"],
        remaining=sums["r"],
        produced=sums["p"],
        diagnosed=Share(part=diagnosed, whole=out),
        deviations=_ranked(found, plan, names, strangers),
    )


def is_whole(trace: tuple[int, ...], plan: Plan) -> bool:
    """Whether a case is over: its last step known to the handbook may end the flow."""
    return next((code in plan.ending for code in reversed(trace) if code >= 0), False)


def _add(sums: Counter[str], tokens: Tokens, cases: int) -> None:
    sums["m"] += tokens.missing * cases
    sums["c"] += tokens.consumed * cases
    sums["r"] += tokens.remaining * cases
    sums["p"] += tokens.produced * cases


def _deviations(alignment: Alignment) -> Iterator[tuple[str, int]]:
    """Yield (kind, code); a step that is skipped in one place and too much in another came in the wrong order."""
    skipped, extra = Counter(alignment.skipped), Counter(alignment.extra)
    moved = skipped & extra
    yield from (("order", code) for code in moved)
    yield from (("skipped", code) for code in skipped - moved)
    yield from (("extra", code) for code in extra - moved)


def _ranked(
    found: Mapping[tuple[str, int], int],
    plan: Plan,
    names: Mapping[int, str],
    strangers: Iterable[tuple[int, str, int]],
) -> tuple[Deviation, ...]:
    deviations = [
        Deviation(
            kind=kind,
            cases=cases,
            step=plan.steps[code].id if code >= 0 else "",
            activity="" if code >= 0 else names.get(code, ""),
        )
        for (kind, code), cases in found.items()
    ]
    deviations += [
        Deviation(kind="role", cases=cases, step=plan.steps[code].id, role=role) for code, role, cases in strangers
    ]
    return tuple(sorted(deviations, key=lambda each: (-each.cases, each.kind, each.step, each.activity, each.role)))
