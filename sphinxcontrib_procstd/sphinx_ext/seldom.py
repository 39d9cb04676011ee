"""What few handbooks need when they are built: asked for here, so that the others load nothing of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.later import later

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

REVIEW_FOLDER = "_procstd_reviews"
"""The folder of the output that holds the files of review calendars."""

_check_release = later("sphinx_ext.signing", "check_release")
_write_downloads = later("sphinx_ext.review_files", "write_downloads")


def check_release(app: Sphinx, env: BuildEnvironment) -> None:
    """Look into a build that is a release (Sphinx's ``env-updated``)."""
    if app.config.procstd_release:
        _check_release(app, env)


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of review calendars where a page shows one, or a build before this did (``build-finished``)."""
    if exception is not None or app.builder.format != "html" or app.builder.name == "epub":
        return
    domain = app.env.domains["procstd"]
    assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
    shown = [docname for docname, names in domain.views.items() if "review-calendar" in names]
    if shown or Path(app.outdir, REVIEW_FOLDER).is_dir():
        _write_downloads(app, domain, shown)
