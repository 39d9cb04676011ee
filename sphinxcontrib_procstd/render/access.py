"""Who needs access to which system: every role that does a step there, or stands in for one that does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind


@dataclass(frozen=True, slots=True)
class Access:
    """A role's need of a system: the steps it does there itself, and those it does for another."""

    own: tuple[tuple[Process, Step], ...] = ()
    standing_in: tuple[tuple[Process, Step], ...] = ()


def needed_access(processes: Iterable[Process], catalogue: Catalogue) -> Mapping[str, Mapping[str, Access]]:
    """Return system id -> role text -> what the role needs it for, in the order of processes and steps."""
    found: dict[str, dict[str, Access]] = {}
    for process in processes:
        for step in process.steps:
            for system in _systems(step, catalogue):
                roles = found.setdefault(system.id, {})
                if step.role:
                    _add(roles, catalogue.role_text(step.role), process, step, own=True)
                for mention in step.backup:
                    _add(roles, catalogue.role_text(mention), process, step, own=False)
    return found


def _systems(step: Step, catalogue: Catalogue) -> tuple[Resource, ...]:
    tools = (tool for _, tool in catalogue.tools_of(step) if tool and tool.kind is ResourceKind.SYSTEM)
    return tuple({tool.id: tool for tool in tools}.values())


def _add(roles: dict[str, Access], role: str, process: Process, step: Step, *, own: bool) -> None:
    known = roles.get(role, Access())
    place = (process, step)
    if own:
        roles[role] = Access((*known.own, place), known.standing_in)
    else:
        roles[role] = Access(known.own, (*known.standing_in, place))
