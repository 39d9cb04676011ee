"""Measure what views cost: for each role a page with its steps and a plan of its first weeks, and one matrix for all.

    python tools/bench/views.py build/views --processes 500 --roles 200

The handbook is that of the benchmark, its steps shared out over as many roles. It is built without the views, with
them, once more with nothing changed, and after the text of one step was edited. A line of JSON a build: seconds of CPU
and of the clock, peak memory in MB.
"""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

import variants
from content import COUNTS, Process
from generate import edit, index, write_handbook
from shards import measure


def shared_out(process: Process, roles: int) -> Process:
    """Return a process whose steps other roles do: its roles are some of as many as there are."""
    known, place = COUNTS["role"][0], int(process.id.removeprefix("p"))
    steps = tuple(dataclasses.replace(step, role=(step.role + known * place - 1) % roles + 1) for step in process.steps)
    return dataclasses.replace(process, steps=steps)


def write_sources(folder: Path, processes: int, roles: int, *, views: bool) -> Path:
    """Write the handbook, with the views or without."""
    ours = variants.VARIANTS["procstd"]
    variant = dataclasses.replace(ours, page=lambda process: ours.page(shared_out(process, roles)))
    source = folder / ("with" if views else "without")
    write_handbook(processes, variant, source)
    names = [f"role-{number:02d}" for number in range(1, roles + 1)]
    for number, name in enumerate(names, 1):
        (source / "roles" / f"{name}.rst").write_text(variants.our_entry("role", number, []), encoding="utf-8")
    files = sorted(path.stem for path in (source / "roles").glob("role-*.rst"))
    (source / "roles" / "index.rst").write_text(index("Roles", files), encoding="utf-8")
    if views:
        write_views(source, names)
    return source


def write_views(source: Path, roles: list[str]) -> None:
    """Write the pages with the views, and put them into the list of contents."""
    pages = {f"{view}-{name}": f".. {view}:: {name}" for name in roles for view in ("role-page", "onboarding")}
    pages["matrix"] = ".. raci-matrix::"
    folder = source / "views"
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.rst").write_text(f"{variants.heading(name)}{text}\n", encoding="utf-8")
    (folder / "index.rst").write_text(index("Views", list(pages)), encoding="utf-8")
    contents = source / "index.rst"
    contents.write_text(f"{contents.read_text(encoding='utf-8').rstrip()}\n   views/index\n", encoding="utf-8")


def main() -> None:
    """Write, build, edit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--processes", type=int, default=500)
    parser.add_argument("--roles", type=int, default=200)
    options = parser.parse_args()
    folder = options.folder.resolve()
    for views in (False, True):
        source = write_sources(folder / "sources", options.processes, options.roles, views=views)
        build = ("sphinx", "-q", "-b", "html", str(source), str(folder / "built" / source.name))
        measure("views" if views else "no views", *build)
    measure("nothing changed", *build)
    edit(source, "process", 42)
    measure("text of a step edited", *build)


if __name__ == "__main__":
    main()
