"""Plain text as markup that reads back as the same text, in both markups, with as few backslashes as that takes."""

from __future__ import annotations

import re
from enum import StrEnum


class Format(StrEnum):
    """The markup of a source file; the value is the file's suffix."""

    MD = "md"
    RST = "rst"


_INLINE = {
    # an underscore inside a word is no markup in either; full-width letters count as word characters. In
    # reStructuredText an address is a link without any markup, one that runs a script too.
    Format.RST: re.compile(r"[\\*`|]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|(?i:(?<=javascript)|(?<=vbscript)|(?<=data)):"),
    Format.MD: re.compile(r"[\\*`\[\]<>&{}~$^|!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])| \#|://|(?<=\w)@"),
}
_FIRST = re.compile(r"[!-/:-@\[-`{-~\u2022\u2023\u2043]")
"""Punctuation that could open a list, a heading, a fence, a directive at the start of a line."""
_ENUMERATOR = re.compile(r"\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]{1,9}|#)(?=[.)])")
"""What may open a numbered list: digits, one letter, a Roman number."""
_BREAKS = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029\r\t\x00-\x08\x0e-\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that end a line for a parser, and those that our directives take out of what they read."""


def escape_inline(text: str, markup: Format) -> str:
    """Return a text for a title or an option: nothing in it is markup."""
    return _INLINE[markup].sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    text = found[0]
    return f" \\{text[1:]}" if text[0] == " " else f"\\{text}"


def escape_line(text: str, markup: Format) -> str:
    """Return a text as a line of a body: its start opens no block, its end announces none."""
    line = escape_inline(text, markup)
    if not line:
        return ""
    if line[0] != "\\" and _FIRST.match(line) and (markup is Format.RST or line[0].isascii()):
        line = f"\\{line}"
    elif found := _ENUMERATOR.match(line):
        line = f"{line[: found.end()]}\\{line[found.end() :]}"
    if markup is Format.MD and line[1:3] == "--":  # as a first list item, MyST would take it for the head of a file
        line = f"{line[:2]}\\{line[2:]}"
    if markup is Format.RST and line.endswith("::"):
        line = f"{line[:-1]}\\:"
    return line


def escape_title(text: str, markup: Format) -> str:
    """Return a text as the line of a heading: underlined it is no list, but it could be a directive or a comment."""
    line = escape_inline(text, markup)
    return f"\\{line}" if markup is Format.RST and line[:1] != "\\" and _FIRST.match(line) else line


def one_line(text: str) -> str:
    """Return a text on one line, as an option holds it."""
    return " ".join(_BREAKS.sub(" ", text).split())


def option_value(text: str, markup: Format, *, marked: bool) -> str:
    """Return a text on one line as the value of an option, one that holds markup or one that is taken as it stands.

    MyST takes a value in quotes for YAML's.
    """
    if marked:
        value = escape_inline(text, markup)
        return f"\\{value}" if markup is Format.MD and value[:1] in {"'", '"'} else value
    if markup is Format.MD and text[:1] in {"'", '"'}:
        whole = text.replace("'", "''")
        return f"'{whole}'"
    return text


_NUMBERED = re.compile(r"[(（]?(?P<number>\d{1,3})\s*[.、．)）]\s*(?P<text>\S.*)")
_BULLET = re.compile(r"[-*•·●▪◆]\s*(?P<text>\S.*)")


def body_lines(text: str, markup: Format) -> list[str]:
    """Return a body as lines of markup: paragraphs apart, lines within one as a list, numbered where they count."""
    lines: list[str] = []
    lists = 0  # a list right after a list has other marks, or they would be one
    for paragraph in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        parts = [part for line in paragraph.split("\n") if (part := one_line(line))]
        if not parts:
            continue
        if lines:
            lines.append("")
        if len(parts) == 1:
            lines.append(escape_line(parts[0], markup))
            lists = 0
        else:
            lines += _list(parts, markup, lists % 2)
            lists += 1
    return lines


def _list(parts: list[str], markup: Format, other: int) -> list[str]:
    """Return lines as list items; a line above the first number stays a paragraph."""
    point, bullet = ".)"[other], "-*"[other]
    numbered = [_NUMBERED.fullmatch(part) for part in parts]
    lead = 1 if numbered[0] is None and len(parts) > 2 else 0
    rest = numbered[lead:]
    if all(found and int(found["number"]) == count for count, found in enumerate(rest, 1)):
        lines = [f"{n}{point} {escape_line(found['text'], markup)}" for n, found in enumerate(filter(None, rest), 1)]
    elif all(_BULLET.fullmatch(part) for part in parts[lead:]):
        bullets = filter(None, (_BULLET.fullmatch(part) for part in parts[lead:]))
        lines = [f"{bullet} {escape_line(found['text'], markup)}" for found in bullets]
    else:
        return [f"{bullet} {escape_line(part, markup)}" for part in parts]
    return [escape_line(parts[0], markup), "", *lines] if lead else lines
