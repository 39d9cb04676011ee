"""The directives of views: what the author places, and with which filter."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.context import DocumentContext
from sphinxcontrib_procstd.sphinx_ext.warnings_ import warn
from sphinxcontrib_procstd.syntax.choices import ENGINE, ORIENTATION, STATUS, Choices
from sphinxcontrib_procstd.syntax.lists import split_items
from sphinxcontrib_procstd.syntax.options import nearest

VIEWS = ("process-list", "process-map", "swimlane", "lint-report")
"""Names of the views."""


class ViewDirective(SphinxDirective):
    """A place the build fills: ``process-list``, ``process-map``, ``swimlane``, ``lint-report``."""

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
        if "status" in options:
            options["status"] = ", ".join(STATUS.find(word) or word for word in _words(options["status"]))
        if "orientation" in options:
            options["orientation"] = self.choice("orientation", ORIENTATION, options["orientation"])
        if "engine" in options:
            options["engine"] = self.choice("engine", ENGINE, options["engine"])
        view = our.procstd_view("", view=self.name.rpartition(":")[2], options=options)
        view["process"] = DocumentContext.of(self.env).process
        self.set_source_info(view)
        return [view]

    def choice(self, name: str, choices: Choices, text: str) -> str:
        """Return what a word of a closed list means; an unknown one is said and left to the process."""
        found = choices.find(text)
        if found is None:
            near = nearest(text, choices.words())
            hint = f'; did you mean "{near}"?' if near else ""
            source, line = self.get_source_info()
            known = ", ".join(value for value, _ in choices.names)
            warn("value", f'{name}: "{text}" is not one of {known}{hint}', source, line)
        return found or ""


def _words(text: str) -> list[str]:
    return [item.name for item in split_items(text)]
