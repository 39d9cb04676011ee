"""The directives. Each reads its whole block itself, so that no fault of one option can lose the rest."""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from sphinxcontrib_procstd.diagnostics import say
from sphinxcontrib_procstd.model.anchors import process_anchor, resource_anchor, step_anchor
from sphinxcontrib_procstd.model.inside import is_file
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.render.entries import safe_uri
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.context import DocumentContext
from sphinxcontrib_procstd.sphinx_ext.form_files import template_place
from sphinxcontrib_procstd.sphinx_ext.inline import (
    clean,
    disarm,
    has_markup,
    is_plain_paragraph,
    join_wide,
    parse_line,
    value_of,
)
from sphinxcontrib_procstd.sphinx_ext.warnings_ import warn, whole_path
from sphinxcontrib_procstd.syntax.block import Block, Markup, OptionText, read_block
from sphinxcontrib_procstd.syntax.build import Value
from sphinxcontrib_procstd.syntax.fences import NO_TITLE, TIGHT
from sphinxcontrib_procstd.syntax.ids import NOT_AN_ID, is_id, make_id, mend_id
from sphinxcontrib_procstd.syntax.options import ValueKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE_UNTOLD = version("myst-parser").startswith("5.1")
_ITEM_KINDS = frozenset({ValueKind.ITEM, ValueKind.ITEMS})
_TOO_DEEP = "more than {most} directives inside one another; the body of this one is shown as written"
_STEP_TAKEN = 'the step id "{wanted}" is taken in this process; this step is "{id}"'
_NO_PROCESS = 'a {directive} before any process; name it with ":process:"'
_NO_TEMPLATE = 'template: "{text}" is neither an https: address nor a file inside the source folder'
MAX_NESTING = 20
"""How deep directives of ours may stand in one another; deeper ones are the work of a machine or a mistake."""


