"""What rules look at: the catalogue, and facts about a process that several rules share, worked out once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.lint.cache import WordingCache
from sphinxcontrib_procstd.lint.options import LintOptions
from sphinxcontrib_procstd.lint.paths import FlowFacts
from sphinxcontrib_procstd.lint.wording import Hit, Vocabulary, check_wording, guess_language, load_vocabulary
from sphinxcontrib_procstd.lint.wording.segmenter import has_segmenter
from sphinxcontrib_procstd.model.catalogue import Catalogue, bare_name
from sphinxcontrib_procstd.model.process import Mention, Process, Step, Target
from sphinxcontrib_procstd.model.timelimit import TimeLimit

NOTHING = frozenset(
    ("无", "无。", "none", "none.", "n/a", "na", "不适用", "没有", "—", "-", "/", "nil", "not applicable")
)
"""How authors say that a field is empty on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldText:
    """One text of a process, and what sort of field it stands in for the wording check."""

    text: str
    name: str
    sort: str
    location: Location
    step: Step | None = None


def says_nothing(text: str) -> bool:
    """Whether a text says "none" in so many words."""
    return text.strip().lower() in NOTHING


_WORD = re.compile(r"[a-z]{2,40}")
_ARTICLE = re.compile(r"^(?:the|an?) ")


@lru_cache(maxsize=20_000)
def document_key(name: str) -> str:
    """Return what tells documents apart: "the Hot ovens" and "Hot oven" are one, as a reader takes them.

    Letter case, an article in front, blanks, and the English plural of the last word make no other document.
    """
    text = _ARTICLE.sub("", " ".join(unicodedata.normalize("NFKC", bare_name(name)).casefold().split()))
    words = text.split(" ")
    if _WORD.fullmatch(words[-1]):
        words[-1] = _singular(words[-1])
    return " ".join(words)


def _singular(word: str) -> str:
    """Return an English noun without its plural ending; -ss, -us and -is are none."""
    if len(word) < len("maps") or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word.removesuffix("es")
    return word.removesuffix("s")


class LintContext:
    """One run over one catalogue."""

    def __init__(self, catalogue: Catalogue, options: LintOptions, cache: WordingCache | None = None) -> None:
        self.catalogue = catalogue
        self.options = options
        self.lang = options.lang
        self.cache = cache or WordingCache()
        self.left_unread = False
        """Whether Chinese texts were left out for want of a segmenter."""
        self._facts: dict[str, FlowFacts] = {}
        self._hits: dict[str, list[tuple[FieldText, list[Hit]]]] = {}
        self._limits: dict[str, TimeLimit | None] = {}

    def vocabulary(self, lang: str) -> Vocabulary:
        """Return the word lists of a language as configured."""
        return load_vocabulary(lang, self.options.words.get(lang))

    def facts(self, process: Process) -> FlowFacts:
        """Return the flow of a process, worked out once."""
        if process.id not in self._facts:
            self._facts[process.id] = FlowFacts(process)
        return self._facts[process.id]

    def limit(self, text: str) -> TimeLimit | None:
        """Return the time limit a text states; equal texts are read once."""
        if text not in self._limits:
            self._limits[text] = self.options.parse_time_limit(text)
        return self._limits[text]

    def is_placeholder(self, text: str) -> bool:
        """Whether a text only holds a place: 待定, TBD."""
        plain = text.strip().strip("()（）[]【】.。").lower()
        return plain in self._placeholders

    @cached_property
    def _placeholders(self) -> frozenset[str]:
        return frozenset(word.lower() for lang in ("zh", "en") for word in self.vocabulary(lang)["placeholder"])

    def hits(self, process: Process) -> list[tuple[FieldText, list[Hit]]]:
        """Return the wording hits of every text of a process."""
        if process.id not in self._hits:
            found = []
            for field in texts_of(process):
                lang = guess_language(field.text, self.lang)
                if self._is_settled(field):
                    continue
                if hits := self._check(field, lang):
                    found.append((field, hits))
            self._hits[process.id] = found
        return self._hits[process.id]

    def _is_settled(self, field: FieldText) -> bool:
        """Whether a text means something settled elsewhere: a role of the register, a condition its step explains."""
        step = field.step
        if step is None:
            return False
        if field.name == "role":
            return self.catalogue.role_of(step) is not None
        return field.sort == "condition" and _explains(step.body, field.text)

    def _check(self, field: FieldText, lang: str) -> list[Hit]:
        known = self.cache.get(field.text, lang, field.sort)
        if known is None:
            if lang == "zh" and not has_segmenter():
                self.left_unread = True
                return []
            known = check_wording(field.text, lang, field.sort, self.vocabulary(lang))
            self.cache.put(field.text, lang, field.sort, known)
        return known

    @cached_property
    def produced(self) -> Mapping[str, tuple[str, str]]:
        """What steps put out, by `document_key`: (process id, step id) of the first."""
        found: dict[str, tuple[str, str]] = {}
        for process in self.catalogue.processes:
            for step in process.steps:
                for mention in step.outputs:
                    found.setdefault(document_key(mention.name), (process.id, step.id))
        return found

    @cached_property
    def consumed(self) -> Mapping[str, set[tuple[str, str]]]:
        """What steps take in, by `document_key`: the (process id, step id) of each."""
        found: dict[str, set[tuple[str, str]]] = {}
        for process in self.catalogue.processes:
            for step in process.steps:
                for mention in step.inputs:
                    found.setdefault(document_key(mention.name), set()).add((process.id, step.id))
        return found

    def role_key(self, mention: Mention | None) -> str:
        """Return what tells roles apart: the register id, else the words."""
        if mention is None:
            return ""
        return bare_name(self.catalogue.role_text(mention))


def _explains(body: str, condition: str) -> bool:
    """Whether a text says what a condition means: a line that begins with its words and a colon."""
    words = condition.strip().casefold()
    lines = (line.strip(" -*•").casefold() for line in body.splitlines())
    return any(line.startswith(words) and line[len(words) :].lstrip()[:1] in {":", "：", "—"} for line in lines)


def texts_of(process: Process) -> Iterator[FieldText]:
    """Yield the texts whose wording is checked."""
    header = (("goal", process.goal), ("start", process.start), ("end", process.end))
    for name, text in header:
        if text:
            yield FieldText(text=text, name=name, sort="output", location=process.where(name))
    for step in process.steps:
        yield from _step_texts(step)


def _step_texts(step: Step) -> Iterator[FieldText]:
    fields = (
        ("title", "title", step.title),
        ("role", "role", step.role.text if step.role else ""),
        ("body", "spec", step.body),
        ("input", "output", step.input),
        ("output", "output", step.output),
        ("deadline", "deadline", step.deadline),
        ("escalate", "deadline", step.escalate.after if step.escalate else ""),
    )
    for name, sort, text in fields:
        if text.strip() and not says_nothing(text):
            yield FieldText(text=text, name=name, sort=sort, location=step.where(name), step=step)
    for name, targets in (("next", step.next), ("parallel", step.parallel)):
        for target in targets:
            if target.guard:
                shown = target.guard_label or target.guard
                yield FieldText(text=shown, name=name, sort="condition", location=step.where(name), step=step)


def target_text(target: Target) -> str:
    """Return a target as an author writes it."""
    return f"{target.name} [{target.guard}]" if target.guard else target.name
