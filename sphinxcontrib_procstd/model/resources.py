"""Registers: what processes use and who works in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.process import Mention


class ResourceKind(StrEnum):
    """The registers of a handbook; the value is the directive's and the cross-reference role's name."""

    FORM = "form"
    SYSTEM = "system"
    MANUAL = "manual"
    JOB_ROLE = "job-role"
    DEPARTMENT = "department"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form as its register entry lists it: the cells of a row, under the table's own headings.

    ``links`` has, for each cell with cross-references, what these name; each stands at its ``start`` to ``end``. A step
    is named with its process, ``complaint.classify``, where the reference says or implies it.
    """

    cells: tuple[str, ...]
    links: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One register entry.

    ``department`` and ``backup`` are a role's, ``version``, ``template``, ``headings`` and ``fields`` a form's.
    """

    kind: ResourceKind
    id: str
    title: str
    location: Location
    docname: str = ""
    title_source: str = ""
    number: str = ""
    owner: Mention | None = None
    version: str = ""
    retention: str = ""
    template: str = ""
    department: Mention | None = None
    backup: tuple[Mention, ...] = ()
    url: str = ""
    headings: tuple[str, ...] = ()
    fields: tuple[FormField, ...] = ()
    body: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def where(self, name: str = "") -> Location:
        """Return the place of the field called ``name``, or of the entry itself."""
        return Location(self.location.file, self.lines.get(name, self.location.line))


class Way(StrEnum):
    """In what way a step uses a register entry."""

    ROLE = "role"
    ACCOUNTABLE = "accountable"
    CONSULTED = "consulted"
    INFORMED = "informed"
    BACKUP = "backup"
    INPUT = "input"
    OUTPUT = "output"
    TOOL = "tool"
    OWNER = "owner"
    DEPARTMENT = "department"
    TEXT = "text"


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One use of a register entry: by which process and step ("" = the process itself), in which way."""

    process: str
    position: int
    step: str
    way: Way
