"""The verb ``manual``: a handbook, a process or a role's work as a PDF to print."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from sphinxcontrib_procstd.diagnostics import ProcstdError

_EXAMPLES = """\
examples:
  procstd manual docs --process complaint -o complaint.pdf   one process
  procstd manual docs --role "Service agent" -o agent.pdf    the steps of one role in all processes
  procstd manual docs --all -o handbook.pdf                  every process
  procstd manual docs --all -o handbook.pdf -D language=en   in the English edition's words

A4 with document control, contents, page numbers and "printed copies are uncontrolled" on every page; drafts bear a
watermark. The PDF is tagged (PDF/UA-1). It takes the extra [pdf].
"""


def add_manual(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the verb ``manual``; the options of every verb that reads a handbook are added by the caller."""
    parser = verbs.add_parser(
        "manual",
        help="write an operating manual as PDF",
        description="Write an operating manual as an A4 PDF: one process, the work of one role, or the whole handbook.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", type=Path, metavar="SOURCE", help="folder with conf.py")
    about = parser.add_mutually_exclusive_group(required=True)
    about.add_argument("--process", default="", metavar="ID", help="id or title of a process")
    about.add_argument("--role", default="", metavar="ID", help="id or title of a job role")
    about.add_argument("--all", action="store_true", help="every process, by number")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the PDF to write")
    parser.add_argument("--html", action="store_true", help="write the HTML that the PDF is made from instead")
    parser.set_defaults(run=_run_manual)
    return parser


def _run_manual(args: argparse.Namespace) -> int:
    from sphinxcontrib_procstd.cli import overrides_of
    from sphinxcontrib_procstd.cli_write import write_bytes
    from sphinxcontrib_procstd.sphinx_ext.manual import Wanted, make_manual

    if args.output.is_dir():
        raise ProcstdError(f"{args.output} is a folder; name a file")
    tell = _progress(quiet=args.quiet)
    with tempfile.TemporaryDirectory() as scratch:
        html = make_manual(
            args.source,
            Path(scratch),
            Wanted(args.process, args.role),
            overrides=overrides_of(args.overrides),
            jobs=args.jobs,
            doctrees=args.doctrees,
            warnings=None if args.quiet else sys.stderr,
            progress=tell,
        )
        content = html.encode("utf-8", "replace") if args.html else _pdf(html, args.source, tell, quiet=args.quiet)
    write_bytes(content, args.output)
    return 0


def _progress(*, quiet: bool) -> Callable[[str], None]:
    """Return what tells how far the work is: only someone who watches."""
    shown = not quiet and sys.stderr.isatty() and not os.environ.get("CI")
    return (lambda text: print(text, file=sys.stderr)) if shown else (lambda text: None)


def _pdf(html: str, source: Path, tell: Callable[[str], None], *, quiet: bool) -> bytes:
    from sphinxcontrib_procstd.render.manual_pdf import FontMissingError, manual_pdf
    from sphinxcontrib_procstd.render.raster import LibraryMissingError

    for name in ("weasyprint", "fontTools", "fontTools.subset"):
        logging.getLogger(name).setLevel(logging.ERROR)  # they tell of every style they do not know
    lost: list[str] = []
    tell("setting pages ...")
    try:
        content = manual_pdf(html, source, lost.append)
    except LibraryMissingError as missing:
        raise ProcstdError(
            "manuals need WeasyPrint and its library Pango, which are not installed (or not whole); run: "
            'pip install "sphinxcontrib-procstd[pdf]"'
        ) from missing
    except FontMissingError as missing:
        raise ProcstdError(
            "the manual holds Chinese and this machine has no font for it; install one, such as Noto Sans CJK "
            "(Debian and Ubuntu: apt install fonts-noto-cjk)"
        ) from missing
    if not quiet:
        for url in sorted(set(lost)):
            print(f"procstd: a picture is left out: {url}", file=sys.stderr)
    return content
