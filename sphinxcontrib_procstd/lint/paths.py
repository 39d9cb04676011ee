"""The flow of one process as a graph of step ids: who follows whom, what is reached, loops, longest paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sphinxcontrib_procstd.model.flow import SequenceFlow, sequence_flows
from sphinxcontrib_procstd.model.process import Process, Step, TargetKind


class FlowFacts:
    """What the flow rules ask of a process; every answer takes time linear in steps and flows."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.steps: Mapping[str, Step] = {step.id: step for step in reversed(process.steps)}
        self.flows = sequence_flows(process)
        self.outgoing: dict[str, list[SequenceFlow]] = {step_id: [] for step_id in self.steps}
        self.incoming: dict[str, list[SequenceFlow]] = {step_id: [] for step_id in self.steps}
        for flow in self.flows:
            self.outgoing[flow.source].append(flow)
            if flow.target.kind is TargetKind.STEP:
                self.incoming[flow.target.name].append(flow)

    @cached_property
    def astray(self) -> frozenset[str]:
        """The steps with a way to a step that does not exist (rule F303): where it leads is not known."""
        return frozenset(
            step_id
            for step_id, step in self.steps.items()
            for target in (*step.next, *step.parallel)
            if target.kind is TargetKind.STEP and target.name not in self.steps
        )

    def alternatives(self, step_id: str) -> list[SequenceFlow]:
        """Return the flows of which one is taken."""
        return [flow for flow in self.outgoing[step_id] if not flow.parallel]

    def together(self, step_id: str) -> list[SequenceFlow]:
        """Return the flows that start at the same time."""
        return [flow for flow in self.outgoing[step_id] if flow.parallel]

    def after(self, step_id: str) -> list[str]:
        """Return the ids of the steps that may follow, escalation included."""
        following = [flow.target.name for flow in self.outgoing[step_id] if flow.target.kind is TargetKind.STEP]
        escalate = self.steps[step_id].escalate
        if escalate and escalate.to in self.steps:
            following.append(escalate.to)
        return following

    @cached_property
    def reached(self) -> frozenset[str]:
        """The steps that can be reached from the first one."""
        first = [self.process.steps[0].id] if self.process.steps else []
        return _spread(first, {step_id: self.after(step_id) for step_id in self.steps})

    @cached_property
    def ending(self) -> frozenset[str]:
        """The steps from which an end or another process can be reached."""
        before: dict[str, list[str]] = {step_id: [] for step_id in self.steps}
        for step_id in self.steps:
            for following in self.after(step_id):
                before[following].append(step_id)
        last = [flow.source for flow in self.flows if flow.target.kind is not TargetKind.STEP]
        return _spread([*last, *self.astray], before)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The reached steps so that each stands after those it follows, loops cut where they go back."""
        finished: list[str] = []
        seen: set[str] = set()
        for start in (step.id for step in self.process.steps[:1]):
            stack = [(start, iter(self.after(start)))]
            seen.add(start)
            while stack:
                step_id, following = stack[-1]
                for other in following:
                    if other not in seen:
                        seen.add(other)
                        stack.append((other, iter(self.after(other))))
                        break
                else:
                    finished.append(step_id)
                    stack.pop()
        return tuple(reversed(finished))

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each reached step in ``order``."""
        return {step_id: place for place, step_id in enumerate(self.order)}

    def goes_back(self, source: str, target: str) -> bool:
        """Whether a flow closes a loop."""
        return self.rank.get(target, 0) <= self.rank.get(source, 0)

    @cached_property
    def loops(self) -> tuple[tuple[str, ...], ...]:
        """The loops: groups of steps each of which leads to each other, in the order of the steps (Tarjan)."""
        place = {step.id: index for index, step in reversed(list(enumerate(self.process.steps)))}
        groups = _components({step_id: self.after(step_id) for step_id in self.steps})
        found = [group for group in groups if len(group) > 1 or group[0] in self.after(group[0])]
        return tuple(
            sorted((tuple(sorted(group, key=place.__getitem__)) for group in found), key=lambda g: place[g[0]])
        )

    def longest_ways(self, lengths: Mapping[str, float]) -> list[Way]:
        """Return the longest way of each branch, longest first; loops are gone through once.

        A way runs from the first step to where nothing follows. For every flow that is one of several alternatives the
        longest way through it is given, so each branch of each split is in at least one of them.
        """
        before, back = self._longest_to(lengths)
        after, ahead = self._longest_from(lengths)
        through: dict[tuple[tuple[str, ...], str], Way] = {}
        if self.order:
            last = max(before, key=lambda step_id: (before[step_id], -self.rank[step_id]))
            whole = self._way(last, None, back, {}, lengths)
            through[whole.steps, ""] = whole
        for step_id in self.order:
            choices = self.alternatives(step_id)
            if len(choices) < len(("one", "other")):
                continue
            for flow in choices:
                inside = flow.target.kind is TargetKind.STEP
                if inside and (flow.target.name not in after or self.goes_back(step_id, flow.target.name)):
                    continue
                way = self._way(step_id, flow, back, ahead, lengths)
                through.setdefault((way.steps, way.ending), way)
        return _without_parts(sorted(through.values(), key=lambda way: -way.length))

    def _way(
        self,
        middle: str,
        flow: SequenceFlow | None,
        back: Mapping[str, str],
        ahead: Mapping[str, str],
        lengths: Mapping[str, float],
    ) -> Way:
        """Return the longest way to a step, on through a flow that leaves it, and on from there."""
        steps = [middle]
        while steps[-1] in back:
            steps.append(back[steps[-1]])
        steps.reverse()
        if flow is not None and flow.target.kind is TargetKind.STEP:
            steps.append(flow.target.name)
            while steps[-1] in ahead:
                steps.append(ahead[steps[-1]])
        length = sum(lengths.get(step_id, 0.0) for step_id in steps)
        closed = flow is not None and flow.target.kind is not TargetKind.STEP
        ending = (flow.target.guard or flow.target.name) if flow is not None and closed else ""
        return Way(length=length, steps=tuple(steps), ending=ending, closed=closed)

    def _longest_to(self, lengths: Mapping[str, float]) -> tuple[dict[str, float], dict[str, str]]:
        total: dict[str, float] = {}
        back: dict[str, str] = {}
        for step_id in self.order:
            best = 0.0
            for flow in self.incoming[step_id]:
                if flow.source in total and not self.goes_back(flow.source, step_id) and total[flow.source] >= best:
                    best, back[step_id] = total[flow.source], flow.source
            total[step_id] = best + lengths.get(step_id, 0.0)
        return total, back

    def _longest_from(self, lengths: Mapping[str, float]) -> tuple[dict[str, float], dict[str, str]]:
        total: dict[str, float] = {}
        ahead: dict[str, str] = {}
        for step_id in reversed(self.order):
            best = 0.0
            for flow in self.outgoing[step_id]:
                name = flow.target.name
                known = flow.target.kind is TargetKind.STEP and name in total and not self.goes_back(step_id, name)
                if known and total[name] > best:
                    best, ahead[step_id] = total[name], name
            total[step_id] = best + lengths.get(step_id, 0.0)
        return total, ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way through a process: its length, its steps in order, how it ends.

    ``closed`` says that one of several flows ends it here; ``ending`` is that flow's condition or the end's name.
    """

    length: float
    steps: tuple[str, ...]
    ending: str = ""
    closed: bool = False


def _without_parts(ways: list[Way]) -> list[Way]:
    """Return ways without those that are only the beginning of a longer one."""
    kept: list[Way] = []
    heads: set[tuple[str, ...]] = {way.steps for way in ways if way.closed}
    for way in sorted(ways, key=lambda way: -len(way.steps)):
        if way.steps not in heads or way.closed:
            kept.append(way)
            heads.update(way.steps[:end] for end in range(1, len(way.steps)))
    return sorted(kept, key=lambda way: (-way.length, way.steps))


def _spread(starts: Iterable[str], following: Mapping[str, list[str]]) -> frozenset[str]:
    seen = set(starts)
    stack = list(seen)
    while stack:
        for other in following[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return frozenset(seen)


def _components(following: Mapping[str, list[str]]) -> list[list[str]]:
    """Return the strongly connected components, without recursion (Kosaraju: finish order, then backwards)."""
    backwards: dict[str, list[str]] = {node: [] for node in following}
    for node, others in following.items():
        for other in others:
            backwards[other].append(node)
    groups: list[list[str]] = []
    placed: set[str] = set()
    for node in reversed(_finish_order(following)):
        group, waiting = [], [] if node in placed else [node]
        placed.add(node)
        while waiting:
            current = waiting.pop()
            group.append(current)
            fresh = [other for other in dict.fromkeys(backwards[current]) if other not in placed]
            placed.update(fresh)
            waiting.extend(fresh)
        if group:
            groups.append(group)
    return groups


def _finish_order(following: Mapping[str, list[str]]) -> list[str]:
    finished: list[str] = []
    seen: set[str] = set()
    for start in following:
        stack = [] if start in seen else [(start, iter(following[start]))]
        seen.add(start)
        while stack:
            node, rest = stack[-1]
            fresh = next((other for other in rest if other not in seen), None)
            if fresh is None:
                finished.append(node)
                stack.pop()
            else:
                seen.add(fresh)
                stack.append((fresh, iter(following[fresh])))
    return finished
