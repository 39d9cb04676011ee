"""Whether a process's page has a head: most have none, and then nothing that makes one is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.model.process import Process, Status

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.builders import Builder

    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

STYLE = "procstd-governance.css"
"""The style sheet of a head, and of records."""
_KEY = "_procstd_is_governed"


def head_of(process: Process, pages: PageBuilder) -> list[nodes.Node]:
    """Return the blocks at the head of a process's page: its state, its sign-offs, what changed since a release."""
    if not _may_have_head(process, pages.domain):
        return []
    from sphinxcontrib_procstd.sphinx_ext.standing import standing

    return standing(process, pages)


def head_texts(builder: Builder, domain: ProcstdDomain, docname: str, process: Process) -> Iterator[str]:
    """Yield what the blocks say, for finding pages that have gone stale."""
    if _may_have_head(process, domain):
        from sphinxcontrib_procstd.sphinx_ext.standing import standing_texts

        yield from standing_texts(builder, docname, process)


def _may_have_head(process: Process, domain: ProcstdDomain) -> bool:
    """Return whether a process is not just in force, or the handbook keeps sign-offs or a release to compare with."""
    if process.status not in {None, Status.EFFECTIVE}:
        return True
    known = domain.__dict__.get(_KEY)
    if known is None or known[0] is not domain.handbook:
        known = domain.__dict__[_KEY] = domain.handbook, _is_governed(domain)
    return bool(known[1])


def _is_governed(domain: ProcstdDomain) -> bool:
    config = domain.env.config
    if config.procstd_signoff_required or config.procstd_baseline:
        return True
    folder = Path(domain.env.srcdir, str(config.procstd_signoffs))
    return folder.is_dir() and any(folder.iterdir())
