"""The directives of views: what the author places, and with which filter."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.context import DocumentContext

VIEWS = ("process-list", "swimlane")
"""Names of the views."""


class ViewDirective(SphinxDirective):
    """A place the build fills: ``process-list``, ``swimlane``."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = dict.fromkeys(
        ("process", "category", "department", "role", "status", "tag", "orientation", "engine"), directives.unchanged
    )

    def run(self) -> list[nodes.Node]:
        """Return the place."""
        options = {name: text.strip() for name, text in self.options.items()}
        if self.arguments:
            options.setdefault("process", self.arguments[0].strip())
        view = our.procstd_view("", view=self.name.rpartition(":")[2], options=options)
        view["process"] = DocumentContext.of(self.env).process
        self.set_source_info(view)
        return [view]
