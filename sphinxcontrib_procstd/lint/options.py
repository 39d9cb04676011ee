"""What a run of the linter is told: language, selection, severities, words, exceptions, limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sphinxcontrib_procstd.diagnostics import Finding, Severity
from sphinxcontrib_procstd.model.governance import SignoffReport
from sphinxcontrib_procstd.model.timelimit import STANDARD_CALENDAR, Calendar, TimeLimit

TimeLimitParser = Callable[[str], TimeLimit | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allow:
    """An inline exception: these codes are accepted in these lines of this file, for this reason.

    ``codes`` are codes, prefixes or rule names; ``last`` 0 means the single line ``first``.
    """

    file: str
    first: int
    last: int = 0
    codes: tuple[str, ...] = ()
    reason: str = ""

    def covers(self, file: str, line: int) -> bool:
        """Whether a place lies in the lines of this exception."""
        return file == self.file and self.first <= line <= max(self.first, self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The sizes of rule F309 (7PMG)."""

    nodes: int = 50
    lanes: int = 7
    steps: int = 15


def read_no_time_limit(text: str) -> TimeLimit | None:
    """Read nothing: stands in where the caller brings no parser; the rules on time then stay quiet."""
    del text
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class LintOptions:
    """One run's settings.

    ``language`` is the handbook's language, in which messages are written (``"zh"``, ``"zh_CN"``, ``"en"``, ...).
    ``select`` and ``ignore`` hold codes, prefixes or rule names; an empty ``select`` means every rule.
    ``severity`` maps the same to ``error``, ``warning``, ``info`` or ``off``.
    ``words`` extends or overrules the word lists: ``{"zh": {"time": ["+赶在", "-目前"]}}``.
    ``separation`` lists pairs of steps, by id or title, that must not be in the hands of one role (rule R404).
    ``today`` is the day reviews are due against; without it G802 stays quiet, so a build is the same tomorrow.
    ``fingerprints`` holds, by process id, (version, content fingerprint) of the last published state (rule G803);
    ``states`` holds (version, state) of the same (rule G805).
    ``signoffs`` holds what the sign-offs of a process are worth, by its id; ``signoff_changes``, by the place of a
    record, what changed since it, in words; ``signoff_faults`` what is wrong with sign-off files (rule G801);
    ``signoff_required`` asks for a signature on everything in force.
    """

    language: str = "en"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    allows: tuple[Allow, ...] = ()
    baseline: frozenset[str] = frozenset()
    parse_time_limit: TimeLimitParser = read_no_time_limit
    calendar: Calendar = STANDARD_CALENDAR
    limits: Limits = field(default_factory=Limits)
    separation: tuple[tuple[str, str], ...] = ()
    today: date | None = None
    review_grace_days: int = 30
    fingerprints: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    current_fingerprints: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    signoffs: Mapping[str, SignoffReport] = field(default_factory=dict)
    signoff_changes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    signoff_faults: tuple[Finding, ...] = ()
    signoff_required: bool = False

    @property
    def lang(self) -> str:
        """``"zh"`` or ``"en"``: the language messages are shipped in that comes nearest."""
        return "zh" if self.language.lower().startswith("zh") else "en"


SEVERITY_OFF = "off"
SEVERITIES = frozenset({*(severity.value for severity in Severity), SEVERITY_OFF})
