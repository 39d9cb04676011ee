"""What sign-offs are worth today: compared with the content they were given for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sphinxcontrib_procstd.diagnostics import Finding
from sphinxcontrib_procstd.governance.canonical import CANONICAL_VERSION, part_changes
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.governance import (
    CheckedSignoff,
    Meaning,
    Signoff,
    SignoffReport,
    SignoffState,
    Wanted,
)
from sphinxcontrib_procstd.model.process import Mention, Process, Status
from sphinxcontrib_procstd.model.resources import ResourceKind

Proof = Callable[[Signoff], str]
"""Says why a sign-off is not proven by its detached signature, "" if it is."""


def no_proof(signoff: Signoff) -> str:
    """Ask for no signature."""
    del signoff
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What there is to sign: the process's version, its fingerprint, and the marks of its parts."""

    version: str
    fingerprint: str
    parts: Mapping[str, str] = field(default_factory=dict)


def check_signoffs(
    process: Process,
    catalogue: Catalogue,
    content: Content,
    signoffs: Iterable[Signoff],
    *,
    meanings: Iterable[Meaning] = (Meaning.APPROVE,),
    proof: Proof = no_proof,
    faults: Iterable[Finding] = (),
) -> SignoffReport:
    """Return what the sign-offs of a process are worth, and whose are missing.

    ``meanings`` are the signatures that a process in force needs: "approve" by each role in ``approved-by`` (else the
    owner), "review" by the role of each review record.
    """
    checked = [_check(signoff, content, proof) for signoff in signoffs]
    standing = {_key(one, catalogue) for one in checked if one.state is SignoffState.VALID}
    checked = [
        CheckedSignoff(one.signoff, SignoffState.RENEWED, one.changes)
        if one.state is SignoffState.VOID and _key(one, catalogue) in standing
        else one
        for one in checked
    ]
    missing = []
    if process.status is Status.EFFECTIVE:
        for meaning in meanings:
            for role in _wanted_roles(process, meaning, catalogue):
                if (meaning, role.casefold()) not in standing:
                    missing.append(Wanted(meaning, role))
    return SignoffReport(
        process=process.id,
        version=content.version,
        fingerprint=content.fingerprint,
        signoffs=tuple(checked),
        missing=tuple(missing),
        faults=tuple(faults),
    )


def _check(signoff: Signoff, content: Content, proof: Proof) -> CheckedSignoff:
    if signoff.version != content.version:
        return CheckedSignoff(signoff, SignoffState.EARLIER)
    if signoff.fingerprint != content.fingerprint:
        if not signoff.fingerprint.startswith(f"p{CANONICAL_VERSION}-"):
            return CheckedSignoff(signoff, SignoffState.VOID)
        return CheckedSignoff(signoff, SignoffState.VOID, part_changes(signoff.parts, content.parts))
    why = proof(signoff)
    return CheckedSignoff(signoff, SignoffState.UNPROVEN if why else SignoffState.VALID, why=why)


def _key(one: CheckedSignoff, catalogue: Catalogue) -> tuple[Meaning, str]:
    return one.signoff.meaning, role_name(one.signoff.role, catalogue).casefold()


def role_name(name: str, catalogue: Catalogue) -> str:
    """Return a role's name as its register entry bears it, in the source language."""
    found = catalogue.find_mention(Mention(name=name), (ResourceKind.JOB_ROLE,))
    return (found.title_source or found.title) if found else name.strip()


def _wanted_roles(process: Process, meaning: Meaning, catalogue: Catalogue) -> list[str]:
    if meaning is Meaning.REVIEW:
        reviews = (record for record in process.records if record.kind == "review")
        names = [record.originals.get("role", record.values.get("role", "")) for record in reviews]
    else:
        mentions = process.approved_by or ((process.owner,) if process.owner else ())
        names = [mention.name for mention in mentions]
    return list(dict.fromkeys(role_name(name, catalogue) for name in names if name))
