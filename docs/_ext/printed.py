"""Directives of this handbook only: reference tables printed from the code, and examples shown as source and result.

``procstd-options:: NAME`` one directive's options (``:without: OTHER`` leaves out those of another one);
``procstd-kinds::`` how values are read; ``procstd-settings::`` the configuration; ``procstd-warnings::`` the warning
codes; ``procstd-cli::`` the command line's own help; ``procstd-example::`` its content, as source and as it comes out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import sphinxcontrib_procstd
from sphinxcontrib_procstd.cli import build_parser
from sphinxcontrib_procstd.config import SETTINGS, Setting
from sphinxcontrib_procstd.syntax.choices import FLAG
from sphinxcontrib_procstd.syntax.options import Option, ValueKind, options_of

if TYPE_CHECKING:
    import argparse

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

KINDS: dict[ValueKind, tuple[str, str]] = {
    ValueKind.TEXT: ("text", "Inline markup, shown as written: emphasis, links and cross-references work."),
    ValueKind.ITEMS: (
        "list of names",
        (
            "Names between commas or semicolons of either width, or `、`. Nothing is cut inside brackets or `《》`. A "
            "round bracket at the end of a name is a note on it: `Slack (#announcements)`. A name that a register "
            "holds becomes a link."
        ),
    ),
    ValueKind.ITEM: ("one name", "As a list of names, with one name. Of several, the first one is used."),
    ValueKind.ID: ("id", "ASCII letters, digits, `-` and `_`; at most 64 characters."),
    ValueKind.IDS: ("list of ids", "Ids between commas, semicolons or blanks."),
    ValueKind.TARGETS: ("targets", "Where the flow goes: `target [condition]; target [condition]; target`."),
    ValueKind.CHOICE: ("one of a list", "One word of a closed list, in English or Chinese."),
    ValueKind.FLAG: (
        "yes or no",
        "; ".join(", ".join(f"`{word}`" for word in (value, *more) if word) for value, more in FLAG.names)
        + ". The name alone means yes.",
    ),
    ValueKind.DATE: ("date", "`2026-01-31`; `2026/1/31`, `2026.1.31` and `2026年1月31日` are understood too."),
    ValueKind.WORD: ("plain text", "Shown as written, without markup: numbers, versions, file names."),
}
"""How each kind of value is called in the tables, and how it is written."""

WARNINGS: dict[str, str] = {
    "F303": "`next` or `parallel` names a step or process that does not exist.",
    "F304": "An id is given twice: two processes, two steps of a process, or two entries of a register.",
    "R402": "A step's role is not in the register of job roles. Said only once there is such a register.",
    "X701": "A cross-reference, or a process named in an option, leads to nothing.",
    "blank_line": "A blank line is missing, or stands where none belongs.",
    "caption": "Nothing in the content of a `figure` shows, such as an included file that is empty. docutils alone "
    "would stop the build there.",
    "directive": "A reStructuredText line was meant to open a directive and would not: one colon, or a full-width one.",
    "download": "A format to download lacks its library, a template is missing, or a text is too long for a format.",
    "engine": "Graphviz was asked for and could not draw a picture; the built-in layout drew it.",
    "fence": "A MyST fence is misspelt or never closed.",
    "figures": "Measured figures are old, were measured against another flow, or cannot be read.",
    "file": "The file of a `process-table`, or the `template` of a form, is missing, unreadable, or outside the "
    "source folder.",
    "flow": "A part of `next` or `parallel` cannot be read, such as a bracket that is not closed.",
    "form": "`procstd_blank_forms` asks for a format whose library is not installed.",
    "id": "An id holds characters that an address cannot; a usable one is made from it.",
    "indent": "A directive of this extension is indented where it would be read as a quotation or as code.",
    "nesting": "Directives of this extension stand too deep inside one another.",
    "option": "An option is unknown; the nearest known name is offered.",
    "option_colon": "An option has a full-width colon, no colon in front, or no blank behind.",
    "option_repeated": "An option is given twice; the first value counts.",
    "option_value": "A value that other MyST tools would cut or refuse; it is read whole here.",
    "process": "A step or record stands before any process and names none.",
    "swimlane": "A process is too large for a picture; its flow is told in words.",
    "table": "A `process-table` without a step column, an unknown column, or a row without a step's title.",
    "title": "A directive without a title.",
    "value": "A value that its option does not take: a word that is not on its list, a date that is none.",
    "view": "A view has nothing to show: its filter matches no process, or its process does not exist.",
}
"""What each warning code stands for. The build of this handbook fails when the code knows another one."""

_TICKS = re.compile(r"`([^`]+)`")
_NOTHING = object()


def inline(text: str) -> list[nodes.Node]:
    """Return a text whose `back-quoted` parts are code."""
    parts = _TICKS.split(text)
    made = [nodes.literal(part, part) if index % 2 else nodes.Text(part) for index, part in enumerate(parts)]
    return [node for node in made if node.astext()]


def paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", "", *inline(text))


def build_table(heads: dict[str, int], rows: Iterable[tuple[str, list[list[nodes.Node]]]]) -> nodes.table:
    """Return a table with headings of given widths; each row has an id and its cells.

    Narrow screens show a row as a block (docs.css).
    """
    table = nodes.table("", classes=["printed", "colwidths-given"])
    group = nodes.tgroup("", *(nodes.colspec("", colwidth=width) for width in heads.values()), cols=len(heads))
    head = nodes.row("", *(nodes.entry("", nodes.paragraph(name, name)) for name in heads))
    body = nodes.tbody("")
    for name, cells in rows:
        body += nodes.row("", *(nodes.entry("", *cell) for cell in cells), ids=[name])
    group += [nodes.thead("", head), body]
    table += group
    return table


class OptionsDirective(SphinxDirective):
    """``procstd-options:: step``: every option of a directive."""

    required_arguments = 1
    option_spec: ClassVar = {"without": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        without = options_of(self.options["without"]) if "without" in self.options else ()
        heads = {"Option": 18, "Chinese": 24, "Value": 24, "What it is for": 34}
        options = (option for option in options_of(name) if option not in without)
        return [build_table(heads, ((f"{name}-{option.name}", self.cells(option)) for option in options))]

    def cells(self, option: Option) -> list[list[nodes.Node]]:
        english = [paragraph(", ".join(f"`{word}`" for word in (option.name, *option.also)))]
        chinese = [paragraph("、".join(option.zh))]
        return [english, chinese, self.value(option), [paragraph(option.help)]]

    def value(self, option: Option) -> list[nodes.Node]:
        if option.choices is None:
            return [paragraph(KINDS[option.kind][0])]
        items = [
            nodes.list_item("", paragraph(f"`{value}` {', '.join(more)}".rstrip()))
            for value, more in option.choices.names
        ]
        return [paragraph("one of"), nodes.bullet_list("", *items)]


class KindsDirective(SphinxDirective):
    """``procstd-kinds::``: how each kind of value is written."""

    def run(self) -> list[nodes.Node]:
        rows = [(f"value-{kind.value}", [[paragraph(text)] for text in KINDS[kind]]) for kind in ValueKind]
        return [build_table({"Value": 20, "How it is written": 80}, rows)]


class SettingsDirective(SphinxDirective):
    """``procstd-settings::``: every configuration value, as Sphinx's own ``confval``."""

    def run(self) -> list[nodes.Node]:
        return [node for setting in SETTINGS for node in self.parse_text_to_nodes(self.text(setting))]

    def text(self, setting: Setting) -> str:
        allowed = setting.check(_NOTHING).removeprefix("must be ") or " or ".join(t.__name__ for t in setting.types)
        effect = {"env": "all pages are read again", "html": "all pages are written again"}.get(setting.rebuild, "")
        lines = [
            f"````{{confval}} {setting.name}",
            f":type: {allowed}",
            f":default: `{setting.default!r}`",
            "",
            setting.help,
            *(["", f"After a change, {effect}."] if effect else []),
            "````",
            "",
        ]
        return "\n".join(lines)


