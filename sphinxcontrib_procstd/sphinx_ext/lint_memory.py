"""When the findings of the run before still hold: the same handbook, settings, day and code."""

from __future__ import annotations

import json
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
        settings,
    ]
    return blake2b(json.dumps(parts, sort_keys=True, default=str).encode(), digest_size=16).hexdigest()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, (set, frozenset)) else value
