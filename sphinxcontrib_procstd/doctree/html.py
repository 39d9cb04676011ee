"""HTML of processes, steps, register entries and records, written straight from their nodes.

A visitor that writes the template table itself is four times as fast as docutils' own table, entry and paragraph
nodes, and says more: labels for narrow pages, roles for assistive technology.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes

from sphinxcontrib_procstd.doctree import DRAWN
from sphinxcontrib_procstd.doctree.html_parts import download_row, header_list, link, segments_html, step_link
from sphinxcontrib_procstd.doctree.views import (
    Branch,
    Download,
    PageContext,
    ProcessView,
    RecordView,
    ResourceView,
    StepView,
    TableView,
    UsedBy,
)
from sphinxcontrib_procstd.render.template import ROW_COLUMNS, Cell, Column

Translator = Any
"""An HTML translator of docutils or Sphinx: has ``body`` and visits nodes."""


def _child_html(translator: Translator, children: list[nodes.Node]) -> str:
    """Return what the translator writes for some child nodes."""
    start = len(translator.body)
    for child in children:
        child.walkabout(translator)
    text = "".join(translator.body[start:])
    del translator.body[start:]
    return text


def _marked(translator: Translator, node: nodes.Element) -> dict[str, str]:
    """Return option name -> HTML of every value with inline markup."""
    values = [child for child in node.children[1:] if child.__class__.__name__ == "procstd_value"]
    return {child["name"]: _child_html(translator, list(child.children)) for child in values}  # type: ignore[index] # a value is an Element


_UNWRITTEN = frozenset({"procstd_value", "procstd_searched"})


def _body(node: nodes.Element) -> list[nodes.Node]:
    return [
        child
        for child in node.children[1:]
        if child.__class__.__name__ not in _UNWRITTEN and not isinstance(child, nodes.Text)
    ]


def _title_html(translator: Translator, node: nodes.Element) -> str:
    return _child_html(translator, list(node.children[0].children))


def _heading(translator: Translator, html: str, css: str, anchor: str, words: Any) -> str:
    level = min(getattr(translator, "section_level", 1) + 1, 6)
    mark = f'<a class="headerlink" href="#{escape(anchor)}" title="{escape(words("Link to this place"))}">¶</a>'
    return f'<h{level} class="{css}">{html}{mark}</h{level}>\n'


def _more_ids(node: nodes.Element) -> str:
    """Return places for the ids after the first: labels that an author wrote before an object."""
    return "".join(f'<span id="{escape(name)}"></span>' for name in node["ids"][1:])


def visit_process(translator: Translator, node: nodes.Element) -> None:
    """Write the header block of a process, its body and its swimlane."""
    view: ProcessView = node["view"]
    page: PageContext = node["page"]
    marked = _marked(translator, node)
    ids = "".join(f' id="{escape(name)}"' for name in node["ids"][:1])
    out = [f'<div class="procstd-process"{ids}>{_more_ids(node)}\n']
    if view.shows_title:
        out.append(
            _heading(translator, _title_html(translator, node), "procstd-process-title", view.anchor, page.words)
        )
    if view.status:
        label = escape(page.words("Status"))
        badge = f'<span class="procstd-status procstd-status-{view.status}">{escape(view.status_label)}</span>'
        out.append(f'<p class="procstd-statusline"><span class="procstd-visually-hidden">{label}: </span>{badge}</p>\n')
    if view.rows:
        out.append(header_list(view.rows, marked, page, "procstd-header"))
    if view.downloads:
        out.append(download_row(view.downloads(), page))
    translator.body.append("".join(out))
    body = _body(node)
    if body:
        translator.body.append('<div class="procstd-purpose">\n')
        for child in body:
            child.walkabout(translator)
        translator.body.append("</div>\n")
    if view.figure:
        translator.document[DRAWN] = True
        translator.body.append(figure_html(view.figure(), page))
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def visit_figure(translator: Translator, node: nodes.Element) -> None:
    """Write a swimlane that a view placed."""
    translator.document[DRAWN] = True
    translator.body.append(figure_html(node["draw"](), node["page"]))
    raise nodes.SkipNode


def figure_html(figure: Any, page: PageContext) -> str:
    """Return a swimlane with its caption and the same flow as a list."""
    css = f"procstd-figure{' procstd-wide' * figure.wide}{' procstd-scrolling' * bool(figure.heads)}"
    css += " procstd-middling" * figure.middling
    heads = f'<div class="procstd-heads" aria-hidden="true">{figure.heads}</div>' if figure.heads else ""
    hint = f' <span class="procstd-hint" aria-hidden="true">{escape(figure.hint)}</span>' if figure.hint else ""
    lines = []
    for line in figure.flow:
        text = escape(line.text)
        name = f'<a href="{escape(line.href)}">{text}</a>' if line.href else text
        ways = "".join(f"<li>{escape(way)}</li>" for way in line.ways)
        lines.append(f"<li>{name}{f'<ul>{ways}</ul>' if ways else ''}</li>")
    summary = escape(page.words("The flow in words"))
    shown = ' open="open"' if figure.open else ""
    listing = f'<details class="procstd-flow"{shown}><summary>{summary}</summary><ol>{"".join(lines)}</ol></details>\n'
    if not figure.svg:
        note = f'<p class="procstd-note">{escape(figure.hint)}</p>\n{_note(figure)}'
        return f'<figure class="{css}" id="{escape(figure.anchor)}">\n{note}{listing}</figure>\n'
    return (
        f'<figure class="{css} procstd-least-{figure.least}" id="{escape(figure.anchor)}">\n'
        f'<div class="procstd-scroll" role="region" tabindex="0" aria-label="{escape(figure.label)}">'
        f'<div class="procstd-sheet">{heads}{figure.svg}</div></div>\n'
        f"<figcaption>{escape(figure.caption)}{hint}\n{_note(figure)}{listing}</figcaption>\n</figure>\n"
    )


def _note(figure: Any) -> str:
    return f'<p class="procstd-note">{escape(figure.note)}</p>\n' if figure.note else ""


def visit_step_table(translator: Translator, node: nodes.Element) -> None:
    """Open a template table: the process's name over all columns, then the columns' headings."""
    view: TableView = node["view"]
    words = node["page"].words
    name, title = escape(words(Column.PROCESS.value)), escape(view.title)
    if view.process is not None:
        title = link(title, node["page"].href(view.process), "")
    continued = f' <span class="procstd-note">{escape(words("(continued)"))}</span>' if view.continued else ""
    heads = "".join(
        f'<th scope="col" role="columnheader" class="procstd-{column.name.lower()}">{escape(words(column.value))}</th>'
        for column in ROW_COLUMNS
    )
    columns = "".join(f'<col class="procstd-{column.name.lower()}"/>' for column in ROW_COLUMNS)
    translator.body.append(
        '<div class="procstd-table-box"><table class="procstd-table" role="table">\n'
        f'<colgroup>{columns}</colgroup>\n<thead role="rowgroup">\n'
        f'<tr class="procstd-name" role="row"><th scope="row" role="rowheader">{name}</th>'
        f'<td role="cell" colspan="{len(ROW_COLUMNS) - 1}"><strong>{title}</strong>{continued}</td></tr>\n'
        f'<tr class="procstd-heads" role="row">{heads}</tr>\n</thead>\n<tbody role="rowgroup">\n'
    )


def depart_step_table(translator: Translator, node: nodes.Element) -> None:
    """Close a template table."""
    translator.body.append("</tbody>\n</table></div>\n")


def visit_step(translator: Translator, node: nodes.Element) -> None:
    """Write one row of the template table."""
    view: StepView = node["view"]
    page: PageContext = node["page"]
    marked = _marked(translator, node)
    cells = {cell.column: _cell_html(cell, marked, page) for cell in view.cells}
    cells[Column.STEP] = _step_cell(translator, node, view, page)
    cells[Column.STANDARD] = _standard_cell(translator, node, view, marked)
    css = "procstd-step procstd-key" if view.step.key else "procstd-step"
    ids = f' id="{escape(node["ids"][0])}"' if node["ids"] else ""
    out = [f'<tr class="{css}"{ids} role="row">']
    for column in ROW_COLUMNS:
        label = escape(page.words(column.value))
        content = cells[column] or f'<span class="procstd-empty" title="{escape(page.words("Not filled in"))}">—</span>'
        name = column.name.lower()
        out.append(f'<td class="procstd-{name}" data-label="{label}" role="cell">{content}</td>')
    out.append("</tr>\n")
    translator.body.append("".join(out))
    raise nodes.SkipNode


def _step_cell(translator: Translator, node: nodes.Element, view: StepView, page: PageContext) -> str:
    old = "".join(f'<span id="{escape(name)}"></span>' for name in view.old_anchors)
    number = f'<span class="procstd-number">{escape(view.number)}.</span> ' if view.number else ""
    title = f'<span class="procstd-step-title">{number}{_title_html(translator, node)}</span>'
    links = []
    if view.figure:
        tip = escape(page.words("Show in the swimlane"))
        links.append(
            f'<a class="procstd-to-figure" href="#{escape(view.figure)}" title="{tip}" aria-label="{tip}">⤴</a>'
        )
    if node["ids"]:
        tip = escape(page.words("Link to this step"))
        links.append(f'<a class="headerlink" href="#{escape(node["ids"][0])}" title="{tip}">¶</a>')
    if view.report:
        tip = escape(page.words("Report a problem with this step"))
        name = f'title="{tip}" aria-label="{tip}" rel="nofollow"'
        links.append(f'<a class="procstd-report" href="{escape(view.report)}" {name}>⚑</a>')
    return f"{_more_ids(node)}{old}{title}{''.join(links)}"


def _standard_cell(translator: Translator, node: nodes.Element, view: StepView, marked: dict[str, str]) -> str:
    page: PageContext = node["page"]
    parts = [_child_html(translator, _body(node))]
    if view.branches:
        parts.append(_branches_html(view, marked, page))
    if view.extras:
        parts.append(header_list(view.extras, marked, page, "procstd-extras"))
    return "".join(parts)


def _branches_html(view: StepView, marked: dict[str, str], page: PageContext) -> str:
    if len(view.branches) == 1 and not view.branches[0].guard and not view.step.decision:
        return f'<p class="procstd-next">{escape(page.words("Next"))} {_branch_html(view.branches[0], page)}</p>'
    question = marked.get("decision") or escape(view.step.decision)
    head = page.words("At the same time") if view.together else page.words("Next")
    lead = f'<span class="procstd-question">{question}</span>' if question else escape(head)
    items = "".join(f"<li>{_branch_html(branch, page)}</li>" for branch in view.branches)
    return f'<div class="procstd-branches"><p>{lead}</p><ul>{items}</ul></div>'


def _branch_html(branch: Branch, page: PageContext) -> str:
    guard = branch.guard or (page.words("otherwise") if branch.default else "")
    text = f'<span class="procstd-guard">{escape(guard)}</span> ' if guard else ""
    if branch.step:
        target = step_link(branch.step, page)
    elif branch.process:
        target = link(escape(branch.process.title), page.href(branch.process), "")
    else:
        target = link(escape(branch.text), branch.uri, "") if branch.uri else escape(branch.text)
    return f"{text}→ {target}"


def _cell_html(cell: Cell, marked: dict[str, str], page: PageContext) -> str:
    if cell.field in marked:
        return marked[cell.field]
    lines = [segments_html(line, page) for line in cell.lines]
    if len(lines) > 1:
        return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
    return "".join(lines)


def visit_resource(translator: Translator, node: nodes.Element) -> None:
    """Write a register entry: title, what it says of itself, body, and what uses it."""
    view: ResourceView = node["view"]
    page: PageContext = node["page"]
    kind = view.resource.kind.value
    out = [f'<div class="procstd-entry procstd-entry-{kind}" id="{escape(view.anchor)}">{_more_ids(node)}\n']
    if view.shows_title:
        out.append(_heading(translator, _title_html(translator, node), "procstd-entry-title", view.anchor, page.words))
    if view.rows:
        out.append(header_list(view.rows, _marked(translator, node), page, "procstd-header"))
    if view.downloads:
        out.append(downloads_html(view.downloads, page))
    translator.body.append("".join(out))
    for child in _body(node):
        child.walkabout(translator)
    translator.body.append(_used_by_html(view.used_by, page))
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def downloads_html(downloads: tuple[Download, ...], page: PageContext) -> str:
    """Write the blank forms, now; return the links to them."""
    links = []
    for download in downloads:
        download.save()
        name = f'download="{escape(download.name)}"'
        links.append(f'<a class="procstd-download" href="{escape(download.href)}" {name}>{escape(download.label)}</a>')
    label = escape(page.words("{label}: ").replace("{label}", page.words("Blank form")).rstrip())
    return f'<p class="procstd-blanks"><span class="procstd-blanks-label">{label}</span> {" ".join(links)}</p>\n'


def _used_by_html(used_by: tuple[UsedBy, ...], page: PageContext) -> str:
    head = escape(page.words("Used by"))
    if not used_by:
        return f'<p class="procstd-used-by procstd-note">{head}: {escape(page.words("nothing yet"))}</p>\n'
    items = []
    for use in used_by:
        places = []
        for step, ways in use.uses:
            text = escape(page.words(", ").join(ways))
            if step is None:
                places.append(f'<li><span class="procstd-way">{text}</span></li>')
            else:
                places.append(f'<li>{step_link(step, page)} <span class="procstd-way">{text}</span></li>')
        title = link(escape(use.process.title), page.href(use.process), "")
        items.append(f"<div><dt>{title}</dt><dd><ul>{''.join(places)}</ul></dd></div>")
    return f'<div class="procstd-used-by"><p class="procstd-used-by-title">{head}</p><dl>{"".join(items)}</dl></div>\n'


def visit_record(translator: Translator, node: nodes.Element) -> None:
    """Write a record of a process."""
    view: RecordView = node["view"]
    page: PageContext = node["page"]
    marked = _marked(translator, node)
    out = [
        f'<div class="procstd-record procstd-record-{view.kind}" id="{escape(view.anchor)}">{_more_ids(node)}\n',
        f'<p class="procstd-record-title"><span class="procstd-record-kind">{escape(view.kind_label)}</span> ',
        f"{_title_html(translator, node)}</p>\n",
    ]
    if view.rows:
        out.append(header_list(view.rows, marked, page, "procstd-header"))
    translator.body.append("".join(out))
    for child in _body(node):
        child.walkabout(translator)
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def depart_nothing(translator: Translator, node: nodes.Element) -> None:
    """Close a node that its visitor wrote whole."""
