"""Reviews, approvals and revisions that stand one after another are shown as a table, not as a card each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.doctree.records import COMMENT, TITLE, RecordTable
from sphinxcontrib_procstd.render.entries import FIELD_LABELS
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.shown import TABLED
from sphinxcontrib_procstd.sphinx_ext.views.change_log import kind_label
from sphinxcontrib_procstd.syntax.options import RECORD_OPTIONS

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.writing import Pages

CAPTIONS = {"review": "Reviews", "approval": "Approvals", "revision": "Revisions"}
"""What a table of records is called, by their kind."""
_COMMENTS = {"review": "Comments", "approval": "Text", "revision": "What changed"}
_TITLES = {"review": "Review", "approval": "Approval", "revision": "Version"}
_LEFT_OUT = frozenset({"process"})


def group_records(doctree: nodes.document, pages: Pages) -> bool:
    """Put each run of neighbouring records of such a kind into a table; return whether there is any."""
    parents = {id(node.parent): node.parent for node in doctree.findall(our.procstd_record) if node.parent is not None}
    made = False
    for parent in parents.values():
        children: list[nodes.Node] = []
        run: list[our.procstd_record] = []
        for child in [*parent.children, None]:
            if isinstance(child, our.procstd_record) and child["name"] in TABLED:
                if run and (child["name"], child["process"]) != (run[0]["name"], run[0]["process"]):
                    children.append(_table(run, pages))
                    run = []
                run.append(child)
                made = True
                continue
            if run and not isinstance(child, nodes.Invisible | nodes.system_message):
                children.append(_table(run, pages))
                run = []
            if child is not None:
                children.append(child)
        parent.children = children
        for kept in children:
            kept.parent = parent
    return made


def _table(run: list[our.procstd_record], pages: Pages) -> our.procstd_record_table:
    """Return the table of a run; columns that nobody filled are left out, a department that the title says too."""
    kind = run[0]["name"]
    table = our.procstd_record_table("")
    for record in run:
        record["shown"] = dict(_shown(record))
    columns = {TITLE: words(_TITLES[kind])}
    for option in RECORD_OPTIONS[kind]:
        filled = [record for record in run if record["shown"].get(option.name)]
        said = (
            all(record["shown"]["department"] in our.title_of(record).astext() for record in filled)
            if option.name == "department"
            else False
        )
        if filled and not said and option.name not in _LEFT_OUT:
            columns[option.name] = words(FIELD_LABELS[option.name])
    if any(our.body_of(record) for record in run):
        comments = {COMMENT: words(_COMMENTS[kind])}
        resolution = {"resolution": columns.pop("resolution")} if "resolution" in columns else {}
        columns = {**columns, **comments, **resolution}
    page = pages.of(run[0])
    table["page"] = page.context
    table["view"] = RecordTable(words(CAPTIONS[kind]), columns)
    table["records"] = run
    for record in run:  # cross-references in them are resolved by now; search has been told their words
        record.parent = table
    return table


def _shown(record: our.procstd_record) -> Iterator[tuple[str, str]]:
    for name, text in record["texts"].items():
        yield name, kind_label(text) if name == "kind" else text
