"""``process-table``: the template table itself as source."""

from __future__ import annotations

from sphinxcontrib_procstd.sphinx_ext.directives import ProcessDirective


class ProcessTableDirective(ProcessDirective):
    """``process-table``: one row, one step."""
