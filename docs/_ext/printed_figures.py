"""Directives of this handbook only: what each figure means, and what can be wrong with a log, printed from the code.

``procstd-measures::`` the figures of a process; ``procstd-log-columns::`` the names that columns are found by;
``procstd-log-faults::`` what is counted of a log that is not sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from printed import build_table, paragraph
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_procstd.figures.columns import USUAL
from sphinxcontrib_procstd.figures.definitions import MEASURES
from sphinxcontrib_procstd.figures.faults import FAULTS
from sphinxcontrib_procstd.syntax.choices import MEASURE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class MeasuresDirective(SphinxDirective):
    """``procstd-measures::``: each figure by the name a KPI uses, with its definition."""

    def run(self) -> list[nodes.Node]:
        names = dict(MEASURE.names)
        rows = [
            (
                f"measure-{name}",
                [[paragraph(f"`{name}`")], [paragraph("、".join(names[name]))], [paragraph(each.definition)]],
            )
            for name, each in MEASURES.items()
        ]
        return [build_table({"Name": 22, "Other names": 24, "Definition": 54}, rows)]


class ColumnsDirective(SphinxDirective):
    """``procstd-log-columns::``: what a column may be called to be found without a setting."""

    def run(self) -> list[nodes.Node]:
        rows = [
            (f"column-{name}", [[paragraph(f"`{name}`")], [paragraph(", ".join(f"`{each}`" for each in names))]])
            for name, names in USUAL.items()
        ]
        return [build_table({"Column": 20, "Found by the name": 80}, rows)]


class FaultsDirective(SphinxDirective):
    """``procstd-log-faults::``: what is wrong with an event, and what becomes of it."""

    def run(self) -> list[nodes.Node]:
        rows = []
        for kind, text in FAULTS.items():
            what, _, then = text.partition(": ")
            rows.append((f"fault-{kind}", [[paragraph(what)], [paragraph(then or "left out")]]))
        return [build_table({"Counted": 60, "Then": 40}, rows)]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive("procstd-measures", MeasuresDirective)
    app.add_directive("procstd-log-columns", ColumnsDirective)
    app.add_directive("procstd-log-faults", FaultsDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
