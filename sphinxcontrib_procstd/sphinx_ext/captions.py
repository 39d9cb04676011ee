"""Figures whose caption holds nothing that shows, such as an included file that is empty.

docutils' ``figure`` reads what its content was parsed to and fails with an exception of Python when that is nothing at
all (docutils 0.21 to 0.23): the build stops at a page nobody names. Here the figure stays, and the place is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst.directives.images import Figure

from sphinxcontrib_procstd.diagnostics import say
from sphinxcontrib_procstd.sphinx_ext.warnings_ import warn, whole_path

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive


def with_empty_caption(figure: type[Directive] | None) -> type[Directive] | None:
    """Return a ``figure`` directive, Sphinx's or another extension's, that may have a caption of nothing.

    None if the directive is none of docutils' kind: what it does with its content is its own business.
    """
    if figure is None or not issubclass(figure, Figure):
        return None

    def run(self: Any) -> Any:
        self.state = _State(self)
        return figure.run(self)

    return type(figure.__name__, (figure,), {"run": run, "__doc__": figure.__doc__, "__module__": figure.__module__})


class _State:
    """The parser's state as a figure sees it: content that parses to nothing is an empty comment, docutils' "none"."""

    def __init__(self, directive: Any) -> None:
        self._directive = directive
        self._state = directive.state

    def __getattr__(self, name: str) -> Any:
        return getattr(self._state, name)

    def nested_parse(self, block: Any, input_offset: int, node: nodes.Element, *args: Any, **options: Any) -> Any:
        """Parse as the state does."""
        found = self._state.nested_parse(block, input_offset, node, *args, **options)
        if not node.children:
            source, line = self._directive.state_machine.get_source_and_line(self._directive.lineno)
            warn(
                "caption", say("figure: nothing in its content shows; it has no caption"), whole_path(str(source)), line
            )
            node += nodes.comment()
        return found
