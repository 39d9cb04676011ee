"""Sources made readable before they are parsed, so that no slip outside a directive can lose it."""

from __future__ import annotations

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


_MARKS = tuple(f"{name}{colon}" for name in DIRECTIVES for colon in (":", "：", " :", " ："))


def mend_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Mend the fences of a MyST source (Sphinx's ``source-read``)."""
    path = app.env.doc2path(docname)
    if path.suffix.casefold() != ".md" or not any(f"{{{name}" in content[0] for name in DIRECTIVES):
        return
    lines = content[0].split("\n")
    mended, remarks = mend_myst(lines)
    for remark in remarks:
        warn(remark.code, remark.message, str(path), remark.line + 1)
    if mended != lines:
        content[0] = "\n".join(mended)
