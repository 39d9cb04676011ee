"""The handbook's data beside its pages, for a portal over several handbooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.exchange.json_ import catalogue_json
from sphinxcontrib_procstd.sphinx_ext.form_files import holds_files

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "procstd-catalogue.json"


def write_catalogue(app: Sphinx) -> None:
    """Write the catalogue if the project asks for it, take an older one away if not."""
    path = Path(app.outdir, NAME)
    if not holds_files(app.builder):
        return
    if not app.config.procstd_catalogue:
        path.unlink(missing_ok=True)
        return
    content = catalogue_json(app.env.domains["procstd"].handbook.catalogue).encode()  # type: ignore[attr-defined] # ours
    if not path.is_file() or path.read_bytes() != content:
        unfinished = path.with_suffix(".tmp")
        unfinished.write_bytes(content)
        unfinished.replace(path)
