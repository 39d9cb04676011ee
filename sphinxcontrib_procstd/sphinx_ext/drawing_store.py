"""Drawings kept by content, so that an unchanged process is laid out once: in this build and in all later ones.

A drawing is found by a digest of all that it is made from: the flow graph, what is asked for, and our layout's own
code. So nothing here can be out of date, and no output depends on what is kept; whoever deletes it all loses time.
The files lie beside the doctrees, one a drawing of some size, each put in its place whole: writers side by side do no
harm. Small drawings are made anew: there are many, and a page that is written again costs far more. Those that another
program had a part in are kept whatever their size.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinxcontrib_procstd.drawing import Drawing
    from sphinxcontrib_procstd.model.graph import FlowGraph

FOLDER = "procstd-drawings"
"""The name of the folder below the doctrees."""
MOST_FILES, MOST_BYTES = 4000, 64 * 1024**2
"""How much is kept; when a build ends with more, the files used longest ago go."""
MOST_AT_HAND = 16
"""How many drawings a process keeps in memory: a page and its downloads show the same ones again."""
LEAST_NODES = 24
"""The smallest graph whose drawing is kept on disk: smaller ones are laid out about as fast as they are read."""


class DrawingStore:
    """Where drawings are kept; without a folder, in memory only."""

    def __init__(self) -> None:
        """Start with nothing, and without a folder."""
        self.folder: Path | None = None
        self.orientation = ""
        """``procstd_orientation`` of the handbook: exports come after the build, when its settings are gone."""
        self._at_hand: dict[tuple[FlowGraph, str], Drawing] = {}

    def open(self, folder: Path | None, orientation: str = "") -> None:
        """Keep drawings in a folder from now on."""
        self.folder, self.orientation = folder, orientation
        self._at_hand.clear()

    def drawing(self, graph: FlowGraph, asked: str, make: Callable[[], Drawing], *, costly: bool = False) -> Drawing:
        """Return the drawing of a graph as ``asked`` for, made now if it is not kept; small ones only if ``costly``."""
        found = self._at_hand.get((graph, asked))
        if found is None:
            lasts = costly or len(graph.nodes) >= LEAST_NODES
            found = self._lasting(graph, asked, make) if lasts else make()
            if len(self._at_hand) >= MOST_AT_HAND:
                self._at_hand.clear()
            self._at_hand[graph, asked] = found
        return found

    def _lasting(self, graph: FlowGraph, asked: str, make: Callable[[], Drawing]) -> Drawing:
        """Return a drawing that is worth a file."""
        key = blake2b(f"{_code()}\n{asked}\n{graph!r}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        found = self._read(key)
        if found is None:
            found = make()
            self._write(key, found)
        return found

    def _read(self, key: str) -> Drawing | None:
        if self.folder is None:
            return None
        from sphinxcontrib_procstd.layout.stored import load_drawing  # a build that draws nothing loads no drawings

        path = self.folder / f"{key}.json"
        try:
            found = load_drawing(path.read_text(encoding="ascii"))
            os.utime(path)
        except (OSError, ValueError):  # none, or spoilt: it is made again
            return None
        return found

    def _write(self, key: str, drawing: Drawing) -> None:
        if self.folder is None:
            return
        from sphinxcontrib_procstd.layout.stored import dump_drawing

        unfinished = self.folder / f"{key}.{os.getpid()}.part"
        with contextlib.suppress(OSError):  # a full or read-only disk costs time, nothing else
            self.folder.mkdir(exist_ok=True)  # not its parents: the build may have ended and cleared them away
            unfinished.write_text(dump_drawing(drawing), encoding="ascii")
            unfinished.replace(self.folder / f"{key}.json")

    def noted(self, fact: str) -> bool:
        """Return whether a fact was noted, in this build or an earlier one."""
        return self.folder is not None and self._note(self.folder, fact).is_file()

    def note(self, fact: str) -> None:
        """Note a fact for later builds."""
        if self.folder is not None and not self.noted(fact):
            with contextlib.suppress(OSError):
                self.folder.mkdir(exist_ok=True)
                self._note(self.folder, fact).touch()

    @staticmethod
    def _note(folder: Path, fact: str) -> Path:
        return folder / f"{blake2b(fact.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}.note"

    def prune(self) -> None:
        """Remove the files used longest ago, until what is kept is within its bounds."""
        if self.folder is None or not self.folder.is_dir():
            return
        files = []
        for path in self.folder.iterdir():
            with contextlib.suppress(OSError):
                state = path.stat()
                files.append((state.st_mtime_ns, path.name, state.st_size, path))
        files.sort(reverse=True)
        total = 0
        for count, (_, name, size, path) in enumerate(files, 1):
            total += size
            if count > MOST_FILES or total > MOST_BYTES or name.endswith(".part"):
                with contextlib.suppress(OSError):
                    path.unlink()


@cache
def _code() -> str:
    """Return a digest of the code that makes drawings: whoever changes it gets new ones."""
    package = Path(__file__).parent.parent
    files = [*sorted((package / "layout").glob("*.py")), package / "drawing.py", package / "model" / "graph.py"]
    digest = blake2b(digest_size=16)
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()


STORE = DrawingStore()
"""The store of this process; writers forked from it have it too."""


def setup_drawing_store(app: Sphinx) -> None:
    """Keep drawings beside the doctrees of a build."""
    app.connect("builder-inited", _open)
    app.connect("build-finished", _prune)


def _open(app: Sphinx) -> None:
    STORE.open(Path(app.doctreedir, FOLDER), str(app.config.procstd_orientation))


def _prune(app: Sphinx, exception: Exception | None) -> None:
    STORE.prune()
