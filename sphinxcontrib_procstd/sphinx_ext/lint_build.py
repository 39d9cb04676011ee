"""The linter in the build: the settings it runs with, and its findings as warnings."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd.diagnostics import Finding, ProcstdError
from sphinxcontrib_procstd.lint.baseline import read_baseline
from sphinxcontrib_procstd.lint.options import LintOptions
from sphinxcontrib_procstd.lint.select import is_wanted, unknown_selector
from sphinxcontrib_procstd.sphinx_ext.allow import read_allows
from sphinxcontrib_procstd.sphinx_ext.check import check_handbook
from sphinxcontrib_procstd.sphinx_ext.warnings_ import READING_CODES
from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.config import Config

    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

CACHE_NAME = "procstd-wording.json"
"""The file, beside the pickled documents, that remembers what the wording check found."""


def lint_options(config: Config, folder: Path) -> LintOptions:
    """Return the settings of ``conf.py``; ``folder`` is where a baseline's path starts.

    Raises `ConfigError` for a rule or word list that does not exist and for a baseline that cannot be read.
    """
    chosen = config.procstd_lint
    for setting in ("procstd_lint", "procstd_lint_ignore", "procstd_lint_severity"):
        names = getattr(config, setting)
        if not isinstance(names, bool) and (unknown := unknown_selector(names, READING_CODES)):
            hint = f'; did you mean "{unknown[1]}"?' if unknown[1] else ""
            raise ConfigError(f'{setting}: there is no rule "{unknown[0]}"{hint}')
    try:
        baseline = read_baseline(folder / config.procstd_lint_baseline) if config.procstd_lint_baseline else frozenset()
    except ProcstdError as error:
        raise ConfigError(f"procstd_lint_baseline: {error}") from error
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
            raise ConfigError(f'procstd_lint_words: there is no list "{unknown[0]}" in {lang}; there are {known}')
    return {lang: {name: tuple(entries) for name, entries in lists.items()} for lang, lists in value.items()}


def run_on(
    domain: ProcstdDomain, options: LintOptions, cache_file: Path | None = None, more: Sequence[Finding] = ()
) -> list[Finding]:
    """Return the findings of a run over a handbook, with the inline exceptions in its sources, sorted by place."""
    from sphinxcontrib_procstd.lint.cache import WordingCache, stamp  # loaded where something is to be looked for
    from sphinxcontrib_procstd.lint.engine import run_lint

    catalogue, srcdir = domain.handbook.catalogue, Path(domain.env.srcdir)
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
