"""Words of a filter that nothing in the handbook bears, with the nearest name that something does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinxcontrib_procstd.model.catalogue import Catalogue, bare_name
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.render.filters import FILTERS, written_words


def unknown_words(options: Mapping[str, str], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield (word, nearest name or "") for each word of a filter that names nothing."""
    for name in FILTERS:
        written = written_words(options.get(name, "")) if name != "status" else ()
        if not written:  # most views have no filter: names are gathered only for those that do
            continue
        known = {text.casefold(): text for text in _known(name, catalogue) if text}
        for word in written:
            folded = bare_name(word).casefold()
            if folded not in known:
                yield word, known.get(catalogue.near(folded, sorted(known)), "")


def _known(name: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the names that a filter may hold."""
    for process in catalogue.processes:
        if name == "process":
            yield from (process.id, process.title, process.title_source)
        elif name == "category":
            yield from (process.category, process.category_source)
        elif name == "tag":
            yield from (tag.name for tag in process.tags)
        elif name == "department":
            yield from (mention.text for mention in process.departments)
        elif name == "role":
            yield from (step.role.text for step in process.steps if step.role)
    kind = {"department": ResourceKind.DEPARTMENT, "role": ResourceKind.JOB_ROLE}.get(name)
    for entry in catalogue.of_kind(kind) if kind else ():
        yield from (entry.id, entry.title, entry.title_source)
