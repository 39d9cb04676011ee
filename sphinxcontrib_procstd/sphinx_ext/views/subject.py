"""Whom a view is about, and of which processes: the look-ups that views for people share, with their warnings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.model.responsibility import Actor, Responsibilities, find_actor
from sphinxcontrib_procstd.render.filters import matches
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views.tables import nothing
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger
from sphinxcontrib_procstd.syntax.options import nearest

if TYPE_CHECKING:
    from docutils import nodes

    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.model.resources import ResourceKind
    from sphinxcontrib_procstd.sphinx_ext import nodes as our
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder


def responsibilities(pages: PageBuilder) -> Responsibilities:
    """Return who does what in this handbook."""
    return pages.domain.responsibilities


def subject_of(view: our.procstd_view, kind: ResourceKind, pages: PageBuilder) -> Actor | list[nodes.Node]:
    """Return the role or department a view is about; if there is none, what the view says then."""
    name = view["options"].get(kind.value.removeprefix("job-"), "").strip()
    if not name:
        return nothing(view, words("Say which role or department this is about, as the argument."), pages)
    known = responsibilities(pages)
    actor = find_actor(name, pages.catalogue, known, kind)
    if actor is not None:
        return actor
    entries = [text for entry in pages.catalogue.of_kind(kind) for text in (entry.id, entry.title)]
    near = nearest(name, entries or [actor.title for actor in known.actors.values()])
    message = words("There is no role or department “{name}”.").replace("{name}", name)
    hint = words(" Did you mean “{name}”?").replace("{name}", near) if near else ""
    return nothing(view, message + hint, pages)


def selected(options: Mapping[str, str], pages: PageBuilder, without: str = "") -> list[Process]:
    """Return the processes that pass a view's filters, by number; ``without`` is the option that is its subject."""
    filters = {name: text for name, text in options.items() if name != without}
    return [process for process in responsibilities(pages).processes if matches(process, filters, pages.catalogue)]


def no_process(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return what a view says whose filter fits no process."""
    return nothing(view, words("No process matches this filter."), pages)


def warn(view: our.procstd_view, message: str, pages: PageBuilder) -> None:
    """Say a fault of a view that can be filled all the same."""
    if not pages.silent:
        logger.warning("%s: %s", view["view"], message, location=view, type="procstd", subtype="view")
