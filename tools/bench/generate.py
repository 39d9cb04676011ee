"""Write a made-up handbook as a Sphinx project: the same content in every variant that the benchmark compares.

    python tools/bench/generate.py 500 procstd OUTPUT
    python tools/bench/generate.py edit OUTPUT process 42

Each of the N processes has eight steps over four of thirty roles, with one branch and one way back; each step names
two of fifty forms and one of twenty systems. The content follows from the number of a process alone, so the variants
and all runs have the same. `edit` makes one small change: to the text of a step (``process``), to the text of a form
(``form``) or to a process's title (``title``).
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

import variants
from content import COUNTS, Process, make_process

NOT_IN_THE_SIDEBAR = 'html_sidebars = {"**": ["about.html", "searchfield.html"]}\n'
"""Sphinx's stock sidebar lists every page on every page; that would drown everything else that is measured."""


def write_handbook(count: int, variant: variants.Variant, output: Path, first: int = 1) -> None:
    """Write the project of one variant, its processes numbered from ``first`` on."""
    processes = [make_process(number) for number in range(first, first + count)]
    conf = f'project = "Handbook"\nextensions = {variant.extensions!r}\n{NOT_IN_THE_SIDEBAR}{variant.settings}'
    files = {
        "conf.py": conf,
        "index.rst": index("Handbook", ["processes/index", *(f"{kind}s/index" for kind in COUNTS)]),
    }
    names = [process.id for process in processes]
    files["processes/index.rst"] = index("Processes", names)
    for process in processes:
        files[f"processes/{process.id}.{variant.suffix}"] = variant.page(process)
    for kind, (most, _) in COUNTS.items():
        entries = [f"{kind}-{number:02d}" for number in range(1, most + 1)]
        files[f"{kind}s/index.rst"] = index(f"{kind.capitalize()}s", entries)
        for number in range(1, most + 1):
            files[f"{kind}s/{kind}-{number:02d}.rst"] = variant.entry(kind, number, users_of(kind, number, processes))
    for name, text in files.items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(text, encoding="utf-8")


def users_of(kind: str, number: int, processes: list[Process]) -> list[tuple[Process, list[int]]]:
    """Return the processes that use a register entry, each with the numbers of the steps that do."""
    found = []
    for process in processes:
        steps = [step.number for step in process.steps if number in step.uses(kind)]
        if steps:
            found.append((process, steps))
    return found


def index(title: str, names: list[str]) -> str:
    """Return a page that lists others."""
    lines = "".join(f"   {name}\n" for name in names)
    return f"{variants.heading(title)}.. toctree::\n   :maxdepth: 1\n\n{lines}"


def edit(project: Path, what: str, number: int) -> None:
    """Make one small change to one source; each call makes another."""
    folder, name = ("forms", f"form-{number:02d}") if what == "form" else ("processes", f"p{number:04d}")
    path = next((project / folder).glob(f"{name}.*"))
    text = path.read_text(encoding="utf-8")
    mark = f"v{random.Random(text).randrange(10**6)}"
    if what == "title":
        old = re.search(r"(?:\.\. process::|:::\{process\}) (.+)|\A(?:\.\. _.*\n\n)?(.+)\n=+\n", text)
        title = (old[1] or old[2]) if old else ""
        new = f"{title.rpartition(' v')[0] or title} {mark}"
        text = re.sub(r"^=+$", "=" * len(new), text.replace(title, new), count=1, flags=re.MULTILINE)
    else:
        text = re.sub(r"(\w)( v\d+)?\.$", rf"\1 {mark}.", text, count=1, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Write a handbook, or edit one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="+", metavar="N VARIANT OUTPUT | edit OUTPUT WHAT NUMBER")
    words = parser.parse_args().words
    if words[0] == "edit":
        edit(Path(words[1]), words[2], int(words[3]))
    else:
        write_handbook(int(words[0]), variants.VARIANTS[words[1]], Path(words[2]))


if __name__ == "__main__":
    main()
