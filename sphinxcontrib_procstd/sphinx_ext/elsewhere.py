"""What other handbooks hold, as intersphinx knows it: a step may hand over to a process there, a text refer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.model.catalogue import Elsewhere, bare_name
from sphinxcontrib_procstd.sphinx_ext.lookup import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_procstd.model.handbook import Handbook

Inventory = Mapping[str, Mapping[str, object]]
"""What one handbook holds, as Sphinx keeps it: kind -> name -> where it stands."""

_KIND = "procstd:process"
_OURS = tuple(f"procstd:{kind}" for kind in KINDS)
_OF_SPHINX = {"ref": ("std:label",), "doc": ("std:doc",)}
"""Kinds of Sphinx's own of which a page shows titles, by the role."""
_ALL = (*_OURS, "std:label", "std:doc")


def processes_elsewhere(env: BuildEnvironment) -> dict[str, Elsewhere]:
    """Return the processes in the inventories of other handbooks, by each name they may be called by."""
    inventory: Inventory = getattr(env, "intersphinx_inventory", {})
    found = {}
    for name, item in sorted(inventory.get(_KIND, {}).items(), key=lambda pair: pair[0]):
        title = str(getattr(item, "display_name", "-"))
        found[name] = Elsewhere(title=name if title == "-" else title, uri=str(getattr(item, "uri", "")))
    return found


def named_elsewhere(env: BuildEnvironment, kind: str, target: str) -> str:
    """Return what a reference into other handbooks may show: all that bears the name there, "" where nothing does.

    ``kind`` is one of ours, or ``ref`` or ``doc``; any other stands for all of them.
    """
    kinds = (f"procstd:{kind}",) if kind in KINDS else _OF_SPHINX.get(kind, _ALL)
    inventories = list(_inventories(env))
    if not inventories:
        return ""
    names = dict.fromkeys((target, bare_name(target), target.partition(":")[2]))  # the last: "other:name"
    return "\x1e".join(_said(kinds, inventories, names))


def _said(kinds: Iterable[str], inventories: Iterable[Inventory], names: Iterable[str]) -> Iterator[str]:
    for inventory in inventories:
        for kind in kinds:
            known = inventory.get(kind, {})
            for name in names:
                if name in known:
                    yield f"{kind}\x1f{_item(known[name])}"


def state_elsewhere(env: BuildEnvironment) -> str:
    """Return a digest of all that pages may show of other handbooks, "" where no other is known."""
    digest = blake2b(digest_size=16)
    empty = True
    for inventory in [*_inventories(env)][1:]:  # the first is made of the others
        for kind in _ALL:
            for name, item in inventory.get(kind, {}).items():
                empty = False
                digest.update(f"{kind}\x1f{name}\x1f{_item(item)}\x1e".encode("utf-8", "surrogatepass"))
    return "" if empty else digest.hexdigest()


def _inventories(env: BuildEnvironment) -> Iterator[Inventory]:
    """Yield what all other handbooks hold together, then what each does."""
    main: Inventory = getattr(env, "intersphinx_inventory", {})
    if main:
        yield main
        named: Mapping[str, Inventory] = getattr(env, "intersphinx_named_inventory", {})
        yield from (named[name] for name in sorted(named))


def _item(item: object) -> str:
    parts = (getattr(item, name, "") for name in ("project_name", "project_version", "uri", "display_name"))
    return "\x1f".join(map(str, parts))


def with_elsewhere(handbook: Handbook, env: BuildEnvironment) -> Handbook:
    """Return the handbook with what it may hand over to in others."""
    known = processes_elsewhere(env)
    return replace(handbook, catalogue=replace(handbook.catalogue, elsewhere=known)) if known else handbook
