"""Python's garbage collector, told that a build makes much that stays.

A build keeps every document's tree until it is written. With Python's own settings the collector walks over them
sixteen hundred times for 300 processes, a fifth of the build, and finds next to nothing.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PYTHONS_OWN = 700
"""The first threshold Python starts with (2,000 from 3.13 on); any other was set by someone who knew why."""
_PATIENT = (10_000, 20, 20)

_before: list[tuple[int, int, int]] = []


def relax_collector(app: Sphinx) -> None:
    """Let the collector look less often until the build is done (Sphinx's ``builder-inited``)."""
    now = gc.get_threshold()
    if now[0] in {_PYTHONS_OWN, 2_000} and not _before:
        _before.append(now)
        gc.set_threshold(*_PATIENT)


def restore_collector(app: Sphinx, exception: Exception | None) -> None:
    """Give the collector its own settings back (Sphinx's ``build-finished``)."""
    if _before:
        gc.set_threshold(*_before.pop())
