"""Read a handbook without writing pages: for the command line."""

from __future__ import annotations

import io
import os
import pickle
import re
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain
from sphinxcontrib_procstd.sphinx_ext.freshness import Freshness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinxcontrib_procstd.model.handbook import Handbook


_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class PlainStream(io.TextIOBase):
    """Takes the colours off what Sphinx writes, for a stream that is no terminal."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write the text without colours."""
        self.stream.write(_COLOUR.sub("", text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream behind."""
        self.stream.flush()


def _warning_stream(stream: TextIO | None) -> TextIO:
    if stream is None:
        return io.StringIO()
    return stream if stream.isatty() else cast("TextIO", PlainStream(stream))


def read_handbook(
    source: Path,
    scratch: Path,
    *,
    doctrees: Path | None = None,
    overrides: dict[str, str] | None = None,
    jobs: int = 1,
    warnings: TextIO | None = None,
    watch: Callable[[Sphinx], None] | None = None,
) -> Handbook:
    """Return the handbook in a source folder.

    ``scratch`` is a folder for what must be written; ``doctrees`` a cache to use and keep. Warnings go to
    ``warnings`` (None: nowhere); ``watch`` may connect to the events of reading. Raises
    `ProcstdError` when the folder is no Sphinx project or cannot be read.
    """
    with project(source, scratch, doctrees or scratch / "doctrees", overrides, jobs, warnings) as (app, domain):
        if watch is not None:
            watch(app)
        app.builder.compile_update_catalogs()  # -D language=en means the English edition
        app.builder.read()
        app.env.check_consistency()
        return domain.handbook


@contextmanager
def read_for_lint(
    source: Path,
    cache: Path,
    overrides: dict[str, str] | None = None,
    jobs: int = 1,
    warnings: TextIO | None = None,
    build: Path | None = None,
) -> Iterator[ProcstdDomain]:
    """Give the domain of a handbook, read as far as it changed since the last call with this ``cache``.

    What a ``build`` has read since is taken over from the folder of its pickled documents. What our own checks have
    to say is left to the linter; other warnings go to ``warnings``.
    """
    if build is not None:
        take_over(build, cache)
    with project(source, cache / "none", cache, overrides, jobs, warnings) as (app, domain):
        known, suppressed = dict(app.env.all_docs), app.config.suppress_warnings
        app.builder.compile_update_catalogs()
        app.config.suppress_warnings = [*suppressed, "procstd.*"]
        for listener in list(app.events.listeners["env-updated"]):
            if isinstance(getattr(listener.handler, "__self__", None), Freshness):  # no page is written
                app.disconnect(listener.id)
        app.builder.read()
        app.config.suppress_warnings = suppressed
        if app.env.all_docs != known:
            keep_environment(app, cache)
        yield domain


def take_over(build: Path, cache: Path) -> None:
    """Copy what a build has read, if it read since the cache was written: nothing is ever written into a build's own.

    Its pages would miss changes that another reader took in before it.
    """
    theirs, ours = build / ENV_PICKLE_FILENAME, cache / ENV_PICKLE_FILENAME
    if not theirs.is_file() or (ours.is_file() and ours.stat().st_mtime_ns >= theirs.stat().st_mtime_ns):
        return

    def left_out(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if not name.endswith(".doctree") and not Path(folder, name).is_dir()] + (
            [cache.name] if Path(folder) == cache.parent else []
        )

    shutil.copytree(build, cache, ignore=left_out, dirs_exist_ok=True, copy_function=shutil.copyfile)
    shutil.copyfile(theirs, ours)


def keep_environment(app: Sphinx, cache: Path) -> None:
    """Write what was read into the cache, whole or not at all."""
    part = cache / f"{ENV_PICKLE_FILENAME}.{os.getpid()}"
    with part.open("wb") as stream:
        pickle.dump(app.env, stream, pickle.HIGHEST_PROTOCOL)
    part.replace(cache / ENV_PICKLE_FILENAME)


@contextmanager
def project(
    source: Path,
    output: Path,
    doctrees: Path,
    overrides: dict[str, str] | None,
    jobs: int,
    warnings: TextIO | None,
    builder: str = "dummy",
) -> Iterator[tuple[Sphinx, ProcstdDomain]]:
    """Give a Sphinx application that writes no page unless its ``builder`` is told to, and our domain in it."""
    source = source.resolve()
    if not (source / "conf.py").is_file():
        raise ProcstdError("no conf.py here; name the folder that holds the handbook's conf.py", Location(str(source)))
    try:
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source,
                source,
                output,
                doctrees,
                builder,
                confoverrides=dict(overrides or {}),
                status=None,
                warning=_warning_stream(warnings),
                parallel=jobs,
            )
            domain = app.env.domains["procstd"] if "procstd" in app.registry.domains else None
            if not isinstance(domain, ProcstdDomain):
                message = 'conf.py does not load this extension; add "sphinxcontrib_procstd" to extensions'
                raise ProcstdError(message, Location(str(source / "conf.py")))
            yield app, domain
    except SphinxError as error:
        raise ProcstdError(str(error), Location(str(source))) from error
