"""The door of other formats: sources out of documents."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.cli_progress import with_progress
from sphinxcontrib_procstd.diagnostics import ProcstdError, Severity

if TYPE_CHECKING:
    from sphinxcontrib_procstd.exchange.values import Imported

_IMPORT_EXAMPLES = """\
examples:
  procstd import complaint.xlsx --to md             the processes of a workbook as MyST files here
  procstd import *.bpmn --to rst -o docs/processes  models of a BPMN tool as reStructuredText
  procstd import old.docx --to md --dry-run         show what would be written, write nothing

A file that exists is not overwritten without --force. What could not be carried over is listed.
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
    parser.set_defaults(run=_run_import)


def _run_import(args: argparse.Namespace) -> int:
    from sphinxcontrib_procstd.exchange import source
    from sphinxcontrib_procstd.exchange.escape import Format

    faults = 0
    for path in with_progress(args.files, len(args.files), "importing"):
        imported = read_document(path)
        for finding in imported.report:
            faults += finding.severity is Severity.ERROR
            print(f"{finding.location}: {finding.severity.value}: {finding.message}", file=sys.stderr)
        files = source.source_files(imported, Format(args.to), chinese=args.chinese)
        if args.dry_run:
            sys.stdout.write(source.compare(files, args.output))
        else:
            for written in source.save(files, args.output, force=args.force):
                print(written)
    return 1 if faults else 0


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
