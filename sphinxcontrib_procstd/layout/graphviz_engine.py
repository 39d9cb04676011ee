"""The other end of the Graphviz worker: starts it, asks it, kills it when it takes too long."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading
from enum import StrEnum
from multiprocessing import util
from pathlib import Path

from sphinxcontrib_procstd.layout.graphviz_worker import frame, read_frame

LIMIT = 15.0
"""Seconds that a question may take. Usual ones take milliseconds: only an engine that hangs meets the limit."""
MOST_NODES, MOST_EDGES = 60, 100
"""Larger graphs are left to our own layout. The size decides, never the clock, so every machine draws the same."""
GIVE_UP = 3
"""After so many hangs in a row the engine is not asked again by this process."""

_WORKER = Path(__file__).with_name("graphviz_worker.py")


class Fault(StrEnum):
    """Why Graphviz gave no drawing."""

    MISSING = "missing"
    CRASHED = "crashed"
    HUNG = "hung"
    GARBAGE = "garbage"
    TOO_LARGE = "too-large"


class EngineError(Exception):
    """Graphviz gave no drawing."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)


class Worker:
    """One worker process. It belongs to the process that started it: after a fork each side has its own."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._expired = False
        self.process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-P", str(_WORKER), str(limit)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        letter, _ = self._talk(b"")
        if letter == b"N":
            self.stop()
            raise EngineError(Fault.MISSING)

    def ask(self, dot: str) -> bytes:
        """Return Graphviz's answer; raises `EngineError`, after which the worker is gone."""
        letter, content = self._talk(frame(b"D", dot.encode("ascii")))
        if letter != b"R":
            self.stop()
            raise EngineError(Fault.HUNG if content == b"TimeoutExpired" else Fault.CRASHED)
        return content

    def _talk(self, question: bytes) -> tuple[bytes, bytes]:
        process = self.process
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        timer = threading.Timer(self.limit + 1, self._expire)  # the thread lives no longer than the question
        timer.daemon = True
        timer.start()
        try:
            if question:
                process.stdin.write(question)
                process.stdin.flush()
            return read_frame(process.stdout)  # type: ignore[arg-type] # a pipe opened for bytes
        except (EOFError, OSError, ValueError) as error:
            timer.cancel()
            timer.join()
            self.stop()
            fault = Fault.HUNG if self._expired else Fault.GARBAGE if isinstance(error, ValueError) else Fault.CRASHED
            raise EngineError(fault) from error
        finally:
            timer.cancel()
            timer.join()

    def _expire(self) -> None:
        self._expired = True
        self._kill()

    def _kill(self) -> None:
        """Kill the worker and the ``dot`` it may have started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self.process.kill()

    def stop(self) -> None:
        """End the worker, at once."""
        if self.process.returncode is None:
            self._kill()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        self.process.wait()


class Engine:
    """Graphviz, as this process sees it."""

    def __init__(self) -> None:
        self.pid = 0
        self.worker: Worker | None = None
        self.hangs = 0
        self.missing = False
        """Known once for all: writers forked later need not look again."""
        self._mark = ""

    def _own(self) -> None:
        """Forget what belongs to the process we were forked from."""
        if self.pid != os.getpid():
            self.pid, self.worker, self.hangs = os.getpid(), None, 0
            util.Finalize(self, self.close, exitpriority=10)  # also runs where atexit does not: in forked writers

    @property
    def mark(self) -> str:
        """What Graphviz is at hand, told without starting it: another text once it is exchanged for another version."""
        if not self._mark:
            spec = importlib.util.find_spec("pygraphviz")
            found = []
            for path in (spec.origin if spec else None, shutil.which("dot")):
                with contextlib.suppress(OSError):
                    if path:
                        state = Path(path).stat()
                        found.append(f"{path} {state.st_size} {state.st_mtime_ns}")
            self._mark = f"graphviz {found}"
        return self._mark

    def available(self) -> bool:
        """Return whether there is an engine; starts the worker the first time."""
        self._own()
        try:
            self._start()
        except EngineError as error:
            self.missing = error.fault is Fault.MISSING
        return not self.missing

    def _start(self) -> Worker:
        if self.missing:
            raise EngineError(Fault.MISSING)
        if self.worker is None:
            self.worker = Worker(LIMIT)
        return self.worker

    def ask(self, dot: str) -> bytes:
        """Return Graphviz's answer to DOT text; raises `EngineError`. The next question gets a new worker then."""
        self._own()
        if self.hangs >= GIVE_UP:
            raise EngineError(Fault.HUNG)
        try:
            answer = self._start().ask(dot)
        except EngineError as error:
            self.worker = None
            self.missing = error.fault is Fault.MISSING
            self.hangs = self.hangs + 1 if error.fault is Fault.HUNG else 0
            raise
        self.hangs = 0
        return answer

    def close(self) -> None:
        """End the worker, if this process has one."""
        if self.worker is not None and self.pid == os.getpid():
            self.worker.stop()
        self.worker = None

    def reset(self) -> None:
        """Forget everything, for a new build in the same process."""
        self.close()
        self.hangs, self.missing, self._mark = 0, False, ""


ENGINE = Engine()
"""The engine of this process."""
