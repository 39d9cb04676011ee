"""A directive's block of lines -> title, options, body. Nothing that was typed is lost.

Both markups hand their directives' whole text to `read_block`, so an option that the parsers themselves would
choke on (a full-width colon, a repeated or unknown name, a value that MyST would cut) costs a warning, not the step.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sphinxcontrib_procstd.diagnostics import did_you_mean, say
from sphinxcontrib_procstd.syntax.names import strip_odd
from sphinxcontrib_procstd.syntax.options import Option, find_option, nearest_option


class Markup(StrEnum):
    """The two markups a process can be written in."""

    RST = "rst"
    MYST = "myst"


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault in the text: warning subtype, message, and the index of the line in the block."""

    code: str
    message: str
    line: int


@dataclass(slots=True)
class OptionText:
    """One option as written: what it means, its text, and the index of its line in the block."""

    option: Option
    text: str
    line: int


@dataclass(slots=True)
class Block:
    """What a directive's lines hold. ``body`` is the index of the first line of the body.

    Line breaks within a title or a value are kept: Chinese is joined without a blank, other text with one.
    """

    title: str = ""
    options: dict[str, OptionText] = field(default_factory=dict)
    body: int = 0
    remarks: list[Remark] = field(default_factory=list)


_LINE = re.compile(
    r"(?P<lead>[:：]?)\s*(?P<name>[^\s:：`][^:：`]{0,39}?)\s*(?P<colon>[:：])(?P<gap>\s*)(?P<value>.*)", re.DOTALL
)
_HALF = re.compile(r"[:：](?P<name>[^\s:：`{]{1,40})\s+(?P<value>.*)", re.DOTALL)
"""An option without the colon behind its name: ``:role Clerk``."""
_WIDE_NAME = re.compile(r"(?P<name>[^\s:：`]{1,12})\s*：")
_INNER = re.compile(r"\s*(?:\.\. |[:`~]{3})")
"""A line of a body from which on options may be another directive's."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A line that may be an option: the parts, and what is odd about it ("" = as it should be)."""

    name: str
    value: str
    odd: str
    option: Option | None
    """What its name means, None where it means nothing."""
    sure: bool = False
    """No text that could stand anywhere else: a known name between colons."""


def read_block(directive: str, lines: Sequence[str], *, titled: bool, markup: Markup, gap: int = 0) -> Block:
    """Return what the lines of a directive say.

    ``titled`` tells that ``lines[0]`` stood on the directive's own line; otherwise ``gap`` blank lines came between.
    In reStructuredText the lines below a title, up to the first option, continue it.
    """
    return _Reader(directive, lines, markup).read(titled, gap)


def written_option(directive: str, line: str) -> tuple[str, str] | None:
    """Return (name, value) of a line that writes an option, or seems to; None if it does not."""
    found = _Reader(directive, [line], Markup.RST).written(0)
    return (found.name, found.value) if found else None


