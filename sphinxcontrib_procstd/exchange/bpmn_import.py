"""Processes out of BPMN 2.0 models: pools, lanes, sub-processes; what has no place in a process is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.exchange.bpmn_data import DataReader
from sphinxcontrib_procstd.exchange.bpmn_flow import Router
from sphinxcontrib_procstd.exchange.bpmn_model import (
    ACTIVITIES,
    BPMN,
    EVENTS,
    GATEWAYS,
    OURS,
    Bounds,
    Element,
    Scope,
    digest,
    nested,
    own_fields,
    place_in_lanes,
    read_bounds,
    read_scope,
    tags,
    tidy,
)
from sphinxcontrib_procstd.exchange.fields import is_wide
from sphinxcontrib_procstd.exchange.package import check_file
from sphinxcontrib_procstd.exchange.registers import collect_resources
from sphinxcontrib_procstd.exchange.values import Imported, Report, Syntax, unique
from sphinxcontrib_procstd.exchange.xml_ import Node, parse_xml
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import (
    Escalation,
    Join,
    Mention,
    Process,
    Record,
    Step,
    StepKind,
    Target,
    TargetKind,
)

_KINDS = {
    "sendTask": StepKind.NOTIFY,
    "receiveTask": StepKind.WAIT,
    "intermediateCatchEvent": StepKind.WAIT,
    "intermediateThrowEvent": StepKind.NOTIFY,
    "serviceTask": StepKind.SYSTEM,
    "scriptTask": StepKind.SYSTEM,
    "businessRuleTask": StepKind.SYSTEM,
    **dict.fromkeys(("callActivity", "subProcess", "transaction", "adHocSubProcess"), StepKind.SUBPROCESS),
}
_UNNAMED_ENDS = frozenset({"End", "结束"})
"""What our export calls an end without a name."""
_FLOW_FIELDS = frozenset({"role", "next", "parallel", "decision", "join", "kind", "escalate"})
_CARRIED = (
    ACTIVITIES
    | GATEWAYS
    | EVENTS
    | tags(
        "sequenceFlow laneSet documentation extensionElements dataObject dataObjectReference dataStoreReference"
        " property ioSpecification association textAnnotation resource"
    )
)


def import_bpmn(path: Path, syntax: Syntax, name: str = "", known: Catalogue | None = None) -> Imported:
    """Return the processes in a BPMN 2.0 file (``.bpmn``, ``.bpmn20.xml``, ``.xml``), one a pool or sub-process.

    ``name`` is what messages call the file. Raises `ProcstdError` when the file is no BPMN or is refused.
    """
    report = Report(name or str(path))
    where = Location(report.name)
    check_file(path, where)
    root = parse_xml(path.read_bytes(), where)
    if root.name != "definitions" or root.namespace != BPMN:
        raise ProcstdError(f"no BPMN 2.0: the root element is <{root.name}>", where)
    return _Importer(root, syntax, report).run(known or Catalogue())


@dataclass
class _Importer:
    root: Node
    syntax: Syntax
    report: Report
    taken: set[str] = field(default_factory=set)
    done: list[Process] = field(default_factory=list)

    def run(self, known: Catalogue) -> Imported:
        bounds = read_bounds(self.root)
        data = DataReader(self.root, self.report)
        pools = self.pools()
        for element in self.root.all("process"):
            self.add(read_scope(element, pools.get(element.get("id"), "")), bounds, data)
        self.report_dropped()
        if not self.done:
            self.report.add("empty", "no process with a task was found")
        processes = tuple(self.done)
        resources = collect_resources(processes, self.syntax.make_id, known, self.report)
        return Imported(processes=processes, resources=resources, report=tuple(self.report.findings))

    def pools(self) -> dict[str, str]:
        """Return process id -> name of its pool; pools without a process are reported."""
        found: dict[str, str] = {}
        for collaboration in self.root.all("collaboration"):
            for pool in collaboration.all("participant"):
                reference, name = pool.get("processRef").rpartition(":")[2], tidy(pool.get("name"))
                if reference:
                    found[reference] = name
                else:
                    self.report.add("pool", f'the pool "{name}" holds no process; it was left out', self.at(pool.line))
        return found

    def at(self, line: int) -> Location:
        return Location(self.report.name, line)

    def add(self, scope: Scope, bounds: dict[str, Bounds], data: DataReader) -> None:
        """Import one scope and the sub-processes in it, each as a process of its own."""
        place_in_lanes(scope, bounds)
        for flow in scope.dangling:
            message = f'the flow "{flow.get("id")}" leads from or to nothing; it was left out'
            self.report.add("flow", message, self.at(flow.line))
        steps: dict[str, str] = {}
        position = len(self.done)
        if any(element.tag in ACTIVITIES for element in scope.elements.values()):
            builder = _Builder(self, scope, data)
            self.done.append(builder.build())
            steps = builder.names
        elif scope.elements:
            message = f'"{scope.name or scope.pool}" holds no task; it was left out'
            self.report.add("empty", message, self.at(scope.node.line))
        for element, node in nested(scope):
            inner = read_scope(node, "")
            inner.pool = next((lane.name for lane in scope.lanes if lane.id == element.lane), "") or scope.pool
            inner.name = inner.name or self.name_of(inner, scope)
            message = f'the sub-process "{inner.name}" became a process of its own'
            self.report.info("subprocess", message, self.at(node.line))
            made = len(self.done)
            self.add(inner, bounds, data)
            if element.id in steps and made < len(self.done):
                self.done[position] = _leading_to(self.done[position], steps[element.id], self.done[made])

    def name_of(self, inner: Scope, around: Scope) -> str:
        """Return a name for a sub-process without one: the process around it and the event that starts it."""
        start = next((element.name for element in inner.elements.values() if element.tag == "startEvent"), "")
        return ": ".join(filter(None, (around.name or around.pool or self.stem(), start)))

    def stem(self) -> str:
        """Return the file's name without folder and suffix, for a process without a name."""
        name = self.report.name.rpartition("/")[2].rpartition("\\")[2]
        return name.removesuffix(".xml").removesuffix(".bpmn20").removesuffix(".bpmn")

    def report_dropped(self) -> None:
        """Say how many elements of each kind have no place in a process."""
        counts: Counter[str] = Counter()
        lines: dict[str, int] = {}
        for name, line in _dropped(self.root):
            counts[name] += 1
            lines.setdefault(name, line)
        for name, count in sorted(counts.items()):
            self.report.add("dropped", f"{count} × {name} left out", self.at(lines[name]))


