"""The verb ``procstd figures``: measure how processes really run, for the next build to show."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError, printable

if TYPE_CHECKING:
    from sphinxcontrib_procstd.figures.result import Figures
    from sphinxcontrib_procstd.figures.spec import LogSpec
    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.model.process import Process

EXAMPLES = """\
examples:
  procstd figures docs                              measure every process that has a log
  procstd figures docs complaint                    one process
  procstd figures docs complaint --log export.csv   from this file, whatever the settings say
  procstd figures docs --dry-run                    measure and report, write nothing
  procstd figures docs --check                      say whether the cached figures are still right
  procstd figures docs --as-of 2026-10-31           judge open cases at the end of that day
  procstd figures --definitions                     what each figure means

SOURCE is the folder with conf.py. Where the log of a process is and what its columns mean stands in
procstd_figures; a file such as figures/complaint.csv is found without it. Known are CSV, XES (.gz),
Parquet, OCEL 2.0, and the address of an engine. The result is figures/ID.json beside the sources:
keep it in the repository, for a build reads it and nothing else.

exit status: 0 measured; 1 a cached file is missing or not right (--check); 2 something could not be measured
"""


def add_figures(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the verb to the command line."""
    parser = verbs.add_parser(
        "figures",
        help="measure how processes run, from event logs",
        description="Measure how processes really run, from event logs, and keep the figures for the next build.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", type=Path, nargs="?", metavar="SOURCE", help="folder with conf.py")
    parser.add_argument("processes", nargs="*", metavar="PROCESS", help="ids of processes (default: all with a log)")
    parser.add_argument("--log", metavar="FILE", help="event log of the one process named")
    parser.add_argument("--as-of", metavar="DATE", default="", help="judge open cases then (default: last stamp)")
    parser.add_argument("--dry-run", action="store_true", help="report, write nothing")
    parser.add_argument("--check", action="store_true", help="measure nothing; exit 1 unless all figures are right")
    parser.add_argument("--definitions", action="store_true", help="print what each figure means, and stop")
    parser.set_defaults(run=run_figures)
    return parser


def run_figures(args: argparse.Namespace) -> int:
    """Run ``procstd figures``; return 0, or 1 when a check finds the cached figures wrong."""
    if args.definitions:
        return _print_definitions()
    if args.source is None:
        raise ProcstdError("name the folder with conf.py: procstd figures SOURCE")
    if args.log and len(args.processes) != 1:
        raise ProcstdError("--log goes with one process: procstd figures SOURCE PROCESS --log FILE")
    from sphinxcontrib_procstd.cli import overrides_of
    from sphinxcontrib_procstd.sphinx_ext.measured import figures_folder
    from sphinxcontrib_procstd.sphinx_ext.reading import project

    with tempfile.TemporaryDirectory() as scratch:
        doctrees = args.doctrees or Path(scratch) / "doctrees"
        stream = None if args.quiet else sys.stderr
        with project(args.source, Path(scratch), doctrees, overrides_of(args.overrides), args.jobs, stream) as (
            app,
            domain,
        ):
            app.config.suppress_warnings = [*app.config.suppress_warnings, "procstd.figures"]  # being mended here
            app.builder.read()
            catalogue, srcdir = domain.handbook.catalogue, Path(app.srcdir)
            specs = _chosen(args, catalogue, app.config, srcdir)
            folder = figures_folder(app.config, srcdir)
    if args.check:
        return _check(specs, catalogue, srcdir, folder)
    return _measure_all(specs, catalogue, srcdir, folder, args)


def _chosen(args: argparse.Namespace, catalogue: Catalogue, config: object, srcdir: Path) -> dict[str, LogSpec]:
    """Return the logs to measure, by process id."""
    from dataclasses import replace

    from sphinxcontrib_procstd.figures.spec import LogSpec, read_spec
    from sphinxcontrib_procstd.sphinx_ext.measured import log_specs

    specs = log_specs(config, srcdir, catalogue)  # type: ignore[arg-type]  # Sphinx is imported where it is used
    for name in args.processes:
        if name not in catalogue.process_by_id:
            near = catalogue.near(name, catalogue.process_by_id)
            raise ProcstdError(f'there is no process "{name}"' + (f'; did you mean "{near}"?' if near else ""))
    if args.log:
        name = args.processes[0]
        log = args.log if "://" in args.log else str(Path(args.log).resolve())
        specs[name] = replace(specs.get(name, LogSpec(log=log)), log=log)
    if args.processes:
        missing = [name for name in args.processes if name not in specs]
        if missing:
            raise ProcstdError(f'no event log is known of "{missing[0]}"; name it in procstd_figures or with --log')
        specs = {name: specs[name] for name in args.processes}
    if args.as_of:
        read_spec("--as-of", {"log": "-", "as_of": args.as_of})
        specs = {name: replace(spec, as_of=args.as_of) for name, spec in specs.items()}
    if not specs:
        message = "no process has an event log; name them in procstd_figures, or put a file such as ID.csv into"
        raise ProcstdError(f"{message} {config.procstd_figures_folder}/")  # type: ignore[attr-defined]  # as above
    return specs


