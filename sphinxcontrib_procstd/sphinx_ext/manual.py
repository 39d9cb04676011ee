"""The chapters of a printed manual: documents as their pages show them, cut to what the manual is about."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from docutils import nodes
from sphinx import addnodes

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.doctree.views import FigureView, ProcessView
from sphinxcontrib_procstd.model.catalogue import Catalogue
from sphinxcontrib_procstd.model.process import Process, Step
from sphinxcontrib_procstd.model.resources import Resource, ResourceKind
from sphinxcontrib_procstd.render.manual import Chapter, Manual, manual_html, own_ids
from sphinxcontrib_procstd.render.raster import PDF_STYLE
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import words
from sphinxcontrib_procstd.sphinx_ext.pictures import chart_stylesheet, picture_stylesheet
from sphinxcontrib_procstd.sphinx_ext.reading import project

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_OVERRIDES: dict[str, Any] = {
    "html_theme": "basic",
    "html_theme_options": {},
    "html_permalinks": False,
    "procstd_blank_forms": False,
    "procstd_report_problem": "",
}
_ROLE_RECORDS = frozenset({"faq", "exception", "training"})
"""Records that a role's manual keeps: the others are about the document, not about the work."""
_CHART = re.compile(r'<svg[^>]*class="procstd-chart[^>]*>')
_SIZE = re.compile(r'<svg[^>]*?viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a manual is about: a process, a role, or (neither) everything."""

    process: str = ""
    role: str = ""


def make_manual(
    source: Path,
    scratch: Path,
    wanted: Wanted,
    *,
    overrides: dict[str, str] | None = None,
    jobs: int = 1,
    doctrees: Path | None = None,
    warnings: TextIO | None = None,
    progress: Callable[[str], None] = lambda _text: None,
) -> str:
    """Return the manual as HTML. Raises `ProcstdError` for a process or role that does not exist."""
    config = {**_OVERRIDES, **(overrides or {})}
    folder = doctrees or scratch / "doctrees"
    with project(source, scratch / "html", folder, config, jobs, warnings, "singlehtml") as (app, domain):
        progress(words("reading {source}").replace("{source}", str(source)))
        app.builder.read()
        app.env.check_consistency()
        catalogue = domain.handbook.catalogue
        processes, role, role_name = choose(catalogue, wanted)
        press = _Press(app, role_name)
        chapters = []
        for count, process in enumerate(processes, 1):
            progress(f"[{count}/{len(processes)}] {process.title}")
            chapters.append(press.chapter(process, f"c{count}-"))
        manual = Manual(
            handbook=app.config.html_title or app.config.project,
            language=(app.config.language or "en").replace("_", "-"),
            chapters=chapters,
            catalogue=catalogue,
            process=processes[0] if wanted.process else None,
            role=role,
            role_name=role_name,
        )
        return manual_html(manual, words)


def choose(catalogue: Catalogue, wanted: Wanted) -> tuple[list[Process], Resource | None, str]:
    """Return the processes of a manual in the order of their numbers, and the role it is for."""
    found = sorted(catalogue.processes, key=lambda process: (process.number or "\uffff", process.id))
    if wanted.process:
        process = catalogue.find_process(wanted.process)
        if process is None:
            names = [name for entry in found for name in (entry.id, entry.title)]
            raise ProcstdError(f'there is no process "{wanted.process}"{_hint(catalogue, wanted.process, names)}')
        return [process], None, ""
    if wanted.role:
        entry = catalogue.find(ResourceKind.JOB_ROLE, wanted.role)
        name = entry.title if entry else wanted.role
        kept = [process for process in found if any(_does(step, name, catalogue) for step in process.steps)]
        if not kept:
            roles = {role for process in found for role in catalogue.lanes_of(process)}
            roles |= {known for role in catalogue.of_kind(ResourceKind.JOB_ROLE) for known in (role.id, role.title)}
            why = "does no step" if entry else "is no role of this handbook"
            raise ProcstdError(f'"{wanted.role}" {why}{_hint(catalogue, wanted.role, sorted(roles - {wanted.role}))}')
        return kept, entry, name
    if not found:
        raise ProcstdError("there is no process in this handbook")
    return found, None, ""


def _hint(catalogue: Catalogue, name: str, names: list[str]) -> str:
    near = catalogue.near(name, names)
    return f'; did you mean "{near}"?' if near else ""


def _does(step: Step, role: str, catalogue: Catalogue) -> bool:
    return step.role is not None and catalogue.role_text(step.role) == role


class _Press:
    """Writes documents with the HTML writer of the build; nothing of it reaches a file."""

    def __init__(self, app: Sphinx, role: str) -> None:
        self.app, self.role = app, role
        self.builder: Any = app.builder
        self.builder.prepare_writing(set(app.env.all_docs))

    def chapter(self, process: Process, prefix: str) -> Chapter:
        """Return the chapter of a process: its document, then the documents of steps attached to it."""
        names = dict.fromkeys([process.docname, *(step.docname for step in process.steps)])
        parts, headings, anchor = [], [], ""
        for place, docname in enumerate(names):
            doctree = self.doctree(docname, process)
            mark = f"{prefix}{place}-"
            parts.append(own_ids(self.html(doctree, docname), mark))
            sections = list(doctree.findall(nodes.section))
            top = sections[0] if sections else None
            if top is not None and not anchor:
                anchor = _anchor(top, mark)
            for section in sections:
                if section.parent is top:
                    headings.append((_anchor(section, mark), section[0].astext()))
        html = "".join(parts)
        if not anchor:
            anchor = f"{prefix}title"
            html = f'<h1 id="{anchor}">{escape(process.title)}</h1>{html}'
        return Chapter(title=process.title, html=html, process=process, anchor=anchor, headings=tuple(headings))

    def doctree(self, docname: str, process: Process) -> nodes.document:
        """Return a document as it is about to be written, without what the manual is not about."""
        doctree = self.app.env.get_doctree(docname)
        for toctree in list(doctree.findall(addnodes.toctree)):
            toctree.parent.remove(toctree)
        self.app.env.apply_post_transforms(doctree, docname)
        for node in list(doctree.findall(our.handbook_object)):
            if not self.keeps(node, process) and node.parent is not None:
                node.parent.remove(node)
        for table in list(doctree.findall(our.procstd_step_table)):
            if not table.children:
                table.parent.remove(table)
        for process_node in list(doctree.findall(our.procstd_process)):
            self.move_figure(process_node)
        for figure in list(doctree.findall(our.procstd_figure)):
            figure.replace_self(_picture(figure["draw"]()))
        _drop_empty(doctree)
        _lay_across(doctree)
        return doctree

    def keeps(self, node: our.handbook_object, process: Process) -> bool:
        """Return whether an object belongs into the manual."""
        if isinstance(node, our.procstd_process):
            return bool(node["view"].process.id == process.id)
        if isinstance(node, our.procstd_resource):
            return not self.role
        owner = self.app.env.domains["procstd"].handbook.catalogue.find_process(node["process"])  # type: ignore[attr-defined] # it is ours
        if owner is None or owner.id != process.id:
            return False
        if self.role and isinstance(node, our.procstd_step):
            return _does(node["view"].step, self.role, self.app.env.domains["procstd"].handbook.catalogue)  # type: ignore[attr-defined] # it is ours
        return not self.role or node["name"] in _ROLE_RECORDS

    def move_figure(self, node: our.procstd_process) -> None:
        """Put the swimlane behind its process as a picture: style of the page does not reach into it on paper."""
        view = node["view"]
        if isinstance(view, ProcessView) and view.figure is not None:
            figure = view.figure()
            node["view"] = replace(view, figure=None)
            node.parent.insert(node.parent.index(node) + 1, _picture(figure))

    def html(self, doctree: nodes.document, docname: str) -> str:
        """Return what the HTML writer makes of a document."""
        builder = self.builder
        for image in doctree.findall(nodes.image):
            candidates: dict[str, str] = image.get("candidates", {})
            image["uri"] = candidates.get("*") or next(iter(candidates.values()), image["uri"])
        builder.secnumbers = {}
        builder.fignumbers = {}
        builder.imgpath = builder.dlpath = ""
        builder.current_docname = docname
        doctree.settings = builder.docsettings
        visitor = builder.create_translator(doctree, builder)
        doctree.walkabout(visitor)
        return _CHART.sub(
            lambda found: f"{found[0]}<style>{chart_stylesheet()}{PDF_STYLE}</style>", "".join(visitor.body)
        )


def _anchor(section: nodes.section, prefix: str) -> str:
    name = str(section["ids"][0]) if section["ids"] else ""
    return name if name.startswith("procstd") else prefix + name


def _drop_empty(doctree: nodes.document) -> None:
    """Take out sections of which nothing but the heading is left, innermost first."""
    for section in reversed(list(doctree.findall(nodes.section))):
        rest = [child for child in section.children[1:] if not isinstance(child, nodes.Invisible | nodes.target)]
        if not rest and isinstance(section.parent, nodes.section):
            section.parent.remove(section)


def _lay_across(doctree: nodes.document) -> None:
    """Mark what stands on pages across: template tables, and what stands between them.

    A section that holds nothing else is marked itself, so that its heading does not stay behind on a page of its own.
    """
    tables = list(doctree.findall(our.procstd_step_table))
    for parent in {id(table.parent): table.parent for table in tables if table.parent is not None}.values():
        places = [place for place, child in enumerate(parent.children) if isinstance(child, our.procstd_step_table)]
        first, last = places[0], places[-1]
        outside = [*parent.children[:first], *parent.children[last + 1 :]]
        plain = nodes.title | nodes.Invisible | nodes.target
        if isinstance(parent, nodes.section) and all(isinstance(child, plain) for child in outside):
            parent["classes"].append("manual-across")
            continue
        between = parent.children[first : last + 1]
        holder = nodes.container("", *between, classes=["manual-across"])
        parent.children[first : last + 1] = [holder]
        holder.parent = parent


def _picture(figure: FigureView) -> nodes.raw:
    """Return a drawn swimlane as a picture of vectors, with its own style and the flow in words for who hears it."""
    flow = "".join(_flow(figure)) if not figure.svg else ""
    image, css = "", "manual-flow"
    if figure.svg:
        style = f"<style>{picture_stylesheet()}{PDF_STYLE}</style>"
        svg = re.sub(r"(<svg\b[^>]*>)", lambda found: found[1] + style, figure.svg, count=1)
        if 'xmlns="http://www.w3.org/2000/svg"' not in svg:
            svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        data = base64.b64encode(svg.encode()).decode()
        image = f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(figure.caption)}"/>'
        size = _SIZE.search(figure.svg)
        if size and float(size[1]) > 1.25 * float(size[2]):
            css += " manual-across"
    html = f'<figure class="{css}">{image}{flow}<figcaption>{escape(figure.caption)}</figcaption></figure>\n'
    return nodes.raw("", html, format="html")


def _flow(figure: FigureView) -> Iterator[str]:
    yield "<ol>"
    for line in figure.flow:
        ways = "".join(f"<li>{escape(way)}</li>" for way in line.ways)
        yield f"<li>{escape(line.text)}{f'<ul>{ways}</ul>' if ways else ''}</li>"
    yield "</ol>"