def _dropped(root: Node) -> Iterator[tuple[str, int]]:
    """Yield (what, line) for the elements that nothing of a process stands for."""
    skip = {"BPMNDiagram", "process", "collaboration", "dataStore", "participant", "messageFlow"}
    scopes = [root, *(node for node in root.walk() if node.name in {"process", "collaboration", *_CONTAINED})]
    for scope in scopes:
        for child in scope.children:
            if child.name not in skip | _CARRIED and child.namespace == BPMN and child.name not in _PARTS:
                yield child.name, child.line
    for node in root.walk():
        if node.name in {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}:
            yield node.name, node.line
        elif node.name == "extensionElements":
            for child in node.children:
                if child.namespace != OURS:
                    yield f"extension elements of {child.namespace or 'no namespace'}", child.line


_CONTAINED = frozenset({"subProcess", "transaction", "adHocSubProcess"})
_PARTS = tags(
    "incoming outgoing dataInputAssociation dataOutputAssociation multiInstanceLoopCharacteristics"
    " standardLoopCharacteristics performer humanPerformer potentialOwner resourceRole"
)


@dataclass
class _Builder:
    """Makes one process of one scope."""

    importer: _Importer
    scope: Scope
    data: DataReader

    def __post_init__(self) -> None:
        self.syntax, self.report = self.importer.syntax, self.importer.report
        self.names: dict[str, str] = {}
        """Element id -> step id, of a flow that was read from the model."""
        self.wide = any(is_wide(element.name) for element in self.scope.elements.values())

    def build(self) -> Process:
        own = own_fields(self.scope.node)
        trusted = own.pop("digest", "") == digest(self.scope)
        title = tidy(own.pop("title", "")) if trusted else ""
        title = title or self.scope.name or self.scope.pool or self.importer.stem()
        where = self.importer.at(self.scope.node.line)
        fields, messages = self.syntax.build_fields("process", own)
        for message in messages:
            self.report.add("value", message, where)
        process_id = unique(fields.pop("id", "") or self.syntax.make_id(title), self.importer.taken)
        if trusted:
            steps = self.steps_as_written()
        else:
            router = Router(self.scope)
            fields["lanes"] = tuple(Mention(name=name) for name in dict.fromkeys(self.lane_names()))
            fields.setdefault("start", self.start_of(router))
            if not own:
                fields["end"] = router.only_end()
            plain_ends = {fields.get("end", ""), *(_UNNAMED_ENDS if own else ())} - {""}
            steps = self.steps_of_flow(router, plain_ends)
        return Process(
            **fields,
            id=process_id,
            title=title,
            title_source=title,
            location=where,
            body=_documentation(self.scope.node),
            steps=tuple(steps),
            records=tuple(_records(self.scope.node, where)),
        )

    def lane_names(self) -> Iterator[str]:
        return (lane.name for lane in self.scope.lanes if lane.name)

    def start_of(self, router: Router) -> str:
        return next((start.name for start, _ in router.first_steps() if start is not None), "")

    def steps_as_written(self) -> list[Step]:
        """Return the steps of a model that came from our export and has not been changed since."""
        steps = []
        for element in self.scope.elements.values():
            if element.fields:
                texts = dict(element.fields)
                title = texts.pop("title", element.name)
                fields = self.fields(texts, element)
                step_id = fields.pop("id", "") or self.syntax.make_id(title)
                steps.append(self.step(element, step_id, title, fields))
        return steps

    def steps_of_flow(self, router: Router, ends: set[str]) -> list[Step]:
        """Return the steps as lanes and flows have them; ``ends`` are the names of the process's plain end."""
        order, others = router.in_order()
        names, taken = self.names, set[str]()
        for key in order:
            names[key] = unique(self.step_id(self.scope.elements[key]), taken)
        steps = [self.step_of(self.scope.elements[key], router, names) for key in order]
        for index, step in enumerate(steps):
            following = steps[index + 1].id if index + 1 < len(steps) else ""
            ways = tuple(replace(way, name="") if _is_end(way, ends) else way for way in step.next)
            steps[index] = replace(step, next=_left_out(replace(step, next=ways), following))
        for element, remark in router.remarks:
            self.report.info("flow", f'{element.tag} "{element.name}" {remark}', self.importer.at(element.line))
        for start, leads_to in others:
            message = f'the start "{start.name}" was left out; it leads to "{names[leads_to]}"'
            self.report.add("start", message, self.importer.at(start.line))
        joined = {names[key] for key in router.joined if key in names}
        return [replace(step, join=Join.ALL) if step.id in joined else step for step in steps]

    def step_id(self, element: Element) -> str:
        written = element.fields.get("id", "")
        return written if self.syntax.is_id(written) else self.syntax.make_id(self.title_of(element))

    def title_of(self, element: Element) -> str:
        if element.name:
            return element.name
        if element.tag in GATEWAYS:
            return "判断" if self.wide else "Decide"
        return "未命名步骤" if self.wide else "Unnamed step"

    def step_of(self, element: Element, router: Router, names: dict[str, str]) -> Step:
        texts = {name: text for name, text in element.fields.items() if name not in _FLOW_FIELDS | {"id", "title"}}
        fields = self.fields(texts, element)
        ways = router.ways(element)
        kind = element.fields.get("kind", "")
        approval = kind == StepKind.APPROVAL and element.tag == "userTask"
        fields |= {
            "role": self.role_of(element),
            "kind": StepKind.APPROVAL if approval else _KINDS.get(element.tag, StepKind.TASK),
            "next": tuple(_named(target, names) for target in ways.next),
            "parallel": tuple(_named(target, names) for target in ways.parallel),
            "decision": ways.decision if element.tag not in GATEWAYS else "",
        }
        if ways.escalate:
            fields["escalate"] = Escalation(to=names.get(ways.escalate[0], ways.escalate[0]), after=ways.escalate[1])
        if not element.fields:
            self.data.add_to(element, fields, self.syntax)
        if element.node.get("isForCompensation") == "true":
            message = f'"{element.name}" undoes another step; nothing leads to it here'
            self.report.add("compensation", message, self.importer.at(element.line))
        if not element.name:
            message = f'{element.tag} "{element.id}" has no name; it is called "{self.title_of(element)}"'
            self.report.add("title", message, self.importer.at(element.line))
        return self.step(element, names[element.id], self.title_of(element), fields)

    def role_of(self, element: Element) -> Mention | None:
        lane = next((lane.name for lane in self.scope.lanes if lane.id == element.lane), "")
        named = any(lane.name for lane in self.scope.lanes)  # some tools write a lane without a name for a pool without
        name = lane or self.data.performer(element.node) or ("" if named else self.scope.pool)
        return Mention(name=name) if name else None

    def fields(self, texts: dict[str, str], element: Element) -> dict[str, Any]:
        fields, messages = self.syntax.build_fields("step", texts)
        for message in messages:
            self.report.add("value", message, self.importer.at(element.line))
        fields.pop("process", None)
        for name in ("input", "output"):
            if name in fields:
                fields[name + "s"] = self.syntax.items(fields[name])
        return fields

    def step(self, element: Element, step_id: str, title: str, fields: dict[str, Any]) -> Step:
        if fields.get("kind") is StepKind.SUBPROCESS:
            named = (target.name for target in fields.get("next", ()) if target.kind is TargetKind.PROCESS)
            fields["subprocess"] = next(named, "")
        body = "\n\n".join(filter(None, (_documentation(element.node), *self.data.notes_on(element.id))))
        where = self.importer.at(element.line)
        return Step(**fields, id=step_id, title=title, title_source=title, body=body, location=where)


