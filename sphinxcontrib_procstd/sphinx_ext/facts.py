"""Plain facts of one document, taken from its nodes after translation."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_procstd.diagnostics import Location
from sphinxcontrib_procstd.model.handbook import Attached, DocumentFacts, PlacedView, Reference
from sphinxcontrib_procstd.model.process import Mention, Process, Record, Step, StepKind, TargetKind
from sphinxcontrib_procstd.model.resources import FormField, Resource, ResourceKind
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.linked_text import linked_text
from sphinxcontrib_procstd.sphinx_ext.originals import originals_of
from sphinxcontrib_procstd.sphinx_ext.quoted import collect_quotes
from sphinxcontrib_procstd.sphinx_ext.spelled import spelled
from sphinxcontrib_procstd.sphinx_ext.warnings_ import warn
from sphinxcontrib_procstd.syntax.build import Reading, build_fields, build_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinxcontrib_procstd.syntax.build import Value

_KEPT = frozenset({"name", "id", "process", "index", "attached", "messages", "translations", "texts"})

_ANY = frozenset({"any", "myst"})
"""References that may name something of any domain: the role ``any`` and MyST's ``[text](target)``."""


class _Collector:
    """Walks one document's objects in order, giving each step to the process opened before it."""

    def __init__(self, docname: str, srcdir: Path) -> None:
        self.docname = docname
        self.srcdir = srcdir
        self.processes: list[dict[str, Any]] = []
        self.by_id: dict[str, dict[str, Any]] = {}
        self.attached: list[Attached] = []
        self.resources: list[Resource] = []
        self._files: dict[str, str] = {}

    def add(self, node: our.handbook_object) -> None:
        fields, location = self._fields(node)
        if isinstance(node, our.procstd_process):
            node["index"] = len(self.processes)
            if "category" in node.get("values", {}):
                fields["category_source"] = " ".join(node["values"]["category"].text.split())
            fields.update(id=node["id"], steps=[], records=[])
            self.processes.append(fields)
            self.by_id[node["id"]] = fields
        elif isinstance(node, our.procstd_step):
            self._add_step(node, fields)
        elif isinstance(node, our.procstd_record):
            self._add_record(node, fields, location)
        else:
            self._add_resource(node, fields)
        for name in [
            name for name in node.attributes if name not in _KEPT and name not in nodes.Element.basic_attributes
        ]:
            del node[name]  # the facts hold it now: doctrees stay small

    def _fields(self, node: our.handbook_object) -> tuple[dict[str, Any], Location]:
        """Return the keyword arguments of the node's model object, remarks logged."""
        values: dict[str, Value] = node.get("values", {})
        lines: dict[str, int] = dict(node.get("lines", {}))
        links: dict[str, tuple[Mention, ...]] = {}
        translated = {}
        for child in our.marked_values(node):
            text, links[child["name"]] = linked_text([child])
            translated[child["name"]] = text if links[child["name"]] else " ".join(text.split())
        wanted = {name: value for name, value in values.items() if name != "id"}  # the directive has taken that
        reading = Reading(directive=node["name"], values=wanted, lines=lines, translate=node.translate)
        fields = build_fields(reading)
        source = node.source or ""
        for remark in reading.remarks:
            warn(remark.code, remark.message, source, remark.line)
        for name, text in translated.items():
            key = name.replace("-", "_")
            if isinstance(fields.get(key, ""), str):  # an escalation with markup in it stays one
                fields[key] = text
        body = our.body_of(node)
        if body and isinstance(body[0], nodes.Element) and body[0].line:
            lines["body"] = body[0].line
        location = Location(self._file(source), node.line or 0)
        title = our.title_of(node)
        text, links["body"] = linked_text(body)
        fields.update(
            title=" ".join(title.astext().split()),
            title_source=str(node.get("title_source", title.astext())),
            location=location,
            docname=self.docname,
            lines=lines,
            body=text,
            links={name: found for name, found in links.items() if found},
        )
        if not isinstance(node, our.procstd_resource):
            fields["originals"] = originals_of(node, fields)
        return fields, location

    def _file(self, source: str) -> str:
        if source not in self._files:  # a document has one, and those it includes
            try:
                self._files[source] = Path(source).relative_to(self.srcdir).as_posix()
            except ValueError:
                self._files[source] = source
        return self._files[source]

    def _add_step(self, node: our.handbook_object, fields: dict[str, Any]) -> None:
        values: dict[str, Value] = node.get("values", {})
        for name in ("input", "output"):
            if name in values:
                fields[name + "s"] = build_mentions(values[name], node.translate)
        fields.pop("process", None)
        fields["id"], fields["own"] = node["id"], not node["attached"]
        if fields.get("kind") is StepKind.SUBPROCESS:
            named = (target.name for target in fields.get("next", ()) if target.kind is TargetKind.PROCESS)
            fields["subprocess"] = next(named, "")
        step = Step(**fields)
        owner = self.by_id.get(node["process"])
        if owner is not None and not node["attached"]:
            owner["steps"].append(step)
        else:
            self.attached.append(Attached(node["process"], step))
        node["index"] = len(self.attached) - 1 if owner is None or node["attached"] else len(owner["steps"]) - 1

    def _add_record(self, node: our.handbook_object, fields: dict[str, Any], location: Location) -> None:
        values: dict[str, Value] = node.get("values", {})
        texts = {name: " ".join(node.translate(value.text).split()) for name, value in values.items()}
        record = Record(
            kind=node["name"],
            title=fields["title"],
            location=location,
            docname=self.docname,
            anchor=node["ids"][0],
            body=fields["body"],
            values=texts,
            originals=fields["originals"],
            lines=fields["lines"],
            links=fields["links"],
            **(_answer(our.body_of(node), self.docname) if node["name"] == "faq" else {}),
        )
        owner = self.by_id.get(node["process"])
        if owner is not None and not node["attached"]:
            owner["records"].append(record)
        else:
            self.attached.append(Attached(node["process"], record))
        node["texts"] = texts

    def _add_resource(self, node: our.handbook_object, fields: dict[str, Any]) -> None:
        headings, rows = _field_table(node)
        del fields["links"]
        fields["id"] = node["id"]
        kind = ResourceKind(node["name"])
        self.resources.append(Resource(kind=kind, headings=headings, fields=rows, **fields))

    def facts(self, references: tuple[Reference, ...], views: tuple[PlacedView, ...]) -> DocumentFacts:
        processes = []
        for fields in self.processes:
            fields["steps"], fields["records"] = tuple(fields["steps"]), tuple(fields["records"])
            processes.append(Process(**fields))
        return DocumentFacts(
            processes=tuple(processes),
            attached=tuple(self.attached),
            resources=tuple(self.resources),
            references=references,
            views=views,
        )


