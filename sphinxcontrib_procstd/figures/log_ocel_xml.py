"""OCEL 2.0 in XML, read as a stream: no document types, no entities. The events go into memory, as those of JSON do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat  # document types are refused before an entity can be declared

from sphinxcontrib_procstd.diagnostics import Location, ProcstdError

_CHUNK = 1 << 18
_DEEPEST = 100


@dataclass(slots=True, kw_only=True)
class OcelEvent:
    """One event of an object-centric log, with the ids of the objects it relates to."""

    activity: str
    time: str
    objects: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass
class _Reader:
    """Follows the tags: objects with their types, events with their attributes and relations."""

    types: dict[str, str] = field(default_factory=dict)
    events: list[OcelEvent] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    attribute: str = ""
    text: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note an element."""
        self.path.append(tag.rpartition(":")[2])
        name, inside = self.path[-1], self.path[:-1]
        if name == "object" and inside == ["log", "objects"]:
            self.types[attributes.get("id", "")] = attributes.get("type", "")
        elif name == "event" and inside == ["log", "events"]:
            self.events.append(OcelEvent(activity=attributes.get("type", ""), time=attributes.get("time", "")))
        elif inside[:3] == ["log", "events", "event"] and self.events:
            if name in {"relationship", "object"} and "object-id" in attributes:
                self.events[-1].objects += (attributes["object-id"],)
            elif name == "attribute":
                self.attribute = attributes.get("name", "")
                self.text.clear()

    def read(self, text: str) -> None:
        """Note the text of an attribute."""
        if self.attribute:
            self.text.append(text)

    def end(self, _tag: str) -> None:
        """Keep an attribute's value."""
        if self.path.pop() == "attribute" and self.attribute:
            self.events[-1].attributes[self.attribute] = "".join(self.text).strip()
            self.attribute = ""


def read_ocel_xml(path: Path, shown: str) -> tuple[dict[str, str], list[OcelEvent]]:
    """Return object id -> its type, and the events; raises `ProcstdError` for what is no such log."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    reader = _Reader()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.read

    def refuse(*_arguments: object) -> None:
        raise ProcstdError("document types are not read", Location(shown, parser.CurrentLineNumber))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
                if len(reader.path) > _DEEPEST:
                    message = "nested over 100 deep: no event log"
                    raise ProcstdError(message, Location(shown, parser.CurrentLineNumber))
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        message = f"no well-formed XML: {expat.ErrorString(error.code)}"
        raise ProcstdError(message, Location(shown, error.lineno)) from None
    if not reader.types and not reader.events:
        raise ProcstdError("no OCEL 2.0 log: it has neither objects nor events", Location(shown))
    return reader.types, reader.events
