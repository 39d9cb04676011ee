"""How recorded cases fit the written flow: which follow it, how well it fits, and where they leave it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sphinxcontrib_procstd.figures.alignment import Alignment, align
from sphinxcontrib_procstd.figures.net import Net
from sphinxcontrib_procstd.figures.plan import Plan
from sphinxcontrib_procstd.figures.replay import Replayer, Tokens, fitness
from sphinxcontrib_procstd.figures.result import Conformance, Deviation, Flow, Share

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
    played = _play(net, plan, sorted(ranked[:MOST_VARIANTS]), progress)
    deviating = sorted(played.deviating, key=lambda variant: (-variant[1], variant[0]))
    found: Counter[tuple[str, int]] = Counter()
    diagnosed = astray = 0
    for number, (trace, cases) in enumerate(deviating[:MOST_DIAGNOSED]):
        if number % 100 == 99:
            progress(f"{number + 1:,} of {min(len(deviating), MOST_DIAGNOSED):,} deviating variants looked into")
        alignment = align(net, trace, whole=is_whole(trace, plan))
        if alignment is None:
            continue
        diagnosed += cases
        astray += cases if alignment.is_clean else 0  # the replay took a silent way that led astray
        for deviation in dict.fromkeys(_deviations(alignment)):
            found[deviation] += cases
    sums, flows = played.tokens, sorted(played.taken.items())
    return Conformance(
        following=Share(part=played.followed + astray, whole=sum(cases for _, cases in ranked[:MOST_VARIANTS])),
        fitness=fitness(sums["m"], sums["c"], sums["r"], sums["p"]) if sums["c"] else None,
        replayed=Share(part=played.whole, whole=sum(cases for _, cases in variants)),
        missing=sums["m"],
        consumed=sums["c"],
        remaining=sums["r"],
        produced=sums["p"],
        diagnosed=Share(part=diagnosed, whole=sum(cases for _, cases in deviating)),
        deviations=_ranked(found, plan, names, strangers),
        flows=tuple(Flow(source=one, target=other, times=times) for (one, other), times in flows),
        most_played=MOST_VARIANTS if len(variants) > MOST_VARIANTS else 0,
        most_diagnosed=MOST_DIAGNOSED if len(deviating) > MOST_DIAGNOSED else 0,
    )


@dataclass
class _Played:
    """What came of playing all variants: sums of tokens, flows taken, cases finished, cases that follow the flow."""

    tokens: Counter[str] = field(default_factory=Counter)
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    whole: int = 0
    followed: int = 0
    deviating: list[Variant] = field(default_factory=list)


def _play(net: Net, plan: Plan, variants: Sequence[Variant], progress: Progress) -> _Played:
    """Play variants on the net; those that begin alike come one after another."""
    found, replayer = _Played(), Replayer(net)
    for number, (trace, cases) in enumerate(variants):
        if number % 2000 == 1999:
            progress(f"{number + 1:,} of {len(variants):,} variants replayed")
        whole = is_whole(trace, plan)
        known = all(code >= 0 for code in trace)
        if whole:
            tokens = replayer.replay(trace)
            found.whole += cases
            _add(found.tokens, tokens, cases)
            clean = known and not tokens.missing and not tokens.remaining
        else:
            clean = known and not replayer.play(trace).missing
        for edge in replayer.taken(trace, whole=whole):
            found.taken[edge.source, edge.target] += cases
        if clean:
            found.followed += cases
        else:
            found.deviating.append((trace, cases))
    return found


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
