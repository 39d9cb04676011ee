"""Directives of this handbook only: the linter's rules and reports, printed from the code.

``procstd-rules:: A`` every rule whose code starts so, with its What, Why, Bad and Good; ``procstd-rule-list::`` all of
them in a table; ``procstd-lint-output:: FOLDER`` what ``procstd lint`` says about a handbook.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from printed import build_table, inline, paragraph
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_procstd.lint.registry import SECTIONS, Rule, all_rules

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class RulesDirective(SphinxDirective):
    """``procstd-rules:: A``: the rules of a family, a section each."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        return [self.section(rule) for rule in all_rules() if rule.code.startswith(self.arguments[0])]

    def section(self, rule: Rule) -> nodes.section:
        anchor = f"rule-{rule.code.lower()}"
        section = nodes.section("", nodes.title("", f"{rule.code} {rule.name}"), ids=[anchor], names=[anchor])
        self.state.document.note_explicit_target(section, section)
        section += paragraph(f"Severity: {rule.severity.value}.")
        fields = nodes.field_list("")
        for name in SECTIONS:
            body = nodes.paragraph("", "", *inline(" ".join(rule.sections()[name].split())))
            fields += nodes.field("", nodes.field_name("", name), nodes.field_body("", body))
        section += fields
        return section


class RuleListDirective(SphinxDirective):
    """``procstd-rule-list::``: every rule in a row."""

    def run(self) -> list[nodes.Node]:
        heads = {"Rule": 26, "Severity": 12, "What it finds": 62}
        rows = [(f"listed-{rule.code}", self.cells(rule)) for rule in all_rules()]
        return [build_table(heads, rows)]

    def cells(self, rule: Rule) -> list[list[nodes.Node]]:
        link = nodes.reference("", "", nodes.literal("", rule.code), refid=f"rule-{rule.code.lower()}", internal=True)
        what = " ".join(rule.sections()["What"].split())
        name = nodes.paragraph("", "", link, nodes.Text(f" {rule.name}"))
        return [[name], [paragraph(rule.severity.value)], [paragraph(what)]]


class LintReportDirective(SphinxDirective):
    """``procstd-lint-output:: FOLDER``: the command's own report on a handbook beside this page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        _, folder = self.env.relfn2path(self.arguments[0])
        for path in Path(folder).iterdir():
            self.env.note_dependency(str(path))
        command = [sys.executable, "-m", "sphinxcontrib_procstd", "lint", ".", "--color", "never"]
        with tempfile.TemporaryDirectory() as cache:
            done = subprocess.run(  # noqa: S603 - our own command; two Sphinx apps cannot share a process
                [*command, "-d", cache],
                cwd=folder,
                capture_output=True,
                encoding="utf-8",
                check=False,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        if done.returncode == 2:
            raise self.error(done.stderr)
        return [nodes.literal_block(done.stdout, done.stdout, language="none", classes=["report"])]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive("procstd-rules", RulesDirective)
    app.add_directive("procstd-rule-list", RuleListDirective)
    app.add_directive("procstd-lint-output", LintReportDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
