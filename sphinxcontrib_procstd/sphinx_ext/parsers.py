"""Sources made readable before they are parsed, so that no slip outside a directive can lose it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils.statemachine import StringList
from sphinx.parsers import RSTParser

from sphinxcontrib_procstd.sphinx_ext.warnings_ import warn
from sphinxcontrib_procstd.syntax.fences import mend_myst
from sphinxcontrib_procstd.syntax.sources import DIRECTIVES, mend_rst

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class MendingRSTParser(RSTParser):
    """The reStructuredText parser, with directives of ours mended first. Line numbers stay those of the file."""

    def decorate(self, content: StringList) -> None:
        """Mend the lines, then do what Sphinx does."""
        lines = list(content)
        if any(name in line for line in lines for name in _MARKS):
            mended = mend_rst(lines)
            if mended.remarks:
                source = str(content.items[0][0]) if content.items else ""
                for remark in mended.remarks:
                    warn(remark.code, remark.message, source, remark.line + 1)
                items = list(content.items)
                content.data[:] = [line for line, _ in mended.lines]
                content.items[:] = [items[index] for _, index in mended.lines]
        super().decorate(content)


_EXCEPTION = re.compile(r"^[ \t]*(?:\.\. exception::|[:`]{3,}\{exception\})", re.MULTILINE)
_PROCESS = re.compile(r"^[ \t]*(?:\.\. |[:`]{3,}\{)(?:procstd:)?(?:process|step)\b", re.MULTILINE)
_MARKS = tuple(f"{name}{colon}" for name in DIRECTIVES for colon in (":", "：", " :", " ："))


def mend_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Mend the fences of a MyST source (Sphinx's ``source-read``)."""
    free_names_from_python(app, content[0])
    path = app.env.doc2path(docname)
    if path.suffix.casefold() != ".md" or not any(f"{{{name}" in content[0] for name in DIRECTIVES):
        return
    lines = content[0].split("\n")
    mended, remarks = mend_myst(lines)
    for remark in remarks:
        warn(remark.code, remark.message, str(path), remark.line + 1)
    if mended != lines:
        content[0] = "\n".join(mended)


def free_names_from_python(app: Sphinx, text: str) -> None:
    """Let ``exception`` mean ours in a document with processes.

    Sphinx looks a bare directive up in the primary domain first, which is Python's unless a project says otherwise,
    and that has an ``exception`` too. The document keeps ``py:exception`` for the other one.
    """
    domain = app.env.current_document.default_domain
    if domain is not None and domain.name == "py" and _EXCEPTION.search(text) and _PROCESS.search(text):
        app.env.current_document.default_domain = app.env.domains["procstd"]
