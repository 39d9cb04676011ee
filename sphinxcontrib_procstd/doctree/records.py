"""HTML of records of one kind as a table: reviews, approvals, revisions."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxcontrib_procstd.doctree.views import PageContext

Translator = Any
"""An HTML translator of docutils or Sphinx: has ``body`` and visits nodes."""

TITLE, COMMENT = "title", "body"
_DATES = frozenset({"date", "effective", "time"})
_LONG = frozenset({"body", "resolution", "completeness", "responsibility", "feasibility", "meaning"})


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A run of records of one kind: what they are called, and the columns (option or ``title``/``body`` -> label)."""

    caption: str
    columns: Mapping[str, str]


def visit_record_table(translator: Translator, node: nodes.Element) -> None:
    """Write the table; each record is a row, which links lead to."""
    view: RecordTable = node["view"]
    heads = "".join(f'<th scope="col" role="columnheader">{escape(label)}</th>' for label in view.columns.values())
    rows = "".join(_row(translator, record, view, node["page"]) for record in node["records"])
    translator.body.append(
        f'<div class="procstd-records-box" role="region" tabindex="0" aria-label="{escape(view.caption)}">'
        '<table class="procstd-records" role="table">\n'
        f'<caption>{escape(view.caption)}</caption>\n<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}</tbody>\n</table></div>\n'
    )
    raise nodes.SkipNode


def _row(translator: Translator, record: nodes.Element, view: RecordTable, page: PageContext) -> str:
    first, more = escape(record["ids"][0]), record["ids"][1:]
    spans = "".join(f'<span id="{escape(name)}"></span>' for name in more)
    link = f'<a class="headerlink" href="#{first}" title="{escape(page.words("Link to this place"))}">¶</a>'
    title = _inline(translator, record.children[0].children)
    cells = [f'<th scope="row" role="rowheader">{spans}{title}{link}</th>']
    marked = {child["name"]: child for child in record.children[1:] if child.__class__.__name__ == "procstd_value"}  # type: ignore[index] # a value is an Element
    for name, label in view.columns.items():
        if name == TITLE:
            continue
        if name == COMMENT:
            blocks = [
                child
                for child in record.children[1:]
                if not isinstance(child, nodes.Text) and child.__class__.__name__ != "procstd_value"
            ]
            html = _inline(translator, blocks)
        elif name in marked:
            html = _inline(translator, marked[name].children)
        else:
            html = escape(record["shown"].get(name, ""))
        css = "procstd-when" if name in _DATES else "procstd-comment" if name in _LONG else ""
        css = f"{css} procstd-none".strip() if not html else css
        name_css = f' class="{css}"' if css else ""
        cells.append(f'<td{name_css} data-label="{escape(label)}" role="cell">{html}</td>')
    return f'<tr id="{first}" role="row">{"".join(cells)}</tr>\n'


def _inline(translator: Translator, children: Any) -> str:
    start = len(translator.body)
    for child in list(children):
        child.walkabout(translator)
    text = "".join(translator.body[start:])
    del translator.body[start:]
    return text
