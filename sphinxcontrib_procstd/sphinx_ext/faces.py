"""What other pages can see of a document: its face.

Most edits change a sentence that no other page shows. When every document that was read again has the face it had
before, no other page can have gone stale, and none need be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.handbook import Attached, DocumentFacts
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

MOST = 20
"""How many documents read again are compared; after more than that every page is looked at."""

_NOWHERE = Location("")
_PRIVATE: dict[str, Any] = {"body": "", "lines": {}, "location": _NOWHERE}
"""What no other page shows of a process, step, record or register entry."""


@dataclass(frozen=True, slots=True)
class Face:
    """What other pages can see of one document: its facts, its title, its labels and MyST's anchors."""

    facts: DocumentFacts | None
    title: str
    labels: tuple[tuple[str, Any], ...]
    slugs: Any


def face_of(env: BuildEnvironment, docname: str) -> Face:
    """Return the face of a document as the environment knows it now."""
    domain = env.domains["procstd"]
    assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
    title = env.titles.get(docname)
    known = env.domaindata["std"]
    return Face(
        facts=_public(domain.documents[docname]) if docname in domain.documents else None,
        title=title.astext() if title else "",
        labels=tuple(
            (kind + name, place)
            for kind in ("labels", "anonlabels")
            for name, place in known[kind].items()
            if place[0] == docname
        ),
        slugs=env.metadata.get(docname, {}).get("myst_slugs"),
    )


def _public(facts: DocumentFacts) -> DocumentFacts:
    """Return facts without what no other page shows, and without what the page itself shows of others.

    The page of a process tells whether a text of it in another document is still what was signed or released. That
    this document has a process of the same id says nothing: of two, the first one keeps it.
    """
    return DocumentFacts(
        processes=_all_public(facts.processes),
        attached=tuple(Attached(one.process, _one_public(one.item, keep=("body",))) for one in facts.attached),
        resources=_all_public(facts.resources),
    )


def _all_public(items: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(map(_one_public, items))


def _one_public(item: Any, keep: Sequence[str] = ()) -> Any:
    names = {field.name for field in fields(item)}.difference(keep)
    blank = {name: empty for name, empty in _PRIVATE.items() if name in names}
    if isinstance(item, Process):
        blank |= {"steps": _all_public(item.steps), "records": _all_public(item.records)}
    return replace(item, **blank)


class Faces:
    """The faces that documents had before they were read again, over one build."""

    def __init__(self) -> None:
        self.before: dict[str, Face] = {}
        self.too_many = False

    def forget(self) -> None:
        """Start anew: documents are about to be read."""
        self.before.clear()
        self.too_many = False

    def note(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Note the face of a document that is about to be forgotten (Sphinx's ``env-purge-doc``)."""
        self.too_many = self.too_many or len(self.before) >= MOST or docname not in env.all_docs
        if not self.too_many:
            self.before.setdefault(docname, face_of(env, docname))

    def are_same(self, env: BuildEnvironment) -> bool:
        """Return whether every document that was read again has the face it had, and none has come or gone."""
        return not self.too_many and all(
            docname in env.all_docs and face_of(env, docname) == face for docname, face in self.before.items()
        )
