"""A number that stands for the shape of everything that Sphinx pickles for us."""

from __future__ import annotations

from dataclasses import fields
from zlib import crc32

from sphinxcontrib_procstd.diagnostics import Finding, Location
from sphinxcontrib_procstd.model.handbook import Attached, DocumentFacts, PlacedView, Reference
from sphinxcontrib_procstd.model.process import Escalation, Mention, Process, Record, Step, Target
from sphinxcontrib_procstd.model.resources import FormField, Resource

_PICKLED = (
    Attached, DocumentFacts, Escalation, Finding, FormField, Location, Mention, PlacedView, Process, Record, Reference,
    Resource,
    Step, Target,
)  # fmt: skip

_REVISION = 1
"""Raised by hand when a meaning changes and no field does."""


def shape_of_facts() -> int:
    """Return a number made from the names and types of all pickled fields.

    A field that comes or goes changes it, so no one need remember to: a cache written by another version is not read.
    """
    shape = [(kind.__name__, [(field.name, str(field.type)) for field in fields(kind)]) for kind in _PICKLED]
    return crc32(repr((_REVISION, shape)).encode())
