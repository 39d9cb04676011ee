"""The verb ``portal``: several handbooks, built apart, under one index page and one map."""

from __future__ import annotations

import argparse
import gettext
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinxcontrib_procstd.diagnostics import ProcstdError, printable

if TYPE_CHECKING:
    from sphinxcontrib_procstd.model.portal import Portal, PortalHandbook
    from sphinxcontrib_procstd.render.portal import PortalMap

_EXAMPLES = """\
examples:
  procstd portal build/sales build/finance -o build            beside the handbooks: copy the folder build to a server
  procstd portal Sales=build/sales Finance=build/fin -o build  with names of your own
  procstd portal build/sales Finance=../fin=https://fin.example/handbook -o build
                                                               a handbook that stands at an address of its own
  procstd portal Sales=handbooks/sales=https://sales.example/ build/finance -o build
                                                               a folder with conf.py is read; it needs its address
  procstd portal build/* -o build --dry-run                    say what would be written

A built handbook is a folder with objects.inv and procstd-catalogue.json; the build writes the latter where conf.py
says procstd_catalogue = True. Hand-overs are resolved by the names in the inventories: process:ID of one handbook
leads to a process of another.

exit status: 0 written; 2 nothing could be written
"""
PAGE, FOLDER = "index.html", "procstd-portal"
MARK = f"{FOLDER}/portal.css"
"""A file that tells a folder with a portal from any other."""
_NAME = re.compile(r"([^=/\\]+)=(.+)", re.DOTALL)
_ADDRESS = re.compile(r"(.+?)=((?:https?:)?//.+|\.{0,2}/.*|[\w./-]+/)", re.DOTALL)
MOST_DRAWN = 400
"""More processes than this make no picture that can be read: then those linked between handbooks are drawn alone."""


@dataclass(frozen=True, slots=True)
class Source:
    """One handbook as named on the command line: its name ("" its own), its folder, its address ("" relative)."""

    name: str
    folder: Path
    address: str


