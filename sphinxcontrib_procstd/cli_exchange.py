"""The door of other formats: sources out of documents."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.cli_progress import show_reading, with_progress
from sphinxcontrib_procstd.cli_write import write_text
from sphinxcontrib_procstd.diagnostics import ProcstdError, printable

if TYPE_CHECKING:
    from sphinxcontrib_procstd.exchange.values import Imported
    from sphinxcontrib_procstd.model.catalogue import Catalogue

_IMPORT_EXAMPLES = """\
examples:
  procstd import complaint.xlsx --to md             the processes of a workbook as MyST files here
  procstd import *.bpmn --to rst -o docs/processes  models of a BPMN tool as reStructuredText
  procstd import old.docx --to md --dry-run         show what would be written, write nothing
  procstd import more.csv -o docs --handbook docs   leave out roles and forms that the handbook in docs has

A file that exists is not overwritten without --force. What could not be carried over is listed. Several files share
one file of registers; processes of the same id get a number. Exit status: 0, or 2 when a file could not be read.
"""


def add_import(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb ``import``."""
    parser = verbs.add_parser(
        "import",
        help="write sources from Excel, Word, CSV, BPMN or JSON files",
        description="Read processes from files of other tools and write them as sources of a handbook.",
        epilog=_IMPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".xlsx, .docx, .csv, .bpmn or .json")
    parser.add_argument("--to", choices=["md", "rst"], default="md", help="markup of the sources (default: md)")
    parser.add_argument("-o", "--output", type=Path, default=Path(), metavar="DIR", help="folder (default: this one)")
    parser.add_argument("--chinese", action="store_true", help="write option names in Chinese")
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
    parser.add_argument(
        "--handbook", type=Path, metavar="DIR", help="folder of a conf.py: leave out register entries it has already"
    )
    parser.set_defaults(run=_run_import)


def _run_import(args: argparse.Namespace) -> int:
    from sphinxcontrib_procstd.exchange import source
    from sphinxcontrib_procstd.exchange.escape import Format

    known = _known(args.handbook)
    found, unread = _read_all(args.files, known)
    files = source.source_files(found, Format(args.to), chinese=args.chinese)
    if not args.force:
        files = source.beside(files, args.output)
    if args.dry_run:
        write_text(source.compare(files, args.output), None)
    else:
        for written in source.save(files, args.output, force=args.force):
            print(written)
    return 2 if unread else 0


def _known(handbook: Path | None) -> Catalogue:
    """Return what a handbook has already, nothing without one."""
    from sphinxcontrib_procstd.model.catalogue import Catalogue
    from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook

    if handbook is None:
        return Catalogue()
    with tempfile.TemporaryDirectory() as scratch:
        return read_handbook(handbook, Path(scratch), watch=show_reading).catalogue


def _read_all(paths: Sequence[Path], known: Catalogue) -> tuple[Imported, int]:
    """Return what some files hold, as if it stood in one, and how many could not be read; the report is printed."""
    from sphinxcontrib_procstd.exchange.joining import joined
    from sphinxcontrib_procstd.exchange.values import Imported

    unread = 0
    found = Imported()
    for path in with_progress(paths, len(paths), "importing"):
        try:
            more = read_document(path)
        except ProcstdError as error:
            if len(paths) == 1:
                raise
            unread += 1
            print(f"procstd: {printable(error)}", file=sys.stderr)
            continue
        found, renamed = joined(found, more, known)
        for finding in (*more.report, *renamed):
            print(printable(f"{finding.location}: {finding.severity.value}: {finding.message}"), file=sys.stderr)
    return found, unread


def read_document(path: Path) -> Imported:
    """Return what a file holds, read as its name says; raises `ProcstdError` for a name that says nothing."""
    from sphinxcontrib_procstd.exchange import bpmn_import, csv_, docx_import, json_import, xlsx_import
    from sphinxcontrib_procstd.sphinx_ext.interchange import SYNTAX

    readers: dict[str, Callable[..., Imported]] = {
        ".xlsx": xlsx_import.import_xlsx,
        ".docx": docx_import.import_docx,
        ".csv": csv_.import_csv,
        ".tsv": csv_.import_csv,
        ".bpmn": bpmn_import.import_bpmn,
        ".xml": bpmn_import.import_bpmn,
        ".json": json_import.import_json,
    }
    reader = readers.get(path.suffix.casefold())
    if reader is None:
        raise ProcstdError(f"{path}: cannot tell its format; known are {', '.join(sorted(readers))}")
    return reader(path, SYNTAX)