def _field_table(node: our.handbook_object) -> tuple[tuple[str, ...], tuple[FormField, ...]]:
    """Return the headings and rows of the first table in a form's body."""
    for table in node.findall(nodes.table):
        head = [_field(row) for part in table.findall(nodes.thead) for row in part.findall(nodes.row)]
        rows = [_field(row) for part in table.findall(nodes.tbody) for row in part.findall(nodes.row)]
        return head[0].cells if head else (), tuple(rows)
    return (), ()


def _field(row: nodes.Element) -> FormField:
    entries = [entry for entry in row.children if isinstance(entry, nodes.entry)]
    cells = tuple(" ".join(entry.astext().split()) for entry in entries)
    found = ((place, _links(entry, cells[place])) for place, entry in enumerate(entries))
    return FormField(cells=cells, links={place: links for place, links in found if links})


def _links(entry: nodes.entry, cell: str) -> tuple[Mention, ...]:
    """Return the references of ours in a cell; none where its text is laid out so that their places cannot be told."""
    text, links = linked_text([entry])
    if " ".join(text.split("\n")) != cell:
        return ()
    steps = [node for node in entry.findall(addnodes.pending_xref) if node.get("reftype") == "step"]
    named = (f"{node['procstd:process']}.{node['reftarget']}" if _is_short(node) else "" for node in steps)
    return tuple(replace(link, name=next(named) or link.name) if link.kind == "step" else link for link in links)


def _is_short(node: nodes.Element) -> bool:
    return bool(node.get("procstd:process")) and "." not in node["reftarget"]


def _answer(blocks: Sequence[nodes.Node], docname: str) -> dict[str, Any]:
    """Return what tells whether an answer, shown elsewhere as it is written, still shows the same."""
    references = (replace(one, line=0) for block in blocks for one in _references(block))
    quotes = (one for block in blocks for one in collect_quotes(block, docname))
    return {
        "markup": digest_of(blocks),
        "references": tuple(dict.fromkeys(references)),
        "quotes": tuple(dict.fromkeys(quotes)),
    }


def digest_of(blocks: Iterable[nodes.Node]) -> str:
    """Return a digest of some blocks as they are written: their text, markup and references."""
    text = "\0".join(spelled(block) for block in blocks)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest() if text else ""


def collect_facts(document: nodes.document, docname: str, srcdir: Path) -> DocumentFacts | None:
    """Return what a document holds of ours, None if nothing. Takes the raw values off the nodes."""
    collector = _Collector(docname, srcdir)
    objects = list(document.findall(our.handbook_object))
    for node in objects:
        collector.add(node)
    references = tuple(_references(document))
    views = tuple(
        PlacedView(node["view"], tuple(sorted(node["options"].items())), node["process"])
        for node in document.findall(our.procstd_view)
    )
    if not objects and not references and not views:
        return None
    return collector.facts(references, views)


def _references(document: nodes.Node) -> Iterable[Reference]:
    seen: set[tuple[str, str, str, bool]] = set()
    for node in document.findall(addnodes.pending_xref):
        if node.get("refdomain") != "procstd" and (node["reftype"] not in _ANY or node.get("refdomain")):
            continue
        kind, target, process = node["reftype"], node["reftarget"], node.get("procstd:process", "")
        key = (kind, target, process, "intersphinx" in node)
        if key not in seen:
            seen.add(key)
            yield Reference(kind, target, process, node.line or 0, external=key[-1])
