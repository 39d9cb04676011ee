"""Small pieces of HTML. Every text that reaches a page passes through `html.escape` here or in ``html``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from sphinxcontrib_procstd.doctree.views import DownloadLink, Labelled, PageContext, StepLink
from sphinxcontrib_procstd.render.template import Segment

LONG = 18
"""A value wider than this many Latin letters takes two columns of a header block."""


def _width(segments: Iterable[Segment]) -> int:
    width = 0
    for segment in segments:
        text = segment.text
        width += len(text) if text.isascii() else sum(1 + (ord(char) > 0x2E7F) for char in text)
    return width


def link(html: str, href: str, css: str) -> str:
    """Return a link around escaped HTML; without a URL the text alone."""
    if not href:
        return html
    name = f' class="{css}"' if css else ""
    return f'<a{name} href="{escape(href)}">{html}</a>'


def step_link(step: StepLink, page: PageContext) -> str:
    """Return a link to a step: number and title."""
    text = escape(f"{step.number}. {step.title}" if step.number else step.title)
    return link(text, page.page(step.docname, step.anchor), "")


def segments_html(segments: Iterable[Segment], page: PageContext) -> str:
    """Return a run of text segments, linked where they name something."""
    parts = []
    for segment in segments:
        text = escape(segment.text)
        if segment.css:
            text = f'<span class="{segment.css}">{text}</span>'
        href = page.href(segment.target) if segment.target else segment.uri
        parts.append(link(text, href, "procstd-link") if href else text)
    return "".join(parts)


def header_list(rows: Iterable[Labelled], marked: Mapping[str, str], page: PageContext, css: str) -> str:
    """Return label-value pairs as a description list."""
    items = []
    for label, segments, option in rows:
        value = marked.get(option) or segments_html(segments, page)
        long = ' class="procstd-long"' if _width(segments) > LONG else ""
        items.append(f"<div{long}><dt>{escape(label)}</dt><dd>{value}</dd></div>")
    return f'<dl class="{css}">{"".join(items)}</dl>\n'


def download_row(links: Iterable[DownloadLink], page: PageContext) -> str:
    """Return the row of links to the files of a process, nothing without any."""
    items = "".join(
        f'<li><a href="{escape(found.href)}" download="{escape(found.file)}" type="{escape(found.media)}"'
        f' title="{escape(found.file)}">{escape(found.label)}</a></li>'
        for found in links
    )
    label = escape(page.words("Download"))
    lead = f'<span aria-hidden="true">{label}</span>'
    return f'<div class="procstd-downloads">{lead}<ul aria-label="{label}">{items}</ul></div>\n' if items else ""
