"""Words of a filter that nothing in the handbook bears, with the nearest name that something does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.render.filters import FILTERS, folded, names_for, written_words


def unknown_words(options: Mapping[str, str], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield (word, nearest name or "") for each word of a filter that names nothing."""
    for name in FILTERS:
        written = written_words(options.get(name, "")) if name != "status" else ()
        if not written:  # most views have no filter: names are gathered only for those that do
            continue
        known = {folded(text): text for text in _known(name, catalogue) if text}
        for word in written:
            if folded(word) not in known:
                yield word, known.get(catalogue.near(folded(word), sorted(known)), "")


_KINDS = {
    "department": ResourceKind.DEPARTMENT,
    "role": ResourceKind.JOB_ROLE,
    "owner": ResourceKind.JOB_ROLE,
}
"""What the words of a filter may be beside what processes name: an entry of a register."""


def _known(name: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the names that a filter may hold: those that it finds a process by, and whatever else may be one."""
    for process in catalogue.processes:
        yield from names_for(process, name, catalogue)
    for entry in catalogue.of_kind(_KINDS[name]) if name in _KINDS else ():
        yield from (entry.id, entry.title, entry.title_source)