class WarningsDirective(SphinxDirective):
    """``procstd-warnings::``: every warning code that stands in the code."""

    def run(self) -> list[nodes.Node]:
        codes = sorted(codes_in(Path(sphinxcontrib_procstd.__file__).parent))
        for code in sorted({*codes} ^ {*WARNINGS}):
            known = "is explained, but not in the code" if code in WARNINGS else "has no explanation"
            logger.warning("the warning code %s %s (docs/_ext/printed.py)", code, known, location=self.get_location())
        rows = [
            (f"warning-{code}", [[paragraph(f"`procstd.{code}`")], [paragraph(WARNINGS.get(code, ""))]])
            for code in codes
        ]
        return [build_table({"Code": 30, "Said when": 70}, rows)]


def codes_in(package: Path) -> set[str]:
    """Return every warning code written in a package: arguments of the functions that take one."""
    found: set[str] = set()
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            found.update(code for code in _codes_of(node) if re.fullmatch(r"[A-Za-z_]\w*", code))
    return found


_POSITIONS = {"warn": 0, "_finding": 0, "_remark": 0, "Remark": 0, "remark": 2}
"""Which argument of these functions is the code."""


def _codes_of(node: ast.AST) -> Iterator[str]:
    values: list[ast.AST | None] = []
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        position = _POSITIONS.get(name, len(node.args))
        values += node.args[position : position + 1]
        values += [keyword.value for keyword in node.keywords if keyword.arg in {"code", "subtype"}]
    elif isinstance(node, ast.FunctionDef):
        defaulted = node.args.args[len(node.args.args) - len(node.args.defaults) :]
        values += [value for arg, value in zip(defaulted, node.args.defaults, strict=True) if arg.arg == "code"]
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


class CliDirective(SphinxDirective):
    """``procstd-cli::``: the help of the command and of each of its verbs."""

    def run(self) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for call, parser in parsers(build_parser()):
            section = nodes.section("", nodes.title("", "", nodes.literal(call, call)), ids=[nodes.make_id(call)])
            text = help_of(parser)
            block = nodes.literal_block(text, text, language="none")
            section += block
            found.append(section)
        return found


def parsers(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield a parser and those of its verbs, each with what one types to call it."""
    yield parser.prog, parser
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to list verbs
        if isinstance(action.choices, dict):
            for verb in action.choices.values():
                yield from parsers(verb)


def help_of(parser: argparse.ArgumentParser) -> str:
    """Return a parser's help at a fixed width and without colours, the same on every machine."""
    formatter: Any = partial(parser.formatter_class, width=76)
    parser.formatter_class = formatter
    if hasattr(parser, "color"):
        parser.color = False
    blocks = parser.format_help().rstrip().split("\n\n")
    return "\n\n".join(block if "  " in block else fill(" ".join(block.split()), 76) for block in blocks)


class ExampleDirective(SphinxDirective):
    """``procstd-example::``: its content as source, and as it comes out."""

    has_content = True
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        text = "\n".join(self.content)
        source = nodes.literal_block(text, text, language="markdown")
        result = nodes.container("", *self.parse_content_to_nodes(), classes=["example-result"])
        return [source, result]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_directive("procstd-options", OptionsDirective)
    app.add_directive("procstd-kinds", KindsDirective)
    app.add_directive("procstd-settings", SettingsDirective)
    app.add_directive("procstd-warnings", WarningsDirective)
    app.add_directive("procstd-cli", CliDirective)
    app.add_directive("procstd-example", ExampleDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
