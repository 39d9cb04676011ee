"""What stands beside the flow of a BPMN model: data, messages, notes; and where it goes in a step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.exchange.bpmn_model import Element, tidy
from sphinxcontrib_procstd.exchange.fields import listed
from sphinxcontrib_procstd.exchange.values import Report, Syntax
from sphinxcontrib_procstd.exchange.xml_ import Node
from sphinxcontrib_procstd.model.process import Mention


class DataReader:
    """Knows the data objects, stores, messages and annotations of a whole file."""

    def __init__(self, root: Node, report: Report) -> None:
        self.report = report
        self.names: dict[str, str] = {}
        self.stores: set[str] = set()
        self.inputs: dict[str, list[str]] = {}
        self.outputs: dict[str, list[str]] = {}
        self.notes: dict[str, list[str]] = {}
        nodes = list(root.walk())
        self.resources = {node.get("id"): tidy(node.get("name")) for node in root.all("resource")}
        self._read_data(nodes)
        self._read_messages(nodes)
        self._read_notes(nodes)

    def _read_data(self, nodes: list[Node]) -> None:
        for node in nodes:
            name = tidy(node.get("name"))
            if node.name in {"dataObject", "dataObjectReference", "dataStore", "dataStoreReference"}:
                self.names[node.get("id")] = name
            if node.name == "dataStoreReference":
                self.stores.add(node.get("id"))
        for node in nodes:  # a reference without a name bears that of what it refers to
            for reference in ("dataObjectRef", "dataStoreRef"):
                if node.name.endswith("Reference") and node.get(reference) and not self.names.get(node.get("id")):
                    self.names[node.get("id")] = self.names.get(node.get(reference).rpartition(":")[2], "")

    def _read_messages(self, nodes: list[Node]) -> None:
        """Note what message flows carry: an output of the sender, an input of the receiver."""
        for node in nodes:
            if node.name != "messageFlow":
                continue
            name = tidy(node.get("name"))
            if not name:
                place = Location(self.report.name, node.line)
                self.report.add("message", f'the message flow "{node.get("id")}" has no name; it was left out', place)
                continue
            self.outputs.setdefault(node.get("sourceRef").rpartition(":")[2], []).append(name)
            self.inputs.setdefault(node.get("targetRef").rpartition(":")[2], []).append(name)

    def _read_notes(self, nodes: list[Node]) -> None:
        """Note which text annotations hang on which element; those that hang on none are reported."""
        texts = {}
        for node in nodes:
            if node.name == "textAnnotation":
                text = next((child.text for child in node.all("text")), "")
                texts[node.get("id")] = (" ".join(text.split()), node.line)
        used = set()
        for node in nodes:
            if node.name != "association":
                continue
            ends = [node.get(name).rpartition(":")[2] for name in ("sourceRef", "targetRef")]
            for note, other in (ends, reversed(ends)):
                if note in texts and other not in texts:
                    self.notes.setdefault(other, []).append(texts[note][0])
                    used.add(note)
        for note, (text, line) in texts.items():
            if note not in used and text:
                place = Location(self.report.name, line)
                self.report.add("note", f'a note on nothing was left out: "{text[:80]}"', place)

    def notes_on(self, element: str) -> list[str]:
        """Return the annotations on an element, in an order that does not depend on the file's."""
        return sorted(filter(None, self.notes.get(element, ())))

    def performer(self, node: Node) -> str:
        """Return the resource that performs a task, "" if the model names none."""
        for role in node.all("potentialOwner", "humanPerformer", "performer", "resourceRole"):
            reference = role.first("resourceRef")
            known = self.resources.get(reference.text.strip().rpartition(":")[2], "") if reference else ""
            if found := known or tidy(role.get("name")):
                return found
        return ""

    def add_to(self, element: Element, fields: dict[str, Any], syntax: Syntax) -> None:
        """Add data and messages to a step's fields: stores are systems, other data inputs and outputs."""
        found = {"input": list(self.inputs.get(element.id, ())), "output": list(self.outputs.get(element.id, ()))}
        systems: list[str] = []
        for way, name, is_store in self._associated(element.node):
            (systems if is_store else found[way]).append(name)
        for way, names in found.items():
            if names:
                distinct = sorted(set(names))
                fields[way] = listed(distinct)
                fields[way + "s"] = syntax.items(fields[way])
        if systems:
            fields["systems"] = tuple(Mention(name=name) for name in sorted(set(systems)))

    def _associated(self, node: Node) -> Iterator[tuple[str, str, bool]]:
        """Yield (input or output, name, is a store) for each data association of a task."""
        for way, tag, end in (
            ("input", "dataInputAssociation", "sourceRef"),
            ("output", "dataOutputAssociation", "targetRef"),
        ):
            for association in node.all(tag):
                for reference in association.all(end):
                    key = reference.text.strip().rpartition(":")[2]
                    if name := self.names.get(key):
                        yield way, name, key in self.stores
