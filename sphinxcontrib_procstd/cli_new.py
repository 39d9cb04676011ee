"""The door of new processes: a skeleton to fill in, or a copy of a process there is."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.cli_write import write_text
from sphinxcontrib_procstd.diagnostics import Location, ProcstdError

if TYPE_CHECKING:
    from sphinx.config import Config

    from sphinxcontrib_procstd.model.process import Process

_EXAMPLES = """\
examples:
  procstd new purchase                              a skeleton in purchase.md, in the handbook's language
  procstd new purchase --format rst -o docs/buying  in reStructuredText, in that folder
  procstd new refund --from complaint --title "Refund"   the steps of another process, as a draft
  procstd new refund --from complaint --dry-run     show it, write nothing

The handbook is the folder with conf.py at or above the place of the new file; --source names another. A copy keeps
steps, flows, texts and the records that describe the work. Number, dates, approvals, reviews and revisions stay
behind. A file that exists is not overwritten without --force. List the new file in a table of contents.
"""


def add_new(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb ``new``."""
    parser = verbs.add_parser(
        "new",
        help="start a process from a skeleton or from another process",
        description="Write the source of a new process: a skeleton with remarks, or a copy of a process there is.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("id", metavar="ID", help="id of the new process: ASCII letters, digits, - and _")
    parser.add_argument("--from", dest="other", metavar="OTHER", help="id or title of the process to copy")
    parser.add_argument("--title", default="", help="title of the new process")
    parser.add_argument("-f", "--format", choices=["md", "rst"], help="markup (default: as the handbook is written)")
    parser.add_argument("-s", "--source", type=Path, metavar="DIR", help="folder of the handbook's conf.py")
    parser.add_argument("-o", "--output", type=Path, default=Path(), metavar="DIR", help="folder (default: this one)")
    parser.add_argument("--language", metavar="LANG", help="zh_CN or en (default: the handbook's)")
    parser.add_argument("--chinese", action="store_true", help="write option names in Chinese")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
    parser.set_defaults(run=_run_new)


def _run_new(args: argparse.Namespace) -> int:
    from sphinxcontrib_procstd.exchange import source
    from sphinxcontrib_procstd.syntax.ids import is_id, mend_id

    if not is_id(args.id):
        raise ProcstdError(f'"{args.id}" is not an id (ASCII letters, digits, "-" and "_"); try "{mend_id(args.id)}"')
    home = args.source or _home_of(args.output)
    config = _config_of(home)
    language = args.language or str(config.language if config else "en")
    markup, text = _copy(args, home, language) if args.other else _skeleton(args, config, language)
    files = (source.SourceFile(f"{source.file_stem(args.id)}.{markup}", text),)
    if args.dry_run:
        write_text(source.compare(files, args.output), None)
        return 0
    for path in source.save(files, args.output, force=args.force):
        print(path)
    return 0


def _skeleton(args: argparse.Namespace, config: Config | None, language: str) -> tuple[str, str]:
    """Return the markup and the text of a skeleton; without a handbook it is Markdown."""
    from sphinxcontrib_procstd.exchange.escape import Format
    from sphinxcontrib_procstd.exchange.skeleton import write_skeleton

    markup = args.format or ("md" if config is None or "myst_parser" in config.extensions else "rst")
    words = args.id.replace("-", " ").replace("_", " ")
    title = args.title or words[:1].upper() + words[1:]
    chinese = language.startswith("zh")
    return markup, write_skeleton(args.id, title, Format(markup), chinese=chinese, chinese_options=args.chinese)


def _copy(args: argparse.Namespace, home: Path | None, language: str) -> tuple[str, str]:
    """Return the markup and the text of a copy; it is in the markup of the process it is made from."""
    from sphinxcontrib_procstd.exchange.copying import copy_process
    from sphinxcontrib_procstd.exchange.escape import Format
    from sphinxcontrib_procstd.exchange.source import write_process

    if home is None:
        raise ProcstdError("there is no conf.py at or above the folder; name the handbook with --source")
    process = _find(home, args.other, args.id)
    suffix = Path(process.location.file).suffix
    markup = args.format or ("md" if suffix in {".md", ".markdown", ".myst"} else "rst")
    title = args.title or f"{process.title}{'（副本）' if language.startswith('zh') else ' (copy)'}"
    return markup, write_process(copy_process(process, args.id, title), Format(markup), chinese=args.chinese)


def _find(home: Path, other: str, new_id: str) -> Process:
    from sphinxcontrib_procstd.cli_progress import show_reading
    from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook

    with tempfile.TemporaryDirectory() as scratch:
        catalogue = read_handbook(home, Path(scratch), warnings=None, watch=show_reading).catalogue
    if new_id in catalogue.process_by_id:
        known = catalogue.process_by_id[new_id]
        raise ProcstdError(f'the handbook has a process "{new_id}" already', known.location)
    found = catalogue.find_process(other)
    if found is None:
        near = catalogue.near(other, catalogue.process_by_id)
        raise ProcstdError(f'there is no process "{other}"' + (f'; did you mean "{near}"?' if near else ""))
    return found


def _home_of(folder: Path) -> Path | None:
    """Return the nearest folder with a conf.py, from here upwards."""
    start = folder.resolve()
    return next((place for place in (start, *start.parents) if (place / "conf.py").is_file()), None)


def _config_of(home: Path | None) -> Config | None:
    """Return a handbook's configuration: its language and its markup."""
    if home is None:
        return None
    from sphinx.config import Config
    from sphinx.errors import SphinxError
    from sphinx.util.tags import Tags

    try:
        return Config.read(home.resolve(), overrides={}, tags=Tags())
    except SphinxError as error:
        print(f"procstd: {Location(str(home / 'conf.py'))}: {error}", file=sys.stderr)
        return None
