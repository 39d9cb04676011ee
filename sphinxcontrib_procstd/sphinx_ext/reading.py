"""Read a handbook without writing pages: for the command line."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError
from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain

if TYPE_CHECKING:
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
) -> Handbook:
    """Return the handbook in a source folder.

    ``scratch`` is a folder for what must be written; ``doctrees`` a cache to use and keep. Warnings go to
    ``warnings`` (None: nowhere). Raises `ProcstdError` when the folder is no Sphinx project or cannot be read.
    """
    source = source.resolve()
    if not (source / "conf.py").is_file():
        raise ProcstdError("no conf.py here; name the folder that holds the handbook's conf.py", Location(str(source)))
    try:
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source,
                source,
                scratch / "out",
                doctrees or scratch / "doctrees",
                "dummy",
                confoverrides=dict(overrides or {}),
                status=None,
                warning=_warning_stream(warnings),
                parallel=jobs,
            )
            domain = app.env.domains["procstd"] if "procstd" in app.registry.domains else None
            if not isinstance(domain, ProcstdDomain):
                message = 'conf.py does not load this extension; add "sphinxcontrib_procstd" to extensions'
                raise ProcstdError(message, Location(str(source / "conf.py")))
            app.builder.read()
            app.env.check_consistency()
            return domain.handbook
    except SphinxError as error:
        raise ProcstdError(str(error), Location(str(source))) from error
