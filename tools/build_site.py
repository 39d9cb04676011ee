"""Build the example handbook in both languages, and the page that offers them.

Usage: python tools/build_site.py [OUTPUT]

OUTPUT is build/site unless named; it gets index.html, zh_CN/ and en/. The Makefile and the
browser tests build the site through this file, so what they show is what a reader gets.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_CN", "en")
NAMES = {"en": "Hengchuan Instruments Operations Handbook"}
"""The handbook's name in each other language: conf.py can hold one only."""


def build_language(language: str, output: Path) -> int:
    """Build one edition (in its own process: Sphinx keeps its translations globally) and return the exit status."""
    print(f"Building {output / language} ...", flush=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-D", f"language={language}"]
    if name := NAMES.get(language):
        command += ["-D", f"project={name}", "-D", f"html_title={name}"]
    command += ["-d", str(output.parent / "doctrees" / language), str(ROOT / "example_site"), str(output / language)]
    return subprocess.run(command, check=False, cwd=ROOT).returncode


def main() -> int:
    """Build every edition and say which address to open."""
    output = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "site").resolve()
    for language in LANGUAGES:
        status = build_language(language, output)
        if status:
            print(f"The example handbook was not built ({language}, exit status {status})", file=sys.stderr)
            return status
    shutil.copyfile(ROOT / "tools" / "landing.html", output / "index.html")
    print(f"Open {(output / 'index.html').as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