def _measure_all(
    specs: dict[str, LogSpec], catalogue: Catalogue, srcdir: Path, folder: Path, args: argparse.Namespace
) -> int:
    from sphinxcontrib_procstd.cli_write import write_bytes
    from sphinxcontrib_procstd.figures.measure import measure
    from sphinxcontrib_procstd.figures.private import without_names
    from sphinxcontrib_procstd.figures.result import dump
    from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

    failed = 0
    for name in sorted(specs):
        say = progress(name, quiet=args.quiet)
        path = folder / f"{name}.json"
        try:
            _spare_log(specs[name], srcdir, path)
            found = measure(catalogue.process_by_id[name], catalogue, specs[name], srcdir, parse_time_limit, say)
        except ProcstdError as error:
            print(f"procstd: {name}: {printable(error)}", file=sys.stderr)
            failed += 1
            continue
        finally:
            say("")
        content = dump(without_names(found)).encode()
        same = path.is_file() and path.read_bytes() == content
        if not args.dry_run and not same:
            write_bytes(content, path)
        what = "is up to date" if same else "would be written" if args.dry_run else "written"
        print("\n".join([*map(printable, _report(found)), f"{path}: {what}"]))
    return 2 if failed else 0


def _spare_log(spec: LogSpec, srcdir: Path, path: Path) -> None:
    """Raise `ProcstdError` where the figures would be written over the log they are taken from."""
    if not spec.is_url and (srcdir / spec.log).resolve() == path.resolve():
        message = "the figures are kept under this name; name the log otherwise or keep it in another folder"
        raise ProcstdError(message, Location(spec.shown))


def progress(name: str, *, quiet: bool) -> Callable[[str], None]:
    """Return what shows a line of progress: on a terminal each in place of the last, elsewhere only what takes long."""
    started = time.monotonic()
    shown = [0.0]
    terminal = sys.stderr.isatty()

    def say(text: str) -> None:
        if quiet:
            return
        if terminal:
            line = f"{name}: {text}"[:100] if text else ""
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
        elif text and (now := time.monotonic()) - started > 1 and now - shown[0] > 1:
            shown[0] = now
            print(f"{name}: {text}", file=sys.stderr, flush=True)

    return say


def _report(figures: Figures) -> list[str]:
    """Return what was found, in lines for a terminal."""
    from sphinxcontrib_procstd.figures.bounds import bounds_met
    from sphinxcontrib_procstd.figures.definitions import MEASURES
    from sphinxcontrib_procstd.figures.faults import FAULTS
    from sphinxcontrib_procstd.figures.wording import written

    if figures.is_empty:
        lines = [f"{figures.process}: {figures.log}: no sound event"]
    else:
        lines = [f"{figures.process}: {figures.cases:,} cases, {figures.events:,} events, as of {figures.as_of}"]
        for measure in list(MEASURES.values())[1:]:
            if value := measure.read(figures):
                lines.append(f"  {measure.label + ':':42} {written(measure.kind, value.value)}  (n = {value.of:,})")
    lines += [f"  note: {note}" for note in (*(note.said() for note in figures.notes), *bounds_met(figures))]
    for fault in figures.faults:
        lines.append(f"  {fault.count:,} × {FAULTS[fault.kind]}")
        for rank, example in enumerate(fault.examples, 1):
            number = f"{rank}. " if fault.kind == "unknown" else ""  # as pages call it
            lines.append(f"      {number}{example.place}: {example.text}")
    for each in (figures.conformance.deviations if figures.conformance else ())[:5]:
        by = f" by {each.role or 'a role that the handbook does not know'}" if each.kind == "role" else ""
        lines.append(f"  deviation: {each.kind} {each.step or each.activity}{by}: {each.cases:,} cases")
    return lines


def _check(specs: dict[str, LogSpec], catalogue: Catalogue, srcdir: Path, folder: Path) -> int:
    """Return 1 and say why unless every process with a log has figures of its present flow, log and settings."""
    from sphinxcontrib_procstd.figures.result import load
    from sphinxcontrib_procstd.sphinx_ext.measured import age_in_days

    wrong = 0
    for name in sorted(specs):
        path = folder / f"{name}.json"
        if not path.is_file():
            print(f"{path}: not measured yet")
            wrong += 1
            continue
        found = load(path.read_bytes(), str(path))
        changes, basis = _changes(found, specs[name], catalogue.process_by_id[name], srcdir)
        wrong += bool(changes)
        state = "; ".join(changes) or f"measured on the present flow, {basis}"
        print(f"{path}: as of {found.as_of or 'an empty log'}, {age_in_days(found) or 0} days old; {state}")
    return 1 if wrong else 0


def _changes(found: Figures, spec: LogSpec, process: Process, srcdir: Path) -> tuple[list[str], str]:
    """Return what has changed since figures were measured, and what their log was compared by."""
    from sphinxcontrib_procstd.figures.plan import flow_digest
    from sphinxcontrib_procstd.figures.state import log_state, settings_state
    from sphinxcontrib_procstd.syntax.timelimits import parse_time_limit

    changes = []
    if found.flow != flow_digest(process, parse_time_limit):
        changes.append("the process has changed since")
    if found.settings != settings_state(spec):
        changes.append("the settings of its log have changed since")
    now = log_state(spec, srcdir)
    by_samples = "by size and samples, for it is over 1 GB" if now.startswith("sample:") else "by its whole content"
    if spec.is_url:
        return changes, "the log in its engine not compared"
    if not now:
        return changes, "the log not here to be compared"
    if found.log_state != now:
        changes.append(f"the log has changed since (compared {by_samples})")
    return changes, f"the log unchanged (compared {by_samples})"


def _print_definitions() -> int:
    from sphinxcontrib_procstd.cli_write import write_text
    from sphinxcontrib_procstd.figures.definitions import MEASURES

    write_text("".join(f"{name:18} {each.label}\n{'':18} {each.definition}\n" for name, each in MEASURES.items()), None)
    return 0
