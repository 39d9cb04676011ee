"""The command ``procstd``: what a handbook holds, without opening a browser."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd import __version__
from sphinxcontrib_procstd.cli_exchange import DOCUMENTS, add_import, export_document
from sphinxcontrib_procstd.cli_governance import add_sign, add_verify
from sphinxcontrib_procstd.cli_governance_audit import add_audit
from sphinxcontrib_procstd.cli_governance_diff import add_diff, add_snapshot
from sphinxcontrib_procstd.cli_lint import add_lint
from sphinxcontrib_procstd.diagnostics import ProcstdError

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.catalogue import Catalogue

PICTURES = ("svg", "png", "pdf", "dot", "mermaid", "plantuml", "layout")
"""Formats of ``export`` that make one file a process."""

_EXPORT_EXAMPLES = """\
examples:
  procstd export docs --format json                 print the whole handbook
  procstd export docs -f json -o handbook.json      write it to a file
  procstd export docs complaint release -f json     two processes, with all registers
  procstd export docs -f json -D language=en        in the English edition's words
  procstd export docs -f svg -o pictures            a swimlane a process: pictures/ID.svg
  procstd export docs -f xlsx -o tables             the template table a process, as people file it
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
    add_source_options(add_lint(verbs))
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
    formats = ["json", *DOCUMENTS, *PICTURES]
    export.add_argument("-f", "--format", choices=formats, default="json", help="what to write (default: json)")
    export.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        help="a file for json, a folder for the others",
    )
    add_source_options(export)
    export.set_defaults(run=_run_export)


def add_source_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of every verb that reads a handbook."""
    parser.add_argument(
        "-D", dest="overrides", action="append", default=[], metavar="NAME=VALUE", help="set a value of conf.py"
    )
    parser.add_argument("-j", "--jobs", type=int, default=1, metavar="N", help="read with N processes (default: 1)")
    parser.add_argument("-d", "--doctrees", type=Path, metavar="DIR", help="cache to read and keep")
    parser.add_argument("-q", "--quiet", action="store_true", help="no warnings, only errors")


def _run_export(args: argparse.Namespace) -> int:
    from sphinxcontrib_procstd.exchange.json_ import catalogue_json
    from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook

    with tempfile.TemporaryDirectory() as scratch:
        catalogue = read_handbook(
            args.source,
            Path(scratch),
            doctrees=args.doctrees,
            overrides=overrides_of(args.overrides),
            jobs=args.jobs,
            warnings=None if args.quiet else sys.stderr,
        ).catalogue
    unknown = [name for name in args.processes if name not in catalogue.process_by_id]
    if unknown:
        near = catalogue.near(unknown[0], catalogue.process_by_id)
        raise ProcstdError(f'there is no process "{unknown[0]}"' + (f'; did you mean "{near}"?' if near else ""))
    if args.format in (*PICTURES, *DOCUMENTS):
        return write_files(catalogue, args.processes, args.format, args.output)
    write_text(catalogue_json(catalogue, frozenset(args.processes)), args.output)
    return 0


def write_files(catalogue: Catalogue, wanted: Sequence[str], form: str, folder: Path | None) -> int:
    """Write one file a process into a folder, or the text of a single process to the terminal."""
    from sphinxcontrib_procstd.sphinx_ext.picture_export import BINARY, export_picture, file_names

    found = [process for process in catalogue.processes if not wanted or process.id in wanted]
    if folder is None and (len(found) != 1 or form in {*BINARY, "xlsx", "docx"}):
        raise ProcstdError(f"{form} makes one file a process: name a folder with -o")
    for process, name in file_names(found, form):
        export = export_document if form in DOCUMENTS else export_picture
        content = export(process, catalogue, form)
        if folder is None:
            write_text(content.decode(), None)
        else:
            write_bytes(content, folder / name)
    return 0


def overrides_of(pairs: Sequence[str]) -> dict[str, str]:
    """Return ``NAME=VALUE`` pairs as a mapping; raises `ProcstdError` for one without an equals sign."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ProcstdError(f"-D takes NAME=VALUE, not {pair!r}")
        found[name] = value
    return found


def write_text(text: str, output: Path | None) -> None:
    """Write a text to a file, whole or not at all, or to the terminal."""
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # a terminal may speak another encoding
        sys.stdout.write(text)
        return
    write_bytes(text.encode(), output)


def write_bytes(content: bytes, output: Path) -> None:
    """Write a file, whole or not at all."""
    output.parent.mkdir(parents=True, exist_ok=True)
    unfinished = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 2 after one line that says what is wrong."""
    args = build_parser().parse_args(arguments)
    try:
        status: int = args.run(args)
    except ProcstdError as error:
        print(f"procstd: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe has gone; nothing more to say
        return 0
    return status
