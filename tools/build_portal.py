"""Build the three handbooks of examples/portal, each by itself, and the portal over them.

Usage: python tools/build_portal.py [OUTPUT]

OUTPUT is build/portal unless named; it gets sales/, delivery/, finance/ and two pages, index.html (English) and
zh_CN/index.html. The handbooks refer to one another, so there are two rounds: the first writes the inventories, in the
second every link has to be found.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "examples" / "portal"
NAMES = ("sales", "delivery", "finance")


def build(name: str, output: Path, *, last: bool) -> int:
    """Build one handbook; return the exit status. In the last round a warning is an error."""
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-E", "-d", str(output / ".doctrees" / name)]
    command += ["-q", "-n", "-W", "--keep-going"] if last else ["-Q"]
    command += [str(SOURCE / name), str(output / name)]
    environment = os.environ | {"HANDBOOKS": str(output)}
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


def join(output: Path, place: Path, language: str) -> int:
    """Write the portal in one language."""
    command = [sys.executable, "-m", "sphinxcontrib_procstd", "portal", *(str(output / name) for name in NAMES)]
    return subprocess.run([*command, "-o", str(place), "--language", language], check=False, cwd=ROOT).returncode


def main() -> int:
    """Build everything and return the first exit status that is not 0."""
    output = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "portal").resolve()
    for last in (False, True):
        for name in NAMES:
            print(f"Building {output / name} ...", flush=True)
            if status := build(name, output, last=last):
                return status
    return join(output, output, "en") or join(output, output / "zh_CN", "zh_CN")


if __name__ == "__main__":
    sys.exit(main())
