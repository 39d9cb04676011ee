"""The verbs ``procstd snapshot`` and ``procstd diff``: a release on record, and what changed since."""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError

if TYPE_CHECKING:
    from sphinxcontrib_procstd.governance.labels import Words
    from sphinxcontrib_procstd.governance.snapshot import Snapshot

FORMATS = ("text", "json", "md", "html")
WORKTREE = "worktree"

_SNAPSHOT_EXAMPLES = """\
examples:
  procstd snapshot docs -o releases/2026-03.json    put a release on record
  procstd snapshot docs                             print it

The same handbook gives the same bytes. Name the file in procstd_baseline, and pages say what
changed since; `procstd diff` compares two of them.
"""

_DIFF_EXAMPLES = """\
examples:
  procstd diff releases/2026-03.json releases/2026-06.json
  procstd diff releases/2026-03.json docs           a release with the handbook as it stands
  procstd diff --git v1.0 HEAD docs                 two git revisions of the folder docs
  procstd diff --git HEAD worktree docs             what is not committed yet
  procstd diff ... --format md > merge-request.md   or html, json

Reading a git revision runs its conf.py, as building it would.

exit status: 0 nothing changed; 1 something did; 2 it could not be compared
"""


def add_snapshot(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the verb ``snapshot``."""
    snapshot = verbs.add_parser(
        "snapshot",
        help="put a release on record",
        description="Write what every process says, its version, state and fingerprint, and the catalogue, as JSON.",
        epilog=_SNAPSHOT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    snapshot.add_argument("source", type=Path, metavar="SOURCE", help="folder with conf.py")
    snapshot.add_argument("-o", "--output", type=Path, metavar="FILE", help="write here instead of to the terminal")
    snapshot.set_defaults(run=run_snapshot)
    return snapshot


def add_diff(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the verb ``diff``."""
    diff = verbs.add_parser(
        "diff",
        help="tell what changed between two releases",
        description="Compare two releases: per process and step what was added, removed, moved or reworded, whether "
        "the version rose, and which roles it concerns.",
        epilog=_DIFF_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    diff.add_argument("old", metavar="OLD", help="a snapshot or a folder with conf.py; with --git a revision")
    diff.add_argument("new", metavar="NEW", help="the same")
    diff.add_argument("source", nargs="?", type=Path, metavar="SOURCE", help="with --git: the folder with conf.py")
    diff.add_argument(
        "--git", action="store_true", help=f'OLD and NEW are git revisions; "{WORKTREE}": as it lies there'
    )
    diff.add_argument("-f", "--format", choices=FORMATS, default="text", help="how to write it (default: text)")
    diff.add_argument("-o", "--output", type=Path, metavar="FILE", help="write here instead of to the terminal")
    diff.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colours in text")
    diff.add_argument("--language", default="", metavar="CODE", help="of the report (default: the handbook's)")
    diff.set_defaults(run=run_diff)
    return diff


def run_snapshot(args: argparse.Namespace) -> int:
    """Run ``procstd snapshot``."""
    from sphinxcontrib_procstd.cli_write import write_text
    from sphinxcontrib_procstd.governance.snapshot import render_snapshot

    write_text(render_snapshot(_taken(args, args.source)), args.output)
    return 0


def _taken(args: argparse.Namespace, source: Path) -> Snapshot:
    """Return the handbook in a folder as a release."""
    import json

    from sphinxcontrib_procstd.cli_governance import governance
    from sphinxcontrib_procstd.exchange.json_ import catalogue_json

    with governance(args, source) as found:
        return found.snapshot_with(json.loads(catalogue_json(found.catalogue)))


def run_diff(args: argparse.Namespace) -> int:
    """Run ``procstd diff``; return 1 when something changed."""
    from sphinxcontrib_procstd.cli_lint import wants_colour
    from sphinxcontrib_procstd.cli_write import write_text
    from sphinxcontrib_procstd.governance.diff import compare
    from sphinxcontrib_procstd.governance.diff_html import render_html, render_json
    from sphinxcontrib_procstd.governance.diff_text import render_markdown, render_text

    if args.git != (args.source is not None):
        raise ProcstdError(
            "with --git name the folder too: procstd diff --git OLD NEW SOURCE"
            if args.git
            else "SOURCE goes with --git"
        )
    sides = [_revision(args, name) if args.git else _named(args, name) for name in (args.old, args.new)]
    change = compare(*sides)
    language = args.language or sides[1].language
    words = words_in(language)
    if args.format == "json":
        text = render_json(change)
    elif args.format == "md":
        text = render_markdown(change, words)
    elif args.format == "html":
        names = [_name_of(side, given) for side, given in zip(sides, (args.old, args.new), strict=True)]
        text = render_html(change, words, language=language, old=names[0], new=names[1])
    else:
        text = render_text(change, words, colour=wants_colour(args.color, None if args.output else sys.stdout))
    write_text(text, args.output)
    return 1 if change.processes or change.entries else 0


def _name_of(snapshot: Snapshot, given: str) -> str:
    return " ".join(filter(None, (snapshot.project, snapshot.release))) + f" ({given})"


def words_in(language: str) -> Words:
    """Return the interface's words in a language, whatever the process around speaks."""
    import gettext

    from sphinxcontrib_procstd.sphinx_ext.messages import CATALOGUE, LOCALE_DIR

    lang = language.replace("-", "_")
    return gettext.translation(
        CATALOGUE, str(LOCALE_DIR), [lang, "zh_CN"] if lang.startswith("zh") else [lang], fallback=True
    ).gettext


def _named(args: argparse.Namespace, name: str) -> Snapshot:
    """Return the release that a path names: a snapshot, or a handbook as it stands."""
    from sphinxcontrib_procstd.governance.snapshot import read_snapshot

    path = Path(name)
    return _taken(args, path) if path.is_dir() else read_snapshot(path)


def _revision(args: argparse.Namespace, revision: str) -> Snapshot:
    """Return the handbook at a git revision, read in a folder of its own."""
    if revision == WORKTREE:
        return _taken(args, args.source)
    with checked_out(args.source, revision) as folder, tempfile.TemporaryDirectory(prefix="procstd-") as cache:
        return _taken(argparse.Namespace(**{**vars(args), "doctrees": Path(cache)}), folder)


@contextmanager
def checked_out(source: Path, revision: str) -> Iterator[Path]:
    """Give the folder ``source`` as it was at a git revision; raises `ProcstdError` with what git has to say."""
    place = source.resolve()
    if not place.is_dir():
        raise ProcstdError("there is no such folder", Location(str(source)))
    top = Path(git(place, "rev-parse", "--show-toplevel").decode().strip())
    commit = (
        git(place, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    )
    below = place.relative_to(top.resolve())
    with tempfile.TemporaryDirectory(prefix="procstd-") as scratch:
        archive = git(top, "archive", "--format=zip", commit)
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            files.extractall(scratch)  # nothing lands outside, and a link is a file with its target's name
        folder = Path(scratch, below)
        if not folder.is_dir():
            raise ProcstdError(f"git: the revision {revision} has no folder {below}", Location(str(source)))
        yield folder


def git(folder: Path, *arguments: str) -> bytes:
    """Return what git prints; raises `ProcstdError` where it fails."""
    tool = shutil.which("git")
    if tool is None:
        raise ProcstdError("git is not installed")
    done = subprocess.run([tool, "-C", str(folder), *arguments], check=False, capture_output=True)  # noqa: S603 - no shell
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        revision = arguments[-1].removesuffix("^{commit}")
        raise ProcstdError(f"git: {said or f'there is no revision {revision}'}", Location(str(folder)))
    return done.stdout
