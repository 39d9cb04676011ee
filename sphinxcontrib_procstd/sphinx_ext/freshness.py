"""Which pages must be written again: those whose view of the rest of the handbook has changed.

A page's digest covers everything it shows that stands in other documents. After reading, a page whose digest moved
is written again and no other is, so an incremental build shows what a clean one would.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.handbook import DocumentFacts, Handbook
from sphinxcontrib_procstd.model.process import Mention, Process, Step, Target, TargetKind
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.lookup import anchor_of, find_reference, page_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ALL_KINDS = tuple(ResourceKind)


def note_changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write again (Sphinx's ``env-updated``), and keep the new digests."""
    domain = env.domains["procstd"]
    assert isinstance(domain, ProcstdDomain)  # noqa: S101 - registered under this name
    changed = []
    for docname in sorted(domain.documents):
        digest = page_digest(domain.handbook, docname, domain.documents[docname])
        if domain.digests.get(docname) != digest:
            domain.digests[docname] = digest
            changed.append(docname)
    for docname in set(domain.digests) - set(domain.documents):
        del domain.digests[docname]
    return changed


def page_digest(handbook: Handbook, docname: str, facts: DocumentFacts) -> str:
    """Return a digest of what one page shows of the rest of the handbook."""
    digest = blake2b(digest_size=16)
    for part in _shown(handbook, docname, facts):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def _shown(handbook: Handbook, docname: str, facts: DocumentFacts) -> Iterator[str]:
    catalogue = handbook.catalogue
    for position in range(len(facts.processes)):
        yield from _of_process(handbook.written[docname, position], catalogue)
    for attached in facts.attached:
        owner = catalogue.find_process(attached.process)
        if isinstance(attached.item, Step):
            yield from _of_process(owner, catalogue) if owner else _of_step(attached.item, catalogue)
    for resource in facts.resources:
        yield from _of_resource(resource, catalogue)
    for reference in facts.references:
        found = find_reference(catalogue, reference.kind, reference.target, reference.process)
        yield f"{page_of(found)} {anchor_of(found)} {found.title}" if found else "-"
    for name, options in facts.views:
        yield f"{name} {options}"
        for process in catalogue.processes:  # a view may show any of them
            yield from _of_process(process, catalogue)


def _of_process(process: Process, catalogue: Catalogue) -> Iterator[str]:
    """Yield what the pages of a process show: its steps wherever they stand, and what they name."""
    yield f"{process.id} {process.title} {process.docname}"
    mentions = (*process.departments, *process.approved_by, *process.lanes, *filter(None, (process.owner,)))
    for mention in mentions:
        yield _named(mention, catalogue)
    for name in (*process.supersedes, *process.based_on):
        yield _process_named(name, catalogue)
    for step in process.steps:
        if step.docname != process.docname:
            yield repr(step)
        yield f"{step.id} {step.docname}"
        yield from _of_step(step, catalogue)


def _of_step(step: Step, catalogue: Catalogue) -> Iterator[str]:
    for mentions in (
        step.accountable, step.consulted, step.informed, step.backup, step.controls, step.inputs, step.outputs,
        step.forms, step.systems, step.tools, (step.role,) if step.role else (),
    ):  # fmt: skip
        for mention in mentions:
            yield _named(mention, catalogue)
    for target in (*step.next, *step.parallel):
        if isinstance(target, Target) and target.kind is TargetKind.PROCESS:
            yield _process_named(target.name, catalogue)
    if step.escalate:
        yield _named(Mention(name=step.escalate.to), catalogue)


def _named(mention: Mention, catalogue: Catalogue) -> str:
    """Return every entry a mention could mean: which of them is taken depends on the field alone."""
    found = (catalogue.find(kind, mention.name) for kind in _ALL_KINDS)
    return "|".join(_entry(entry) if entry else "" for entry in found)


def _entry(resource: Resource) -> str:
    return f"{resource.kind.value} {resource.id} {resource.title} {resource.docname}"


def _process_named(name: str, catalogue: Catalogue) -> str:
    process = catalogue.find_process(name)
    return f"{process.id} {process.title} {process.docname}" if process else "-"


def _of_resource(resource: Resource, catalogue: Catalogue) -> Iterator[str]:
    for mention in (*resource.backup, *filter(None, (resource.owner, resource.department))):
        yield _named(mention, catalogue)
    for use in catalogue.uses.get((resource.kind, resource.id), ()):
        process = catalogue.process_by_id[use.process]
        step = process.step(use.step) if use.step else None
        shown = f"{use.position} {step.number} {step.title} {step.docname}" if step else ""
        yield f"{process.id} {process.title} {process.docname} {use.step} {use.way.value} {shown}"
