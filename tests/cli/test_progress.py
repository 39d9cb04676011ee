"""Progress of long work: seen on a terminal after a while, nowhere else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

LONG_WORK = """
import time
from sphinxcontrib_procstd import cli_progress
cli_progress.DELAY = 0.0
for item in cli_progress.with_progress(range(3), 3, "writing"):
    time.sleep(0.15)
"""


def test_a_bar_is_drawn_on_a_terminal() -> None:
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-c", LONG_WORK], stderr=theirs, check=True, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError:  # Linux says so at the end of a terminal
        pass
    finally:
        os.close(ours)
    assert b"writing" in said
    assert b"2/3" in said


@pytest.mark.parametrize("delay", ["0.0", "60.0"])
def test_nothing_is_said_where_standard_error_is_no_terminal(delay: str) -> None:
    work = LONG_WORK.replace("DELAY = 0.0", f"DELAY = {delay}")
    done = subprocess.run([sys.executable, "-c", work], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
