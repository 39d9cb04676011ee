"""XML from strangers: no document types, no entities, no outside reads, bounded size and depth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # document types are refused before an entity can be declared

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError

MAX_XML_BYTES = 30_000_000
MAX_TAGS = 800_000
"""Most tags in one file; more is a bomb or a dump, never a process model."""
MAX_DEPTH = 200

_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_WIDE_ENCODINGS = frozenset({"gbk", "gb2312", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"})


@dataclass(slots=True)
class Node:
    """One element: its name without prefix, its namespace, attributes by local name, children, text, line."""

    name: str
    namespace: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute's value."""
        return self.attributes.get(name, default)

    def all(self, *names: str) -> Iterator[Node]:
        """Yield the children of these names."""
        return (child for child in self.children if child.name in names)

    def first(self, *names: str) -> Node | None:
        """Return the first child of one of these names."""
        return next(self.all(*names), None)

    def walk(self) -> Iterator[Node]:
        """Yield this element and everything in it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def parse_events(
    data: bytes,
    where: Location,
    start: Callable[[str, dict[str, str], int], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Parse XML and call back for each start tag (with its line), end tag and text.

    Names come as ``namespace}local``. Raises `ProcstdError` for a document type, a syntax fault or a bound crossed.
    """
    data, encoding = _decoded(data, where)
    parser = expat.ParserCreate(encoding, "}")
    parser.buffer_text = True
    depth = 0

    def refuse(*_: object) -> None:
        raise ProcstdError("holds a document type declaration (DOCTYPE), which is refused", where)

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ProcstdError(f"elements more than {MAX_DEPTH} deep", where)
        start(name, attributes, parser.CurrentLineNumber)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = f"not well-formed XML: {expat.ErrorString(error.code)}"
        raise ProcstdError(message, Location(where.file, error.lineno, error.offset + 1)) from error
    except (LookupError, ValueError) as error:
        raise ProcstdError(f"cannot be read as XML: {error}", where) from error


def _decoded(data: bytes, where: Location) -> tuple[bytes, str | None]:
    """Return the bytes, and their encoding where expat cannot know it by itself."""
    declared = _DECLARED.match(data[:400])
    name = declared[1].decode("ascii").casefold() if declared else ""
    if name not in _WIDE_ENCODINGS:
        return data, None
    try:
        return data.decode("gb18030" if name.startswith("gb") else name).encode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        raise ProcstdError(f"declared as {name}, but is not", where) from error


def parse_xml(data: bytes, where: Location) -> Node:
    """Return the root element of an XML file."""
    if len(data) > MAX_XML_BYTES:
        raise ProcstdError(f"larger than {MAX_XML_BYTES // 1_000_000} MB", where)
    if data.count(b"<") > MAX_TAGS:
        raise ProcstdError(f"more than {MAX_TAGS} tags", where)
    stack: list[Node] = [Node("", "", 0)]

    def start(name: str, attributes: dict[str, str], line: int) -> None:
        namespace, _, local = name.rpartition("}")
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        node = Node(local, namespace, line, plain)
        stack[-1].children.append(node)
        stack.append(node)

    def text(found: str) -> None:
        stack[-1].text += found

    def end(_name: str) -> None:
        stack.pop()

    parse_events(data, where, start, end, text)
    return stack[0].children[0]


def only_text(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold; lone surrogates become U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return _FORBIDDEN.sub("", text).translate(SURROGATES)


_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""What no file can hold -> the sign that something is lost."""
