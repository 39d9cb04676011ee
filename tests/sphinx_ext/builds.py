"""Builds of one project after another, and what can be compared of them: page bodies, inventory, search entries."""

from __future__ import annotations

import json
import re
import shutil
import zlib
from dataclasses import dataclass, field
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.testing.util import SphinxTestApp

from sphinxcontrib_procstd.sphinx_ext.views.kind import find_view
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOTS = Path(__file__).parent.parent / "roots"
_BODY = re.compile(r'<div class="body" role="main">(.*?)<div class="sphinxsidebar"', re.DOTALL)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
DOCTREES = ".doctrees"
_GENERATED = frozenset({"genindex", "search"})


@dataclass
class Output:
    """What a folder of HTML holds."""

    pages: dict[str, str]
    inventory: str
    search: dict[str, Any]
    files: dict[str, bytes]
    """Every other file that is ours: pictures, downloads, style sheets."""

    @classmethod
    def of(cls, folder: Path) -> Output:
        index = (folder / "searchindex.js").read_text(encoding="utf-8")
        found = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
        return cls(
            pages={name: body_of(path) for name, path in pages_in(folder).items()},
            inventory=inventory_in(folder),
            search={key: found[key] for key in ("docnames", "objects", "objnames", "objtypes", "titles")},
            files={name: path.read_bytes() for name, path in files_of_ours(folder).items()},
        )


def pages_in(folder: Path) -> dict[str, Path]:
    """Return docname -> file of each page."""
    pages = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.html"))}
    return {name: path for name, path in pages.items() if name not in _GENERATED}


def files_of_ours(folder: Path) -> dict[str, Path]:
    """Return what the folder holds that is neither a page nor Sphinx's own."""
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*procstd*"))}
    found |= {
        path.relative_to(folder).as_posix(): path
        for place in sorted(folder.rglob("*procstd*"))
        if place.is_dir()
        for path in sorted(place.rglob("*"))
    }
    caches = f"{DOCTREES}/"  # kept for the next build: no output, and they may hold times
    return {name: path for name, path in found.items() if path.is_file() and not name.startswith(caches)}


def body_of(path: Path) -> str:
    """Return the main part of a page."""
    found = _BODY.search(path.read_text(encoding="utf-8"))
    assert found, path
    return found[1]


def inventory_in(folder: Path) -> str:
    """Return objects.inv as text."""
    head, _, packed = (folder / "objects.inv").read_bytes().partition(b"zlib.\n")
    return head.decode() + zlib.decompress(packed).decode("utf-8")


@dataclass
class Build:
    """One build: what was read, which pages were written, what was said, what there is now."""

    read: list[str]
    written: list[str]
    warnings: list[str]
    output: Output = field(repr=False)
    before: Output | None = field(repr=False, default=None)

    @property
    def changed(self) -> list[str]:
        """Pages whose body is new or other than it was before the build."""
        old = self.before.pages if self.before else {}
        return sorted(name for name, body in self.output.pages.items() if old.get(name) != body)

    @property
    def needless(self) -> list[str]:
        """Pages that were written though they were not read again, list none that was, and stayed as they were."""
        return sorted({*self.written} - {*self.read, "index"} - {*self.changed})


@dataclass
class Project:
    """A copy of a project, to be changed and built over and over."""

    folder: Path
    overrides: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def copy(cls, root: str, folder: Path, **overrides: Any) -> Project:
        shutil.copytree(ROOTS / f"test-{root}", folder / "source")
        return cls(folder, overrides)

    @classmethod
    def copy_of(cls, other: Project, folder: Path) -> Project:
        shutil.copytree(other.source, folder / "source")
        return cls(folder, other.overrides)

    @property
    def source(self) -> Path:
        return self.folder / "source"

    def text(self, name: str) -> str:
        return (self.source / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.source / name).parent.mkdir(parents=True, exist_ok=True)
        (self.source / name).write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace words in a file; they must be there."""
        text = self.text(name)
        assert old in text, (name, old)
        self.write(name, text.replace(old, new))

    def show_every_view(self, *, steady: bool = False) -> None:
        """Add a page with each view there is; or with each that lets builds be short, for it looks at no other file."""
        shown = sorted(name for name in VIEW_OPTIONS if find_view(name).steady or not steady)
        views = "".join(f":::{{{name}}}\n:::\n\n" for name in shown)
        self.write("every-view.md", f"# 视图\n\n{views}")
        self.edit("index.md", "flow\n", "flow\nevery-view\n")

    def delete(self, name: str) -> None:
        (self.source / name).unlink()

    def rename(self, old: str, new: str) -> None:
        (self.source / old).rename(self.source / new)

    def sources(self) -> dict[str, bytes]:
        """Return every source file."""
        return {path.relative_to(self.source).as_posix(): path.read_bytes() for path in _files(self.source)}

    def restore(self, sources: dict[str, bytes]) -> None:
        """Bring the sources back, touching those that differ only."""
        for path in _files(self.source):
            if path.relative_to(self.source).as_posix() not in sources:
                path.unlink()
        for name, content in sources.items():
            path = self.source / name
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)

    def build(
        self,
        builder: str = "html",
        place: str = "build",
        jobs: int = 0,
        stop_at: str = "",
        only: Sequence[str] = (),
    ) -> Build:
        """Build; what is in the place already is used again. ``stop_at`` names a page at which the build dies."""
        folder = self.folder / place
        read: list[str] = []
        stamps = _stamps(folder / "html")
        before = Output.of(folder / "html") if builder == "html" and stamps else None
        app = SphinxTestApp(
            builder,
            srcdir=self.source,
            builddir=folder,
            confoverrides=dict(self.overrides),
            warning=StringIO(),
            parallel=jobs,
        )
        try:
            app.connect("env-before-read-docs", lambda _app, _env, names: read.extend(names))
            app.connect("doctree-resolved", partial(_stop, stop_at))
            app.build(filenames=[self.source / name for name in only])
        finally:
            app.cleanup()
        said = _COLOUR.sub("", app.warning.getvalue()).replace(f"{self.source}/", "")
        after = _stamps(folder / "html")
        written = [name for name in after if after[name] != stamps.get(name)]
        output = Output.of(folder / "html") if builder == "html" else Output({}, "", {}, {})
        return Build(sorted(read), written, said.splitlines(), output, before)

    def build_clean(self, jobs: int = 0) -> Build:
        """Build from nothing, in a place of its own."""
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        return self.build(place="clean", jobs=jobs)

    def build_same(self, jobs: int = 0) -> Build:
        """Build on what there is; the pages must be those of a clean build."""
        build, clean = self.build(jobs=jobs), self.build_clean(jobs=jobs)
        assert sorted(clean.output.pages) == sorted(name for name in build.output.pages if self.has(name))
        for name, body in clean.output.pages.items():
            assert build.output.pages[name].splitlines() == body.splitlines(), f"{name} is stale"
        assert build.output.inventory == clean.output.inventory
        assert build.output.search == clean.output.search
        assert build.output.files == clean.output.files
        return build

    def has(self, docname: str) -> bool:
        return any((self.source / f"{docname}{suffix}").exists() for suffix in (".md", ".rst"))


def _stamps(folder: Path) -> dict[str, int]:
    return {name: path.stat().st_mtime_ns for name, path in pages_in(folder).items()} if folder.exists() else {}


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".mo"]


def _stop(name: str, _app: object, _doctree: object, docname: str) -> None:
    if docname == name:
        raise KeyboardInterrupt
