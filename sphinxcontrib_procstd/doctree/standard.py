"""Processes, steps, register entries and records as standard docutils nodes, for writers without visitors of ours.

A writer for paper gets the template table. A writer for plain text gets each step as an entry with labelled fields:
seven columns do not fit the width of a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from unicodedata import east_asian_width

from docutils import nodes

from sphinxcontrib_procstd.doctree.views import (
    Branch,
    FlowLine,
    Labelled,
    PageContext,
    ProcessView,
    RecordView,
    ResourceView,
    StepLink,
    StepView,
    TableView,
    UsedBy,
)
from sphinxcontrib_procstd.render.template import ROW_COLUMNS, Cell, Column, Segment

WIDTHS = {
    Column.ROLE: 9,
    Column.STEP: 13,
    Column.STANDARD: 33,
    Column.INPUT: 13,
    Column.OUTPUT: 13,
    Column.DEADLINE: 10,
    Column.TOOLS: 13,
}
"""Widths of the columns, in parts of the table."""

_NO_CELL = (nodes.table, nodes.figure, nodes.image, nodes.literal_block, nodes.Admonition, nodes.math_block)
"""What LaTeX cannot set in a table that breaks over pages, or not in so narrow a column."""
_CHARS_A_LINE = 30
_LINES_A_ROW = 45
"""How much text fits the widest column on one page of A4; a row that is higher would run out of the page."""


class Shape(Enum):
    """How steps are laid out."""

    TABLE = auto()
    """As the template table, for writers that set pages."""
    LIST = auto()
    """One after another with labelled fields, for writers of plain text."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What one of our nodes holds: ids, title, the values with inline markup, and the body."""

    ids: Sequence[str] = ()
    title: Sequence[nodes.Node] = ()
    marked: Mapping[str, Sequence[nodes.Node]] = field(default_factory=dict)
    body: Sequence[nodes.Node] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One step: its parts and its view."""

    parts: Parts
    view: StepView


@dataclass(frozen=True, slots=True)
class StandardPage:
    """Makes the nodes of one page."""

    page: PageContext
    shape: Shape

    def process(self, parts: Parts, view: ProcessView) -> list[nodes.Node]:
        """Return a process without its swimlane: title, header block and body."""
        made: list[nodes.Node] = [nodes.rubric("", "", *parts.title)] if view.shows_title else []
        rows = list(view.rows)
        if view.status:
            rows.insert(0, (self.page.words("Status"), (Segment(view.status_label),), ""))
        made += self.header(rows, parts.marked)
        return anchored(parts.ids, [*made, *parts.body])

    def header(self, rows: Sequence[Labelled], marked: Mapping[str, Sequence[nodes.Node]]) -> list[nodes.Node]:
        """Return label-value pairs as a table of two columns, or as fields."""
        if not rows:
            return []
        pairs = [(label, self.value(segments, marked.get(option))) for label, segments, option in rows]
        if self.shape is Shape.LIST:
            return [fields((label, [nodes.paragraph("", "", *value)]) for label, value in pairs)]
        body = [
            [nodes.paragraph("", "", nodes.strong("", label)), nodes.paragraph("", "", *value)]
            for label, value in pairs
        ]
        return [table((22, 78), [], [[[cell] for cell in row] for row in body])]

    def value(self, segments: Iterable[Segment], marked: Sequence[nodes.Node] | None = None) -> list[nodes.Node]:
        """Return a value as its marked-up text, or as segments with links."""
        if marked:
            return list(marked)
        return [
            link(segment.text, self.page.href(segment.target) if segment.target else segment.uri)
            for segment in segments
        ]

    def labelled(self, rows: Iterable[Labelled], marked: Mapping[str, Sequence[nodes.Node]]) -> list[nodes.line]:
        """Return label-value pairs as lines, for narrow places."""
        lines = []
        for label, segments, option in rows:
            lead = self.page.words("{label}: ").format(label=label)
            name = nodes.strong("", lead.rstrip(" "))
            value = self.value(segments, marked.get(option))
            lines.append(nodes.line("", "", name, nodes.Text(lead[len(name.astext()) :]), *value))
        return lines

    def line_blocks(self, lines: Sequence[nodes.line | nodes.line_block]) -> list[nodes.Node]:
        """Return lines as one block; as paragraphs in plain text, where lines of a block would not be wrapped."""
        if not lines or self.shape is Shape.TABLE:
            return [nodes.line_block("", *lines)] if lines else []
        made: list[nodes.Node] = []
        for line in lines:
            if isinstance(line, nodes.line):
                made.append(nodes.paragraph("", "", *line.children))
            else:
                made.append(bullets([nodes.paragraph("", "", *way.children)] for way in line.findall(nodes.line)))
        return made

    def flow(self, caption: str, lines: Sequence[FlowLine], anchor: str = "") -> list[nodes.Node]:
        """Return a swimlane in words: its caption, then each node of the flow with the ways on from it."""
        items = []
        for line in lines:
            if not line.ways and not line.href:
                continue  # an end, a hand-over: the ways to it name it
            name = nodes.paragraph("", "", link(line.text, line.href))
            item: list[nodes.Node] = [name]
            if len(line.ways) == 1:
                name += nodes.Text(f" {line.ways[0]}")
            elif line.ways:
                item.append(bullets([nodes.paragraph("", way)] for way in line.ways))
            items.append(item)
        return anchored([anchor] if anchor else [], [nodes.rubric("", caption), bullets(items)])

    def steps(self, rows: Sequence[Row], view: TableView, *, printed: bool = False) -> list[nodes.Node]:
        """Return a run of steps of one process; on paper a step must fit a row of the table."""
        if self.shape is Shape.LIST or (printed and not all(fits_a_row(row) for row in rows)):
            return self.step_list(rows, view)
        words = self.page.words
        name = [[nodes.paragraph("", words(Column.PROCESS.value))], [self.process_name(view)]]
        heads = [[nodes.paragraph("", words(column.value))] for column in ROW_COLUMNS]
        body = [[self.cell(row, column) for column in ROW_COLUMNS] for row in rows]
        return [table([WIDTHS[column] for column in ROW_COLUMNS], [name, heads], body, "longtable")]

    def process_name(self, view: TableView) -> nodes.paragraph:
        """Return the name of a table's process."""
        href = self.page.href(view.process) if view.process else ""
        name = nodes.paragraph("", "", nodes.strong("", "", link(view.title, href)))
        if view.continued:
            name += nodes.Text(f" {self.page.words('(continued)')}")
        return name

    def step_list(self, rows: Sequence[Row], view: TableView) -> list[nodes.Node]:
        """Return steps one after another, each under its number and title."""
        words = self.page.words
        items = []
        for row in rows:
            term = nodes.term("", "", *target_list(row.parts, row.view))
            term += nodes.Text(words("{label}: ").format(label=words(Column.STEP.value)))
            term += self.step_title(row)
            labelled = fields(
                (words(column.value), self.cell(row, column)) for column in ROW_COLUMNS if column is not Column.STEP
            )
            items.append(nodes.definition_list_item("", term, nodes.definition("", labelled)))
        head = self.process_name(view)
        head.insert(0, nodes.Text(words("{label}: ").format(label=words(Column.PROCESS.value))))
        return [head, nodes.definition_list("", *items)]

    def step_title(self, row: Row) -> list[nodes.Node]:
        """Return the number and title of a step."""
        number = [nodes.Text(f"{row.view.number}. ")] if row.view.number else []
        return [*number, *row.parts.title]

    def cell(self, row: Row, column: Column) -> list[nodes.Node]:
        """Return the contents of one cell; a dash where nothing is filled in."""
        parts, view = row.parts, row.view
        if column is Column.STEP:
            title = nodes.paragraph("", "", *target_list(parts, view))
            title += nodes.strong("", "", *self.step_title(row))
            return [title]
        if column is Column.STANDARD:
            lines = [*self.branches(view, parts), *self.labelled(view.extras, parts.marked)]
            made = [*parts.body, *self.line_blocks(lines)]
        else:
            found = next((cell for cell in view.cells if cell.column is column), Cell(column))
            made = self.lines(found, parts)
        return made or [nodes.paragraph("", "—")]

    def lines(self, cell: Cell, parts: Parts) -> list[nodes.Node]:
        """Return the lines of a cell."""
        if cell.field in parts.marked:
            return [nodes.paragraph("", "", *parts.marked[cell.field])]
        lines = [self.value(line) for line in cell.lines]
        if len(lines) < 2 or self.shape is Shape.TABLE:
            return [nodes.paragraph("", "", *line) for line in lines]
        return [bullets([nodes.paragraph("", "", *line)] for line in lines)]

    def branches(self, view: StepView, parts: Parts) -> list[nodes.line | nodes.line_block]:
        """Return the ways on from a step under their question; a single way on the line of its label."""
        if not view.branches:
            return []
        words = self.page.words
        head = words("At the same time") if view.together else words("Next")
        question = parts.marked.get("decision") or [nodes.Text(view.step.decision or head)]
        line = nodes.line("", "", nodes.strong("", "", *question))
        ways = [nodes.line("", "", *self.branch(branch)) for branch in view.branches]
        if len(ways) == 1 and not view.step.decision:
            line += [nodes.Text(" "), *ways[0].children]
            return [line]
        return [line, nodes.line_block("", *ways)]

    def branch(self, branch: Branch) -> list[nodes.Node]:
        """Return one way on from a step."""
        guard = branch.guard or (self.page.words("otherwise") if branch.default else "")
        lead = nodes.Text(f"{guard} → " if guard else "→ ")
        if branch.step:
            return [lead, self.step_link(branch.step)]
        if branch.process:
            return [lead, link(branch.process.title, self.page.href(branch.process))]
        return [lead, link(branch.text, branch.uri) if branch.uri else nodes.Text(branch.text)]

    def step_link(self, step: StepLink) -> nodes.Node:
        """Return a link to a step: number and title."""
        text = f"{step.number}. {step.title}" if step.number else step.title
        return link(text, self.page.page(step.docname, step.anchor))

    def resource(self, parts: Parts, view: ResourceView) -> list[nodes.Node]:
        """Return a register entry: title, what it says of itself, body, and what uses it."""
        made: list[nodes.Node] = [nodes.rubric("", "", *parts.title)] if view.shows_title else []
        made += self.header(view.rows, parts.marked)
        made += parts.body
        made += self.used_by(view.used_by)
        return anchored(parts.ids, made)

    def used_by(self, used_by: Sequence[UsedBy]) -> list[nodes.Node]:
        """Return what uses a register entry, process by process."""
        words = self.page.words
        lead = words("{label}: ").format(label=words("Used by"))
        if not used_by:
            return [nodes.paragraph("", lead + words("nothing yet"))]
        items = []
        for use in used_by:
            item: list[nodes.Node] = [nodes.paragraph("", "", link(use.process.title, self.page.href(use.process)))]
            places = []
            for step, ways in use.uses:
                text = words(", ").join(ways)
                place = [self.step_link(step), nodes.Text(f" ({text})")] if step else [nodes.Text(text)]
                places.append([nodes.paragraph("", "", *place)])
            item.append(bullets(places))
            items.append(item)
        return [nodes.paragraph("", lead.rstrip(" ")), bullets(items)]

    def record(self, parts: Parts, view: RecordView) -> list[nodes.Node]:
        """Return a record of a process: kind and title, what it notes, and its body."""
        term = nodes.term("", "", *(nodes.target("", "", ids=[name]) for name in parts.ids))
        term += nodes.Text(self.page.words("{label}: ").format(label=view.kind_label))
        term += list(parts.title)
        definition = nodes.definition("", *self.line_blocks(self.labelled(view.rows, parts.marked)), *parts.body)
        if not definition.children:
            definition += nodes.paragraph("", "—")
        return [nodes.definition_list("", nodes.definition_list_item("", term, definition))]


