"""The command ``procstd``: what a handbook holds, without opening a browser."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd.cli_exchange import add_import
from sphinxcontrib_procstd.cli_figures import add_figures
from sphinxcontrib_procstd.cli_governance import add_sign, add_verify
from sphinxcontrib_procstd.cli_governance_audit import add_audit
from sphinxcontrib_procstd.cli_governance_diff import add_diff, add_snapshot
from sphinxcontrib_procstd.cli_lint import add_lint
from sphinxcontrib_procstd.cli_manual import add_manual
from sphinxcontrib_procstd.cli_new import add_new
from sphinxcontrib_procstd.cli_portal import add_portal
from sphinxcontrib_procstd.cli_write import FORMATS
from sphinxcontrib_procstd.diagnostics import ProcstdError, printable

_EXPORT_EXAMPLES = """\
examples:
  procstd export docs --format json                 print the whole handbook
  procstd export docs -f json -o handbook.json      write it to a file
  procstd export docs complaint release -f json     two processes, with all registers
  procstd export docs -f json -D language=en        in the English edition's words
  procstd export docs -f svg -o pictures            a swimlane a process: pictures/ID.svg
  procstd export docs -f xlsx -o tables             the template table a process, as people file it
  procstd export docs -f xlsx -f docx -f bpmn -j auto -o out   several formats in one run
  procstd export docs -f docx --template ours.docx -o out      in the styles of a company's own document
  procstd export docs complaint -f mermaid          one process as text for another tool

SOURCE is the folder with conf.py. The documents are read, no page is written; a build's own
cache is used and kept when --doctrees names it.
"""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; every verb sets ``run``."""
    parser = argparse.ArgumentParser(
        prog="procstd",
        description="Work with a handbook of operating procedures written for Sphinx.",
        epilog="Each verb has a help of its own: procstd export --help",
    )
    parser.add_argument("--version", action="version", version=f"procstd {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    _add_export(verbs)
    add_import(verbs)
    add_new(verbs)
    add_portal(verbs)
    add_source_options(add_lint(verbs))
    add_source_options(add_manual(verbs))
    add_source_options(add_figures(verbs))
    for add in (add_sign, add_verify, add_snapshot, add_diff, add_audit):
        add_source_options(add(verbs))
    return parser


def _add_export(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = verbs.add_parser(
        "export",
        help="print what the handbook holds",
        description="Read a handbook and print what it holds: processes, steps, flows, registers and who uses them.",
        epilog=_EXPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    export.add_argument("source", type=Path, metavar="SOURCE", help="folder with conf.py")
    export.add_argument("processes", nargs="*", metavar="PROCESS", help="ids of the processes to print (default: all)")
    export.add_argument(
        "-f",
        "--format",
        dest="formats",
        action="append",
        choices=FORMATS,
        help="what to write; may be given several times (default: json)",
    )
    export.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        help="a file for json alone, a folder for the others",
    )
    export.add_argument(
        "--template",
        dest="templates",
        action="append",
        type=Path,
        default=[],
        metavar="FILE",
        help="an .xlsx or .docx file whose styles the exported ones take",
    )
    add_source_options(export)
    export.set_defaults(run=_run_export)


def add_source_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of every verb that reads a handbook."""
    parser.add_argument(
        "-D", dest="overrides", action="append", default=[], metavar="NAME=VALUE", help="set a value of conf.py"
    )
    parser.add_argument(
        "-j",
        "--jobs",
        type=jobs_of,
        default=1,
        metavar="N",
        help='work with N processes, "auto" one a core (default: 1)',
    )
    parser.add_argument("-d", "--doctrees", type=Path, metavar="DIR", help="cache to read and keep")
    parser.add_argument("-q", "--quiet", action="store_true", help="no warnings, only errors")


def _run_export(args: argparse.Namespace) -> int:
    from sphinxcontrib_procstd.cli_progress import show_reading
    from sphinxcontrib_procstd.cli_write import Export, run_export, templates_of
    from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook

    templates = templates_of(args.templates)
    with tempfile.TemporaryDirectory() as scratch:
        catalogue = read_handbook(
            args.source,
            Path(scratch),
            doctrees=args.doctrees,
            overrides=overrides_of(args.overrides),
            jobs=args.jobs,
            warnings=None if args.quiet else sys.stderr,
            watch=None if args.quiet else show_reading,
        ).catalogue
    unknown = [name for name in args.processes if name not in catalogue.process_by_id]
    if unknown:
        near = catalogue.near(unknown[0], catalogue.process_by_id)
        raise ProcstdError(f'there is no process "{unknown[0]}"' + (f'; did you mean "{near}"?' if near else ""))
    return run_export(
        Export(
            catalogue=catalogue,
            wanted=frozenset(args.processes),
            forms=args.formats or ("json",),
            output=args.output,
            templates=templates,
            workers=args.jobs,
        )
    )


def jobs_of(text: str) -> int:
    """Return a number of processes; argparse says it when the text is none."""
    return max(1, os.cpu_count() or 1) if text == "auto" else int(text)


def overrides_of(pairs: Sequence[str]) -> dict[str, str]:
    """Return ``NAME=VALUE`` pairs as a mapping; raises `ProcstdError` for one without an equals sign."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ProcstdError(f"-D takes NAME=VALUE, not {pair!r}")
        found[name] = value
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 2 after one line that says what is wrong."""
    args = build_parser().parse_args(arguments)
    try:
        status: int = args.run(args)
    except ProcstdError as error:
        print(f"procstd: {printable(error)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe has gone; nothing more to say
        return 0
    return status
