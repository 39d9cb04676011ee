"""Measure a large handbook kept as several: shards built one after the other, and the portal over all of them.

    python tools/bench/shards.py build/shards --shards 10 --processes 1000

Each shard is a handbook of its own, with processes and ids of its own, eight steps each, swimlanes and catalogue on;
all register the same forms, roles and systems. Every tenth process hands over to one of the shard before it, found by
intersphinx. A line of JSON a build: seconds of CPU and of the clock, peak memory and output in MB; at the end what an
edit of one step costs, and the portal.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import variants
from content import STEPS, Process
from generate import edit, write_handbook

SETTINGS = """project = "Shard {number}"
procstd_catalogue = True
intersphinx_mapping = {mapping!r}
"""


def write_shard(folder: Path, number: int, size: int) -> Path:
    """Write the sources of one shard; the first is number 0."""
    before = f"shard-{number - 1}"
    mapping = {before: (f"../{before}/", str(folder / "built" / before / "objects.inv"))} if number else {}

    def page(process: Process) -> str:
        place = int(process.id.removeprefix("p"))
        text = variants.our_page(process)
        if not number or place % 10:
            return text
        return text.replace(f"   :id: s{STEPS}\n", f"   :id: s{STEPS}\n   :next: process:p{place - size:04d}\n")

    variant = dataclasses.replace(
        variants.VARIANTS["procstd"],
        page=page,
        extensions=("sphinx.ext.intersphinx", *variants.OURS),
        settings=SETTINGS.format(number=number + 1, mapping=mapping),
    )
    source = folder / "sources" / f"shard-{number}"
    write_handbook(size, variant, source, first=number * size + 1)
    return source


def measure(what: str, *command: str) -> None:
    """Run a command and print what it took."""
    start = time.monotonic()
    child = subprocess.Popen([sys.executable, "-m", *command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}\nended with {os.waitstatus_to_exitcode(status)}")
    found = {"cpu": used.ru_utime + used.ru_stime, "wall": time.monotonic() - start, "peak MB": used.ru_maxrss / 1024}
    print(json.dumps({"what": what, **{name: round(value, 1) for name, value in found.items()}}), flush=True)


def main() -> None:
    """Write, build, edit, join."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shards", type=int, default=10)
    parser.add_argument("--processes", type=int, default=1000, help="of each shard (default: 1000)")
    options = parser.parse_args()
    folder = options.folder.resolve()
    built = [folder / "built" / f"shard-{number}" for number in range(options.shards)]
    for number, place in enumerate(built):
        source = write_shard(folder, number, options.processes)
        build = ("sphinx", "-q", "-b", "html", "-d", str(folder / "doctrees" / place.name), str(source), str(place))
        measure(f"shard {number + 1}", *build)
    edit(source, "process", (options.shards - 1) * options.processes + 42)
    measure("a step of the last shard edited", *build)
    measure("portal", "sphinxcontrib_procstd", "portal", *map(str, built), "-q", "-o", str(folder / "built"))
    page = folder / "built" / "index.html"
    print(json.dumps({"what": "page of the portal", "MB": round(page.stat().st_size / 1e6, 1)}))


if __name__ == "__main__":
    main()
