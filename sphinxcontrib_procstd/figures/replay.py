"""Token replay of traces on the net of the written flow.

A. Rozinat, W. M. P. van der Aalst, "Conformance checking of processes based on monitoring real behavior",
Information Systems 33 (2008), 3.3: a trace is played event by event; a token that an event needs and does not find is
added and counted as missing, a token that is left at the end is counted as remaining, and

    fitness = 1/2 (1 - missing / consumed) + 1/2 (1 - remaining / produced)

with each sum taken over all traces, weighted by their cases. Silent transitions fire only where they let the next
event happen, the shortest way first. The token given at the start counts as produced, the one taken at the end as
consumed. Where a flow ends in several places at once, each token in one of them is taken.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from sphinxcontrib_procstd.figures.net import Marking, Net, Transition
from sphinxcontrib_procstd.model.graph import FlowEdge

MOST_MARKINGS = 5000
"""How far silent transitions are followed before an event counts as not enabled."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Counts of one replay."""

    missing: int = 0
    consumed: int = 0
    remaining: int = 0
    produced: int = 0


def fitness(missing: int, consumed: int, remaining: int, produced: int) -> float:
    """Return token replay fitness, from 0 to 1."""
    return 0.5 * (1 - missing / consumed) + 0.5 * (1 - remaining / produced)


@dataclass(frozen=True, slots=True)
class _State:
    marking: Marking
    missing: int
    consumed: int
    produced: int
    fired: tuple[Transition, ...] = ()
    """What fired in its last step: silent transitions, then the event's own."""


@dataclass
class Replayer:
    """Replays traces. What silent transitions reach is remembered, and traces in order share their beginnings."""

    net: Net
    ways: dict[tuple[Marking, int | None], tuple[Transition, ...] | None] = field(default_factory=dict)
    trace: tuple[int, ...] = ()
    states: list[_State] = field(default_factory=list)

    def replay(self, trace: tuple[int, ...]) -> Tokens:
        """Return the counts of a whole trace; codes that the net does not know play no part."""
        state = self.play(trace)
        fired = self._silent(state.marking, None, self.net.is_final)
        marking, consumed, produced = _after(state, fired or ())
        at_end = sum(marking[place] for place in self.net.final)
        remaining = sum(marking) - at_end
        missing = state.missing + (0 if at_end else 1)
        return Tokens(missing, consumed + (at_end or 1), remaining, produced)

    def play(self, trace: tuple[int, ...]) -> _State:
        """Return the state after the last event of a trace."""
        shared = 0
        for one, other in zip(trace, self.trace, strict=False):
            if one != other:
                break
            shared += 1
        start = _State(self.net.initial, 0, 0, sum(self.net.initial))
        self.states = self.states[: shared + 1] or [start]
        for code in trace[len(self.states) - 1 :]:
            self.states.append(self._step(self.states[-1], code))
        self.trace = trace
        return self.states[-1]

    def _step(self, state: _State, code: int) -> _State:
        transition = self.net.by_code.get(code)
        if transition is None:
            return replace(state, fired=())
        fired = self._silent(state.marking, code, transition.is_enabled)
        marking, consumed, produced = _after(state, fired or ())
        tokens = list(marking)
        missing = state.missing
        for place in transition.inputs:
            if not tokens[place]:
                tokens[place] += 1
                missing += 1
        after = transition.fire(tuple(tokens))
        given = len(transition.inputs), len(transition.outputs)
        return _State(after, missing, consumed + given[0], produced + given[1], (*(fired or ()), transition))

    def taken(self, trace: tuple[int, ...], *, whole: bool) -> Iterator[FlowEdge]:
        """Yield the flows that a trace took: each that led a token to where it was used.

        The oldest token of a place is used first. A flow whose token stays is not yielded: what it leads to was
        skipped, or has not happened yet. At the end of a ``whole`` trace the tokens in final places are used.
        """
        self.play(trace)
        waiting: dict[int, deque[FlowEdge | None]] = {place: deque([edge]) for place, edge in self.net.starts}
        fired = [transition for state in self.states[1 : len(trace) + 1] for transition in state.fired]
        if whole:
            fired += self._silent(self.states[len(trace)].marking, None, self.net.is_final) or ()
        for transition in fired:
            for place in transition.inputs:
                if waiting.get(place) and (edge := waiting[place].popleft()):
                    yield edge
            for place, edge in zip(transition.outputs, transition.ways, strict=True):
                waiting.setdefault(place, deque()).append(edge)
        if whole:
            for place in sorted(self.net.final):
                yield from (edge for edge in waiting.get(place, ()) if edge)

    def _silent(
        self, marking: Marking, goal: int | None, is_met: Callable[[Marking], bool]
    ) -> tuple[Transition, ...] | None:
        """Return the shortest run of silent transitions to a marking that meets a goal, None if there is none."""
        key = marking, goal
        if key not in self.ways:
            self.ways[key] = _search(self.net, marking, is_met)
        return self.ways[key]


def _after(state: _State, fired: Iterable[Transition]) -> tuple[Marking, int, int]:
    marking, consumed, produced = state.marking, state.consumed, state.produced
    for transition in fired:
        marking = transition.fire(marking)
        consumed += len(transition.inputs)
        produced += len(transition.outputs)
    return marking, consumed, produced


def _search(net: Net, start: Marking, is_met: Callable[[Marking], bool]) -> tuple[Transition, ...] | None:
    seen = {start}
    queue: deque[tuple[Marking, tuple[Transition, ...]]] = deque([(start, ())])
    while queue and len(seen) <= MOST_MARKINGS:
        marking, path = queue.popleft()
        if is_met(marking):
            return path
        for following, transition in _silent_moves(net, marking):
            if following not in seen:
                seen.add(following)
                queue.append((following, (*path, transition)))
    return None


def _silent_moves(net: Net, marking: Marking) -> Iterator[tuple[Marking, Transition]]:
    for transition in net.silent:
        if transition.is_enabled(marking):
            yield transition.fire(marking), transition