def _leading_to(process: Process, step_id: str, inner: Process) -> Process:
    """Return a process in which the step for a sub-process refers to the process made of it."""

    def led(step: Step) -> Step:
        start = len(step.body) + 2 if step.body else 0
        body = f"{step.body}\n\n{inner.title}" if step.body else inner.title
        link = Mention(name=inner.id, kind="process", start=start, end=len(body))
        return replace(step, body=body, links={"body": (link,)})

    return replace(process, steps=tuple(led(step) if step.id == step_id else step for step in process.steps))


def _named(target: Target, names: dict[str, str]) -> Target:
    return replace(target, name=names[target.name]) if target.kind is TargetKind.STEP else target


def _is_end(way: Target, ends: set[str]) -> bool:
    return way.kind is TargetKind.END and way.name in ends


def _left_out(step: Step, following: str) -> tuple[Target, ...]:
    """Return the ways on that must be written: one unconditional way to the following step, or the end, need not."""
    if len(step.next) != 1 or step.parallel or step.next[0].guard or step.decision:
        return step.next
    only = step.next[0]
    if following and only.kind is TargetKind.STEP and only.name == following:
        return ()
    return () if not following and only.kind is TargetKind.END and not only.name else step.next


def _documentation(node: Node) -> str:
    texts = (child.text.strip() for child in node.all("documentation"))
    return "\n\n".join(filter(None, texts))


def _records(node: Node, where: Location) -> Iterable[Record]:
    extensions = node.first("extensionElements")
    for element in extensions.all("record") if extensions else ():
        values = {child.get("name"): child.text for child in element.all("field")}
        body = next((child.text for child in element.all("body")), "")
        yield Record(kind=element.get("kind"), title=element.get("title"), location=where, body=body, values=values)
