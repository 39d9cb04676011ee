"""Which processes a view shows. A filter compares words; nothing in it is ever run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sphinxcontrib_procstd.model.catalogue import Catalogue, bare_name
from sphinxcontrib_procstd.model.process import Mention, Process
from sphinxcontrib_procstd.model.resources import ResourceKind

_SEPARATORS = str.maketrans(dict.fromkeys("、，；;\n", ","))


def wanted(text: str) -> frozenset[str]:
    """Return the words of a filter value: a list, any of which may match."""
    return frozenset(map(folded, written_words(text)))


def written_words(text: str) -> list[str]:
    """Return the words of a filter value as written."""
    return [word.strip() for word in text.translate(_SEPARATORS).split(",") if word.strip()]


def folded(text: str) -> str:
    """Return a word as filters compare it."""
    return bare_name(" ".join(text.split())).casefold()


FILTERS = ("process", "category", "department", "role", "status", "tag", "owner")
"""The options of a view that filter; its other options say how it is shown."""


def matches(process: Process, options: Mapping[str, str], catalogue: Catalogue) -> bool:
    """Return whether a process passes every filter that is set."""
    filters = [(name, wanted(options[name])) for name in FILTERS if options.get(name, "").strip()]
    return all(words & _words_of(process, name, catalogue) for name, words in filters)


def _words_of(process: Process, name: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the words that one filter compares with."""
    return frozenset(folded(text) for text in names_for(process, name, catalogue))


def names_for(process: Process, name: str, catalogue: Catalogue) -> list[str]:
    """Return the names under which one filter finds a process, as they are written."""
    found: list[str] = []
    if name == "process":
        found = [process.id, process.title, process.title_source]
    elif name == "category":
        found = [process.category, process.category_source]
    elif name == "status" and process.status:
        found = [process.status.value, process.status.value.replace("-", " ")]
    elif name == "tag":
        found = [text for tag in process.tags for text in (tag.name, tag.text)]
    elif name == "owner":
        found = _names((process.owner,) if process.owner else (), catalogue, ResourceKind.JOB_ROLE)
    elif name == "department":
        found = _names(process.departments, catalogue, ResourceKind.DEPARTMENT)
    else:
        mentions = tuple(step.role for step in process.steps if step.role)
        found = _names(mentions, catalogue, ResourceKind.JOB_ROLE)
    return found


def _names(mentions: Iterable[Mention], catalogue: Catalogue, kind: ResourceKind) -> list[str]:
    found: list[str] = []
    for mention in mentions:
        entry = catalogue.find_mention(mention, (kind,))
        found += [mention.name, mention.text]
        if entry:
            found += [entry.id, entry.title, entry.title_source]
    return found
