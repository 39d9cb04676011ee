"""References to nothing: said with the nearest name there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.lookup import names_of
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger
from sphinxcontrib_procstd.syntax.options import nearest

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains import Domain


def warn_dangling(app: Sphinx, domain: Domain | None, node: nodes.Element) -> bool | None:
    """Warn of a reference of ours that names nothing (Sphinx's ``warn-missing-reference``)."""
    if not isinstance(domain, ProcstdDomain):
        return None
    kind, target = node["reftype"], node["reftarget"]
    near = nearest(target, names_of(domain.handbook.catalogue, kind, node.get("procstd:process", "")))
    hint = f'; did you mean "{near}"?' if near else ""
    logger.warning('there is no %s "%s"%s', kind, target, hint, location=node, type="procstd", subtype="X701")
    return True
