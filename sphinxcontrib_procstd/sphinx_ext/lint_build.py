"""The linter in the build: the settings it runs with, and its findings as warnings."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd.diagnostics import Finding, ProcstdError, did_you_mean, said_in, said_whole, say
from sphinxcontrib_procstd.governance.labels import changed_parts
from sphinxcontrib_procstd.lint.baseline import read_baseline
from sphinxcontrib_procstd.lint.options import LintOptions
from sphinxcontrib_procstd.lint.select import is_wanted, unknown_selector
from sphinxcontrib_procstd.sphinx_ext.allow import read_allows
from sphinxcontrib_procstd.sphinx_ext.check import check_handbook
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.signing import governance_of
from sphinxcontrib_procstd.sphinx_ext.warnings_ import READING_CODES
from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.config import Config

    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

CACHE_NAME = "procstd-wording.json"
"""The file, beside the pickled documents, that remembers what the wording check found."""


def lint_options(config: Config, folder: Path, *, only_language: bool = False) -> LintOptions:
    """Return the settings of ``conf.py``; ``folder`` is where a baseline's path starts.

    ``only_language`` leaves out what chooses and accepts: a release takes no exceptions from a list.

    Raises `ConfigError` for a rule or word list that does not exist and for a baseline that cannot be read.
    """
    if only_language:
        return LintOptions(language=config.language or "en")
    chosen = config.procstd_lint
    for setting in ("procstd_lint", "procstd_lint_ignore", "procstd_lint_severity"):
        names = getattr(config, setting)
        if not isinstance(names, bool) and (unknown := unknown_selector(names, READING_CODES)):
            hint = did_you_mean(unknown[1])
            message = say('{setting}: there is no rule "{name}"{hint}', setting=setting, name=unknown[0], hint=hint)
            raise ConfigError(said_in(words, message))
    try:
        baseline = read_baseline(folder / config.procstd_lint_baseline) if config.procstd_lint_baseline else frozenset()
    except ProcstdError as error:
        raise ConfigError(f"procstd_lint_baseline: {said_whole(words, error)}") from error
    return LintOptions(
        language=config.language or "en",
        select=() if isinstance(chosen, bool) else tuple(sorted(chosen)),
        ignore=tuple(sorted(config.procstd_lint_ignore)),
        severity=dict(config.procstd_lint_severity),
        words=_words(config.procstd_lint_words),
        baseline=baseline,
        parse_time_limit=parse_time_limit,
        separation=tuple((one, other) for one, other in config.procstd_lint_separation),
    )


def _words(value: Any) -> dict[str, dict[str, tuple[str, ...]]]:
    if not value:
        return {}
    from sphinxcontrib_procstd.lint.wording.vocabulary import list_names

    for lang, lists in value.items():
        if unknown := sorted(set(lists) - list_names(lang)):
            known = ", ".join(sorted(list_names(lang)))
            text = 'procstd_lint_words: there is no list "{name}" in {lang}; there are {known}'
            raise ConfigError(said_in(words, say(text, name=unknown[0], lang=lang, known=known)))
    return {lang: {name: tuple(entries) for name, entries in lists.items()} for lang, lists in value.items()}


def governed(domain: ProcstdDomain, options: LintOptions) -> LintOptions:
    """Return the options with what the rules on governance ask for: the day, the last release, the sign-offs.

    A build is told the day only by ``procstd_today`` or SOURCE_DATE_EPOCH: it must not fail tomorrow unchanged.
    """
    governance = governance_of(domain)
    catalogue, config, baseline = governance.catalogue, domain.env.config, governance.baseline
    reports = governance.reports
    known = {one.process: (one.version, one.signoffs[-1].signoff.fingerprint) for one in reports.values() if one.void}
    if baseline:
        known |= {one.id: (one.version, one.fingerprint) for one in baseline.processes.values()}
    current = {one.process: one.fingerprint for one in reports.values()}
    if baseline:
        current |= {one.id: one.fingerprint for one in governance.snapshot.processes.values()}
    return replace(
        options,
        today=governance.today if governance.has_fixed_day else options.today,
        review_grace_days=config.procstd_review_grace,
        fingerprints=known,
        current_fingerprints=current,
        states={one.id: (one.version, one.status) for one in baseline.processes.values()} if baseline else {},
        signoffs=reports,
        signoff_changes={
            one.process: {
                str(each.signoff.location): changed_parts(each.changes, catalogue.process_by_id[one.process], words)
                for each in one.void
            }
            for one in reports.values()
        },
        signoff_faults=(*governance.unknown, *(fault for one in reports.values() for fault in one.faults)),
        signoff_required=config.procstd_signoff_required,
    )


def run_on(
    domain: ProcstdDomain, options: LintOptions, cache_file: Path | None = None, more: Sequence[Finding] = ()
) -> list[Finding]:
    """Return the findings of a run over a handbook, with the inline exceptions in its sources, sorted by place."""
    from sphinxcontrib_procstd.lint.cache import WordingCache, stamp  # loaded where something is to be looked for
    from sphinxcontrib_procstd.lint.engine import run_lint

    catalogue, srcdir = domain.handbook.catalogue, Path(domain.env.srcdir)
    options = governed(domain, options)
    options = replace(options, allows=(*options.allows, *read_allows(catalogue, srcdir)))
    mark = stamp(__version__, options.words)
    cache = WordingCache.read(cache_file, mark) if cache_file else WordingCache(mark)
    found = run_lint(catalogue, options, cache=cache, more=more)
    if cache_file and cache.is_changed:
        with suppress(OSError):  # a cache that cannot be kept costs time, nothing else
            cache.write(cache_file)
    return found


def in_words_of_the_rule(finding: Finding, options: LintOptions) -> Finding:
    """Return a taken id, which reading or the look-up noted, as the rule says it in the handbook's language."""
    if finding.code != "F304" or not finding.excerpt:
        return finding
    from sphinxcontrib_procstd.lint.rules.duplicate_step import DuplicateStep  # loaded where it is used

    message, hint = DuplicateStep.texts["id"][options.lang]
    return replace(finding, message=message.format(excerpt=finding.excerpt), hint=hint)


def build_findings(domain: ProcstdDomain) -> list[Finding]:
    """Return what the settings ask for: the rules they select (all where they select none), and what is broken."""
    options = lint_options(domain.env.config, Path(domain.env.srcdir))
    broken = check_handbook(domain.handbook, domain.documents)
    kept = [finding for finding in broken if is_wanted(finding.code, replace(options, select=()))]
    return run_on(domain, options, Path(domain.env.doctreedir) / CACHE_NAME, kept)
