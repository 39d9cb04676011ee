"""References to nothing: said with the nearest name there is."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.utils import get_source_line

from sphinxcontrib_procstd.diagnostics import did_you_mean, say
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.lookup import names_of
from sphinxcontrib_procstd.sphinx_ext.warnings_ import warn
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
    message, place = (
        say('there is no {kind} "{name}"{hint}', kind=say(kind), name=target, hint=did_you_mean(near)),
        place_of(node),
    )
    if (message, place) not in domain.said:  # a title stands in the tree twice: in its heading and in its object
        domain.said.add((message, place))
        warn("X701", message, *place)
    return True


def place_of(node: nodes.Element) -> tuple[str, int]:
    """Return the file and line of a reference.

    Both parsers know the line its paragraph starts at only, or one near it; the reference stands on the first line
    of the paragraph that has its words.
    """
    source, line = get_source_line(node)
    if not source or not line:
        return source or "", line or 0
    block = node.parent
    while block is not None and not block.line:
        block = block.parent
    start = min(line, block.line) if block is not None and block.line and block.source == source else line
    try:
        lines = Path(source).read_text(encoding="utf-8").splitlines()[start - 1 :]
    except (OSError, ValueError):
        return source, line
    paragraph = takewhile(str.strip, lines)
    return source, next((start + i for i, text in enumerate(paragraph) if node["reftarget"] in text), line)
