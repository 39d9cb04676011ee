"""The domain ``procstd``: what is defined where, how it is found, what other handbooks may link to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.domains import Domain, ObjType
from sphinx.util.nodes import make_refnode

from sphinxcontrib_procstd.lint.source import with_columns
from sphinxcontrib_procstd.model.catalogue import bare_name
from sphinxcontrib_procstd.model.handbook import DocumentFacts, Handbook, assemble
from sphinxcontrib_procstd.model.packing import Packed, PackedMapping
from sphinxcontrib_procstd.sphinx_ext.check import check_handbook
from sphinxcontrib_procstd.sphinx_ext.elsewhere import with_elsewhere
from sphinxcontrib_procstd.sphinx_ext.facts import collect_facts
from sphinxcontrib_procstd.sphinx_ext.lookup import (
    KINDS,
    Found,
    anchor_of,
    find_all,
    find_reference,
    inventory_objects,
    page_of,
)
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.quoted import Quotes, collect_quotes
from sphinxcontrib_procstd.sphinx_ext.roles import HandbookRole
from sphinxcontrib_procstd.sphinx_ext.warnings_ import read_lines, take_noted, warn_findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxcontrib_procstd.diagnostics import Finding
    from sphinxcontrib_procstd.model.process import Process
    from sphinxcontrib_procstd.model.responsibility import Responsibilities
    from sphinxcontrib_procstd.sphinx_ext.aids import Aids
    from sphinxcontrib_procstd.sphinx_ext.downloads import Plan
    from sphinxcontrib_procstd.sphinx_ext.lookup import InventoryObject
    from sphinxcontrib_procstd.sphinx_ext.process_index import ProcessIndex


class ProcstdDomain(Domain):
    """Processes, steps and registers. All state is one `DocumentFacts` a document; the rest is derived.

    The facts are packed, and what other handbooks and the search may find is kept beside them: a build that has
    nothing to do opens none of them.
    """

    name = "procstd"
    label = "Operating procedures"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    roles: ClassVar[dict[str, Any]] = {kind: HandbookRole(warn_dangling=True) for kind in KINDS}
    directives: ClassVar[dict[str, Any]] = {}
    initial_data: ClassVar[dict[str, Any]] = {
        "documents": {},
        "views": {},
        "quotes": {},
        "noted": {},
        "objects": None,
    }
    data_version = 5

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.said: set[tuple[str, tuple[str, int]]] = set()
        """Warnings of dangling references, with their places: each is said once a build."""
        self.uris: dict[str, dict[str, str]] = {}
        """Relative URLs of documents, by the folder they start from (see `PageBuilder`)."""

    _handbook: Handbook | None = None
    _findings: list[Finding] | None = None
    _indexes: dict[int, ProcessIndex] | None = None
    downloads: Plan | None = None
    """The files to download that this build makes; None where it makes none."""
    _responsibilities: tuple[Handbook, Responsibilities] | None = None
    _aids: tuple[Handbook, Aids] | None = None

    @property
    def documents(self) -> Mapping[str, DocumentFacts]:
        """What each document holds."""
        return PackedMapping(self.packed)

    @property
    def packed(self) -> dict[str, Packed[DocumentFacts]]:
        """What each document holds, as it is kept."""
        packed: dict[str, Packed[DocumentFacts]] = self.data["documents"]
        return packed

    @property
    def views(self) -> dict[str, tuple[str, ...]]:
        """The names of the views in each document that has any: known without opening what the document holds."""
        views: dict[str, tuple[str, ...]] = self.data["views"]
        return views

    @property
    def quotes(self) -> dict[str, Quotes]:
        """What each document quotes by Sphinx's own references."""
        quotes: dict[str, Quotes] = self.data["quotes"]
        return quotes

    @property
    def noted(self) -> dict[str, tuple[Finding, ...]]:
        """What was warned of while each document was read."""
        noted: dict[str, tuple[Finding, ...]] = self.data["noted"]
        return noted

    @property
    def handbook(self) -> Handbook:
        """The whole handbook, put together once after reading."""
        if self._handbook is None:
            self._handbook = with_elsewhere(assemble(self.documents), self.env)
            self._findings = None
            self._indexes = {}
        return self._handbook

    @property
    def indexes(self) -> dict[int, ProcessIndex]:
        """Look-up tables of processes by object identity, kept as long as the handbook is."""
        if self._indexes is None:
            self._indexes = {}
        return self._indexes

    @property
    def responsibilities(self) -> Responsibilities:
        """Who does what, put together once for all pages that show it."""
        handbook = self.handbook
        if self._responsibilities is None or self._responsibilities[0] is not handbook:
            from sphinxcontrib_procstd.model.responsibility import build_responsibilities  # loaded where it is used

            self._responsibilities = handbook, build_responsibilities(handbook.catalogue)
        return self._responsibilities[1]

    @property
    def aids(self) -> Aids:
        """Where self-tests, checklists and lists of questions stand, found once for all pages that link to them."""
        handbook = self.handbook
        if self._aids is None or self._aids[0] is not handbook:
            from sphinxcontrib_procstd.sphinx_ext.aids import Aids  # loaded where it is used

            self._aids = handbook, Aids(self.documents, handbook.catalogue)
        return self._aids[1]

    def index(self, process: Process) -> ProcessIndex:
        """Return the look-up tables of a process, made once a build."""
        key = id(process)  # the handbook keeps the process alive as long as the tables
        found = self.indexes.get(key)
        if found is None:
            from sphinxcontrib_procstd.sphinx_ext.process_index import ProcessIndex  # loaded where it is used

            found = self.indexes[key] = ProcessIndex.of(process)
        return found

    def forget_derived(self) -> None:
        """Forget what was worked out of the documents: one of them comes or goes."""
        self._handbook = None
        self.data["objects"] = None

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is gone or will be read again."""
        if self.packed.pop(docname, None) is not None:
            self.forget_derived()
        self.views.pop(docname, None)
        self.quotes.pop(docname, None)
        self.noted.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take in what a parallel reader noted."""
        self.forget_derived()
        for docname in sorted(docnames):
            if docname in otherdata["documents"]:
                self.packed[docname] = otherdata["documents"][docname]
            for kept in ("views", "quotes", "noted"):
                if docname in otherdata[kept]:
                    self.data[kept][docname] = otherdata[kept][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note what a document holds."""
        facts = collect_facts(document, docname, env.srcdir)
        if facts is not None:
            self.forget_derived()
            self.packed[docname] = Packed(facts)
            if facts.views:
                self.views[docname] = tuple(sorted({placed.name for placed in facts.views}))
        if quotes := collect_quotes(document, docname):
            self.quotes[docname] = quotes
        if noted := take_noted(env.srcdir):
            self.noted[docname] = noted

    def check_consistency(self) -> None:
        """Warn of what no single document can know: taken ids, unknown targets, and what the linter finds."""
        srcdir, config = Path(self.env.srcdir), self.env.config
        if config.procstd_lint is False:
            warn_findings(check_handbook(self.handbook, self.documents), srcdir)
        else:
            warn_findings(with_columns(self.findings, lambda name: read_lines(srcdir / name)), srcdir, config.language)

    @property
    def findings(self) -> list[Finding]:
        """What the linter finds, worked out once a build."""
        self.handbook  # noqa: B018 - drops findings of an older one
        if self._findings is None:
            from sphinxcontrib_procstd.sphinx_ext.lint_build import build_findings  # loaded where it is asked for

            self._findings = build_findings(self)
        return self._findings

    def find(self, node: pending_xref, kind: str, target: str) -> Found | None:
        """Return what a cross-reference names."""
        return find_reference(self.handbook.catalogue, kind, target, node.get("procstd:process", ""))

    def resolve_xref(  # type: ignore[override] # an unlinked 《name》 is returned as its text
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element | None:
        """Return the link a cross-reference becomes, None when it names nothing here."""
        found = self.find(node, typ, target)
        if found is None:
            return contnode if typ == "auto" else None
        if not node.get("refexplicit") and typ != "auto":
            contnode = self.title_node(found, contnode)
        if typ == "auto":  # a book-title mark quotes a title in Chinese; elsewhere the link says enough
            shown = words("{title}").replace("{title}", bare_name(contnode.astext()))
            contnode = HandbookRole.innernodeclass("", shown, classes=contnode.get("classes", []))
        return make_refnode(builder, fromdocname, page_of(found), anchor_of(found), contnode, found.title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return the links an ``any`` reference could become."""
        links = []
        for found in find_all(self.handbook.catalogue, target):
            shown = contnode if node.get("refexplicit") else self.title_node(found, contnode)
            link = make_refnode(builder, fromdocname, page_of(found), anchor_of(found), shown, found.title)
            links.append((f"procstd:{found.kind}", link))
        return links

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: A002 - Sphinx's own
        """Return what a kind of object is called in search results: "Step", not "Operating procedures step"."""
        from sphinxcontrib_procstd.render.entries import KIND_LABELS  # loaded where it is used

        return words(KIND_LABELS.get(type.lname, type.lname))

    def title_node(self, found: Found, contnode: nodes.Element) -> nodes.Element:
        """Return the title of what a reference names, to be shown for the words written."""
        return HandbookRole.innernodeclass("", found.title, classes=contnode.get("classes", []))

    def get_full_qualified_name(self, node: nodes.Element) -> str | None:
        """Return another name that a reference's target may have in the inventory of another handbook."""
        target = str(node.get("reftarget", ""))
        bare = bare_name(target)
        return bare if bare != target else None

    def get_objects(self) -> Iterator[InventoryObject]:
        """Yield everything that search and other handbooks may find."""
        yield from self.objects

    @property
    def objects(self) -> tuple[InventoryObject, ...]:
        """Everything that search and other handbooks may find, worked out once and kept with the environment."""
        if self.data["objects"] is None:
            self.data["objects"] = Packed(tuple(inventory_objects(self.handbook.catalogue)))
        packed: Packed[tuple[InventoryObject, ...]] = self.data["objects"]
        return packed.value
