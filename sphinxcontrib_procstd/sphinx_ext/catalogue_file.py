"""The handbook's data beside its pages, for a portal over several handbooks."""

from __future__ import annotations

import filecmp
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.exchange.json_ import catalogue_pieces
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
    unfinished = path.with_suffix(".tmp")
    with unfinished.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(catalogue_pieces(app.env.domains["procstd"].handbook.catalogue))  # type: ignore[attr-defined] # ours
    if path.is_file() and filecmp.cmp(unfinished, path, shallow=False):
        unfinished.unlink()
    else:
        unfinished.replace(path)
