"""Matrices: tables of roles by something, cut into parts of as many columns as a page holds.

A screen scrolls a part sideways and paper takes it across; a part has only the rows that say something in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.views import parts

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

MOST_COLUMNS, MOST_ELSEWHERE = 40, 5
"""Columns of one part: in HTML, what A4 across holds under heads that stand upright; in LaTeX and text, A4 upright."""
WIDE = 20
"""From more columns than this a part is printed across the paper."""

Item = TypeVar("Item")


def cut(columns: Sequence[Item], pages: PageBuilder) -> list[Sequence[Item]]:
    """Return the columns in parts that a page holds; in HTML all of nearly the same size."""
    if pages.builder.format != "html":
        return [columns[start : start + MOST_ELSEWHERE] for start in range(0, len(columns), MOST_ELSEWHERE)]
    count = max(1, -(-len(columns) // MOST_COLUMNS))
    bounds = [len(columns) * place // count for place in range(count + 1)]
    return [columns[start:end] for start, end in pairwise(bounds)]


def framed(tables: Sequence[nodes.table], label: str, pages: PageBuilder) -> list[nodes.Node]:
    """Return the parts of a matrix, each in a region that scrolls by itself; several say which they are."""
    found: list[nodes.Node] = []
    for place, table in enumerate(tables, 1):
        name, blocks = label, list[nodes.Node]([table])
        if len(tables) > 1:
            part = words("Part {number} of {count}").format(number=place, count=len(tables))
            name, blocks = f"{label} ({part})", [*_title(part), table]
        wide = len(next(iter(table.findall(nodes.row)))) > WIDE + 1
        found += parts.frame(blocks, name, f"procstd-matrix-box{' procstd-matrix-wide' * wide}", pages)
    return found


def _title(part: str) -> list[nodes.Node]:
    """Return what a part is called; LaTeX would leave it at the foot of the page before."""
    return [parts.paragraph(nodes.Text(part), css="procstd-note"), nodes.raw("", r"\par\nopagebreak", format="latex")]


def matrix(
    heads: Sequence[parts.Inline], rows: Iterable[Sequence[parts.Inline]], css: str, pages: PageBuilder
) -> nodes.table:
    """Return a table whose first column heads its rows; the last row holds the totals."""
    widths = ["colwidths-auto"] if pages.builder.format == "html" else ["colwidths-given", "longtable"]
    table = nodes.table("", classes=[*css.split(), *widths])  # columns with widths wrap long names
    columns = nodes.tgroup("", cols=len(heads))
    columns += [nodes.colspec("", colwidth=3 if place == 0 else 2, stub=int(place == 0)) for place in range(len(heads))]
    columns += nodes.thead("", _row(heads))
    columns += nodes.tbody("", *(_row(row) for row in rows))
    table += columns
    return table


def _row(cells: Iterable[parts.Inline]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *([parts.paragraph(*cell)] if cell else [])) for cell in cells))
