"""Figures as they are kept and shown: without what may be the name of a person.

A log whose activities hold names by mistake would otherwise be printed on a page as a list of people. What is kept
says how often, and which step's title is near; the names are in the report of the command, on the terminal.
"""

from __future__ import annotations

from dataclasses import replace

from sphinxcontrib_procstd.figures.result import Deviation, Example, Fault, Figures, Unknown

MARK = "#"
"""Before the rank of an unknown activity among the most frequent ones; alone for one that is not among them."""


def without_names(figures: Figures) -> Figures:
    """Return figures whose unknown activities are numbers, and whose faulty lines are places without their text."""
    ranks = {each.activity: f"{MARK}{rank}" for rank, each in enumerate(figures.unknown, 1) if each.activity}
    found = figures.conformance
    if found is not None:
        found = replace(found, deviations=tuple(_unnamed(each, ranks) for each in found.deviations))
    return replace(
        figures,
        unknown=tuple(Unknown(activity="", events=each.events, near=each.near) for each in figures.unknown),
        faults=tuple(_placed(fault) for fault in figures.faults),
        conformance=found,
    )


def _unnamed(deviation: Deviation, ranks: dict[str, str]) -> Deviation:
    name = deviation.activity
    is_number = name.startswith(MARK) and (name == MARK or name[1:].isdecimal())
    return replace(deviation, activity=ranks.get(name, MARK)) if name and not is_number else deviation


def _placed(fault: Fault) -> Fault:
    """Return a fault with the places of its first lines; activities that the settings name stay, with their counts."""
    if fault.kind == "ignored":
        return fault
    kept = () if fault.kind == "unknown" else tuple(Example(place=each.place, text="") for each in fault.examples)
    return replace(fault, examples=kept)
