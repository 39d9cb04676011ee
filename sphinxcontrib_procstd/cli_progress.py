"""Progress of long work: a bar on a terminal that waits for a second, silence elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_Item = TypeVar("_Item")
DELAY = 1.0
"""Seconds of work before a bar appears."""


class Bar:
    """A bar on standard error; nothing where that is no terminal, or when the work is done within a second.

    It is drawn by whoever advances it: a thread of its own has no place beside forked workers.
    """

    def __init__(self, what: str, total: int) -> None:
        self.what = what
        self.total = total
        self.done = 0
        self.begun = self.drawn = monotonic()
        self._shown: Progress | None = None
        self._silent = False

    def advance(self) -> None:
        """Count one more item done."""
        self.done += 1
        now = monotonic()
        if self._silent or now - self.begun < DELAY or now - self.drawn < 0.1:
            return
        self.drawn = now
        if self._shown is None:
            self._begin()
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=self.done, refresh=True)

    def _begin(self) -> None:
        from rich.console import Console
        from rich.progress import MofNCompleteColumn, Progress

        console = Console(stderr=True)
        self._silent = not console.is_terminal
        if not self._silent:
            columns = (*Progress.get_default_columns(), MofNCompleteColumn())
            self._shown = Progress(*columns, console=console, auto_refresh=False, transient=True)
            self._shown.start()
            self._shown.add_task(self.what, total=self.total)

    def end(self) -> None:
        """Take the bar away."""
        if self._shown is not None:
            self._shown.stop()
        self._shown, self._silent = None, True


def with_progress(items: Iterable[_Item], total: int, what: str) -> Iterator[_Item]:
    """Yield the items, with a bar on standard error when that is a terminal."""
    bar = Bar(what, total)
    try:
        for item in items:
            yield item
            bar.advance()
    finally:
        bar.end()


def show_reading(app: Sphinx) -> None:
    """Show how many documents have been read; with several processes Sphinx reads them out of sight."""
    if app.parallel > 1:
        return
    bars: list[Bar] = []

    def begin(_app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        bars.append(Bar("reading", len(docnames)))

    def advance(*_: object) -> None:
        if bars:
            bars[0].advance()

    def end(*_: object) -> None:
        for bar in bars:
            bar.end()

    app.connect("env-before-read-docs", begin)
    app.connect("doctree-read", advance)
    app.connect("env-updated", end)
