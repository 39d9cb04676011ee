"""``process-table``: the template table itself as source, one row a step."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError, did_you_mean, say
from sphinxcontrib_procstd.exchange.cells import parse_csv, read_rows
from sphinxcontrib_procstd.model.anchors import step_anchor
from sphinxcontrib_procstd.model.inside import is_inside
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.directives import ProcessDirective
from sphinxcontrib_procstd.sphinx_ext.inline import parse_line, value_of
from sphinxcontrib_procstd.syntax.block import Markup
from sphinxcontrib_procstd.syntax.build import Value
from sphinxcontrib_procstd.syntax.ids import is_id, make_id
from sphinxcontrib_procstd.syntax.options import ValueKind, find_option
from sphinxcontrib_procstd.syntax.template_table import (
    BODY,
    NO_STEP_COLUMN,
    PROCESS,
    TITLE,
    column_of,
    header_row,
    near_step_column,
    nearest_heading,
    step_title,
)

if TYPE_CHECKING:
    from sphinxcontrib_procstd.syntax.block import Block


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, its line, and its nodes when the document's parser read the table."""

    text: str
    line: int
    children: tuple[nodes.Node, ...] = ()


Row = list[Cell]


class ProcessTableDirective(ProcessDirective):
    """``process-table``: options as ``process``; the steps are the rows of a table in its body or in ``:file:``."""

    def run(self) -> list[nodes.Node]:
        """Return the process and its steps."""
        self.rows: list[Row] = []
        self.rest: list[nodes.Node] = []
        self.table: nodes.table | None = None
        return super().run()

    def read(self) -> Block:
        """Return the block's parts; a missing title is taken from the table's first column."""
        block = super().read()
        file = block.options.pop("file", None)
        if file is not None:
            self.read_file(file.text.strip(), self.line_of(file.line))
        else:
            self.read_body(block)
        if not block.title:
            block.title = self.title_in_table()
        return block

    def read_file(self, name: str, line: int) -> None:
        """Read the rows of a data file that lies inside the source folder."""
        if not self.state.document.settings.file_insertion_enabled:
            self.warn("file", say("reading files is switched off (file_insertion_enabled)"), line)
            return
        try:
            relative, absolute = self.env.relfn2path(name, self.env.docname)
        except (OSError, RuntimeError, ValueError):  # links in a ring: Sphinx follows them
            relative, absolute = "", ""
        path = Path(absolute)
        if not relative or not is_inside(path, Path(self.env.srcdir)):
            self.warn("file", say('"{name}" lies outside the source folder', name=name), line)
            return
        self.env.note_dependency(relative)
        try:
            found = read_rows(path, relative)
        except ProcstdError as error:
            self.warn("file", say('cannot read "{text}": {why}', text=relative, why=error.message), line)
            return
        self.rows = [[Cell(text, line) for text in row] for row in found]

    def placed(self, rows: list[Row], lines: list[int]) -> list[Row]:
        """Return the rows of a Markdown table with the line of each, for which MyST gives the table's own."""
        if self.markup is not Markup.MYST or len(lines) != len(rows):
            return rows
        for row, line in zip(rows, lines, strict=True):
            for inner in (node for cell in row for child in cell.children for node in child.findall(nodes.Element)):
                inner.line = line
        return [[replace(cell, line=line) for cell in row] for row, line in zip(rows, lines, strict=True)]

    def read_body(self, block: Block) -> None:
        """Read the rows of the table in the body, or the body itself as CSV."""
        start = block.body
        body = [text for text in self.content[start:] if text.strip()]
        piped = [
            self.line_of(place)
            for place, text in enumerate(self.content)
            if place >= start and "|" in text and not _RULE.fullmatch(text)
        ]
        inner = super().parse_body(block) if body else []
        holder = nodes.container("", *inner)
        table = next(iter(holder.findall(nodes.table)), None)
        if table is not None:
            self.rows = self.placed([_cells_of(row, self.own_line) for row in table.findall(nodes.row)], piped)
            self.table, self.holder = table, holder
            self.rest = [node for node in holder.children if node is not table]
        elif body:
            try:
                found = parse_csv("\n".join(body), Location(self.source, self.line_of(start)))
            except ProcstdError as error:
                self.warn("table", error.message, self.line_of(start))
                return
            self.rows = [[Cell(text, self.line_of(start) + i) for text in row] for i, row in enumerate(found)]

    def title_in_table(self) -> str:
        """Return the process's name from the table's first column, "" if it names none."""
        texts = [[cell.text for cell in row] for row in self.rows]
        index = header_row(texts)
        columns = [column_of(text) for text in texts[index]] if index >= 0 else []
        if PROCESS not in columns:
            return ""
        position = columns.index(PROCESS)
        return next((row[position] for row in texts[index + 1 :] if len(row) > position and row[position]), "")

    def parse_body(self, block: Block) -> list[nodes.Node]:
        """Return what stands beside the table, then a step for each row."""
        texts = [[cell.text for cell in row] for row in self.rows]
        index = header_row(texts)
        if index < 0:
            self.warn("table", say(NO_STEP_COLUMN, hint=near_step_column(texts[0]) if texts else ""), self.own_line)
            return [*self.rest, *self.unused_table()]
        columns = [column_of(text) for text in texts[index]]
        for text, column in zip(texts[index], columns, strict=True):
            if not column and text:
                near = nearest_heading(text)
                message = say('unknown column "{text}"{hint}', text=text, hint=did_you_mean(near))
                self.warn("table", message, self.rows[index][0].line)
        if self.table is not None and self.table.parent is not self.holder:
            self.table.parent.remove(self.table)  # it stands in something else, and now as steps: once is enough
        return [*self.rest, *self.steps(columns, self.rows[index + 1 :])]

    def unused_table(self) -> list[nodes.Node]:
        """Return the table that is shown as the table it is, unless it stands in something that is shown."""
        return [] if self.table is None or self.table.parent is not self.holder else [self.table]

    def steps(self, columns: list[str], rows: list[Row]) -> list[nodes.Node]:
        """Return a step for each row that has a title; a row without one goes on with the step above it."""
        steps: list[nodes.Node] = []
        for row in rows:
            named = {column: cell for column, cell in zip(columns, row, strict=False) if column}
            if named.get(TITLE) and step_title(named[TITLE].text):
                steps.append(self.step(named))
            elif any(cell.text for column, cell in named.items() if column != PROCESS):
                line = next(cell.line for cell in named.values() if cell.text)
                self.warn("table", say("a row without a step title; it stands as an unnamed step"), line)
                steps.append(self.step({**named, TITLE: Cell("—", line)}))
        return steps

    def step(self, row: dict[str, Cell]) -> our.procstd_step:
        """Return the step that a row says."""
        title_text, line = step_title(row[TITLE].text), row[TITLE].line
        node = our.procstd_step("")
        node["name"], node.source, node.line = "step", self.source, line
        title = nodes.title(title_text, "", *parse_line(self, title_text, line))
        title.source, title.line = self.source, line
        node += title
        node["title_source"] = " ".join(title.astext().split())
        values: dict[str, Value] = {}
        lines: dict[str, int] = {}
        for column, cell in row.items():
            if column not in {TITLE, BODY, PROCESS, "process", "id"} and cell.text:
                values[column], lines[column] = self.cell_value(node, column, cell), cell.line
        node["values"], node["lines"] = values, lines
        self.name_step(node, row, title_text)
        node += self.cell_body(row[BODY]) if BODY in row else []
        return node

    def name_step(self, node: our.procstd_step, row: dict[str, Cell], title: str) -> None:
        """Give a step its id (its own column's, else made from the title) and anchor."""
        process = self.context.process
        wanted = row["id"].text if "id" in row and is_id(row["id"].text) else make_id(title)
        taken = self.context.add_step(process, wanted)
        node["id"], node["process"], node["attached"] = taken.id, process, False
        node["ids"].append(step_anchor(process, taken.id))

    def cell_value(self, node: our.procstd_step, column: str, cell: Cell) -> Value:
        """Return a cell as an option's value; marked-up text becomes a child of the step."""
        option = find_option("step", column)
        found = _inline_of(cell) or parse_line(self, cell.text, cell.line)
        if option is not None and option.kind is ValueKind.TEXT and any(not isinstance(n, nodes.Text) for n in found):
            child = our.procstd_value(cell.text, "", *(n.deepcopy() for n in found), name=column)
            child.source, child.line = self.source, cell.line
            node += child
        return value_of(found)

    def cell_body(self, cell: Cell) -> list[nodes.Node]:
        """Return the operating standard: the cell's own nodes, else its text as paragraphs."""
        if cell.children:
            return list(cell.children)
        paragraphs: list[nodes.Node] = []
        for text in cell.text.splitlines():
            if text.strip():
                paragraph = nodes.paragraph(text, "", *parse_line(self, text.strip(), cell.line))
                paragraph.source, paragraph.line = self.source, cell.line
                paragraphs.append(paragraph)
        return paragraphs


_RULE = re.compile(r"[\s|:+-]{1,2000}")
"""The line under the head of a Markdown table."""


def _cells_of(row: nodes.Element, line: int) -> Row:
    """Return the cells of a parsed row, each cell's lines joined by line ends."""
    cells = []
    for entry in row.children:
        if isinstance(entry, nodes.entry):
            children = tuple(child for child in entry.children if not isinstance(child, nodes.system_message))
            first = next((n.line for child in children for n in child.findall(nodes.Element) if n.line), None)
            text = "\n".join(child.astext() for child in children)
            cells.append(Cell(text.strip(), first or line, children))
    return cells


def _inline_of(cell: Cell) -> list[nodes.Node]:
    """Return the inline nodes of a parsed cell that is one paragraph."""
    if len(cell.children) == 1 and isinstance(cell.children[0], nodes.paragraph):
        return list(cell.children[0].children)
    return []
