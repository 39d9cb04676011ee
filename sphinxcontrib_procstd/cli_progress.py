"""Progress of long work: a bar on a terminal that waits for a second, silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_Item = TypeVar("_Item")
DELAY = 1.0
"""Seconds of work before a bar appears."""


def with_progress(items: Iterable[_Item], total: int, what: str) -> Iterator[_Item]:
    """Yield the items, with a bar on standard error when that is a terminal."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # a thread of its own has no place beside forked workers
    yield from tqdm(items, total=total, desc=what, unit="", leave=False, delay=DELAY, disable=None, file=sys.stderr)


def show_reading(app: Sphinx) -> None:
    """Show how many documents have been read; with several processes Sphinx reads them out of sight."""
    from tqdm import tqdm

    if app.parallel > 1:
        return
    tqdm.monitor_interval = 0
    bars: list[tqdm[None]] = []

    def begin(_app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        bars.append(
            tqdm(total=len(docnames), desc="reading", unit="", leave=False, delay=DELAY, disable=None, file=sys.stderr)
        )

    def advance(*_: object) -> None:
        if bars:
            bars[0].update()

    def end(*_: object) -> None:
        for bar in bars:
            bar.close()

    app.connect("env-before-read-docs", begin)
    app.connect("doctree-read", advance)
    app.connect("env-updated", end)
