"""Sources made readable before they are parsed, so that no slip outside a directive can lose it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils.parsers.rst import directives as registry
from docutils.parsers.rst.languages import get_language
from docutils.statemachine import StringList
from docutils.utils import Reporter
from sphinx.directives.other import Include
from sphinx.parsers import RSTParser

from sphinxcontrib_procstd.diagnostics import say
from sphinxcontrib_procstd.sphinx_ext.warnings_ import warn, whole_path
from sphinxcontrib_procstd.syntax.fences import mend_for_parser
from sphinxcontrib_procstd.syntax.sources import mend_rst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_EXCEPTION = re.compile(r"^[ \t]*(?:\.\. exception::|[:`]{3,}\{exception\})", re.MULTILINE)
_PROCESS = re.compile(r"^[ \t]*(?:\.\. |[:`]{3,}\{)(?:procstd:)?(?:process|step)\b", re.MULTILINE)
_FENCES = re.compile(r"[:：]{2}|[:：`~～｀·][{｛]|[`｀]{3}|[~～]{3}|·{3}")
_ODD_BREAKS = re.compile(r"[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
"""Begins the name of a document that Sphinx's search page, which leads to names as they are, would make a script of."""
_EXPLICIT = re.compile(r"^\W{0,20}[.．。·…]", re.MULTILINE)


class MendingRSTParser(RSTParser):
    """The reStructuredText parser, with directives of ours mended first. Line numbers stay those of the file."""

    def decorate(self, content: StringList) -> None:
        """Mend the lines, then do what Sphinx does."""
        mended = mend_lines(content, self.document.settings.env)
        content.data[:] = mended.data
        content.items[:] = mended.items
        super().decorate(content)


class MendingInclude(Include):
    """``include``, with what it takes in mended as the document itself is."""

    def run(self) -> Sequence[nodes.Node]:
        """Mend the lines that docutils has put into its input."""
        lines = self.state_machine.input_lines
        assert lines is not None  # noqa: S101 - a directive runs while there is input
        before = len(lines)
        found = super().run()
        start = self.state_machine.line_offset + 2  # see StateMachine.insert_input: a blank line on either side
        stop = start + len(lines) - before - 2
        if stop > start:
            lines[start:stop] = mend_lines(lines[start:stop], self.env)
        return found


def mend_lines(content: StringList, env: BuildEnvironment) -> StringList:
    """Return reStructuredText lines mended, each with the place it had; faults are logged."""
    lines = list(content)
    if not any(_EXPLICIT.match(line) for line in lines):
        return content
    known = KnownDirectives(env)
    mended = mend_rst(lines, known)
    if not mended.remarks:
        return content
    items = list(content.items)
    for remark in mended.remarks:
        source, offset = items[remark.line]
        warn(remark.code, remark.message, whole_path(str(source)), (offset or 0) + 1)
    return StringList([line for line, _ in mended.lines], items=[items[index] for _, index in mended.lines])


class KnownDirectives:
    """Tells which names are directives of docutils, Sphinx or another extension."""

    def __init__(self, env: BuildEnvironment) -> None:
        language = get_language(env.config.language or "en", Reporter("", 5, 5))
        self.names = {*vars(registry)["_directives"], *vars(registry)["_directive_registry"]}
        if language is not None:
            self.names.update(language.directives)
        default = env.current_document.default_domain
        for domain in (env.domains.standard_domain, *((default,) if default is not None else ())):
            self.names.update(domain.directives)
        self.domains = set(env.domains)

    def __call__(self, name: str) -> bool:
        """Return whether a directive of this name exists."""
        head, colon, _ = name.partition(":")
        return name.casefold() in self.names or (bool(colon) and head in self.domains)


def mend_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Mend the fences of a MyST source (Sphinx's ``source-read``)."""
    content[0] = without_odd_breaks(content[0])
    free_names_from_python(app, content[0])
    path = app.env.doc2path(docname)
    if _RUNS.match(docname):
        warn(
            "file",
            say("this file's name is an address that runs where the search page leads to it; rename the file"),
            str(path),
            1,
        )
    if is_markdown(app, Path(path)):
        content[0] = mend_markdown(app, content[0], str(path))


def mend_included(app: Sphinx, relative_path: Path, parent_docname: str, content: list[str]) -> None:
    """Mend the fences of a file that a MyST document includes (Sphinx's ``include-read``)."""
    parent = app.env.doc2path(app.env.current_document.docname)
    if is_markdown(app, Path(parent)):
        text = without_odd_breaks(content[0])
        content[0] = mend_markdown(app, text, str(app.srcdir / relative_path))


def without_odd_breaks(text: str) -> str:
    """Return a text in which only line ends end a line.

    Word's soft break (vertical tab), page breaks and Unicode's separators come along with pasted text. The parsers
    would cut lines there, and with them options, and count lines otherwise than editors do. NUL is the sign of a lost
    character, as Markdown has it: in the name of a file or a picture it stops Sphinx with an exception.
    """
    return _ODD_BREAKS.sub(" ", text).replace("\0", "\ufffd")


def is_markdown(app: Sphinx, path: Path) -> bool:
    """Return whether a source is written in Markdown."""
    return any(
        kind in {"markdown", "myst"} and path.name.endswith(suffix)
        for suffix, kind in app.registry.source_suffix.items() | app.config.source_suffix.items()
    )


def mend_markdown(app: Sphinx, text: str, source: str) -> str:
    """Return a MyST text with its fences mended; faults are logged."""
    if not _FENCES.search(text):
        return text
    mended, remarks = mend_for_parser(text.split("\n"), KnownDirectives(app.env))
    for remark in remarks:
        warn(remark.code, remark.message, source, remark.line + 1)
    return "\n".join(mended)


def free_names_from_python(app: Sphinx, text: str) -> None:
    """Let ``exception`` mean ours in a document with processes.

    Sphinx looks a bare directive up in the primary domain first, which is Python's unless a project says otherwise,
    and that has an ``exception`` too. The document keeps ``py:exception`` for the other one.
    """
    domain = app.env.current_document.default_domain
    if domain is not None and domain.name == "py" and _EXCEPTION.search(text) and _PROCESS.search(text):
        app.env.current_document.default_domain = app.env.domains["procstd"]