class HandbookDirective(SphinxDirective):
    """Base of the directives that define something: reads title, options and body out of the raw block."""

    has_content = True
    option_spec = None  # the whole block is content: see syntax.block
    node_class: ClassVar[type[our.handbook_object]] = our.handbook_object

    @property
    def directive(self) -> str:
        """The directive's name without the domain, in lower case however it was written."""
        return self.name.rpartition(":")[2].lower()

    @cached_property
    def markup(self) -> Markup:
        """The markup this document is written in."""
        return Markup.MYST if type(self.state).__module__.startswith("myst_parser") else Markup.RST

    def run(self) -> list[nodes.Node]:
        """Return the object's node, and after it whatever objects were written inside it."""
        block = self.open_block()
        node = self.node_class("\n".join(self.block_text.splitlines()[:1]))
        node["name"] = self.directive
        node.source, node.line = self.source, self.own_line
        self.add_title(node, block)
        self.define(node, block)
        self.add_values(node, block)
        inner = self.parse_body(block)
        return self.place(node, inner)

    def open_block(self) -> Block:
        """Find out where the block stands and read its parts."""
        self.context = DocumentContext.of(self.env)
        source, self.own_line = self.get_source_info()
        self.source = whole_path(source)
        self.first_line = self.find_first_line() if self.markup is Markup.MYST else self.content_offset + 1
        return self.read()

    def find_first_line(self) -> int:
        """Return the source line of the first line of a MyST block, blank lines below a bare fence left out.

        Up to 5.1 MyST puts the title before the content without a word (see `syntax.fences.NO_TITLE`). A blank line of
        MyST's own above a nested fence is taken out (`syntax.fences.TIGHT`).
        """
        if len(self.content) and self.content[0].endswith(TIGHT):
            self.content[0] = self.content[0].removesuffix(TIGHT).rstrip()
            if len(self.content) > 1 and not self.content[1].strip():
                del self.content[1]
        if not len(self.content) or self.content[0].strip() != NO_TITLE:
            return self.lineno if _TITLE_UNTOLD else self.lineno + self.content_offset + 1
        skipped = 1
        while skipped < len(self.content) and not self.content[skipped].strip():
            skipped += 1
        self.content = self.content[skipped:]
        return self.lineno + skipped

    def read(self) -> Block:
        """Return the block's parts, each fault logged at its own line."""
        lines = [clean(line) for line in self.content]
        below = self.line_of(0) - self.own_line if lines else 1
        block = read_block(self.directive, lines, titled=below == 0, markup=self.markup, gap=max(0, below - 1))
        for remark in block.remarks:
            self.warn(remark.code, remark.message, self.line_of(remark.line))
        return block

    def line_of(self, index: int) -> int:
        """Return the source line (from 1) of a line of the block."""
        if self.markup is Markup.MYST:
            return self.first_line + index
        if 0 <= index < len(self.content.items):
            offset = self.content.items[index][1]
            if offset is not None:
                return int(offset) + 1
        return self.own_line

    def input_line(self, index: int) -> int:
        """Return a line of the block as the parser counts: rst_prolog and included files shift its count."""
        if self.markup is Markup.MYST:
            return self.line_of(index) - 1  # MyST counts inline text from 0
        return self.first_line + index

    def warn(self, code: str, message: str, line: int) -> None:
        """Log a warning at a line of this source."""
        warn(code, message, self.source, line)

    def warn_of_taken(self, message: str, wanted: str) -> None:
        """Log that an id is taken (rule F304)."""
        warn("F304", message, self.source, self.own_line, taken=wanted)

    def add_title(self, node: our.handbook_object, block: Block) -> None:
        """Give the node its title; a missing one is said and stood in for."""
        text = " ".join(join_wide(block.title).split())
        if not text:
            written = block.options.get("id")
            text = (written.text.strip() if written else "") or self.directive
            self.warn(
                "title",
                say('{directive}: no title; shown as "{text}"', directive=self.directive, text=text),
                self.own_line,
            )
        own = self.lineno - 1 if self.markup is Markup.MYST else self.lineno
        title = nodes.title(text, "", *parse_line(self, text, own))
        title.source, title.line = self.source, self.own_line
        node += title
        node["title_source"] = " ".join(title.astext().split())

    def add_values(self, node: our.handbook_object, block: Block) -> None:
        """Give the node its options' values: plain texts, and a child for each text with markup."""
        values: dict[str, Value] = {}
        lines: dict[str, int] = {}
        for name, option in block.options.items():
            lines[name] = line = self.line_of(option.line)
            values[name] = self.read_value(node, option, line)
        node["values"], node["lines"] = values, lines

    def read_value(self, node: our.handbook_object, written: OptionText, line: int) -> Value:
        """Return a value's plain text, keeping inline markup in a child of the node."""
        kind, text = written.option.kind, written.text
        if kind is ValueKind.TEXT:
            text = join_wide(text)
        if kind not in {ValueKind.TEXT, *_ITEM_KINDS} or not has_markup(text):
            return Value(text)
        found = parse_line(self, text, self.input_line(written.line))
        if kind is ValueKind.TEXT and not (len(found) == 1 and isinstance(found[0], nodes.Text)):
            child = our.procstd_value(text, "", *found, name=written.option.name)
            child.source, child.line = self.source, line
            node += child
        return value_of(found)

    def define(self, node: our.handbook_object, block: Block) -> None:
        """Give the node its id and anchor."""

    def id_of(self, node: our.handbook_object, block: Block) -> str:
        """Return the id as written, mended or made from the title."""
        written = block.options.get("id")
        if written is None or not written.text.strip():
            return make_id(our.title_of(node).astext())
        text = written.text.strip()
        if is_id(text):
            return text
        mended = mend_id(text)
        message = say(NOT_AN_ID, text=text, mended=mended)
        self.warn("id", message, self.line_of(written.line))
        return mended

    def parse_body(self, block: Block) -> list[nodes.Node]:
        """Return the nodes of the body; one plain paragraph, the usual case, needs no nested parse."""
        start = block.body
        lines = list(self.content[start:])
        while lines and not lines[-1].strip():
            lines.pop()
        if not lines:
            return []
        if is_plain_paragraph(lines, self.markup):
            text, line = " ".join(join_wide(clean("\n".join(lines))).split()), self.line_of(start)
            paragraph = nodes.paragraph(text, "", *parse_line(self, text, self.input_line(start)))
            paragraph.source, paragraph.line = self.source, line
            return [paragraph]
        if self.context.depth >= MAX_NESTING:
            message = say(_TOO_DEEP, most=MAX_NESTING)
            self.warn("nesting", message, self.own_line)
            return [nodes.literal_block("", clean("\n".join(lines)))]
        self.content_offset = self.first_line - 1 + start
        if self.markup is Markup.MYST:
            self.content_offset -= self.lineno  # MyST counts it from the fence
        self.content = self.content[start:]
        self.context.depth += 1
        try:
            found = self.parse_content_to_nodes()
        finally:
            self.context.depth -= 1
        holder = nodes.container("", *found)
        disarm(holder)
        return list(holder.children)

    def place(self, node: our.handbook_object, inner: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Return the node with its body; objects written inside it (and what follows them) stand after it."""
        first = next((i for i, child in enumerate(inner) if holds_object(child)), len(inner))
        node += list(inner[:first])
        return [node, *inner[first:]]


def holds_object(node: nodes.Node) -> bool:
    """Return whether a node is one of ours."""
    return isinstance(node, our.handbook_object)


class ProcessDirective(HandbookDirective):
    """``process``: opens a process; the steps after it in the document are its own."""

    node_class = our.procstd_process

    def define(self, node: our.handbook_object, block: Block) -> None:
        """Name the process and make it the one that following steps belong to."""
        process_id = self.context.open_process(self.id_of(node, block))
        if process_id.repeated:
            self.warn_of_taken(
                say('the process id "{id}" is taken in this document', id=process_id.wanted), process_id.wanted
            )
        node["id"] = process_id.id
        node["ids"].append(process_anchor(process_id.id))
        for reference in our.title_of(node).findall(addnodes.pending_xref):
            reference["procstd:process"] = process_id.id  # the title was read before the process had an id


class StepDirective(HandbookDirective):
    """``step``: one step of the process opened before it, or of the one that ``:process:`` names."""

    node_class = our.procstd_step

    def define(self, node: our.handbook_object, block: Block) -> None:
        """Name the step within its process."""
        process, attached = self.owner(block)
        if not process:
            self.warn("process", say('a step before any process; open one, or name it with ":process:"'), self.own_line)
        step_id = self.context.add_step(process, self.id_of(node, block))
        if step_id.repeated:
            message = say(_STEP_TAKEN, wanted=step_id.wanted, id=step_id.id)
            self.warn_of_taken(message, step_id.wanted)
        node["id"], node["process"], node["attached"] = step_id.id, process, attached
        if process:
            owner = process if is_id(process) else make_id(process)
            node["ids"].append(step_anchor(owner, step_id.id))

    def owner(self, block: Block) -> tuple[str, bool]:
        """Return the process's id (or title, as written) and whether the step is attached from elsewhere."""
        written = block.options.get("process")
        name = written.text.strip() if written else ""
        if name and name != self.context.process:
            return name, True
        return self.context.process, False


class RecordDirective(HandbookDirective):
    """A record of a process: ``pain-point``, ``review``, ``control``, ``faq``, ..."""

    node_class = our.procstd_record

    def define(self, node: our.handbook_object, block: Block) -> None:
        """Name the record; its anchor counts the records of its kind."""
        written = block.options.get("process")
        name = written.text.strip() if written else ""
        process = name or self.context.process
        if not process:
            self.warn("process", say(_NO_PROCESS, directive=self.directive), self.own_line)
        node["process"], node["attached"] = process, bool(name) and name != self.context.process
        owner = process if is_id(process) else make_id(process)
        number = self.context.count_record(owner, self.directive)
        node["ids"].append(f"{process_anchor(owner)}.-{self.directive}-{number}")


class ResourceDirective(HandbookDirective):
    """A register entry: ``form``, ``system``, ``manual``, ``job-role``, ``department``, ``external``."""

    node_class = our.procstd_resource

    def define(self, node: our.handbook_object, block: Block) -> None:
        """Name the entry within its register."""
        kind = ResourceKind(self.directive)
        name = self.context.add_resource(kind.value, self.id_of(node, block))
        if name.repeated:
            self.warn_of_taken(
                say('the {kind} id "{id}" is taken in this document', kind=say(kind.value), id=name.wanted), name.wanted
            )
        node["id"] = name.id
        node["ids"].append(resource_anchor(kind, name.id))
        if (template := block.options.get("template")) and template.text.strip():
            self.note_template(template)

    def note_template(self, written: OptionText) -> None:
        """Have the page written again when the file of a form's template changes or comes; say when there is none."""
        text = written.text.strip()
        if safe_uri(text):
            return
        place = template_place(Path(self.env.srcdir), self.env.docname, text)
        if place is not None:
            self.env.note_dependency(str(place))
        if place is None or not is_file(place):
            message = say(_NO_TEMPLATE, text=text)
            self.warn("file", message, self.line_of(written.line))
