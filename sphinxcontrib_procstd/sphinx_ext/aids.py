"""Where the aids to learning stand: the page with the self-test, the checklist or the questions of each process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.render.filters import FILTERS, matches, wanted, written_words

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.model.handbook import DocumentFacts, PlacedView
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.model.responsibility import Actor

AIDS = frozenset({"quiz", "checklist", "faq-list"})


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """A view on a page. The one about the fewest processes is the most to the point, so it comes first."""

    processes: int
    docname: str
    role: str


class Aids:
    """The views of these kinds that a handbook places, found once for all plans that link to them."""

    def __init__(self, documents: Mapping[str, DocumentFacts], catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        found: dict[tuple[str, str], set[_Place]] = {}
        for docname, facts in documents.items():
            for view in facts.views:
                if view.name in AIDS:
                    about = list(self._about(view))
                    place = _Place(len(about), docname, dict(view.options).get("role", ""))
                    for process in about:
                        found.setdefault((view.name, process.id), set()).add(place)
        self._places = {key: sorted(places) for key, places in found.items()}

    def page(self, view: str, process: Process, actor: Actor) -> str:
        """Return the document whose view of this name is about a process, "" if there is none.

        One for certain roles counts only if the actor's is among them, and then comes before those for everyone.
        """
        places = self._places.get((view, process.id), [])
        entry = actor.entry
        names = {actor.title, *((entry.id, entry.title, entry.title_source) if entry else ())}
        folded = {name.casefold() for name in names if name}
        mine = [place for place in places if place.role and wanted(place.role) & folded]
        return next((place.docname for place in (*mine, *places) if place in mine or not place.role), "")

    def _about(self, view: PlacedView) -> Iterator[Process]:
        """Yield the processes a view is about: as its filters say, the one it stands in, or all."""
        options = {name: text for name, text in view.options if name in FILTERS and text.strip()}
        if options.keys() <= {"role"} and (here := self.catalogue.find_process(view.process) if view.process else None):
            yield here
        elif options.keys() == {"process"}:  # the usual case, for which not every process need be looked at
            named = (self.catalogue.find_process(word) for word in written_words(options["process"]))
            yield from (process for process in named if process is not None)
        else:
            yield from (process for process in self.catalogue.processes if matches(process, options, self.catalogue))
