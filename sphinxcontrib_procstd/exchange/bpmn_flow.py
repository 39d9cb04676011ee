"""From gateways and events to ``next``, ``parallel`` and ``decision``: the flow as authors write it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sphinxcontrib_procstd.exchange.bpmn_model import ACTIVITIES, GATEWAYS, Element, Flow, Scope
from sphinxcontrib_procstd.model.process import Target, TargetKind

_BRACKETS = str.maketrans("[]［］【】`", "()（）（）'")
_TRIGGERS_OF_ESCALATION = frozenset({"timer", "escalation"})


@dataclass(slots=True)
class Ways:
    """How the flow goes on from a step."""

    next: list[Target] = field(default_factory=list)
    parallel: list[Target] = field(default_factory=list)
    decision: str = ""
    escalate: tuple[str, str] | None = None


def plain(text: str) -> str:
    """Return a condition or the name of an end without the brackets that would end it."""
    return " ".join(text.translate(_BRACKETS).split())


@dataclass
class Router:
    """Follows the flows of one scope. ``steps`` are the elements that become steps, ``remarks`` what was simplified."""

    scope: Scope

    def __post_init__(self) -> None:
        self.outgoing: dict[str, list[Flow]] = {}
        self.incoming: dict[str, list[Flow]] = {}
        for flow in self.scope.flows:
            self.outgoing.setdefault(flow.source, []).append(flow)
            self.incoming.setdefault(flow.target, []).append(flow)
        for flows in self.outgoing.values():
            flows.sort(key=self._order)
        self.hosted: dict[str, list[Element]] = {}
        for element in self.scope.elements.values():
            if element.host:
                self.hosted.setdefault(element.host, []).append(element)
        self.joined: set[str] = set()
        self.remarks: list[tuple[Element, str]] = []
        self.links = self._links()
        self.steps = {e.id for e in self.scope.elements.values() if self._is_step(e)}
        self._keep_awkward_gateways()

    def _order(self, flow: Flow) -> tuple[bool, str, str, str]:
        """Order flows by what they say, not by where the file has them; the default comes last."""
        source, target = self.scope.elements[flow.source], self.scope.elements[flow.target]
        return (source.default == flow.id, flow.label, target.name, target.tag)

    def _links(self) -> dict[str, str]:
        """Return throwing link event -> catching link event of the same name."""
        links = [e for e in self.scope.elements.values() if e.trigger == "link"]
        catching = {e.name: e.id for e in links if e.tag == "intermediateCatchEvent"}
        return {e.id: catching[e.name] for e in links if e.tag != "intermediateCatchEvent" and e.name in catching}

    def _is_step(self, element: Element) -> bool:
        if element.tag in ACTIVITIES:
            return element.node.get("triggeredByEvent") != "true" and not element.handover
        return element.tag.startswith("intermediate") and element.trigger not in {"", "link"}

    def _splits(self, element: Element) -> bool:
        return element.tag in GATEWAYS and len(self.outgoing.get(element.id, ())) > 1

    def _keep_awkward_gateways(self) -> None:
        """Make a step of a splitting gateway that cannot be said as the way on from one step."""
        for element in self.scope.elements.values():
            if not self._splits(element):
                continue
            entries = self.incoming.get(element.id, [])
            before = self.scope.elements[entries[0].source] if len(entries) == 1 else None
            alone = before is not None and before.id in self.steps and len(self.outgoing[before.id]) == 1
            guarded = before is not None and before.id in self.hosted
            if not alone or (guarded and element.tag in {"parallelGateway", "inclusiveGateway"}):
                self.steps.add(element.id)
                self.remarks.append((element, "became a step of its own"))
            elif element.tag in {"inclusiveGateway", "complexGateway"}:
                kind = element.tag.removesuffix("Gateway")
                self.remarks.append((element, f"is {kind}: its branches stand under `parallel` with their conditions"))

    def ways(self, element: Element) -> Ways:
        """Return how the flow goes on from a step."""
        flows = self.outgoing.get(element.id, [])
        ways = Ways()
        splitter = element
        if element.tag not in GATEWAYS and len(flows) == 1:
            after = self.scope.elements[flows[0].target]
            if self._splits(after) and after.id not in self.steps:
                splitter, flows = after, self.outgoing[after.id]
        targets = [(flow, target) for flow in flows if (target := self.target(flow, splitter)) is not None]
        if splitter.tag in GATEWAYS and len(targets) > 1 and splitter.tag != "parallelGateway":
            ways.decision = splitter.name
        if self._is_together(splitter, [flow for flow, _ in targets]):
            ways.parallel = [target for _, target in targets]
        else:
            ways.next = _distinct([target for _, target in targets]) or [Target(kind=TargetKind.END)]
        self._add_boundaries(element, ways)
        return ways

    def _is_together(self, splitter: Element, flows: list[Flow]) -> bool:
        if len(flows) < 2:
            return False
        if splitter.tag in {"parallelGateway", "inclusiveGateway", "complexGateway"}:
            return True
        return splitter.tag not in GATEWAYS and not any(flow.label or flow.id == splitter.default for flow in flows)

    def _add_boundaries(self, element: Element, ways: Ways) -> None:
        """Add what events on the border of a task start: overdue work, or a further branch."""
        events = sorted(self.hosted.get(element.id, ()), key=lambda e: (e.name, e.tag))
        for event in events:
            for flow in self.outgoing.get(event.id, []):
                target = self.target(flow, event)
                if target is None:
                    continue
                label = plain(event.name or flow.label or event.trigger)
                to_role = self.scope.elements[flow.target].trigger == "escalation"
                overdue = event.trigger in _TRIGGERS_OF_ESCALATION and (to_role or target.kind is TargetKind.STEP)
                if overdue and ways.escalate is None:
                    ways.escalate = (target.name, label)
                elif ways.parallel:
                    self.remarks.append((event, "was left out: its task starts several steps together"))
                else:
                    ways.next = ways.next or [Target(kind=TargetKind.END)]
                    ways.next.append(Target(kind=target.kind, name=target.name, guard=label or "exception"))

    def target(self, flow: Flow, splitter: Element) -> Target | None:
        """Return where a flow leads, gateways that only join passed through; step names are element ids still."""
        guard = plain(flow.label)
        seen: set[str] = set()
        place = flow.target
        while place not in seen:
            seen.add(place)
            element = self.scope.elements[place]
            if place in self.steps:
                if splitter.tag == "eventBasedGateway":
                    guard = guard or plain(element.name)
                return Target(name=place, guard=guard)
            if element.handover:
                return Target(kind=TargetKind.PROCESS, name=element.handover, guard=guard)
            if element.tag == "endEvent":
                return Target(kind=TargetKind.END, name=plain(element.name), guard=guard)
            after = self.outgoing.get(place, [])
            if place in self.links:
                place = self.links[place]
                continue
            if not after:
                return Target(kind=TargetKind.END, guard=guard)
            if element.tag in {"parallelGateway"} and len(self.incoming.get(place, ())) > 1:
                self.joined.add(after[0].target)
            guard = guard or plain(after[0].label)
            place = after[0].target
        return None

    def first_steps(self) -> Iterator[tuple[Element | None, str]]:
        """Yield (start event, first step), the blank start first; without a start, the steps nothing leads to."""
        starts = [e for e in self.scope.elements.values() if e.tag == "startEvent"]
        starts.sort(key=lambda e: (bool(e.trigger), e.name, [self._order(f) for f in self.outgoing.get(e.id, [])]))
        for start in starts:
            for flow in self.outgoing.get(start.id, []):
                target = self.target(flow, start)
                if target is not None and target.kind is TargetKind.STEP:
                    yield start, target.name
        entered = {flow.target for flow in self.scope.flows}
        loose = [self.scope.elements[step] for step in self.steps if step not in entered]
        for element in sorted(loose, key=lambda e: (e.name, e.tag, e.id)):
            yield None, element.id
        for element in sorted((self.scope.elements[step] for step in self.steps), key=lambda e: (e.name, e.tag, e.id)):
            yield None, element.id

    def only_end(self) -> str:
        """Return the name that all the ends bear, "" if they differ."""
        names = {plain(e.name) for e in self.scope.elements.values() if e.tag == "endEvent" and not e.trigger}
        return names.pop() if len(names) == 1 else ""

    def in_order(self) -> tuple[list[str], list[tuple[Element, str]]]:
        """Return the steps in the order of the flow, and the further start events with the steps they lead to."""
        order: list[str] = []
        seen: set[str] = set()
        others: list[tuple[Element, str]] = []
        first = ""
        runs: list[list[str]] = []
        for start, step in self.first_steps():
            if not first:
                first = step
            elif start is not None and step != first:
                others.append((start, step))
            if step not in seen:
                runs.append(self._finished(step, seen))
        for run in runs:
            order += reversed(run)
        return order, others

    def _finished(self, root: str, seen: set[str]) -> list[str]:
        """Return the steps reached from a step in the order in which their branches are done, without recursion."""
        done: list[str] = []
        stack: list[tuple[str, list[str]]] = [(root, self._successors(root))]
        seen.add(root)
        while stack:
            step, rest = stack[-1]
            while rest and rest[-1] in seen:
                rest.pop()
            if rest:
                following = rest.pop()
                seen.add(following)
                stack.append((following, self._successors(following)))
            else:
                done.append(step)
                stack.pop()
        return done

    def _successors(self, step: str) -> list[str]:
        ways = self.ways(self.scope.elements[step])
        targets = [t.name for t in (*ways.next, *ways.parallel) if t.kind is TargetKind.STEP]
        return targets + ([ways.escalate[0]] if ways.escalate and ways.escalate[0] in self.steps else [])


def _distinct(targets: list[Target]) -> list[Target]:
    return list(dict.fromkeys(targets))
