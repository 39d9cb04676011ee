"""Python's garbage collector, told that a build makes much that stays.

A build keeps every document's tree until it is written. With Python's own settings the collector walks over them
sixteen hundred times for 300 processes, a fifth of the build, and finds next to nothing. After the last page it would
walk over all of them twice more, once when it gets its settings back and once when Python ends, a sixth of the build.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PYTHONS_OWN = 700
"""The first threshold Python starts with (2,000 from 3.13 on); any other was set by someone who knew why."""
_PATIENT = (10_000, 20, 20)
_MANY = 1_000_000
"""So many objects that builds in one process have left are looked at before the next: about 100 MB."""

_before: list[tuple[int, int, int]] = []
_set_aside: list[bool] = []
"""Not empty while what a finished build has left is set aside."""


def relax_collector(app: Sphinx) -> None:
    """Let the collector look less often until the build is done (Sphinx's ``builder-inited``)."""
    if _set_aside:  # a build before this one in the same process: now its remains may be collected
        _set_aside.clear()
        many = gc.get_freeze_count() > _MANY
        gc.unfreeze()
        if many:  # Python itself would not look at them again before as many more have been made
            gc.collect()
    now = gc.get_threshold()
    if now[0] in {_PYTHONS_OWN, 2_000} and not _before:
        _before.append(now)
        gc.set_threshold(*_PATIENT)


def restore_collector(app: Sphinx, exception: Exception | None) -> None:
    """Give the collector its own settings back, all that there is now set aside (Sphinx's ``build-finished``).

    Most often Python ends next. In a process that goes on, the next build takes back what is set aside.
    """
    if _before:
        if not gc.get_freeze_count():
            gc.freeze()
            _set_aside.append(True)
        gc.set_threshold(*_before.pop())
