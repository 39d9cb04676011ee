"""The desk of the tests of ``sphinx_ext``, with an ear for every warning and a limit for every reading."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.util.logging import WarningLogRecordTranslator

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "sphinx_ext")]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMIT = 20
"""Seconds of computing after which the reading of one input counts as hung: the longest take a tenth of a second."""
PATIENCE = 600
"""Seconds on the clock after which it does: a busy machine may let it wait for minutes, but not for ever."""
INPUTS = int(os.environ.get("PROCSTD_FUZZ_INPUTS", "0"))
"""How many inputs each test reads; 0 for a small slice (``make fuzz`` sets it)."""


class Ear(logging.Handler):
    """Notes what is said without a place."""

    def __init__(self, app: Any) -> None:
        super().__init__(logging.WARNING)
        self.placeless: list[str] = []
        self.addFilter(WarningLogRecordTranslator(app))

    def emit(self, record: logging.LogRecord) -> None:
        """Note a warning that names no place; Sphinx says these two without one, and docutils says them again with it."""
        if record.getMessage().removeprefix("WARNING: ").startswith(("unknown directive name", "unknown role name")):
            return
        if not getattr(record, "location", None):
            self.placeless.append(record.getMessage())


class Reader:
    """Reads inputs, one after another, each within a limit."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.ear = Ear(desk.app)
        desk._handlers.append(self.ear)

    def read(self, files: dict[str, str]) -> Any:
        """Read some files as a project of their own; fail if that takes too long or says something without a place."""
        self.ear.placeless.clear()
        reading = None
        try:
            with within(LIMIT):
                reading = self.desk.read(files)
        except (ValueError, OSError) as error:
            if not is_of_a_link_to_no_file(error):
                raise
        assert self.ear.placeless == []
        return reading


def is_of_a_link_to_no_file(error: ValueError | OSError) -> bool:
    """Return whether MyST itself stopped at a link whose file no system can look for: NUL in its name, or too long.

    It does on any page, with ours or without.
    """
    names = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
    is_such = str(error) == "embedded null byte" or getattr(error, "errno", 0) == errno.ENAMETOOLONG
    return is_such and "render_link_unknown" in names


@contextlib.contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise ``TimeoutError`` where something computes longer, or stands still; only where the system can interrupt."""

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError(f"computed for more than {seconds} seconds, or stood still for {PATIENCE}")

    if not hasattr(signal, "setitimer"):
        yield
        return
    timers = ((signal.ITIMER_PROF, signal.SIGPROF, seconds), (signal.ITIMER_REAL, signal.SIGALRM, PATIENCE))
    before = [signal.signal(number, stop) for _timer, number, _limit in timers]
    for timer, _number, limit in timers:
        signal.setitimer(timer, limit)
    try:
        yield
    finally:
        for (timer, number, _limit), handler in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


@pytest.fixture(scope="session")
def make_reader(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Reader]:
    """Make a reader for a builder."""
    import importlib.util

    path = Path(__file__).resolve().parents[1] / "sphinx_ext" / "conftest.py"
    spec = importlib.util.spec_from_file_location("desk_of_sphinx_ext", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)

    def make(builder: str = "dummy", **settings: Any) -> Reader:
        chosen = {"extensions": module.EXTENSIONS, "language": "en", **settings}
        return Reader(module.Desk(tmp_path_factory.mktemp("desk"), chosen, builder))

    return make


@pytest.fixture(scope="session")
def reader(make_reader: Callable[..., Reader]) -> Reader:
    """Reads documents and writes nothing."""
    return make_reader()


@pytest.fixture(scope="session")
def readers(reader: Reader, make_reader: Callable[..., Reader]) -> dict[str, Reader]:
    """One for each language of ours: it says its warnings in that."""
    return {"en": reader, "zh_CN": make_reader(language="zh_CN")}


@pytest.fixture(scope="session")
def html_reader(make_reader: Callable[..., Reader]) -> Reader:
    """Builds HTML pages."""
    return make_reader("html", html_theme="basic")
