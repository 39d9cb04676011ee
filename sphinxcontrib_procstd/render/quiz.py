"""Questions about a process made from its own data: who, by when, which form, what next.

Wrong answers come from the same process first and from the rest of the handbook after that, so each of them is
something a reader may really confuse with the right one. Order and choice follow from a digest of the ids: the same
handbook asks the same questions in every build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.flow import sequence_flows
from sphinxcontrib_procstd.model.process import Process, Step, TargetKind
from sphinxcontrib_procstd.model.resources import ResourceKind

OPTIONS = 4
"""How many answers are offered, the right one among them; with fewer than three there is no question."""
_LEAST = 3


class Asks(StrEnum):
    """What a question is about."""

    WHO = "who"
    WHEN = "when"
    FORM = "form"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: about which step, under which condition ("" if none), and the answers, of which one is right."""

    process: Process
    step: Step
    asks: Asks
    guard: str = ""
    options: tuple[str, ...]
    right: int


def _order(*parts: str) -> bytes:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()


@dataclass(frozen=True)
class QuizMaker:
    """Makes questions about processes of one handbook."""

    catalogue: Catalogue

    @cached_property
    def _roles(self) -> tuple[str, ...]:
        return _unique(role for process in self.catalogue.processes for role in self._roles_of(process))

    @cached_property
    def _deadlines(self) -> tuple[str, ...]:
        return _unique(step.deadline for process in self.catalogue.processes for step in process.steps)

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        return _unique(form.title for form in self.catalogue.of_kind(ResourceKind.FORM))

    def questions(self, processes: Iterable[Process], count: int) -> tuple[Question, ...]:
        """Return at most ``count`` questions: the four kinds in turn, spread over the processes and their steps."""
        steps = [(process, step) for process in processes for step in process.steps]
        kinds = [iter(self._of_kind(kind, steps)) for kind in Asks]  # lazily: a large handbook holds thousands
        chosen: list[Question] = []
        while kinds and len(chosen) < count:
            for kind in list(kinds):
                question = next(kind, None)
                if question is None:
                    kinds.remove(kind)
                else:
                    chosen.append(question)
        return tuple(chosen[:count])

    def _of_kind(self, kind: Asks, steps: Iterable[tuple[Process, Step]]) -> Iterator[Question]:
        """Yield the questions of one kind, in an order that follows from the ids."""
        make = {Asks.WHO: self._who, Asks.WHEN: self._when, Asks.FORM: self._form, Asks.NEXT: self._next}[kind]
        for process, step in sorted(steps, key=lambda place: _order(place[0].id, place[1].id, kind.value)):
            yield from make(process, step)

    def _who(self, process: Process, step: Step) -> Iterator[Question]:
        if step.role:
            near = self._roles_of(process)
            others = {self.catalogue.role_text(mention) for mention in (*step.accountable, *step.backup)}
            answer = self.catalogue.role_text(step.role)
            yield from self._ask(process, step, Asks.WHO, answer, (near, self._roles), others)

    def _when(self, process: Process, step: Step) -> Iterator[Question]:
        if step.deadline:
            near = _unique(other.deadline for other in process.steps)
            yield from self._ask(process, step, Asks.WHEN, step.deadline, (near, self._deadlines))

    def _roles_of(self, process: Process) -> tuple[str, ...]:
        return _unique(self.catalogue.role_text(step.role) for step in process.steps if step.role)

    def _forms_of(self, step: Step) -> list[str]:
        kinds = (ResourceKind.FORM,)
        found = (self.catalogue.find_mention(mention, kinds) for mention in (*step.outputs, *step.forms, *step.inputs))
        return [form.title for form in found if form]

    def _form(self, process: Process, step: Step) -> Iterator[Question]:
        filled = [
            form for mention in step.outputs if (form := self.catalogue.find_mention(mention, (ResourceKind.FORM,)))
        ]
        if len({form.id for form in filled}) == 1:
            near = _unique(title for other in process.steps for title in self._forms_of(other))
            named = set(self._forms_of(step))
            yield from self._ask(process, step, Asks.FORM, filled[0].title, (near, self._forms), named)

    def _next(self, process: Process, step: Step) -> Iterator[Question]:
        titles = {other.id: other.title for other in reversed(process.steps)}
        found: list[tuple[str, str]] = []
        for flow in sequence_flows(process):
            if flow.source != step.id:
                continue
            asked = flow.target.kind is TargetKind.STEP and not flow.parallel and flow.target.name in titles
            guard = flow.target.guard_label or flow.guard or ""
            found.append((guard, flow.target.name) if asked else ("", ""))  # no end and no hand-over is asked for
        after = {titles.get(name, "") for _, name in found}
        for guard, name in found:
            if name and (guard or len(found) == 1):
                pool = _unique(title for step_id, title in titles.items() if step_id != step.id)
                yield from self._ask(process, step, Asks.NEXT, titles[name], (pool,), after, guard)

    def _ask(
        self,
        process: Process,
        step: Step,
        asks: Asks,
        answer: str,
        pools: Sequence[Sequence[str]],
        never: Iterable[str] = (),
        guard: str = "",
    ) -> Iterator[Question]:
        """Yield a question, if there are wrong answers enough. ``never`` are answers that might be right too."""
        key = (process.id, step.id, asks.value, guard)
        wrong: list[str] = []
        for pool in pools:
            if len(wrong) == OPTIONS - 1:
                break
            fresh = [text for text in pool if text != answer and text not in never and text not in wrong]
            fresh.sort(key=lambda text: _order(*key, text))
            wrong += fresh[: OPTIONS - 1 - len(wrong)]
        if len(wrong) + 1 < _LEAST:
            return
        options = sorted([answer, *wrong], key=lambda text: _order(*key, "place", text))
        right = options.index(answer)
        yield Question(process=process, step=step, asks=asks, guard=guard, options=tuple(options), right=right)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
