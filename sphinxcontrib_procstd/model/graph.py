"""The flow of a process as a graph of BPMN flow nodes, ready to be laid out or exported."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NodeKind(StrEnum):
    """BPMN 2.0 flow node kinds that a process can hold."""

    START = "start"
    END = "end"
    TASK = "task"
    APPROVAL = "approval"
    NOTIFY = "notify"
    WAIT = "wait"
    SYSTEM = "system"
    SUBPROCESS = "subprocess"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    HANDOVER = "handover"
    ESCALATION = "escalation"


ACTIVITIES = frozenset(
    {NodeKind.TASK, NodeKind.APPROVAL, NodeKind.NOTIFY, NodeKind.WAIT, NodeKind.SYSTEM, NodeKind.SUBPROCESS}
)
"""Kinds drawn as boxes with text inside; a hand-over is a box too, all others are gateways and events."""


class Trigger(StrEnum):
    """What a start event waits for (BPMN 2.0, 10.5.2): nothing said, the clock, or a message."""

    NONE = ""
    TIMER = "timer"
    MESSAGE = "message"


class EdgeKind(StrEnum):
    """What a line means: ordinary flow, or the way overdue work takes (drawn dashed)."""

    FLOW = "flow"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One lane: a role. ``id`` is unique in the graph; ``title`` is what the header shows."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowNode:
    """One flow node in one lane.

    ``text`` is what it shows: a task's title (with its number), a gateway's question, an event's name.
    ``step`` is the step it belongs to ("" for start and ends), ``process`` the other process a hand-over or a
    sub-process leads to. ``marks`` names small signs to draw on it: ``document``, ``system``, ``key``. ``trigger``
    is what a start waits for. ``figures`` are lines of what was measured, shown at the foot of its box; ``light`` says
    how that stands to its limit: reached, near, missed, or ""; ``told`` says the figures in words.
    """

    id: str
    kind: NodeKind
    lane: str
    text: str = ""
    number: str = ""
    step: str = ""
    process: str = ""
    marks: tuple[str, ...] = ()
    trigger: Trigger = Trigger.NONE
    figures: tuple[str, ...] = ()
    light: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowEdge:
    """One line from node to node, with its condition as label; ``default`` marks a decision's default branch.

    ``figures`` is how often it was taken, shown under the label.
    """

    id: str
    source: str
    target: str
    label: str = ""
    kind: EdgeKind = EdgeKind.FLOW
    default: bool = False
    figures: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowGraph:
    """A whole process as nodes in lanes. Every tuple is in a fixed order: ties are broken by index."""

    title: str
    lanes: tuple[Lane, ...]
    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
