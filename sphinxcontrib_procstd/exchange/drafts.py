"""Processes as texts, half read, and how they become model objects with register entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.exchange.fields import name_of_label
from sphinxcontrib_procstd.exchange.registers import collect_resources
from sphinxcontrib_procstd.exchange.values import Imported, Report, Syntax, unique
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Step, StepKind, TargetKind

TITLE, BODY = "title", "body"


@dataclass(slots=True)
class StepDraft:
    """One row: column -> text. ``annex`` holds which tools are forms and systems, as the annex has it."""

    texts: dict[str, str]
    where: Location
    annex: dict[str, str] = field(default_factory=dict)

    def join(self, more: dict[str, str]) -> None:
        """Put the texts of a row that goes on with this step below its own."""
        for column, text in more.items():
            old = self.texts.get(column, "")
            self.texts[column] = f"{old}\n{text}" if old else text


@dataclass(slots=True)
class Draft:
    """One process: its title, option -> text of its header, its rows, its records.

    ``extras`` are (step cell, field, content, place) of the table of further fields.
    """

    title: str
    where: Location
    header: dict[str, str] = field(default_factory=dict)
    steps: list[StepDraft] = field(default_factory=list)
    extras: list[tuple[str, str, str, Location]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


def build_processes(
    drafts: Iterable[Draft], syntax: Syntax, report: Report, known: Catalogue | None = None
) -> Imported:
    """Return the drafts as processes, with the register entries that ``known`` does not hold yet."""
    taken: set[str] = set()
    processes = tuple(_Builder(draft, syntax, report, taken).build() for draft in drafts)
    if not processes:
        report.add("table", 'no table with a column "流程步骤" / "Step" was found')
    resources = collect_resources(processes, syntax.make_id, known or Catalogue(), report)
    return Imported(processes=processes, resources=resources, report=tuple(report.findings))


@dataclass
class _Builder:
    draft: Draft
    syntax: Syntax
    report: Report
    taken: set[str]

    def build(self) -> Process:
        draft = self.draft
        title = draft.title or self.report.name.rpartition("/")[2].partition(".")[0]
        self.spread_extras()
        header = dict(draft.header)
        body = header.pop(BODY, "")
        fields = self.fields("process", header, draft.where)
        wanted = fields.pop("id", "") or self.syntax.make_id(title)
        steps = self.steps()
        return Process(
            **fields,
            id=unique(wanted, self.taken),
            title=title,
            title_source=title,
            body=body,
            location=draft.where,
            steps=steps,
            records=tuple(draft.records),
        )

    def spread_extras(self) -> None:
        """Put the fields of the annex where they belong; a step is named by its cell, else by its title alone."""
        draft = self.draft
        cells = _keyed([" ".join(step.texts.get(TITLE, "").split()) for step in draft.steps])
        titles = _keyed([self.syntax.step_title(step.texts.get(TITLE, "")) for step in draft.steps])
        for cell, label, content, where in draft.extras:
            directive = "step" if cell else "process"
            name = label.strip()
            known = self.syntax.option_name
            option = known(directive, name) or known(directive, name_of_label(name))
            if not option:
                self.report.add("extra", f'unknown field "{label}" was left out', where)
            elif not cell:
                draft.header.setdefault(option, content)
            else:
                index = cells.get(cell, titles.get(self.syntax.step_title(cell), -1))
                if index < 0:
                    self.report.add("extra", f'a field of the unknown step "{cell}" was left out', where)
                else:
                    row = draft.steps[index]
                    (row.annex if option in {"forms", "systems"} else row.texts).setdefault(option, content)

    def fields(self, directive: str, texts: dict[str, str], where: Location) -> dict[str, Any]:
        fields, messages = self.syntax.build_fields(directive, texts)
        for message in messages:
            self.report.add("value", message, where)
        return fields

    def steps(self) -> tuple[Step, ...]:
        taken: set[str] = set()
        steps = []
        for row in self.draft.steps:
            texts = dict(row.texts)
            title, body = self.title_of(texts), texts.pop(BODY, "")
            fields = self.fields("step", texts, row.where)
            fields.pop("process", None)
            wanted = fields.pop("id", "") or self.syntax.make_id(title)
            if row.annex and "tools" in fields:
                annex = self.fields("step", row.annex, row.where)
                fields |= _sort_tools(fields["tools"], annex)
            for name in ("input", "output"):
                if name in fields:
                    fields[name + "s"] = self.syntax.items(fields[name])
            if fields.get("kind") is StepKind.SUBPROCESS:
                named = (target.name for target in fields.get("next", ()) if target.kind is TargetKind.PROCESS)
                fields["subprocess"] = next(named, "")
            step_id = unique(wanted, taken)
            steps.append(Step(**fields, id=step_id, title=title, title_source=title, body=body, location=row.where))
        return tuple(self.link(step, steps) for step in steps)

    def title_of(self, texts: dict[str, str]) -> str:
        cell = " ".join(texts.pop(TITLE, "").split()) or "—"
        number = texts.get("number", "")
        if number and cell.startswith(f"{number}. "):
            return cell[len(number) + 2 :].strip() or cell
        return self.syntax.step_title(cell)

    def link(self, step: Step, steps: Sequence[Step]) -> Step:
        """Return the step with flows that name a step's title or number led to its id."""
        if not (step.next or step.parallel):
            return step
        ids = {other.id: other.id for other in steps}
        for position, other in enumerate(steps, 1):
            ids.setdefault(other.title, other.id)
            ids.setdefault(other.number or str(position), other.id)
        changed: dict[str, Any] = {
            name: tuple(
                replace(target, name=ids.get(target.name, target.name)) if target.kind is TargetKind.STEP else target
                for target in getattr(step, name)
            )
            for name in ("next", "parallel")
        }
        return replace(step, **changed)


def _keyed(texts: Sequence[str]) -> dict[str, int]:
    """Return text -> index for texts that occur once."""
    counts = Counter(texts)
    return {text: index for index, text in enumerate(texts) if counts[text] == 1}


def _sort_tools(tools: tuple[Mention, ...], annex: dict[str, Any]) -> dict[str, tuple[Mention, ...]]:
    """Return each tool in the list that the annex names it in; the main table alone decides what is there."""
    wanted = {name: Counter((m.name, m.note) for m in annex.get(name, ())) for name in ("forms", "systems")}
    found: dict[str, list[Mention]] = {"forms": [], "systems": [], "tools": []}
    for mention in tools:
        key = (mention.name, mention.note)
        home = next((name for name, left in wanted.items() if left[key] > 0), "tools")
        if home != "tools":
            wanted[home][key] -= 1
        found[home].append(mention)
    return {name: tuple(mentions) for name, mentions in found.items()}
