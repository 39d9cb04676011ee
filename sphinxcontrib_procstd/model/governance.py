"""Sign-offs, and what has become of them: who signed which content of a process, and whether it still stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sphinxcontrib_procstd.diagnostics import Finding, Location
from sphinxcontrib_procstd.model.process import Status


class Meaning(StrEnum):
    """What a signature says: "I have reviewed this" or "I approve this"."""

    REVIEW = "review"
    APPROVE = "approve"


class SignoffState(StrEnum):
    """What a sign-off is worth today."""

    VALID = "valid"
    VOID = "void"
    """The content changed after it was signed."""
    UNPROVEN = "unproven"
    """Signatures are asked for, and this one is missing or does not fit."""
    RENEWED = "renewed"
    """Void, and the same role signed the changed content again."""
    EARLIER = "earlier"
    """Given for another version: history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signoff:
    """One record of a sign-off file.

    ``date`` is an ISO date or date and time; ``fingerprint`` stands for the normative content that was signed and
    ``parts`` for its parts, by name (`governance.canonical`); ``signer`` is the principal of a detached signature,
    ``seal`` the record's own checksum, ``payload`` the text the checksum and the signature were made of.
    """

    process: str
    version: str
    meaning: Meaning
    role: str
    name: str
    date: str
    fingerprint: str
    parts: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    signer: str = ""
    seal: str = ""
    payload: str = ""
    location: Location


class ChangeKind(StrEnum):
    """What happened to a part of a process."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of a process that is not what was signed: ``header``, ``order``, ``step:ID`` or ``KIND:TITLE``."""

    kind: ChangeKind
    part: str


@dataclass(frozen=True, slots=True)
class CheckedSignoff:
    """A sign-off, what it is worth, and what changed since (empty where that cannot be told). ``why`` is of a proof."""

    signoff: Signoff
    state: SignoffState
    changes: tuple[PartChange, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A signature that is wanted: its meaning, the role's name, and the void one it replaces, if any."""

    meaning: Meaning
    role: str
    void: CheckedSignoff | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignoffReport:
    """The sign-offs of one process as it stands. ``missing`` holds what was never signed for this version."""

    process: str
    version: str = ""
    fingerprint: str = ""
    signoffs: tuple[CheckedSignoff, ...] = ()
    missing: tuple[Wanted, ...] = ()
    faults: tuple[Finding, ...] = ()

    @property
    def void(self) -> tuple[CheckedSignoff, ...]:
        """The sign-offs that no longer stand, and that nobody has renewed."""
        return tuple(one for one in self.signoffs if one.state in {SignoffState.VOID, SignoffState.UNPROVEN})

    @property
    def valid(self) -> tuple[CheckedSignoff, ...]:
        """The sign-offs that stand."""
        return tuple(one for one in self.signoffs if one.state is SignoffState.VALID)

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """Who must sign: again because a signature is void, or for the first time."""
        again = [Wanted(one.signoff.meaning, one.signoff.role, one) for one in self.void]
        asked = {(want.meaning, want.role) for want in again}
        return (*again, *(want for want in self.missing if (want.meaning, want.role) not in asked))


MOVES: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.IN_REVIEW}),
    Status.IN_REVIEW: frozenset({Status.DRAFT, Status.PILOT, Status.EFFECTIVE}),
    Status.PILOT: frozenset({Status.IN_REVIEW, Status.EFFECTIVE, Status.RETIRED}),
    Status.EFFECTIVE: frozenset({Status.UNDER_REVISION, Status.RETIRED}),
    Status.UNDER_REVISION: frozenset({Status.IN_REVIEW, Status.PILOT, Status.EFFECTIVE, Status.RETIRED}),
    Status.RETIRED: frozenset(),
}
"""The moves of the life cycle: from each state the states it may go to (phases 4, 5 and 7 of the process standard)."""


def path_between(old: Status, new: Status) -> tuple[Status, ...] | None:
    """Return the states passed through from one state to another, the shortest way; None where there is no way.

    Two snapshots may lie far apart: an effective process that is effective again with a new version was revised.
    """
    paths: list[tuple[Status, ...]] = [(old,)]
    seen = {old}
    while paths:
        path = paths.pop(0)
        if path[-1] is new:
            return path
        for state in MOVES[path[-1]] - seen:
            seen.add(state)
            paths.append((*path, state))
        paths.sort(key=lambda each: (len(each), each))
    return None


_NOT_YET = frozenset({Status.DRAFT, Status.IN_REVIEW})
"""States in which a process has not been in force."""


def may_have_gone(old: Status, new: Status, *, same_version: bool) -> bool:
    """Whether a process may have gone from one state to another between two releases, perhaps through others.

    One that was not in force yet may have gone all the way. One that was may have gone one move with its version, any
    way with a higher one; but nothing leads from being in force back to a draft.
    """
    if old is new or new in MOVES[old]:
        return True
    if old not in _NOT_YET and (same_version or new is Status.DRAFT):
        return False
    return path_between(old, new) is not None
