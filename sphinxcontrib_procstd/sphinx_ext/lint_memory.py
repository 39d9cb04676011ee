"""When the findings of the run before still hold: the same handbook, settings, day and code."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import fields
from hashlib import blake2b
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME

from sphinxcontrib_procstd.lint.codedigest import code_digest
from sphinxcontrib_procstd.lint.memory import read_findings, write_findings
from sphinxcontrib_procstd.lint.registry import ENTRY_POINTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxcontrib_procstd.diagnostics import Finding
    from sphinxcontrib_procstd.lint.options import LintOptions
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

FILE = "findings.json"


def remembered(domain: ProcstdDomain, options: LintOptions, find: Callable[[], list[Finding]]) -> list[Finding]:
    """Return what ``find`` found when it last ran on this very handbook with these options, else what it finds now.

    The handbook is known by its pickled environment, which is written anew whenever a document is read.
    """
    folder = Path(domain.env.doctreedir)
    key = _key(domain, options, folder / ENV_PICKLE_FILENAME)
    if not key:
        return find()
    known = read_findings(folder / FILE, key)
    if known is None:
        known = find()
        with suppress(OSError):  # findings that cannot be kept cost time, nothing else
            write_findings(folder / FILE, key, known)
    return known


def _key(domain: ProcstdDomain, options: LintOptions, environment: Path) -> str:
    """Return what the findings depend on, "" where that cannot be told (rules of other packages, nothing pickled)."""
    try:
        pickled = environment.stat()
    except OSError:
        return ""
    if entry_points(group=ENTRY_POINTS):
        return ""
    segmenter = find_spec("rjieba")
    settings = {field.name: _plain(getattr(options, field.name)) for field in fields(options)}
    settings.pop("parse_time_limit")
    parts = [
        code_digest(),
        (pickled.st_mtime_ns, pickled.st_size, pickled.st_ino),
        segmenter.origin if segmenter else None,
        sorted(domain.env.config.suppress_warnings),
        [(one.name, _plain(one.value)) for one in domain.env.config if one.name.startswith("procstd_")],
        (domain.env.config.project, domain.env.config.release, os.environ.get("SOURCE_DATE_EPOCH", "")),
        _governing_files(domain),
        settings,
    ]
    return blake2b(json.dumps(parts, sort_keys=True, default=str).encode(), digest_size=16).hexdigest()


def _governing_files(domain: ProcstdDomain) -> list[tuple[str, str]]:
    """Return name and digest of what the rules on governance read besides documents: sign-offs, the last release."""
    config, srcdir = domain.env.config, Path(domain.env.srcdir)
    named = [srcdir / str(name) for name in (config.procstd_baseline, config.procstd_allowed_signers) if name]
    folder = srcdir / str(config.procstd_signoffs)
    signed = sorted(folder.rglob("*")) if config.procstd_signoffs else []
    found = []
    for path in (*named, *signed):
        with suppress(OSError):
            if path.is_file():
                found.append((str(path), blake2b(path.read_bytes(), digest_size=16).hexdigest()))
    return found


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, (set, frozenset)) else value
