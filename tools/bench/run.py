"""Build a made-up handbook in several ways and measure what each costs: ``make bench``.

    python tools/bench/run.py                          100, 500, 1,000 and 5,000 processes, every variant
    python tools/bench/run.py --sizes 500 --variants static procstd
    python tools/bench/run.py --report                 only print and plot what was measured last

Every build is a `sphinx-build` of its own. Measured are processor time (of the build and all it starts: the machine
may be shared, and processor time suffers least from that), wall time, peak memory of the largest process, and sizes.
Variants take turns, so that a slow minute of the machine hits them all; of several runs the quickest counts. Results
go to build/bench/results.jsonl, one line a build; the table and the plots are made from it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

from report import report

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "tools" / "handbook_generator.py"
OWN = Path(__file__).with_name("generate.py")
SIZES = (100, 500, 1000, 5000)
MOST = {"graphviz": 1000, "needs": 1000, "needs-tuned": 1000}
"""The largest handbook that a variant is built with: beyond it a build takes a quarter of an hour and more."""
VARIANTS = {  # ours -> what the shared generator calls it
    "bare": ["bare"],
    "static": ["static"],
    "graphviz": ["graphviz"],
    "needs": ["needs"],
    "needs-tuned": ["needs", "--needs-filter", "ids", "--needs-hide"],
    "procstd": ["procstd"],
    "procstd-md": ["procstd-md"],
}
EDITS = {"unchanged": "", "step": "process", "form": "form", "title": "title"}
PARALLEL = ("static", "procstd")


def generator(variant: str) -> tuple[Path, list[str]]:
    """Return the generator and what it calls a variant: the shared one where there is one, else our own."""
    return (SHARED, VARIANTS[variant]) if SHARED.is_file() else (OWN, [variant])


def write_source(work: Path, size: int, variant: str) -> Path:
    """Write the project of a variant anew and return its folder."""
    script, words = generator(variant)
    source = work / "source" / f"{variant}-{size}"
    shutil.rmtree(source, ignore_errors=True)
    name, *options = words
    subprocess.run([sys.executable, str(script), str(size), name, str(source), *options], check=True)
    return source


def bytes_in(folder: Path) -> int:
    """Return the size of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(python: str, source: Path, output: Path, jobs: int) -> dict[str, Any]:
    """Run one build and return what it took."""
    log = output.with_suffix(".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [python, "-m", "sphinx", "-q", "-j", str(jobs), "-b", "html", str(source), str(output)]
    start = time.monotonic()
    with log.open("wb") as said:
        child = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}\nended with {child.returncode}; see {log}")
    caches = bytes_in(output / ".doctrees")
    return {
        "cpu": round(used.ru_utime + used.ru_stime, 3),
        "wall": round(wall, 3),
        "peak": round(used.ru_maxrss / 1024, 1),
        "output": bytes_in(output) - caches,
        "doctrees": caches,
        "warnings": log.read_bytes().count(b"WARNING"),
    }


def run(options: argparse.Namespace, results: IO[str]) -> None:
    """Measure everything that is asked for."""

    def note(size: int, variant: str, what: str, jobs: int, found: dict[str, Any]) -> None:
        line = json.dumps({"size": size, "variant": variant, "what": what, "jobs": jobs, **found})
        print(line, file=sys.stderr, flush=True)
        results.write(line + "\n")
        results.flush()

    for size in options.sizes:
        chosen = [name for name in options.variants if options.all or size <= MOST.get(name, size)]
        sources = {name: write_source(options.work, size, name) for name in chosen}
        repeats = options.repeats if size < 5000 else 1
        for jobs in (1, 2):
            names = [name for name in chosen if jobs == 1 or name in PARALLEL]
            for _ in range(repeats):
                for name in names:
                    output = options.work / "output" / f"{name}-{size}-j{jobs}"
                    shutil.rmtree(output, ignore_errors=True)
                    note(size, name, "clean", jobs, measure(options.python, sources[name], output, jobs))
        if not options.clean:
            measure_edits(options, size, sources, note)
        for folder in options.work.glob(f"*/*-{size}*"):
            shutil.rmtree(folder, ignore_errors=True)


def measure_edits(options: argparse.Namespace, size: int, sources: dict[str, Path], note: Any) -> None:
    """Measure builds on top of the last clean ones: nothing changed, then one small edit each."""
    for what, edit in EDITS.items():
        for _ in range(max(options.repeats, 2)):
            for name, source in sources.items():
                if edit and name == "bare":
                    continue  # there is no step to edit
                if edit:
                    script = str(generator(name)[0])
                    number = str(min(7 if edit == "form" else 42, size))
                    subprocess.run([sys.executable, script, "edit", str(source), edit, number], check=True)
                output = options.work / "output" / f"{name}-{size}-j1"
                note(size, name, what, 1, measure(options.python, source, output, 1))


def main() -> None:
    """Measure, then print and plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="how many processes")
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS), help="what is compared")
    parser.add_argument("--repeats", type=int, default=2, help="clean builds of each up to 1,000 processes")
    parser.add_argument("--all", action="store_true", help=f"build every variant in every size, not only up to {MOST}")
    parser.add_argument("--clean", action="store_true", help="clean builds only, none after an edit")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench", help="where everything is written")
    parser.add_argument("--python", default=sys.executable, help="the interpreter whose packages are measured")
    parser.add_argument("--append", action="store_true", help="add to the results there are")
    parser.add_argument("--report", action="store_true", help="measure nothing")
    parser.add_argument("--docs", type=Path, help="write the results, the table and the plots there, too")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    results = options.work / "results.jsonl"
    if not options.report:
        # pip compiles what it installs, but not an editable package; some machines forbid Python to do it on its own
        subprocess.run([options.python, "-m", "compileall", "-q", str(ROOT / "sphinxcontrib_procstd")], check=True)
        with results.open("a" if options.append else "w", encoding="utf-8") as stream:
            run(options, stream)
    lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    print(report(lines, options.docs))
    if options.docs:
        shutil.copyfile(results, options.docs / "results.jsonl")


if __name__ == "__main__":
    main()
