"""The steps of a process as a checklist: groups of at most nine, each headed by who works, or by where it stands.

Nine is the upper end of what people keep in view on one list (five to nine items: Gawande, "The Checklist Manifesto",
2009, chapter 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process, Step

MOST = 9


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """Some steps with their numbers. ``role`` heads them when one role does them all, "" when several do."""

    role: str
    steps: tuple[tuple[str, Step], ...]


def check_groups(process: Process, catalogue: Catalogue, only: Iterable[str] = ()) -> tuple[CheckGroup, ...]:
    """Return the groups of a process, in the order of its steps. ``only`` leaves the steps of these roles (as shown).

    Steps in one hand stand together. Where the work changes hands at nearly every step, such groups would hold one
    step each; then the steps are parted evenly.
    """
    wanted = frozenset(only)
    numbered = [(step.number or str(place), step) for place, step in enumerate(process.steps, 1)]
    kept = [(number, step) for number, step in numbered if not wanted or _role(step, catalogue) in wanted]
    runs = list(_runs(kept, catalogue))
    if len(runs) * 2 > len(kept) and len(runs) > 1 and len(wanted) != 1:
        return tuple(CheckGroup("", tuple(part)) for part in _evenly(kept))
    return tuple(CheckGroup(role, tuple(part)) for role, run in runs for part in _evenly(run))


def _role(step: Step, catalogue: Catalogue) -> str:
    return catalogue.role_text(step.role) if step.role else ""


def _runs(steps: Iterable[tuple[str, Step]], catalogue: Catalogue) -> Iterator[tuple[str, list[tuple[str, Step]]]]:
    run: list[tuple[str, Step]] = []
    before = ""
    for number, step in steps:
        role = _role(step, catalogue)
        if run and role != before:
            yield before, run
            run = []
        run.append((number, step))
        before = role
    if run:
        yield before, run


def _evenly(steps: Sequence[tuple[str, Step]]) -> Iterator[Sequence[tuple[str, Step]]]:
    """Yield the steps in parts of at most `MOST`, as even as can be."""
    parts = -(-len(steps) // MOST)
    for part in range(parts):
        yield steps[len(steps) * part // parts : len(steps) * (part + 1) // parts]
