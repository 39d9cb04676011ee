"""Processes of other handbooks, as intersphinx knows them: a step may hand over to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.model.catalogue import Elsewhere

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_procstd.model.handbook import Handbook

_KIND = "procstd:process"


def processes_elsewhere(env: BuildEnvironment) -> dict[str, Elsewhere]:
    """Return the processes in the inventories of other handbooks, by each name they may be called by."""
    inventory: Mapping[str, Mapping[str, object]] = getattr(env, "intersphinx_inventory", {})
    found = {}
    for name, item in sorted(inventory.get(_KIND, {}).items(), key=lambda pair: pair[0]):
        title = str(getattr(item, "display_name", "-"))
        found[name] = Elsewhere(title=name if title == "-" else title, uri=str(getattr(item, "uri", "")))
    return found


def with_elsewhere(handbook: Handbook, env: BuildEnvironment) -> Handbook:
    """Return the handbook with what it may hand over to in others."""
    known = processes_elsewhere(env)
    return replace(handbook, catalogue=replace(handbook.catalogue, elsewhere=known)) if known else handbook
