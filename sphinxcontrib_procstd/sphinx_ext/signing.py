"""How the handbook stands today: its sign-offs, its review dates, what changed since the last release."""

from __future__ import annotations

import os
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError, SphinxError

from sphinxcontrib_procstd.diagnostics import Finding, ProcstdError, said_whole
from sphinxcontrib_procstd.governance.diff import HandbookChange, ProcessChange, compare
from sphinxcontrib_procstd.governance.due import Due, due_of, review_dates, today_of
from sphinxcontrib_procstd.governance.proof import check_signature
from sphinxcontrib_procstd.governance.signoff import file_of, read_signoffs, unknown_files
from sphinxcontrib_procstd.governance.snapshot import Snapshot, content_to_sign, read_snapshot, take_snapshot
from sphinxcontrib_procstd.governance.verify import check_signoffs, no_proof
from sphinxcontrib_procstd.model.governance import Meaning, SignoffReport
from sphinxcontrib_procstd.model.process import Status
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_procstd.governance.verify import Proof
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain


class Governance:
    """What is known of a handbook besides its texts. Everything is worked out when it is first asked for."""

    def __init__(self, domain: ProcstdDomain) -> None:
        self.domain = domain
        self.handbook = domain.handbook
        self.catalogue = domain.handbook.catalogue
        self.config = domain.env.config
        self.srcdir = Path(domain.env.srcdir)

    @cached_property
    def today(self) -> date:
        """The day reviews are due against."""
        try:
            return today_of(self.config.procstd_today, os.environ)
        except ProcstdError as error:
            raise ConfigError(said_whole(words, error)) from error

    @property
    def has_fixed_day(self) -> bool:
        """Whether the day is told, so that a build is the same tomorrow."""
        return bool(self.config.procstd_today or os.environ.get("SOURCE_DATE_EPOCH"))

    @property
    def folder(self) -> Path:
        """Where the sign-off files lie."""
        return self.srcdir / str(self.config.procstd_signoffs)

    @cached_property
    def reports(self) -> Mapping[str, SignoffReport]:
        """What the sign-offs of each process are worth: of those with a file, and of all where they are required."""
        asked = self.config.procstd_signoff_required
        found = {}
        for process in self.catalogue.processes:
            if file_of(self.folder, process.id).is_file() or (asked and process.status is Status.EFFECTIVE):
                found[process.id] = self.report(process)
        return found

    def report(self, process: Process) -> SignoffReport:
        """Return what the sign-offs of one process are worth."""
        name = f"{self.config.procstd_signoffs}/{process.id}.jsonl"
        signoffs, faults = read_signoffs(file_of(self.folder, process.id), name)
        return check_signoffs(
            process,
            self.catalogue,
            content_to_sign(process, self.catalogue),
            signoffs,
            meanings=[Meaning(word) for word in self.config.procstd_signoff_meanings],
            proof=self.proof,
            faults=faults,
        )

    @property
    def proof(self) -> Proof:
        """How detached signatures are checked: not at all where nothing says who may sign."""
        if not self.config.procstd_allowed_signers:
            return no_proof
        return partial(check_signature, folder=self.folder, allowed=self.srcdir / self.config.procstd_allowed_signers)

    @cached_property
    def unknown(self) -> list[Finding]:
        """Sign-off files of processes that do not exist."""
        return unknown_files(self.folder, self.catalogue.process_by_id, self.config.procstd_signoffs)

    @cached_property
    def baseline(self) -> Snapshot | None:
        """The last release, None where none is named; raises `ConfigError` where it cannot be read."""
        if not self.config.procstd_baseline:
            return None
        try:
            return read_snapshot(self.srcdir / self.config.procstd_baseline)
        except ProcstdError as error:
            raise ConfigError(f"procstd_baseline: {said_whole(words, error)}") from error

    @cached_property
    def snapshot(self) -> Snapshot:
        """The handbook as it stands."""
        return self.snapshot_with({})

    def snapshot_with(self, whole: Mapping[str, object]) -> Snapshot:
        """Return the handbook as it stands, with its catalogue for other tools."""
        config = self.config
        return take_snapshot(
            self.catalogue,
            project=config.project,
            release=config.release,
            language=config.language or "en",
            whole=whole,
        )

    @cached_property
    def change(self) -> HandbookChange:
        """What changed since the last release; nothing where none is named."""
        return compare(self.baseline, self.snapshot) if self.baseline else HandbookChange()

    @cached_property
    def changes(self) -> Mapping[str, ProcessChange]:
        """The same, by process id."""
        return {change.id: change for change in self.change.processes}

    def due(self, process: Process) -> Due:
        """Return when a process is due for review."""
        return due_of(process, self.today, self.config.procstd_review_grace, self.config.procstd_review_soon)

    def dues(self, processes: Iterable[Process]) -> list[Due]:
        """Return the next reviews of some processes, the most urgent first."""
        return review_dates(processes, self.today, self.config.procstd_review_grace, self.config.procstd_review_soon)


_KEY = "_procstd_governance"


def governance_of(domain: ProcstdDomain) -> Governance:
    """Return how the handbook stands, worked out once for each state of it."""
    known = domain.__dict__.get(_KEY)
    if not isinstance(known, Governance) or known.handbook is not domain.handbook:
        known = domain.__dict__[_KEY] = Governance(domain)
    return known


class NotReleasableError(SphinxError):
    """The handbook is not fit for release; what is wrong was said before."""

    category = "procstd_release"


def check_release(app: Sphinx, env: BuildEnvironment) -> None:
    """Stop a release with what is in force and not approved as it stands."""
    if app.builder.name in {"dummy", "gettext"}:
        return
    from sphinxcontrib_procstd.lint.engine import run_lint
    from sphinxcontrib_procstd.lint.registry import find_rule
    from sphinxcontrib_procstd.sphinx_ext.lint_build import governed
    from sphinxcontrib_procstd.sphinx_ext.lint_build import lint_options as options_of
    from sphinxcontrib_procstd.sphinx_ext.warnings_ import sentence

    domain = env.domains["procstd"]
    rule = find_rule("G801")
    assert rule is not None  # noqa: S101 - it is shipped
    bare = options_of(app.config, Path(app.srcdir), only_language=True)
    found = run_lint(domain.handbook.catalogue, governed(domain, bare), [rule])  # type: ignore[attr-defined, arg-type] # ours
    for finding in found:
        place = finding.location
        where = f"{Path(app.srcdir) / place.file}:{place.line or 1}"
        text = sentence(finding, app.config.language or "en")
        logger.error("%s", text, location=where, type="procstd", subtype=finding.code)
    if found:
        count = len({finding.process for finding in found})
        raise NotReleasableError(f"{count} processes in force are not approved as they stand; nothing was published")
