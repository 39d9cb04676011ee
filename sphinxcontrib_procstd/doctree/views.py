"""What a writer needs to know of an object, gathered once while a page is written. Nothing here is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sphinxcontrib_procstd.model.process import Process, Step
from sphinxcontrib_procstd.model.resources import Resource
from sphinxcontrib_procstd.render.template import Cell, Segment, Words

Target = Resource | Process
Labelled = tuple[str, tuple[Segment, ...], str]
"""A label, what it says, and the option whose marked-up text says it instead ("" = none)."""


@dataclass(frozen=True, slots=True)
class StepLink:
    """A link to a step: its number, title, page and anchor."""

    number: str
    title: str
    docname: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Branch:
    """One way on from a step: the condition, and where it leads.

    That is a step, another process, or ``text``: an end, or a process of another handbook with its ``uri``.
    """

    guard: str
    default: bool
    step: StepLink | None = None
    process: Process | None = None
    text: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One row of the template table."""

    step: Step
    number: str
    anchor: str
    cells: tuple[Cell, ...]
    extras: tuple[Labelled, ...]
    branches: tuple[Branch, ...]
    together: bool
    old_anchors: tuple[str, ...] = ()
    figure: str = ""
    """Anchor of the step in the swimlane of the same page, "" if there is none."""
    report: str = ""
    """Address at which a problem with the step is reported, "" if there is none."""


@dataclass(frozen=True, slots=True)
class TableView:
    """One template table: a run of steps of one process."""

    title: str
    process: Process | None
    continued: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadLink:
    """A file of the process: what readers call its format, its address and media type, the name to save it under."""

    label: str
    href: str
    media: str
    file: str


@dataclass(frozen=True, slots=True)
class ProcessView:
    """The header block of a process, and the swimlane under it."""

    process: Process
    anchor: str
    shows_title: bool
    rows: tuple[Labelled, ...]
    status: str
    status_label: str
    figure: Callable[[], FigureView] | None = None
    downloads: Callable[[], tuple[DownloadLink, ...]] | None = None
    """Makes the files that are missing, in the writer's process, and returns the links to them."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A drawn swimlane: its markup, its anchor, its caption, and the same flow in words."""

    anchor: str
    svg: str
    caption: str
    label: str
    flow: tuple[FlowLine, ...] = ()
    wide: bool = False
    open: bool = False
    """Whether the flow in words is shown at once, where nothing can unfold it or the picture has no links."""
    least: int = 0
    """The least width, in hundreds of pixels, at which its words can be read; narrower pages scroll it."""
    heads: str = ""
    """The lane headers alone, to stay in view: only of a picture too long for a page, which scrolls in its frame."""
    middling: bool = False
    """Whether the picture is too long only for a phone: on a larger window nothing is held."""
    hint: str = ""
    """What the caption says where the picture scrolls."""
    note: str = ""
    """A sentence under the caption: what the measured figures in the picture mean."""


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One node of the flow in words: what it is, where its row is, and the ways on from it."""

    text: str
    href: str
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UsedBy:
    """The uses of a register entry in one process: (step link, ways) pairs; no step means the process itself."""

    process: Process
    uses: tuple[tuple[StepLink | None, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A register entry: what it says of itself and what uses it."""

    resource: Resource
    anchor: str
    kind_label: str
    shows_title: bool
    rows: tuple[Labelled, ...]
    used_by: tuple[UsedBy, ...]
    downloads: tuple[Download, ...] = ()
    """Blank forms, each made when the page is written."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is written with its page: what its link says, where it leads, its name when kept, how it is made."""

    label: str
    href: str
    name: str
    save: Callable[[], None]


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record of a process."""

    kind: str
    kind_label: str
    anchor: str
    rows: tuple[Labelled, ...]


@dataclass(frozen=True)
class PageContext:
    """What all objects of a page share: the interface's words, and how to link."""

    words: Words
    href: Callable[[Target], str]
    page: Callable[[str, str], str]
    """(docname, anchor) -> URL from this page."""
    seen_steps: set[str] = field(default_factory=set)