def anchored(names: Sequence[str], blocks: list[nodes.Node]) -> list[nodes.Node]:
    """Return blocks that links lead to: a target goes before them, or into a block that LaTeX labels itself."""
    if not names:
        return blocks
    first = blocks[0] if blocks else None
    if isinstance(first, nodes.table | nodes.figure | nodes.literal_block):
        first["ids"] += [name for name in names if name not in first["ids"]]
        return blocks
    target = nodes.target("", "", ids=list(names))
    return [target, *blocks] if blocks else [nodes.paragraph("", "", target)]


def target_list(parts: Parts, view: StepView) -> list[nodes.Node]:
    """Return the places that links to a step lead to, its old ids included."""
    return [nodes.target("", "", ids=[name]) for name in dict.fromkeys((*parts.ids, *view.old_anchors))]


def link(text: str, href: str) -> nodes.Node:
    """Return a link; without a URL the text alone."""
    if not href:
        return nodes.Text(text)
    if href.startswith("#"):
        return nodes.reference("", text, internal=True, refid=href[1:])
    return nodes.reference("", text, internal="://" not in href, refuri=href)


def bullets(items: Iterable[Sequence[nodes.Node]]) -> nodes.bullet_list:
    """Return a bullet list."""
    return nodes.bullet_list("", *(nodes.list_item("", *item) for item in items))


