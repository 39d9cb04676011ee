"""The names under which things are found: anchors in pages, names in inventories."""

from __future__ import annotations

from sphinxcontrib_procstd.model.resources import ResourceKind


def process_anchor(process_id: str) -> str:
    """Return the anchor of a process: ``procstd-complaint``."""
    return f"procstd-{process_id}"


def step_anchor(process_id: str, step_id: str) -> str:
    """Return the anchor of a step: ``procstd-complaint.classify``. Ids hold no dot, so none can clash."""
    return f"procstd-{process_id}.{step_id}"


def resource_anchor(kind: ResourceKind, resource_id: str) -> str:
    """Return the anchor of a register entry: ``procstd.form.complaint-register``."""
    return f"procstd.{kind.value}.{resource_id}"


def figure_anchor(process_id: str) -> str:
    """Return the anchor of a process's swimlane: ``procstd-complaint.-flow`` (no step id starts with ``-``)."""
    return f"procstd-{process_id}.-flow"


def node_anchor(process_id: str, step_id: str) -> str:
    """Return the anchor of a step's box in the swimlane of its process."""
    return f"{figure_anchor(process_id)}.{step_id}"


def full_step_id(process_id: str, step_id: str) -> str:
    """Return a step's name in the whole handbook: ``complaint.classify``."""
    return f"{process_id}.{step_id}"