def add_portal(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the verb ``portal``."""
    parser = verbs.add_parser(
        "portal",
        help="publish several handbooks together: one index, one map",
        description="Write a page over several handbooks that are built apart: all processes, one map of their "
        "hand-overs, and the forms, roles and systems that they share.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "handbooks", nargs="+", metavar="[NAME=]PATH[=URL]", help="a built handbook, or a folder with conf.py"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder to write")
    parser.add_argument("--title", default="", help='what the page is called (default: "Process portal")')
    parser.add_argument(
        "--language", choices=("en", "zh_CN"), default="en", help="of the page's own words (default: en)"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")
    parser.add_argument("-q", "--quiet", action="store_true", help="no remarks, only errors")
    parser.set_defaults(run=_run_portal)
    return parser


def _run_portal(args: argparse.Namespace) -> int:
    from sphinxcontrib_procstd.cli_write import write_bytes
    from sphinxcontrib_procstd.model.portal import Portal
    from sphinxcontrib_procstd.render.portal import portal_files

    sources = [parse_source(text) for text in args.handbooks]
    _check_output(args.output, sources)
    portal = Portal(tuple(read_source(source, args.output, quiet=args.quiet) for source in sources))
    _check_names(portal.handbooks, sources)
    if not args.quiet:
        for fault in portal.faults():
            print(f"procstd: {printable(fault)}", file=sys.stderr)
    page = make_page(portal, args.title, args.language)
    files = {f"{FOLDER}/{name}": content for name, content in sorted(portal_files().items())} | {PAGE: page.encode()}
    for name, content in files.items():
        if args.dry_run:
            print(f"{args.output / name}: {len(content)} bytes")
        else:
            write_bytes(content, args.output / name)
    if not args.quiet and not args.dry_run:
        print(f"Open {(args.output / PAGE).resolve().as_uri()}", file=sys.stderr)
    return 0


def parse_source(text: str) -> Source:
    """Return the parts of ``[NAME=]PATH[=URL]``; a path that exists as written has neither."""
    if Path(text).exists():
        return Source("", Path(text), "")
    named = _NAME.fullmatch(text)
    name, rest = (named[1].strip(), named[2]) if named else ("", text)
    placed = None if Path(rest).exists() else _ADDRESS.fullmatch(rest)
    folder, address = (placed[1], placed[2]) if placed else (rest, "")
    if named and not Path(folder).exists() and Path(name).exists():  # PATH=URL
        name, folder, address = "", name, rest
    if not Path(folder).is_dir():
        raise ProcstdError(f"{folder}: there is no such folder; a handbook is named [NAME=]PATH[=URL]")
    return Source(name, Path(folder), address)


def read_source(source: Source, output: Path, *, quiet: bool = False) -> PortalHandbook:
    """Return a handbook; raises `ProcstdError` when the folder holds none."""
    from sphinxcontrib_procstd.exchange.portal_source import INVENTORY, read_built
    from sphinxcontrib_procstd.render.style import safe_href

    base = f"{source.address.rstrip('/')}/" if source.address else _relative(source.folder, output)
    if not safe_href(base):
        raise ProcstdError(f"{source.address}: an address starts with https: or http:, or is a path")
    if (source.folder / "conf.py").is_file() and not (source.folder / INVENTORY).is_file():
        if not source.address:
            raise ProcstdError(
                f"{source.folder}: a folder with conf.py holds no pages; name the built one, or say where its pages "
                f"stand: {source.folder}=https://handbook.example/"
            )
        return _read_sources(source, base, quiet=quiet)
    return read_built(source.folder, source.name, base)


def _read_sources(source: Source, base: str, *, quiet: bool) -> PortalHandbook:
    """Return the handbook that a folder with conf.py would be built to, as HTML with a page a file."""
    import json

    from sphinxcontrib_procstd.cli_progress import show_reading
    from sphinxcontrib_procstd.exchange.json_ import catalogue_json
    from sphinxcontrib_procstd.exchange.portal_source import Inventory, make_handbook
    from sphinxcontrib_procstd.sphinx_ext.lookup import inventory_objects
    from sphinxcontrib_procstd.sphinx_ext.reading import read_handbook

    warnings, watch = (None, None) if quiet else (sys.stderr, show_reading)
    with tempfile.TemporaryDirectory() as scratch:
        catalogue = read_handbook(source.folder, Path(scratch), warnings=warnings, watch=watch).catalogue
    places = {
        (kind, name): f"{quote(docname)}.html#{anchor}"
        for name, _shown, kind, docname, anchor, _priority in reversed(list(inventory_objects(catalogue)))
    }
    name = source.name or source.folder.resolve().name
    return make_handbook(json.loads(catalogue_json(catalogue)), Inventory(places=places), name, base)


def _relative(folder: Path, output: Path) -> str:
    """Return the address of a folder from the portal, wherever both are served from."""
    try:
        path = Path(os.path.relpath(folder.resolve(), output.resolve())).as_posix()
    except ValueError as error:  # on another drive
        raise ProcstdError(f"{folder} lies on another drive than {output}; say where its pages stand") from error
    return "" if path == "." else f"{quote(path)}/"


def _check_output(output: Path, sources: Iterable[Source]) -> None:
    """Raise `ProcstdError` for a folder with something in it that is neither a portal nor one of the handbooks."""
    if output.exists() and not output.is_dir():
        raise ProcstdError(f"{output} is no folder")
    if not output.is_dir() or (output / MARK).is_file():
        return
    homes = {source.folder.resolve() for source in sources}
    if output.resolve() in homes:
        raise ProcstdError(f"{output} is one of the handbooks; the portal needs a folder of its own")
    others = [path for path in sorted(output.iterdir()) if not _holds(path.resolve(), homes)]
    if any(path.name in {PAGE, FOLDER} for path in others) or (others and not any(_within(homes, output))):
        raise ProcstdError(f"{output} holds something else and no portal ({others[0].name}); name a folder of its own")


def _holds(path: Path, homes: Iterable[Path]) -> bool:
    return any(home == path or path in home.parents for home in homes)


def _within(homes: Iterable[Path], output: Path) -> list[Path]:
    return [home for home in homes if output.resolve() in home.parents]


def _check_names(books: Sequence[PortalHandbook], sources: Sequence[Source]) -> None:
    """Raise `ProcstdError` for two handbooks of one name."""
    seen: dict[str, Source] = {}
    for book, source in zip(books, sources, strict=True):
        if book.name in seen:
            raise ProcstdError(
                f'two handbooks are called "{book.name}" ({seen[book.name].folder} and {source.folder}); '
                "name them: NAME=PATH"
            )
        seen[book.name] = source


def words_of(language: str) -> Callable[[str], str]:
    """Return what gives the interface's words in a language."""
    folder = Path(__file__).parent / "locale"
    return gettext.translation("procstd", str(folder), [language], fallback=True).gettext


def make_page(portal: Portal, title: str, language: str) -> str:
    """Return the portal's page."""
    from sphinxcontrib_procstd.render.portal import PortalPage

    words = words_of(language)
    return PortalPage(
        portal=portal,
        title=title or words("Process portal"),
        language=language.replace("_", "-"),
        picture=_picture(portal, words),
        words=words,
        files=f"{FOLDER}/",
    ).html()


def _picture(portal: Portal, words: Callable[[str], str]) -> PortalMap | None:
    """Return the drawn map, `None` where it would be too large to read."""
    from sphinxcontrib_procstd.drawing import Direction
    from sphinxcontrib_procstd.layout.landscape_layout import layout_landscape
    from sphinxcontrib_procstd.model.portal import build_portal_map
    from sphinxcontrib_procstd.render.portal import PortalMap
    from sphinxcontrib_procstd.render.svg import SvgWords, render_lane_heads, render_svg

    graph = build_portal_map(portal, title=words("Process map"), most=MOST_DRAWN)
    if not graph.nodes:
        return None
    names = {lane.id: lane.title for lane in graph.lanes}
    spoken = SvgWords(
        title="{title}",
        description=words("{steps} processes in {lanes} handbooks: {names}."),
        separator=words(", "),
    )
    drawing = layout_landscape(graph, Direction.LEFT_RIGHT)
    svg = render_svg(
        drawing,
        graph,
        prefix="portal-map",
        links=lambda node: portal.processes[names[node.lane], node.process].uri or None,
        names=lambda node: words(", ").join((node.text, names[node.lane])),
        words=spoken,
    )
    return PortalMap(svg=svg, heads=render_lane_heads(drawing), width=drawing.width)
