"""The cross-reference roles: ``:form:``, ``:step:``, ... by id or by exact title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole

from sphinxcontrib_procstd.sphinx_ext.context import DocumentContext

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class HandbookRole(XRefRole):
    """A reference to something of the handbook; shown in the running text's own face."""

    innernodeclass = nodes.inline

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference; a role used without its domain means the same."""
        if ":" not in self.name:
            self.name = f"procstd:{self.name}"
        return super().run()

    def process_link(
        self, env: BuildEnvironment, refnode: nodes.Element, has_explicit_title: bool, title: str, target: str
    ) -> tuple[str, str]:
        """Note the process around the reference, in which a short step id is looked up first."""
        refnode["procstd:process"] = DocumentContext.of(env).process
        target = target.removeprefix("~")
        return (title if has_explicit_title else title.removeprefix("~")), target
