"""The flow of one process as a graph of step ids: who follows whom, what is reached, loops, longest paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

    def longest(self, minutes: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
        """Return the largest sum of minutes along a way, and the way itself; loops are gone through once."""
        total: dict[str, float] = {}
        back: dict[str, str] = {}
        for step_id in self.order:
            best = 0.0
            for flow in self.incoming[step_id]:
                if flow.source in total and not self.goes_back(flow.source, step_id) and total[flow.source] > best:
                    best, back[step_id] = total[flow.source], flow.source
            total[step_id] = best + minutes.get(step_id, 0.0)
        if not total:
            return 0.0, ()
        last = max(total, key=lambda step_id: total[step_id])
        way = [last]
        while way[-1] in back:
            way.append(back[way[-1]])
        return total[last], tuple(reversed(way))


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