class _Reader:
    def __init__(self, directive: str, lines: Sequence[str], markup: Markup) -> None:
        self.directive = directive
        self.lines = lines
        self.markup = markup
        self.block = Block()
        self.position = 0
        self._written: dict[int, _Written | None] = {}

    def read(self, titled: bool, gap: int) -> Block:
        below = not titled and self._has_title_below(gap)
        if below and (gap or self.markup is Markup.MYST):
            self._remark("title", say("the title stands below the directive's own line; read as the title"), 0)
        if (titled or below) and self.lines:
            self._read_title()
        start = self.position
        self._skip_blank()
        if self._is_option(self.position) and (self.position == start or not start or self._is_strict(self.position)):
            if self.position > start > 0:
                self._remark("blank_line", say("blank line between the title and the options; remove it"), start)
            self._read_options()
        elif self.markup is Markup.MYST and self._line(self.position).strip() == "---":
            self._read_yaml()
        self._skip_blank()
        self.block.body = self.position
        self._look_for_late_options()
        return self.block

    def _line(self, index: int) -> str:
        return self.lines[index] if index < len(self.lines) else ""

    def _skip_blank(self) -> None:
        while self.position < len(self.lines) and not self.lines[self.position].strip():
            self.position += 1

    def _remark(self, code: str, message: str, line: int) -> None:
        self.block.remarks.append(Remark(code, message, line))

    def _read_title(self) -> None:
        """Read the title; in reStructuredText it runs on to the first option."""
        parts = [self.lines[0].strip()]
        self.position = 1
        stop = self._end_of_run(1)
        if self._is_option(stop):
            for index in range(1, stop):
                parts.append(self.lines[index].strip())
                if found := _WIDE_NAME.match(strip_odd(self.lines[index])):
                    message = say('read as part of the title; an option is written ":{name}: ..."', name=found["name"])
                    self._remark("option_colon", message, index)
            self.position = stop
        elif stop > 1:
            self._remark("blank_line", say("blank line missing between the title and the body"), 1)
        self.block.title = "\n".join(part for part in parts if part)

    def _end_of_run(self, start: int) -> int:
        """Return the first line from ``start`` on that cannot continue a title."""
        stop = start
        while self.markup is Markup.RST and self._line(stop).strip() and not self._is_option(stop):
            stop += 1
        return stop

    def _has_title_below(self, gap: int) -> bool:
        """Return whether the title is on the line below the directive's own, as docutils allows."""
        text = self._line(0).strip()
        if not text or self._is_option(0) or text == "---" or _INNER.match(text):
            return False
        stop = self._end_of_run(1)
        return self._is_option(stop) or (not gap and not self._line(stop).strip())

    def written(self, index: int) -> _Written | None:
        """Return the option that a line writes or seems to write, or None."""
        if index not in self._written:  # a line is looked at for several reasons
            self._written[index] = self._find_written(index)
        return self._written[index]

    def _find_written(self, index: int) -> _Written | None:
        line = strip_odd(self._line(index))
        if not line or line.startswith((":::", "：：：")):
            return None
        found = _LINE.fullmatch(line)
        option = find_option(self.directive, found["name"]) if found else None
        if option is None and (half := _HALF.fullmatch(line)) and (meant := find_option(self.directive, half["name"])):
            return _Written(half["name"], half["value"].strip(), say("no colon after the name"), meant)
        if found is None:
            return None
        lead, name, colon, gap, value = found.groups()
        known, value, wide = option is not None, value.strip(), "：" in (lead, colon)
        if lead and wide:
            return _Written(name, value, say("full-width colon"), option, sure=known)
        if lead:
            if gap or not value:
                return _Written(name, value, "", option, sure=known)
            # ":role:`x`" is a cross-reference at the start of the body, ":role:x" an option without its blank
            near = known and value[0] != "`"
            return _Written(name, value, say("a blank is missing after the colon"), option, sure=True) if near else None
        if known and wide:
            return _Written(name, value, say("full-width colon, and no colon before the name"), option)
        return _Written(name, value, say("no colon before the name"), option) if known and gap else None

    def _is_option(self, index: int) -> bool:
        return self.written(index) is not None

    def _read_options(self) -> None:
        while (written := self.written(self.position)) is not None:
            line = self.position
            self.position += 1
            value = self._with_continuation(written.value, line)
            if written.odd:
                pattern = '{odd}: write ":{name}: ..."; read as that option'
                self._remark("option_colon", say(pattern, odd=written.odd, name=written.name), line)
            self._note(written.option, written.name, value, line)
            gap = self.position
            if not self._line(gap).strip():
                self._skip_blank()
                if self._is_strict(self.position):
                    self._remark("blank_line", say("blank line between the options; remove it"), gap)
                else:
                    self.position = gap
        if self.markup is Markup.RST and self._line(self.position).strip():
            self._remark("blank_line", say("blank line missing between the options and the body"), self.position)

    def _look_for_late_options(self) -> None:
        """Remark options that stand below the body, where they are text."""
        base = _indent(self._line(self.block.body))
        for index in range(self.block.body + 1, len(self.lines)):
            line = self.lines[index]
            if _INNER.match(line):
                return
            written = self.written(index) if _indent(line) == base and not self.lines[index - 1].strip() else None
            if written is not None and written.sure:
                message = say(
                    '":{name}:" stands below the body, where it is text; move it above the body', name=written.name
                )
                self._remark("option", message, index)

    def _with_continuation(self, value: str, line: int) -> str:
        """Return the value with the deeper-indented lines that follow it."""
        if not self._line(self.position)[:1].isspace():  # as nearly always
            return value
        depth = _indent(self.lines[line])
        parts = [value]
        while (
            (text := self._line(self.position)).strip() and _indent(text) > depth and not self._is_strict(self.position)
        ):
            if self.markup is Markup.MYST and len(parts) == 1:
                self._remark("option_value", say("in MyST an option is one line; the lines below it were joined"), line)
            parts.append(text.strip())
            self.position += 1
        return "\n".join(part for part in parts if part)

    def _is_strict(self, index: int) -> bool:
        """Return whether a line is an option beyond doubt (``:known:``), wherever it stands."""
        written = self.written(index)
        return written is not None and written.sure

    def _note(self, option: Option | None, name: str, value: str, line: int) -> None:
        if option is None:
            near = nearest_option(self.directive, name)
            left = say(' ("{value}" is left out)', value=_one_line(value)) if value else ""
            message = say(
                'unknown option "{name}" of {directive}{left}{hint}',
                name=name,
                directive=self.directive,
                left=left,
                hint=did_you_mean(near),
            )
            self._remark("option", message, line)
            return
        if (first := self.block.options.get(option.name)) is not None:
            kept, left = _one_line(first.text), _one_line(value)
            pattern = 'option "{name}" is given twice; "{kept}" is kept, "{left}" left out'
            self._remark("option_repeated", say(pattern, name=name, kept=kept, left=left), line)
            return
        if self.markup is Markup.MYST:
            value = self._mend_myst(name, value, line)
        self.block.options[option.name] = OptionText(option, value, line)

    def _mend_myst(self, name: str, value: str, line: int) -> str:
        """Return a MyST value whole, with a remark where other MyST tools would cut or refuse it."""
        if (bare := _without_quotes(value)) is not None:
            return bare
        trap = ""
        if value[:1] in {'"', "'", ">", "|"}:
            trap = say("starts with {sign}", sign=value[0])
        elif "\t" in value:
            trap = say("holds a tab")
        elif " #" in value:
            trap = say('holds " #", which starts a comment in MyST options')
        if trap:
            self._remark(
                "option_value", say('the value of "{name}" {trap}; it was kept whole', name=name, trap=trap), line
            )
        return value.replace("\t", " ")

    def _read_yaml(self) -> None:
        """Read a block between ``---`` lines, MyST's other way to write options."""
        start = self.position
        self.position += 1
        closed = any(text.strip() == "---" for text in self.lines[self.position :])
        while self.position < len(self.lines):
            line, text = self.position, self.lines[self.position]
            if not closed and not text.strip():
                break
            self.position += 1
            if text.strip() == "---":
                return
            name, colon, value = text.partition(":")
            if colon and name.strip():
                value = value.strip()
                folded = value in {"|", ">", "|-", ">-"}
                written = name.strip().strip("\"'")
                option = find_option(self.directive, written)
                self._note(option, written, self._with_yaml_lines("" if folded else value, line), line)
            elif text.strip() and not text.lstrip().startswith("#"):
                self._remark("option", say('not an option: "{text}"', text=text.strip()), line)
        self._remark("option", say('the option block has no closing "---"'), start)

    def _with_yaml_lines(self, value: str, line: int) -> str:
        depth = _indent(self.lines[line])
        parts = [value]
        while (text := self._line(self.position)).strip() and _indent(text) > depth and text.strip() != "---":
            parts.append(text.strip())
            self.position += 1
        return "\n".join(part for part in parts if part)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_quotes(value: str) -> str | None:
    """Return what stands in a pair of quotes; two of the single ones stand for one, as in YAML. None without a pair."""
    if len(value) < 2 or value[0] not in "\"'" or value[-1] != value[0]:
        return None
    inner = value[1:-1]
    if value[0] == "'":
        return None if "'" in inner.replace("''", "") else inner.replace("''", "'")
    return None if '"' in inner else inner