def fields(pairs: Iterable[tuple[str, Sequence[nodes.Node]]]) -> nodes.field_list:
    """Return labelled contents as a field list."""
    return nodes.field_list(
        "", *(nodes.field("", nodes.field_name("", label), nodes.field_body("", *body)) for label, body in pairs)
    )


def table(
    widths: Sequence[int],
    heads: Sequence[Sequence[Sequence[nodes.Node]]],
    rows: Sequence[Sequence[Sequence[nodes.Node]]],
    *classes: str,
) -> nodes.table:
    """Return a table; the last cell of a head row that is too short spans the remaining columns."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in widths), cols=len(widths))
    if heads:
        group += nodes.thead("", *(_row(head, len(widths)) for head in heads))
    group += nodes.tbody("", *(_row(row, len(widths)) for row in rows))
    return nodes.table("", group, classes=["colwidths-given", *classes])


def _row(cells: Sequence[Sequence[nodes.Node]], columns: int) -> nodes.row:
    entries = [nodes.entry("", *cell) for cell in cells]
    if len(cells) < columns:
        entries[-1]["morecols"] = columns - len(cells)
    return nodes.row("", *entries)


def fits_a_row(row: Row) -> bool:
    """Return whether a step fits a row of a printed table: no wide contents, and not higher than a page."""
    height = 0
    for block in row.parts.body:
        if any(isinstance(found, _NO_CELL) for found in block.findall()):
            return False
        height += sum(1 + _width(line) // _CHARS_A_LINE for line in block.astext().splitlines())
    return height + 2 * len(row.view.branches) + 2 * len(row.view.extras) <= _LINES_A_ROW


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
