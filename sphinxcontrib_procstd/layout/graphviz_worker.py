"""Graphviz in a process of its own: reads DOT, answers with geometry, may crash or hang without harm.

Run as a script, it imports nothing of the package. It loads pygraphviz, else it runs ``dot``. A frame on its input
and output is a letter, the length in four bytes, and so many bytes. The first frame it sends says what it found:
``E`` an engine by name, ``N`` none. Then each frame with DOT (``D``) gets an ``R`` frame with Graphviz's JSON, or an
``F`` frame that says what failed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from typing import BinaryIO

HEAD = 5
MEMORY = 4 * 1024**3
ANSWER = 64 * 1024**2
"""The most bytes that the worker may take, and that an answer may have."""

FAULTS = (
    ArithmeticError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    subprocess.SubprocessError,
)
"""What Graphviz and its bindings raise; anything else ends the worker, which is one answer among others, too."""

Layout = Callable[[bytes], bytes]
"""DOT -> Graphviz's JSON."""


def frame(letter: bytes, content: bytes) -> bytes:
    """Return a frame."""
    return letter + len(content).to_bytes(4, "big") + content


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes]:
    """Return the letter and the content of the next frame; raises `EOFError` at the end, `ValueError` for nonsense."""
    head = stream.read(HEAD)
    if len(head) < HEAD:
        raise EOFError
    length = int.from_bytes(head[1:], "big")
    if length > ANSWER:
        raise ValueError(f"a frame of {length} bytes")
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return head[:1], content


def load_library() -> Layout:
    """Return Graphviz as the library pygraphviz brings along."""
    import pygraphviz

    def lay_out(dot: bytes) -> bytes:
        with pygraphviz.AGraph(string=dot.decode("ascii")) as graph:
            answer: bytes = graph.draw(format="json0", prog="dot")
        return answer

    return lay_out


def load_program(limit: float) -> Layout | None:
    """Return Graphviz as the program ``dot``, None where there is none."""
    program = shutil.which("dot")
    if program is None:
        return None

    def lay_out(dot: bytes) -> bytes:
        with tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
            question.write(dot)
            question.seek(0)
            subprocess.run(  # noqa: S603 - no shell, and no argument that an author wrote
                [program, "-Tjson0"],
                stdin=question,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=limit,
                check=True,
            )
            answer.seek(0)
            return answer.read(ANSWER + 1)

    return lay_out


def find_engine(limit: float) -> tuple[str, Layout | None]:
    """Return what is installed, and how to use it."""
    try:
        return "pygraphviz", load_library()
    except (ImportError, OSError, AttributeError, RuntimeError):  # not there, or without its host libraries
        return "dot", load_program(limit)


def restrain(limit: float) -> Callable[[bool], None]:
    """Bound memory and files; return how to arm and disarm a clock that ends a process nobody waits for any more."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        bounds = (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, ANSWER), (resource.RLIMIT_CORE, 0)
        for what, most in bounds:
            resource.setrlimit(what, (most, most))
    import signal

    alarm = getattr(signal, "alarm", None)  # Windows has none

    def arm(on: bool) -> None:
        if alarm is not None:
            alarm(int(limit) + 5 if on else 0)

    return arm


def serve(questions: BinaryIO, answers: BinaryIO, limit: float) -> None:
    """Say what engine there is, then answer until the input ends."""
    arm = restrain(limit)
    arm(True)
    name, lay_out = find_engine(limit)
    arm(False)
    answers.write(frame(b"E" if lay_out else b"N", name.encode()))
    answers.flush()
    while lay_out:
        try:
            _, dot = read_frame(questions)
        except (EOFError, ValueError):
            return
        arm(True)
        try:
            answer = frame(b"R", lay_out(dot))
        except FAULTS as error:
            answer = frame(b"F", type(error).__name__.encode())
        arm(False)
        answers.write(answer)
        answers.flush()


def main() -> None:
    """Serve on the standard streams; what Graphviz prints there goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    with contextlib.suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers, float(sys.argv[1]))


if __name__ == "__main__":
    main()
